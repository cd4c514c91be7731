// K-means and Gaussian mixtures.

internal import ModelCore

enum Clusters {
  static let makers: [String: EstimatorMaker] = [
    "KMeans": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "MiniBatchKMeans": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "AffinityPropagation": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "MeanShift": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) }, "Birch": { .clusterer(try groups($0)) },
    "GaussianMixture": mixture, "BayesianGaussianMixture": mixture,
  ]
  static let transformers: [String: TransformerMaker] = [
    "KMeans": { .answer(of: .clusterer(.centers(try $0.matrix("cluster_centers_"))), .transformation) },
    "Birch": { .answer(of: .clusterer(try groups($0)), .transformation) },
    "MiniBatchKMeans": { .answer(of: .clusterer(.centers(try $0.matrix("cluster_centers_"))), .transformation) },
  ]

  /// The nearest subcluster tells the cluster.
  private static func groups(_ fitted: FittedEstimator) throws -> Clusterer {
    let centers = try fitted.matrix("subcluster_centers_")
    let groups = try fitted.integers("subcluster_labels_")
    guard groups.count == centers.rowCount, groups.allSatisfy((0..<max(centers.rowCount, 1)).contains) else {
      throw fitted.refusal("subcluster_labels_", "They do not fit subcluster_centers_.")
    }
    return .groups(centers, groups)
  }

  private static let mixture: EstimatorMaker = { fitted in
    let means = try fitted.matrix("means_")
    var mixture = GaussianMixture(
      weights: try fitted.vector("weights_"), means: means, precisions: try precisions(fitted, means))
    if fitted.name == "BayesianGaussianMixture" {
      mixture.logWeights = try logWeights(fitted)
      mixture.logDensityCorrections = try corrections(fitted, width: means.columnCount)
    }
    return .clusterer(.gaussianMixture(mixture))
  }

  private static func precisions(_ fitted: FittedEstimator, _ means: Matrix) throws -> GaussianMixture.Precisions {
    guard let factors = try fitted.value("precisions_cholesky_").array() else {
      throw fitted.refusal("precisions_cholesky_", "It holds no numbers.")
    }
    switch fitted.text("covariance_type", default: "full") {
    case "full":
      let width = means.columnCount
      guard factors.shape == [means.rowCount, width, width] else {
        throw fitted.refusal("precisions_cholesky_", "Its shape is not known.")
      }
      let numbers = try factors.doubles()
      let size = width * width
      return .full(
        (0..<means.rowCount).map { part in
          Matrix(
            rowCount: width, columnCount: width, values: ContiguousArray(numbers[(part * size)..<((part + 1) * size)]))
        })
    case "tied": return .tied(try factors.matrix())
    case "diag": return .diagonal(try factors.matrix())
    default: return .spherical(try factors.doubles())
    }
  }

  /// Expectations under the posterior of weights: of a Dirichlet process (stick breaking), or of a distribution.
  private static func logWeights(_ fitted: FittedEstimator) throws -> [Double] {
    let value = try fitted.value("weight_concentration_")
    guard fitted.text("weight_concentration_prior_type", default: "dirichlet_process") == "dirichlet_process" else {
      let concentration = try fitted.numbers(value, "weight_concentration_")
      let total = digamma(concentration.reduce(0, +))
      return concentration.map { digamma($0) - total }
    }
    guard let parts = value.items, parts.count == 2 else {
      throw fitted.refusal("weight_concentration_", "It is no pair.")
    }
    let first = try fitted.numbers(parts[0], "weight_concentration_")
    let second = try fitted.numbers(parts[1], "weight_concentration_")
    guard first.count == second.count else {
      throw fitted.refusal("weight_concentration_", "Its parts differ in length.")
    }
    var left = 0.0
    return zip(first, second).map { a, b in
      let total = digamma(a + b)
      defer { left += digamma(b) - total }
      return digamma(a) - total + left
    }
  }

  private static func corrections(_ fitted: FittedEstimator, width: Int) throws -> [Double] {
    let freedoms = try fitted.vector("degrees_of_freedom_")
    let precisions = try fitted.vector("mean_precision_")
    let count = Double(width)
    let parts = try fitted.vector("weights_").count
    // With `tied`, one number serves all components.
    let spread = freedoms.count == 1 ? [Double](repeating: freedoms[0], count: parts) : freedoms
    guard spread.count == precisions.count else {
      throw fitted.refusal("degrees_of_freedom_", "It does not fit mean_precision_.")
    }
    return zip(spread, precisions).map { freedom, precision in
      let expectation =
        count * Mathematics.log(2) + (0..<width).reduce(0) { $0 + digamma(0.5 * (freedom - Double($1))) }
      return -0.5 * count * Mathematics.log(freedom) + 0.5 * (expectation - count / precision)
    }
  }

  /// ψ(x) for x > 0: recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.18).
  static func digamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var x = x
    var result = 0.0
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      square
      * (1.0 / 12 - square
        * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square * (1.0 / 132 - square * 691.0 / 32760)))))
    return result + Mathematics.log(x) - 0.5 / x - series
  }
}
