// Where edits must go so that the text stays well formed: lists, parentheses, comments.

import Semantics
import SourceModel

enum CxxLayout {
  // MARK: Lists

  /// An element goes with the comma behind it, the last with the comma before it.
  static func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange {
    let after = CxxLexer.tokens(of: tree.bytes, in: ByteRange(range.end, list.end), keepsComments: true)
    if let comma = after.first, comma.byte == UInt8(ascii: ",") {
      return ByteRange(range.start, after.count > 1 ? after[1].start : comma.end)
    }
    let before = CxxLexer.tokens(of: tree.bytes, in: ByteRange(list.start, range.start))
    if let comma = before.last, comma.byte == UInt8(ascii: ",") { return ByteRange(comma.start, range.end) }
    return range
  }

  static func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion {
    guard let last = CxxLexer.tokens(of: tree.bytes, in: list).last else {
      return ListInsertion(offset: list.start, before: "", after: "")
    }
    return ListInsertion(offset: last.end, before: ", ", after: "")
  }

  static func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] {
    CxxLexer.tokens(of: tree.bytes, in: range, keepsComments: true).filter { $0.kind == .comment }
      .map { ByteRange($0.start, $0.end) }
  }

  /// Tokens without white space and comments.
  static func words(in range: ByteRange, of tree: Tree) -> [String] {
    CxxLexer.tokens(of: tree.bytes, in: range).map { tree.text(in: ByteRange($0.start, $0.end)) }
  }

  // MARK: Parentheses

  /// Whether several words must be held together where they go: next to anything but a bracket, a comma or an end.
  static func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    guard source.cxx(node) == .sequence else { return false }
    let range = target.range(place)
    return !endsExpression(before: Int(range.start), in: target.bytes)
      || !beginsEnd(after: Int(range.end), in: target.bytes)
  }

  private static func endsExpression(before offset: Int, in bytes: ContiguousArray<UInt8>) -> Bool {
    var at = offset - 1
    while at >= 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at -= 1 }
    guard at >= 0 else { return true }
    switch bytes[at] {
    case UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ";"),
      UInt8(ascii: "}"), UInt8(ascii: "/"):
      // Behind a slash a comment ends; a division would end in one, too, and gets by without.
      return bytes[at] != UInt8(ascii: "/") || (at > 0 && bytes[at - 1] == UInt8(ascii: "*"))
    case UInt8(ascii: "="): return at == 0 || !"=!<>".utf8.contains(bytes[at - 1])
    default:
      let word = bytes[...at].reversed().prefix { CxxLexer.isLetter($0) }.reversed()
      return word.elementsEqual("return".utf8)
    }
  }

  private static func beginsEnd(after offset: Int, in bytes: ContiguousArray<UInt8>) -> Bool {
    var at = offset
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    guard at < bytes.count else { return true }
    if ")],;}".utf8.contains(bytes[at]) { return true }
    return bytes[at] == UInt8(ascii: "/") && at + 1 < bytes.count && "/*".utf8.contains(bytes[at + 1])
  }

  // MARK: Sameness

  static func isSame(_ first: NodeID, _ firstTree: Tree, _ second: NodeID, _ secondTree: Tree) -> Bool {
    let left = CxxLexer.tokens(of: firstTree.bytes, in: firstTree.range(first))
    let right = CxxLexer.tokens(of: secondTree.bytes, in: secondTree.range(second))
    return left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        firstTree.bytes[Int(one.start)..<Int(one.end)].elementsEqual(
          secondTree.bytes[Int(other.start)..<Int(other.end)])
      }
  }

  /// The values of a braced list.
  static func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    guard tree.cxx(node) == .group else { return [] }
    return tree.children(of: node).map { (nil, $0) }
  }
}
