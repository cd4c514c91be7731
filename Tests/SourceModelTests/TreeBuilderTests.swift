// Trees built from postorder, held against trees laid out the obvious way.

import Testing

@testable import SourceModel

@Suite("Building trees")
struct TreeBuilderTests {
  @Test("a tree is the preorder of what was closed, whatever its shape", arguments: UInt64(1)...60)
  func preorder(seed: UInt64) {
    var random = SplitMix(state: seed)
    let root = Shape.random(size: 1 + Int(random.next() % 300), random: &random)
    var builder = TreeBuilder(capacity: 16)
    root.build(&builder)
    let tree = builder.finish(bytes: ContiguousArray(repeating: 0x20, count: Int(root.end)))
    var expected: [Row] = []
    root.appendPreorder(to: &expected)
    #expect(Array(tree.rows) == expected)
    expectRelations(of: tree, root)
  }

  /// Parents and children agree with the shape.
  private func expectRelations(of tree: Tree, _ root: Shape) {
    let parents = tree.parents()
    #expect(parents[0] == tree.root)
    for row in 0..<tree.count {
      let node = NodeID(row)
      for child in tree.children(of: node) {
        #expect(parents[child.index] == node)
        #expect(tree.range(node).contains(tree.range(child)))
      }
    }
    #expect(Array(tree.children(of: tree.root)).count == root.children.count)
  }

  @Test("the innermost node that holds a range is the one a search of all nodes finds", arguments: UInt64(1)...30)
  func innermost(seed: UInt64) {
    var random = SplitMix(state: seed)
    let root = Shape.random(size: 80, random: &random)
    var builder = TreeBuilder(capacity: 16)
    root.build(&builder)
    let tree = builder.finish(bytes: ContiguousArray(repeating: 0x20, count: Int(root.end)))
    for _ in 0..<40 {
      let start = UInt32(random.next() % UInt64(root.end))
      let range = ByteRange(start, min(root.end, start + 1 + UInt32(random.next() % 4)))
      // Later in preorder is deeper, as long as siblings do not overlap.
      let expected = (0..<tree.count).map { NodeID($0) }.last { tree.range($0).contains(range) }
      #expect(tree.innermost(containing: range) == expected)
    }
  }

  @Test("a node may close over what was parsed before it was known")
  func closing() {
    var builder = TreeBuilder(capacity: 4)
    let mark = builder.mark
    builder.leaf(NodeKind(1), start: 0, end: 1, role: NodeRole(0))
    builder.setLastRole(NodeRole(7))
    builder.close(NodeKind(2), from: mark, start: 0, end: 4, role: NodeRole(0))
    let tree = builder.finish(bytes: [0x61, 0x28, 0x62, 0x29])
    #expect(tree.kind(tree.root) == NodeKind(2))
    #expect(tree.child(NodeRole(7), of: tree.root) == NodeID(1))
    #expect(tree.child(NodeRole(8), of: tree.root) == nil)
    #expect(tree.text(NodeID(1)) == "a")
  }

  @Test("rewinding forgets what was appended since the mark, and no more")
  func rewinding() {
    var builder = TreeBuilder(capacity: 4)
    builder.leaf(NodeKind(1), start: 0, end: 1, role: NodeRole(1))
    let mark = builder.mark
    builder.leaf(NodeKind(2), start: 1, end: 2, role: NodeRole(1))
    builder.close(NodeKind(3), from: mark, start: 1, end: 2, role: NodeRole(1))
    builder.rewind(to: mark)
    builder.close(NodeKind(9), from: 0, start: 0, end: 2, role: NodeRole(0))
    let tree = builder.finish(bytes: [0x61, 0x62])
    #expect(tree.rows.map(\.kind.raw) == [9, 1])
  }

  @Test("a node lies within itself and its ancestors, and not within its siblings")
  func within() {
    var builder = TreeBuilder(capacity: 4)
    builder.leaf(NodeKind(1), start: 0, end: 1, role: NodeRole(1))
    builder.leaf(NodeKind(1), start: 1, end: 2, role: NodeRole(1))
    builder.close(NodeKind(2), from: 0, start: 0, end: 2, role: NodeRole(0))
    let tree = builder.finish(bytes: [0x61, 0x62])
    #expect(tree.isNode(NodeID(1), within: tree.root) && tree.isNode(NodeID(1), within: NodeID(1)))
    #expect(!tree.isNode(NodeID(2), within: NodeID(1)) && !tree.isNode(tree.root, within: NodeID(1)))
    #expect(tree.hasChildren(tree.root) && !tree.hasChildren(NodeID(2)))
  }
}

/// A tree with pointers, the obvious way; every leaf is two bytes wide.
private struct Shape {
  var kind: UInt16
  var start: UInt32 = 0
  var end: UInt32 = 0
  var children: [Shape] = []

  /// A tree of `size` nodes: now deep, now flat, as chance has it.
  static func random(size: Int, random: inout SplitMix) -> Shape {
    var offset: UInt32 = 0
    return grow(size, &offset, &random)
  }

  private static func grow(_ size: Int, _ offset: inout UInt32, _ random: inout SplitMix) -> Shape {
    var shape = Shape(kind: UInt16(random.next() % 100), start: offset)
    var left = size - 1
    if left == 0 { offset += 2 }
    while left > 0 {
      let part = 1 + Int(random.next() % UInt64(left))
      shape.children.append(grow(part, &offset, &random))
      left -= part
    }
    shape.end = offset
    return shape
  }

  func build(_ builder: inout TreeBuilder) {
    let mark = builder.mark
    for child in children { child.build(&builder) }
    builder.close(
      NodeKind(kind), from: mark, start: start, end: end, role: NodeRole(UInt8(kind % 7)), detail: UInt8(kind % 5))
  }

  func appendPreorder(to rows: inout [Row]) {
    let at = rows.count
    rows.append(
      Row(
        start: start, end: end, subtreeEnd: 0, kind: NodeKind(kind), role: NodeRole(UInt8(kind % 7)),
        detail: UInt8(kind % 5)))
    for child in children { child.appendPreorder(to: &rows) }
    rows[at].subtreeEnd = UInt32(rows.count)
  }
}

/// The SplitMix64 generator: the same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
