// What stands between the quotes of a string literal.

import SourceModel

/// Plain string literals: one token, no escapes, no bytes.
enum StringText {
  /// The bytes between the quotes of a plain one-token string without escapes; nil for anything else.
  static func content(of node: NodeID, in tree: Tree) -> ByteRange? {
    guard tree.python(node) == .string, !tree.hasChildren(node) else { return nil }
    let range = tree.range(node)
    guard let inner = unquoted(range, tree.bytes) else { return nil }
    let prefix = tree.bytes[Int(range.start)..<Int(inner.start)]
    let isRaw = prefix.contains { $0 | 0x20 == UInt8(ascii: "r") }
    if !isRaw && tree.bytes[inner.range].contains(UInt8(ascii: "\\")) { return nil }
    return inner
  }

  /// The range without prefix letters and quotes.
  static func unquoted(_ range: ByteRange, _ bytes: ContiguousArray<UInt8>) -> ByteRange? {
    var start = Int(range.start)
    let end = Int(range.end)
    while start < end, bytes[start] != UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\"") { start += 1 }
    guard start < end else { return nil }
    let quote = bytes[start]
    let isTriple = end - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let width = isTriple ? 3 : 1
    guard end - start >= 2 * width, bytes[end - 1] == quote else { return nil }
    return ByteRange(UInt32(start + width), UInt32(end - width))
  }
}
