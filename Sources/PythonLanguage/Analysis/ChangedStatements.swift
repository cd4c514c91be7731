// Whether a file still parses, told from the statements that changed.

import SourceModel

/// The stretches of whole statements at the top of a file in which it changes.
///
/// A statement that begins a line at the top begins with nothing open: whether it parses does not depend on what stands
/// before it. So a file that parsed parses still if those stretches do.
struct ChangedStatements {
  /// Disjoint, in the order of the text; of the file before it changes.
  private(set) var stretches: [ByteRange] = []

  /// A change that touches where a stretch would begin or end belongs to the statement beyond, too.
  init(_ tree: Tree, changedIn changes: [ByteRange]) {
    let count = UInt32(tree.bytes.count)
    let starts = tree.children(of: tree.root).map { tree[$0].start }
      .filter { $0 > 0 && tree.bytes[Int($0) - 1] == 0x0A }
    var next = 0
    for change in changes.sorted() {
      while next < starts.count, starts[next] < change.start { next += 1 }
      var end = next
      while end < starts.count, starts[end] <= change.end { end += 1 }
      add(ByteRange(next > 0 ? starts[next - 1] : 0, end < starts.count ? starts[end] : count))
    }
  }

  /// Changes come by where they begin, and so do their stretches.
  private mutating func add(_ stretch: ByteRange) {
    guard let last = stretches.last, stretch.start < last.end else { return stretches.append(stretch) }
    stretches[stretches.count - 1] = ByteRange(last.start, max(last.end, stretch.end))
  }

  /// Whether each of them parses in the file as it is to become.
  ///
  /// - Parameter newOffset: Where a byte outside of all changes comes to stand.
  func parse(in after: ContiguousArray<UInt8>, newOffset: (UInt32) -> Int, until count: Int) -> Bool {
    stretches.allSatisfy { stretch in
      let start = stretch.start == 0 ? 0 : newOffset(stretch.start)
      let end = Int(stretch.end) == count ? after.count : newOffset(stretch.end)
      guard start <= end else { return false }
      return PythonParser.parse(ContiguousArray(after[start..<end])).diagnostics.isEmpty
    }
  }

  var byteCount: Int { stretches.reduce(0) { $0 + $1.count } }
}
