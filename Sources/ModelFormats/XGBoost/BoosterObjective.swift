// What XGBoost's objectives make of scores, and of the base score before there are any.

internal import ModelCore

/// An objective as far as predicting goes.
enum BoosterObjective: Equatable, Sendable {
  /// A number that is a function of the score.
  case link(Link)
  /// One of two classes, by a probability.
  case binary(Link)
  /// One of several classes, by softmax; whether `Booster.predict` answers with the class alone.
  case multiclass(answersWithClass: Bool)
  /// Quantiles, each row of them brought into order.
  case ordered

  /// Nil for a name that no release has.
  init?(_ written: String, version: BoosterVersion?, outputCount: Int) {
    let name = written.hasPrefix("gpu:") ? String(written.dropFirst(4)) : written
    switch name {
    case "binary:logistic": self = .binary(.logistic())
    case "binary:hinge": self = .binary(.step)
    case "multi:softmax": self = .multiclass(answersWithClass: true)
    case "multi:softprob": self = .multiclass(answersWithClass: false)
    case "reg:logistic": self = .link(.logistic())
    case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft": self = .link(.exponential)
    case "reg:quantileerror":
      let isOrdered = outputCount > 1 && (version ?? .unknown) >= BoosterVersion(3, 4, 0)
      self = isOrdered ? .ordered : .link(.identity)
    case "reg:squarederror", "reg:linear", "reg:squaredlogerror", "reg:pseudohubererror", "reg:absoluteerror",
      "binary:logitraw", "rank:pairwise", "rank:ndcg", "rank:map":
      self = .link(.identity)
    // Several expectiles are sums of functions of the scores before them.
    case "reg:expectileerror" where outputCount == 1: self = .link(.identity)
    default: return nil
    }
  }

  /// The base score on the scale of scores, in single precision as the library computes it.
  ///
  /// Files of releases before 1.0 hold it so already. `binary:logitraw` took a probability up to 1.3.0.
  static func margin(_ base: Float, objective: String, version: BoosterVersion?) -> Float {
    guard let version else { return base }
    switch objective {
    case "binary:logistic", "reg:logistic": return logit(base, version)
    case "binary:logitraw": return version < BoosterVersion(1, 3, 1) ? logit(base, version) : base
    case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft":
      return Float(Mathematics.log(Double(base)))
    default: return base
    }
  }

  /// Held inside of (0, 1) by 1e-6 since 3.1, which learns it from the labels and may learn 0 or 1.
  private static func logit(_ base: Float, _ version: BoosterVersion) -> Float {
    let held = version >= BoosterVersion(3, 1, 0) ? min(max(base, 1e-6), 1 - 1e-6) : base
    return -Float(Mathematics.log(Double(1 / held - 1)))
  }
}
