// The greatest value among a run of places, under changing values.

/// Values at fixed places; setting one and finding the greatest of a run are logarithmic.
struct MaximumTree {
  private let count: Int
  /// A heap: the node `n` covers `2n` and `2n + 1`; the leaves begin at `count`. The value stands in the upper half,
  /// its place, counted from 1, in the lower; 0 is nothing.
  private var greatest: [UInt64]

  init(count: Int) {
    self.count = count
    greatest = Array(repeating: 0, count: 2 * max(count, 1))
  }

  /// Sets the value at `place`, or takes it away.
  mutating func set(_ place: Int, to value: UInt32?) {
    var node = place + count
    greatest[node] = value.map { UInt64($0) << 32 | UInt64(place + 1) } ?? 0
    while node > 1 {
      node /= 2
      greatest[node] = max(greatest[2 * node], greatest[2 * node + 1])
    }
  }

  /// The greatest value in `places` and where it stands; the last such place if several.
  func greatest(in places: Range<Int>) -> (place: Int, value: UInt32)? {
    guard !places.isEmpty else { return nil }
    var low = places.lowerBound + count
    var high = places.upperBound + count
    var found: UInt64 = 0
    while low < high {
      if low & 1 == 1 {
        found = max(found, greatest[low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        found = max(found, greatest[high])
      }
      low /= 2
      high /= 2
    }
    return found == 0 ? nil : (Int(found & 0xFFFF_FFFF) - 1, UInt32(found >> 32))
  }
}
