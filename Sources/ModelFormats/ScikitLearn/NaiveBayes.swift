// Naive Bayes classifiers.

internal import ModelCore

enum NaiveBayes {
  static let makers: [String: EstimatorMaker] = [
    "GaussianNB": gaussian,
    "MultinomialNB": { try discrete($0, .multinomial, try $0.matrix("feature_log_prob_")) },
    "ComplementNB": { try discrete($0, .complement, try $0.matrix("feature_log_prob_")) },
    "BernoulliNB": { fitted in
      let threshold = fitted.has("binarize") ? try fitted.number("binarize") : nil
      return try discrete(fitted, .bernoulli(threshold: threshold), try fitted.matrix("feature_log_prob_"))
    },
    "CategoricalNB": categorical,
  ]

  /// Variances were `sigma_` before 1.0.
  private static let gaussian: EstimatorMaker = { fitted in
    let rule = GaussianNaiveBayes(
      logPriors: try fitted.vector("class_prior_").map { Mathematics.log($0) }, means: try fitted.matrix("theta_"),
      variances: try fitted.matrix("var_", "sigma_"))
    // Logarithms of likelihoods are as great as the ratio of variances, and probabilities as coarse as their last bit.
    if let least = rule.variances.values.min(), let greatest = rule.variances.values.max(), greatest > 1e7 * least {
      fitted.remark(
        .bounded, "var_smoothing",
        "Variances of columns lie so far apart that probabilities are what rounding leaves of great logarithms: far rows answer within 1e-4."
      )
    }
    return .classifier(Classifier(labels: try fitted.labels("classes_"), rule: .gaussianNaiveBayes(rule)))
  }

  private static func discrete(
    _ fitted: FittedEstimator, _ kind: DiscreteNaiveBayes.Kind, _ probabilities: Matrix
  ) throws -> Estimator {
    let labels = try fitted.labels("classes_")
    guard probabilities.rowCount == labels.count else {
      throw fitted.refusal("feature_log_prob_", "Its rows do not fit \(labels.count) classes.")
    }
    let rule = DiscreteNaiveBayes(
      kind: kind, logPriors: try fitted.vector("class_log_prior_"), logProbabilities: probabilities)
    return .classifier(Classifier(labels: labels, rule: .discreteNaiveBayes(rule)))
  }

  private static let categorical: EstimatorMaker = { fitted in
    let blocks = try fitted.list("feature_log_prob_").map { try fitted.matrix($0, "feature_log_prob_") }
    let count = try fitted.labels("classes_").count
    guard blocks.allSatisfy({ $0.rowCount == count }), !blocks.isEmpty else {
      throw fitted.refusal("feature_log_prob_", "Its rows do not fit \(count) classes.")
    }
    var offsets: [Int] = []
    var width = 0
    for block in blocks {
      offsets.append(width)
      width += block.columnCount
    }
    let rows = (0..<count).flatMap { row in blocks.flatMap { Array($0.row(row)) } }
    let all = Matrix(rowCount: count, columnCount: width, values: ContiguousArray(rows))
    return try discrete(fitted, .categorical(offsets: offsets), all)
  }
}
