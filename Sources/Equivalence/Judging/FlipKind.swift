// Two labels that differ, and whether that says anything.

/// Why a label became another one.
package enum FlipKind: String, Sendable, CaseIterable {
  /// The original had no preference: its two best scores are equal up to the tolerance, or no numbers. Either label is as
  /// right.
  case tie
  /// The original's margin is no more than twice what the scores of this row changed by.
  case boundary
  /// Anything else, and every flip of a model that gives no scores.
  case material
}

/// The preference among scores of a row.
struct Preference {
  /// Best minus second best; of one score its distance from the threshold.
  let margin: Double
  /// The largest size among the scores.
  let magnitude: Double

  init(_ scores: ArraySlice<Double>, role: Predictions.Role) {
    magnitude = scores.reduce(0) { max($0, abs($1)) }
    guard scores.count > 1 else {
      let score = scores.first ?? 0
      margin = role == .probabilities ? abs(2 * score - 1) : abs(score)
      return
    }
    var best = -Double.infinity
    var second = -Double.infinity
    for score in role == .distances ? ArraySlice(scores.map { -$0 }) : scores {
      if score > best {
        second = best
        best = score
      } else if score > second {
        second = score
      }
    }
    margin = best - second
  }
}
