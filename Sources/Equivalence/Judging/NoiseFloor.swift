// How far the original differs from itself: what "the same" can mean at all.

/// Differences of the original's answers to rows it was asked twice.
package struct NoiseFloor: Equatable, Sendable {
  package var rows = 0
  /// As often as the answers were not the same bit for bit.
  package var changedRows = 0
  package var largestDifference = 0.0
  /// The largest |a − b| over what the tolerance allows.
  package var largestExcess = 0.0
  package var flips = 0

  package init() {}

  /// Two answers of the original to the same rows, in other batches or with another number of threads.
  package init(_ first: Predictions, _ second: Predictions, policy: Policy) {
    var policy = policy
    policy.worstRowCount = 0
    var profile = ReferenceProfile()
    profile.add(first)
    var comparison = Comparison(policy: policy, profile: profile)
    comparison.add(PairedRows(reference: first, candidate: second))
    rows = comparison.rows
    for output in comparison.outputs {
      changedRows = max(changedRows, min(rows, output.changedCells))
      largestDifference = max(largestDifference, output.largestDifference)
      largestExcess = max(largestExcess, output.largestExcess)
      flips += output.flips
    }
  }

  /// The tolerance can grow this much at most.
  package static let greatestFactor = 4.0

  /// What the tolerance is multiplied by: never by more than 4, so that a model that is mostly noise is not called the same
  /// as anything; and the result never exceeds what is allowed for half precision, unless the tolerance itself does.
  package func factor(for tolerance: Tolerance) -> Double {
    let wanted = min(max(1, largestExcess), Self.greatestFactor)
    let cap = min(Tolerance.half.absolute / tolerance.absolute, Tolerance.half.relative / tolerance.relative)
    return max(1, min(wanted, cap))
  }

  package func joined(_ other: NoiseFloor) -> NoiseFloor {
    var result = self
    result.changedRows = max(changedRows, other.changedRows)
    result.largestDifference = max(largestDifference, other.largestDifference)
    result.largestExcess = max(largestExcess, other.largestExcess)
    result.flips = max(flips, other.flips)
    return result
  }
}
