// XGBoost inside pickles: boosters, and the wrappers that stand in scikit-learn's pipelines.

internal import ModelCore

/// What is made of each class; a booster is in all of them, as the bytes of one of its formats.
enum BoosterObjects {
  static let maker: EstimatorMaker = { fitted in
    let reader = try booster(of: fitted)
    for remark in reader.remarks where !fitted.context.remarks.contains(remark) {
      fitted.context.remarks.append(remark)
    }
    switch fitted.name {
    case "Booster": return try reader.booster()
    case "XGBRegressor", "XGBRFRegressor", "XGBRanker", "XGBModel":
      return try reader.regressor(missing: try missing(fitted))
    case "XGBClassifier", "XGBRFClassifier":
      return try reader.classifier(labels: try labels(fitted, reader), missing: try missing(fitted))
    default:
      throw fitted.refusal(
        nil, "\(fitted.type.path) is not known here.", remedy: "Save the booster in it (`get_booster().save_model`).")
    }
  }

  /// Column names, for whoever asks about a wrapper or a booster.
  static func columnNames(_ fitted: FittedEstimator) throws -> [String]? {
    isOne(fitted) ? try booster(of: fitted).columnNames : nil
  }

  static func columnCount(_ fitted: FittedEstimator) throws -> Int? {
    isOne(fitted) ? try booster(of: fitted).contents.columnCount : nil
  }

  /// What wrote a wrapper or a booster.
  static func origin(of fitted: FittedEstimator) throws -> ModelOrigin? {
    isOne(fitted) ? try booster(of: fitted).origin : nil
  }

  private static func isOne(_ fitted: FittedEstimator) -> Bool {
    fitted.type.module == "xgboost" || fitted.type.module.hasPrefix("xgboost.")
  }

  // MARK: What wrappers know besides

  /// What counts as missing besides NaN; nil for nothing.
  private static func missing(_ fitted: FittedEstimator) throws -> Double? {
    guard let value = fitted["missing"], !value.isNone else { return nil }
    let number = try value.double ?? value.array()?.doubles().first
    guard let number else { throw fitted.refusal("missing", "It is no number.") }
    return number.isNaN ? nil : number
  }

  /// Up to 1.5 a wrapper encoded its labels, later ones take 0, 1, … only.
  private static func labels(_ fitted: FittedEstimator, _ reader: BoosterEstimator) throws -> [Label]? {
    if fitted.has("_le") { return try fitted.part("_le").labels("classes_") }
    if fitted.has("classes_") {
      let labels = try fitted.labels("classes_")
      // 1.6 noted the one class it saw, and answers with two.
      return labels == [.integer(0)] && reader.contents.outputCount == 1 ? nil : labels
    }
    guard reader.contents.classCount > 1 || reader.contents.outputCount == 1, let count = fitted["n_classes_"]?.integer,
      (1...(1 << 16)).contains(count)
    else { return nil }
    return (0..<max(count, 2)).map { .integer($0) }
  }

  /// The booster in it, cut to the best iteration where a wrapper predicts with that.
  private static func booster(of fitted: FittedEstimator) throws -> BoosterEstimator {
    let booster = fitted.name == "Booster" ? fitted : try fitted.part("_Booster")
    guard let handle = booster["handle"], !handle.isNone, let bytes = handle.bytes else {
      throw booster.refusal("handle", "It is not in the file.", remedy: "Fit the model before saving it.")
    }
    let key = BoosterKey(handle: handle.identity, wrapper: fitted.name == "Booster" ? 0 : fitted.object.word.bits)
    if let known = fitted.context.xgboosters[key] { return known }
    // The reader's own bound is the size of these bytes; what all boosters of a pickle take counts as arrays do.
    try fitted.context.charge(bytes.count)
    var contents = try XGBoostReader.contents(bytes, beyond: fitted.context.spare)
    if contents.columnNames.isEmpty, let names = booster["feature_names"], let texts = try InputShape.texts(names) {
      contents.columnNames = texts
    }
    var reader = try BoosterEstimator(contents, at: booster.place)
    if fitted.name != "Booster" { keepBest(&reader, fitted, booster) }
    reader.remarkOnDroppedTrees(isDropping: fitted.name == "Booster" ? nil : isDropping(fitted))
    fitted.context.xgboosters[key] = reader
    return reader
  }

  /// Whether a wrapper was given parameters with which `dart` drops trees; they are 0 by default.
  private static func isDropping(_ fitted: FittedEstimator) -> Bool {
    ["rate_drop", "one_drop"].contains { name in
      let value = fitted[name] ?? fitted["kwargs"]?[name]
      return value.map { !$0.isNone && $0.double != 0 && $0.boolean != false } ?? false
    }
  }

  /// Cuts a booster to what a wrapper predicts with.
  ///
  /// Up to 0.72 that was all trees. From 0.80 to 1.3 the wrapper kept a number of trees, from 1.4 on the booster keeps an
  /// iteration. A ranker looked at neither up to 1.3.
  private static func keepBest(_ reader: inout BoosterEstimator, _ fitted: FittedEstimator, _ booster: FittedEstimator)
  {
    let contents = reader.contents
    if (contents.version ?? .unknown) >= BoosterVersion(1, 4, 0) {
      let noted = contents.attributes["best_iteration"].flatMap { Int($0) } ?? booster["best_iteration"]?.integer
      if let noted, (0..<(1 << 24)).contains(noted) { reader.keep(iterations: noted + 1) }
      return
    }
    guard fitted.name != "XGBRanker", fitted.has("best_ntree_limit"), let limit = fitted["best_ntree_limit"]?.integer,
      (1..<(1 << 24)).contains(limit)
    else { return }
    // `importance_type` came with 0.82, the limit with 0.80.
    if contents.version == nil && fitted["importance_type"] == nil {
      reader.remarkOnLimit()
    } else {
      reader.keep(treesPerOutput: limit)
    }
  }
}

/// A booster's bytes, and the wrapper that decides how much of it counts.
struct BoosterKey: Hashable {
  var handle: UInt64
  var wrapper: UInt64
}
