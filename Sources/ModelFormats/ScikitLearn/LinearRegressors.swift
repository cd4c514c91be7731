// Linear models of numbers, and those behind a logarithm.

internal import ModelCore

/// All that is `x · coef_ᵀ + intercept_`.
enum LinearRegressors {
  static let makers: [String: EstimatorMaker] = {
    let plain = [
      "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV", "Lars", "LarsCV",
      "LassoLars",
      "LassoLarsCV", "LassoLarsIC", "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "MultiTaskLasso",
      "MultiTaskLassoCV", "MultiTaskElasticNet", "MultiTaskElasticNetCV", "BayesianRidge", "ARDRegression",
      "HuberRegressor",
      "QuantileRegressor", "TheilSenRegressor", "SGDRegressor", "PassiveAggressiveRegressor", "LinearSVR",
      "RandomizedLasso",
    ]
    var makers: [String: EstimatorMaker] = [:]
    for name in plain { makers[name] = { .regressor(.scores(.linear(try function($0)), .identity)) } }
    for name in ["PoissonRegressor", "GammaRegressor", "TweedieRegressor"] { makers[name] = generalized }
    makers["RANSACRegressor"] = { try EstimatorCatalogue.estimator(try $0.part("estimator_")) }
    makers["PLSRegression"] = partialLeastSquares
    makers["PLSCanonical"] = partialLeastSquares
    makers["CCA"] = partialLeastSquares
    return makers
  }()

  /// `coef_` is a vector for one target; `intercept_` may be one number for all.
  static func function(_ fitted: FittedEstimator) throws -> LinearFunction {
    let coefficients = try fitted.matrix("coef_")
    var intercepts = fitted.has("intercept_") ? try fitted.vector("intercept_") : [0]
    if intercepts.count == 1 { intercepts = [Double](repeating: intercepts[0], count: coefficients.rowCount) }
    guard intercepts.count == coefficients.rowCount else {
      throw fitted.refusal(
        "intercept_", "Its length \(intercepts.count) does not fit \(coefficients.rowCount) rows of coef_.")
    }
    return LinearFunction(coefficients: coefficients, intercepts: intercepts)
  }

  private static let generalized: EstimatorMaker = { fitted in
    var link = Link.exponential
    if fitted.name == "TweedieRegressor" {
      switch fitted.text("link", default: "auto") {
      case "identity": link = .identity
      case "log": link = .exponential
      default: link = try fitted.number("power") <= 0 ? .identity : .exponential
      }
    }
    return .regressor(.scores(.linear(try function(fitted)), link))
  }

  /// Centred and, up to 1.4, scaled first; `coef_` lies the other way round before 1.3.
  private static let partialLeastSquares: EstimatorMaker = { fitted in
    let mean = try fitted.vector("_x_mean", "x_mean_")
    var matrix = try fitted.matrix("_coef_", "coef_")
    let isUpright = fitted["_coef_"] != nil || fitted.version >= ScikitLearnVersion(1, 3)
    if !isUpright { matrix = matrix.transposed }
    let intercepts =
      fitted.has("intercept_") ? try fitted.vector("intercept_") : try fitted.vector("_y_mean", "y_mean_")
    var steps: [ColumnArithmetic] = [.subtract(mean)]
    if fitted.version < ScikitLearnVersion(1, 5) { steps.append(.divide(try fitted.vector("_x_std", "x_std_"))) }
    let linear = LinearFunction(coefficients: matrix, intercepts: intercepts)
    return .pipeline([.transformer(.arithmetic(steps)), .regressor(.scores(.linear(linear), .identity))])
  }
}

extension Matrix {
  var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount { for column in 0..<columnCount { result[column, row] = self[row, column] } }
    return result
  }
}
