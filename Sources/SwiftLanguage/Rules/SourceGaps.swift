// What stands between the nodes of a tree: white space, commas and comments.

import Semantics
import SourceModel
import SwiftSyntax

/// Reads the bytes of a file that no token covers.
struct SourceGaps {
  let tree: Tree
  private var bytes: ContiguousArray<UInt8> { tree.bytes }

  init(_ tree: Tree) { self.tree = tree }

  /// The first byte from `offset` on that is neither white space nor comment.
  func skipTrivia(from offset: UInt32) -> UInt32 {
    var at = Int(offset)
    while at < bytes.count {
      let start = at
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x0C, 0x0B: at += 1
      case 0x2F: at = endOfComment(at) ?? at
      default: break
      }
      if at == start { break }
    }
    return UInt32(at)
  }

  /// Where a comment that begins at a slash ends.
  private func endOfComment(_ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    if bytes[start + 1] == 0x2F {
      var at = start
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      return at
    }
    guard bytes[start + 1] == 0x2A else { return nil }
    var depth = 1
    var at = start + 2
    while at < bytes.count, depth > 0 {
      if at + 1 < bytes.count, bytes[at] == 0x2A, bytes[at + 1] == 0x2F {
        depth -= 1
        at += 2
      } else if at + 1 < bytes.count, bytes[at] == 0x2F, bytes[at + 1] == 0x2A {
        depth += 1
        at += 2
      } else {
        at += 1
      }
    }
    return at
  }

  /// The comments in a range: they stand where no token does.
  func comments(in range: ByteRange) -> [ByteRange] {
    var found: [ByteRange] = []
    guard mayHoldComment(range) else { return found }
    var offset = range.start
    for token in tokens(touching: range) + [ByteRange(range.end, range.end)] {
      var at = offset
      while at < min(token.start, range.end) {
        guard bytes[Int(at)] == 0x2F, let end = endOfComment(Int(at)) else {
          at += 1
          continue
        }
        found.append(ByteRange(at, UInt32(end)))
        at = UInt32(end)
      }
      offset = max(offset, token.end)
    }
    return found
  }

  /// Whether anything that looks like the beginning of a comment is there; most calls have none.
  private func mayHoldComment(_ range: ByteRange) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let end = min(Int(range.end), bytes.count - 1)
      var at = Int(range.start)
      while at < end {
        if bytes[at] == 0x2F, bytes[at + 1] == 0x2F || bytes[at + 1] == 0x2A { return true }
        at += 1
      }
      return false
    }
  }

  /// The ranges of the tokens that share a byte with a range, in source order.
  private func tokens(touching range: ByteRange) -> [ByteRange] {
    var found: [ByteRange] = []
    var row: UInt32 = 0
    while row < tree.count {
      let node = NodeID(row)
      let own = tree.range(node)
      guard own.overlaps(range) || tree.isNode(node, within: tree.root) && row == 0 else {
        row = tree[node].subtreeEnd
        continue
      }
      if tree.swift(node) == .token { found.append(own) }
      row += 1
    }
    return found
  }

  // MARK: Lists

  /// One element's bytes with the comma and space that go with it.
  func removal(of element: ByteRange, from list: ByteRange) -> ByteRange {
    let comma = skipTrivia(from: element.end)
    if comma < list.end, bytes[Int(comma)] == UInt8(ascii: ",") {
      var next = comma + 1
      while next < list.end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[Int(next)]) { next += 1 }
      if next < list.end { return ByteRange(element.start, next) }
      return ByteRange(element.start, comma + 1)
    }
    var before = element.start
    while before > list.start, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[Int(before) - 1]) { before -= 1 }
    guard before > list.start, bytes[Int(before) - 1] == UInt8(ascii: ",") else { return element }
    return ByteRange(before - 1, element.end)
  }

  /// Where a further element of a list goes: on a line of its own where the last one stands so.
  func insertion(into list: ByteRange) -> ListInsertion {
    guard let last = lastToken(in: list) else { return ListInsertion(offset: list.start, before: "", after: "") }
    let hasComma = bytes[Int(last.start)] == UInt8(ascii: ",") && last.count == 1
    if let indent = lineStart(of: list, before: last.start) {
      return ListInsertion(offset: last.end, before: (hasComma ? "" : ",") + indent, after: hasComma ? "," : "")
    }
    return ListInsertion(offset: last.end, before: hasComma ? " " : ", ", after: "")
  }

  private func lastToken(in list: ByteRange) -> ByteRange? { tokens(touching: list).last { list.contains($0) } }

  /// The line end and white space before the list's first element, where each has a line of its own.
  private func lineStart(of list: ByteRange, before last: UInt32) -> String? {
    let first = skipTrivia(from: list.start)
    let gap = bytes[Int(list.start)..<Int(first)]
    guard gap.contains(0x0A), gap.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
      return nil
    }
    return String(decoding: gap, as: UTF8.self)
  }
}
