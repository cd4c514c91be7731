// Rules that vote or that the first of wins.

package struct RuleSetModel: Equatable, Sendable {
  package enum Criterion: String, Sendable { case weightedSum, weightedMax, firstHit }
  package struct SimpleRule: Equatable, Sendable {
    package var id: String?
    package var score = ""
    package var predicate = RowPredicate.always
    package var recordCount: Double?
    package var correctCount: Double?
    package var confidence = 1.0
    package var weight = 1.0
    package var distribution: [ScoreDistribution] = []
    package init() {}
  }
  package indirect enum Rule: Equatable, Sendable {
    case simple(SimpleRule)
    case compound(RowPredicate, [Rule])
  }
  /// The first is taken.
  package var criteria: [Criterion] = []
  package var rules: [Rule] = []
  package var defaultScore: String?
  package var defaultConfidence: Double?
  package var recordCount: Double?
  package var correctCount: Double?
  package var distribution: [ScoreDistribution] = []
  package init() {}
}
