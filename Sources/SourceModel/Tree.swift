// The one syntax tree for all languages: immutable rows in preorder.

/// The index of a node in its tree; the root is 0 and a node's subtree is contiguous.
@usableFromInline package struct NodeID: Hashable, Comparable, Sendable {
  @usableFromInline package var row: UInt32
  @inlinable package init(_ row: UInt32) { self.row = row }
  @inlinable package init(_ row: Int) { self.row = UInt32(row) }
  @inlinable package var index: Int { Int(row) }
  @inlinable package static func < (left: NodeID, right: NodeID) -> Bool { left.row < right.row }
  // Synthesised equality is not inlined across rooms; these three are compared once a row.
  @inlinable package static func == (left: NodeID, right: NodeID) -> Bool { left.row == right.row }
}

/// What a node is; each language numbers its own kinds from 0.
@usableFromInline package struct NodeKind: Hashable, Sendable {
  @usableFromInline package var raw: UInt16
  @inlinable package init(_ raw: UInt16) { self.raw = raw }
  @inlinable package static func == (left: NodeKind, right: NodeKind) -> Bool { left.raw == right.raw }
}

/// Which child of its parent a node is (the callee, an argument, the body …); each language numbers its own.
@usableFromInline package struct NodeRole: Hashable, Sendable {
  @usableFromInline package var raw: UInt8
  @inlinable package init(_ raw: UInt8) { self.raw = raw }
  @inlinable package static func == (left: NodeRole, right: NodeRole) -> Bool { left.raw == right.raw }
}

/// One node: what it is, what it is to its parent, where it stands and where its subtree ends.
///
/// 16 bytes. `detail` is the language's to use (an operator, a load or store context, a prefix).
@usableFromInline package struct Row: Hashable, Sendable {
  @usableFromInline package var start: UInt32
  @usableFromInline package var end: UInt32
  /// The row after the last row of this node's subtree.
  @usableFromInline package var subtreeEnd: UInt32
  @usableFromInline package var kind: NodeKind
  @usableFromInline package var role: NodeRole
  @usableFromInline package var detail: UInt8

  @inlinable package init(
    start: UInt32, end: UInt32, subtreeEnd: UInt32, kind: NodeKind, role: NodeRole, detail: UInt8
  ) {
    self.start = start
    self.end = end
    self.subtreeEnd = subtreeEnd
    self.kind = kind
    self.role = role
    self.detail = detail
  }
}

/// The syntax tree of one file: preorder rows over the file's bytes.
///
/// Holds no meaning and no edits: facts are tables beside it, edits are values beside it. Children stand in source
/// order and inside their parent's range. The bytes are the file's own, so the tree prints back byte for byte.
@usableFromInline package struct Tree: Sendable {
  @usableFromInline package let bytes: ContiguousArray<UInt8>
  @usableFromInline package let rows: ContiguousArray<Row>

  /// Takes rows in preorder; row 0 is the root and spans all others.
  @inlinable package init(bytes: ContiguousArray<UInt8>, rows: ContiguousArray<Row>) {
    precondition(!rows.isEmpty, "a tree has a root")
    precondition(Int(rows[0].subtreeEnd) == rows.count, "the root spans every row")
    self.bytes = bytes
    self.rows = rows
  }

  @inlinable package var root: NodeID { NodeID(0) }
  @inlinable package var count: Int { rows.count }

  @inlinable package subscript(node: NodeID) -> Row { rows[node.index] }
  @inlinable package func kind(_ node: NodeID) -> NodeKind { rows[node.index].kind }
  @inlinable package func role(_ node: NodeID) -> NodeRole { rows[node.index].role }
  @inlinable package func detail(_ node: NodeID) -> UInt8 { rows[node.index].detail }
  @inlinable package func range(_ node: NodeID) -> ByteRange {
    ByteRange(rows[node.index].start, rows[node.index].end)
  }

  /// The node after `node`'s whole subtree in preorder; not a node when `node` ends the tree.
  @inlinable package func afterSubtree(_ node: NodeID) -> NodeID { NodeID(rows[node.index].subtreeEnd) }
  @inlinable package func hasChildren(_ node: NodeID) -> Bool {
    rows[node.index].subtreeEnd > node.row + 1
  }

  /// Whether `node` is `ancestor` or lies below it.
  @inlinable package func isNode(_ node: NodeID, within ancestor: NodeID) -> Bool {
    node >= ancestor && node.row < rows[ancestor.index].subtreeEnd
  }

  /// The first child that plays `role`, if any. Linear in the number of children.
  @inlinable package func child(_ role: NodeRole, of node: NodeID) -> NodeID? {
    var next = node.row + 1
    let end = rows[node.index].subtreeEnd
    while next < end {
      if rows[Int(next)].role == role { return NodeID(next) }
      next = rows[Int(next)].subtreeEnd
    }
    return nil
  }

  /// The children of `node` in source order.
  @inlinable package func children(of node: NodeID) -> Children {
    Children(rows: rows, first: node.row + 1, end: rows[node.index].subtreeEnd)
  }

  /// The bytes that `range` covers.
  @inlinable package func bytes(in range: ByteRange) -> ArraySlice<UInt8> { bytes[range.range] }

  /// The text of `node`, for messages and comparisons of short names; invalid UTF-8 is repaired.
  package func text(_ node: NodeID) -> String { text(in: range(node)) }
  package func text(in range: ByteRange) -> String { String(decoding: bytes[range.range], as: UTF8.self) }

  /// The parent of every row (the root's is itself), in one linear pass.
  package func parents() -> ContiguousArray<NodeID> {
    rows.withUnsafeBufferPointer { rows in
      ContiguousArray(unsafeUninitializedCapacity: rows.count) { parents, count in
        parents.initializeElement(at: 0, to: NodeID(0))
        var parent = 0
        var end = rows[0].subtreeEnd
        for row in 1..<max(1, rows.count) {
          // Each subtree is climbed out of once.
          while UInt32(truncatingIfNeeded: row) >= end {
            parent = parents[parent].index
            end = rows[parent].subtreeEnd
          }
          parents.initializeElement(at: row, to: NodeID(parent))
          let own = rows[row].subtreeEnd
          if Int(own) > row + 1 { (parent, end) = (row, own) }
        }
        count = rows.count
      }
    }
  }

  /// The parent of `node` where it is its parent's first child; nil elsewhere. Needs no table of all parents.
  @inlinable package func parent(ofFirstChild node: NodeID) -> NodeID? {
    guard node.row > 0, rows[node.index - 1].subtreeEnd > node.row else { return nil }
    return NodeID(node.row - 1)
  }

  /// The innermost node whose range contains `range`.
  package func innermost(containing range: ByteRange) -> NodeID {
    var found = root
    var next = NodeID(1)
    while next.row < rows[found.index].subtreeEnd {
      if self.range(next).contains(range) {
        found = next
        next = NodeID(next.row + 1)
      } else {
        next = afterSubtree(next)
      }
    }
    return found
  }
}

/// The children of one node, in source order.
@usableFromInline package struct Children: Sequence, IteratorProtocol, Sendable {
  // Carries only the rows: an iterator that carried the whole tree walked at less than half the speed.
  @usableFromInline let rows: ContiguousArray<Row>
  @usableFromInline var row: UInt32
  @usableFromInline let end: UInt32

  @inlinable init(rows: ContiguousArray<Row>, first: UInt32, end: UInt32) {
    self.rows = rows
    row = first
    self.end = end
  }

  @inlinable package mutating func next() -> NodeID? {
    guard row < end else { return nil }
    defer { row = rows[Int(row)].subtreeEnd }
    return NodeID(row)
  }
}
