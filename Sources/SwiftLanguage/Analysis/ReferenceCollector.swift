// Finds every use of a provided library in a file.

import Semantics
import SourceModel
import SwiftSyntax

/// One walk over a file's rows, outermost chains first.
struct ReferenceCollector {
  private let names: NameLookup
  private var inference: TypeInference
  private(set) var references: [Reference] = []
  /// Nodes that a longer chain has taken care of.
  private var done: Set<UInt32> = []

  private var tree: Tree { names.tree }
  private var context: AnalysisContext { names.context }
  private var surfaces: SurfaceSet { context.surfaces }

  init(_ names: NameLookup, _ inference: TypeInference) {
    self.names = names
    self.inference = inference
  }

  /// Collects; gives the inference back with what it has learnt.
  mutating func collect() -> TypeInference {
    for record in names.imports where surfaces.provides(record.module) {
      references.append(Reference(node: record.path, name: record.name, use: .imported, route: .moduleImport))
    }
    // A file that imports no library, and none of whose project's modules lead to one, has no uses.
    guard names.usesLibrary || !context.project.isEmpty else { return inference }
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
    let range = tree.range(token)
    return context.members.find(tree.bytes, range.start, range.end) != NameSet.absent
  }

  /// The name behind a dot is a node of its own, which is no use by itself.
  private func isMemberName(_ node: NodeID) -> Bool {
    guard tree.role(node).raw == SwiftRole.member.raw else { return false }
    let parent = names.table.parent(node)
    return tree.swift(parent) == .memberAccessExpr && tree.child(.member, of: parent) == node
  }

  // MARK: Chains

  private mutating func visit(_ node: NodeID) {
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
    if let qualified = qualifiedName(of: chain, at: node) {
      next = length(of: qualified)
      next = min(next, chain.nodes.count)
      add(
        qualified.names.prefix(qualified.names.count - (chain.nodes.count - next)).joined(separator: "."),
        at: chain.nodes[next - 1], route: qualified.route, guards: qualified.guards)
    } else if chain.nodes.count == 1 {
      lookAtName(chain.names[0], node)
      return
    }
    while next < chain.nodes.count {
      lookAtMember(chain.nodes[next])
      next += 1
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

  private func qualifiedName(of chain: NameChain, at node: NodeID) -> Qualified? {
    switch names.meaning(of: ScopeTable.unquoted(chain.names[0]), at: node) {
    case .module(let module) where surfaces.provides(module) && chain.names.count > 1:
      return Qualified(names: chain.names, headCount: 1, route: .moduleImport)
    case .library(let name):
      let head = name.split(separator: ".").map(String.init)
      return Qualified(
        names: head + chain.names.dropFirst(), headCount: head.count, route: .starImport,
        guards: names.isShared(name) ? .shared : [])
    case .project(let name) where chain.names.count == 1: return overload(of: name, at: node)
    case .binding(let binding, let scope)
    where binding.kind == .function && names.table.scopes[scope].kind == .file && chain.names.count == 1:
      return overload(of: binding.name, at: node, own: names.table.scopes[scope].names[binding.name] ?? [])
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

  private func use(of node: NodeID) -> Reference.Use {
    switch tree.swift(node) {
    case .identifierType, .memberType: return .annotation
    default: break
    }
    let parent = names.table.parent(node)
    let isCallee = CallReader.callSite(at: parent, in: tree)?.callee == node
    return isCallee ? .call : .load
  }

  // MARK: Members of values

  private mutating func lookAtMember(_ node: NodeID) {
    guard let access = CallReader.memberAccess(at: node, in: tree) else { return }
    if access.base == node { return lookAtImplicit(access, node) }
    guard (context.members.find(access.member) != NameSet.absent) else { return }
    report(access.member, on: inference.type(of: access.base), at: node)
  }

  /// `name` alone, which is a member of the type around it that a library hands down.
  private mutating func lookAtName(_ name: String, _ node: NodeID) {
    guard (context.members.find(name) != NameSet.absent), case .inherited(let owner) = names.meaning(of: name, at: node)
    else { return }
    report(name, on: KnownType(type: .named(owner), evidence: .annotated), at: node)
  }

  private mutating func report(_ member: String, on type: KnownType?, at node: NodeID) {
    guard let type else {
      guard names.usesLibrary else { return }
      return add(member: "?.\(member)", receiver: nil, at: node)
    }
    switch type.type {
    case .optional(.named) where TypeInference.membersOfOptional.contains(member): break
    case .named(let owner), .metatype(.named(let owner)), .optional(.named(let owner)):
      guard let library = libraryOwner(of: member, owner) else { return }
      var receiver = type.fact ?? TypeFact(type: library, evidence: type.evidence, chain: type.chain)
      receiver.type = library
      add(member: "\(library).\(member)", receiver: receiver, at: node)
    case .generic where names.usesLibrary: add(member: "?.\(member)", receiver: nil, at: node)
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
    while CallReader.callSite(at: names.table.parent(whole), in: tree)?.callee == whole {
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

  // MARK: Key paths

  /// `\Type.member.member`, and `\.member` where the call around it shows the type.
  private mutating func visitKeyPath(_ node: NodeID) {
    guard let list = tree.child(SwiftRole(5), of: node) else { return }
    var type: KnownType?
    if let root = tree.child(SwiftRole(3), of: node) {
      type = names.type(at: root).map { KnownType(type: $0, evidence: .proved) }
    } else {
      type = rootType(of: node)
    }
    for component in tree.children(of: list) {
      guard let property = tree.children(of: component).first(where: { tree.swift($0) == .keyPathPropertyComponent }),
        let reference = tree.child(SwiftRole(1), of: property), let name = tree.child(.baseName, of: reference)
      else {
        type = type.map { $0.with($0.type.unwrapped) }
        continue
      }
      done.insert(reference.row)
      let member = tree.text(name)
      if (context.members.find(member) != NameSet.absent), let type { report(member, on: type, at: reference) }
      guard let known = type, case .named(let owner) = known.type.unwrapped else {
        type = nil
        continue
      }
      type = inference.member(member, of: owner, known)
    }
  }

  private mutating func rootType(of keyPath: NodeID) -> KnownType? {
    let call = names.table.parent(names.table.parent(names.table.parent(keyPath)))
    guard let site = CallReader.callSite(at: call, in: tree), site.arguments.contains(where: { $0.node == keyPath }),
      let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee,
      let base = inference.type(of: access.base)
    else { return nil }
    if access.member == "with" { return base.with(base.type.unwrapped) }
    return inference.element(of: base.type).map { base.with($0) }
  }
}
