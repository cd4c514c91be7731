// What a name means at its place: something of the file, of the project, of a library, or of neither.

import Semantics
import SourceModel
import SwiftSyntax
import Synchronization

/// What a name leads to.
enum Meaning: Sendable {
  case binding(Binding, scope: Int)
  /// A member of the type around the place that a library's type hands down.
  case inherited(owner: String)
  /// A module that a library provides, or one that the file imports.
  case module(String)
  /// Something of the project, declared in another file of its module or in a module imported.
  case project(String)
  /// A library's name, qualified.
  case library(String)
  /// The value that methods work on.
  case selfValue
  case unknown
}

/// The names of one file. A class: many hold it, and it has many parts.
final class NameLookup: Sendable {
  let tree: Tree
  let table: ScopeTable
  let context: AnalysisContext
  let imports: [ImportRecord]
  /// Provided modules that the file sees, those handed on by others included, in the order of the imports.
  let modules: [String]
  private let imported: Set<String>
  /// What was found out about names of the file: the same ones are asked for many times.
  let known = Known()
  let declared: DeclaredNames
  /// Names that a library's modules have, and those of the modules: nothing else that no scope binds is a library's.
  private let libraryNames: NameSet
  /// The last parts of all names of libraries.
  private let libraryMembers: NameSet
  /// Those of all members that rules speak of: asked of nearly every name, so they are at hand.
  private let members: NameSet
  /// The libraries of which the file imports a module.
  let libraries: Set<String>
  /// The members that rules speak of on values of their types that may be of any.
  private let membersMet: [SharedNames]
  /// The modules that the file imports besides, and what it imports one by one.
  private let others: [ImportRecord]

  convenience init(_ tree: Tree, _ context: AnalysisContext) {
    self.init(ScopeTable(tree), ImportScan.imports(of: tree), DeclaredNames(), context)
  }

  /// The names of a file whose scopes are known, in another context.
  convenience init(_ earlier: NameLookup, in context: AnalysisContext) {
    if earlier.context.common === context.common {
      self.init(taking: earlier, context)
    } else {
      self.init(earlier.table, earlier.imports, earlier.declared, context)
    }
  }

  /// What libraries there are is the same; only of the project other things are known.
  private init(taking earlier: NameLookup, _ context: AnalysisContext) {
    self.context = context
    (tree, table, imports, declared) = (earlier.tree, earlier.table, earlier.imports, earlier.declared)
    (imported, modules, libraries, others) = (earlier.imported, earlier.modules, earlier.libraries, earlier.others)
    (members, membersMet) = (earlier.members, earlier.membersMet)
    (libraryNames, libraryMembers) = (earlier.libraryNames, earlier.libraryMembers)
  }

  private init(
    _ table: ScopeTable, _ imports: [ImportRecord], _ declared: DeclaredNames, _ context: AnalysisContext
  ) {
    self.declared = declared
    tree = table.tree
    self.table = table
    self.imports = imports
    self.context = context
    imported = Set(imports.map(\.module))
    modules = Self.visible(imports, context.surfaces)
    members = context.members
    libraries = Set((modules + imports.map(\.module)).compactMap { context.surfaces.library(of: $0) })
    membersMet = libraries.sorted().compactMap { context.common.membersOfUnknown[$0] }
    others = imports.filter { !context.surfaces.provides($0.module) }
    let spelled = context.surfaces.names
    libraryMembers = spelled.last
    var outer = spelled.outer
    for record in imports where record.isScoped { _ = outer.insert(record.name.lastDottedPart) }
    libraryNames = outer
  }

  /// A module's surface says with its bases which modules it hands on.
  private static func visible(_ imports: [ImportRecord], _ surfaces: SurfaceSet) -> [String] {
    var found: [String] = []
    var queue = imports.filter { !$0.isScoped }.map(\.module)
    while !queue.isEmpty {
      let module = queue.removeFirst()
      guard surfaces.provides(module), !found.contains(module) else { continue }
      found.append(module)
      queue += surfaces.resolve(module)?.entry.bases ?? []
    }
    return found
  }

  /// Whether a name could be the beginning of a library's API, by its text alone, if no scope binds it.
  func mayBeLibrary(_ token: NodeID) -> Bool {
    let range = tree.range(token)
    // A keyword that is a name stands in quotes.
    if range.start < range.end, tree.bytes[Int(range.start)] == UInt8(ascii: "`") { return true }
    return libraryNames.find(tree.bytes, range.start, range.end) != NameSet.absent
  }

  /// Whether a member could be one of a library's type, by its text alone.
  func mayBeLibraryMember(_ token: ByteRange) -> Bool {
    libraryMembers.find(tree.bytes, token.start, token.end) != NameSet.absent
  }

  /// Whether a rule speaks of any member of that name.
  func isSpokenOf(member token: ByteRange) -> Bool {
    members.find(tree.bytes, token.start, token.end) != NameSet.absent
  }

  func isSpokenOf(member name: String) -> Bool { members.find(name) != NameSet.absent }

  /// Whether a value of a type may be in the file without anything in it that says so: only where the file imports a module
  /// of the type's library.
  func seesLibrary(of type: String) -> Bool {
    context.surfaces.library(of: type).map { libraries.contains($0) } ?? false
  }

  /// Whether a rule may have something to say of a member of that name on a value of unknown type.
  func mayMeet(member name: String) -> Bool { membersMet.contains { $0.contains(name) } }

  func mayMeet(member token: ByteRange) -> Bool {
    membersMet.contains { $0.find(tree.bytes, token.start, token.end) != NameSet.absent }
  }

  /// Whether the file imports anything of a library.
  var usesLibrary: Bool { imports.contains { context.surfaces.provides($0.module) } }

  // MARK: Names

  /// What `name` means where `node` stands.
  func meaning(of name: String, at node: NodeID) -> Meaning {
    // `[weak self]` and `guard let self` are the same value.
    if name == "self" { return .selfValue }
    let start = table.scope(around: node)
    if !table.bindings.bind(name) { return unbound(name, from: start, node) }
    var next: Int? = start
    while let index = next {
      // Scopes are not taken out of their table: nearly all have nothing of the name.
      if table.scopes[index].kind != .type {
        var seen: Binding?
        for binding in table.bindings.of(name, in: index) where isSeen(binding, at: node) { seen = binding }
        if let seen { return .binding(seen, scope: index) }
      } else if !table.isMember(node, of: index) {
        // What a type inherits from is looked for outside of it; only its own parameters are seen there.
        if let binding = table.bindings.of(name, in: index).first(where: { $0.kind == .genericParameter }) {
          return .binding(binding, scope: index)
        }
      } else if let found = member(name, of: table.scopes[index].path, index: index) {
        return found
      }
      next = table.scopes[index].parent
    }
    return outer(name)
  }

  /// What a name that no scope of the file binds means: the same everywhere in a type.
  private func unbound(_ name: String, from scope: Int, _ node: NodeID) -> Meaning {
    var type = table.scopes[scope].type
    while let index = type, !table.isMember(node, of: index) {
      type = table.scopes[index].parent.flatMap { table.scopes[$0].type }
    }
    guard let type else { return outer(name) }
    return known.unbound.value(name, in: type) {
      var next: Int? = type
      while let index = next {
        if let found = member(name, of: table.scopes[index].path, index: index) { return found }
        next = table.scopes[index].parent.flatMap { table.scopes[$0].type }
      }
      return outer(name)
    }
  }

  private func isSeen(_ binding: Binding, at node: NodeID) -> Bool {
    binding.visibleFrom <= node.row && !binding.hiddenIn.contains(node.row)
  }

  private func member(_ name: String, of type: String, index: Int) -> Meaning? {
    if let binding = table.firstMember(name, of: type) { return .binding(binding, scope: index) }
    let module = context.project.module(context.module)
    // Most names are those of no member, which is told without putting a path together.
    if context.asked != nil || module?.mayHaveMember(name) ?? false {
      let path = "\(type).\(name)"
      context.asked?.note(path)
      if module?.exports.names[path] != nil { return .project("\(context.module).\(path)") }
    }
    guard libraryMembers.find(name) != NameSet.absent else { return nil }
    for base in libraryBases(of: type) where context.surfaces.resolve("\(base).\(name)") != nil {
      return .inherited(owner: base)
    }
    return nil
  }

  /// Whether a module of the project declares a name.
  private func isDeclared(_ name: String, in module: String) -> Bool {
    context.project.module(module)?.exports.names[name] != nil
  }

  /// What no scope of the file binds: the same wherever it is asked.
  private func outer(_ name: String) -> Meaning {
    if let found = known.outer.withLock({ $0[name] }) { return found }
    let found = makeOuter(name)
    known.outer.withLock { $0.add(name, found) }
    return found
  }

  private func makeOuter(_ name: String) -> Meaning {
    context.asked?.note(name)
    if isDeclared(name, in: context.module) { return .project(name) }
    for record in imports {
      if record.isScoped, record.name.hasSuffix(".\(name)"), context.surfaces.provides(record.module) {
        return .library(record.name)
      }
    }
    for module in modules {
      // What a module hands on is found again in the module that it is from.
      guard let found = context.surfaces.resolve("\(module).\(name)"), !isHandedOn(found.name, by: module) else {
        continue
      }
      return .library("\(module).\(name)")
    }
    if imported.contains(name) { return .module(name) }
    for record in imports where isDeclared(name, in: record.module) { return .project(name) }
    return .unknown
  }

  /// The function of that name that a library's module gives the file, qualified.
  func libraryFunction(_ name: String) -> String? {
    modules.map { "\($0).\(name)" }.first { context.surfaces.resolve($0)?.entry.kind == .function }
  }

  /// Whether another module that the file imports declares a library's name, too. Where both hand on one declaration,
  /// code that names it is as good for the other module as for the library.
  func isShared(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: "."), !others.isEmpty || modules.count > 1 else { return false }
    let module = String(name[..<dot])
    let rest = name[name.index(after: dot)...]
    let head = String(rest.prefix { $0 != "." })
    context.asked?.note(head)
    let whole = "\(module).\(head)"
    let origins = context.surfaces.resolve(whole)?.entry.bases.filter { $0.hasSuffix(".\(head)") } ?? []
    let isFromOther = others.contains { record in
      if isDeclared(head, in: record.module) { return true }
      return origins.contains { record.isScoped ? record.name == $0 : $0.hasPrefix(record.module + ".") }
    }
    if isFromOther { return true }
    guard let own = context.surfaces.resolve(whole)?.name else { return false }
    return modules.contains { other in
      guard other != module, let found = context.surfaces.resolve("\(other).\(head)") else { return false }
      return found.name != own && !isHandedOn(found.name, by: other)
    }
  }

  /// How well a type that is written down says what it is.
  func evidence(ofTypeAt node: NodeID) -> Evidence {
    guard !others.isEmpty || modules.count > 1 else { return .annotated }
    let isDoubted = (node.row..<tree[node].subtreeEnd).contains { row in
      guard tree.swift(NodeID(row)) == .identifierType, let name = tree.child(.typeName, of: NodeID(row)),
        case .library(let found) = meaning(of: ScopeTable.unquoted(tree.text(name)), at: NodeID(row))
      else { return false }
      return isShared(found)
    }
    return isDoubted ? .guessed : .annotated
  }

  private func isHandedOn(_ found: String, by module: String) -> Bool {
    context.surfaces.resolve(module)?.entry.bases.contains { found.hasPrefix($0 + ".") } ?? false
  }

  // MARK: Types

  /// The qualified name of a library's type behind its aliases.
  func real(_ name: String) -> String { context.surfaces.resolve(name)?.name ?? name }

  /// The path of the type that a place stands in, and whether it is one of the project.
  func enclosingType(of node: NodeID) -> Scope? {
    var next: Int? = table.scope(around: node)
    while let index = next {
      if table.scopes[index].kind == .type { return table.scopes[index] }
      next = table.scopes[index].parent
    }
    return nil
  }

  /// The type that a type scope is of.
  func type(of scope: Scope) -> SwiftType {
    guard scope.isExtension, let written = tree.child(.extendedType, of: scope.node) else { return .named(scope.path) }
    return type(at: written) ?? .named(scope.path)
  }

  /// A library's types that a type of the project inherits from or extends, nearest first.
  func libraryBases(of path: String) -> [String] {
    if let known = known.bases.withLock({ $0[path] }) { return known }
    let found = libraryBases(of: path, depth: 0)
    known.bases.withLock { $0[path] = found }
    return found
  }

  /// The scopes, by their numbers, that declare a type or extend it, whatever it is called in the file.
  func scopes(ofType type: String) -> [Int] {
    if let known = known.scopes.withLock({ $0 }) { return known[type] ?? [] }
    var found: [String: [Int]] = [:]
    for index in table.scopes.indices where table.scopes[index].kind == .type {
      if case .named(let name) = self.type(of: table.scopes[index]) { found[name, default: []].append(index) }
    }
    known.scopes.withLock { $0 = found }
    return found[type] ?? []
  }

  private func libraryBases(of path: String, depth: Int) -> [String] {
    guard depth < 8 else { return [] }
    var found: [String] = []
    for scope in table.typeScopes(of: path) {
      if scope.isExtension,
        case .named(let name)? = tree.child(.extendedType, of: scope.node).flatMap({ type(at: $0) }),
        context.surfaces.provides(name)
      {
        found.append(name)
      }
      for node in scope.inherited {
        guard case .named(let name)? = type(at: node) else { continue }
        found += context.surfaces.provides(name) ? [name] : libraryBases(of: name, depth: depth + 1)
      }
    }
    context.asked?.note(path + ".<bases>")
    if let bases = context.project.module(context.module)?.exports.returns[path + ".<bases>"] {
      for base in bases.elements {
        found += context.surfaces.provides(base.type) ? [base.type] : libraryBases(of: base.type, depth: depth + 1)
      }
    }
    return found
  }

  /// What a type that is written down means.
  func type(at node: NodeID, depth: Int = 0) -> SwiftType? {
    guard depth < 16 else { return nil }
    func inner(_ slot: SwiftRole) -> SwiftType? {
      tree.child(slot, of: node).flatMap { type(at: $0, depth: depth + 1) }
    }
    switch tree.swift(node) {
    case .identifierType, .memberType: return namedType(node, depth)
    case .typeExpr: return inner(SwiftRole(1))
    case .optionalType, .implicitlyUnwrappedOptionalType: return inner(.wrappedType)?.asOptional
    case .arrayType: return inner(.elementType).map { .array($0) }
    case .dictionaryType: return inner(SwiftRole(7)).map { .dictionary($0) }
    case .someOrAnyType: return inner(.constraint)
    case .attributedType: return inner(.attributedBase)
    case .metatypeType: return inner(.baseType).map { .metatype($0) }
    case .functionType:
      let clause = tree.children(of: node).first { tree.swift($0) == .returnClause }
      return .function(clause.flatMap { tree.child(.returnType, of: $0) }.flatMap { type(at: $0, depth: depth + 1) })
    case .tupleType: return tupleType(node, depth)
    default: return nil
    }
  }

  private func tupleType(_ node: NodeID, _ depth: Int) -> SwiftType? {
    guard let list = tree.child(SwiftRole(3), of: node) else { return nil }
    let parts = tree.children(of: list).map { element in
      tree.children(of: element).first { tree.swift($0) != .token }.flatMap { type(at: $0, depth: depth + 1) }
    }
    return parts.count == 1 ? parts[0] : .tuple(parts)
  }

  private func namedType(_ node: NodeID, _ depth: Int) -> SwiftType? {
    guard let (token, count) = NameChain.head(of: node, in: tree) else { return nil }
    let first = tree.text(token)
    if count == 1, let sugar = genericSugar(first, node, depth) { return sugar }
    // Most types are named by one name.
    let rest = count == 1 ? [] : NameChain(node, in: tree)?.names.dropFirst() ?? []
    func whole(_ first: String) -> String { rest.reduce(into: first) { $0 += "." + $1 } }
    switch meaning(of: first, at: node) {
    case .binding(let binding, let scope): return declaredType(binding, scope, rest, depth)
    case .inherited(let owner): return libraryType(owner + "." + whole(first))
    case .project: return .named(whole(first))
    case .library(let name): return libraryType(whole(name))
    case .module(let module):
      if context.surfaces.provides(module) { return libraryType(whole(first)) }
      return .named(rest.joined(separator: "."))
    case .selfValue, .unknown:
      if first == "Self" { return enclosingType(of: node).map { type(of: $0) } }
      return .named("other." + whole(first))
    }
  }

  private func libraryType(_ name: String) -> SwiftType? {
    guard let found = context.surfaces.resolve(name) else { return .named(name) }
    let (real, entry) = (found.name, found.entry)
    if entry.kind == .alias, let target = entry.target { return SwiftType(surface: target) }
    return .named(real)
  }

  /// `Optional<T>` and `Array<T>` are `T?` and `[T]`.
  private func genericSugar(_ name: String, _ node: NodeID, _ depth: Int) -> SwiftType? {
    guard ["Optional", "Array", "Set", "Dictionary"].contains(name),
      let clause = tree.child(.genericArguments, of: node),
      let list = tree.child(SwiftRole(3), of: clause)
    else { return nil }
    let arguments = tree.children(of: list).compactMap { tree.child(SwiftRole(1), of: $0) }
    guard let last = arguments.last, let inner = type(at: last, depth: depth + 1) else { return nil }
    switch name {
    case "Optional": return inner.asOptional
    case "Dictionary": return .dictionary(inner)
    default: return .array(inner)
    }
  }

  private func declaredType(_ binding: Binding, _ scope: Int, _ rest: ArraySlice<String>, _ depth: Int) -> SwiftType? {
    switch binding.kind {
    case .type:
      var path = table.scopes[scope].kind == .type ? "\(table.scopes[scope].path).\(binding.name)" : binding.name
      for name in rest { path += "." + name }
      return .named(path)
    case .typeAlias:
      guard let clause = tree.child(.aliased, of: binding.node), let target = tree.child(.clauseValue, of: clause)
      else {
        return nil
      }
      return type(at: target, depth: depth + 1)
    case .genericParameter:
      // A value of a constrained parameter has what the constraint has.
      return tree.child(SwiftRole(9), of: binding.node).flatMap { type(at: $0, depth: depth + 1) }
    case .value, .function: return nil
    }
  }
}
