// Tests and handlers that make a missing name safe.

import Semantics
import SourceModel

/// Finds the stretches of rows under `if hasattr(np, …)`, a version test, `TYPE_CHECKING` or a `try` with a fallback.
struct GuardTests: Sendable {
  /// Names assigned from a test of the library's version, or imported under a name that says so.
  var versionNames = NameSet()
  /// What such tests say of the release that the code moves to.
  var versions = VersionTests()

  private static let words = NameSet(["hasattr", "getattr", "dir", "TYPE_CHECKING", "__version__", "suppress"])
  /// Longer tests are not looked at to their end; measured tests of versions have fewer than 40 rows.
  private static let longestTest: UInt32 = 160

  // MARK: Tests

  func regions(ofBranch node: NodeID, in tree: Tree, names: NameSet) -> [GuardRegion] {
    switch tree.python(node) {
    case .ifStatement: ifRegions(node, tree, names)
    case .conditional: conditionalRegions(node, tree, names)
    case .boolOp: operandRegions(node, tree, names)
    default: suppressRegions(node, tree)
    }
  }

  private func ifRegions(_ node: NodeID, _ tree: Tree, _ names: NameSet) -> [GuardRegion] {
    guard let test = tree.child(PythonRole.test.role, of: node) else { return [] }
    let found = guards(of: test, in: tree, names: names)
    guard !found.isEmpty else { return [] }
    let body = tree.afterSubtree(test).row
    let end = tree[node].subtreeEnd
    let orElse = tree.child(PythonRole.orElse.role, of: node)?.row
    let isFollowed = orElse == nil && found != .typeChecking && endsBlock(NodeID(body), before: end, tree)
    if let (first, second) = ways(of: test, found, in: tree) {
      var regions = [GuardRegion(start: body, end: orElse ?? end, guards: first)]
      if let orElse { regions.append(GuardRegion(start: orElse, end: end, guards: second)) }
      if isFollowed { regions.append(GuardRegion(start: end, end: blockEnd(after: node, tree), guards: second)) }
      return regions
    }
    var regions = [GuardRegion(start: body, end: found == .typeChecking ? orElse ?? end : end, guards: found)]
    if isFollowed { regions.append(GuardRegion(start: end, end: blockEnd(after: node, tree), guards: found)) }
    return regions
  }

  /// What stands under a test of the version that can be decided, and what under its contrary.
  private func ways(
    of test: NodeID, _ found: GuardRegion.Guards, in tree: Tree
  ) -> (GuardRegion.Guards, GuardRegion.Guards)? {
    guard found == .version, !versions.isEmpty, let holds = versions.holds(test, in: tree) else { return nil }
    return holds ? (.reached, .version) : (.version, .reached)
  }

  private func conditionalRegions(_ node: NodeID, _ tree: Tree, _ names: NameSet) -> [GuardRegion] {
    guard let test = tree.child(PythonRole.test.role, of: node) else { return [] }
    let found = guards(of: test, in: tree, names: names)
    if let (first, second) = ways(of: test, found, in: tree),
      let body = tree.child(PythonRole.body.role, of: node), let orElse = tree.child(PythonRole.orElse.role, of: node)
    {
      return [body, orElse].sorted().map { way in
        GuardRegion(start: way.row, end: tree[way].subtreeEnd, guards: way == body ? first : second)
      }
    }
    return found.isEmpty ? [] : [GuardRegion(start: node.row + 1, end: tree[node].subtreeEnd, guards: found)]
  }

  /// `hasattr(np, "x") and np.x(…)`: what stands after the test.
  private func operandRegions(_ node: NodeID, _ tree: Tree, _ names: NameSet) -> [GuardRegion] {
    guard let first = tree.children(of: node).first(where: { _ in true }) else { return [] }
    var found = guards(of: first, in: tree, names: names)
    guard !found.isEmpty else { return [] }
    if let (holding, failing) = ways(of: first, found, in: tree) {
      found = tree.detail(node) == BooleanOperator.and.rawValue ? holding : failing
    }
    return [GuardRegion(start: tree[first].subtreeEnd, end: tree[node].subtreeEnd, guards: found)]
  }

  /// What the value of `test` tells about a library.
  func guards(of test: NodeID, in tree: Tree, names: NameSet) -> GuardRegion.Guards {
    var found: GuardRegion.Guards = []
    let end = min(tree[test].subtreeEnd, test.row + GuardTests.longestTest)
    var row = test.row
    while row < end {
      let kind = tree.python(NodeID(row))
      if kind == .name || kind == .identifier { found.formUnion(guards(ofWord: NodeID(row), tree, names)) }
      row += 1
    }
    return found
  }

  private func guards(ofWord node: NodeID, _ tree: Tree, _ names: NameSet) -> GuardRegion.Guards {
    let row = tree[node]
    if versionNames.find(tree.bytes, row.start, row.end) != NameSet.absent { return .version }
    let word = GuardTests.words.find(tree.bytes, row.start, row.end)
    guard word != NameSet.absent else { return [] }
    switch GuardTests.words.name(word) {
    case "TYPE_CHECKING": return .typeChecking
    case "__version__": return isOnLibrary(node, tree, names) ? .version : []
    case "hasattr", "getattr", "dir": return namesLibrary(callOf: node, tree, names) ? .tested : []
    default: return []
    }
  }

  /// Whether the chain that ends in this identifier begins with a library's name.
  private func isOnLibrary(_ identifier: NodeID, _ tree: Tree, _ names: NameSet) -> Bool {
    var row = identifier.row
    while row > 0, tree.python(NodeID(row - 1)) != .attribute || tree.python(NodeID(row)) != .name { row -= 1 }
    return names.find(tree.bytes, tree.rows[Int(row)].start, tree.rows[Int(row)].end) != NameSet.absent
  }

  /// Whether the first argument of a call by a plain name is a library or one of its modules.
  private func namesLibrary(callOf function: NodeID, _ tree: Tree, _ names: NameSet) -> Bool {
    guard function.row > 0, tree.python(NodeID(function.row - 1)) == .call else { return false }
    var row = function.row + 1
    guard row < tree[NodeID(function.row - 1)].subtreeEnd else { return false }
    while tree.python(NodeID(row)) == .attribute { row += 1 }
    let name = tree[NodeID(row)]
    return tree.python(NodeID(row)) == .name && names.find(tree.bytes, name.start, name.end) != NameSet.absent
  }

  // MARK: Blocks

  /// Whether the block that begins at `first` always leaves: its last statement returns or goes on.
  ///
  /// One that raises demands what it tests for; what follows it is ordinary code and has to be ported.
  private func endsBlock(_ first: NodeID, before end: UInt32, _ tree: Tree) -> Bool {
    var last = first
    while tree[last].subtreeEnd < end { last = tree.afterSubtree(last) }
    return tree.python(last) != .raise && Blocks.leaves(last, tree)
  }

  /// The row after the last statement that follows `statement` in its block.
  private func blockEnd(after statement: NodeID, _ tree: Tree) -> UInt32 {
    let column = column(of: statement, tree)
    var next = tree[statement].subtreeEnd
    while next < tree.count, ScopeWalker.statementKinds.contains(tree.rows[Int(next)].kind.raw),
      self.column(of: NodeID(next), tree) == column
    {
      next = tree.rows[Int(next)].subtreeEnd
    }
    return next
  }

  private func column(of node: NodeID, _ tree: Tree) -> UInt32 {
    let start = tree[node].start
    var at = start
    while at > 0, tree.bytes[Int(at) - 1] != 0x0A, tree.bytes[Int(at) - 1] != 0x0D { at -= 1 }
    return start - at
  }

  // MARK: Handlers

  func regions(ofAttempt node: NodeID, in tree: Tree, names: NameSet) -> [GuardRegion] {
    var body: [NodeID] = []
    var handlers: [NodeID] = []
    for child in tree.children(of: node) {
      if tree.pythonRole(child) == .body { body.append(child) }
      if tree.python(child) == .exceptHandler { handlers.append(child) }
    }
    guard let first = body.first, let last = handlers.last else { return [] }
    var found: GuardRegion.Guards = []
    for handler in handlers where !Blocks.raises(handler, tree) {
      found.formUnion(guards(of: handler, over: body, tree, names))
    }
    guard !found.isEmpty else { return [] }
    let handling = GuardRegion(
      start: handlers[0].row, end: tree[last].subtreeEnd, guards: [.handledImport, .handledUse])
    return [GuardRegion(start: first.row, end: handlers[0].row, guards: found), handling]
  }

  /// What one handler makes safe in the body of its `try`.
  ///
  /// A failing name is caught by accident too (`except Exception` around a whole request), and leaving such code alone
  /// would change what it does. So a use counts as handled only where the `try` is there for its sake: the body is one
  /// statement or only imports and plain names, or the handler turns to the library itself; and it names the library.
  /// `try: import numba` is there for another library's sake: what stands in its handler is ordinary code.
  private func guards(
    of handler: NodeID, over body: [NodeID], _ tree: Tree, _ names: NameSet
  ) -> GuardRegion.Guards {
    let caught = Caught(handler, tree)
    guard !caught.isEmpty else { return [] }
    let probes = body.allSatisfy { isProbe($0, tree) }
    var found: GuardRegion.Guards = []
    let isImported = body.contains { imports($0, tree, names) }
    if isImported && (caught.contains(.missingModule) || (caught.contains(.anything) && probes)) {
      found.insert(.handledImport)
    }
    let isForIt = probes || isOneSimple(body, tree) || mentions(handler, tree, names)
    if caught.contains(.missingName), isForIt, body.contains(where: { mentions($0, tree, names, asChain: true) }) {
      found.formUnion([.handledUse, .handledImport])
    }
    if caught.contains(.anything) && probes,
      isImported || body.contains(where: { mentions($0, tree, names, asChain: true) })
    {
      found.formUnion([.handledUse, .handledImport])
    }
    return found
  }

  /// Whether a name that leads to the library is imported here, or may be, by a star.
  private func imports(_ node: NodeID, _ tree: Tree, _ names: NameSet) -> Bool {
    let rows = node.row..<tree[node].subtreeEnd
    return rows.contains { row in
      guard tree.python(NodeID(row)) == .alias else { return false }
      return (row + 1..<tree[NodeID(row)].subtreeEnd).contains { part in
        let place = tree[NodeID(part)]
        return names.find(tree.bytes, place.start, place.end) != NameSet.absent
          || tree.bytes[Int(place.start)] == UInt8(ascii: "*")
      }
    }
  }

  private func isOneSimple(_ body: [NodeID], _ tree: Tree) -> Bool {
    guard body.count == 1, let only = body.first else { return false }
    return [.assign, .expressionStatement, .returnStatement, .importFrom, .importStatement].contains(tree.python(only))
  }

  /// An import, or a statement that only names something.
  private func isProbe(_ statement: NodeID, _ tree: Tree) -> Bool {
    switch tree.python(statement) {
    case .importStatement, .importFrom, .pass: true
    case .assign, .expressionStatement:
      tree.child(PythonRole.value.role, of: statement).map { [.name, .attribute].contains(tree.python($0)) } ?? false
    default: false
    }
  }

  /// Whether the library is imported or named; as a chain, so that an attribute of it could be missing, if asked for.
  private func mentions(_ node: NodeID, _ tree: Tree, _ names: NameSet, asChain: Bool = false) -> Bool {
    (node.row..<tree[node].subtreeEnd).contains { row in
      let at = NodeID(row)
      switch tree.python(at) {
      case .name where !asChain || tree.python(NodeID(row - 1)) == .attribute:
        return names.find(tree.bytes, tree[at].start, tree[at].end) != NameSet.absent
      case .importFrom, .importStatement: return true
      default: return false
      }
    }
  }

  /// `with contextlib.suppress(AttributeError):`.
  private func suppressRegions(_ node: NodeID, _ tree: Tree) -> [GuardRegion] {
    guard let item = tree.children(of: node).first(where: { tree.python($0) == .withItem }),
      let call = tree.child(PythonRole.contextExpression.role, of: item), tree.python(call) == .call,
      let function = tree.child(PythonRole.function.role, of: call), tree.text(function).hasSuffix("suppress"),
      let body = tree.child(PythonRole.body.role, of: node)
    else { return [] }
    var caught: Caught = []
    for argument in tree.children(of: call) where argument != function {
      caught.formUnion(Caught(names: argument, tree))
    }
    var found: GuardRegion.Guards = []
    if caught.contains(.missingModule) { found.insert(.handledImport) }
    if caught.contains(.missingName) { found.formUnion([.handledUse, .handledImport]) }
    return found.isEmpty ? [] : [GuardRegion(start: body.row, end: tree[node].subtreeEnd, guards: found)]
  }
}

/// Which failures of a name a handler catches.
struct Caught: OptionSet {
  var rawValue: UInt8
  /// `ImportError`.
  static let missingModule = Caught(rawValue: 1)
  /// `AttributeError`, `NameError`.
  static let missingName = Caught(rawValue: 2)
  /// `Exception`, or a bare `except`.
  static let anything = Caught(rawValue: 4)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ handler: NodeID, _ tree: Tree) {
    guard let type = tree.child(PythonRole.type.role, of: handler) else {
      self = .anything
      return
    }
    self.init(names: type, tree)
  }

  /// The exceptions that one expression, or a tuple of them, names.
  init(names node: NodeID, _ tree: Tree) {
    self = []
    if tree.python(node) == .tuple {
      for child in tree.children(of: node) { formUnion(Caught(names: child, tree)) }
      return
    }
    switch tree.text(node).split(separator: ".").last {
    case "ImportError", "ModuleNotFoundError": self = .missingModule
    case "AttributeError", "NameError": self = .missingName
    case "Exception", "BaseException": self = .anything
    default: self = []
    }
  }
}
