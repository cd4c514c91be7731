// Counts and distributions by class.

package struct NaiveBayesModel: Equatable, Sendable {
  package struct Count: Equatable, Sendable {
    package var value: String
    package var count: Double
    package init(_ value: String, _ count: Double) {
      self.value = value
      self.count = count
    }
  }
  package enum Distribution: Equatable, Sendable {
    case gaussian(mean: Double, variance: Double)
    case poisson(mean: Double)
    /// Constant, or between two bounds; where bounds are unknown the whole line.
    case uniform(lower: Double, upper: Double)
    case any(mean: Double, variance: Double)
  }
  package struct Input: Equatable, Sendable {
    package var field = ""
    /// In place of the field itself: how it is cut into categories.
    package var derived: DerivedField?
    /// For each category the counts of classes.
    package var pairs: [(value: Literal, counts: [Count])] = []
    /// For each class a distribution.
    package var distributions: [(value: String, distribution: Distribution)] = []
    package init() {}

    package static func == (left: Input, right: Input) -> Bool {
      left.field == right.field && left.derived == right.derived
        && left.pairs.elementsEqual(right.pairs) { $0.value == $1.value && $0.counts == $1.counts }
        && left.distributions.elementsEqual(right.distributions) {
          $0.value == $1.value && $0.distribution == $1.distribution
        }
    }
  }
  /// What stands in for a probability of 0.
  package var threshold = 0.0
  package var inputs: [Input] = []
  package var output: [Count] = []
  package var outputField = ""
  package init() {}
}
