// What is to be compared, and what came of it.

package import Equivalence

/// What is to be compared, and how.
package struct VerificationRequest: Sendable {
  /// Paths of model files, or of recorded answers.
  package var original: String
  package var migrated: String
  /// Nil for rows generated from the original.
  package var data: String?
  /// A column of the data that says what should be answered.
  package var truth: String?
  /// A column, of recorded answers or the data, that names each row; rows must come in the same order.
  package var key: String?
  /// A column that says which query a row belongs to.
  package var query: String?
  /// What recorded answers are, or numbers of a model that are no probabilities; nil for what they look like.
  package var kind: Predictions.Role?
  /// Which estimator of the original is meant, by its path, where it holds several.
  package var select: String?
  /// An interpreter that the original is run by.
  package var python: String?
  package var rowLimit = 20_000
  /// Nil for the one of the less precise model.
  package var tolerance: Tolerance?
  package var budget: Double?
  /// Nil for the one that goes with the tolerance.
  package var cosine: Double?
  package var threshold: Double?
  package var allowsRelabelling = false

  package init(original: String, migrated: String, data: String? = nil) {
    self.original = original
    self.migrated = migrated
    self.data = data
  }
}

/// What came of it.
package struct VerificationReport: Sendable {
  package var originalName: String
  package var migratedName: String
  /// Where the rows came from.
  package var rows: String
  /// What was not compared, and why.
  package var notes: [String]
  package var comparison: Comparison
  package var judgement: Judgement
  /// How far the original differs from itself; nil where it could not be asked twice.
  package var noise: NoiseFloor?
  /// The same with rows rounded to single precision, where the migrated model computes in it.
  package var rounding: NoiseFloor?
  /// What the noise made of the tolerance; 1 for nothing.
  package var toleranceFactor = 1.0
  /// Which thresholds of the original the rows tell of; nil where the original is not read here.
  package var coverage: ThresholdCoverage?
}
