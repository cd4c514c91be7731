// The kinds of nodes in a C or C++ file, and what they are to each other.

import SourceModel

/// What a node is.
enum CxxKind: UInt16 {
  case file
  /// An identifier that stands alone.
  case name
  /// The identifier behind `::`, `.` or `->`.
  case identifier
  /// `base::identifier`, or `::identifier` without a base.
  case qualified
  /// `base.identifier` or `base->identifier`.
  case member
  /// A name with template arguments.
  case instance
  case call
  /// `base[…]`.
  case index
  /// What stands in brackets of its own: `(…)`, `{…}`, `[…]`.
  case group
  /// An argument or element of several words: operands and operators, a lambda, a declaration.
  case sequence
  case number, string, character
  /// `true`, `false`, `nullptr`, `this`.
  case constant
  /// `#include …`, its header's name as the one child.
  case include
  /// The name with its quotes or angle brackets.
  case header
  case define
  /// Any other line of the preprocessor.
  case directive

  var kind: NodeKind { NodeKind(rawValue) }
}

/// What a node is to its parent.
enum CxxRole: UInt8 {
  case element, callee, argument, base, identifier, templateArgument

  var role: NodeRole { NodeRole(rawValue) }
}

extension Tree {
  func cxx(_ node: NodeID) -> CxxKind { CxxKind(rawValue: kind(node).raw) ?? .sequence }
  func cxxRole(_ node: NodeID) -> CxxRole { CxxRole(rawValue: role(node).raw) ?? .element }

  /// The node's text without white space and comments between its parts.
  func plainText(_ node: NodeID) -> String {
    CxxLexer.tokens(of: bytes, in: range(node)).map { text(in: ByteRange($0.start, $0.end)) }.joined()
  }

  /// Where the block ends that holds a place; the end of the file outside of all blocks.
  func blockEnd(from offset: UInt32) -> UInt32 {
    var depth = 0
    for token in CxxLexer.tokens(of: bytes, in: ByteRange(offset, UInt32(bytes.count)))
    where token.kind == .punctuation {
      if token.byte == UInt8(ascii: "{") { depth += 1 }
      if token.byte == UInt8(ascii: "}") {
        depth -= 1
        if depth < 0 { return token.start }
      }
    }
    return UInt32(bytes.count)
  }
}
