// Whether a file still parses, told from the parts of it that changed.

import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// The statements and members of a file in which it changes, without what stands in braces inside of them.
///
/// Whether a statement or a member parses depends on nothing but itself, as long as its borders are what they were; and
/// what is in braces, a body or the members of a type, parses whatever stands before the brace. So each is tried by
/// itself, and a head with nothing in its braces.
struct ChangedParts {
  private let tree: Tree
  private let after: ContiguousArray<UInt8>
  private var blocks: [Block] = []
  private var text: ContiguousArray<UInt8> = []

  /// What stands between two braces, or the whole file.
  private struct Block {
    /// The bytes between the braces.
    var inside: ByteRange
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
    findBlocks()
    breakBlocks(changes)
    for change in changes.sorted() { blocks[block(around: change)].changes.append(change) }
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
    blocks.append(Block(inside: ByteRange(0, UInt32(tree.bytes.count)), list: list(in: tree.root)))
    var open = [0]
    for row in 1..<UInt32(max(1, tree.count)) {
      let node = NodeID(row)
      let kind = tree.swift(node)
      guard kind == .codeBlock || kind == .memberBlock else { continue }
      while let last = open.last, blocks[last].inside.end <= tree[node].start { open.removeLast() }
      let range = tree.range(node)
      guard range.count >= 2, tree.bytes[Int(range.start)] == UInt8(ascii: "{"),
        tree.bytes[Int(range.end) - 1] == UInt8(ascii: "}")
      else { continue }
      blocks.append(
        Block(
          inside: ByteRange(range.start + 1, range.end - 1), outer: open.last, list: list(in: node),
          isOfMembers: kind == .memberBlock))
      open.append(blocks.count - 1)
    }
  }

  private func list(in block: NodeID) -> NodeID? {
    tree.children(of: block).first { [.codeBlockItemList, .memberBlockItemList].contains(tree.swift($0)) }
  }

  /// Tells what blocks lose a brace, and with it everything inside, to a change.
  private mutating func breakBlocks(_ changes: [ByteRange]) {
    var replaced: [ByteRange] = []
    for change in changes.sorted() where !change.isEmpty {
      if let last = replaced.last, change.start < last.end {
        replaced[replaced.count - 1] = ByteRange(last.start, max(last.end, change.end))
      } else {
        replaced.append(change)
      }
    }
    for index in blocks.indices.dropFirst() {
      let inside = blocks[index].inside
      blocks[index].isBroken =
        Self.isTouched(inside.start - 1, by: replaced) || Self.isTouched(inside.end, by: replaced)
        || blocks[blocks[index].outer ?? 0].isBroken
    }
  }

  private static func isTouched(_ offset: UInt32, by changes: [ByteRange]) -> Bool {
    let next = changes.firstPlace { $0.start > offset }
    return next > 0 && changes[next - 1].contains(offset)
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
    let isInside = block.outer != nil
    if isInside { text.append(contentsOf: block.isOfMembers ? "class Part {".utf8 : "func part() {".utf8) }
    addHeads(from: start, to: end, ByteRange(oldStart, oldEnd), newOffset)
    // What ends in a comment takes the brace in, and is not told to parse.
    if isInside { text.append(UInt8(ascii: "}")) }
    text.append(0x0A)
    return true
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
