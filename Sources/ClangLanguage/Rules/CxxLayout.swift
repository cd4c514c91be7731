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
    return !endsExpression(before: range.start, in: target)
      || !beginsEnd(after: Int(range.end), in: target.bytes)
  }

  /// Whether what goes to a place begins there: behind a bracket, a comma, `=`, `return`, another statement.
  private static func endsExpression(before offset: UInt32, in tree: Tree) -> Bool {
    let tokens = CxxLexer.tokens(of: tree.bytes, in: ByteRange(0, offset))
    // A line of the preprocessor ends with its line.
    guard let last = tokens.last, last.kind != .lineEnd else { return true }
    let text = tree.text(in: ByteRange(last.start, last.end))
    if ["(", ",", "[", "{", ";", "}", "=", "return", "else", "do"].contains(text) { return true }
    return text == ")" && endsCondition(tokens, tree)
  }

  /// Whether the parentheses that end here are those of `if (…)`.
  private static func endsCondition(_ tokens: ContiguousArray<CxxToken>, _ tree: Tree) -> Bool {
    var depth = 0
    for (index, token) in tokens.enumerated().reversed() where token.kind == .punctuation {
      if token.byte == UInt8(ascii: ")") { depth += 1 }
      if token.byte == UInt8(ascii: "(") { depth -= 1 }
      guard depth == 0 else { continue }
      guard index > 0 else { return false }
      let word = tree.text(in: ByteRange(tokens[index - 1].start, tokens[index - 1].end))
      return ["if", "while", "for", "switch", "constexpr"].contains(word)
    }
    return false
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
