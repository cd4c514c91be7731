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

/// A node, in 48 bytes: documents hold millions of them. What few nodes have stands apart.
package struct TreeNode: Equatable, Sendable {
  package var score: String?
  package var predicate = RowPredicate.always
  package var children: [TreeNode] = []
  private var rest: Rest?
  /// The name where it is a whole number as such are written, else −1.
  private var number: Int32 = -1

  /// Never changed once it is made: nodes share it.
  private final class Rest: Equatable, Sendable {
    let id: String?
    let recordCount: Double?
    let defaultChild: String?
    let distribution: [ScoreDistribution]

    init(id: String?, recordCount: Double?, defaultChild: String?, distribution: [ScoreDistribution]) {
      self.id = id
      self.recordCount = recordCount
      self.defaultChild = defaultChild
      self.distribution = distribution
    }

    static func == (left: Rest, right: Rest) -> Bool {
      left.id == right.id && left.recordCount == right.recordCount && left.defaultChild == right.defaultChild
        && left.distribution == right.distribution
    }
  }

  package init() {}
  package init(_ predicate: RowPredicate, score: String? = nil, children: [TreeNode] = []) {
    self.predicate = predicate
    self.score = score
    self.children = children
  }
}

extension TreeNode {
  package var id: String? {
    get { number >= 0 ? String(number) : rest?.id }
    set {
      number = newValue.flatMap { Int32($0) } ?? -1
      if number < 0 || String(number) != newValue { number = -1 }
      set(number < 0 ? newValue : nil, recordCount, defaultChild, distribution)
    }
  }
  package var recordCount: Double? {
    get { rest?.recordCount }
    set { set(rest?.id, newValue, defaultChild, distribution) }
  }
  package var defaultChild: String? {
    get { rest?.defaultChild }
    set { set(rest?.id, recordCount, newValue, distribution) }
  }
  /// Set as a whole: each change makes a new one.
  package var distribution: [ScoreDistribution] {
    get { rest?.distribution ?? [] }
    set { set(rest?.id, recordCount, defaultChild, newValue) }
  }

  /// All of it at once.
  package mutating func name(
    _ id: String?, recordCount: Double?, defaultChild: String?, _ distribution: [ScoreDistribution]
  ) {
    set(nil, recordCount, defaultChild, distribution)
    if id != nil { self.id = id }
  }

  private mutating func set(
    _ id: String?, _ recordCount: Double?, _ defaultChild: String?, _ distribution: [ScoreDistribution]
  ) {
    let isEmpty = id == nil && recordCount == nil && defaultChild == nil && distribution.isEmpty
    rest =
      isEmpty
      ? nil : Rest(id: id, recordCount: recordCount, defaultChild: defaultChild, distribution: distribution)
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
