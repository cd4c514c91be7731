// The order that two rankers give the items of a query.

internal import ModelCore

/// Counters of queries; merges without regard to order.
package struct RankingStatistics: Equatable, Sendable {
  package var queries = 0
  /// Queries whose first places hold other items, beyond ties.
  package var changedTops = 0
  /// Queries in which some pair of items changed places, beyond ties.
  package var reordered = 0
  /// Pairs of items that the original tells apart, and those of them that changed places.
  package var pairs = 0
  package var discordant = 0
  /// Pairs that the original does not tell apart.
  package var tiedPairs = 0
  /// Of each query with two items that are told apart.
  package var leastTau = 1.0
  package var tau = ExactSum()
  package var tauQueries = 0
  /// Where the relevance of items is known: the gain of the first places, over the best there could be.
  package var gainQueries = 0
  package var referenceGain = ExactSum()
  package var candidateGain = ExactSum()

  mutating func merge(_ other: RankingStatistics) {
    queries += other.queries
    changedTops += other.changedTops
    reordered += other.reordered
    pairs += other.pairs
    discordant += other.discordant
    tiedPairs += other.tiedPairs
    leastTau = min(leastTau, other.leastTau)
    tau.merge(other.tau)
    tauQueries += other.tauQueries
    gainQueries += other.gainQueries
    referenceGain.merge(other.referenceGain)
    candidateGain.merge(other.candidateGain)
  }

  package var meanTau: Double? { tauQueries > 0 ? tau.value / Double(tauQueries) : nil }
  package var meanGains: (reference: Double, candidate: Double)? {
    guard gainQueries > 0 else { return nil }
    return (referenceGain.value / Double(gainQueries), candidateGain.value / Double(gainQueries))
  }
}

/// The items of one query with the scores of both models.
struct RankedQuery {
  let reference: ArraySlice<Double>
  let candidate: ArraySlice<Double>
  let tolerance: Tolerance
  let topCount: Int

  /// A difference of scores that says nothing.
  private func isTie(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= 2 * (tolerance.absolute + tolerance.relative * max(abs(one), abs(other)))
  }

  /// - Returns: the worst that was found, nil where nothing differs.
  func compare(into statistics: inout RankingStatistics) -> WorstRow.Severity? {
    statistics.queries += 1
    guard zip(reference, candidate).allSatisfy({ $0.isFinite && $1.isFinite }) else {
      if zip(reference, candidate).allSatisfy({ $0 == $1 || $0.isNaN && $1.isNaN }) { return nil }
      statistics.changedTops += 1
      return .notFinite
    }
    let (told, swapped, tied) = pairs()
    statistics.pairs += told
    statistics.discordant += swapped
    statistics.tiedPairs += tied
    if told > 0 {
      let tau = Double(told - 2 * swapped) / Double(told)
      statistics.tau.add(tau)
      statistics.tauQueries += 1
      statistics.leastTau = min(statistics.leastTau, tau)
    }
    if hasOtherTop {
      statistics.changedTops += 1
      return .material
    }
    if swapped > 0 {
      statistics.reordered += 1
      return .boundary
    }
    return reference == candidate ? nil : .changed
  }

  /// Pairs of items: told apart by the original, of them in another order, and not told apart.
  private func pairs() -> (told: Int, swapped: Int, tied: Int) {
    let first = Array(reference)
    let second = Array(candidate)
    var told = 0
    var swapped = 0
    var tied = 0
    for one in first.indices {
      for other in first.indices where other > one {
        if isTie(first[one], first[other]) {
          tied += 1
        } else {
          told += 1
          // An order that the migrated model does not tell either is lost, and no order against the original's.
          if (first[one] - first[other]) * (second[one] - second[other]) < 0, !isTie(second[one], second[other]) {
            swapped += 1
          }
        }
      }
    }
    return (told, swapped, tied)
  }

  /// Whether an item stands in the migrated model's first places that the original puts behind its own last of them.
  private var hasOtherTop: Bool {
    guard reference.count > topCount else { return false }
    let first = Array(reference)
    let last = first.sorted(by: >)[topCount - 1]
    let order = candidate.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
    let bound = order[topCount - 1].element
    return order.prefix(topCount).contains { item in
      // An item that the migrated model does not tell from its own last place may as well stand behind it.
      first[item.offset] < last && !isTie(first[item.offset], last) && !isTie(item.element, bound)
    }
  }

  /// The discounted gain of the first places over the best one; nil where nothing is relevant.
  static func gain(_ scores: ArraySlice<Double>, relevance: ArraySlice<Double>, topCount: Int) -> Double? {
    let relevance = Array(relevance)
    let order = scores.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.map(\.offset)
    func total(_ places: [Int]) -> Double {
      places.prefix(topCount).enumerated().reduce(0) { sum, item in
        sum + (Mathematics.pow(2, relevance[item.element]) - 1) / Mathematics.log2(Double(item.offset + 2))
      }
    }
    let best = total(relevance.indices.sorted { (relevance[$1], $0) < (relevance[$0], $1) })
    return best > 0 ? total(order) / best : nil
  }
}
