// K-means and Gaussian mixtures.

internal import ModelCore

enum Clusters {
  static let makers: [String: EstimatorMaker] = [
    "KMeans": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "MiniBatchKMeans": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "AffinityPropagation": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) },
    "MeanShift": { .clusterer(.centers(try $0.matrix("cluster_centers_"))) }, "Birch": { .clusterer(try groups($0)) },
    "BisectingKMeans": bisected, "GaussianMixture": mixture, "BayesianGaussianMixture": mixture,
  ]
  static let transformers: [String: TransformerMaker] = [
    "KMeans": { .answer(of: .clusterer(.centers(try $0.matrix("cluster_centers_"))), .transformation) },
    "Birch": { .answer(of: .clusterer(try groups($0)), .transformation) },
    "MiniBatchKMeans": { .answer(of: .clusterer(.centers(try $0.matrix("cluster_centers_"))), .transformation) },
  ]

  /// Each cut asks which of two centres is nearer, and the answer says what is asked next: a tree over differences of
  /// squared distances, whose leaves are clusters.
  private static let bisected: EstimatorMaker = { fitted in
    let shift = fitted.has("_X_mean") ? try fitted.vector("_X_mean") : []
    var cuts = Cuts(count: try fitted.matrix("cluster_centers_").rowCount)
    try cuts.add(try fitted.part("_bisecting_tree"), shift: shift)
    guard let width = cuts.coefficients.first?.count, cuts.coefficients.allSatisfy({ $0.count == width }) else {
      throw fitted.refusal("_bisecting_tree", "It has one cluster only, or its centres differ in length.")
    }
    fitted.remark(
      .lossy, "transform", "Distances to centres are left out: what is converted is which cluster a row is in.")
    let linear = LinearFunction(coefficients: Matrix(rows: cuts.coefficients), intercepts: cuts.intercepts)
    let ensemble = TreeEnsemble(trees: [cuts.tree], outputCount: cuts.count, base: [])
    return .pipeline([
      .transformer(.answer(of: .regressor(.scores(.linear(linear), .identity)), .prediction)),
      .classifier(
        Classifier(
          labels: (0..<cuts.count).map { .integer($0) }, rule: .scores(.trees(ensemble), .none, .scores))),
    ])
  }

  /// The cuts of bisecting k-means, as a tree and the linear functions that it asks.
  private struct Cuts {
    let count: Int
    var coefficients: [[Double]] = []
    var intercepts: [Double] = []
    var tree: DecisionTree

    init(count: Int) {
      self.count = count
      tree = DecisionTree(nodes: [], values: [], leafWidth: count)
    }

    mutating func add(_ node: FittedEstimator, shift: [Double]) throws {
      let row = tree.nodes.count
      guard node.has("left"), node.has("right") else {
        let label = try node.integer("label")
        guard (0..<count).contains(label) else { throw node.refusal("label", "It is no cluster.") }
        tree.nodes.append(DecisionTree.Node(test: .leaf, index: Int32(tree.values.count / count)))
        try node.context.charge(8 * count)
        tree.values += (0..<count).map { $0 == label ? 1 : 0 }
        return
      }
      let (left, right) = (try node.part("left"), try node.part("right"))
      func center(_ part: FittedEstimator) throws -> [Double] {
        let center = try part.vector("center")
        return shift.count == center.count ? zip(center, shift).map { $0 + $1 } : center
      }
      let (low, high) = (try center(left), try center(right))
      guard low.count == high.count else { throw node.refusal("center", "Centres differ in length.") }
      tree.nodes.append(DecisionTree.Node(test: .lessOrEqual, feature: Int32(coefficients.count), yes: Int32(row + 1)))
      // ‖x − a‖² − ‖x − b‖², of which ‖x‖² goes out.
      coefficients.append(zip(low, high).map { 2 * ($1 - $0) })
      intercepts.append(low.reduce(0) { $0 + $1 * $1 } - high.reduce(0) { $0 + $1 * $1 })
      try add(left, shift: shift)
      tree.nodes[row].no = Int32(tree.nodes.count)
      try add(right, shift: shift)
    }
  }

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
