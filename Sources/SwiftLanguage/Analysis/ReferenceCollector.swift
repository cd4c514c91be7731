// Finds every use of a provided library in a file.

import Semantics
import SourceModel
import SwiftSyntax

/// One walk over a file's rows, outermost chains first.
struct ReferenceCollector {
  let names: NameLookup
  var inference: TypeInference
  private(set) var references: [Reference] = []
  /// Nodes that a longer chain has taken care of.
  var done: RowSet
  private var libraryNames = NamedValues<LibraryName>()

  private struct LibraryName: Sendable {
    var guards: Reference.Guards
    /// The name that a call of it calls.
    var called: String
  }

  var tree: Tree { names.tree }
  private var surfaces: SurfaceSet { names.context.surfaces }

  init(_ names: NameLookup, _ inference: TypeInference) {
    self.names = names
    self.inference = inference
    done = RowSet(count: names.tree.count)
  }

  /// Collects; gives the inference back with what it has learnt.
  mutating func collect() -> TypeInference {
    for record in names.imports where surfaces.provides(record.module) {
      references.append(Reference(node: record.path, name: record.name, use: .imported, route: .moduleImport))
    }
    // A file that imports no library, and none of whose project's modules lead to one, has no uses.
    guard names.usesLibrary || !names.context.project.isEmpty else { return inference }
    var row: UInt32 = 0
    while row < tree.count {
      let node = NodeID(row)
      switch tree.swift(node) {
      case .importDecl:
        row = tree[node].subtreeEnd
        continue
      case .memberAccessExpr, .memberType:
        if mayConcern(node), !done.contains(row) { visit(node) }
      case .declReferenceExpr:
        if mayConcern(node), !isMemberName(node), !done.contains(row) { visit(node) }
      case .identifierType:
        if mayConcern(node), !done.contains(row) { visit(node) }
      case .keyPathExpr: visitKeyPath(node)
      default: break
      }
      row += 1
    }
    references.sort { $0.node < $1.node }
    return inference
  }

  // MARK: What cannot be a library's

  /// Whether anything in a chain of names could be a library's, by the texts alone. Most of a file is none.
  private func mayConcern(_ node: NodeID) -> Bool {
    var at = node
    while true {
      switch tree.swift(at) {
      case .declReferenceExpr: return mayConcern(token: tree.child(.baseName, of: at))
      case .identifierType: return mayConcern(token: tree.child(.typeName, of: at))
      case .memberAccessExpr:
        guard let member = tree.child(.member, of: at), let name = tree.child(.baseName, of: member),
          let base = tree.child(.base, of: at)
        else { return true }
        if isMember(name) { return true }
        at = base
      case .memberType:
        guard let name = tree.child(.memberTypeName, of: at), let base = tree.child(.baseType, of: at) else {
          return true
        }
        if isMember(name) { return true }
        at = base
      case .typeExpr: return true
      // What it is a member of is looked at by itself.
      default: return false
      }
    }
  }

  private func mayConcern(token: NodeID?) -> Bool {
    guard let token else { return true }
    return names.mayBeLibrary(token) || isMember(token)
  }

  private func isMember(_ token: NodeID) -> Bool {
    names.isSpokenOf(member: tree.range(token))
  }

  /// The name behind a dot is a node of its own, which is no use by itself.
  private func isMemberName(_ node: NodeID) -> Bool {
    guard tree.role(node).raw == SwiftRole.member.raw else { return false }
    let parent = names.table.parent(node)
    return tree.swift(parent) == .memberAccessExpr && tree.child(.member, of: parent) == node
  }

  // MARK: Chains

  private mutating func visit(_ node: NodeID) {
    if let token = NameChain.onlyName(node, in: tree) { return visitName(node, token) }
    guard let chain = NameChain(node, in: tree) else {
      if tree.swift(node) == .memberAccessExpr { lookAtMember(node) }
      skipMemberName(of: node)
      return
    }
    for part in chain.nodes {
      done.insert(part.row)
      skipMemberName(of: part)
    }
    var next = 1
    let meaning = names.meaning(of: ScopeTable.unquoted(chain.names[0]), at: node)
    if let qualified = qualifiedName(chain.names, meaning, at: node) {
      next = length(of: qualified)
      next = min(next, chain.nodes.count)
      add(
        qualified.names.prefix(qualified.names.count - (chain.nodes.count - next)).joined(separator: "."),
        at: chain.nodes[next - 1], route: qualified.route, guards: qualified.guards)
    }
    while next < chain.nodes.count {
      lookAtMember(chain.nodes[next])
      next += 1
    }
  }

  /// A name by itself, as most are.
  private mutating func visitName(_ node: NodeID, _ token: NodeID) {
    let name = tree.text(token)
    let meaning = names.meaning(of: ScopeTable.unquoted(name), at: node)
    if case .library(let found) = meaning {
      add(library: found, at: node)
    } else if let qualified = qualifiedName([name], meaning, at: node) {
      add(qualified.names.joined(separator: "."), at: node, route: qualified.route, guards: qualified.guards)
    } else {
      lookAtName(name, node)
    }
  }

  /// The name behind the dot is a node of its own, which is no use by itself.
  private mutating func skipMemberName(of node: NodeID) {
    guard tree.swift(node) == .memberAccessExpr, let member = tree.child(.member, of: node) else { return }
    done.insert(member.row)
  }

  private struct Qualified {
    var names: [String]
    /// How many of the names the first name of the chain stands for.
    var headCount: Int
    var route: Reference.Route
    var guards: Reference.Guards = []
  }

  private func qualifiedName(_ chain: [String], _ meaning: Meaning, at node: NodeID) -> Qualified? {
    switch meaning {
    case .module(let module) where surfaces.provides(module) && chain.count > 1:
      return Qualified(names: chain, headCount: 1, route: .moduleImport)
    case .library(let name):
      let head = name.split(separator: ".").map(String.init)
      return Qualified(
        names: head + chain.dropFirst(), headCount: head.count, route: .starImport,
        guards: names.isShared(name) ? .shared : [])
    case .project(let name) where chain.count == 1: return overload(of: name, at: node)
    case .binding(let binding, let scope)
    where binding.kind == .function && names.table.scopes[scope].kind == .file && chain.count == 1:
      return overload(of: binding.name, at: node, own: Array(names.table.bindings.of(binding.name, in: scope)))
    default: return nil
    }
  }

  /// A function of the project stands beside a library's of the same name: which is called, their parameters decide.
  private func overload(of name: String, at node: NodeID, own: [Binding] = []) -> Qualified? {
    guard let function = names.libraryFunction(name) else { return nil }
    let site = CallReader.callSite(at: names.table.parent(node), in: tree).flatMap { $0.callee == node ? $0 : nil }
    let overload = names.overload(of: name, called: site, own: own)
    guard overload != .project else { return nil }
    return Qualified(
      names: function.split(separator: ".").map(String.init), headCount: 2, route: .starImport,
      guards: overload == .either || names.isShared(function) ? .shared : [])
  }

  /// How many nodes of a chain name something: a type, and a static member of it; what follows is a member of a value.
  private func length(of qualified: Qualified) -> Int {
    var known = qualified.headCount
    var count = qualified.headCount
    while count <= qualified.names.count {
      let name = qualified.names.prefix(count).joined(separator: ".")
      if let kind = surfaces.resolve(name)?.entry.kind {
        known = count
        if kind != .class && kind != .module && kind != .alias { break }
      } else if count > qualified.headCount, known == count - 1, qualified.names[count - 1] != "self" {
        // A member that the surface does not have: its owner's rules speak of it all the same.
        known = count
        break
      } else if count > qualified.headCount {
        break
      }
      count += 1
    }
    return known - qualified.headCount + 1
  }

  private mutating func add(
    _ name: String, at node: NodeID, route: Reference.Route, guards: Reference.Guards = []
  ) {
    let use = use(of: node)
    // Calling a type calls its initialiser.
    let isType = use == .call && surfaces.resolve(name)?.entry.kind == .class
    references.append(
      Reference(node: node, name: isType ? name + ".init" : name, use: use, route: route, guards: guards))
  }

  /// A library's name as it stands by itself; what is asked of it is found once a file.
  private mutating func add(library name: String, at node: NodeID) {
    let known: LibraryName
    if let found = libraryNames[name] {
      known = found
    } else {
      known = LibraryName(
        guards: names.isShared(name) ? .shared : [],
        called: surfaces.resolve(name)?.entry.kind == .class ? name + ".init" : name)
      libraryNames.add(name, known)
    }
    let use = use(of: node)
    references.append(
      Reference(
        node: node, name: use == .call ? known.called : name, use: use, route: .starImport, guards: known.guards))
  }

  private func use(of node: NodeID) -> Reference.Use {
    switch tree.swift(node) {
    case .identifierType, .memberType: return .annotation
    default: break
    }
    let parent = names.table.parent(node)
    return CallReader.isCallee(node, of: parent, in: tree) ? .call : .load
  }

  // MARK: Members of values

  private mutating func lookAtMember(_ node: NodeID) {
    guard let access = CallReader.memberAccess(at: node, in: tree) else { return }
    if access.base == node { return lookAtImplicit(access, node) }
    guard names.isSpokenOf(member: access.member) else { return }
    report(access.member, on: inference.type(of: access.base), at: node)
  }

  /// `name` alone, which is a member of the type around it that a library hands down.
  private mutating func lookAtName(_ name: String, _ node: NodeID) {
    guard names.isSpokenOf(member: name), case .inherited(let owner) = names.meaning(of: name, at: node)
    else { return }
    report(name, on: KnownType(type: .named(owner), evidence: .annotated), at: node)
  }

  mutating func report(_ member: String, on type: KnownType?, at node: NodeID) {
    guard let type else {
      guard names.mayMeet(member: member) else { return }
      return add(member: "?.\(member)", receiver: nil, at: node)
    }
    switch type.type {
    case .optional(.named) where TypeInference.membersOfOptional.contains(member): break
    case .named(let owner), .metatype(.named(let owner)), .optional(.named(let owner)):
      guard let library = libraryOwner(of: member, owner) else { return }
      var receiver = type.fact ?? TypeFact(type: library, evidence: type.evidence, chain: type.chain)
      receiver.type = library
      add(member: "\(library).\(member)", receiver: receiver, at: node)
    case .generic where names.mayMeet(member: member): add(member: "?.\(member)", receiver: nil, at: node)
    default: break
    }
  }

  /// The library's type that a member comes from; nil where the project declares it or no library has a part in it.
  private func libraryOwner(of member: String, _ owner: String) -> String? {
    guard !inference.isProjectMember(member, of: owner) else { return nil }
    if surfaces.provides(owner) { return owner }
    return names.libraryBases(of: owner).first { surfaces.resolve("\($0).\(member)") != nil }
  }

  private mutating func add(member name: String, receiver: TypeFact?, at node: NodeID) {
    references.append(Reference(node: node, name: name, use: use(of: node), route: .receiver, receiver: receiver))
  }

  // MARK: Members without a base

  /// `.member`: of the type that the place wants, where a comparison or a `switch` shows it.
  private mutating func lookAtImplicit(_ access: MemberAccess, _ node: NodeID) {
    var whole = node
    while CallReader.isCallee(whole, of: names.table.parent(whole), in: tree) {
      whole = names.table.parent(whole)
    }
    guard names.mayBeLibraryMember(access.memberRange),
      case .named(let owner)? = wantedType(at: whole)?.type.unwrapped, surfaces.provides(owner),
      surfaces.resolve("\(owner).\(access.member)") != nil, !inference.isProjectMember(access.member, of: owner)
    else { return }
    add("\(owner).\(access.member)", at: node, route: .nameImport)
  }

  private mutating func wantedType(at node: NodeID) -> KnownType? {
    let parent = names.table.parent(node)
    switch tree.swift(parent) {
    case .exprList:
      return otherOperand(of: node, in: parent)
    case .expressionPattern: return subjectType(of: parent)
    case .initializerClause: return annotatedType(of: names.table.parent(parent))
    case .labeledExpr: return parameterType(of: parent) ?? elementType(around: parent)
    default: return nil
    }
  }

  /// What a member without a base is compared with, or assigned to.
  private mutating func otherOperand(of node: NodeID, in list: NodeID) -> KnownType? {
    let elements = Array(tree.children(of: list))
    guard let index = elements.firstIndex(of: node) else { return nil }
    let signs: Set<String> = ["==", "!=", "??", "=", "~="]
    if index >= 2, signs.contains(tree.text(elements[index - 1])) {
      return inference.valueType(of: elements[index - 2])
    }
    if index + 2 < elements.count, signs.contains(tree.text(elements[index + 1])) {
      return inference.valueType(of: elements[index + 2])
    }
    return nil
  }

  /// Of an argument of an initialiser whose label names a property, the property's type.
  private mutating func parameterType(of argument: NodeID) -> KnownType? {
    let call = names.table.parent(names.table.parent(argument))
    if let site = CallReader.callSite(at: call, in: tree),
      let given = site.arguments.first(where: { $0.node == tree.child(.argumentValue, of: argument) }),
      let type = inference.surfaceParameter(for: given, of: site)?.type, let known = SwiftType(surface: type),
      case .named = known.unwrapped
    {
      return KnownType(type: known, evidence: .annotated)
    }
    guard let label = tree.child(.label, of: argument), let site = CallReader.callSite(at: call, in: tree),
      case .metatype(.named(let owner))? = inference.type(of: site.callee)?.type, surfaces.provides(owner)
    else { return nil }
    return inference.member(tree.text(label), of: owner, KnownType(type: .named(owner), evidence: .proved))
  }

  /// Of `case .member:`, what the `switch` looks at.
  private mutating func subjectType(of pattern: NodeID) -> KnownType? {
    var at = pattern
    while at.row > 0, tree.swift(at) != .switchExpr, tree.swift(at) != .codeBlock { at = names.table.parent(at) }
    guard tree.swift(at) == .switchExpr, let subject = tree.child(SwiftRole(3), of: at) else { return nil }
    return inference.valueType(of: subject)
  }

  private func annotatedType(of binding: NodeID) -> KnownType? {
    guard tree.swift(binding) == .patternBinding, let annotation = tree.child(.annotation, of: binding),
      let type = tree.child(.clauseValue, of: annotation)
    else { return nil }
    return names.type(at: type).map { KnownType(type: $0, evidence: .annotated) }
  }

  /// Of an argument of `contains(…)` and the like, what the collection holds.
  private mutating func elementType(around argument: NodeID) -> KnownType? {
    let call = names.table.parent(names.table.parent(argument))
    guard let site = CallReader.callSite(at: call, in: tree),
      let access = CallReader.memberAccess(at: site.callee, in: tree),
      access.base != site.callee, ["contains", "append", "firstIndex"].contains(access.member),
      let base = inference.type(of: access.base), let element = inference.element(of: base.type)
    else { return nil }
    return base.with(element)
  }
}
