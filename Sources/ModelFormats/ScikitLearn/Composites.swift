// Classifiers of binary ones, estimators of several targets, and classes that only wrap.

internal import ModelCore

enum OneVersus {
  static let makers: [String: EstimatorMaker] = [
    "OneVsRestClassifier": rest, "OneVsOneClassifier": one, "OutputCodeClassifier": codes,
  ]

  /// A constant member has scores, or probabilities where its neighbours are asked for those.
  private static func members(_ fitted: FittedEstimator, hasScores: Bool = false) throws -> [Estimator] {
    try fitted.list("estimators_").enumerated().map { place, value in
      let part = try fitted.part(value, "estimators_[\(place)]")
      if part.name == "_ConstantPredictor" { return try constant(part, hasScores: hasScores) }
      return try EstimatorCatalogue.estimator(part)
    }
  }

  /// Of a class that was on all rows or on none: its score is 1 or 0 ever after.
  private static func constant(_ part: FittedEstimator, hasScores: Bool) throws -> Estimator {
    let share = try part.vector("y_")
    guard share.count == 1 else { throw part.refusal("y_", "It is not one number.") }
    return .classifier(
      Classifier(
        labels: [.integer(0), .integer(1)],
        rule: .scores(.constant(share), hasScores ? .none : .identity, hasScores ? .scores : .positiveHalf)))
  }

  /// What the members say of a row is compared with each class's code; the nearest wins.
  private static let codes: EstimatorMaker = { fitted in
    let book = try fitted.matrix("code_book_")
    let labels = try fitted.labels("classes_")
    let hasScores = try Calibration.hasScores(try fitted.part("estimator"))
    let members = try members(fitted, hasScores: hasScores)
    guard book.rowCount == labels.count, book.columnCount == members.count else {
      throw fitted.refusal("code_book_", "It does not fit estimators_.")
    }
    let rule = Classifier.Rule.neighbors(
      NearestNeighbors(points: book, metric: .euclidean, reach: .count(1), weighting: .uniform),
      classes: Array(labels.indices), outlierLabel: nil)
    return .classifier(
      Classifier(
        labels: labels,
        rule: .stacking(
          members.map { Regressor.Member($0) },
          final: .classifier(Classifier(labels: labels, rule: rule)),
          answer: hasScores ? .scores : .probabilities, passesInputs: false)))
  }

  private static let rest: EstimatorMaker = { fitted in
    let binarizer = try fitted.part("label_binarizer_")
    let isMultilabel = binarizer.text("y_type_", default: "").hasPrefix("multilabel")
    return .classifier(
      Classifier(
        labels: try binarizer.labels("classes_"),
        rule: .oneVersusRest(
          try members(fitted), isMultilabel: isMultilabel, lastWins: fitted.version < ScikitLearnVersion(1, 8))))
  }

  private static let one: EstimatorMaker = { fitted in
    if fitted.has("pairwise_indices_") {
      throw fitted.refusal("pairwise_indices_", "It was fitted on a precomputed kernel.")
    }
    let members = try members(fitted).map { Regressor.Member($0) }
    SupportVectors.remarkScores(fitted)
    // Before 0.19 the greater of two scores won, which is the vote.
    let decidesAtZero = (ScikitLearnVersion(0, 19)..<ScikitLearnVersion(1, 1)).contains(fitted.version)
    return .classifier(
      Classifier(labels: try fitted.labels("classes_"), rule: .oneVersusOne(members, decidesAtZero: decidesAtZero)))
  }
}

enum MultipleOutputs {
  static let makers: [String: EstimatorMaker] = [
    "MultiOutputRegressor": { .regressor(.targets(try members($0))) },
    "RegressorChain": { .regressor(.chain(try members($0), order: try order($0))) },
    "MultiOutputClassifier": { fitted in
      let targets = try members(fitted).map { estimator in
        guard let labels = estimator.labels else {
          throw fitted.refusal("estimators_", "One of them is no classifier of one target.")
        }
        return Classifier(labels: labels, rule: .wrapped(estimator))
      }
      return .classifier(Classifier(labels: [], rule: .targets(targets)))
    },
    "ClassifierChain": { fitted in
      guard fitted.text("chain_method", default: "predict") == "predict" else {
        throw fitted.refusal(
          "chain_method", "Its estimators hand on more than their labels.",
          remedy: "Fit it with `chain_method=\"predict\"`.")
      }
      return .classifier(Classifier(labels: [], rule: .chain(try members(fitted), order: try order(fitted))))
    },
  ]

  private static func members(_ fitted: FittedEstimator) throws -> [Estimator] {
    try fitted.list("estimators_").enumerated().map { place, value in
      try EstimatorCatalogue.estimator(try fitted.part(value, "estimators_[\(place)]"))
    }
  }

  private static func order(_ fitted: FittedEstimator) throws -> [Int] {
    let order = try fitted.integers("order_")
    let count = try fitted.list("estimators_").count
    guard order.sorted() == Array(0..<count) else {
      throw fitted.refusal("order_", "It is no order of \(count) targets.")
    }
    return order
  }
}

enum Wrappers {
  static let makers: [String: EstimatorMaker] = {
    var makers: [String: EstimatorMaker] = [
      "Pipeline": pipeline, "TransformedTargetRegressor": transformedTarget, "FixedThresholdClassifier": threshold,
      "TunedThresholdClassifierCV": threshold,
      "SelfTrainingClassifier": { try EstimatorCatalogue.estimator(try $0.part("estimator_", "base_estimator_")) },
      "FrozenEstimator": { try EstimatorCatalogue.estimator(try $0.part("estimator")) },
    ]
    for name in ["GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV"] {
      makers[name] = { try EstimatorCatalogue.estimator(try $0.part("best_estimator_")) }
    }
    return makers
  }()

  static let transformers: [String: TransformerMaker] = [
    "Pipeline": { fitted in .sequence(try steps(fitted).map { try step($0, fitted) }) },
    "FrozenEstimator": { try EstimatorCatalogue.transformer(try $0.part("estimator")) },
  ]

  private static func steps(_ fitted: FittedEstimator) throws -> [(name: String, value: PickleValue)] {
    try fitted.list("steps").map { pair in
      guard let parts = pair.items, parts.count == 2 else {
        throw fitted.refusal("steps", "They are no pairs of a name and an estimator.")
      }
      return (parts[0].text ?? "", parts[1])
    }
  }

  private static func step(_ step: (name: String, value: PickleValue), _ fitted: FittedEstimator) throws -> Transformer
  {
    if step.value.isNone || step.value.text == "passthrough" { return .passthrough }
    return try EstimatorCatalogue.transformer(try fitted.part(step.value, step.name))
  }

  private static let pipeline: EstimatorMaker = { fitted in
    var steps = try steps(fitted)
    guard let last = steps.popLast() else { throw fitted.refusal("steps", "There is none.") }
    let before = try steps.map { Estimator.transformer(try step($0, fitted)) }
    if last.value.isNone || last.value.text == "passthrough" { return .pipeline(before + [.transformer(.passthrough)]) }
    let end = try EstimatorCatalogue.estimator(try fitted.part(last.value, last.name))
    if before.isEmpty { return end }
    let narrowed = TextSteps.narrowed(before, end)
    return .pipeline(narrowed.steps + [narrowed.end])
  }

  private static let transformedTarget: EstimatorMaker = { fitted in
    let inner = try EstimatorCatalogue.estimator(try fitted.part("regressor_"))
    return .regressor(.transformedTarget(inner, inverse: try Scalers.inverse(try fitted.part("transformer_"))))
  }

  private static let threshold: EstimatorMaker = { fitted in
    let inner = try fitted.part("estimator_")
    let estimator = try EstimatorCatalogue.estimator(inner)
    guard let labels = estimator.labels, labels.count == 2 else {
      throw fitted.refusal("estimator_", "It has not two classes.")
    }
    // `auto` asks for probabilities first, and for scores where there are none.
    let answer: AnswerKind
    switch fitted.text("response_method", default: "auto") {
    case "predict_proba": answer = .probabilities
    case "decision_function": answer = .scores
    default: answer = try Calibration.hasOnlyScores(inner) ? .scores : .probabilities
    }
    let threshold: Double
    if fitted.has("best_threshold_") {
      threshold = try fitted.number("best_threshold_")
    } else if fitted.text("threshold", default: "") == "auto" {
      threshold = answer == .probabilities ? 0.5 : 0
    } else {
      threshold = try fitted.number("threshold")
    }
    var positive = 1
    if let label = fitted["pos_label"], !label.isNone, let place = labels.firstIndex(of: try label.label()) {
      positive = place
    }
    return .classifier(
      Classifier(
        labels: labels, rule: .thresholded(estimator, threshold: threshold, answer: answer, positive: positive)))
  }
}

enum Dummies {
  static let makers: [String: EstimatorMaker] = [
    "DummyRegressor": { .regressor(.scores(.constant(try $0.vector("constant_")), .identity)) },
    "DummyClassifier": { fitted in
      let labels = try fitted.labels("classes_")
      let priors = try fitted.vector("class_prior_")
      let greatest = priors.indices.max { priors[$0] < priors[$1] } ?? 0
      let first = priors.firstIndex(of: priors.indices.contains(greatest) ? priors[greatest] : 0) ?? 0
      let certain = { (place: Int) in labels.indices.map { $0 == place ? 1.0 : 0.0 } }
      let shares: [Double]
      switch fitted.text("strategy", default: "prior") {
      case "prior": shares = priors
      case "most_frequent": shares = certain(first)
      case "constant":
        guard let place = labels.firstIndex(of: try fitted.value("constant").label()) else {
          throw fitted.refusal("constant", "It is none of the classes.")
        }
        shares = certain(place)
      default:
        throw fitted.refusal(
          "strategy", "It answers by chance.", remedy: "Use the strategy `prior`, `most_frequent` or `constant`.")
      }
      return .classifier(Classifier(labels: labels, rule: .scores(.constant(shares), .identity, .probabilities)))
    },
  ]
}
