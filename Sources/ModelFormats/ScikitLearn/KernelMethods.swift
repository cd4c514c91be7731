// What is a sum of kernels with rows learnt by heart: ridge, components, maps and label spreading by kernels.

internal import ModelCore

enum KernelMethods {
  static let makers: [String: EstimatorMaker] = [
    "KernelRidge": ridge, "LabelPropagation": spreading, "LabelSpreading": spreading,
  ]
  static let transformers: [String: TransformerMaker] = [
    "KernelPCA": components, "Nystroem": map, "RBFSampler": fourier, "SkewedChi2Sampler": skewed,
  ]

  /// A kernel by name over `width` columns; the second tells what is done to rows and points before it.
  static func kernel(_ fitted: FittedEstimator, width: Int) throws -> (Kernel, isUnit: Bool) {
    guard let name = try fitted.value("kernel").text else {
      throw fitted.refusal("kernel", "It is a function of the user's.", remedy: "Fit it with a named kernel.")
    }
    func given(_ name: String, _ standard: Double) throws -> Double {
      try fitted.has(name) ? fitted.number(name) : standard
    }
    func gamma() throws -> Double {
      fitted.has("gamma_") ? try fitted.number("gamma_") : try given("gamma", 1 / Double(max(width, 1)))
    }
    switch name {
    case "linear": return (.linear, false)
    case "cosine": return (.linear, true)
    case "rbf": return (.rbf(gamma: try gamma()), false)
    case "laplacian": return (.laplacian(gamma: try gamma()), false)
    case "sigmoid": return (.sigmoid(gamma: try gamma(), coef0: try given("coef0", 1)), false)
    case "poly", "polynomial":
      let degree = try given("degree", 3)
      guard degree == degree.rounded(), (0...64).contains(degree) else {
        throw fitted.refusal("degree", "It is no whole number.", remedy: "Fit it with a whole degree.")
      }
      return (.polynomial(degree: Int(degree), gamma: try gamma(), coef0: try given("coef0", 1)), false)
    default:
      throw fitted.refusal(
        "kernel", "The kernel `\(name)` is not known here.",
        remedy: "Fit it with `linear`, `poly`, `rbf`, `laplacian`, `sigmoid` or `cosine`.")
    }
  }

  /// Rows through kernels with points, times coefficients (k × points), plus intercepts.
  private static func sums(
    _ fitted: FittedEstimator, points: Matrix, coefficients: Matrix, intercepts: [Double]
  ) throws -> Estimator {
    guard coefficients.columnCount == points.rowCount else {
      throw fitted.refusal(nil, "Its \(coefficients.columnCount) coefficients do not fit \(points.rowCount) rows.")
    }
    remarkRounding(fitted, coefficients)
    let (kernel, isUnit) = try kernel(fitted, width: points.columnCount)
    let machine = KernelMachine(
      kernel: kernel, supportVectors: isUnit ? points.unitRows : points, coefficients: coefficients,
      intercepts: intercepts)
    let regressor = Estimator.regressor(.scores(.supportVectors(machine), .identity))
    return isUnit ? .pipeline([.transformer(.normalize(.l2)), regressor]) : regressor
  }

  /// Terms that cancel leave the rounding of the terms.
  static func remarkRounding(_ fitted: FittedEstimator, _ coefficients: Matrix) {
    let most = (0..<coefficients.rowCount).map { coefficients.row($0).reduce(0) { $0 + abs($1) } }.max() ?? 0
    guard most > 1e3, most.isFinite else { return }
    fitted.remark(
      .bounded, "coefficients",
      "They add up to \(most) in size and cancel: how kernels are rounded shows in answers, about \(most * 1e-15).")
  }

  private static let ridge: EstimatorMaker = { fitted in
    let points = try fitted.matrix("X_fit_")
    var coefficients = try fitted.matrix("dual_coef_")
    if coefficients.columnCount != points.rowCount || coefficients.rowCount == points.rowCount {
      coefficients = coefficients.rowCount == 1 ? coefficients : coefficients.transposed
    }
    return try sums(
      fitted, points: points, coefficients: coefficients,
      intercepts: [Double](repeating: 0, count: coefficients.rowCount))
  }

  /// A kernel's row k is centred, k − mean(k) − rows + all, and goes onto the scaled vectors A. As the sum is linear:
  /// k · (A − mean over rows of A) + (all − rows) · A.
  private static let components: TransformerMaker = { fitted in
    let points = try fitted.matrix("X_fit_")
    let vectors = try fitted.matrix("eigenvectors_", "alphas_")
    let values = try fitted.vector("eigenvalues_", "lambdas_")
    let centerer = try fitted.part("_centerer")
    let rows = try centerer.vector("K_fit_rows_")
    let all = try centerer.number("K_fit_all_")
    let count = points.rowCount
    guard vectors.rowCount == count, vectors.columnCount == values.count, rows.count == count, count > 0 else {
      throw fitted.refusal("eigenvectors_", "They do not fit X_fit_.")
    }
    var coefficients = Matrix(rowCount: values.count, columnCount: count)
    var intercepts = [Double](repeating: 0, count: values.count)
    for (place, value) in values.enumerated() where value != 0 {
      let scaled = vectors.column(place).map { $0 / value.squareRoot() }
      let mean = scaled.reduce(0, +) / Double(count)
      for (point, number) in scaled.enumerated() {
        coefficients[place, point] = number - mean
        intercepts[place] += (all - rows[point]) * number
      }
    }
    return .answer(
      of: try sums(fitted, points: points, coefficients: coefficients, intercepts: intercepts), .prediction)
  }

  private static let map: TransformerMaker = { fitted in
    let normalization = try fitted.matrix("normalization_")
    return .answer(
      of: try sums(
        fitted, points: try fitted.matrix("components_"), coefficients: normalization,
        intercepts: [Double](repeating: 0, count: normalization.rowCount)), .prediction)
  }

  /// cos(x · W + offset) · √(2 / k).
  private static let fourier: TransformerMaker = { .sequence(try waves($0)) }

  private static func waves(_ fitted: FittedEstimator) throws -> [Transformer] {
    let weights = try fitted.matrix("random_weights_").transposed
    let offsets = try fitted.vector("random_offset_")
    guard offsets.count == weights.rowCount, weights.rowCount > 0 else {
      throw fitted.refusal("random_offset_", "It does not fit random_weights_.")
    }
    fitted.remark(
      .bounded, "random_weights_",
      "Rows far from those it was fitted on become cosines of great numbers, which are what rounding leaves of them.")
    let linear = LinearFunction(coefficients: weights, intercepts: offsets)
    let factor = (2 / Double(weights.rowCount)).squareRoot()
    return [
      .answer(of: .regressor(.scores(.linear(linear), .identity)), .prediction), .function(.cos),
      .arithmetic([.multiply([Double](repeating: factor, count: weights.rowCount))]),
    ]
  }

  private static let skewed: TransformerMaker = { fitted in
    let width = try fitted.matrix("random_weights_").rowCount
    let skew = try fitted.number("skewedness")
    return .sequence(
      [.arithmetic([.add([Double](repeating: skew, count: width))]), .function(.log)] + (try waves(fitted)))
  }

  /// Shares of labels among all rows, each counted by its kernel.
  private static let spreading: EstimatorMaker = { fitted in
    guard try fitted.value("kernel").text == "rbf" else {
      throw fitted.refusal(
        "kernel", "It spreads labels by something else than `rbf`.", remedy: "Fit it with `kernel=\"rbf\"`.")
    }
    let points = try fitted.matrix("X_")
    let shares = try fitted.matrix("label_distributions_").transposed
    let labels = try fitted.labels("classes_")
    guard shares.columnCount == points.rowCount, shares.rowCount == labels.count else {
      throw fitted.refusal("label_distributions_", "They do not fit X_.")
    }
    let machine = KernelMachine(
      kernel: .rbf(gamma: try fitted.number("gamma")), supportVectors: points, coefficients: shares,
      intercepts: [Double](repeating: 0, count: labels.count))
    return .classifier(
      Classifier(labels: labels, rule: .scores(.supportVectors(machine), .shares, .probabilities)))
  }
}

extension Matrix {
  /// Each row divided by its length; a row of zeros as it is.
  var unitRows: Matrix {
    var result = self
    for row in 0..<rowCount {
      let size = self.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in 0..<columnCount where size != 0 { result[row, column] /= size }
    }
    return result
  }
}
