// CatBoost inside pickles: its wrappers, which stand in scikit-learn's pipelines.

internal import ModelCore

/// What is made of each class; the model is in all of them, as the bytes of its own file.
enum CatBoostObjects {
  static let maker: EstimatorMaker = { fitted in
    let reader = try model(of: fitted)
    reader.remarks.forEach { fitted.remark($0.loss, "loss_function", $0.text) }
    switch fitted.name {
    case "CatBoost", "CatBoostRanker": return reader.raw()
    case "CatBoostRegressor": return try reader.regressor()
    case "CatBoostClassifier": return try reader.classifier()
    default:
      throw fitted.refusal(
        nil, "\(fitted.type.path) is not known here.", remedy: "Save the model in it (`save_model`).")
    }
  }

  /// Column names, for whoever asks about a wrapper.
  static func columnNames(_ fitted: FittedEstimator) throws -> [String]? {
    isOne(fitted) ? try model(of: fitted).columnNames : nil
  }

  static func columnCount(_ fitted: FittedEstimator) throws -> Int? {
    isOne(fitted) ? try model(of: fitted).model.columnCount : nil
  }

  /// What wrote a wrapper.
  static func origin(of fitted: FittedEstimator) throws -> ModelOrigin? {
    isOne(fitted) ? try model(of: fitted).origin : nil
  }

  private static func isOne(_ fitted: FittedEstimator) -> Bool {
    fitted.type.module == "catboost" || fitted.type.module.hasPrefix("catboost.")
  }

  private static func model(of fitted: FittedEstimator) throws -> CatBoostEstimator {
    guard let value = fitted["__model"], !value.isNone, let bytes = value.bytes else {
      throw fitted.refusal("__model", "It is not in the file.", remedy: "Fit the model before saving it.")
    }
    if let known = fitted.context.catBoosts[value.identity] { return known }
    try fitted.context.charge(4 * bytes.count)
    let reader = try CatBoostEstimator(try CatBoostBinary.read(bytes), at: fitted.place)
    fitted.context.catBoosts[value.identity] = reader
    return reader
  }
}
