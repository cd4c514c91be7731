// Whether an expression needs parentheses where it is to stand.

import SourceModel
import SwiftSyntax

/// The parser leaves operators in a row, as it does not know how tightly each binds; for the standard library's that is
/// known, and any other is taken to bind as loosely as can be.
enum Parentheses {
  static func areNeeded(around node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    guard let parent = TreePath.parent(of: place, in: target) else { return false }
    switch target.swift(parent) {
    case .memberAccessExpr, .functionCallExpr, .subscriptCallExpr, .forceUnwrapExpr, .optionalChainingExpr,
      .prefixOperatorExpr, .postfixOperatorExpr:
      return !isTight(source.swift(node))
    case .exprList: return needsThemInSequence(node, source, at: place, in: parent, target)
    default: return false
    }
  }

  private static func needsThemInSequence(
    _ node: NodeID, _ source: Tree, at place: NodeID, in list: NodeID, _ target: Tree
  ) -> Bool {
    let kind = source.swift(node)
    var (before, after): (NodeID?, NodeID?)
    var isMet = false
    for element in target.children(of: list) {
      if isMet {
        after = element
        break
      }
      if element == place { isMet = true } else { before = element }
    }
    guard isMet else { return false }
    if kind == .tryExpr || kind == .awaitExpr || kind == .unsafeExpr { return before != nil }
    guard let own = loosest(node, source) else { return !isTight(kind) }
    func takesPart(_ neighbour: NodeID?) -> Bool { neighbour.map { own <= precedence($0, target) } ?? false }
    return takesPart(before) || takesPart(after)
  }

  /// Whether nothing around an expression can take a part of it away.
  private static func isTight(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .sequenceExpr, .infixOperatorExpr, .ternaryExpr, .asExpr, .isExpr, .tryExpr, .awaitExpr, .unsafeExpr,
      .consumeExpr, .copyExpr, .ifExpr, .switchExpr, .prefixOperatorExpr:
      false
    default: true
    }
  }

  /// The loosest operator of a row of operands.
  private static func loosest(_ node: NodeID, _ tree: Tree) -> Int? {
    if tree.swift(node) == .prefixOperatorExpr { return 9 }
    guard tree.swift(node) == .sequenceExpr, let list = tree.child(SwiftRole(1), of: node) else { return nil }
    return tree.children(of: list).enumerated().filter { $0.offset % 2 == 1 }.map { precedence($0.element, tree) }.min()
  }

  private static func precedence(_ node: NodeID, _ tree: Tree) -> Int {
    switch tree.swift(node) {
    case .unresolvedAsExpr, .unresolvedIsExpr: return 5
    case .unresolvedTernaryExpr: return 0
    case .binaryOperatorExpr: break
    default: return -1
    }
    switch tree.text(node) {
    case "<<", ">>", "&<<", "&>>": return 9
    case "*", "/", "%", "&*", "&": return 8
    case "+", "-", "&+", "&-", "|", "^": return 7
    case "...", "..<": return 6
    case "??": return 4
    case "==", "!=", "<", ">", "<=", ">=", "===", "!==", "~=": return 3
    case "&&": return 2
    case "||": return 1
    default: return -1
    }
  }
}

enum TreePath {
  /// The ancestors of `node`, the root first. As long as the way down, siblings included.
  static func ancestors(of node: NodeID, in tree: Tree) -> [NodeID] {
    var path: [NodeID] = []
    var at = tree.root
    while at != node {
      path.append(at)
      at = step(from: at, to: node, in: tree)
    }
    return path
  }

  /// The node around another; nil around the root. As long as the way down, siblings included.
  static func parent(of node: NodeID, in tree: Tree) -> NodeID? {
    var parent: NodeID?
    var at = tree.root
    while at != node {
      parent = at
      at = step(from: at, to: node, in: tree)
    }
    return parent
  }

  private static func step(from outer: NodeID, to node: NodeID, in tree: Tree) -> NodeID {
    var child = NodeID(outer.row + 1)
    while !tree.isNode(node, within: child) { child = tree.afterSubtree(child) }
    return child
  }
}
