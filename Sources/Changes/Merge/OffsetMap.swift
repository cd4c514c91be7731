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

  /// The lines that have other bytes, each run with what stands for it; between two of them is a line that has not.
  func windows(from oldLines: Lines, to newLines: Lines) -> [LineChange] {
    var windows: [LineChange] = []
    for (index, run) in replaced.enumerated() {
      let next = index + 1 < replaced.count ? replaced[index + 1] : nil
      // What is between two replaced ranges stands as it was.
      let rest = (next.map { Int($0.old) } ?? oldLines.bytes.count) - Int(run.oldEnd)
      let newEnd = (next?.new ?? newCount) - rest
      let window = LineChange(
        old: oldLines.lines(touching: Int(run.old)..<Int(run.oldEnd)), new: newLines.lines(touching: run.new..<newEnd))
      if let last = windows.last, window.old.lowerBound <= last.old.upperBound {
        windows[windows.count - 1] = LineChange(
          old: last.old.lowerBound..<max(last.old.upperBound, window.old.upperBound),
          new: last.new.lowerBound..<max(last.new.upperBound, window.new.upperBound))
      } else {
        windows.append(window)
      }
    }
    return windows
  }

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
