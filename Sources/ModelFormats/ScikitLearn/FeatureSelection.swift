// Selectors of columns: what they learnt is turned into the columns they keep.

internal import ModelCore

enum FeatureSelection {
  static let makers: [String: TransformerMaker] = [
    "SelectKBest": { try select($0, best($0, $0["k"])) },
    "SelectPercentile": { try select($0, percentile($0, try $0.number("percentile"))) },
    "SelectFpr": { try select($0, falsePositive($0, try $0.number("alpha"))) },
    "SelectFdr": { try select($0, falseDiscovery($0, try $0.number("alpha"))) },
    "SelectFwe": { try select($0, familywise($0, try $0.number("alpha"))) }, "GenericUnivariateSelect": univariate,
    "VarianceThreshold": { fitted in
      let threshold = try fitted.has("threshold") ? fitted.number("threshold") : 0
      return try select(fitted, try fitted.vector("variances_").map { $0 > threshold })
    },
    "RFE": supported, "RFECV": supported, "SequentialFeatureSelector": supported, "SelectFromModel": fromModel,
  ]

  /// At the end of a pipeline they answer as the model behind them, on the columns they keep.
  static let predictors: [String: EstimatorMaker] = ["RFE": predicting, "RFECV": predicting]

  private static let predicting: EstimatorMaker = { fitted in
    let inner = try EstimatorCatalogue.estimator(try fitted.part("estimator_"))
    return .pipeline([.transformer(try supported(fitted)), inner])
  }

  private static func select(_ fitted: FittedEstimator, _ mask: [Bool]) throws -> Transformer {
    .select(mask.indices.filter { mask[$0] })
  }

  private static let supported: TransformerMaker = { fitted in
    try select(fitted, try fitted.integers("support_").map { $0 != 0 })
  }

  private static func scores(_ fitted: FittedEstimator) throws -> [Double] {
    try fitted.vector("scores_").map { $0.isNaN ? -Double.greatestFiniteMagnitude : $0 }
  }

  /// The last of equals win, as in a stable sort.
  private static func best(_ fitted: FittedEstimator, _ count: PickleValue?) throws -> [Bool] {
    let scores = try scores(fitted)
    guard count?.text != "all" else { return scores.map { _ in true } }
    guard let count = count?.integer, count >= 0 else { throw fitted.refusal("k", "It is no number of columns.") }
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    var mask = scores.map { _ in false }
    for place in order.suffix(count) { mask[place] = true }
    return mask
  }

  /// Above the percentile, and as many at it as there is room for.
  private static func percentile(_ fitted: FittedEstimator, _ percentile: Double) throws -> [Bool] {
    let scores = try scores(fitted)
    if percentile >= 100 { return scores.map { _ in true } }
    if percentile <= 0 || scores.isEmpty { return scores.map { _ in false } }
    let sorted = scores.sorted()
    let at = Double(scores.count - 1) * (100 - percentile) / 100
    let low = Int(at.rounded(.down))
    let high = min(low + 1, scores.count - 1)
    let threshold = sorted[low] + (sorted[high] - sorted[low]) * (at - Double(low))
    var mask = scores.map { $0 > threshold }
    var room = Int(Double(scores.count) * percentile / 100) - mask.filter { $0 }.count
    for place in scores.indices where scores[place] == threshold && room > 0 {
      mask[place] = true
      room -= 1
    }
    return mask
  }

  private static func falsePositive(_ fitted: FittedEstimator, _ alpha: Double) throws -> [Bool] {
    try fitted.vector("pvalues_").map { $0 < alpha }
  }

  private static func familywise(_ fitted: FittedEstimator, _ alpha: Double) throws -> [Bool] {
    let values = try fitted.vector("pvalues_")
    return values.map { $0 < alpha / Double(values.count) }
  }

  /// Benjamini and Hochberg.
  private static func falseDiscovery(_ fitted: FittedEstimator, _ alpha: Double) throws -> [Bool] {
    let values = try fitted.vector("pvalues_")
    let count = Double(values.count)
    let passing = values.sorted().enumerated().filter { $0.element <= alpha / count * Double($0.offset + 1) }.map(
      \.element)
    guard let greatest = passing.max() else { return values.map { _ in false } }
    return values.map { $0 <= greatest }
  }

  private static let univariate: TransformerMaker = { fitted in
    let mode = fitted.text("mode", default: "percentile")
    switch mode {
    case "k_best": return try select(fitted, best(fitted, fitted["param"]))
    case "percentile": return try select(fitted, percentile(fitted, try fitted.number("param")))
    case "fpr": return try select(fitted, falsePositive(fitted, try fitted.number("param")))
    case "fdr": return try select(fitted, falseDiscovery(fitted, try fitted.number("param")))
    case "fwe": return try select(fitted, familywise(fitted, try fitted.number("param")))
    default: throw fitted.refusal("mode", "The mode `\(mode)` is not known here.")
    }
  }

  // MARK: By the importance of columns in another model

  private static let fromModel: TransformerMaker = { fitted in
    let inner = fitted.has("estimator_") ? try fitted.part("estimator_") : try fitted.part("estimator")
    let importances = try Importances.of(inner, selector: fitted)
    let threshold = try threshold(fitted, inner, importances)
    var mask = importances.map { $0 >= threshold }
    if let value = fitted["max_features_", "max_features"], !value.isNone {
      guard let most = value.integer else { throw fitted.refusal("max_features", "It is a function of the user's.") }
      let order = importances.indices.sorted { (-importances[$0], $0) < (-importances[$1], $1) }
      let kept = Set(order.prefix(most))
      mask = mask.indices.map { mask[$0] && kept.contains($0) }
    }
    return try select(fitted, mask)
  }

  /// A number, `mean`, `median`, or a multiple of them. Without one, models that are sparse on purpose have 1e-5.
  private static func threshold(
    _ fitted: FittedEstimator, _ inner: FittedEstimator, _ importances: [Double]
  ) throws -> Double {
    if let number = fitted["threshold"]?.double { return number }
    let isSparse = inner.text("penalty", default: "") == "l1" || inner.name.contains("Lasso")
    let text = fitted["threshold"]?.text ?? (isSparse ? "1e-5" : "mean")
    if let number = Double(text) { return number }
    let parts = text.split(separator: "*").map { $0.filter { $0 != " " } }
    guard let factor = parts.count == 2 ? Double(parts[0]) : 1, let name = parts.last, !importances.isEmpty else {
      throw fitted.refusal("threshold", "`\(text)` is not understood.")
    }
    switch name {
    case "mean": return factor * (importances.reduce(0, +) / Double(importances.count))
    case "median":
      let sorted = importances.sorted()
      let middle = sorted.count / 2
      return factor * (sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
    default: throw fitted.refusal("threshold", "`\(text)` is not understood.")
    }
  }
}

/// How much each column matters to a model, as the model's class tells it.
private enum Importances {
  static func of(_ fitted: FittedEstimator, selector: FittedEstimator) throws -> [Double] {
    if fitted.has("coef_") {
      let matrix = try fitted.matrix("coef_")
      return try (0..<matrix.columnCount).map { norm(matrix.column($0), try selector["norm_order"]?.double ?? 1) }
    }
    if fitted.has("tree_") { return try tree(fitted) }
    if fitted.name.contains("Forest") || fitted.name.hasPrefix("ExtraTrees"), fitted.has("estimators_") {
      let all = try Trees.members(fitted).filter { try FittedTree($0).left.count > 1 }.map { try tree($0) }
      guard let width = all.first?.count else { throw selector.refusal("estimator", "No tree of it has a test.") }
      let means = (0..<width).map { column in all.reduce(0) { $0 + $1[column] } / Double(all.count) }
      let sum = means.reduce(0, +)
      return fitted.version >= ScikitLearnVersion(0, 22) && sum != 0 ? means.map { $0 / sum } : means
    }
    throw selector.refusal(
      "estimator", "How \(fitted.name) weighs columns is not known here.",
      remedy: "Select with a linear model or a forest, or put the chosen columns into a ColumnTransformer.")
  }

  private static func norm(_ column: [Double], _ order: Double) -> Double {
    if column.count == 1 { return abs(column[0]) }
    if order == 1 { return column.reduce(0) { $0 + abs($1) } }
    if order == .infinity { return column.map { abs($0) }.max() ?? 0 }
    return Mathematics.pow(column.reduce(0) { $0 + Mathematics.pow(abs($1), order) }, 1 / order)
  }

  /// The decrease of impurity that each column's tests bring, as a share of all.
  private static func tree(_ fitted: FittedEstimator) throws -> [Double] {
    let tree = try FittedTree(fitted)
    guard let nodes = try fitted.part("tree_").value("nodes").array(),
      let impurity = try nodes.field("impurity")?.doubles(),
      let weight = try nodes.field("weighted_n_node_samples")?.doubles()
    else { throw fitted.refusal("tree_", "Its nodes have no impurity.") }
    var shares = [Double](repeating: 0, count: tree.featureCount)
    for place in tree.left.indices where tree.left[place] >= 0 {
      let (left, right) = (tree.left[place], tree.right[place])
      guard impurity.indices.contains(left), impurity.indices.contains(right),
        shares.indices.contains(tree.feature[place])
      else {
        throw fitted.refusal("tree_", "Node \(place) points outside of the tree.")
      }
      shares[tree.feature[place]] +=
        weight[place] * impurity[place] - weight[left] * impurity[left] - weight[right] * impurity[right]
    }
    shares = shares.map { $0 / weight[0] }
    let sum = shares.reduce(0, +)
    return sum > 0 ? shares.map { $0 / sum } : shares
  }
}
