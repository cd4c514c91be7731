// What lies between the bindings of a name and a place that uses it.

import SourceModel

/// The way from a binding up to the node that holds a place as well, for one place and binding after binding backwards.
///
/// Bindings taken in descending order share the upper part of their ways, and what is known of that part is kept: all
/// ways together cost no more than the rows that they go through.
struct WayToPlace {
  private let tree: Tree
  private let parents: ContiguousArray<NodeID>
  private let place: NodeID

  /// A node below the one that holds the place too, and what it takes to get from it to the top of the way.
  private struct Step {
    var node: NodeID
    /// Whether evaluating the top always evaluates this node.
    var isPassed = true
    /// Whether some branch on the way up always leaves before the place could be reached.
    var leaves = false
  }

  /// From the top, a child of the node that holds the place, downwards.
  private var steps: [Step] = []
  /// The node that holds the place too, and its child that does; none where it is the place itself.
  private var joint: NodeID?
  private var other: NodeID?
  /// The block asked about last.
  private var block: (parent: NodeID, role: NodeRole, leaves: Bool)?

  init(tree: Tree, parents: ContiguousArray<NodeID>, place: NodeID) {
    self.tree = tree
    self.parents = parents
    self.place = place
  }

  /// Goes on to the binding at `node`, which stands before all that were asked about.
  mutating func begin(at node: NodeID) {
    while let last = steps.last, !tree.isNode(node, within: last.node) { steps.removeLast() }
    var fresh: [NodeID] = []
    var at = node
    while at != steps.last?.node, at.row > 0, !tree.isNode(place, within: at) {
      fresh.append(at)
      at = parents[at.index]
    }
    if steps.isEmpty, at != joint {
      joint = at
      other = child(of: at)
    }
    for node in fresh.reversed() { steps.append(step(to: node)) }
  }

  /// The child of a node that holds the place; found from below, since a module may have any number of statements.
  private func child(of joint: NodeID) -> NodeID? {
    guard place != joint else { return nil }
    var at = place
    while parents[at.index] != joint { at = parents[at.index] }
    return at
  }

  private mutating func step(to node: NodeID) -> Step {
    guard let above = steps.last else { return Step(node: node) }
    return Step(
      node: node, isPassed: above.isPassed && passesThrough(node, in: above.node),
      leaves: above.leaves || branchLeaves(from: node, in: above.node))
  }

  /// Whether the branch that binds always leaves before the place could be reached.
  var leaves: Bool { steps.last?.leaves ?? false }

  /// Whether whoever reaches the place has passed the binding: the block that holds its statement holds the place too.
  var isCertain: Bool {
    guard let joint, let top = steps.first, let last = steps.last else { return true }
    return last.isPassed && isUnconditional(top.node, in: joint)
  }

  /// Whether the two stand in different branches of one `if`, `match` or `try`, so that one run passes only one.
  var isExclusive: Bool {
    guard let joint, let top = steps.first?.node, let other else { return false }
    let (mine, its) = (tree.pythonRole(top), tree.pythonRole(other))
    switch tree.python(joint) {
    case .ifStatement, .conditional: return mine != its && mine != .test && its != .test
    case .match: return top != other && mine == .cases && its == .cases
    case .tryStatement, .tryStar: return mine == .handlers && its == .handlers && top != other
    default: return false
    }
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

  /// Whether the top, next to the place in the same node, runs whenever the place does.
  private func isUnconditional(_ top: NodeID, in joint: NodeID) -> Bool {
    let role = tree.pythonRole(top)
    let isSameBlock = other.map { tree.pythonRole($0) == role } ?? false
    switch tree.python(joint) {
    case .forStatement, .asyncFor, .comprehension: return role != .body || isSameBlock
    case .ifStatement, .whileStatement: return role == .test || isSameBlock
    case .tryStatement, .tryStar: return isSameBlock || role == .finalBody
    default: return true
    }
  }

  private mutating func branchLeaves(from statement: NodeID, in parent: NodeID) -> Bool {
    switch tree.python(parent) {
    case .ifStatement, .exceptHandler, .tryStatement, .matchCase: break
    default: return false
    }
    let role = tree.role(statement)
    guard role == PythonRole.body.role || role == PythonRole.orElse.role else { return false }
    if let block, block.parent == parent, block.role == role { return block.leaves }
    var last = statement
    for child in tree.children(of: parent) where tree.role(child) == role { last = child }
    let leaves =
      switch tree.python(last) {
      // A loop may be left by `break` and its names be used behind it.
      case .breakStatement, .continueStatement: false
      default: Blocks.leaves(last, tree)
      }
    block = (parent, role, leaves)
    return leaves
  }
}
