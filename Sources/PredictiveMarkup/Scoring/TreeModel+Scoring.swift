// A row's way through a tree.

internal import ModelCore

extension PreparedModel {
  func score(_ tree: TreeModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    guard let holds = try tree.root.predicate.holds(in: scope), holds else { return ModelAnswer() }
    var node = tree.root
    var penalty = 1.0
    var depth = 0
    while !node.children.isEmpty {
      depth += 1
      guard depth < 100_000 else { throw ScoringError(.brokenDocument, "a tree is deeper than 100,000 nodes") }
      switch try step(from: node, of: tree, in: scope) {
      case .child(let child): node = child
      case .missingChild(let child):
        node = child
        penalty *= tree.missingPenalty
      case .stay: return answer(at: node, penalty: penalty)
      case .none: return ModelAnswer()
      case .several(let children): return try combined(children, of: tree, in: scope, penalty: penalty)
      }
    }
    return answer(at: node, penalty: penalty)
  }

  private enum Step {
    case child(TreeNode)
    case missingChild(TreeNode)
    case stay
    case none
    /// Children that a missing value leaves open.
    case several([TreeNode])
  }

  private func step(from node: TreeNode, of tree: TreeModel, in scope: Scope) throws(ScoringError) -> Step {
    for (index, child) in node.children.enumerated() {
      let holds = try child.predicate.holds(in: scope)
      if holds == true { return .child(child) }
      guard holds == nil else { continue }
      switch tree.missingStrategy {
      case .none: continue
      case .lastPrediction: return .stay
      case .nullPrediction: return .none
      case .defaultChild:
        guard let id = node.defaultChild, let child = node.children.first(where: { $0.id == id }) else {
          throw ScoringError(.brokenDocument, "the node \(node.id ?? "") names no default child")
        }
        return .missingChild(child)
      case .weightedConfidence, .aggregateNodes:
        var open: [TreeNode] = []
        for sibling in node.children[index...] where try sibling.predicate.holds(in: scope) != false {
          open.append(sibling)
        }
        return .several(open)
      }
    }
    return tree.returnsLastPrediction ? .stay : .none
  }

  private func answer(at node: TreeNode, penalty: Double) -> ModelAnswer {
    var answer = ModelAnswer()
    if model.function == .regression {
      answer = regressed(node.score.flatMap { model.precision.read($0) })
      answer.entity = node.id
      return answer
    }
    let total = node.distribution.reduce(0) { $0 + $1.recordCount }
    answer.probabilities = node.distribution.map { entry in
      ModelAnswer.Score(entry.value, model.precision.rounded(entry.probability ?? entry.recordCount / total))
    }
    answer.confidences = node.distribution.map { entry in
      ModelAnswer.Score(entry.value, (entry.confidence ?? entry.probability ?? entry.recordCount / total) * penalty)
    }
    // Without a score the class seen most often.
    let category = node.score ?? ModelAnswer.winner(node.distribution.map { .init($0.value, $0.recordCount) })
    if let category { answer.value = value(of: category) }
    answer.entity = node.id
    return answer
  }

  /// Several open children, each scored on its own, weighted by the records that went there in training.
  private func combined(
    _ children: [TreeNode], of tree: TreeModel, in scope: Scope, penalty: Double, depth: Int = 0
  ) throws(ScoringError) -> ModelAnswer {
    var leaves: [(node: TreeNode, weight: Double)] = []
    for child in children {
      try collect(child, weight: child.recordCount ?? 0, of: tree, in: scope, into: &leaves, depth: 0)
    }
    let byCount = tree.missingStrategy == .aggregateNodes
    var totals: [ModelAnswer.Score] = []
    for leaf in leaves {
      let sum = leaf.node.distribution.reduce(0) { $0 + $1.recordCount }
      for entry in leaf.node.distribution {
        let amount = byCount ? entry.recordCount : (entry.confidence ?? entry.recordCount / sum) * leaf.weight
        if let index = totals.firstIndex(where: { $0.category == entry.value }) {
          totals[index].value += amount
        } else {
          totals.append(ModelAnswer.Score(entry.value, amount))
        }
      }
    }
    let divisor = byCount ? totals.reduce(0) { $0 + $1.value } : leaves.reduce(0) { $0 + $1.weight }
    let shares = totals.map { ModelAnswer.Score($0.category, divisor == 0 ? 0 : $0.value / divisor) }
    var answer = classified(shares)
    answer.confidences = shares.map { ModelAnswer.Score($0.category, $0.value * penalty) }
    return answer
  }

  private func collect(
    _ node: TreeNode, weight: Double, of tree: TreeModel, in scope: Scope,
    into leaves: inout [(node: TreeNode, weight: Double)], depth: Int
  ) throws(ScoringError) {
    guard depth < 1000 else { throw ScoringError(.brokenDocument, "a tree is deeper than 1,000 nodes") }
    if node.children.isEmpty {
      leaves.append((node, weight))
      return
    }
    switch try step(from: node, of: tree, in: scope) {
    case .child(let child), .missingChild(let child):
      try collect(child, weight: weight, of: tree, in: scope, into: &leaves, depth: depth + 1)
    case .stay: leaves.append((node, weight))
    case .none: break
    case .several(let children):
      for child in children {
        try collect(child, weight: child.recordCount ?? 0, of: tree, in: scope, into: &leaves, depth: depth + 1)
      }
    }
  }
}
