// Support vector machines as libsvm keeps them.

internal import ModelCore

enum SupportVectors {
  static let makers: [String: EstimatorMaker] = [
    "SVC": classifier, "NuSVC": classifier, "SVR": regressor, "NuSVR": regressor, "OneClassSVM": oneClass,
    "SGDOneClassSVM": stochasticOneClass,
  ]

  private static func kernel(_ fitted: FittedEstimator) throws -> Kernel {
    guard let name = try fitted.value("kernel").text else {
      throw fitted.refusal("kernel", "It is a function of the user's.", remedy: "Fit it with a named kernel.")
    }
    func gamma() throws -> Double { try fitted.has("_gamma") ? fitted.number("_gamma") : fitted.number("gamma") }
    switch name {
    case "linear": return .linear
    case "rbf": return .rbf(gamma: try gamma())
    case "poly":
      return .polynomial(degree: try fitted.integer("degree"), gamma: try gamma(), coef0: try fitted.number("coef0"))
    case "sigmoid": return .sigmoid(gamma: try gamma(), coef0: try fitted.number("coef0"))
    default:
      throw fitted.refusal(
        "kernel", "The kernel `\(name)` needs more than the row itself.",
        remedy: "Fit it with a named kernel on the columns.")
    }
  }

  private static func vectors(_ fitted: FittedEstimator) throws -> (Matrix, Matrix, [Double]) {
    // A kernel that is not known explains more than what it left behind.
    _ = try kernel(fitted)
    let vectors = try fitted.keptMatrix("support_vectors_")
    let coefficients = try fitted.matrix("_dual_coef_", "dual_coef_")
    guard coefficients.columnCount == vectors.rowCount else {
      throw fitted.refusal("dual_coef_", "It does not fit the \(vectors.rowCount) support vectors.")
    }
    return (vectors, coefficients, try fitted.vector("_intercept_", "intercept_"))
  }

  private static let regressor: EstimatorMaker = { fitted in
    .regressor(.scores(.supportVectors(try single(fitted)), .identity))
  }

  private static let oneClass: EstimatorMaker = { .outlierDetector(.oneClass(try single($0))) }

  private static func single(_ fitted: FittedEstimator) throws -> KernelMachine {
    let (vectors, coefficients, intercepts) = try vectors(fitted)
    guard coefficients.rowCount == 1, intercepts.count == 1 else {
      throw fitted.refusal("dual_coef_", "It has several rows.")
    }
    return KernelMachine(
      kernel: try kernel(fitted), supportVectors: vectors, coefficients: coefficients, intercepts: intercepts)
  }

  /// A linear function is one support vector.
  private static let stochasticOneClass: EstimatorMaker = { fitted in
    let coefficients = try fitted.matrix("coef_")
    guard coefficients.rowCount == 1 else { throw fitted.refusal("coef_", "It has several rows.") }
    return .outlierDetector(
      .oneClass(
        KernelMachine(
          kernel: .linear, supportVectors: coefficients, coefficients: Matrix(rows: [[1]]),
          intercepts: [-(try fitted.number("offset_"))])))
  }

  private static let classifier: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let (vectors, coefficients, intercepts) = try vectors(fitted)
    let counts = try fitted.integers(
      fitted["_n_support", "n_support_"] ?? (try fitted.value("n_support_")), "n_support_")
    let count = labels.count
    guard counts.count == count, count > 1, coefficients.rowCount == count - 1, counts.allSatisfy({ $0 >= 0 }),
      counts.sum == vectors.rowCount, intercepts.count == count * (count - 1) / 2
    else { throw fitted.refusal("n_support_", "It does not fit the support vectors.") }
    try fitted.charge(forZerosOf: intercepts.count, vectors.rowCount, "dual_coef_")
    let machine = KernelMachine(
      kernel: try kernel(fitted), supportVectors: vectors, coefficients: pairs(coefficients, counts),
      intercepts: intercepts)
    let (probA, probB) = try platt(fitted, pairCount: intercepts.count)
    let standard = fitted.version < ScikitLearnVersion(0, 19) ? "ovo" : "ovr"
    let answersPerClass = fitted.text("decision_function_shape", default: standard) == "ovr"
    if answersPerClass && count > 2 { remarkScores(fitted) }
    let rule = PairwiseMachine(
      machine: machine, probA: probA, probB: probB, breaksTies: fitted.boolean("break_ties", default: false),
      answersPerClass: answersPerClass)
    return .classifier(Classifier(labels: labels, rule: .pairwiseVectors(rule)))
  }

  /// Before 0.21, votes were told apart by confidences over the greatest among all rows asked about.
  static func remarkScores(_ fitted: FittedEstimator) {
    guard fitted.version < ScikitLearnVersion(0, 21) else { return }
    if fitted.version < ScikitLearnVersion(0, 18), fitted.name.hasSuffix("SVC") {
      return fitted.remark(
        .bounded, "decision_function",
        "In this release the scores of a row depended on the rows asked about with it, and confidences counted against their class; they are as in 0.21 and later, less than 0.84 apart. Labels are the same."
      )
    }
    let isPair = fitted.name == "OneVsOneClassifier" && (try? fitted.labels("classes_").count) == 2
    let pair =
      isPair && fitted.version < ScikitLearnVersion(0, 19) ? " Of two classes there is one score, not two." : ""
    fitted.remark(
      .bounded, "decision_function",
      "In this release the scores of a row depended on the rows asked about with it; they are as in 0.21 and later, at most 0.5 apart.\(pair) Labels are the same."
    )
  }

  private static func platt(_ fitted: FittedEstimator, pairCount: Int) throws -> ([Double], [Double]) {
    guard fitted.boolean("probability", default: false), fitted.has("_probA") || fitted.has("probA_") else {
      return ([], [])
    }
    let first = try fitted.vector("_probA", "probA_")
    let second = try fitted.vector("_probB", "probB_")
    guard first.count == pairCount, second.count == pairCount else { return ([], []) }
    return (first, second)
  }

  /// Class i's vectors have their coefficient against class j in row j − 1 where i < j, else in row j.
  private static func pairs(_ coefficients: Matrix, _ counts: [Int]) -> Matrix {
    let starts = counts.indices.map { counts[..<$0].reduce(0, +) }
    var rows = Matrix(rowCount: counts.count * (counts.count - 1) / 2, columnCount: coefficients.columnCount)
    var pair = 0
    for first in counts.indices {
      for second in counts.indices where second > first {
        for place in starts[first]..<(starts[first] + counts[first]) {
          rows[pair, place] = coefficients[second - 1, place]
        }
        for place in starts[second]..<(starts[second] + counts[second]) {
          rows[pair, place] = coefficients[first, place]
        }
        pair += 1
      }
    }
    return rows
  }
}
