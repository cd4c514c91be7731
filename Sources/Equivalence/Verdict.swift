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
    let flips = Proportion(boundaryRows, of: unitCount)
    let bound = unitCount == 0 ? 1 : flips.upperBound(confidence: policy.confidence)
    var reasons = mismatches + differences
    if rows > 0, flips.lowerBound(confidence: policy.confidence) > policy.budget {
      reasons.append(
        "\(boundaryRows) of \(unitCount) \(boundaryName), more than the budget of \(percent(policy.budget))")
    }
    if let worse = truthReason { reasons.append(worse) }
    guard reasons.isEmpty else { return Judgement(verdict: .different, reasons: reasons, flipBound: bound) }
    let missing = max(rowsMissingForBound(bound), rowsMissingForTruth)
    if missing > 0 {
      return Judgement(
        verdict: .notEnoughEvidence(rowsMissing: missing),
        reasons: [
          "\(unitCount) \(unitName) can only say that fewer than \(percent(bound)) of all \(unitName) differ"
        ], flipBound: bound)
    }
    return Judgement(verdict: .equivalent, reasons: agreements, flipBound: bound)
  }

  /// What the budget is for.
  private var boundaryName: String {
    if queries > 0 { return "queries are in another order" }
    return outputs.contains { $0.role == .detections }
      ? "rows have boxes that the other model does not find" : "labels flip at a boundary"
  }

  /// What no tolerance allows.
  private var differences: [String] {
    outputs.flatMap { output -> [String] in
      switch output.role {
      case .ranking: return rankingDifferences(output)
      case .detections: return boxDifferences(output)
      case .embeddings: return vectorDifferences(output)
      case .label, .probabilities, .scores, .values, .numbers, .distances, .anomalies: break
      }
      var reasons: [String] = []
      if output.role == .label, output.flips > 0, output.labelPairs?.isRelabelling == true, policy.allowsRelabelling {
        return []
      }
      if output.role == .anomalies, output.materialFlips + output.boundaryFlips > 0 {
        reasons.append(
          "\(output.materialFlips + output.boundaryFlips) of \(rows) rows of `\(output.name)` change sides of the "
            + "threshold \(policy.threshold ?? 0)")
      }
      if output.role != .anomalies, output.materialFlips > 0 {
        reasons.append(
          "\(output.materialFlips) of \(rows) labels of `\(output.name)` differ where the original was sure"
            + (output.labelPairs?.isRelabelling == true ? " (the groups are the same under other labels)" : ""))
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

  private func rankingDifferences(_ output: OutputStatistics) -> [String] {
    guard output.ranking.changedTops > 0 else { return [] }
    return [
      "\(output.ranking.changedTops) of \(queries) queries have other items in their first \(policy.topCount) places"
    ]
  }

  private func boxDifferences(_ output: OutputStatistics) -> [String] {
    let boxes = output.detections
    var reasons: [String] = []
    if boxes.scoresOutside > 0 {
      reasons.append(
        "\(boxes.scoresOutside) of \(boxes.matched) boxes have a score outside the tolerance, by up to "
          + "\(boxes.largestScoreDifference)")
    }
    if let median = boxes.overlaps.quantile(0.5), median < policy.medianOverlap {
      reasons.append(
        "half of the matched boxes cover less than \(percent(median)) in common, and \(percent(policy.medianOverlap)) "
          + "is wanted")
    }
    return reasons
  }

  private func vectorDifferences(_ output: OutputStatistics) -> [String] {
    var reasons: [String] = []
    if output.rowsNotFinite > 0 {
      reasons.append("`\(output.name)` holds what is not a finite number in \(output.rowsNotFinite) of \(rows) rows")
    }
    let finite = output.rowsOutside - output.rowsNotFinite
    if finite > 0 {
      let seen = output.embeddings
      reasons.append(
        "\(finite) of \(rows) vectors of `\(output.name)` point or reach elsewhere: the least cosine is "
          + "\(seen.leastCosine), lengths are \(seen.leastNormRatio) to \(seen.largestNormRatio) of the original's")
    }
    return reasons
  }

  private var agreements: [String] {
    outputs.map { output in
      if output.role == .ranking {
        return output.ranking.discordant == 0
          ? "`\(output.name)` orders all \(queries) queries the same, up to ties"
          : "`\(output.name)` orders \(output.ranking.reordered) of \(queries) queries otherwise behind the first "
            + "\(policy.topCount) places"
      }
      if output.role == .detections {
        return
          "\(output.detections.matched) of \(output.detections.referenceBoxes) boxes are found again in \(rows) rows"
      }
      if output.changedCells == 0 { return "`\(output.name)` is the same in all \(rows) rows, bit for bit" }
      if output.role == .label, policy.allowsRelabelling, output.labelPairs?.isRelabelling == true {
        return "`\(output.name)` is the same in all \(rows) rows, under other labels"
      }
      if output.role == .label {
        return "`\(output.name)` differs in \(output.flips) of \(rows) rows, \(output.ties) of them ties"
      }
      return "`\(output.name)` differs by \(output.largestDifference) at most in \(rows) rows"
    }
  }

  private func rowsMissingForBound(_ bound: Double) -> Int {
    guard unitCount == 0 || bound > policy.budget else { return 0 }
    let needed = Proportion.rowsNeeded(for: policy.budget, count: boundaryRows, confidence: policy.confidence)
    return max(1, needed - unitCount)
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
