// Parses Swift with swift-syntax and copies what it found into the one tree.

import SourceModel
import SwiftParser
@_spi(RawSyntax) import SwiftSyntax

/// The parser's tree as rows: one node for each of its nodes, missing tokens and empty lists included.
///
/// A node's range is its text without the white space and comments around it. A node without bytes stands where it would
/// stand, inside its parent's range.
enum SwiftTreeReader {
  /// Never fails: what the parser did not expect is in the tree, and in the diagnostics.
  static func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile {
    let source = parseOnly(bytes)
    return copy(source, of: bytes)
  }

  /// What swift-syntax alone does with a file; what the copy costs is measured against it.
  static func parseOnly(_ bytes: ContiguousArray<UInt8>) -> SourceFileSyntax {
    bytes.withUnsafeBufferPointer { Parser.parse(source: $0) }
  }

  /// The errors of a file; a tree without nodes where there are none.
  static func check(_ bytes: ContiguousArray<UInt8>) -> ParsedFile {
    let source = parseOnly(bytes)
    guard !source.hasError else { return copy(source, of: bytes) }
    let root = Row(
      start: 0, end: UInt32(bytes.count), subtreeEnd: 1, kind: NodeKind(.sourceFile), role: NodeRole(0), detail: 0)
    return ParsedFile(tree: Tree(bytes: bytes, rows: [root]), diagnostics: [])
  }

  static func lengthParsed(_ bytes: ContiguousArray<UInt8>) -> Int { parseOnly(bytes).totalLength.utf8Length }

  static func copy(_ source: SourceFileSyntax, of bytes: ContiguousArray<UInt8>) -> ParsedFile {
    // The end of the file is the last node, and nodes are numbered from 0.
    let count = Int(source.endOfFileToken.id.indexInTree.toOpaque()) + 1
    let rows = ContiguousArray<Row>(unsafeUninitializedCapacity: count) { rows, filled in
      var copy = TreeCopy(into: rows, byteCount: bytes.count)
      withExtendedLifetime(source) { copy.walk(source.raw) }
      filled = copy.count
    }
    let tree = Tree(bytes: bytes, rows: rows)
    return ParsedFile(tree: tree, diagnostics: source.hasError ? SyntaxErrors.diagnostics(of: source, tree) : [])
  }
}

/// Rows in preorder while the parser's tree is walked, without recursion: chains of calls are as deep as they are long.
private struct TreeCopy {
  /// How many rows there are.
  private(set) var count = 0
  private let rows: UnsafeMutableBufferPointer<Row>
  /// The nodes around the one that is being walked.
  private var open: ContiguousArray<Frame> = []
  /// Where the next byte not yet walked stands.
  private var offset: UInt32 = 0
  private let byteCount: UInt32

  /// A node whose children are being walked. Without gaps: it is copied for every node that is no token, and what is
  /// written in parts is slow to read as a whole.
  private struct Frame {
    let children: RawSyntaxBuffer
    let count: UInt32
    let row: UInt32
    var next: UInt32 = 0
    /// Where the first child with bytes begins and the last one ends.
    var start = UInt32.max
    var end: UInt32 = 0
    private var flags: UInt32

    private static let list: UInt32 = 1
    private static let holdsEmpty: UInt32 = 2

    init(_ children: RawSyntaxBuffer, row: Int, isList: Bool) {
      self.children = children
      count = UInt32(children.count)
      self.row = UInt32(row)
      flags = isList ? Self.list : 0
    }

    var isList: Bool { flags & Self.list != 0 }
    var hasEmptyChild: Bool { flags & Self.holdsEmpty != 0 }

    /// Takes note of a child that is done.
    mutating func close(_ start: UInt32, _ end: UInt32, isEmpty: Bool) {
      if isEmpty {
        flags |= Self.holdsEmpty
      } else {
        if self.start == .max { self.start = start }
        self.end = end
      }
    }
  }

  init(into rows: UnsafeMutableBufferPointer<Row>, byteCount: Int) {
    self.rows = rows
    self.byteCount = UInt32(byteCount)
    open.reserveCapacity(64)
  }

  mutating func walk(_ root: RawSyntax) {
    guard let layout = root.layoutView else { preconditionFailure("the root is no token") }
    add(0, 0, NodeKind(root.kind), 0, 0)
    // The innermost node is no element of the list, which would have to be asked for it each time.
    var frame = Frame(layout.children, row: 0, isList: root.kind.isSyntaxCollection)
    while true {
      guard frame.next < frame.count else {
        leave(frame)
        guard var outer = open.popLast() else { break }
        let done = rows[Int(frame.row)]
        outer.close(done.start, done.end, isEmpty: frame.start == .max)
        frame = outer
        continue
      }
      let child = frame.children[Int(frame.next)]
      frame.next += 1
      guard let child else { continue }
      let role = frame.isList ? SwiftRole.element.raw : UInt8(truncatingIfNeeded: frame.next - 1)
      // Most nodes are tokens, which are told by what they are and not asked for their kind.
      if let token = child.tokenView {
        add(token, of: child, role, to: &frame)
      } else if let layout = child.layoutView {
        let kind = child.kind
        add(offset, offset, NodeKind(kind), role, 0)
        open.append(frame)
        frame = Frame(layout.children, row: count - 1, isList: kind.isSyntaxCollection)
      }
    }
    precondition(offset == byteCount, "the parser's tokens hold every byte of the file")
    rows[0].start = 0
    rows[0].end = byteCount
  }

  private mutating func add(_ token: RawSyntaxTokenView, of node: RawSyntax, _ role: UInt8, to frame: inout Frame) {
    let length = UInt32(node.byteLength)
    // A missing token has a text that it should have, and no bytes.
    let leading = length == 0 ? 0 : UInt32(token.leadingTriviaByteLength)
    let text = length == 0 ? 0 : UInt32(token.textByteLength)
    let start = offset + leading
    add(start, start + text, NodeKind(.token), role, token.rawKind.rawValue)
    offset += length
    frame.close(start, start + text, isEmpty: length == 0)
  }

  private mutating func add(_ start: UInt32, _ end: UInt32, _ kind: NodeKind, _ role: UInt8, _ detail: UInt8) {
    precondition(count < rows.count, "the parser numbers all of its nodes")
    rows.initializeElement(
      at: count,
      to: Row(
        start: start, end: end, subtreeEnd: UInt32(count + 1), kind: kind, role: NodeRole(role), detail: detail))
    count += 1
  }

  private func leave(_ frame: Frame) {
    let row = Int(frame.row)
    rows[row].subtreeEnd = UInt32(count)
    guard frame.start != .max else { return }
    rows[row].start = frame.start
    rows[row].end = frame.end
    if frame.hasEmptyChild && row != 0 { settleEmptyChildren(of: frame) }
  }

  /// Moves children without bytes that fell into the white space around their parent to its border.
  private func settleEmptyChildren(of frame: Frame) {
    var child = Int(frame.row) + 1
    while child < count {
      let next = Int(rows[child].subtreeEnd)
      let place = rows[child].start
      if place == rows[child].end, place < frame.start || place > frame.end {
        let border = place < frame.start ? frame.start : frame.end
        for row in child..<next {
          rows[row].start = border
          rows[row].end = border
        }
      }
      child = next
    }
  }
}
