// Estimators that answer with numbers.

/// n × d → n × k numbers.
package indirect enum Regressor: Equatable, Sendable {
  case scores(ScoreFunction, Link)
  case neighbors(NearestNeighbors, targets: Matrix)
  /// The mean of estimators' answers (bagging, voting), each over its own columns.
  case average([Member])
  /// The weighted median of single-target estimators' answers: AdaBoost.
  case weightedMedian([Member])
  /// One estimator a target.
  case targets([Estimator])
  /// One estimator a target, each taking the inputs and the answers of those before it; `order[i]` is the target of
  /// estimator i.
  case chain([Estimator], order: [Int])
  /// Answers of estimators go into the last one, before the inputs where `passesInputs`. A member that is a transformer
  /// gives its transformation, whatever `answer` says.
  case stacking([Member], final: Estimator, answer: AnswerKind, passesInputs: Bool)
  /// An estimator of a transformed target, and the way back.
  case transformedTarget(Estimator, inverse: Transformer)
  /// x ↦ y by linear pieces; outside the ends, or NaN where not `clips`. One column in.
  case isotonic(thresholds: [Double], values: [Double], clips: Bool)

  /// One estimator of an ensemble.
  package struct Member: Equatable, Sendable {
    package var estimator: Estimator
    /// Columns it takes; nil for all.
    package var columns: [Int]?
    package var weight: Double
    package init(_ estimator: Estimator, columns: [Int]? = nil, weight: Double = 1) {
      self.estimator = estimator
      self.columns = columns
      self.weight = weight
    }
  }
}

/// Rows that were learnt by heart.
package struct NearestNeighbors: Equatable, Sendable {
  package enum Metric: Equatable, Sendable {
    case euclidean, manhattan, chebyshev, cosine, hamming, canberra
    /// Σ|x − y| / Σ(|x| + |y|).
    case brayCurtis
    case minkowski(p: Double, weights: [Double]?)
    case seuclidean(variances: [Double])
    case mahalanobis(inverseCovariance: Matrix)
    case haversine
  }
  package enum Reach: Equatable, Sendable {
    case count(Int)
    /// All within a distance.
    case radius(Double)
  }
  package enum Weighting: String, Sendable { case uniform, distance }
  /// m × d.
  package var points: Matrix
  package var metric: Metric
  package var reach: Reach
  package var weighting: Weighting
  package init(points: Matrix, metric: Metric, reach: Reach, weighting: Weighting) {
    self.points = points
    self.metric = metric
    self.reach = reach
    self.weighting = weighting
  }
}
