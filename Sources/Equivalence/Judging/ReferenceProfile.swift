// What must be known of the original's answers before rows can be judged: how widely its numbers are spread.

internal import ModelCore

/// The spread of each output of the original; the first of two passes. Merges.
package struct ReferenceProfile: Equatable, Sendable {
  /// By output.
  private var spreads: [MagnitudeHistogram] = []

  package init() {}

  package mutating func add(_ reference: Predictions) {
    while spreads.count < reference.outputs.count { spreads.append(MagnitudeHistogram()) }
    for (index, output) in reference.outputs.enumerated() where output.role == .values {
      guard case .numbers(let matrix) = output.content else { continue }
      for value in matrix.values { spreads[index].add(value) }
    }
  }

  package mutating func merge(_ other: ReferenceProfile) {
    while spreads.count < other.spreads.count { spreads.append(MagnitudeHistogram()) }
    for (index, spread) in other.spreads.enumerated() { spreads[index].merge(spread) }
  }

  /// The inter-quartile range of a regression output; nil for others, and where all values are about the same.
  package func interquartileRange(of output: Int) -> Double? {
    guard spreads.indices.contains(output), let low = spreads[output].quantile(0.25),
      let high = spreads[output].quantile(0.75), high > low, (high - low).isFinite
    else { return nil }
    return high - low
  }
}
