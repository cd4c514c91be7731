// Which class is read by which function; one line an estimator.

internal import ModelCore

/// Makes an estimator of the dialect.
typealias EstimatorMaker = @Sendable (FittedEstimator) throws -> Estimator
/// Makes a step that hands on a table.
typealias TransformerMaker = @Sendable (FittedEstimator) throws -> Transformer

/// The classes that are known, by their names. Modules moved between releases; names did not.
enum EstimatorCatalogue {
  private static let predictors: [String: EstimatorMaker] = merged([
    LinearRegressors.makers, LinearClassifiers.makers, Discriminants.makers, Trees.makers, GradientBoosting.makers,
    HistogramBoosting.makers, AdaBoosting.makers, Bagging.makers, Voting.makers, Stacking.makers,
    IsolationForests.makers,
    SupportVectors.makers, Neighbors.makers, NaiveBayes.makers, Clusters.makers, Perceptrons.makers, Calibration.makers,
    KernelMethods.makers, GaussianProcesses.makers, Outliers.makers, OneVersus.makers, MultipleOutputs.makers,
    Wrappers.makers, Dummies.makers, FeatureSelection.predictors,
  ])

  private static let transformers: [String: TransformerMaker] = merged([
    Scalers.makers, Encoders.makers, Imputers.makers, Expansions.makers, Decompositions.makers, FeatureSelection.makers,
    TextSteps.makers, KernelMethods.transformers, LinearMaps.transformers, TreeEmbedding.transformers, Splines.makers,
    Composition.makers, DictionaryColumns.makers,
    Clusters.transformers, Discriminants.transformers, Wrappers.transformers,
  ])

  private static func merged<Maker>(_ tables: [[String: Maker]]) -> [String: Maker] {
    tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
  }

  /// Estimators of other libraries that stand in scikit-learn's pipelines, by the first part of their module.
  private static let libraries: [String: EstimatorMaker] = [
    "lightgbm": LightGBMObjects.maker, "xgboost": BoosterObjects.maker,
    "catboost": CatBoostObjects.maker,
  ]

  /// Whether a class of scikit-learn's is made into the dialect, or is a part that is read for what is in it.
  static func isInterpreted(_ name: String) -> Bool {
    predictors[name] != nil || transformers[name] != nil || parts.contains(name)
  }

  private static let parts: Set = [
    "Tree", "TreePredictor", "_BinMapper", "_CalibratedClassifier", "_SigmoidCalibration", "_TemperatureScaling",
    "LabelBinarizer",
    "ZeroEstimator", "MeanEstimator", "QuantileEstimator", "LogOddsEstimator", "ScaledLogOddsEstimator",
    "PriorProbabilityEstimator",
    "check_array", "_identity",
  ]

  static func isKnown(_ type: PickleGlobal) -> Bool {
    if type.module.hasPrefix("sklearn.") { return true }
    return libraries[String(type.module.prefix { $0 != "." })] != nil
  }

  /// A whole model, or the last step of one.
  static func estimator(_ fitted: FittedEstimator) throws -> Estimator {
    if let maker = libraries[String(fitted.type.module.prefix { $0 != "." })] { return try maker(fitted) }
    try requireOwn(fitted)
    if let maker = predictors[fitted.name] { return try maker(fitted) }
    if let maker = transformers[fitted.name] { return .transformer(try maker(fitted)) }
    throw unknown(fitted)
  }

  /// A step before the last one.
  static func transformer(_ fitted: FittedEstimator) throws -> Transformer {
    try requireOwn(fitted)
    guard let maker = transformers[fitted.name] else { throw unknown(fitted) }
    return try maker(fitted)
  }

  static func isTransformerOnly(_ fitted: FittedEstimator) -> Bool {
    predictors[fitted.name] == nil && transformers[fitted.name] != nil
  }

  private static func requireOwn(_ fitted: FittedEstimator) throws {
    guard fitted.type.module.hasPrefix("sklearn") else { throw unknown(fitted) }
  }

  private static func unknown(_ fitted: FittedEstimator) -> ModelRefusal {
    if fitted.type.module.hasPrefix("sklearn"), let known = RefusedEstimators.reason(for: fitted.name) {
      return fitted.refusal(nil, known.reason, remedy: known.remedy)
    }
    return fitted.refusal(
      nil, "\(fitted.type.path) is not known here.",
      remedy: "Replace it by an estimator that is, or convert the steps before it and keep it in code.")
  }
}

extension Estimator {
  /// The labels of a classifier; nil for what has none, or several targets.
  var labels: [Label]? {
    switch self {
    case .classifier(let classifier):
      if case .targets = classifier.rule { return nil }
      return classifier.labels
    case .pipeline(let steps): return steps.last?.labels
    default: return nil
    }
  }

  /// The same classifier with other labels: members of ensembles learn the places of classes, not their labels.
  func relabeled(_ table: [Label]) throws -> Estimator {
    switch self {
    case .classifier(var classifier):
      classifier.labels = try classifier.labels.map { label in
        switch label {
        case .integer(let place) where table.indices.contains(place): return table[place]
        case .number(let place) where place >= 0 && place < Double(table.count) && place.rounded() == place:
          return table[Int(place)]
        default:
          throw FormatError(
            .malformed, "scikit-learn", "A member of an ensemble has a label that is no place of a class.")
        }
      }
      classifier.rule = try classifier.rule.relabeled(table)
      return .classifier(classifier)
    case .pipeline(var steps):
      guard let last = steps.popLast() else { return self }
      return .pipeline(steps + [try last.relabeled(table)])
    default: return self
    }
  }
}

extension Classifier.Rule {
  /// Members that answer with labels of the whole are renamed with it.
  func relabeled(_ table: [Label]) throws -> Classifier.Rule {
    func members(_ members: [Regressor.Member]) throws -> [Regressor.Member] {
      try members.map { member in
        Regressor.Member(try member.estimator.relabeled(table), columns: member.columns, weight: member.weight)
      }
    }
    switch self {
    case .voting(let all, let isSoft): return .voting(try members(all), isSoft: isSoft)
    case .adaBoost(let all, let algorithm): return .adaBoost(try members(all), algorithm)
    case .stacking(let all, let final, let answer, let passesInputs):
      return .stacking(all, final: try final.relabeled(table), answer: answer, passesInputs: passesInputs)
    case .calibrated(let parts):
      return .calibrated(
        try parts.map { part in
          var part = part
          part.estimator = try part.estimator.relabeled(table)
          return part
        })
    case .wrapped(let estimator): return .wrapped(try estimator.relabeled(table))
    case .thresholded(let estimator, let threshold, let answer, let positive):
      return .thresholded(try estimator.relabeled(table), threshold: threshold, answer: answer, positive: positive)
    default: return self
    }
  }
}
