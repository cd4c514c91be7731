// `try` and `await` in the text of rules.

import Semantics
import SourceModel
import SwiftSyntax

enum PatternEffects {
  /// What a pattern does, and of `try await call` the call alone.
  static func read(_ pattern: Pattern) -> (effects: Effects, plain: Pattern) {
    let tree = pattern.tree
    guard pattern.isExpression else { return (inStatements(of: pattern), pattern) }
    var plain = pattern
    var effects: Effects = []
    while true {
      switch tree.swift(plain.root) {
      case .tryExpr where tree.child(.tryMark, of: plain.root) == nil:
        guard let inner = tree.child(.tried, of: plain.root) else { return (effects, plain) }
        effects.insert(.fails)
        plain.root = inner
      case .awaitExpr:
        guard let inner = tree.child(.awaited, of: plain.root) else { return (effects, plain) }
        effects.insert(.waits)
        plain.root = inner
      default: return (effects, plain)
      }
    }
  }

  /// Whether a pattern is one assignment.
  static func isAssignment(_ pattern: Pattern) -> Bool {
    let tree = pattern.tree
    guard pattern.isExpression, tree.swift(pattern.root) == .sequenceExpr,
      let list = tree.child(SwiftRole(1), of: pattern.root)
    else { return false }
    return tree.children(of: list).contains { tree.swift($0) == .assignmentExpr }
  }

  /// What statements do themselves, not in closures that they hand on.
  private static func inStatements(of pattern: Pattern) -> Effects {
    let tree = pattern.tree
    var effects: Effects = []
    var row = pattern.root.row
    while row < tree[pattern.root].subtreeEnd {
      let node = NodeID(row)
      row += 1
      switch tree.swift(node) {
      case .closureExpr: row = tree[node].subtreeEnd
      case .tryExpr where tree.child(.tryMark, of: node) == nil: effects.insert(.fails)
      case .awaitExpr: effects.insert(.waits)
      default: break
      }
    }
    return effects
  }
}
