// Scaling and other arithmetic column by column, and the way back.

internal import ModelCore

enum Scalers {
  static let makers: [String: TransformerMaker] = [
    "StandardScaler": { scaled(try standard($0)) }, "MinMaxScaler": { scaled(try minMax($0)) },
    "MaxAbsScaler": { scaled(try maxAbs($0)) }, "RobustScaler": { scaled(try robust($0)) },
    "Normalizer": { fitted in
      guard let norm = Transformer.RowNorm(rawValue: fitted.text("norm", default: "l2")) else {
        throw fitted.refusal("norm", "It is not known here.")
      }
      // Until 0.23 the norm `max` was the greatest cell, not the greatest without its sign.
      return .normalize(norm == .max && fitted.version < ScikitLearnVersion(0, 23) ? .greatest : norm)
    },
    "Binarizer": { .binarize(threshold: try $0.has("threshold") ? $0.number("threshold") : 0) },
    "PowerTransformer": power, "QuantileTransformer": quantile,
    "FunctionTransformer": { .function(try function($0, "func")) },
  ]

  /// A scaler that was told neither to centre nor to scale hands on what it is given.
  private static func scaled(_ operations: [ColumnArithmetic]) -> Transformer {
    operations.isEmpty ? .passthrough : .arithmetic(operations)
  }

  /// A column that does not vary is divided by 1.
  private static func standard(_ fitted: FittedEstimator) throws -> [ColumnArithmetic] {
    var steps: [ColumnArithmetic] = []
    if fitted.boolean("with_mean", default: true), fitted.has("mean_") {
      steps.append(.subtract(try fitted.vector("mean_")))
    }
    if fitted.boolean("with_std", default: true), fitted.has("scale_") || fitted.has("std_") {
      steps.append(.divide(try fitted.vector("scale_", "std_")))
    }
    return steps
  }

  private static func minMax(_ fitted: FittedEstimator) throws -> [ColumnArithmetic] {
    let scale = try fitted.vector("scale_")
    var steps: [ColumnArithmetic] = [.multiply(scale), .add(try fitted.vector("min_"))]
    if fitted.boolean("clip", default: false) {
      let range = try fitted.numbers(try fitted.value("feature_range"), "feature_range")
      guard range.count == 2 else { throw fitted.refusal("feature_range", "It is no pair.") }
      steps.append(
        .clip(
          lower: [Double](repeating: range[0], count: scale.count),
          upper: [Double](repeating: range[1], count: scale.count)))
    }
    return steps
  }

  private static func maxAbs(_ fitted: FittedEstimator) throws -> [ColumnArithmetic] {
    let scale = try fitted.vector("scale_")
    guard fitted.boolean("clip", default: false) else { return [.divide(scale)] }
    return [
      .divide(scale),
      .clip(lower: [Double](repeating: -1, count: scale.count), upper: [Double](repeating: 1, count: scale.count)),
    ]
  }

  private static func robust(_ fitted: FittedEstimator) throws -> [ColumnArithmetic] {
    var steps: [ColumnArithmetic] = []
    if fitted.boolean("with_centering", default: true) { steps.append(.subtract(try fitted.vector("center_"))) }
    if fitted.boolean("with_scaling", default: true) { steps.append(.divide(try fitted.vector("scale_"))) }
    return steps
  }

  private static let power: TransformerMaker = { fitted in
    let method: PowerTransform.Method =
      fitted.text("method", default: "yeo-johnson") == "box-cox" ? .boxCox : .yeoJohnson
    let transform = Transformer.power(PowerTransform(method: method, lambdas: try fitted.vector("lambdas_")))
    guard fitted.boolean("standardize", default: true) else { return transform }
    return .sequence([transform, .arithmetic(try standard(try fitted.part("_scaler")))])
  }

  private static let quantile: TransformerMaker = { fitted in
    let quantiles = try fitted.matrix("quantiles_")
    let isNormal = fitted.text("output_distribution", default: "uniform") == "normal"
    let isOld = fitted.version < ScikitLearnVersion(0, 21)
    let step = Transformer.quantile(
      QuantileTransform(
        references: try fitted.vector("references_"),
        quantiles: (0..<quantiles.columnCount).map { ascending(quantiles.column($0), fitted) },
        isNormal: isNormal, hasMargin: isNormal || isOld))
    guard !isNormal, isOld else { return step }
    // Before 0.21 the uniform distribution was held off its ends as the normal one is.
    let end = 1e-7 - Double.ulpOfOne
    let width = quantiles.columnCount
    return .sequence([
      step,
      .arithmetic([
        .clip(lower: [Double](repeating: end, count: width), upper: [Double](repeating: 1 - end, count: width))
      ]),
    ])
  }

  /// Quantiles that rounding left a step below the one before them are raised to it, as releases from 0.22 on do.
  private static func ascending(_ quantiles: [Double], _ fitted: FittedEstimator) -> [Double] {
    var greatest = -Double.infinity
    let raised = quantiles.map { quantile in
      if quantile > greatest { greatest = quantile }
      return quantile.isNaN ? quantile : greatest
    }
    if zip(raised, quantiles).contains(where: { $0 > $1 }) {
      fitted.remark(
        .bounded, "quantiles_",
        "Quantiles of equal numbers descend by rounding, and what a number as great as they becomes depended on the rows around it; they are raised to each other, as later releases do."
      )
    }
    return raised
  }

  /// A function of NumPy's by its name: a global, or a call of `_ufunc_reconstruct` with module and name.
  private static func function(_ fitted: FittedEstimator, _ parameter: String) throws -> Transformer.ElementFunction {
    guard let value = fitted[parameter], !value.isNone else { return .identity }
    let global =
      value.global
      ?? value.object.flatMap { object in
        guard object.callable?.name == "_ufunc_reconstruct", object.arguments.count == 2 else { return nil }
        return PickleGlobal(module: object.arguments[0].text ?? "", name: object.arguments[1].text ?? "")
      }
    if let global, global.module.hasPrefix("sklearn."), global.name == "_identity" { return .identity }
    // What histogram boosting puts around columns of numbers: a check that hands on what it gets.
    if let partial = value.object, partial.type?.path == "functools.partial",
      partial.arguments.first?.global == PickleGlobal(module: "sklearn.utils.validation", name: "check_array")
    {
      return .identity
    }
    let names = ["abs": "absolute", "fabs": "absolute"]
    // A function without a module of its own is pickled under the first loaded module that has it: often one of SciPy's.
    let libraries = ["numpy", "scipy", "sklearn", "pandas"]
    guard let global, libraries.contains(String(global.module.prefix { $0 != "." })),
      let function = Transformer.ElementFunction(rawValue: names[global.name] ?? global.name)
    else {
      throw fitted.refusal(
        parameter, "It is a function that is not known here\(global.map { ", \($0.path)" } ?? "").",
        remedy: "Use a function of NumPy's that works number by number (log1p, sqrt, …), or keep this step in code.")
    }
    return function
  }

  /// From a transformed target back to the target.
  static func inverse(_ fitted: FittedEstimator) throws -> Transformer {
    if fitted.name == "FunctionTransformer" { return .function(try function(fitted, "inverse_func")) }
    let steps: [ColumnArithmetic]
    switch fitted.name {
    case "StandardScaler": steps = try standard(fitted)
    case "RobustScaler": steps = try robust(fitted)
    case "MaxAbsScaler": steps = [.divide(try fitted.vector("scale_"))]
    case "MinMaxScaler": steps = [.multiply(try fitted.vector("scale_")), .add(try fitted.vector("min_"))]
    default:
      throw fitted.refusal(
        nil, "Its way back is not known here.", remedy: "Transform the target with a scaler or a function of NumPy's.")
    }
    return .arithmetic(
      steps.reversed().compactMap { step in
        switch step {
        case .subtract(let numbers): .add(numbers)
        case .add(let numbers): .subtract(numbers)
        case .divide(let numbers): .multiply(numbers)
        case .multiply(let numbers): .divide(numbers)
        case .clip: nil
        }
      })
  }
}
