// What is wrong with a file, as the parser saw it.

import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// Reads the errors out of a tree that has some.
enum SyntaxErrors {
  /// The first few errors in source order; a file with any is reported and left as it is.
  static func diagnostics(of source: SourceFileSyntax, _ tree: Tree) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var node = tree.root
    while node.index < tree.count, found.count < limit {
      if tree.swift(node) == .unexpectedNodes, !tree.range(node).isEmpty {
        found.append(error("this was not expected here", tree.range(node)))
        node = tree.afterSubtree(node)
        continue
      }
      if tree.swift(node) == .token, tree.range(node).isEmpty, isMissed(node, tree) {
        found.append(error("something is missing here", tree.range(node)))
      }
      node = NodeID(node.row + 1)
    }
    if found.isEmpty { found.append(error("the parser does not accept a token of this file", ByteRange(0, 0))) }
    return found
  }

  private static let limit = 20

  private static func error(_ message: String, _ range: ByteRange) -> Diagnostic {
    Diagnostic(code: "syntax-error", message: message, range: range)
  }

  /// Whether a token without text should have one: the end of the file and an empty string's text have none.
  private static func isMissed(_ node: NodeID, _ tree: Tree) -> Bool {
    switch tree.token(node) {
    case .endOfFile, .stringSegment, nil: false
    default: true
    }
  }
}
