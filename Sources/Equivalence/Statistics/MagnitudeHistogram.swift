// Counts of sizes in buckets of equal relative width: quantiles that merge.

internal import ModelCore

/// A histogram of numbers by sign, power of two and the first six bits behind it; a quantile is right to 1.6 %.
///
/// Counters only, so shards merge to the same histogram in any order.
package struct MagnitudeHistogram: Equatable, Sendable {
  private static let fractionBits: UInt64 = 6
  /// By bucket number; a dictionary since most of the 260,000 buckets stay empty. Read in order of the keys only.
  private var counts: [Int64: Int] = [:]
  package private(set) var count = 0

  package init() {}

  /// NaN is not counted.
  package mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    counts[Self.bucket(of: value), default: 0] += 1
    count += 1
  }

  package mutating func merge(_ other: MagnitudeHistogram) {
    counts.merge(other.counts, uniquingKeysWith: +)
    count += other.count
  }

  /// Ascending with the value; 0 for zero.
  private static func bucket(of value: Double) -> Int64 {
    let magnitude = Int64(value.magnitude.bitPattern >> (52 - fractionBits))
    return value < 0 ? -magnitude - 1 : magnitude
  }

  /// The edge of a bucket that lies farther from zero.
  private static func edge(of bucket: Int64) -> Double {
    let magnitude = UInt64(bucket < 0 ? -bucket - 1 : bucket)
    if magnitude == 0 { return 0 }
    let outer = Double(bitPattern: (magnitude + 1) << (52 - fractionBits) - 1)
    let finite = outer.isNaN ? Double.infinity : outer
    return bucket < 0 ? -finite : finite
  }

  /// How many sizes lie in each power of ten, `10^exponent ..< 10^(exponent + 1)`, ascending; and how many are zero. Without
  /// infinities. Right to the width of a bucket at the edges.
  package var decades: (zeros: Int, decades: [(exponent: Int, count: Int)]) {
    var decades: [Int: Int] = [:]
    for (bucket, count) in counts {
      let size = abs(Self.edge(of: bucket))
      guard size > 0, size.isFinite else { continue }
      decades[Int(Mathematics.log10(size).rounded(.down)), default: 0] += count
    }
    return (counts[0] ?? 0, decades.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// A number that at least `share` of the numbers do not exceed, up to a bucket's width; nil for an empty histogram.
  package func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let wanted = max(1, Int((share * Double(count)).rounded(.up)))
    var seen = 0
    for bucket in counts.keys.sorted() {
      seen += counts[bucket] ?? 0
      if seen >= wanted { return Self.edge(of: bucket) }
    }
    return nil
  }
}
