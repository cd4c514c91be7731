// Calibrated classifiers, and isotonic curves on their own.

internal import ModelCore

enum Calibration {
  static let makers: [String: EstimatorMaker] = ["CalibratedClassifierCV": calibrated, "IsotonicRegression": isotonic]

  private static let calibrated: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let parts = try fitted.list("calibrated_classifiers_").enumerated().map { place, value in
      try part(try fitted.part(value, "calibrated_classifiers_[\(place)]"), labels)
    }
    guard !parts.isEmpty else { throw fitted.refusal("calibrated_classifiers_", "There is none.") }
    return .classifier(Classifier(labels: labels, rule: .calibrated(parts)))
  }

  private static func part(_ fitted: FittedEstimator, _ labels: [Label]) throws -> CalibratedClassifier {
    let inner = try fitted.part("estimator", "base_estimator")
    var estimator = try EstimatorCatalogue.estimator(inner)
    // Since 1.8 some of them learn the places of classes.
    if let own = estimator.labels, !own.allSatisfy(labels.contains) { estimator = try estimator.relabeled(labels) }
    let calibrators = try fitted.list("calibrators", "calibrators_").map {
      try calibrator(try fitted.part($0, "calibrators"))
    }
    let own = estimator.labels ?? labels
    let places = own.compactMap { label in labels.firstIndex(of: label) }
    guard places.count == own.count, !calibrators.isEmpty else {
      throw fitted.refusal("classes", "It knows other classes than the whole.")
    }
    let answer: AnswerKind = try hasScores(inner) ? .scores : .probabilities
    let isOfBatch = fitted.context.remarks.contains { remark in
      remark.place.hasPrefix(inner.place) && remark.place.hasSuffix("decision_function")
    }
    if answer == .scores && isOfBatch {
      throw inner.refusal(
        "decision_function",
        "Before 0.21 the scores of a row depended on the rows asked about with it, and it is they that are calibrated.",
        remedy: "Fit the model again with scikit-learn 0.21 or later.")
    }
    // One calibrator: of the second of two classes, or the temperature of all.
    let isOne = calibrators.count == 1
    let last = labels.count == 2 ? 1 : 0
    return CalibratedClassifier(
      estimator: estimator, answer: answer, calibrators: calibrators, classes: isOne ? [last] : places)
  }

  private static func calibrator(_ fitted: FittedEstimator) throws -> CalibratedClassifier.Calibrator {
    switch fitted.name {
    case "_SigmoidCalibration": return .sigmoid(a: try fitted.number("a_"), b: try fitted.number("b_"))
    case "IsotonicRegression":
      let (thresholds, values) = try curve(fitted)
      return .isotonic(thresholds: thresholds, values: values)
    case "_TemperatureScaling": return .temperature(1 / (try fitted.number("beta_")))
    default: throw fitted.refusal("method", "The calibrator \(fitted.name) is not known here.")
    }
  }

  /// The points of the curve had three names.
  private static func curve(_ fitted: FittedEstimator) throws -> ([Double], [Double]) {
    let thresholds = try fitted.vector("X_thresholds_", "_necessary_X_", "X_")
    let values = try fitted.vector("y_thresholds_", "_necessary_y_", "y_")
    guard thresholds.count == values.count, !values.isEmpty else {
      throw fitted.refusal("X_thresholds_", "They do not fit y_thresholds_.")
    }
    return (thresholds, values)
  }

  private static let isotonic: EstimatorMaker = { fitted in
    let (thresholds, values) = try curve(fitted)
    let policy = fitted.text("out_of_bounds", default: "nan")
    if policy == "raise" {
      fitted.remark(.bounded, "out_of_bounds", "Outside of its ends the answer is NaN; the library raises an error.")
    }
    return .regressor(.isotonic(thresholds: thresholds, values: values, clips: policy == "clip"))
  }

  private static let withoutScores: Set = [
    "DecisionTreeClassifier", "ExtraTreeClassifier", "RandomForestClassifier", "ExtraTreesClassifier",
    "KNeighborsClassifier",
    "RadiusNeighborsClassifier", "GaussianNB", "MultinomialNB", "ComplementNB", "BernoulliNB", "CategoricalNB",
    "MLPClassifier", "VotingClassifier", "DummyClassifier", "CalibratedClassifierCV", "XGBClassifier", "LGBMClassifier",
    "CatBoostClassifier", "MultiOutputClassifier",
  ]

  /// Whether the estimator has no `predict_proba`.
  static func hasOnlyScores(_ fitted: FittedEstimator) throws -> Bool {
    switch fitted.name {
    case "Pipeline":
      guard let last = try fitted.list("steps").last?.items?.last else { return false }
      return try hasOnlyScores(try fitted.part(last, "steps"))
    case "SVC", "NuSVC": return !fitted.boolean("probability", default: false)
    case "SGDClassifier": return !["log", "log_loss", "modified_huber"].contains(fitted.text("loss", default: "hinge"))
    default:
      return ["LinearSVC", "Perceptron", "PassiveAggressiveClassifier", "RidgeClassifier", "RidgeClassifierCV"]
        .contains(fitted.name)
    }
  }

  /// Whether the estimator has a `decision_function`, which is asked for first.
  static func hasScores(_ fitted: FittedEstimator) throws -> Bool {
    switch fitted.name {
    case "Pipeline":
      guard let last = try fitted.list("steps").last?.items?.last else { return false }
      return try hasScores(try fitted.part(last, "steps"))
    case "GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV":
      return try hasScores(try fitted.part("best_estimator_"))
    case "BaggingClassifier", "OneVsRestClassifier":
      guard let first = try fitted.list("estimators_").first else { return false }
      return try hasScores(try fitted.part(first, "estimators_[0]"))
    case "StackingClassifier": return try hasScores(try fitted.part("final_estimator_"))
    case "FrozenEstimator": return try hasScores(try fitted.part("estimator"))
    default: return !withoutScores.contains(fitted.name)
    }
  }
}
