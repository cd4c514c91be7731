// LightGBM inside pickles: boosters, and the wrappers that stand in scikit-learn's pipelines.

internal import ModelCore

/// What is made of each class; a booster is in all of them, as its text.
enum LightGBMObjects {
  static let maker: EstimatorMaker = { fitted in
    let reader = try booster(of: fitted)
    reader.remarks.forEach { fitted.remark($0.loss, $0.place, $0.text) }
    switch fitted.name {
    case "Booster": return try reader.booster()
    case "LGBMRegressor", "LGBMRanker", "LGBMModel", "DaskLGBMRegressor", "DaskLGBMRanker":
      try requirePlainPrediction(fitted)
      return try reader.regressor()
    case "LGBMClassifier", "DaskLGBMClassifier":
      try requirePlainPrediction(fitted)
      return try classifier(fitted, reader)
    default:
      throw fitted.refusal(
        nil, "\(fitted.type.path) is not known here.", remedy: "Save the booster in it (`booster_.save_model`).")
    }
  }

  /// Column names, for whoever asks about a wrapper or a booster.
  static func columnNames(_ fitted: FittedEstimator) throws -> [String]? {
    isOne(fitted) ? try booster(of: fitted).columnNames : nil
  }

  static func columnCount(_ fitted: FittedEstimator) throws -> Int? {
    isOne(fitted) ? try booster(of: fitted).model.featureNames.count : nil
  }

  /// What wrote a wrapper or a booster.
  static func origin(of fitted: FittedEstimator) throws -> ModelOrigin? {
    isOne(fitted) ? LightGBMReader.origin(of: try booster(of: fitted).model) : nil
  }

  private static func isOne(_ fitted: FittedEstimator) -> Bool {
    fitted.type.module == "lightgbm" || fitted.type.module.hasPrefix("lightgbm.")
  }

  /// The classes of the wrapper. With an objective of the user's own it answers with raw scores, since 3.0; before, raw
  /// scores were taken for probabilities.
  private static func classifier(_ fitted: FittedEstimator, _ reader: LightGBMEstimator) throws -> Estimator {
    if let objective = fitted["_objective", "objective"], objective.global != nil || objective.object != nil,
      fitted.has("_n_features_in")
    {
      fitted.remark(
        .exact, "objective", "It is a function of the user's, so that the answers are raw scores, as LightGBM's are.")
      return try reader.regressor()
    }
    let labels = try fitted.labels("_classes", "classes_")
    if labels.count == 1 {
      fitted.remark(
        .lossy, "_classes",
        "It knows one class, whose probability is 1 here; the library gives a part of it to a second one.")
    }
    return try reader.classifier(labels: labels)
  }

  /// Since 4.0 a wrapper hands what it was made with on to each prediction.
  private static func requirePlainPrediction(_ fitted: FittedEstimator) throws {
    guard let others = fitted["_other_params"] else { return }
    for name in [
      "pred_early_stop", "raw_score", "predict_raw_score", "pred_leaf", "predict_leaf_index", "is_predict_leaf_index",
    ] {
      guard let value = others[name], value.boolean == true || (value.integer ?? 0) != 0 else { continue }
      throw fitted.refusal(
        name, "It changes what the wrapper predicts.",
        remedy: "Fit the model without it, and ask for it when predicting.")
    }
  }

  /// The text in a booster, cut to the best iteration, which is what it predicts with.
  private static func booster(of fitted: FittedEstimator) throws -> LightGBMEstimator {
    let booster = fitted.name == "Booster" ? fitted : try fitted.part("_Booster", "booster_", "_booster")
    guard let handle = booster["handle", "_handle"], !handle.isNone, let text = handle.raw else {
      throw booster.refusal("handle", "It is not in the file.", remedy: "Fit the model before saving it.")
    }
    if let known = fitted.context.boosters[handle.identity] { return known }
    var reader = LightGBMEstimator(try LightGBMTextReader.read(text, beyond: fitted.context.spare), at: booster.place)
    // Its own bound is the text's size; what all boosters of a pickle take counts as arrays do.
    try fitted.context.charge(3 * reader.model.memory)
    if let best = booster["best_iteration"]?.integer { reader.keep(iterations: best) }
    try reader.take(pandasCategories: booster["pandas_categorical"])
    fitted.context.boosters[handle.identity] = reader
    return reader
  }
}
