// What the counters amount to.

/// Whether the migrated model still predicts the same.
package enum Verdict: Equatable, Sendable {
  case equivalent
  case different
  /// Nothing speaks against it, but too few rows were compared; with how many more would settle it, if no more of them
  /// differ.
  case notEnoughEvidence(rowsMissing: Int)
}

/// A verdict with its reasons, worst first, each one sentence.
package struct Judgement: Equatable, Sendable {
  package var verdict: Verdict
  package var reasons: [String]
  /// No more than this share of all rows flips at a boundary, with the policy's confidence.
  package var flipBound: Double
}

extension Comparison {
  package var judgement: Judgement {
    let flips = Proportion(boundaryRows, of: rows)
    let bound = rows == 0 ? 1 : flips.upperBound(confidence: policy.confidence)
    var reasons = mismatches + differences
    if rows > 0, flips.lowerBound(confidence: policy.confidence) > policy.budget {
      reasons.append(
        "\(boundaryRows) of \(rows) labels flip at a boundary, more than the budget of \(percent(policy.budget))")
    }
    if let worse = truthReason { reasons.append(worse) }
    guard reasons.isEmpty else { return Judgement(verdict: .different, reasons: reasons, flipBound: bound) }
    let missing = max(rowsMissingForBound(bound), rowsMissingForTruth)
    if missing > 0 {
      return Judgement(
        verdict: .notEnoughEvidence(rowsMissing: missing),
        reasons: ["\(rows) rows can only say that fewer than \(percent(bound)) of all rows differ"], flipBound: bound)
    }
    return Judgement(verdict: .equivalent, reasons: agreements, flipBound: bound)
  }

  /// What no tolerance allows.
  private var differences: [String] {
    outputs.flatMap { output -> [String] in
      var reasons: [String] = []
      if output.materialFlips > 0 {
        reasons.append(
          "\(output.materialFlips) of \(rows) labels of `\(output.name)` differ where the original was sure")
      }
      if output.rowsNotFinite > 0 {
        reasons.append(
          "`\(output.name)` is not a finite number on one side only, in \(output.rowsNotFinite) of \(rows) rows")
      }
      let finite = output.rowsOutside - output.rowsNotFinite
      if finite > 0 {
        reasons.append(
          "\(finite) of \(rows) rows of `\(output.name)` lie outside the tolerance, by up to "
            + "\(output.largestDifference)")
      }
      return reasons
    }
  }

  private var agreements: [String] {
    outputs.map { output in
      if output.changedCells == 0 { return "`\(output.name)` is the same in all \(rows) rows, bit for bit" }
      if output.role == .label {
        return "`\(output.name)` differs in \(output.flips) of \(rows) rows, \(output.ties) of them ties"
      }
      return "`\(output.name)` differs by \(output.largestDifference) at most in \(rows) rows"
    }
  }

  private func rowsMissingForBound(_ bound: Double) -> Int {
    guard rows == 0 || bound > policy.budget else { return 0 }
    let needed = Proportion.rowsNeeded(for: policy.budget, count: boundaryRows, confidence: policy.confidence)
    return max(1, needed - rows)
  }

  // MARK: Truth

  private var truthReason: String? {
    guard let truth else { return nil }
    if let accuracies = truth.accuracies, truth.pairs.difference < -policy.margin,
      truth.pairs.chance < 1 - policy.confidence
    {
      return
        "accuracy falls from \(percent(accuracies.reference)) to \(percent(accuracies.candidate)), more than the margin "
        + "of \(percent(policy.margin))"
    }
    if let errors = truth.meanErrors, let increase = truth.increase(confidence: policy.confidence),
      let upper = increase.upperBound, 2 * increase.mean - upper > policy.margin * errors.reference
    {
      return "the mean error grows from \(errors.reference) to \(errors.candidate)"
    }
    return nil
  }

  private var rowsMissingForTruth: Int {
    guard let truth else { return 0 }
    if truth.rows > 0, truth.pairs.lowerBound(confidence: policy.confidence) < -policy.margin {
      return max(1, truth.pairs.rowsNeeded(margin: policy.margin, confidence: policy.confidence) - truth.rows)
    }
    if let errors = truth.meanErrors, let increase = truth.increase(confidence: policy.confidence) {
      guard let upper = increase.upperBound else { return 30 - truth.cells }
      if upper > policy.margin * errors.reference { return truth.cells }
    }
    return 0
  }

  /// 0.001 → `0.1 %`, to three significant digits.
  private func percent(_ share: Double) -> String {
    let value = share * 100
    guard value > 0, value < 100 else { return "\(Int(value.rounded())) %" }
    var scale = 1.0
    while value * scale < 100 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded)) %" : "\(rounded) %"
  }
}
