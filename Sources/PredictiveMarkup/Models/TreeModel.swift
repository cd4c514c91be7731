// Decision trees: one node, a predicate and children.

package struct TreeModel: Equatable, Sendable {
  package enum MissingStrategy: String, Sendable {
    case lastPrediction, nullPrediction, defaultChild, weightedConfidence, aggregateNodes, none
  }
  package var root = TreeNode()
  package var missingStrategy = MissingStrategy.none
  package var missingPenalty = 1.0
  /// Whether a row that no child takes gets the prediction of the node it came to; else none.
  package var returnsLastPrediction = false
  /// Whether each node has two children or none.
  package var isBinary = false
  package init() {}
}

package struct TreeNode: Equatable, Sendable {
  package var id: String?
  package var score: String?
  package var recordCount: Double?
  package var defaultChild: String?
  package var predicate = RowPredicate.always
  package var distribution: [ScoreDistribution] = []
  package var children: [TreeNode] = []
  package init() {}
  package init(_ predicate: RowPredicate, score: String? = nil, children: [TreeNode] = []) {
    self.predicate = predicate
    self.score = score
    self.children = children
  }
}

/// How often a class was seen where a node or a rule applies.
package struct ScoreDistribution: Equatable, Sendable {
  package var value: String
  package var recordCount: Double
  package var confidence: Double?
  package var probability: Double?
  package init(_ value: String, recordCount: Double, confidence: Double? = nil, probability: Double? = nil) {
    self.value = value
    self.recordCount = recordCount
    self.confidence = confidence
    self.probability = probability
  }
}
