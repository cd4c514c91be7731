// Histogram gradient boosting: packed nodes, sets of categories, a direction for missing numbers.

internal import ModelCore

enum HistogramBoosting {
  static let makers: [String: EstimatorMaker] = [
    "HistGradientBoostingRegressor": regressor, "HistGradientBoostingClassifier": classifier,
  ]

  private static let regressor: EstimatorMaker = { fitted in
    let loss = fitted.text("loss", default: "squared_error")
    let link: Link = ["poisson", "gamma"].contains(loss) ? .exponential : .identity
    return try prepared(fitted, .regressor(.scores(.trees(try ensemble(fitted)), link)))
  }

  private static let classifier: EstimatorMaker = { fitted in
    let ensemble = try ensemble(fitted)
    let rule = Classifier.Rule.scores(
      .trees(ensemble), ensemble.outputCount > 1 ? .softmax : .logistic(), .probabilities)
    return try prepared(fitted, .classifier(Classifier(labels: try fitted.labels("classes_"), rule: rule)))
  }

  /// From 1.4 on, columns of categories are encoded and put in front.
  private static func prepared(_ fitted: FittedEstimator, _ estimator: Estimator) throws -> Estimator {
    guard fitted.has("_preprocessor") else { return estimator }
    let encoder = try EstimatorCatalogue.transformer(try fitted.part("_preprocessor"))
    return .pipeline([.transformer(encoder), estimator])
  }

  private static func ensemble(_ fitted: FittedEstimator) throws -> TreeEnsemble {
    let base = try fitted.vector("_baseline_prediction")
    let known = try knownCategories(fitted)
    var trees: [DecisionTree] = []
    var width = 1
    for (round, stage) in try fitted.list("_predictors").enumerated() {
      let predictors = try fitted.list(stage, "_predictors")
      width = predictors.count
      for (output, predictor) in predictors.enumerated() {
        let part = try fitted.part(predictor, "_predictors[\(round)][\(output)]")
        var tree = try HistogramTree(part, knownCategories: known).made()
        tree.firstOutput = output
        trees.append(tree)
      }
    }
    guard base.count == width, !trees.isEmpty else {
      throw fitted.refusal("_baseline_prediction", "It starts \(base.count) scores, and there are \(width).")
    }
    return TreeEnsemble(trees: trees, outputCount: width, base: base)
  }

  /// The categories seen in each column that holds some, by column.
  private static func knownCategories(_ fitted: FittedEstimator) throws -> [Int: Set<Int32>] {
    guard fitted.has("is_categorical_"), fitted.has("_bin_mapper") else { return [:] }
    let mapper = try fitted.part("_bin_mapper")
    guard mapper.has("is_categorical_") else { return [:] }
    let flags = try mapper.integers("is_categorical_")
    let bins = try mapper.list("bin_thresholds_")
    var known: [Int: Set<Int32>] = [:]
    for (column, flag) in flags.enumerated() where flag != 0 && column < bins.count {
      known[column] = Set(try mapper.numbers(bins[column], "bin_thresholds_").compactMap { Int32(exactly: $0) })
    }
    return known
  }
}

/// One `TreePredictor`.
private struct HistogramTree {
  let fitted: FittedEstimator
  let nodes: NumPyArray
  let known: [Int: Set<Int32>]
  /// Rows of eight 32-bit words: which categories go left.
  let words: [Int]

  init(_ fitted: FittedEstimator, knownCategories known: [Int: Set<Int32>]) throws {
    self.fitted = fitted
    self.known = known
    guard let nodes = try fitted.value("nodes").array(), !nodes.type.fields.isEmpty, nodes.shape.count == 1,
      nodes.count > 0
    else {
      throw fitted.refusal("nodes", "They are no table of a release that is known.")
    }
    self.nodes = nodes
    try fitted.context.charge(40 * nodes.count)
    words = try fitted["raw_left_cat_bitsets"]?.array()?.integers() ?? []
  }

  private func field(_ names: String...) throws -> NumPyArray {
    for name in names { if let field = nodes.field(name) { return field } }
    throw fitted.refusal("nodes", "They have no field \(names[0]).")
  }

  func made() throws -> DecisionTree {
    let value = try field("value").doubles()
    let feature = try field("feature_idx").integers()
    let threshold = try field("num_threshold", "threshold").doubles()
    let left = try field("left").integers()
    let right = try field("right").integers()
    let isLeaf = try field("is_leaf").integers()
    let missing = try nodes.field("missing_go_to_left")?.integers() ?? [Int](repeating: 0, count: nodes.count)
    let isCategorical = try nodes.field("is_categorical")?.integers()
    let bitset = try nodes.field("bitset_idx")?.integers()
    var tree = DecisionTree(nodes: [], values: [])
    for place in value.indices {
      if isLeaf[place] != 0 {
        tree.nodes.append(DecisionTree.Node(test: .leaf, index: Int32(tree.values.count)))
        tree.values.append(value[place])
        continue
      }
      let children = (place + 1)..<max(value.count, place + 1)
      guard children.contains(left[place]), children.contains(right[place]), left[place] != right[place],
        (0..<(1 << 24)).contains(feature[place])
      else { throw fitted.refusal("nodes", "Node \(place) points outside of the tree.") }
      var node = DecisionTree.Node(
        test: .lessOrEqual, missing: missing[place] != 0 ? .goesYes : .goesNo, feature: Int32(feature[place]),
        threshold: threshold[place], yes: Int32(left[place]), no: Int32(right[place]))
      if let isCategorical, isCategorical[place] != 0, let bitset {
        node.test = .member
        node.index = Int32(tree.sets.count)
        tree.sets.append(try categories(bitset[place], feature[place], missingGoesLeft: missing[place] != 0))
      }
      tree.nodes.append(node)
    }
    return tree
  }

  /// Those that go left. A category that was not seen goes where missing numbers go.
  private func categories(_ row: Int, _ feature: Int, missingGoesLeft: Bool) throws -> [Int32] {
    guard row >= 0, row < words.count / 8 else {
      throw fitted.refusal("raw_left_cat_bitsets", "A set is missing.")
    }
    let seen = known[feature] ?? []
    return (0..<256).compactMap { category in
      let isLeft = words[row * 8 + category / 32] >> (category % 32) & 1 == 1
      let isUnseen = !isLeft && !seen.contains(Int32(category))
      return isLeft || (isUnseen && missingGoesLeft) ? Int32(category) : nil
    }
  }
}
