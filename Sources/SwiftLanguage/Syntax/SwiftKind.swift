// What a row of a Swift tree is: swift-syntax's own kinds, by their number.

import SourceModel
@_spi(RawSyntax) import SwiftSyntax

extension NodeKind {
  /// The number of a case is its memory: the kinds have no raw values, and no two have the same bytes.
  init(_ kind: SyntaxKind) {
    self.init(unsafeBitCast(kind, to: UInt16.self))
  }
}

extension Tree {
  /// The kind of a row of a tree that this room made.
  func swift(_ node: NodeID) -> SyntaxKind { unsafeBitCast(kind(node).raw, to: SyntaxKind.self) }

  /// The kind of token that a row is, if it is one.
  func token(_ node: NodeID) -> RawTokenKind? {
    swift(node) == .token ? RawTokenKind(rawValue: detail(node)) : nil
  }

  /// The child in a slot of its parent's layout.
  func child(_ slot: SwiftRole, of node: NodeID) -> NodeID? { child(NodeRole(slot.raw), of: node) }
}
