// Bounds, tests and sums against figures of R and SciPy, and against themselves in another order.

import Testing

@testable import Equivalence

@Suite("Statistics that merge")
struct StatisticsTests {
  @Test("no flips in so many rows certify such a share", arguments: [(299, 0.01), (2995, 0.001), (29956, 0.0001)])
  func certificates(rows: Int, share: Double) {
    #expect(Proportion.rowsNeeded(for: share, confidence: 0.95) == rows)
    #expect(Proportion(0, of: rows).upperBound(confidence: 0.95) <= share)
    #expect(Proportion(0, of: rows - 1).upperBound(confidence: 0.95) > share)
  }

  // scipy.stats.beta.ppf(0.95, k + 1, n - k) and beta.ppf(0.05, k, n - k + 1).
  @Test(
    "exact bounds of proportions",
    arguments: [
      (1, 10_000, 4.7429766e-4, 5.129316e-6), (10, 10_000, 1.6956315e-3, 5.4263758e-4),
      (65, 50_000, 1.5978972e-3, 1.0467445e-3), (3, 20, 0.3436638, 0.04216941),
    ])
  func bounds(count: Int, total: Int, upper: Double, lower: Double) {
    let proportion = Proportion(count, of: total)
    #expect(abs(proportion.upperBound(confidence: 0.95) / upper - 1) < 1e-7)
    #expect(abs(proportion.lowerBound(confidence: 0.95) / lower - 1) < 1e-7)
  }

  @Test("McNemar's exact test: 110 rows against 49")
  func mcNemar() {
    let pairs = DiscordantPairs(onlyReference: 110, onlyCandidate: 49, total: 10_000)
    // scipy.stats.binomtest(49, 159).pvalue
    #expect(abs(pairs.chance / 1.469950384e-6 - 1) < 1e-9)
    #expect(DiscordantPairs(onlyReference: 3, onlyCandidate: 3, total: 10).chance == 1)
    #expect(DiscordantPairs(onlyReference: 0, onlyCandidate: 0, total: 10).chance == 1)
  }

  @Test("rows needed to show that accuracy did not fall", arguments: [(10, 343), (100, 3426), (500, 17_128)])
  func powerOfTests(disagreeing: Int, rows: Int) {
    let half = disagreeing / 2
    let pairs = DiscordantPairs(onlyReference: half, onlyCandidate: disagreeing - half, total: 10_000)
    #expect(abs(pairs.rowsNeeded(margin: 0.005, confidence: 0.95) - rows) <= 1)
  }

  @Test("a score bound of paired proportions lies below the difference and rises with the rows")
  func scoreBound() {
    let few = DiscordantPairs(onlyReference: 2, onlyCandidate: 2, total: 100).lowerBound(confidence: 0.95)
    let many = DiscordantPairs(onlyReference: 20, onlyCandidate: 20, total: 1000).lowerBound(confidence: 0.95)
    #expect(few < many && many < 0)
    // No discordant pair: the bound is −z² / (n + z²).
    let none = DiscordantPairs(onlyReference: 0, onlyCandidate: 0, total: 100).lowerBound(confidence: 0.95)
    #expect(abs(none - -0.02634) < 1e-4)
  }

  @Test("exact sums do not depend on order, and are rounded once")
  func sums() {
    var generator = SplitMix(state: 7)
    var numbers = (0..<2000).map { _ in
      Double(
        sign: generator.next() % 2 == 0 ? .plus : .minus, exponent: Int(generator.next() % 600) - 300, significand: 1.5)
    }
    numbers += [1e308, -1e308, .leastNonzeroMagnitude, -0.0, 3 * .leastNonzeroMagnitude]
    var forward = ExactSum()
    var backward = ExactSum()
    var halves = [ExactSum(), ExactSum()]
    for (index, number) in numbers.enumerated() {
      forward.add(number)
      backward.add(numbers[numbers.count - 1 - index])
      halves[index % 2].add(number)
    }
    halves[0].merge(halves[1])
    #expect(forward.value == backward.value)
    #expect(forward.value == halves[0].value)
    var tenths = ExactSum()
    for _ in 0..<10 { tenths.add(0.1) }
    #expect(tenths.value == 1)
    var cancelling = ExactSum()
    for number in [1e16, 1, -1e16] { cancelling.add(number) }
    #expect(cancelling.value == 1)
    var tiny = ExactSum()
    for number in [1.0, .leastNonzeroMagnitude, -1.0] { tiny.add(number) }
    #expect(tiny.value == .leastNonzeroMagnitude)
    var negative = ExactSum()
    for number in [-0.25, -0.5, .nan] { negative.add(number) }
    #expect(negative.value == -0.75 && negative.skipped == 1)
  }

  @Test("sums equal what doubles give where those are exact")
  func sumsOfTwo() {
    var generator = SplitMix(state: 3)
    for _ in 0..<2000 {
      let first = Double(bitPattern: generator.next() & ~(1 << 62))
      let second = Double(bitPattern: generator.next() & ~(1 << 62))
      guard first.isFinite, second.isFinite else { continue }
      var sum = ExactSum()
      sum.add(first)
      sum.add(second)
      #expect(sum.value == first + second)
    }
  }

  @Test("quantiles are right to a bucket, and merge")
  func quantiles() throws {
    var whole = MagnitudeHistogram()
    var parts = [MagnitudeHistogram(), MagnitudeHistogram()]
    for number in -500...1499 {
      whole.add(Double(number))
      parts[abs(number) % 2].add(Double(number))
    }
    parts[1].merge(parts[0])
    #expect(parts[1] == whole)
    let median = try #require(whole.quantile(0.5))
    #expect(abs(median - 499.5) < 10)
    let low = try #require(whole.quantile(0.05))
    #expect(abs(low - -400) < 10)
    #expect(MagnitudeHistogram().quantile(0.5) == nil)
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
