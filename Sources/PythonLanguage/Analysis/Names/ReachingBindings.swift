// Which bindings of a name can be the one in force at a place.

import SourceModel

/// Follows the order of statements inside one scope: what is surely bound again is no longer in force.
struct ReachingBindings {
  let tree: Tree
  let parents: ParentTable

  /// Of `bindings` (in source order, all in the scope that `place` is in) those that can be in force at `place`.
  func reaching(_ bindings: [Int32], in table: NameTable, at place: NodeID) -> [Int32] {
    var found: [Int32] = []
    let loop = outermostLoop(around: place)
    for index in bindings[..<end(of: bindings, in: table, before: loop?.end ?? place.row)].reversed() {
      let binding = table.bindings[Int(index)]
      let node = binding.node
      let isInLoop = loop.map { $0.start <= node.row && node.row < $0.end } ?? false
      if takesEffect(binding, before: place) {
        if isExclusive(node, place) && !(isInLoop && sharesLoop(node, place)) { continue }
        if leavesBefore(node, place) { continue }
        found.append(index)
        if isCertain(node, before: place) { break }
      } else if isInLoop, sharesLoop(node, place) {
        found.append(index)
      }
    }
    return found.reversed()
  }

  /// How many of the bindings stand before `row`.
  private func end(of bindings: [Int32], in table: NameTable, before row: UInt32) -> Int {
    var low = 0
    var high = bindings.count
    while low < high {
      let middle = (low + high) / 2
      if table.bindings[Int(bindings[middle])].node.row < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rows of the widest loop that `place` runs in.
  private func outermostLoop(around place: NodeID) -> (start: UInt32, end: UInt32)? {
    var found: NodeID?
    var at = parents[place]
    while at.row > 0 {
      switch tree.python(at) {
      case .forStatement, .asyncFor, .whileStatement: found = at
      case .functionDef, .asyncFunctionDef, .classDef, .lambda: return found.map { ($0.row, tree[$0].subtreeEnd) }
      default: break
      }
      at = parents[at]
    }
    return found.map { ($0.row, tree[$0].subtreeEnd) }
  }

  /// Whether the binding happens before `place` is evaluated, by order in the source; a value comes before its name.
  private func takesEffect(_ binding: Binding, before place: NodeID) -> Bool {
    guard binding.node < place else { return false }
    let isInHolder = tree.isNode(place, within: binding.holder)
    guard isInHolder else { return true }
    switch tree.python(binding.holder) {
    case .assign, .annAssign, .augAssign: return false
    case .forStatement, .asyncFor: return isInBody(place, of: binding.holder)
    default: return true
    }
  }

  private func isInBody(_ place: NodeID, of statement: NodeID) -> Bool {
    guard let body = tree.child(PythonRole.body.role, of: statement) else { return false }
    return place >= body
  }

  /// Whether whoever reaches `place` has passed `node`: the block that holds `node`'s statement holds `place` too.
  private func isCertain(_ node: NodeID, before place: NodeID) -> Bool {
    var at = node
    while at.row > 0 {
      let parent = parents[at]
      if tree.isNode(place, within: parent) { return isUnconditional(at, in: parent, place) }
      if !passesThrough(at, in: parent) { return false }
      at = parent
    }
    return true
  }

  /// Whether evaluating `parent` always evaluates this child.
  private func passesThrough(_ child: NodeID, in parent: NodeID) -> Bool {
    let role = tree.pythonRole(child)
    switch tree.python(parent) {
    case .ifStatement, .whileStatement, .conditional: return role == .test
    case .forStatement, .asyncFor, .comprehension: return role == .iterator
    case .tryStatement, .tryStar: return role == .finalBody
    case .boolOp: return tree.child(tree.role(child), of: parent) == child
    case .exceptHandler, .matchCase, .lambda, .match: return false
    default: return true
    }
  }

  /// Whether `child`, next to `place` in the same node, runs whenever `place` does.
  private func isUnconditional(_ child: NodeID, in parent: NodeID, _ place: NodeID) -> Bool {
    let role = tree.pythonRole(child)
    switch tree.python(parent) {
    case .forStatement, .asyncFor, .comprehension:
      return role != .body || sameRole(place, role, in: parent)
    case .ifStatement, .whileStatement: return role == .test || sameRole(place, role, in: parent)
    case .tryStatement, .tryStar: return sameRole(place, role, in: parent) || role == .finalBody
    default: return true
    }
  }

  private func sameRole(_ place: NodeID, _ role: PythonRole, in parent: NodeID) -> Bool {
    tree.children(of: parent).contains { tree.pythonRole($0) == role && tree.isNode(place, within: $0) }
  }

  /// Whether the two stand in different branches of one `if`, `match` or `try`, so that one run passes only one.
  private func isExclusive(_ node: NodeID, _ place: NodeID) -> Bool {
    var at = node
    while at.row > 0 {
      let parent = parents[at]
      if tree.isNode(place, within: parent) { return areAlternatives(at, place, in: parent) }
      at = parent
    }
    return false
  }

  private func areAlternatives(_ child: NodeID, _ place: NodeID, in parent: NodeID) -> Bool {
    // Other parents have no branches, and looking through the children of a long block at each use would add up.
    let branching: [PythonKind] = [.ifStatement, .conditional, .match, .tryStatement, .tryStar]
    guard branching.contains(tree.python(parent)),
      let other = tree.children(of: parent).first(where: { tree.isNode(place, within: $0) })
    else { return false }
    let (mine, its) = (tree.pythonRole(child), tree.pythonRole(other))
    switch tree.python(parent) {
    case .ifStatement, .conditional: return mine != its && mine != .test && its != .test
    case .match: return child != other && mine == .cases && its == .cases
    default: return mine == .handlers && its == .handlers && child != other
    }
  }

  private func sharesLoop(_ node: NodeID, _ place: NodeID) -> Bool {
    var at = parents[place]
    while at.row > 0 {
      switch tree.python(at) {
      case .forStatement, .asyncFor, .whileStatement: if tree.isNode(node, within: at) { return true }
      case .functionDef, .asyncFunctionDef, .classDef, .lambda: return false
      default: break
      }
      at = parents[at]
    }
    return false
  }

  /// Whether the branch that binds always leaves before `place` could be reached.
  private func leavesBefore(_ node: NodeID, _ place: NodeID) -> Bool {
    var at = node
    while at.row > 0 {
      let parent = parents[at]
      if tree.isNode(place, within: parent) { return false }
      let isBranch = [.ifStatement, .exceptHandler, .tryStatement, .matchCase].contains(tree.python(parent))
      if isBranch, blockLeaves(from: at, in: parent) { return true }
      at = parent
    }
    return false
  }

  private func blockLeaves(from statement: NodeID, in parent: NodeID) -> Bool {
    let role = tree.pythonRole(statement)
    guard role == .body || role == .orElse else { return false }
    var last = statement
    for child in tree.children(of: parent) where tree.pythonRole(child) == role { last = child }
    switch tree.python(last) {
    // A loop may be left by `break` and its names be used behind it.
    case .breakStatement, .continueStatement: return false
    default: return Blocks.leaves(last, tree)
    }
  }
}
