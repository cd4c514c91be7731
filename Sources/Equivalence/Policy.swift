// What counts as the same.

/// How close numbers must be: |a − b| ≤ absolute + relative · |reference|.
package struct Tolerance: Equatable, Sendable {
  package var absolute: Double
  package var relative: Double

  package init(absolute: Double, relative: Double) {
    self.absolute = absolute
    self.relative = relative
  }

  @inlinable package func allows(_ difference: Double, from reference: Double) -> Bool {
    difference <= absolute + relative * abs(reference)
  }

  /// The precision the less precise of the two models computes in.
  ///
  /// Source: what torch.testing, ONNX Runtime's provider tests and the ONNX backend tests use; single precision stands
  /// between them.
  package static let double = Tolerance(absolute: 1e-7, relative: 1e-7)
  package static let single = Tolerance(absolute: 1e-5, relative: 1e-4)
  package static let tightSingle = Tolerance(absolute: 1e-6, relative: 1.3e-6)
  package static let half = Tolerance(absolute: 2.5e-3, relative: 1e-3)
  package static let brainHalf = Tolerance(absolute: 2e-2, relative: 1e-2)

  package func scaled(by factor: Double) -> Tolerance {
    Tolerance(absolute: absolute * factor, relative: relative * factor)
  }
}

/// Everything a verdict depends on besides the rows.
package struct Policy: Equatable, Sendable {
  package var tolerance: Tolerance
  /// The share of rows that may flip at a boundary, or lie outside the tolerance by no more than a model's own noise.
  package var budget: Double
  /// Of one-sided bounds.
  package var confidence: Double
  /// By how much the task metric may be worse where the truth is known: a share of rows, or of the mean error.
  package var margin: Double
  package var worstRowCount: Int
  /// Columns with more different values than this are no slices.
  package var sliceLimit: Int
  /// Of embeddings: the least cosine between an original vector and the migrated one.
  package var cosine = 0.9999
  /// Of anomalies and boxes: where a score begins to count.
  package var threshold: Double?
  /// Of boxes: how much must be covered by both for two boxes to be one, and how much the middle pair covers.
  package var overlap = 0.5
  package var medianOverlap = 0.99
  /// Of rankers: the places of a query that must hold the same items.
  package var topCount = 10
  /// Whether groups may have other names, as clusters do after another fit.
  package var allowsRelabelling = false

  package init(
    tolerance: Tolerance = .single, budget: Double = 0.001, confidence: Double = 0.95, margin: Double = 0.005,
    worstRowCount: Int = 20, sliceLimit: Int = 20
  ) {
    self.tolerance = tolerance
    self.budget = budget
    self.confidence = confidence
    self.margin = margin
    self.worstRowCount = worstRowCount
    self.sliceLimit = sliceLimit
  }
}
