// Trees in which a missing value leads down several children at once: every node says for which rows it counts.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  /// Nodes of one tree that are written out one by one.
  private static let nodeLimit = 1000

  func openTree(_ tree: TreeModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    guard model.function == .classification else {
      throw refusal("the missing value strategy \(tree.missingStrategy.rawValue) of numbers: PMML has no rule")
    }
    let categories = ordered(Self.categories(of: [model]), model)
    var walk = OpenWalk(writing: self, tree: tree, categories: categories)
    let zero = try constant(0)
    walk.totals = categories.map { _ in zero }
    walk.weights = zero
    walk.shares = graph.concatenate(categories.map { _ in try? constant(.nan) }.compactMap { $0 })
    walk.label = graph.where(zero > 0, graph.scalar(-1, as: .int64), graph.scalar(-1, as: .int64))
    let holds = try self.holds(tree.root.predicate).isTrue
    try walk.visit(tree.root, reached: holds, isOpen: zero > 0, weight: zero, depth: 0)
    guard walk.count <= Self.nodeLimit else {
      throw refusal("a tree of more than \(Self.nodeLimit) nodes that are all open")
    }
    let sums = graph.concatenate(walk.totals)
    let divisor = tree.missingStrategy == .aggregateNodes ? sums.sum() : walk.weights
    let open = graph.where(divisor.isEqual(to: 0), graph.scalar(0), sums / divisor)
    let isOpen = walk.isOpen ?? (zero > 0)
    let shares = graph.where(isOpen, open, walk.shares)
    return MarkupGraphAnswer(
      value: FieldValueOfGraph(
        content: .choice(graph.where(isOpen, open.argMax(keepsAxis: true), walk.label), categories)),
      categories: categories, probabilities: shares)
  }
}

/// What leaves say, added up on the way.
private struct OpenWalk {
  let writing: DocumentGraph
  let tree: TreeModel
  let categories: [String]
  var totals: [Value] = []
  var weights: Value
  var shares: Value
  var label: Value
  /// n × 1 booleans: rows that came to several children.
  var isOpen: Value?
  var count = 0

  init(writing: DocumentGraph, tree: TreeModel, categories: [String]) {
    self.writing = writing
    self.tree = tree
    self.categories = categories
    let nothing = writing.graph.scalar(0)
    (weights, shares, label) = (nothing, nothing, nothing)
  }

  private var graph: GraphBuilder { writing.graph }

  mutating func visit(_ node: TreeNode, reached: Value, isOpen: Value, weight: Value, depth: Int) throws {
    count += 1
    guard depth < 200, count <= 1000 else { throw writing.refusal("a tree that is all open and too large") }
    guard !node.children.isEmpty else { return try end(at: node, reached: reached, isOpen: isOpen, weight: weight) }
    let all = try node.children.map { try writing.holds($0.predicate) }
    // Rows that no child before was true or unknown for; then rows for which one was unknown.
    var (undecided, several) = (reached, reached && !reached)
    for (child, holds) in zip(node.children, all) {
      let takes = undecided && holds.isTrue
      let opens = undecided && !holds.isTrue && !holds.isFalse
      let joins = opens || (several && !holds.isFalse)
      let share = graph.where(joins, graph.scalar(child.recordCount ?? 0), weight)
      try visit(child, reached: takes || joins, isOpen: isOpen || joins, weight: share, depth: depth + 1)
      several = several || opens
      undecided = undecided && holds.isFalse
    }
    self.isOpen = self.isOpen.map { $0 || several } ?? several
    if tree.returnsLastPrediction { try end(at: node, reached: undecided, isOpen: isOpen, weight: weight) }
  }

  private mutating func end(at node: TreeNode, reached: Value, isOpen: Value, weight: Value) throws {
    let total = node.distribution.reduce(0) { $0 + $1.recordCount }
    let open = (reached && isOpen).cast(to: .double)
    let byCount = tree.missingStrategy == .aggregateNodes
    for entry in node.distribution {
      guard let place = categories.firstIndex(of: entry.value) else { continue }
      let own = open * (byCount ? entry.recordCount : entry.confidence ?? entry.recordCount / total)
      totals[place] = totals[place] + (byCount ? own : own * weight)
    }
    weights = weights + open * weight
    let plain = reached && !isOpen
    let row = categories.map { name -> Double in
      guard let entry = node.distribution.first(where: { $0.value == name }) else { return 0 }
      return entry.probability ?? entry.recordCount / total
    }
    let best = node.distribution.reduce(nil as ScoreDistribution?) { best, next in
      best.map { next.recordCount > $0.recordCount ? next : $0 } ?? next
    }
    guard let name = node.score ?? best?.value, let place = categories.firstIndex(of: name) else { return }
    shares = graph.where(plain, graph.row(row), shares)
    label = graph.where(plain, graph.scalar(Double(place), as: .int64), label)
  }
}
