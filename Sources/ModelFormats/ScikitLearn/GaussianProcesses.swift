// Gaussian processes for numbers: the mean of the posterior, a sum of kernels with the rows learnt.

internal import ModelCore

enum GaussianProcesses {
  static let makers: [String: EstimatorMaker] = ["GaussianProcessRegressor": regressor]

  /// factor · kernel(x / lengths, y / lengths); without a kernel it is the factor alone.
  private struct Term {
    var factor = 1.0
    var kernel: Kernel?
    var lengths: [Double] = [1]
  }

  /// The mean is K(x, rows) · alpha, by the targets' deviation (since 0.23) and mean.
  private static let regressor: EstimatorMaker = { fitted in
    let points = try fitted.matrix("X_train_", "X_fit_")
    var alpha = try fitted.matrix("alpha_")
    if alpha.rowCount == points.rowCount, alpha.columnCount != points.rowCount || points.rowCount > 1 {
      alpha = alpha.transposed
    }
    guard alpha.columnCount == points.rowCount else { throw fitted.refusal("alpha_", "It does not fit X_train_.") }
    let count = alpha.rowCount
    let means = try spread(fitted, "_y_train_mean", 0, count)
    let deviations = try spread(fitted, "_y_train_std", 1, count)
    let members = try terms(try fitted.part("kernel_"), depth: 0).map { term in
      Regressor.Member(
        try member(term, points, alpha, scale: deviations, fitted: fitted))
    }
    let zeros = [Double](repeating: 0, count: count)
    if members.isEmpty { return .regressor(.scores(.constant(means), .identity)) }
    // Sums of what the terms answer, one behind the other, target by target.
    try fitted.charge(forZerosOf: count, count * members.count, "alpha_")
    var ones = Matrix(rowCount: count, columnCount: count * members.count)
    for target in 0..<count { for place in members.indices { ones[target, place * count + target] = 1 } }
    let isPlain = means == zeros && members.count == 1
    if isPlain { return members[0].estimator }
    let linear = LinearFunction(coefficients: ones, intercepts: means)
    let final = Estimator.regressor(.scores(.linear(linear), .identity))
    return .regressor(.stacking(members, final: final, answer: .prediction, passesInputs: false))
  }

  /// One number for all targets, or one each.
  private static func spread(
    _ fitted: FittedEstimator, _ name: String, _ standard: Double, _ count: Int
  ) throws -> [Double] {
    let numbers = fitted.has(name) ? try fitted.vector(name) : [standard]
    if numbers.count == count { return numbers }
    guard numbers.count == 1 else { throw fitted.refusal(name, "It is not one number a target.") }
    return [Double](repeating: numbers[0], count: count)
  }

  private static func member(
    _ term: Term, _ points: Matrix, _ alpha: Matrix, scale: [Double], fitted: FittedEstimator
  ) throws -> Estimator {
    var coefficients = alpha
    for row in 0..<alpha.rowCount {
      for column in 0..<alpha.columnCount { coefficients[row, column] = alpha[row, column] * term.factor * scale[row] }
    }
    guard let kernel = term.kernel else {
      let sums = (0..<alpha.rowCount).map { coefficients.row($0).reduce(0, +) }
      return .regressor(.scores(.constant(sums), .identity))
    }
    let width = points.columnCount
    guard term.lengths.count == 1 || term.lengths.count == width else {
      throw fitted.refusal("kernel_", "Its lengths are not one a column.")
    }
    let lengths = term.lengths.count == 1 ? [Double](repeating: term.lengths[0], count: width) : term.lengths
    var scaled = points
    for row in 0..<points.rowCount {
      for column in 0..<width { scaled[row, column] = points[row, column] / lengths[column] }
    }
    KernelMethods.remarkRounding(fitted, coefficients)
    let machine = KernelMachine(
      kernel: kernel, supportVectors: scaled, coefficients: coefficients,
      intercepts: [Double](repeating: 0, count: alpha.rowCount))
    let regressor = Estimator.regressor(.scores(.supportVectors(machine), .identity))
    if lengths.allSatisfy({ $0 == 1 }) { return regressor }
    return .pipeline([.transformer(.arithmetic([.divide(lengths)])), regressor])
  }

  // MARK: Kernels

  /// More than a person writes; sums of sums multiplied are soon more than a file's size tells.
  private static let mostProducts = 4096

  /// A kernel as a sum of terms. Noise is nothing between a row and those learnt.
  private static func terms(_ kernel: FittedEstimator, depth: Int) throws -> [Term] {
    switch kernel.name {
    case "Sum":
      return try terms(try kernel.part("k1"), depth: depth + 1) + terms(try kernel.part("k2"), depth: depth + 1)
    case "Product":
      let (first, second) = (
        try terms(try kernel.part("k1"), depth: depth + 1), try terms(try kernel.part("k2"), depth: depth + 1)
      )
      guard [first.count, second.count].product ?? .max <= mostProducts else {
        throw kernel.refusal(nil, "It multiplies sums of \(first.count) and \(second.count) kernels.")
      }
      return try first.flatMap { one in try second.map { try product(one, $0, kernel) } }
    case "WhiteKernel": return []
    case "ConstantKernel": return [Term(factor: try kernel.number("constant_value"))]
    case "RBF": return [Term(kernel: .rbf(gamma: 0.5), lengths: try kernel.vector("length_scale"))]
    case "Matern":
      let lengths = try kernel.vector("length_scale")
      switch try kernel.number("nu") {
      case 0.5: return [Term(kernel: .matern(.exponential), lengths: lengths)]
      case 1.5: return [Term(kernel: .matern(.once), lengths: lengths)]
      case 2.5: return [Term(kernel: .matern(.twice), lengths: lengths)]
      case .infinity: return [Term(kernel: .rbf(gamma: 0.5), lengths: lengths)]
      default:
        throw kernel.refusal("nu", "It needs Bessel functions.", remedy: "Fit it with `nu` 0.5, 1.5, 2.5 or infinite.")
      }
    case "RationalQuadratic":
      let length = try kernel.number("length_scale")
      let alpha = try kernel.number("alpha")
      return [Term(kernel: .rationalQuadratic(alpha: alpha, scale: 2 * alpha * length * length))]
    case "DotProduct":
      let sigma = try kernel.number("sigma_0")
      return [Term(kernel: .polynomial(degree: 1, gamma: 1, coef0: sigma * sigma))]
    default:
      throw kernel.refusal(
        nil, "This kernel is not known here.",
        remedy: "Use sums of RBF, Matern, RationalQuadratic, DotProduct and White kernels, each times a constant.")
    }
  }

  private static func product(_ one: Term, _ other: Term, _ kernel: FittedEstimator) throws -> Term {
    guard one.kernel == nil || other.kernel == nil else {
      throw kernel.refusal(
        nil, "It multiplies two kernels that both depend on the row.", remedy: "Use sums of kernels times constants.")
    }
    var product = one.kernel == nil ? other : one
    product.factor = one.factor * other.factor
    return product
  }
}
