// Rows of XGBoost's trees in their own numbering, made into trees of the dialect.

internal import ModelCore

/// Columns of one tree, a number a node.
protocol BoosterNodes {
  var count: Int { get }
  /// Below 0 for a leaf.
  func left(_ node: Int) -> Int
  func right(_ node: Int) -> Int
  func feature(_ node: Int) -> Int
  func threshold(_ node: Int) -> Float
  func goesLeftWhenMissing(_ node: Int) -> Bool
  /// Where among the sets of categories that go right; nil for a test against a threshold.
  func set(_ node: Int) -> Int?
  /// Whether that set holds the categories that go left.
  func holdsLeft(_ node: Int) -> Bool
  /// Adds what the leaf answers.
  func appendLeaf(_ node: Int, to values: inout ContiguousArray<Double>) -> Bool
}

enum BoosterTreeMaker {
  /// Nodes are numbered anew from the root on: pruning leaves holes, and puts children before their parents.
  static func tree(
    _ nodes: some BoosterNodes, columnCount: Int, leafWidth: Int, firstOutput: Int, weight: Double, sets: [[Int32]],
    place: Int
  ) throws(FormatError) -> DecisionTree {
    func broken(_ node: Int, _ what: String) -> FormatError {
      .booster(.malformed, "Tree \(place), node \(node): \(what)")
    }
    var order = ContiguousArray<Int32>()
    order.reserveCapacity(nodes.count)
    order.append(0)
    var rows = ContiguousArray<DecisionTree.Node>()
    rows.reserveCapacity(nodes.count)
    var values = ContiguousArray<Double>()
    values.reserveCapacity((nodes.count + 1) / 2 * leafWidth)
    var leafCount: Int32 = 0
    while rows.count < order.count {
      let node = Int(order[rows.count])
      let left = nodes.left(node)
      if left < 0 {
        guard nodes.appendLeaf(node, to: &values) else { throw broken(node, "Its leaf has no value.") }
        rows.append(DecisionTree.Node(test: .leaf, index: leafCount))
        leafCount += 1
        continue
      }
      let right = nodes.right(node)
      guard left < nodes.count, right >= 0, right < nodes.count, order.count + 2 <= nodes.count else {
        throw broken(node, "Its children are outside of the tree, or in it twice.")
      }
      let feature = nodes.feature(node)
      guard feature >= 0, feature < columnCount else {
        throw broken(node, "It tests column \(feature), and there are \(columnCount).")
      }
      let yes = Int32(order.count)
      order.append(Int32(left))
      order.append(Int32(right))
      let isLeft = nodes.goesLeftWhenMissing(node)
      if let set = nodes.set(node) {
        // The set is the test: its members go to `yes`, right or left.
        let holdsLeft = nodes.holdsLeft(node)
        rows.append(
          DecisionTree.Node(
            test: .member, missing: isLeft == holdsLeft ? .goesYes : .goesNo, feature: Int32(feature),
            yes: holdsLeft ? yes : yes + 1, no: holdsLeft ? yes + 1 : yes, index: Int32(set)))
      } else {
        rows.append(
          DecisionTree.Node(
            test: .less, missing: isLeft ? .goesYes : .goesNo, feature: Int32(feature),
            threshold: Double(nodes.threshold(node)), yes: yes, no: yes + 1))
      }
    }
    return DecisionTree(
      nodes: rows, values: values, leafWidth: leafWidth, firstOutput: firstOutput, weight: weight, sets: sets)
  }

  /// What a tree of so many nodes takes in memory.
  static func size(nodeCount: Int, leafWidth: Int) -> Int {
    let perNode = MemoryLayout<DecisionTree.Node>.stride + 4 * leafWidth
    let (size, overflow) = nodeCount.multipliedReportingOverflow(by: perNode)
    return overflow ? .max : min(size, .max - 256) + 256
  }
}

/// What may still be made of a file.
struct BoosterAllowance {
  private var left: Int
  init(_ size: Int) { left = size }

  mutating func take(_ size: Int) throws(FormatError) {
    let (rest, overflow) = left.subtractingReportingOverflow(size)
    guard !overflow, rest >= 0 else {
      throw .booster(.tooLarge, "The model would take more memory than one of a file of this size may.")
    }
    left = rest
  }
}
