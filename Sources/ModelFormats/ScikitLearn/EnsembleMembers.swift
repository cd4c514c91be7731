// Ensembles of any estimators: AdaBoost, bagging, voting, stacking.

internal import ModelCore

enum AdaBoosting {
  static let makers: [String: EstimatorMaker] = ["AdaBoostClassifier": classifier, "AdaBoostRegressor": regressor]

  private static func members(_ fitted: FittedEstimator) throws -> [Regressor.Member] {
    let parts = try fitted.list("estimators_")
    let weights = try fitted.vector("estimator_weights_")
    guard weights.count >= parts.count, !parts.isEmpty else {
      throw fitted.refusal("estimator_weights_", "There is not one for each estimator.")
    }
    return try parts.enumerated().map { place, value in
      let estimator = try EstimatorCatalogue.estimator(try fitted.part(value, "estimators_[\(place)]"))
      return Regressor.Member(estimator, weight: weights[place])
    }
  }

  /// `SAMME.R` was the default up to 1.5; `SAMME` is all there is since.
  private static let classifier: EstimatorMaker = { fitted in
    let standard = fitted.version < ScikitLearnVersion(1, 6) ? "SAMME.R" : "SAMME"
    let algorithm: AdaBoostAlgorithm =
      fitted.text("algorithm", default: standard) == "SAMME.R" ? .real : discrete(fitted)
    return .classifier(
      Classifier(labels: try fitted.labels("classes_"), rule: .adaBoost(try members(fitted), algorithm)))
  }

  /// How votes become scores and probabilities changed twice.
  private static func discrete(_ fitted: FittedEstimator) -> AdaBoostAlgorithm {
    if fitted.version < ScikitLearnVersion(0, 22) { return .discreteOverProbabilities }
    return fitted.version < ScikitLearnVersion(1, 3) ? .discrete : .discreteCentered
  }

  private static let regressor: EstimatorMaker = { .regressor(.weightedMedian(try members($0))) }
}

enum Bagging {
  static let makers: [String: EstimatorMaker] = [
    "BaggingClassifier": { fitted in
      let labels = try fitted.labels("classes_")
      let members = try members(fitted).map { member in
        Regressor.Member(try member.estimator.relabeled(labels), columns: member.columns)
      }
      return .classifier(Classifier(labels: labels, rule: .voting(members, isSoft: true)))
    },
    "BaggingRegressor": { .regressor(.average(try members($0))) },
  ]

  static func members(_ fitted: FittedEstimator) throws -> [Regressor.Member] {
    let parts = try fitted.list("estimators_")
    let columns = try fitted.list("estimators_features_").map { try fitted.places($0, "estimators_features_") }
    guard columns.count == parts.count, !parts.isEmpty else {
      throw fitted.refusal("estimators_features_", "There is not one for each estimator.")
    }
    return try parts.enumerated().map { place, value in
      let estimator = try EstimatorCatalogue.estimator(try fitted.part(value, "estimators_[\(place)]"))
      return Regressor.Member(estimator, columns: columns[place])
    }
  }
}

enum Voting {
  static let makers: [String: EstimatorMaker] = ["VotingClassifier": classifier, "VotingRegressor": regressor]

  /// `estimators_` leaves out those that were dropped; `weights` does not.
  private static func members(_ fitted: FittedEstimator) throws -> [Regressor.Member] {
    let parts = try fitted.list("estimators_")
    var weights = fitted.has("weights") ? try fitted.vector("weights") : [Double](repeating: 1, count: parts.count)
    let named = try fitted.list("estimators").map { $0.items?.last }
    if weights.count == named.count && named.count != parts.count {
      weights = zip(weights, named).filter { !($0.1?.isNone ?? true) && $0.1?.text != "drop" }.map(\.0)
    }
    guard weights.count == parts.count, !parts.isEmpty else {
      throw fitted.refusal("weights", "There is not one for each estimator.")
    }
    return try parts.enumerated().map { place, value in
      let estimator = try EstimatorCatalogue.estimator(try fitted.part(value, "estimators_[\(place)]"))
      return Regressor.Member(estimator, weight: weights[place])
    }
  }

  private static let classifier: EstimatorMaker = { fitted in
    let labels = fitted.has("classes_") ? try fitted.labels("classes_") : try fitted.part("le_").labels("classes_")
    let members = try members(fitted).map { member in
      Regressor.Member(try member.estimator.relabeled(labels), weight: member.weight)
    }
    let isSoft = fitted.text("voting", default: "hard") == "soft"
    return .classifier(Classifier(labels: labels, rule: .voting(members, isSoft: isSoft)))
  }

  private static let regressor: EstimatorMaker = { .regressor(.average(try members($0))) }
}

enum Stacking {
  static let makers: [String: EstimatorMaker] = ["StackingClassifier": classifier, "StackingRegressor": regressor]

  private static func members(_ fitted: FittedEstimator) throws -> [Regressor.Member] {
    try fitted.list("estimators_").enumerated().map { place, value in
      Regressor.Member(try EstimatorCatalogue.estimator(try fitted.part(value, "estimators_[\(place)]")))
    }
  }

  private static func answer(_ fitted: FittedEstimator) throws -> AnswerKind {
    let methods = Set(try fitted.list("stack_method_").compactMap(\.text))
    guard methods.count == 1, let method = methods.first else {
      throw fitted.refusal(
        "stack_method_", "Its estimators are asked in different ways.",
        remedy: "Fit it with one `stack_method` for all.")
    }
    switch method {
    case "predict_proba": return .probabilities
    case "decision_function": return .scores
    default: return .prediction
    }
  }

  private static let classifier: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let final = try EstimatorCatalogue.estimator(try fitted.part("final_estimator_"))
    // Members keep the places of classes for labels: where they are asked for labels, it is those that go on.
    let rule = Classifier.Rule.stacking(
      try members(fitted),
      final: try final.relabeled(labels),
      answer: try answer(fitted), passesInputs: fitted.boolean("passthrough", default: false))
    return .classifier(Classifier(labels: labels, rule: rule))
  }

  private static let regressor: EstimatorMaker = { fitted in
    let final = try EstimatorCatalogue.estimator(try fitted.part("final_estimator_"))
    return .regressor(
      .stacking(
        try members(fitted), final: final, answer: .prediction,
        passesInputs: fitted.boolean("passthrough", default: false)))
  }
}
