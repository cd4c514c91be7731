// Rows of a tree that something was found out about.

/// A set of rows of one tree: a bit for each.
struct RowSet {
  private var bits: ContiguousArray<UInt64>

  /// - Parameter count: How many rows the tree has.
  init(count: Int) { bits = ContiguousArray(repeating: 0, count: count / 64 + 1) }

  func contains(_ row: UInt32) -> Bool { bits[Int(row >> 6)] & (1 << UInt64(row & 63)) != 0 }

  mutating func insert(_ row: UInt32) { bits[Int(row >> 6)] |= 1 << UInt64(row & 63) }
}
