// Boxes of two detectors, matched with one another.

internal import ModelCore

/// Counters of boxes; merges without regard to order.
package struct DetectionStatistics: Equatable, Sendable {
  /// Of the original, and of the migrated model, that count.
  package var referenceBoxes = 0
  package var candidateBoxes = 0
  package var matched = 0
  package var lost = 0
  package var added = 0
  /// Lost or added, and with a score so near the threshold that either is as right.
  package var ignored = 0
  /// Matched boxes that became another class: one lost and one added that cover the same.
  package var reclassified = 0
  /// How much each matched pair covers in common.
  package var overlaps = MagnitudeHistogram()
  package var leastOverlap = 1.0
  /// Matched pairs whose scores lie outside the tolerance.
  package var scoresOutside = 0
  package var largestScoreDifference = 0.0

  package var unmatched: Int { lost + added }

  mutating func merge(_ other: DetectionStatistics) {
    referenceBoxes += other.referenceBoxes
    candidateBoxes += other.candidateBoxes
    matched += other.matched
    lost += other.lost
    added += other.added
    ignored += other.ignored
    reclassified += other.reclassified
    overlaps.merge(other.overlaps)
    leastOverlap = min(leastOverlap, other.leastOverlap)
    scoresOutside += other.scoresOutside
    largestScoreDifference = max(largestScoreDifference, other.largestScoreDifference)
  }
}

/// The boxes of one row.
struct DetectionMatch {
  let policy: Policy
  let tolerance: Tolerance

  /// Whether a box and the score of it may as well be missing.
  private func isUncertain(_ box: Detection) -> Bool {
    guard let threshold = policy.threshold else { return false }
    return tolerance.allows(abs(box.score - threshold), from: threshold)
  }

  private func counting(_ boxes: [Detection]) -> [Detection] {
    guard let threshold = policy.threshold else { return boxes }
    return boxes.filter { $0.score >= threshold || isUncertain($0) }
  }

  /// Matches boxes of the same class, those that cover most in common first.
  ///
  /// - Returns: the worst that was found, nil where nothing differs.
  func compare(
    _ reference: [Detection], _ candidate: [Detection], into statistics: inout DetectionStatistics
  ) -> WorstRow.Severity? {
    let first = counting(reference)
    let second = counting(candidate)
    statistics.referenceBoxes += first.count
    statistics.candidateBoxes += second.count
    let before = (statistics.unmatched, statistics.scoresOutside)
    let (pairs, lost, added) = Self.matched(first, second, at: policy.overlap) { $0.label == $1.label }
    for (one, other, overlap) in pairs { count(first[one], second[other], overlap, &statistics) }
    statistics.ignored += (lost.map { first[$0] } + added.map { second[$0] }).count(where: isUncertain)
    let left = lost.map { first[$0] }.filter { !isUncertain($0) }
    let right = added.map { second[$0] }.filter { !isUncertain($0) }
    statistics.lost += left.count
    statistics.added += right.count
    statistics.reclassified += Self.matched(left, right, at: policy.overlap) { _, _ in true }.pairs.count
    if statistics.scoresOutside > before.1 { return .outside }
    if statistics.unmatched > before.0 { return .boundary }
    return first == second ? nil : .changed
  }

  private func count(
    _ one: Detection, _ other: Detection, _ overlap: Double, _ statistics: inout DetectionStatistics
  ) {
    statistics.matched += 1
    statistics.overlaps.add(overlap)
    statistics.leastOverlap = min(statistics.leastOverlap, overlap)
    let difference = abs(one.score - other.score)
    guard difference.isFinite else {
      if one.score.isNaN != other.score.isNaN { statistics.scoresOutside += 1 }
      return
    }
    statistics.largestScoreDifference = max(statistics.largestScoreDifference, difference)
    if !tolerance.allows(difference, from: one.score) { statistics.scoresOutside += 1 }
  }

  private static func matched(
    _ first: [Detection], _ second: [Detection], at least: Double, _ fits: (Detection, Detection) -> Bool
  ) -> (pairs: [(Int, Int, Double)], lost: [Int], added: [Int]) {
    var candidates: [(overlap: Double, one: Int, other: Int)] = []
    for (one, box) in first.enumerated() {
      for (other, twin) in second.enumerated() where fits(box, twin) {
        let overlap = box.overlap(twin)
        if overlap >= least { candidates.append((overlap, one, other)) }
      }
    }
    candidates.sort { ($1.overlap, $0.one, $0.other) < ($0.overlap, $1.one, $1.other) }
    var taken = (Set<Int>(), Set<Int>())
    var pairs: [(Int, Int, Double)] = []
    for (overlap, one, other) in candidates where !taken.0.contains(one) && !taken.1.contains(other) {
      taken.0.insert(one)
      taken.1.insert(other)
      pairs.append((one, other, overlap))
    }
    return (
      pairs, first.indices.filter { !taken.0.contains($0) }, second.indices.filter { !taken.1.contains($0) }
    )
  }
}
