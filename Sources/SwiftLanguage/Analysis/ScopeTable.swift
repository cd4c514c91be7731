// The scopes of a file, filled in one pass over its rows.

import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// Every scope of a file and the names it binds.
struct ScopeTable: Sendable {
  private(set) var scopes: [Scope] = []
  private(set) var bindings = BindingTable.none
  /// What was found of them while the rows are walked, and in which scopes.
  private var bound: ContiguousArray<Binding> = []
  private var boundIn: ContiguousArray<Int32> = []
  /// Scopes of types, by the type's path.
  private var typesByPath: [String: [Int]] = [:]
  let parents: ContiguousArray<NodeID>
  let tree: Tree

  init(_ tree: Tree) {
    self.tree = tree
    parents = tree.parents()
    var open: [Int] = []
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      // Most rows are tokens and expressions, which declare nothing.
      guard Self.isOfConcern[Int(tree.kind(node).raw)] else { continue }
      while let last = open.last, tree[scopes[last].node].subtreeEnd <= row { open.removeLast() }
      declare(node, in: open.last ?? 0)
      guard var scope = scope(at: node, in: open.last) else { continue }
      scope.type = scope.kind == .type ? scopes.count : open.last.flatMap { scopes[$0].type }
      open.append(scopes.count)
      scopes.append(scope)
      if scope.kind == .type { typesByPath[scope.path, default: []].append(scopes.count - 1) }
      declareOwn(node, in: scopes.count - 1)
    }
    bindings = BindingTable(bound, in: boundIn)
    (bound, boundIn) = ([], [])
  }

  /// The innermost scope around a node, its own included.
  func scope(around node: NodeID) -> Int {
    // Scopes lie inside of each other: it is the last that begins before the node, or one around that.
    var (low, high) = (0, scopes.count)
    while low < high {
      let middle = (low + high) / 2
      if scopes[middle].node.row > node.row { high = middle } else { low = middle + 1 }
    }
    var found = max(0, low - 1)
    while let parent = scopes[found].parent, tree[scopes[found].node].subtreeEnd <= node.row { found = parent }
    return found
  }

  /// The scopes that declare a type of this file or extend it.
  func typeScopes(of path: String) -> [Scope] { typesByPath[path]?.map { scopes[$0] } ?? [] }

  /// What these scopes bind to a name.
  func bindings(of name: String, ofType path: String) -> [Binding] {
    (typesByPath[path] ?? []).flatMap { Array(bindings.of(name, in: $0)) }
  }

  /// Whether a node stands among the members of a type, and not in its name, its parameters, what it inherits from.
  func isMember(_ node: NodeID, of type: Int) -> Bool { scopes[type].members.contains(node.row) }

  /// What the first of a type's scopes that has a name binds to it.
  func firstMember(_ name: String, of path: String) -> Binding? {
    for index in typesByPath[path] ?? [] {
      if let binding = bindings.first(name, in: index) { return binding }
    }
    return nil
  }

  /// The paths of all types that the file declares or extends, sorted.
  var typePaths: [String] { typesByPath.keys.sorted() }

  func parent(_ node: NodeID) -> NodeID { parents[node.index] }

  /// The type that a declaration stands in, nil for one of the file's own.
  func outerPath(of node: NodeID) -> String? {
    node.row == 0 ? nil : enclosingPath(of: scope(around: parent(node)))
  }

  // MARK: Scopes

  /// By the numbers of kinds: whether a node of the kind opens a scope or declares a name.
  private static let isOfConcern: ContiguousArray<Bool> = {
    let openers: [SyntaxKind] = [
      .sourceFile, .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl, .functionDecl,
      .initializerDecl, .subscriptDecl, .accessorDecl, .deinitializerDecl, .closureExpr, .codeBlock, .forStmt,
      .whileStmt, .ifExpr, .switchCase, .catchClause, .macroDecl, .accessorBlock, .typeAliasDecl, .enumCaseElement,
    ]
    let declarations: [SyntaxKind] = [
      .associatedTypeDecl, .identifierPattern, .functionParameter, .closureParameter, .closureShorthandParameter,
      .genericParameter, .closureCapture, .accessorParameters,
    ]
    let numbers = (openers + declarations).map { Int(NodeKind($0).raw) }
    var table = ContiguousArray(repeating: false, count: Int(UInt16.max) + 1)
    for number in numbers { table[number] = true }
    return table
  }()

  private func scope(at node: NodeID, in parent: Int?) -> Scope? {
    switch tree.swift(node) {
    case .sourceFile: return Scope(node: node, parent: nil, kind: .file)
    case .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl:
      return typeScope(node, in: parent)
    case .functionDecl, .initializerDecl, .subscriptDecl, .accessorDecl, .deinitializerDecl, .closureExpr, .codeBlock,
      .forStmt, .whileStmt, .ifExpr, .switchCase, .catchClause, .macroDecl, .accessorBlock, .typeAliasDecl,
      .enumCaseElement:
      return Scope(node: node, parent: parent, kind: .local)
    default: return nil
    }
  }

  private func typeScope(_ node: NodeID, in parent: Int?) -> Scope {
    var scope = Scope(node: node, parent: parent, kind: .type)
    let outer = parent.flatMap { enclosingPath(of: $0) }
    let isExtension = tree.swift(node) == .extensionDecl
    let name = tree.child(isExtension ? .extendedType : .declarationName, of: node).map(plainName) ?? ""
    scope.path = outer.map { "\($0).\(name)" } ?? name
    scope.isExtension = isExtension
    if let block = tree.children(of: node).first(where: { tree.swift($0) == .memberBlock }) {
      scope.members = block.row..<tree[block].subtreeEnd
    }
    if let clause = tree.child(isExtension ? .extensionInheritance : .inheritance, of: node),
      tree.swift(clause) == .inheritanceClause, let list = tree.child(SwiftRole(3), of: clause)
    {
      scope.inherited = tree.children(of: list).compactMap { tree.child(SwiftRole(1), of: $0) }
    }
    return scope
  }

  private func plainName(_ node: NodeID) -> String {
    NameChain(node, in: tree)?.names.joined(separator: ".") ?? tree.text(node)
  }

  private func enclosingPath(of scope: Int) -> String? {
    var next: Int? = scope
    while let index = next {
      if scopes[index].kind == .type { return scopes[index].path }
      next = scopes[index].parent
    }
    return nil
  }

  // MARK: Names

  /// Declares what a node binds in the scope around it.
  private mutating func declare(_ node: NodeID, in scope: Int) {
    guard !scopes.isEmpty else { return }
    switch tree.swift(node) {
    case .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .associatedTypeDecl:
      add(name(node, .declarationName), .type, node, .type, to: scope)
    case .typeAliasDecl: add(name(node, .declarationName), .typeAlias, node, .type, to: scope)
    case .functionDecl: add(name(node, .declarationName), .function, node, .function, to: scope)
    case .enumCaseElement: add(name(node, SwiftRole(1)), .value, node, .unknown, to: scope)
    case .identifierPattern: declarePattern(node, in: scope)
    case .optionalBindingCondition: break
    case .functionParameter, .closureParameter: declareParameter(node, in: scope)
    case .closureShorthandParameter: declareShorthand(node, in: scope)
    case .genericParameter: add(name(node, .firstName), .genericParameter, node, .unknown, to: scope)
    case .closureCapture: declareCapture(node, in: scope)
    case .accessorParameters: add(name(node, SwiftRole(3)), .value, node, .unknown, to: scope)
    default: break
    }
  }

  /// Declares what a scope binds inside itself without saying so.
  private mutating func declareOwn(_ node: NodeID, in scope: Int) {
    switch tree.swift(node) {
    case .catchClause: add("error", .value, node, .unknown, to: scope)
    case .accessorDecl:
      for name in ["newValue", "oldValue"] { add(name, .value, node, .unknown, to: scope) }
    default: break
    }
  }

  private func name(_ node: NodeID, _ slot: SwiftRole) -> String? {
    tree.child(slot, of: node).map { Self.unquoted(tree.text($0)) }
  }

  /// A name without the backticks that a keyword needs.
  static func unquoted(_ name: String) -> String {
    name.utf8.first == UInt8(ascii: "`") ? String(name.dropFirst().dropLast()) : name
  }

  private mutating func add(
    _ name: String?, _ kind: Binding.Kind, _ node: NodeID, _ source: Binding.Source, to scope: Int,
    visibleFrom: UInt32 = 0, hiddenIn: Range<UInt32> = 0..<0
  ) {
    guard let name, !name.isEmpty, name != "_" else { return }
    bound.append(
      Binding(name: name, kind: kind, node: node, source: source, visibleFrom: visibleFrom, hiddenIn: hiddenIn))
    boundIn.append(Int32(scope))
  }

  private mutating func declareParameter(_ node: NodeID, in scope: Int) {
    let own = name(node, .secondName) ?? name(node, .firstName)
    var source = Binding.Source.unknown
    if let type = tree.child(.parameterType, of: node) {
      source = tree.child(.ellipsis, of: node) == nil ? .annotation(type) : .variadic(type)
    } else if tree.swift(node) == .closureParameter {
      source = closureSource(node)
    }
    add(own, .value, node, source, to: scope)
  }

  private mutating func declareShorthand(_ node: NodeID, in scope: Int) {
    add(name(node, SwiftRole(1)), .value, node, closureSource(node), to: scope)
  }

  private func closureSource(_ parameter: NodeID) -> Binding.Source {
    let list = parent(parameter)
    var closure = list
    while closure.row > 0, tree.swift(closure) != .closureExpr { closure = parent(closure) }
    guard tree.swift(closure) == .closureExpr,
      let index = tree.children(of: list).enumerated().first(where: { $0.element == parameter })?.offset
    else { return .unknown }
    return .closureParameter(closure: closure, index: index)
  }

  /// `[weak self]`, `[copy = value]`.
  private mutating func declareCapture(_ node: NodeID, in scope: Int) {
    guard let name = tree.children(of: node).first(where: { tree.token($0) == .identifier }) else { return }
    let value = tree.children(of: node).first { tree.swift($0) == .initializerClause }
    add(
      tree.text(name), .value, node, value.flatMap { tree.child(.clauseValue, of: $0) }.map { .value($0) } ?? .unknown,
      to: scope)
  }

  // MARK: Patterns

  /// A name in a pattern: what holds the pattern decides where it is seen and what it is.
  private mutating func declarePattern(_ node: NodeID, in scope: Int) {
    let own = name(node, SwiftRole(1))
    var part: Int?
    var isDirect = true
    var isSuccess = false
    var at = node
    while at.row > 0 {
      let holder = parent(at)
      switch tree.swift(holder) {
      case .patternBinding:
        let source = isDirect ? bindingSource(holder) : .unknown
        let isMember = scopes[scope].kind == .type
        return add(own, .value, holder, source, to: scope, visibleFrom: isMember ? 0 : tree[holder].subtreeEnd)
      case .optionalBindingCondition: return declareConditional(own, holder, conditionSource(holder), in: scope)
      case .matchingPatternCondition:
        let clause = tree.child(.conditionInitializer, of: holder)
        let value = isSuccess ? clause.flatMap { tree.child(.clauseValue, of: $0) } : nil
        return declareConditional(own, holder, value.map { .success($0) } ?? .unknown, in: scope)
      case .functionCallExpr:
        isSuccess = tree.child(.callee, of: holder).map { tree.text($0) } == ".success"
        isDirect = false
      case .forStmt:
        let source = isDirect || part != nil ? loopSource(holder, part: part) : .unknown
        return add(own, .value, holder, source, to: scope, visibleFrom: loopStart(holder))
      case .tuplePatternElement:
        let list = parent(holder)
        part = tree.children(of: list).enumerated().first { $0.element == holder }?.offset
        isDirect = false
      case .switchCase:
        let subject = isSuccess ? tree.child(SwiftRole(3), of: parent(parent(holder))) : nil
        return add(own, .value, node, subject.map { .success($0) } ?? .unknown, to: scope)
      case .catchClause, .catchItem, .codeBlock, .sourceFile, .closureExpr:
        return add(own, .value, node, .unknown, to: scope)
      case .valueBindingPattern, .tuplePatternElementList, .tuplePattern: break
      default: isDirect = false
      }
      at = holder
    }
  }

  private func bindingSource(_ binding: NodeID) -> Binding.Source {
    if let annotation = tree.child(.annotation, of: binding), tree.swift(annotation) == .typeAnnotation,
      let type = tree.child(.clauseValue, of: annotation)
    {
      return .annotation(type)
    }
    if let clause = tree.child(.initializer, of: binding), let value = tree.child(.clauseValue, of: clause) {
      return .value(value)
    }
    return .unknown
  }

  private func conditionSource(_ condition: NodeID) -> Binding.Source {
    if let annotation = tree.child(.conditionAnnotation, of: condition),
      let type = tree.child(.clauseValue, of: annotation)
    {
      return .annotation(type)
    }
    guard let clause = tree.child(.conditionInitializer, of: condition),
      let value = tree.child(.clauseValue, of: clause)
    else { return .unwrappedName }
    return .unwrapped(value)
  }

  private func loopSource(_ loop: NodeID, part: Int?) -> Binding.Source {
    if let annotation = tree.child(.loopAnnotation, of: loop), part == nil,
      let type = tree.child(.clauseValue, of: annotation)
    {
      return .annotation(type)
    }
    return tree.child(.loopSequence, of: loop).map { .element($0, part: part) } ?? .unknown
  }

  /// What a loop binds is not seen in what it goes over.
  private func loopStart(_ loop: NodeID) -> UInt32 {
    tree.child(.loopSequence, of: loop).map { tree[$0].subtreeEnd } ?? loop.row
  }

  /// A condition of `if` or `while` is seen behind itself but not in the `else`; one of `guard`, behind the statement's own
  /// `else`.
  private mutating func declareConditional(
    _ name: String?, _ condition: NodeID, _ source: Binding.Source, in scope: Int
  ) {
    var at = parent(condition)
    while at.row > 0, ![.guardStmt, .ifExpr, .whileStmt, .repeatStmt].contains(tree.swift(at)) { at = parent(at) }
    let start = tree[condition].subtreeEnd
    var hidden: Range<UInt32> = 0..<0
    if tree.swift(at) == .ifExpr, let other = tree.child(.elseBody, of: at) {
      hidden = other.row..<tree[other].subtreeEnd
    }
    if tree.swift(at) == .guardStmt, let body = tree.child(SwiftRole(7), of: at) {
      hidden = body.row..<tree[body].subtreeEnd
    }
    add(name, .value, condition, source, to: scope, visibleFrom: start, hiddenIn: hidden)
  }
}
