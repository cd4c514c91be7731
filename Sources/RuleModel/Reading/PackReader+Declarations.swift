// Reads `handed`, `results`, `types` and `members`: what becomes of declarations in the code that uses a library.

import Semantics
import SourceModel

extension PackReader {
  static let handedKeys = ["type", "beside", "instead", "grade", "why"]
  static let typeKeys = ["id", "of", "becomes", "attribute", "grade", "why", "examples"]
  static let memberKeys = ["id", "of", "named", "becomes", "attribute", "grade", "why", "examples"]

  mutating func readDeclarations(_ fields: Fields) {
    let keys = fields.present(["handed", "results", "types", "members", "package"])
    if let key = keys.first, language.name != "swift", let node = fields.key(key) {
      nodes.fail(
        .unknownKey, "`\(key)` is for Swift, and this pack is for \(language.name)", remedy: "delete the key", at: node)
      return
    }
    // What a rule's text binds, other rules may use inside of it.
    for change in fields["changes"]?.items ?? [] {
      guard let text = change.value(of: "rewrite")?.scalar,
        let pattern = try? language.pattern(text.trimmedEnd, variables: [])
      else { continue }
      handedNames.formUnion(language.names(boundBy: pattern))
    }
    if let handed = fields["handed"] { readHanded(handed) }
    if let results = fields["results"] { readResults(results) }
    if let types = fields["types"] { for item in nodes.items(types, of: "`types`") { readType(item) } }
    if let members = fields["members"] { for item in nodes.items(members, of: "`members`") { readMember(item) } }
  }

  /// `context: {type: Hummingbird.BasicRequestContext, beside: Hummingbird.HBRequest}`.
  private mutating func readHanded(_ node: YAMLNode) {
    for (name, pair) in nodes.pairs(node, of: "`handed`") {
      guard let fields = nodes.fields(pair.value, of: "what code is handed", known: Self.handedKeys),
        let type = required("type", in: fields, "the type of the value")
      else { continue }
      let places = fields.present(["beside", "instead"])
      guard places.count == 1, let place = fields[places[0]], let owner = nodes.qualifiedName(place, of: places[0])
      else {
        nodes.failMissing(
          ["beside", "instead"], "`\(name)` says what it goes with",
          remedy: "write `beside:` or `instead:` with the type of a parameter, and not both", at: pair.key, in: fields)
        continue
      }
      handedNames.insert(name)
      let value = HandedValue(
        name: name, type: written(type, "type"), of: owner, replaces: places[0] == "instead")
      addDeclaration("handed.\(name)", .handed(value), fields, at: pair.key)
    }
  }

  /// `Hummingbird.HBApplication: some Hummingbird.ApplicationProtocol`.
  private mutating func readResults(_ node: YAMLNode) {
    for (name, pair) in nodes.pairs(node, of: "`results`") {
      guard let owner = nodes.qualifiedName(name, at: pair.key) else { continue }
      let rule = ResultRule(of: owner, becomes: written(pair.value, name))
      addDeclaration("result.\(owner)", .result(rule), nil, at: pair.key)
    }
  }

  private mutating func readType(_ item: YAMLNode) {
    guard let fields = nodes.fields(item, of: "an item of `types`", known: Self.typeKeys),
      let id = required("id", in: fields, "a short name for the change"),
      let owner = required("of", in: fields, "the library's type that is inherited from"),
      let becomes = required("becomes", in: fields, "the new kind of type, as `struct`")
    else { return }
    guard let name = nodes.text(id, of: "id"), let type = nodes.qualifiedName(owner, of: "of"),
      let keyword = nodes.text(becomes, of: "becomes")
    else { return }
    guard keyword == "struct" || keyword == "class" else {
      nodes.fail(.pattern, "a type becomes `struct` or `class`", remedy: "write one of the two", at: becomes)
      return
    }
    let rule = TypeRule(of: type, keyword: keyword, attribute: fields["attribute"].map { written($0, "attribute") })
    addDeclaration(name, .type(rule), fields, at: id)
  }

  private mutating func readMember(_ item: YAMLNode) {
    guard let fields = nodes.fields(item, of: "an item of `members`", known: Self.memberKeys),
      let id = required("id", in: fields, "a short name for the change"),
      let owner = required("of", in: fields, "the library's type that is inherited from"),
      let named = required("named", in: fields, "the member's name")
    else { return }
    guard let name = nodes.text(id, of: "id"), let type = nodes.qualifiedName(owner, of: "of"),
      let member = nodes.text(named, of: "named")
    else { return }
    let isWriting = !fields.present(["becomes", "attribute"]).isEmpty
    guard isWriting || nodes.grade(fields["grade"]) == .advise else {
      nodes.failMissing(
        ["becomes", "attribute"], "a member becomes something", remedy: "write `becomes:` with its new head", at: id,
        in: fields)
      return
    }
    let rule = MemberRule(
      of: type, named: member, becomes: fields["becomes"].map { written($0, "becomes") },
      attribute: fields["attribute"].map { written($0, "attribute") })
    // What a member is handed now may be used in its body.
    handedNames.formUnion(rule.becomes?.parameterNames ?? [])
    addDeclaration(name, .member(rule), fields, at: id)
  }

  // MARK: Manifests

  /// `package: {products: {Old: New}, platforms: {macOS: "14"}, tools: "5.9"}`.
  mutating func readPackage(_ node: YAMLNode) -> PackageChange {
    var change = PackageChange()
    guard let fields = nodes.fields(node, of: "`package`", known: ["products", "platforms", "tools"]) else {
      return change
    }
    if let products = fields["products"] {
      for (old, pair) in nodes.pairs(products, of: "`products`") {
        change.products[old] = nodes.text(pair.value, of: old)
      }
    }
    if let platforms = fields["platforms"] {
      for (name, pair) in nodes.pairs(platforms, of: "`platforms`") {
        change.platforms[name] = nodes.release(pair.value, of: name)?.description
      }
    }
    change.tools = nodes.release(fields["tools"], of: "tools")?.description
    return change
  }

  /// `guard: canImport(SwiftSyntax600)`, or `guard: available` where the platforms of `package` tell.
  mutating func readGuard(_ node: YAMLNode, _ package: PackageChange) -> VersionGuard? {
    guard let text = nodes.text(node, of: "guard") else { return nil }
    guard text == "available" else { return .compilation(text) }
    guard !package.platforms.isEmpty else {
      nodes.fail(
        .parameter, "no platform says from when on it is available",
        remedy: "write `package: {platforms: {macOS: \"14\"}}`", at: node)
      return nil
    }
    return .platforms(package.platforms)
  }

  // MARK: Fields

  private mutating func required(_ key: String, in fields: Fields, _ what: String) -> YAMLNode? {
    if let node = fields[key] { return node }
    nodes.failMissing(
      [key], "there is no `\(key)`", remedy: "write `\(key):` with \(what)", at: fields.node, in: fields)
    return nil
  }

  private mutating func written(_ node: YAMLNode, _ key: String) -> WrittenText {
    let text = WrittenText(nodes.text(node, of: key) ?? "")
    for name in text.symbols {
      nameUses.append(.init(name: name, rule: rules.count, node: node, range: 0..<(node.scalar?.utf8.count ?? 0)))
    }
    return text
  }

  private mutating func addDeclaration(_ id: String, _ rule: DeclarationRule, _ fields: Fields?, at node: YAMLNode) {
    add(
      Rule(
        id: id, library: library, release: release, removed: release, cases: [Rule.Case(action: .declare(rule))],
        grade: nodes.grade(fields?["grade"]) ?? .safe, why: fields?["why"].flatMap { nodes.text($0, of: "why") },
        examples: fields?["examples"].map { readExamples($0) } ?? [], place: nodes.document.place(at: node.start)),
      at: node)
  }
}
