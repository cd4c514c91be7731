// Builds a tree from nodes in the order a parser finishes them.

/// Rows in postorder, as a recursive-descent parser finishes its nodes, turned into a preorder `Tree` at the end.
///
/// A node is closed over everything appended since a mark, so that `a.b(c)` can wrap `a` after it was parsed. Backing
/// out of a guess is `rewind(to:)`.
@usableFromInline package struct TreeBuilder: ~Copyable {
  /// While building, `subtreeEnd` holds the node's subtree size, itself included.
  @usableFromInline package var rows: GrowingRows

  @inlinable package init(capacity: Int) { rows = GrowingRows(capacity: capacity) }

  /// Where the next node will stand; the nodes appended from here on become children of what closes over it.
  @inlinable package var mark: Int { rows.count }

  /// Appends a node over every row since `mark`.
  @inlinable package mutating func close(
    _ kind: NodeKind, from mark: Int, start: UInt32, end: UInt32, role: NodeRole, detail: UInt8 = 0
  ) {
    rows.append(
      Row(
        start: start, end: end, subtreeEnd: UInt32(rows.count - mark + 1), kind: kind, role: role, detail: detail))
  }

  @inlinable package mutating func leaf(
    _ kind: NodeKind, start: UInt32, end: UInt32, role: NodeRole, detail: UInt8 = 0
  ) {
    rows.append(Row(start: start, end: end, subtreeEnd: 1, kind: kind, role: role, detail: detail))
  }

  /// Gives the node closed last another role, once it is known what it is to its parent.
  @inlinable package mutating func setLastRole(_ role: NodeRole) { rows[rows.count - 1].role = role }

  /// Forgets every row since `mark`.
  @inlinable package mutating func rewind(to mark: Int) { rows.cut(to: mark) }

  /// The tree, whose root is the last row closed. Linear.
  package consuming func finish(bytes: ContiguousArray<UInt8>) -> Tree {
    let count = rows.count
    precondition(count > 0 && Int(rows[count - 1].subtreeEnd) == count, "the last node closed is the root")
    // A node's children, walked from the last, lie one subtree size apart both in postorder and in preorder. A parent
    // stands behind its children in postorder, so that each place is known before its row is come to.
    let preorder = ContiguousArray<Row>(unsafeUninitializedCapacity: count) { preorder, filled in
      rows.read { rows in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { place in
          place.initializeElement(at: count - 1, to: 0)
          var index = count - 1
          while index >= 0 {
            var row = rows[index]
            let at = place[index]
            let size = row.subtreeEnd
            var childEnd = at + size
            row.subtreeEnd = childEnd
            preorder.initializeElement(at: Int(at), to: row)
            var child = index - 1
            let first = index - Int(size) + 1
            precondition(first >= 0, "a node spans rows that are there")
            while child >= first {
              let childSize = rows[child].subtreeEnd
              childEnd -= childSize
              place.initializeElement(at: child, to: childEnd)
              child -= Int(childSize)
            }
            precondition(childEnd == at + 1, "children fill their parent")
            index -= 1
          }
        }
      }
      filled = count
    }
    return Tree(bytes: bytes, rows: preorder)
  }
}

/// Rows that a parser goes on appending to, in memory of their own: an array asks at each row whether it is shared.
@usableFromInline package struct GrowingRows: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Row>
  @usableFromInline var capacity: Int
  @usableFromInline package internal(set) var count = 0

  @inlinable init(capacity: Int) {
    self.capacity = max(16, capacity)
    base = UnsafeMutablePointer<Row>.allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inlinable package subscript(index: Int) -> Row {
    get {
      precondition(index >= 0 && index < count, "a row that is there")
      return base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "a row that is there")
      yield &base[index]
    }
  }

  @inlinable mutating func append(_ row: Row) {
    if count == capacity { grow() }
    (base + count).initialize(to: row)
    count += 1
  }

  /// Forgets the rows from `end` on.
  @inlinable mutating func cut(to end: Int) { count = max(0, min(count, end)) }

  @usableFromInline mutating func grow() {
    let wider = UnsafeMutablePointer<Row>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: base, count: count)
    base.deallocate()
    base = wider
    capacity *= 2
  }

  func read<Result>(_ body: (UnsafeBufferPointer<Row>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: count))
  }
}
