// Linear classifiers: logistic regression, SGD, ridge, perceptrons, linear support vectors.

internal import ModelCore

/// Scores are linear; what differs is how probabilities come out of them.
enum LinearClassifiers {
  static let makers: [String: EstimatorMaker] = [
    "LogisticRegression": logistic, "LogisticRegressionCV": logistic, "SGDClassifier": stochastic,
    "Perceptron": { try plain($0, labels: try $0.labels("classes_"), .none) },
    "PassiveAggressiveClassifier": { try plain($0, labels: try $0.labels("classes_"), .none) },
    "LinearSVC": { try plain($0, labels: try $0.labels("classes_"), .none) },
    "RidgeClassifier": ridge, "RidgeClassifierCV": ridge,
  ]

  private static func plain(
    _ fitted: FittedEstimator, labels: [Label], _ link: ProbabilityLink
  ) throws -> Estimator {
    let function = try LinearRegressors.function(fitted)
    let expected = labels.count == 2 ? 1 : labels.count
    guard function.coefficients.rowCount == expected else {
      throw fitted.refusal("coef_", "\(function.coefficients.rowCount) rows do not fit \(labels.count) classes.")
    }
    return .classifier(Classifier(labels: labels, rule: .scores(.linear(function), link, .scores)))
  }

  private static let logistic: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    return try plain(fitted, labels: labels, link(fitted, classCount: labels.count))
  }

  /// `multi_class` was `ovr` by default up to 0.21, `auto` up to 1.4, and is gone in 1.8.
  private static func link(_ fitted: FittedEstimator, classCount: Int) -> ProbabilityLink {
    let standard = fitted.version < ScikitLearnVersion(0, 22) ? "ovr" : "auto"
    let choice = fitted.text("multi_class", default: standard)
    let solver = fitted.text("solver", default: fitted.version < ScikitLearnVersion(0, 22) ? "liblinear" : "lbfgs")
    let isSingle = solver == "liblinear" || (solver == "newton-cholesky" && fitted.version < ScikitLearnVersion(1, 6))
    let isOneVersusRest: Bool
    if fitted.version < ScikitLearnVersion(0, 20) {
      // Then one row of coefficients always was logistic, also of `multinomial`.
      isOneVersusRest = classCount == 2 || choice == "ovr"
    } else if fitted.version >= ScikitLearnVersion(1, 8) {
      isOneVersusRest = classCount <= 2
    } else {
      isOneVersusRest = ["ovr", "warn"].contains(choice) || (choice != "multinomial" && (classCount <= 2 || isSingle))
    }
    if isOneVersusRest { return classCount == 2 ? .logistic() : .oneVersusRestLogistic() }
    return classCount == 2 ? .symmetricSoftmax() : .softmax
  }

  private static let stochastic: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    switch fitted.text("loss", default: "hinge") {
    case "log", "log_loss":
      return try plain(fitted, labels: labels, labels.count == 2 ? .logistic() : .oneVersusRestLogistic())
    case "modified_huber": return try plain(fitted, labels: labels, .clipped)
    default: return try plain(fitted, labels: labels, .none)
    }
  }

  /// A row of coefficients a label, each a question of yes or no.
  private static func several(_ fitted: FittedEstimator) throws -> Estimator {
    guard fitted.version >= ScikitLearnVersion(1, 0) else {
      throw fitted.refusal(
        "_label_binarizer", "Of several labels this release answered with the place of the greatest score.",
        remedy: "Fit one classifier a label.")
    }
    let function = try LinearRegressors.function(fitted)
    let targets = (0..<function.coefficients.rowCount).map { row in
      let one = LinearFunction(
        coefficients: Matrix(rows: [Array(function.coefficients.row(row))]), intercepts: [function.intercepts[row]])
      return Classifier(labels: [.integer(0), .integer(1)], rule: .scores(.linear(one), .none, .scores))
    }
    return .classifier(Classifier(labels: [], rule: .targets(targets)))
  }

  private static let ridge: EstimatorMaker = { fitted in
    let binarizer = try fitted.part("_label_binarizer")
    if binarizer.text("y_type_", default: "").hasPrefix("multilabel") { return try several(fitted) }
    return try plain(fitted, labels: try binarizer.labels("classes_"), .none)
  }
}
