// Reads `rename`, `strings`, `headers` and `macros`.

import Semantics
import SourceModel

extension PackReader {
  static let renameKeys = ["to", "grade", "removed", "deprecated", "why"]
  static let stringKeys = ["api", "parameter", "inside", "grade", "why"]

  // MARK: Renames

  mutating func readRenames(_ node: YAMLNode) {
    for (name, pair) in nodes.pairs(node, of: "`rename`") {
      guard let from = qualifiedName(name, at: pair.key) else { continue }
      readRename(from, writtenAs: name, pair)
    }
  }

  /// A name in the form that tables have.
  mutating func qualifiedName(_ text: String, at node: YAMLNode) -> String? {
    guard let name = language.canonicalName(text) else { return nodes.qualifiedName("", at: node) }
    return name == text ? nodes.qualifiedName(text, at: node) : name
  }

  private mutating func readRename(_ from: String, writtenAs written: String, _ pair: YAMLNode.Pair) {
    var fields: Fields?
    var target: YAMLNode? = pair.value
    if pair.value.scalar == nil {
      fields = nodes.fields(pair.value, of: "a rename", known: Self.renameKeys)
      guard let fields else { return }
      target = fields["to"]
    }
    guard let target else {
      if fields?.misspelt.contains("to") != true {
        nodes.fail(.missingKey, "this rename has no `to`", remedy: "write `\(from): {to: new.name}`", at: pair.key)
      }
      return
    }
    guard let to = nodes.text(target, of: "to").flatMap({ qualifiedName($0, at: target) }) else { return }
    failIfSame(from, to, at: target)
    let (deprecated, removed) = releases(fields)
    nameUses.append(.init(name: to, rule: rules.count, node: target, range: 0..<to.utf8.count))
    add(
      Rule(
        id: written, library: library, release: release, deprecated: deprecated, removed: removed,
        cases: [Rule.Case(action: .rename(from: from, to: to))], grade: nodes.grade(fields?["grade"]) ?? .safe,
        why: fields?["why"].flatMap { nodes.text($0, of: "why") }, place: nodes.document.place(at: pair.key.start)),
      at: pair.key)
  }

  private mutating func failIfSame(_ from: String, _ to: String, at node: YAMLNode) {
    if from == to {
      nodes.fail(.renameCycle, "`\(from)` is renamed to itself", remedy: "delete the line", at: node)
    }
  }

  // MARK: Members that are no longer optional

  /// `SwiftSyntax.FunctionDeclSyntax.modifiers: isEmpty`; `never` where it always is something.
  mutating func readRequired(_ node: YAMLNode, key: YAMLNode?) {
    if let key, language.name != "swift" {
      nodes.fail(
        .unknownKey, "`required` is for Swift, and this pack is for \(language.name)", remedy: "delete the key", at: key
      )
    }
    for (name, pair) in nodes.pairs(node, of: "`required`") {
      guard let member = nodes.qualifiedName(name, at: pair.key), let word = nodes.text(pair.value, of: name) else {
        continue
      }
      let absence = word == "never" ? nil : word
      add(
        Rule(
          id: "required.\(member)", library: library, release: release, deprecated: nil, removed: release,
          cases: [Rule.Case(action: .require(member: member, absence: absence))], grade: .safe,
          why: "It always has a value now.", place: nodes.document.place(at: pair.key.start)),
        at: pair.key)
    }
  }

  // MARK: Strings

  /// Top-level `strings`: one rule for each item. That a parameter takes names of APIs holds in every release.
  mutating func readStrings(_ node: YAMLNode) {
    for item in nodes.items(node, of: "`strings`") {
      guard let fields = nodes.fields(item, of: "an item of `strings`", known: Self.stringKeys),
        let action = stringAction(fields), case .strings(let api, let parameter) = action
      else { continue }
      add(
        Rule(
          id: "\(api)(\(parameter))", library: library, release: release,
          cases: [stringCase(action, fields)], grade: nodes.grade(fields["grade"]) ?? .safe,
          why: fields["why"].flatMap { nodes.text($0, of: "why") }, place: nodes.document.place(at: item.start)),
        at: item)
    }
  }

  /// `strings` of a change: one item or a list of them.
  mutating func stringCases(_ node: YAMLNode) -> [Rule.Case] {
    var items = [node]
    if case .sequence = node.content { items = nodes.items(node, of: "`strings`") }
    return items.compactMap { item in
      nodes.fields(item, of: "an item of `strings`", known: ["api", "parameter", "inside"])
        .flatMap { fields in stringAction(fields).map { stringCase($0, fields) } }
    }
  }

  /// With the places that `inside: [each.1, formats.each]` names.
  private mutating func stringCase(_ action: Rule.Action, _ fields: Fields) -> Rule.Case {
    var result = Rule.Case(action: action)
    if let node = fields["inside"] {
      result.inside = nodes.items(node, of: "`inside`").compactMap { nodes.text($0, of: "a path of `inside`") }
        .map { path in path.split(separator: ".").map { Rule.Case.Step($0) } }
    }
    return result
  }

  private mutating func stringAction(_ fields: Fields) -> Rule.Action? {
    guard let api = fields["api"], let parameter = fields["parameter"] else {
      nodes.fail(
        .missingKey, "strings need the API that takes them and its parameter",
        remedy: "write `{api: numpy.dtype, parameter: dtype}`", at: fields.node)
      return nil
    }
    guard let name = nodes.qualifiedName(api, of: "api"), let label = nodes.text(parameter, of: "parameter") else {
      return nil
    }
    return .strings(api: name, parameter: label)
  }

  // MARK: Build files

  /// `CUDA::cublas: {to: "roc::hipblas", package: hipblas}`, `find_package CUDAToolkit: hip`.
  mutating func readBuild(_ node: YAMLNode, key: YAMLNode?) -> [BuildWord] {
    failUnlessC("build", at: key)
    return nodes.pairs(node, of: "`build`").compactMap { written, pair in
      let parts = written.split(separator: " ").map(String.init)
      guard let from = parts.last, parts.count <= 2 else {
        nodes.fail(
          .shape, "`\(written)` is no word of a build file", remedy: "write `word`, or `command word`", at: pair.key)
        return nil
      }
      var word = BuildWord(command: parts.count == 2 ? parts[0] : "", from: from, to: "")
      if pair.value.scalar != nil {
        guard let to = nodes.text(pair.value, of: written) else { return nil }
        word.to = to
        return word
      }
      guard let fields = nodes.fields(pair.value, of: "a word", known: ["to", "package", "why"]) else { return nil }
      guard let to = fields["to"].flatMap({ nodes.text($0, of: "to") }) else {
        nodes.failMissing(["to"], "a word says what it becomes", remedy: "write `to:`", at: pair.value, in: fields)
        return nil
      }
      word.to = to
      word.package = fields["package"].flatMap { nodes.text($0, of: "package") }
      word.why = fields["why"].flatMap { nodes.text($0, of: "why") }
      return word
    }
  }

  // MARK: Headers and macros

  mutating func readHeaders(_ node: YAMLNode, key: YAMLNode?) -> [HeaderChange] {
    failUnlessC("headers", at: key)
    return nodes.pairs(node, of: "`headers`").compactMap { from, pair in
      guard let to = nodes.text(pair.value, of: from) else { return nil }
      let place = nodes.document.place(at: pair.key.start)
      // An include names a header as code names a symbol: the engine renames both alike.
      addOwnRule(from, .rename(from: "<\(from)>", to: "<\(to)>"), isWholeSymbol: false, at: pair.key)
      return HeaderChange(from: from, to: to, place: place)
    }
  }

  mutating func readMacros(_ node: YAMLNode, key: YAMLNode?) -> [MacroChange] {
    failUnlessC("macros", at: key)
    return nodes.pairs(node, of: "`macros`").compactMap { head, pair in
      guard let replacement = nodes.text(pair.value, of: head), let (name, parameters) = macroHead(head, at: pair.key)
      else { return nil }
      addMacroRule(name, parameters, replacement: replacement, pair)
      return MacroChange(
        name: name, parameters: parameters, replacement: replacement,
        place: nodes.document.place(at: pair.key.start))
    }
  }

  /// A macro is used as a function or a name is.
  private mutating func addMacroRule(
    _ name: String, _ parameters: [String]?, replacement: String, _ pair: YAMLNode.Pair
  ) {
    guard let symbol = language.canonicalName(name),
      let now = readPattern(pair.value, key: name, variables: parameters ?? [])
    else { return }
    let was = Signature(
      name: symbol, parameters: (parameters ?? []).map { Parameter(name: $0, passing: .positionalOnly) })
    addOwnRule(name, .replace(was: was, now: now), isWholeSymbol: parameters == nil, at: pair.key)
  }

  private mutating func addOwnRule(_ id: String, _ action: Rule.Action, isWholeSymbol: Bool, at key: YAMLNode) {
    var alternative = Rule.Case(action: action)
    alternative.isWholeSymbol = isWholeSymbol
    add(
      Rule(
        id: id, library: library, release: release, removed: release, cases: [alternative], grade: .safe, why: nil,
        place: nodes.document.place(at: key.start)),
      at: key)
  }

  mutating func failUnlessC(_ what: String, at key: YAMLNode?) {
    guard let key, language.name != "cpp", language.name != "c" else { return }
    nodes.fail(
      .unknownKey, "`\(what)` are for C and C++, and this pack is for \(language.name)", remedy: "delete the key",
      at: key)
  }

  /// `OLD` or `OLD(x, y)`.
  private mutating func macroHead(_ head: String, at node: YAMLNode) -> (name: String, parameters: [String]?)? {
    let name = head.prefix { $0 != "(" }
    let rest = head.dropFirst(name.count)
    let parameters = rest.dropFirst().dropLast().split(separator: ",").map { String($0.filter { $0 != " " }) }
    let words = [String(name)] + parameters.filter { $0 != "..." }
    guard words.allSatisfy({ QualifiedName.isWellFormed($0) && !$0.contains(".") }), rest.isEmpty || rest.last == ")"
    else {
      nodes.fail(.name, "`\(head)` is not a macro", remedy: "write `OLD` or `OLD(x, y)`", at: node)
      return nil
    }
    return (String(name), rest.isEmpty ? nil : parameters)
  }
}
