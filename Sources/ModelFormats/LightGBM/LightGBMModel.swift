// A model of LightGBM's as its file has it: what stands in the head, the trees, what stands behind them.

internal import ModelCore

/// What was read of a file, before it is made an estimator.
struct LightGBMModel {
  /// The format as the file names it: `v2`, `v3`, `v4`; nil where it does not.
  var format: String?
  /// Scores a row.
  var outputCount = 1
  var featureNames: [String] = []
  var features: [LightGBMFeature] = []
  /// As written: `binary sigmoid:1`; nil where the objective was a function of the user's.
  var objective: String?
  /// Whether trees are averaged (`boosting=rf`).
  var isAveraged = false
  var trees: [DecisionTree] = []
  /// Whether a line says where the trees end, as releases from 2.2 on write it.
  var hasEnd = false
  /// Columns that the parameters call categorical, by place; nil where they do not say.
  var categoricalFeatures: [Int]?
  /// Categories of the columns that pandas gave as categories, in their order.
  var pandasCategories: [[Label]] = []

  /// Whether a dump may have left out that its leaves are linear functions.
  var mayHideLinearLeaves = false
  /// What its trees take, in bytes.
  var memory = 0

  var iterationCount: Int { outputCount > 0 ? trees.count / outputCount : 0 }
}

/// What the training data held in one column.
enum LightGBMFeature: Equatable {
  /// One value only, or nothing that helps: no tree asks for it.
  case unused
  case range(low: Double, high: Double)
  case categories([Int])
}

/// An objective, as far as it says what becomes of scores.
enum LightGBMObjective: Equatable {
  /// Numbers, one a row.
  case link(Link)
  /// One score of two classes, and the slope of its logistic function.
  case binary(slope: Double)
  case softmax(classCount: Int)
  /// A logistic function a class, not divided by their sum.
  case oneVersusAll(classCount: Int, slope: Double)

  /// `name key:value …`. Nil for a name that is not known.
  init?(_ text: String?) {
    let words = (text ?? "custom").split(separator: " ")
    guard let name = words.first else { return nil }
    func number(_ key: String) -> Double? {
      words.dropFirst().first { $0.hasPrefix(key + ":") }.flatMap { Double($0.dropFirst(key.count + 1)) }
    }
    let slope = number("sigmoid") ?? 1
    let classCount = number("num_class").flatMap { Int(exactly: $0) } ?? 1
    switch name {
    case "regression", "regression_l2", "mean_squared_error", "mse", "l2", "l2_root", "root_mean_squared_error", "rmse",
      "regression_l1", "mean_absolute_error", "l1", "mae", "quantile", "quantile_l2", "huber", "fair", "mape",
      "mean_absolute_percentage_error":
      // Releases that switch the root off for an objective do not write it.
      self = .link(words.contains("sqrt") ? .signedSquare : .identity)
    case "poisson", "gamma", "tweedie": self = .link(.exponential)
    case "cross_entropy", "xentropy": self = .link(.logistic())
    case "cross_entropy_lambda", "xentlambda": self = .link(.softplus)
    case "lambdarank", "rank_xendcg", "xendcg", "xe_ndcg", "xe_ndcg_mart", "xendcg_mart", "custom", "none", "null",
      "na":
      self = .link(.identity)
    case "binary": self = .binary(slope: slope)
    case "multiclass", "softmax": self = .softmax(classCount: classCount)
    case "multiclassova", "multiclass_ova", "ova", "ovr": self = .oneVersusAll(classCount: classCount, slope: slope)
    default: return nil
    }
  }
}
