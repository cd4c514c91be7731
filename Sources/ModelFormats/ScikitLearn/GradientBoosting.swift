// Gradient boosting over exact trees.

internal import ModelCore

enum GradientBoosting {
  static let makers: [String: EstimatorMaker] = [
    "GradientBoostingRegressor": { fitted in
      .regressor(.scores(.trees(try ensemble(fitted, loss: "squared_error", classCount: 1)), .identity))
    },
    "GradientBoostingClassifier": classifier,
  ]

  private static let classifier: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let loss = fitted.text("loss", default: "deviance")
    let ensemble = try ensemble(fitted, loss: loss, classCount: labels.count)
    let isExponential = loss == "exponential"
    let link: ProbabilityLink = ensemble.outputCount > 1 ? .softmax : .logistic(slope: isExponential ? 2 : 1)
    // Releases before 0.20 or so decided by the probabilities, later ones by `raw >= 0`.
    let decision: Decision = ensemble.outputCount > 1 ? .scores : boundary(fitted)
    return .classifier(Classifier(labels: labels, rule: .scores(.trees(ensemble), link, decision)))
  }

  private static func boundary(_ fitted: FittedEstimator) -> Decision {
    fitted.version < ScikitLearnVersion(0, 21) ? .probabilities : .scoresFromZero
  }

  private static func ensemble(_ fitted: FittedEstimator, loss: String, classCount: Int) throws -> TreeEnsemble {
    guard let stages = try fitted.value("estimators_").array(), stages.shape.count == 2, stages.shape[1] > 0 else {
      throw fitted.refusal("estimators_", "It is no table of trees.")
    }
    let width = stages.shape[1]
    let rate = try fitted.number("learning_rate")
    var trees: [DecisionTree] = []
    for (place, value) in stages.rowMajorObjects.enumerated() {
      var tree = try FittedTree(try fitted.part(value, "estimators_[\(place)]")).tree(from: 0, width: 1, weight: rate)
      tree.firstOutput = place % width
      trees.append(tree)
    }
    let base = try start(fitted, loss: loss, outputCount: width)
    guard base.count == width else {
      throw fitted.refusal("init_", "It starts \(base.count) scores, and there are \(width).")
    }
    return TreeEnsemble(trees: trees, outputCount: width, base: base, inputPrecision: .single)
  }

  /// What the scores are before the first tree.
  private static func start(_ fitted: FittedEstimator, loss: String, outputCount: Int) throws -> [Double] {
    let value = try fitted.value("init_")
    if value.text == "zero" { return [Double](repeating: 0, count: outputCount) }
    let initial = try fitted.part(value, "init_")
    switch initial.name {
    case "ZeroEstimator": return [Double](repeating: 0, count: outputCount)
    case "MeanEstimator": return try initial.vector("mean")
    case "QuantileEstimator": return try initial.vector("quantile")
    case "LogOddsEstimator", "ScaledLogOddsEstimator": return try initial.vector("prior")
    case "PriorProbabilityEstimator": return try initial.vector("priors")
    case "DummyRegressor": return try initial.vector("constant_")
    case "DummyClassifier":
      guard initial.text("strategy", default: "prior") == "prior" else {
        throw fitted.refusal(
          "init", "A `DummyClassifier` of the strategy `\(initial.text("strategy", default: ""))` starts it.")
      }
      return raw(try initial.vector("class_prior_"), fitted, loss: loss, outputCount: outputCount)
    default:
      throw fitted.refusal(
        "init", "It starts from another estimator, \(initial.name).",
        remedy: "Fit it with the default `init`, or with `zero`.")
    }
  }

  /// Probabilities to scores: held off 0 and 1 by single precision's ε; from 1.4 on centred for several classes.
  private static func raw(_ priors: [Double], _ fitted: FittedEstimator, loss: String, outputCount: Int) -> [Double] {
    let epsilon = Double(Float.ulpOfOne)
    let held = priors.map { min(max($0, epsilon), 1 - epsilon) }
    if outputCount == 1 {
      guard held.count == 2 else { return [] }
      let odds = Mathematics.log(held[1] / (1 - held[1]))
      return [loss == "exponential" ? 0.5 * odds : odds]
    }
    guard fitted.version >= ScikitLearnVersion(1, 4) else { return held.map { Mathematics.log($0) } }
    let mean = Mathematics.exp(held.map { Mathematics.log($0) }.reduce(0, +) / Double(held.count))
    return held.map { Mathematics.log($0 / mean) }
  }
}

extension NumPyArray {
  /// Objects in the order of their indices.
  var rowMajorObjects: [PickleValue] {
    guard isFortran, shape.count == 2 else { return objects }
    return (0..<shape[0]).flatMap { row in (0..<shape[1]).map { objects[row + $0 * shape[0]] } }
  }
}
