// Where a place in the old file is in the new one.

import SourceModel

/// Maps offsets of a file's old bytes to offsets of its new bytes. A question is logarithmic.
package struct OffsetMap: Sendable {
  /// `count` bytes that stood at `old` and what stands at `new` for them.
  struct Run: Hashable, Sendable {
    var old: UInt32
    var new: Int
    var count: Int
    var oldEnd: UInt32 { old + UInt32(count) }
  }

  /// Bytes that survived, by old offset, disjoint; and the outermost replaced ranges, likewise.
  private let kept: [Run]
  private let replaced: [Run]
  private let newCount: Int

  init(kept: [Run], replaced: [Run], newCount: Int) {
    self.kept = Self.disjoint(kept)
    self.replaced = replaced
    self.newCount = newCount
  }

  /// The new offset of what stands at `old`; for a byte that is gone, of what stands in the place of the whole
  /// replaced range. Text copied twice has its first place.
  package func newOffset(of old: UInt32) -> Int {
    if let run = Self.run(of: old, in: kept) { return run.new + Int(old - run.old) }
    if let run = Self.run(of: old, in: replaced) { return run.new }
    return newCount
  }

  /// Whether the byte at `old` stands in the new file.
  package func survives(_ old: UInt32) -> Bool { Self.run(of: old, in: kept) != nil }

  private static func run(of old: UInt32, in runs: [Run]) -> Run? {
    let next = runs.firstPlace { $0.old > old }
    guard next > 0, old < runs[next - 1].oldEnd else { return nil }
    return runs[next - 1]
  }

  /// The runs by old offset, each clipped by those before it.
  private static func disjoint(_ runs: [Run]) -> [Run] {
    var covered: UInt32 = 0
    var disjoint: [Run] = []
    for run in runs.sorted(by: { ($0.old, $0.new) < ($1.old, $1.new) }) where run.oldEnd > covered {
      let clipped = max(covered, run.old) - run.old
      disjoint.append(Run(old: run.old + clipped, new: run.new + Int(clipped), count: run.count - Int(clipped)))
      covered = run.oldEnd
    }
    return disjoint
  }
}
