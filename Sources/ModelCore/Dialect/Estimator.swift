// Everything that can stand in a model, as one tree of values.

/// A step of a model, or a whole one. The last step of a pipeline decides what the pipeline is.
package indirect enum Estimator: Equatable, Sendable {
  case transformer(Transformer)
  case regressor(Regressor)
  case classifier(Classifier)
  case clusterer(Clusterer)
  case outlierDetector(OutlierDetector)
  /// Transformers in order, then any estimator. At least one.
  case pipeline([Estimator])
}

/// Which answer of an estimator is meant.
package enum AnswerKind: String, Sendable {
  /// `predict`: the label, the value, the cluster.
  case prediction
  /// `predict_proba`.
  case probabilities
  /// `decision_function`.
  case scores
  /// `transform`.
  case transformation
}

/// Floating-point precision that a library computes in at some place.
package enum Precision: String, Sendable { case single, double }
