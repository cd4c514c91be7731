// Isolation forests: how long the way to a leaf is.

internal import ModelCore

enum IsolationForests {
  static let makers: [String: EstimatorMaker] = ["IsolationForest": forest]

  private static let forest: EstimatorMaker = { fitted in
    let trees = try Trees.members(fitted).map { try tree($0, fitted) }
    var columns: [[Int]]?
    if fitted.has("estimators_features_") {
      columns = try fitted.list("estimators_features_").map { try fitted.places($0, "estimators_features_") }
    }
    let size = try fitted["_max_samples", "max_samples_"]?.integer ?? (try fitted.integer("max_samples_"))
    let ensemble = TreeEnsemble(trees: trees, outputCount: 1, base: [0], aggregation: .mean, inputPrecision: .single)
    let all = columns?.enumerated().allSatisfy { $0.element == Array(0..<$0.element.count) } ?? true
    return .outlierDetector(
      .isolationForest(
        IsolationForest(
          trees: ensemble, columns: all ? nil : columns, normalization: averagePath(size, fitted.version),
          offset: try offset(fitted))))
  }

  /// Since 0.20 `offset_`; before, scores were 0.5 − s, and `threshold_` decided.
  private static func offset(_ fitted: FittedEstimator) throws -> Double {
    if fitted.has("offset_"), fitted.version >= ScikitLearnVersion(0, 20) {
      let offset = try fitted.number("offset_")
      guard fitted.version < ScikitLearnVersion(0, 22), fitted.has("_threshold_"),
        fitted.text("behaviour", default: "old") == "old"
      else {
        return offset
      }
      return try moved(fitted, offset, try fitted.number("_threshold_"))
    }
    // These releases take a score at the threshold for an outlier, too, and scores of few trees often are there.
    return try moved(fitted, -0.5, try fitted.number("threshold_")) + atThreshold
  }

  /// Less than scores differ by, and more than their rounding.
  private static let atThreshold = 1e-13

  private static func moved(_ fitted: FittedEstimator, _ offset: Double, _ threshold: Double) throws -> Double {
    if threshold != 0 {
      fitted.remark(
        .bounded, "threshold_",
        "Scores are lower by \(threshold): this release decided by a threshold of its own, later ones by 0. Labels are the same."
      )
    }
    return offset + threshold
  }

  private static func tree(_ member: FittedEstimator, _ forest: FittedEstimator) throws -> DecisionTree {
    let tree = try FittedTree(member)
    var depths = [Int](repeating: 0, count: tree.left.count)
    for place in depths.indices where tree.left[place] > place && tree.right[place] > place {
      for child in [tree.left[place], tree.right[place]] where child < depths.count {
        depths[child] = depths[place] + 1
      }
    }
    var lengths = ContiguousArray<Double>()
    let nodes = try tree.nodes { place in
      // The library counts the nodes on the way and takes one off.
      lengths.append(Double(depths[place] + 1) + averagePath(tree.sampleCounts[place], forest.version) - 1)
      return lengths.count - 1
    }
    return DecisionTree(nodes: nodes, values: lengths)
  }

  /// c(n) of Liu and others. Up to 0.20, one sample counted as 1 and two were not told apart.
  private static func averagePath(_ count: Int, _ version: ScikitLearnVersion) -> Double {
    let isOld = version < ScikitLearnVersion(0, 21)
    if count <= 1 { return isOld ? 1 : 0 }
    if count == 2 && !isOld { return 1 }
    let n = Double(count)
    if version < ScikitLearnVersion(0, 19) { return 2 * (Mathematics.log(n) + 0.5772156649) - 2 * (n - 1) / n }
    return 2 * (Mathematics.log(n - 1) + 0.5772156649015329) - 2 * (n - 1) / n
  }
}
