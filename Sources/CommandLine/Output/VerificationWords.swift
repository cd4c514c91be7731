// What the counters of one output say, in words that the terminal and the page share.

import Equivalence

enum VerificationWords {
  /// A line for each thing that the table of outputs has no column for.
  static func details(_ output: OutputStatistics) -> [String] {
    switch output.role {
    case .embeddings: embeddings(output)
    case .detections: detections(output)
    case .ranking: ranking(output)
    case .label, .probabilities, .scores, .values, .numbers, .distances, .anomalies: []
    }
  }

  private static func embeddings(_ output: OutputStatistics) -> [String] {
    let seen = output.embeddings
    var lines = [
      "\(output.name): the least cosine is \(seen.leastCosine), lengths are \(seen.leastNormRatio) to "
        + "\(seen.largestNormRatio) of the original's"
    ]
    if seen.neighbours > 0 {
      lines.append(
        "\(output.name): \(seen.keptNeighbours) of \(seen.neighbours) nearest neighbours are the same, in a sample")
    }
    return lines
  }

  private static func detections(_ output: OutputStatistics) -> [String] {
    let seen = output.detections
    return [
      "\(output.name): \(seen.referenceBoxes) boxes before, \(seen.candidateBoxes) after; \(seen.matched) matched, "
        + "\(seen.lost) lost, \(seen.added) new, \(seen.reclassified) of them of another class, \(seen.ignored) at the "
        + "threshold",
      "\(output.name): matched boxes cover \(seen.overlaps.quantile(0.5) ?? 1) in common at the median, "
        + "\(seen.leastOverlap) at least; scores differ by up to \(seen.largestScoreDifference)",
    ]
  }

  private static func ranking(_ output: OutputStatistics) -> [String] {
    let seen = output.ranking
    var lines = [
      "\(output.name): \(seen.changedTops) of \(seen.queries) queries begin otherwise, \(seen.reordered) more differ behind; "
        + "\(seen.discordant) of \(seen.pairs) pairs changed places, \(seen.tiedPairs) are ties"
    ]
    if let mean = seen.meanTau {
      lines.append("\(output.name): Kendall's tau is \(mean) on average, \(seen.leastTau) at least")
    }
    if let gains = seen.meanGains {
      lines.append("\(output.name): NDCG is \(gains.reference) before, \(gains.candidate) after")
    }
    return lines
  }
}
