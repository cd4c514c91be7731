// Trees laid out for speed: siblings side by side, sixteen bytes a row.

/// The trees of an ensemble in one array.
///
/// A row that has no test of sets and no rule for missing numbers is walked by one comparison, `x > threshold`, which adds
/// 1 to the place of the first child; a leaf is its own first child, with a threshold that nothing exceeds. `x < t` is
/// kept as `x ≤` the number before t.
struct CompiledTrees: Sendable {
  struct Row: Sendable {
    var threshold: Double
    var feature: Int32
    var first: Int32
  }
  /// What the quick walk does not need to know.
  struct Detail: Sendable {
    var test: DecisionTree.Test
    var missing: DecisionTree.Missing
    /// A leaf's place in `leafStarts`, or a set's in `sets`.
    var index: Int32
  }
  struct Tree: Sendable {
    var root: Int
    /// Whether rows without missing numbers may be walked quickly.
    var isPlain: Bool
    var leafWidth: Int
    var firstOutput: Int
    var weight: Double
    /// Where the tree's values begin.
    var valueStart: Int
    var hasLinearLeaves: Bool
  }

  private(set) var rows = ContiguousArray<Row>()
  private(set) var details = ContiguousArray<Detail>()
  private(set) var trees: [Tree] = []
  private(set) var values = ContiguousArray<Double>()
  private(set) var sets: [[Int32]] = []
  private(set) var linearLeaves: [[DecisionTree.LinearLeaf]] = []
  /// One more than the greatest feature any test looks at.
  private(set) var featureCount = 0
  /// Numbers above this one are categories, cut to integers.
  let belowCategories: Double

  init(_ ensemble: TreeEnsemble) throws {
    belowCategories = ensemble.truncatesCategories ? -1 : (0.0).nextDown
    let rowCount = ensemble.trees.reduce(0) { $0 + $1.nodes.count }
    rows.reserveCapacity(rowCount)
    details.reserveCapacity(rowCount)
    for tree in ensemble.trees { try append(tree, outputCount: ensemble.outputCount) }
  }

  private mutating func append(_ tree: DecisionTree, outputCount: Int) throws {
    try Self.check(tree, outputCount: outputCount)
    let root = rows.count
    /// Rows of the tree in their new order.
    var order = [0]
    rows.append(Row(threshold: 0, feature: 0, first: 0))
    details.append(Detail(test: .leaf, missing: .compares, index: 0))
    var isPlain = true
    var next = 0
    while next < order.count {
      let node = tree.nodes[order[next]]
      let place = root + next
      var index = node.index
      if node.test == .leaf {
        rows[place] = Row(threshold: .infinity, feature: 0, first: Int32(place))
      } else {
        guard order.count + 2 <= tree.nodes.count else { throw Refusal.misfit(Self.name, "a row has two parents") }
        rows[place] = Row(
          threshold: node.test == .less ? Self.before(node.threshold) : node.threshold, feature: node.feature,
          first: Int32(rows.count))
        for child in [node.yes, node.no] {
          order.append(Int(child))
          rows.append(Row(threshold: 0, feature: 0, first: 0))
          details.append(Detail(test: .leaf, missing: .compares, index: 0))
        }
        if node.test == .member {
          isPlain = false
          index += Int32(sets.count)
        }
        if node.missing == .zeroGoesYes || node.missing == .zeroGoesNo { isPlain = false }
        if rows[place].threshold.isNaN { isPlain = false }
        featureCount = max(featureCount, Int(node.feature) + 1)
      }
      details[place] = Detail(test: node.test, missing: node.missing, index: index)
      next += 1
    }
    trees.append(
      Tree(
        root: root, isPlain: isPlain, leafWidth: tree.leafWidth, firstOutput: tree.firstOutput, weight: tree.weight,
        valueStart: values.count, hasLinearLeaves: !tree.linearLeaves.isEmpty))
    for leaf in tree.linearLeaves {
      guard leaf.features.count == leaf.coefficients.count, leaf.features.allSatisfy({ $0 >= 0 }) else {
        throw Refusal.misfit(Self.name, "a linear leaf has another number of features than of coefficients")
      }
      featureCount = max(featureCount, Int(leaf.features.max() ?? -1) + 1)
    }
    values += tree.values
    sets += tree.sets
    linearLeaves.append(tree.linearLeaves)
  }

  /// The number before a threshold; NaN, which no number is below, where there is none.
  private static func before(_ threshold: Double) -> Double {
    threshold == -.infinity ? .nan : threshold.nextDown
  }

  private static let name = "tree ensemble"

  /// Holds every index of a tree to its bounds, so that walking needs no checks.
  private static func check(_ tree: DecisionTree, outputCount: Int) throws {
    let count = tree.nodes.count
    let leafCount = tree.leafWidth > 0 ? tree.values.count / tree.leafWidth : 0
    guard count > 0, tree.leafWidth > 0, tree.firstOutput >= 0, tree.firstOutput + tree.leafWidth <= outputCount else {
      throw Refusal.misfit(name, "a tree is empty, or answers for outputs there are not")
    }
    guard tree.linearLeaves.isEmpty || (tree.linearLeaves.count == leafCount && tree.leafWidth == 1) else {
      throw Refusal.misfit(name, "a tree has another number of linear leaves than of leaves")
    }
    for (place, node) in tree.nodes.enumerated() {
      let isWhole: Bool
      switch node.test {
      case .leaf: isWhole = (0..<leafCount).contains(Int(node.index))
      case .lessOrEqual, .less, .member:
        let hasSet = node.test != .member || tree.sets.indices.contains(Int(node.index))
        let children = place + 1..<count
        isWhole =
          node.feature >= 0 && hasSet && place + 1 < count && children.contains(Int(node.yes))
          && children.contains(Int(node.no)) && node.yes != node.no
      }
      guard isWhole else { throw Refusal.misfit(name, "row \(place) of a tree points outside of it") }
    }
  }
}
