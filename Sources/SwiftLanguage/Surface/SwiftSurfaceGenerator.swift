// The public names of a library, read off its own Swift sources.

package import Semantics
package import SourceModel
import SwiftSyntax

/// Reads API surfaces: public types, members, functions, and the types of what they give. Facts only, no code.
///
/// What a type inherits is in its bases; what a module hands on (`@_exported import`), in the module's. Of overloads the
/// first in source order stands for all.
package struct SwiftSurfaceGenerator {
  private let library: String
  private let release: String
  /// Beginnings of member names that nobody writes and that are left out.
  private let ignored: [String]
  private var entries: [String: APISurface.Entry] = [:]
  /// The public types of all modules, to qualify names with.
  private var modulesByType: [String: String] = [:]
  private var module = ""
  /// The types that stand in others, by their names in full.
  private var nested: Set<String> = []
  /// What is being read: names are looked for in it and in what it stands in.
  private var owner = ""

  package init(library: String, release: String, ignoring ignored: [String] = []) {
    self.library = library
    self.release = release
    self.ignored = ignored
  }

  /// The surface of modules, each with its files in the order of their paths.
  package func surface(of modules: [(name: String, files: [ContiguousArray<UInt8>])]) -> APISurface {
    var generator = self
    let parsed = modules.map { (name: $0.name, trees: $0.files.map { SwiftTreeReader.parse($0).tree }) }
    for (name, trees) in parsed {
      for tree in trees { generator.collectTypes(tree, module: name) }
    }
    for (name, trees) in parsed {
      for tree in trees { generator.collectHandedOn(tree, module: name) }
    }
    for (name, trees) in parsed {
      generator.module = name
      generator.add(name, APISurface.Entry(kind: .module))
      for tree in trees {
        guard let list = tree.children(of: tree.root).first(where: { tree.swift($0) == .codeBlockItemList }) else {
          continue
        }
        for item in tree.children(of: list) { generator.readItem(item, tree, owner: name, isPublic: false, depth: 0) }
      }
    }
    return APISurface(library: library, release: release, entries: generator.entries)
  }

  private mutating func add(_ name: String, _ entry: APISurface.Entry) {
    if let old = entries[name], !isPlainer(old, than: entry) { return }
    entries[name] = entry
  }

  /// Whether an overload says less than a later one: a static value less than a method, and a result of one type less
  /// than one of whatever type is asked for.
  private func isPlainer(_ old: APISurface.Entry, than new: APISurface.Entry) -> Bool {
    guard new.kind == .method else { return false }
    if old.kind == .value { return true }
    let isGeneric = { (type: String?) in type.map { !$0.contains(".") && $0 != "Self" } ?? false }
    return old.kind == .method && isGeneric(new.type) && !isGeneric(old.type)
  }

  // MARK: Types

  private mutating func collectTypes(_ tree: Tree, module: String) {
    let table = ScopeTable(tree)
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.swift(node) {
      case .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .typeAliasDecl:
        guard let name = tree.child(.declarationName, of: node).map(tree.text) else { continue }
        let path = table.outerPath(of: node)
        if let path {
          nested.insert("\(modulesByType[String(path.prefix { $0 != "." })] ?? module).\(path).\(name)")
        } else if modulesByType[name] == nil {
          modulesByType[name] = module
        }
      default: break
      }
    }
  }

  /// Types of modules that are not read here, which a module hands on one by one.
  private mutating func collectHandedOn(_ tree: Tree, module: String) {
    for record in ImportScan.imports(of: tree) where record.isScoped {
      guard tree.text(record.node).contains("@_exported"), let dot = record.name.lastIndex(of: ".") else { continue }
      let last = String(record.name[record.name.index(after: dot)...])
      if modulesByType[last] == nil { modulesByType[last] = module }
    }
  }

  /// Declarations stand one in the other only so deep.
  private static let deepest = 8

  private mutating func readItem(_ item: NodeID, _ tree: Tree, owner: String, isPublic: Bool, depth: Int) {
    guard depth < Self.deepest, let node = tree.child(SwiftRole(1), of: item) else { return }
    read(node, tree, owner: owner, isPublic: isPublic, depth: depth)
  }

  private mutating func read(_ node: NodeID, _ tree: Tree, owner: String, isPublic: Bool, depth: Int) {
    switch tree.swift(node) {
    case .importDecl: readImport(node, tree)
    case .ifConfigDecl: readConditional(node, tree, owner: owner, isPublic: isPublic, depth: depth)
    case .extensionDecl: readExtension(node, tree, depth)
    // A case is as public as its enum.
    case .enumCaseDecl: readCases(node, tree, owner: owner)
    default:
      guard isPublic || hasModifier(["public", "open"], node, tree), !isHidden(node, tree) else { return }
      readDeclaration(node, tree, owner: owner, depth: depth)
    }
  }

  private mutating func readImport(_ node: NodeID, _ tree: Tree) {
    guard let path = tree.child(.importPath, of: node), let attributes = tree.child(SwiftRole(1), of: node),
      tree.text(attributes).contains("@_exported")
    else { return }
    let name = tree.text(path)
    // What comes with every toolchain is never meant as the library's own.
    let origin = name.hasPrefix("Foundation.") ? [] : [name]
    // One declaration of another module is as good as the module's own; where it is from stays known.
    if let dot = name.lastIndex(of: ".") {
      let last = String(name[name.index(after: dot)...])
      let home = modulesByType[last] ?? module
      let entry =
        home == module
        ? APISurface.Entry(
          kind: .class, bases: unique(origin + (pendingBases["\(module).\(last)"] ?? [])), isExported: true)
        : APISurface.Entry(kind: .alias, target: "\(home).\(last)", isExported: true)
      return add("\(module).\(last)", entry)
    }
    if entries[module]?.bases.contains(name) == false { entries[module]?.bases.append(name) }
  }

  private mutating func readConditional(_ node: NodeID, _ tree: Tree, owner: String, isPublic: Bool, depth: Int) {
    guard depth < Self.deepest, let clauses = tree.child(SwiftRole(1), of: node) else { return }
    for clause in tree.children(of: clauses) {
      guard let elements = tree.child(SwiftRole(5), of: clause) else { continue }
      for item in tree.children(of: elements) {
        readItem(item, tree, owner: owner, isPublic: isPublic, depth: depth + 1)
      }
    }
  }

  private mutating func readExtension(_ node: NodeID, _ tree: Tree, _ depth: Int) {
    guard let extended = tree.child(.extendedType, of: node), let chain = NameChain(extended, in: tree) else { return }
    var names = chain.names
    if modulesByType.values.contains(names[0]), names.count > 1 { names.removeFirst() }
    guard let home = modulesByType[names[0]] else { return }
    let owner = "\(home).\(names.joined(separator: "."))"
    let bases = inherited(node, tree)
    if entries[owner] != nil {
      for base in bases where entries[owner]?.bases.contains(base) == false { entries[owner]?.bases.append(base) }
    } else {
      pendingBases[owner, default: []] += bases
    }
    readMembers(node, tree, owner: owner, isPublic: hasModifier(["public"], node, tree), depth: depth)
  }

  /// Bases that an extension gives to a type that is read later.
  private var pendingBases: [String: [String]] = [:]

  private mutating func readMembers(_ node: NodeID, _ tree: Tree, owner: String, isPublic: Bool, depth: Int) {
    guard let block = tree.children(of: node).first(where: { tree.swift($0) == .memberBlock }),
      let members = tree.child(SwiftRole(3), of: block)
    else { return }
    for member in tree.children(of: members) {
      readItem(member, tree, owner: owner, isPublic: isPublic, depth: depth + 1)
    }
  }

  // MARK: Declarations

  private mutating func readDeclaration(_ node: NodeID, _ tree: Tree, owner: String, depth: Int) {
    let isMember = owner != module
    let outer = self.owner
    self.owner = owner
    defer { self.owner = outer }
    switch tree.swift(node) {
    case .classDecl, .structDecl, .actorDecl, .enumDecl, .protocolDecl:
      readType(node, tree, owner: owner, depth: depth)
    case .typeAliasDecl: readAlias(node, tree, owner: owner)
    case .functionDecl:
      guard let name = declarationName(node, tree) else { return }
      let kind: APISurface.Entry.Kind =
        !isMember ? .function : hasModifier(["static", "class"], node, tree) ? .staticmethod : .method
      add(owner + "." + name, callable(node, tree, kind, owner: owner))
    case .initializerDecl: add(owner + ".init", callable(node, tree, .classmethod, owner: owner))
    case .variableDecl: readVariable(node, tree, owner: owner, isMember: isMember)
    case .macroDecl:
      if let name = declarationName(node, tree) {
        add(owner + "." + name, APISurface.Entry(kind: .function, isExported: true))
      }
    default: break
    }
  }

  private func declarationName(_ node: NodeID, _ tree: Tree) -> String? {
    guard let token = tree.child(.declarationName, of: node) else { return nil }
    let name = ScopeTable.unquoted(tree.text(token))
    let isWord = name.utf8.allSatisfy(SignatureReader.isNamePart)
    return isWord && !isIgnored(name) ? name : nil
  }

  private func isIgnored(_ name: String) -> Bool {
    name.hasPrefix("_") || ignored.contains { name.hasPrefix($0) }
  }

  private mutating func readType(_ node: NodeID, _ tree: Tree, owner: String, depth: Int) {
    guard let name = declarationName(node, tree) else { return }
    let qualified = "\(owner).\(name)"
    let isExported = owner == module
    let bases = inherited(node, tree) + (pendingBases[qualified] ?? [])
    add(qualified, APISurface.Entry(kind: .class, bases: unique(bases), isExported: isExported))
    let isProtocol = tree.swift(node) == .protocolDecl
    readMembers(node, tree, owner: qualified, isPublic: isProtocol, depth: depth)
  }

  private func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private mutating func readAlias(_ node: NodeID, _ tree: Tree, owner: String) {
    guard let name = declarationName(node, tree), let clause = tree.child(.aliased, of: node),
      let target = tree.child(.clauseValue, of: clause), let text = typeText(target, tree)
    else { return }
    guard text.contains("."), text.utf8.allSatisfy({ SignatureReader.isNamePart($0) || $0 == UInt8(ascii: ".") }) else {
      return
    }
    add("\(owner).\(name)", APISurface.Entry(kind: .alias, target: text, isExported: owner == module))
  }

  private func callable(_ node: NodeID, _ tree: Tree, _ kind: APISurface.Entry.Kind, owner: String) -> APISurface.Entry
  {
    var entry = APISurface.Entry(kind: kind, isExported: owner == module)
    guard let signature = tree.child(.signature, of: node) else { return entry }
    entry.parameters = parameters(signature, tree)
    if let clause = tree.child(.returnClause, of: signature), let type = tree.child(.returnType, of: clause) {
      entry.type = typeText(type, tree)
    }
    if tree.swift(node) == .initializerDecl { entry.type = owner }
    return entry
  }

  private func parameters(_ signature: NodeID, _ tree: Tree) -> String {
    guard let clause = tree.child(SwiftRole(1), of: signature), let list = tree.child(SwiftRole(3), of: clause) else {
      return ""
    }
    let texts: [String] = tree.children(of: list).compactMap { parameter in
      guard let first = tree.child(.firstName, of: parameter).map(tree.text) else { return nil }
      let second = tree.child(.secondName, of: parameter).map { " " + tree.text($0) } ?? ""
      if isIgnored(String(second.dropFirst())) { return nil }
      var text = first + second
      if let type = tree.child(.parameterType, of: parameter) {
        text += ": " + (typeText(type, tree) ?? "Any") + (tree.child(.ellipsis, of: parameter) == nil ? "" : "...")
      }
      let value = tree.child(SwiftRole(15), of: parameter).flatMap { tree.child(.clauseValue, of: $0) }
      return text + (value.map { " = " + oneLine(tree.text($0)) } ?? "")
    }
    return texts.joined(separator: ", ")
  }

  private func oneLine(_ text: String) -> String {
    text.utf8.count < 60 && !text.contains("\n") ? text : "..."
  }

  private mutating func readVariable(_ node: NodeID, _ tree: Tree, owner: String, isMember: Bool) {
    guard let bindings = tree.child(.bindings, of: node) else { return }
    let isStatic = hasModifier(["static", "class"], node, tree)
    for binding in tree.children(of: bindings) {
      guard let pattern = tree.child(.pattern, of: binding), tree.swift(pattern) == .identifierPattern else { continue }
      let name = ScopeTable.unquoted(tree.text(pattern))
      guard !isIgnored(name) else { continue }
      var entry = APISurface.Entry(kind: isMember && !isStatic ? .property : .value, isExported: !isMember)
      if let annotation = tree.child(.annotation, of: binding), let type = tree.child(.clauseValue, of: annotation) {
        entry.type = typeText(type, tree)
      }
      add("\(owner).\(name)", entry)
    }
  }

  private mutating func readCases(_ node: NodeID, _ tree: Tree, owner: String) {
    guard let elements = tree.children(of: node).first(where: { tree.swift($0) == .enumCaseElementList }) else {
      return
    }
    for element in tree.children(of: elements) {
      guard let name = tree.child(SwiftRole(1), of: element).map({ ScopeTable.unquoted(tree.text($0)) }) else {
        continue
      }
      add("\(owner).\(name)", APISurface.Entry(kind: .value, type: owner))
    }
  }

  // MARK: Words

  private func hasModifier(_ words: [String], _ node: NodeID, _ tree: Tree) -> Bool {
    guard let modifiers = tree.child(SwiftRole(3), of: node), tree.swift(modifiers) == .declModifierList else {
      return false
    }
    return tree.children(of: modifiers).contains { words.contains(tree.text($0)) }
  }

  /// What is public for a compiler's eyes only, and what is not there any more.
  private func isHidden(_ node: NodeID, _ tree: Tree) -> Bool {
    guard let attributes = tree.child(SwiftRole(1), of: node), tree.swift(attributes) == .attributeList else {
      return false
    }
    let text = tree.text(attributes)
    return text.contains("@_spi") || (text.contains("unavailable") && text.contains("@available(*"))
  }

  private func inherited(_ node: NodeID, _ tree: Tree) -> [String] {
    guard let clause = tree.children(of: node).first(where: { tree.swift($0) == .inheritanceClause }),
      let list = tree.child(SwiftRole(3), of: clause)
    else { return [] }
    return tree.children(of: list).compactMap { tree.child(SwiftRole(1), of: $0) }.compactMap { typeText($0, tree) }
      .filter { $0.contains(".") && !$0.hasPrefix("Swift.") }
  }

  /// A type with its names qualified: `SwiftSyntax.TokenSyntax?`, `[Swift.String]`.
  private func typeText(_ node: NodeID, _ tree: Tree, depth: Int = 0) -> String? {
    guard depth < 12 else { return nil }
    let inner = { (slot: SwiftRole) in tree.child(slot, of: node).flatMap { typeText($0, tree, depth: depth + 1) } }
    switch tree.swift(node) {
    case .identifierType, .memberType: return qualified(node, tree)
    case .optionalType, .implicitlyUnwrappedOptionalType: return inner(.wrappedType).map { $0 + "?" }
    case .arrayType: return inner(.elementType).map { "[\($0)]" }
    case .someOrAnyType: return inner(.constraint)
    case .attributedType: return inner(.attributedBase)
    case .metatypeType: return inner(.baseType).map { $0 + ".Type" }
    case .functionType: return functionText(node, tree, depth)
    case .tupleType:
      guard let list = tree.child(SwiftRole(3), of: node),
        tree.children(of: list).reduce(0, { count, _ in count + 1 }) == 1,
        let element = tree.children(of: list).first(where: { _ in true }),
        let type = tree.children(of: element).first(where: { tree.swift($0) != .token })
      else { return nil }
      return typeText(type, tree, depth: depth + 1)
    default: return nil
    }
  }

  /// `(Module.Request) -> Output`.
  private func functionText(_ node: NodeID, _ tree: Tree, _ depth: Int) -> String? {
    guard let list = tree.children(of: node).first(where: { tree.swift($0) == .tupleTypeElementList }),
      let clause = tree.children(of: node).first(where: { tree.swift($0) == .returnClause }),
      let result = tree.child(.returnType, of: clause)
    else { return nil }
    let parameters = tree.children(of: list).map { element in
      Array(tree.children(of: element)).last { tree.swift($0) != .token }.flatMap {
        typeText($0, tree, depth: depth + 1)
      }
        ?? "Any"
    }
    return "(\(parameters.joined(separator: ", "))) -> \(typeText(result, tree, depth: depth + 1) ?? "Any")"
  }

  /// The type of that name which stands in what is being read, or in what that stands in.
  private func nestedName(_ name: String) -> String? {
    var around = owner
    while !around.isEmpty {
      if nested.contains("\(around).\(name)") { return "\(around).\(name)" }
      guard let dot = around.lastIndex(of: ".") else { return nil }
      around = String(around[..<dot])
    }
    return nil
  }

  private func qualified(_ node: NodeID, _ tree: Tree) -> String? {
    guard let chain = NameChain(node, in: tree) else { return nil }
    let name = chain.names.joined(separator: ".")
    if let inner = nestedName(name) { return inner }
    if let home = modulesByType[chain.names[0]] { return "\(home).\(name)" }
    if ["String", "Int", "Bool", "Double", "Substring", "UInt8", "Void", "Float"].contains(name) {
      return "Swift.\(name)"
    }
    return name
  }
}
