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

/// A slot of a node's layout, as swift-syntax numbers it: what was unexpected before the first child is 0, the first child
/// 1, and so on. `SlotTests` holds the names against the parser's own.
struct SwiftRole: Hashable, Sendable {
  let raw: UInt8
  init(_ raw: UInt8) { self.raw = raw }

  /// Any element of a list.
  static let element = SwiftRole(255)
}
