// Models made of models.

/// The segments of a mining model and how their answers become one.
package struct Segmentation: Equatable, Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case majorityVote, weightedMajorityVote, average, weightedAverage, median, weightedMedian, max, sum, weightedSum
    case selectFirst, selectAll, modelChain
    /// Another vendor's: a chain in which each segment answers a target of its own.
    case multiModelChain = "x-multiModelChain"
  }
  package enum MissingPrediction: String, Sendable { case returnMissing, skipSegment, `continue` }
  package struct Segment: Equatable, Sendable {
    package var id: String?
    package var weight = 1.0
    package var predicate = RowPredicate.always
    package var model: MarkupModel
    package init(_ model: MarkupModel) { self.model = model }
  }
  package var method = Method.selectFirst
  package var missingPrediction = MissingPrediction.continue
  /// The share of (weighted) segments without an answer from which on there is none.
  package var missingThreshold = 1.0
  package var segments: [Segment] = []
  package init() {}
  package init(_ method: Method, _ segments: [Segment]) {
    self.method = method
    self.segments = segments
  }
}
