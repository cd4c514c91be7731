// The comments between the nodes of a tree.

import SourceModel

/// Finds comments: a `#` outside of every string, to the end of its line.
enum CommentSearch {
  static func ranges(in range: ByteRange, of tree: Tree) -> [ByteRange] {
    var found: [ByteRange] = []
    var offset = range.start
    while offset < range.end {
      guard tree.bytes[Int(offset)] == 0x23, !isInString(offset, tree) else {
        offset += 1
        continue
      }
      var end = offset
      while end < range.end, tree.bytes[Int(end)] != 0x0A, tree.bytes[Int(end)] != 0x0D { end += 1 }
      found.append(ByteRange(offset, end))
      offset = end
    }
    return found
  }

  private static func isInString(_ offset: UInt32, _ tree: Tree) -> Bool {
    switch tree.python(tree.innermost(containing: ByteRange(offset, offset + 1))) {
    case .string, .bytes, .stringLiteral, .literalText, .formattedLiteral, .formatSpecification: true
    default: false
    }
  }
}
