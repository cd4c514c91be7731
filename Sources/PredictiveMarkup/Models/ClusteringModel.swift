// Clusters, and how far a row is from them; neighbours are measured the same way.

package struct ClusteringModel: Equatable, Sendable {
  package struct Field: Equatable, Sendable {
    package var field: String
    package var isCenter = true
    package var weight = 1.0
    package var scale: Double?
    package var comparison: ComparisonMeasure.Comparison?
    package init(_ field: String) { self.field = field }
  }
  package struct Cluster: Equatable, Sendable {
    package var id: String?
    package var name: String?
    package var center: [Double]
    package init(id: String?, name: String? = nil, center: [Double]) {
      self.id = id
      self.name = name
      self.center = center
    }
  }
  package var isCenterBased = true
  package var measure = ComparisonMeasure()
  package var fields: [Field] = []
  package var missingWeights: [Double] = []
  package var clusters: [Cluster] = []
  package init() {}
}

/// A distance or a similarity of rows.
package struct ComparisonMeasure: Equatable, Sendable {
  package enum Comparison: String, Sendable { case absDiff, gaussSim, delta, equal, table }
  package enum Metric: Equatable, Sendable {
    case euclidean, squaredEuclidean, chebychev, cityBlock
    case minkowski(p: Double)
    case simpleMatching, jaccard, tanimoto
    /// Numerators for 11, 10, 01, 00, then denominators.
    case binarySimilarity([Double])
  }
  package var metric = Metric.squaredEuclidean
  package var isDistance = true
  package var comparison = Comparison.absDiff
  package init() {}
}

package struct NearestNeighborModel: Equatable, Sendable {
  package enum ContinuousScoring: String, Sendable { case median, average, weightedAverage }
  package enum CategoricalScoring: String, Sendable { case majorityVote, weightedMajorityVote }
  package struct Input: Equatable, Sendable {
    package var field: String
    package var weight = 1.0
    package var comparison: ComparisonMeasure.Comparison?
    package init(_ field: String) { self.field = field }
  }
  package struct InstanceField: Equatable, Sendable {
    package var field: String
    package var column: String
    package init(_ field: String, column: String) {
      self.field = field
      self.column = column
    }
  }
  package var neighborCount = 1
  package var continuousScoring = ContinuousScoring.average
  package var categoricalScoring = CategoricalScoring.majorityVote
  package var idField: String?
  /// Added to a distance before its inverse is a weight.
  package var threshold = 0.001
  package var measure = ComparisonMeasure()
  package var inputs: [Input] = []
  package var instanceFields: [InstanceField] = []
  package var instances = InlineTable()
  /// Whether the instances hold derived fields as they are, not what they are derived from.
  package var isTransformed = false
  package init() {}
}
