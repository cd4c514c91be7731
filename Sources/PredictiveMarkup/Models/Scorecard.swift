// Points for attributes, and reasons for the points that are missing.

package struct Scorecard: Equatable, Sendable {
  package struct Attribute: Equatable, Sendable {
    package var predicate = RowPredicate.always
    package var reasonCode: String?
    package var partialScore: Double?
    package var complexScore: FieldExpression?
    package init() {}
  }
  package struct Characteristic: Equatable, Sendable {
    package var name: String?
    package var reasonCode: String?
    package var baseline: Double?
    package var attributes: [Attribute] = []
    package init() {}
  }
  package var initialScore = 0.0
  package var usesReasonCodes = true
  /// Whether reasons are the points above the baseline; those below it otherwise.
  package var countsPointsAbove = false
  package var baseline: Double?
  package var baselineMethod = "other"
  package var characteristics: [Characteristic] = []
  package init() {}
}
