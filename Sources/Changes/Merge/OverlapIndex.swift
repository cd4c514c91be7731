// Finds, among many ranges, one that cuts through a given range.

import SourceModel

/// A set of ranges, chosen from candidates known beforehand, that answers which of them cuts a range.
///
/// Two ranges cut each other when they share a byte and neither contains the other. Building is n log n; each change
/// and each question is logarithmic.
struct OverlapIndex {
  private let ranges: [ByteRange]
  /// The candidates by start, each candidate's place there, and the greatest end over a run of starts.
  private let starts: [UInt32]
  private let byStart: [Int]
  private let placeByStart: [Int]
  private var ends: MaximumTree
  /// The same by end; the least start is the greatest complement.
  private let sortedEnds: [UInt32]
  private let byEnd: [Int]
  private let placeByEnd: [Int]
  private var complementStarts: MaximumTree

  init(candidates: [ByteRange]) {
    ranges = candidates
    byStart = candidates.indices.sorted { (candidates[$0].start, $0) < (candidates[$1].start, $1) }
    byEnd = candidates.indices.sorted { (candidates[$0].end, $0) < (candidates[$1].end, $1) }
    starts = byStart.map { candidates[$0].start }
    sortedEnds = byEnd.map { candidates[$0].end }
    placeByStart = Self.inverse(byStart)
    placeByEnd = Self.inverse(byEnd)
    ends = MaximumTree(count: candidates.count)
    complementStarts = MaximumTree(count: candidates.count)
  }

  mutating func insert(_ candidate: Int) {
    ends.set(placeByStart[candidate], to: ranges[candidate].end)
    complementStarts.set(placeByEnd[candidate], to: ~ranges[candidate].start)
  }

  mutating func remove(_ candidate: Int) {
    ends.set(placeByStart[candidate], to: nil)
    complementStarts.set(placeByEnd[candidate], to: nil)
  }

  /// A range of the set that cuts `range`, if any.
  func candidate(cutting range: ByteRange) -> Int? {
    if let last = ends.greatest(in: Self.run(starts, inside: range)), last.value > range.end {
      return byStart[last.place]
    }
    if let first = complementStarts.greatest(in: Self.run(sortedEnds, inside: range)), ~first.value < range.start {
      return byEnd[first.place]
    }
    return nil
  }

  private static func inverse(_ order: [Int]) -> [Int] {
    var places = Array(repeating: 0, count: order.count)
    for (place, candidate) in order.enumerated() { places[candidate] = place }
    return places
  }

  /// The places of those offsets that lie strictly inside `range`.
  private static func run(_ offsets: [UInt32], inside range: ByteRange) -> Range<Int> {
    guard !range.isEmpty else { return 0..<0 }
    let low = offsets.firstPlace { $0 > range.start }
    return low..<max(low, offsets.firstPlace { $0 >= range.end })
  }
}
