// Whether a file still parses, told from the parts of it that changed.

import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// The statements and members of a file in which it changes, without what stands in braces inside of them.
///
/// Whether a statement or a member parses depends on nothing but itself, as long as its borders are what they were; and
/// what is in braces, a body, a closure or the members of a type, parses whatever stands before the brace. So each is tried
/// by itself, and a head with nothing in its braces; of those that look alike to the parser, one.
struct ChangedParts {
  private let tree: Tree
  private let after: ContiguousArray<UInt8>
  /// The changes by their places, those that overlap as one.
  private let merged: [ByteRange]
  private var blocks: [Block] = []
  private var text: ContiguousArray<UInt8> = []
  /// What the parts of the text look like to the parser.
  private var shapes: Set<StatementShape> = []

  /// What stands between two braces, or the whole file.
  private struct Block {
    /// The bytes between the braces; of a closure those behind its parameters.
    var inside: ByteRange
    /// Where the brace is that opens it.
    var brace: UInt32
    var outer: Int?
    var list: NodeID?
    var isOfMembers = false
    /// Whether a brace of it changes: then it is part of what is around it.
    var isBroken = false
    /// The changes in it and in no block inside of it, by their places.
    var changes: [ByteRange] = []
  }

  init(_ tree: Tree, as after: ContiguousArray<UInt8>, changedIn changes: [ByteRange]) {
    self.tree = tree
    self.after = after
    let changes = changes.sorted()
    merged = changes.reduce(into: []) { merged, change in
      if let last = merged.last, change.start < last.end {
        merged[merged.count - 1] = ByteRange(last.start, max(last.end, change.end))
      } else {
        merged.append(change)
      }
    }
    findBlocks()
    breakBlocks()
    for change in changes { blocks[block(around: change)].changes.append(change) }
  }

  /// A text that parses only if the whole file does; nil where only that tells.
  ///
  /// - Parameter newOffset: Where a byte outside of all changes comes to stand.
  mutating func text(_ newOffset: (UInt32) -> Int) -> ContiguousArray<UInt8>? {
    for block in blocks where !block.changes.isEmpty {
      guard add(block, newOffset) else { return nil }
    }
    return text
  }

  // MARK: Blocks

  private mutating func findBlocks() {
    blocks.append(Block(inside: ByteRange(0, UInt32(tree.bytes.count)), brace: 0, list: list(in: tree.root)))
    var open = [0]
    for row in 1..<UInt32(max(1, tree.count)) {
      let node = NodeID(row)
      let kind = tree.swift(node)
      guard kind == .codeBlock || kind == .memberBlock || kind == .closureExpr else { continue }
      while let last = open.last, blocks[last].inside.end <= tree[node].start { open.removeLast() }
      let range = tree.range(node)
      guard range.count >= 2, tree.bytes[Int(range.start)] == UInt8(ascii: "{"),
        tree.bytes[Int(range.end) - 1] == UInt8(ascii: "}")
      else { continue }
      let signature = kind == .closureExpr ? tree.child(SwiftRole.closureSignature, of: node) : nil
      blocks.append(
        Block(
          inside: ByteRange(signature.map { tree[$0].end } ?? range.start + 1, range.end - 1), brace: range.start,
          outer: open.last, list: list(in: node), isOfMembers: kind == .memberBlock))
      open.append(blocks.count - 1)
    }
  }

  private func list(in block: NodeID) -> NodeID? {
    tree.children(of: block).first { [.codeBlockItemList, .memberBlockItemList].contains(tree.swift($0)) }
  }

  /// Tells what blocks lose a brace, and with it everything inside, to a change.
  private mutating func breakBlocks() {
    for index in blocks.indices.dropFirst() {
      let borders = [blocks[index].brace, blocks[index].inside.start - 1, blocks[index].inside.end]
      blocks[index].isBroken =
        blocks[blocks[index].outer ?? 0].isBroken || borders.contains { changes(in: ByteRange($0, $0 + 1)) }
    }
  }

  /// Whether a change replaces something in a range, or inserts something between its ends.
  private func changes(in range: ByteRange) -> Bool {
    let next = merged.firstPlace { $0.end > range.start }
    return next < merged.count && merged[next].start < range.end
  }

  private func block(around change: ByteRange) -> Int {
    var index = max(0, blocks.firstPlace { $0.inside.start > change.start } - 1)
    while let outer = blocks[index].outer, blocks[index].isBroken || blocks[index].inside.end < change.end {
      index = outer
    }
    return index
  }

  // MARK: Parts

  /// Adds the items of a block in which it changes; false where their borders are not surely what they were.
  private mutating func add(_ block: Block, _ newOffset: (UInt32) -> Int) -> Bool {
    let items = block.list.map { Array(tree.children(of: $0)) } ?? []
    var stretches: [Range<Int>] = []
    for change in block.changes {
      let first = items.firstPlace { tree[$0].end >= change.start }
      let last = max(first, items.firstPlace { tree[$0].start > change.end })
      if let before = stretches.last, first <= before.upperBound {
        stretches[stretches.count - 1] = min(before.lowerBound, first)..<max(before.upperBound, last)
      } else {
        stretches.append(first..<last)
      }
    }
    for stretch in stretches {
      guard add(items, stretch, of: block, newOffset) else { return false }
    }
    return true
  }

  private mutating func add(
    _ items: [NodeID], _ stretch: Range<Int>, of block: Block, _ newOffset: (UInt32) -> Int
  ) -> Bool {
    let before = stretch.lowerBound > 0 ? items[stretch.lowerBound - 1] : nil
    let behind = stretch.upperBound < items.count ? items[stretch.upperBound] : nil
    let oldStart = before.map { tree[$0].end } ?? block.inside.start
    let oldEnd = behind.map { tree[$0].start } ?? block.inside.end
    let start = oldStart == 0 ? 0 : newOffset(oldStart - 1) + 1
    let end = Int(oldEnd) == tree.bytes.count ? after.count : newOffset(oldEnd)
    guard start <= end, before == nil || beginsLine(from: start, to: end),
      behind == nil || isLineBegin(end)
    else { return false }
    var (from, oldFrom) = (start, oldStart)
    for index in stretch.dropFirst() {
      let oldBorder = tree[items[index]].start
      guard let border = border(behind: ByteRange(tree[items[index - 1]].end, oldBorder), newOffset) else { continue }
      addPart(from: from, to: border, ByteRange(oldFrom, oldBorder), of: block, newOffset)
      (from, oldFrom) = (border, oldBorder)
    }
    addPart(from: from, to: end, ByteRange(oldFrom, oldEnd), of: block, newOffset)
    return true
  }

  /// Where what is behind a gap between two items comes to stand; nil where the gap changes, or what is behind it does not
  /// surely begin an item.
  private func border(behind gap: ByteRange, _ newOffset: (UInt32) -> Int) -> Int? {
    guard !gap.isEmpty, !changes(in: gap) else { return nil }
    let border = newOffset(gap.end - 1) + 1
    return isLineBegin(border) ? border : nil
  }

  /// Adds one item, or several that stand together, unless one like it was added.
  private mutating func addPart(
    from start: Int, to end: Int, _ old: ByteRange, of block: Block, _ newOffset: (UInt32) -> Int
  ) {
    let first = text.count
    if block.outer == nil {
      addHeads(from: start, to: end, old, newOffset)
    } else {
      text.append(contentsOf: block.isOfMembers ? "class Part {\n".utf8 : "func part() {\n".utf8)
      let begin = after[start..<end].firstIndex { !Self.isBlank($0) } ?? end
      addHeads(from: begin, to: end, old, newOffset)
      let last = text.lastIndex { !Self.isBlank($0) } ?? first
      let endsLine = text[last...].contains(0x0A)
      text.removeSubrange((last + 1)...)
      // What ends in a comment takes the brace in, and is not told to parse.
      text.append(contentsOf: endsLine ? "\n}".utf8 : "}".utf8)
    }
    text.append(0x0A)
    if !shapes.insert(StatementShape(text[first...])).inserted { text.removeSubrange(first...) }
  }

  /// Adds what stands between two places of the new file, but for what is in the braces there.
  private mutating func addHeads(from start: Int, to end: Int, _ old: ByteRange, _ newOffset: (UInt32) -> Int) {
    var at = start
    var next = blocks.firstPlace { $0.inside.start > old.start }
    while next < blocks.count, blocks[next].inside.start < old.end {
      let inner = blocks[next]
      next += 1
      guard !inner.isBroken, inner.inside.end < old.end else { continue }
      let open = newOffset(inner.inside.start - 1) + 1
      let close = newOffset(inner.inside.end)
      guard at <= open, open <= close, close <= end else { continue }
      text.append(contentsOf: after[at..<open])
      // A comment that takes in the brace ends here, as it does in the file.
      text.append(0x0A)
      at = close
    }
    text.append(contentsOf: after[at..<end])
  }

  /// Whether what stands there begins on a line of its own, with a word that belongs to nothing before it.
  private func beginsLine(from start: Int, to end: Int) -> Bool {
    var at = start
    var isNewLine = start > 0 && after[start - 1] == UInt8(ascii: ";")
    while at < end, Self.isBlank(after[at]) || isLineComment(at) {
      if isLineComment(at) { while at < end, after[at] != 0x0A { at += 1 } }
      guard at < end else { break }
      if after[at] == 0x0A { isNewLine = true }
      at += 1
    }
    return isNewLine && (at == end || beginsItem(at))
  }

  /// Whether a place is the first of its line, and a word begins there that belongs to nothing before it.
  private func isLineBegin(_ place: Int) -> Bool {
    var at = place
    while at > 0, after[at - 1] == 0x20 || after[at - 1] == 0x09 { at -= 1 }
    return at > 0 && after[at - 1] == 0x0A && beginsItem(place)
  }

  private func isLineComment(_ place: Int) -> Bool {
    after[place] == UInt8(ascii: "/") && place + 1 < after.count && after[place + 1] == UInt8(ascii: "/")
  }

  private func beginsItem(_ place: Int) -> Bool {
    // A call's parentheses and a subscript's brackets stand on the line of what they belong to.
    if "@#([\"".utf8.contains(after[place]) { return true }
    var end = place
    while end < after.count, SignatureReader.isNamePart(after[end]) { end += 1 }
    return end > place && !Self.continuing.contains(String(decoding: after[place..<end], as: UTF8.self))
  }

  /// Words that go on with what stands on the line before.
  private static let continuing: Set<String> = [
    "else", "catch", "where", "as", "is", "in", "async", "throws", "rethrows",
  ]

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
