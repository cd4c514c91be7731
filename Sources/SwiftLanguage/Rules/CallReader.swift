// Calls and member accesses as they stand in a tree.

import Semantics
import SourceModel
@_spi(RawSyntax) import SwiftSyntax

enum CallReader {
  /// The call, or the macro called, that a node is.
  static func callSite(at node: NodeID, in tree: Tree) -> CallSite? {
    switch tree.swift(node) {
    case .functionCallExpr:
      return tree.child(.callee, of: node).flatMap {
        site(node, $0, tree, arguments: .arguments, closure: .trailingClosure)
      }
    case .macroExpansionExpr:
      return tree.child(.macroName, of: node).flatMap {
        site(node, $0, tree, arguments: .macroArguments, closure: .macroTrailingClosure)
      }
    default: return nil
    }
  }

  /// Whether a node is what a call calls.
  static func isCallee(_ node: NodeID, of call: NodeID, in tree: Tree) -> Bool {
    switch tree.swift(call) {
    case .functionCallExpr: tree.child(.callee, of: call) == node && tree.child(.arguments, of: call) != nil
    case .macroExpansionExpr: callSite(at: call, in: tree)?.callee == node
    default: false
    }
  }

  private static func site(
    _ node: NodeID, _ callee: NodeID, _ tree: Tree, arguments: SwiftRole, closure: SwiftRole
  ) -> CallSite? {
    guard let list = tree.child(arguments, of: node) else { return nil }
    var found: [Argument] = []
    var count = 0
    for _ in tree.children(of: list) { count += 1 }
    found.reserveCapacity(count)
    for element in tree.children(of: list) {
      if let argument = argument(element, tree) { found.append(argument) }
    }
    if let trailing = tree.child(closure, of: node) {
      found.append(Argument(form: .trailing(nil), node: trailing, range: tree.range(trailing)))
    }
    if let further = tree.child(SwiftRole(closure.raw + 2), of: node) {
      found += tree.children(of: further).compactMap { element in
        guard let label = tree.child(.label, of: element), let closure = tree.child(.closure, of: element) else {
          return nil
        }
        return Argument(form: .trailing(tree.text(label)), node: closure, range: tree.range(element))
      }
    }
    return CallSite(
      node: node, callee: callee, arguments: found, argumentList: between(list, of: node, callee, tree),
      hasSign: tree.swift(node) == .macroExpansionExpr)
  }

  private static func argument(_ element: NodeID, _ tree: Tree) -> Argument? {
    guard let value = tree.child(.argumentValue, of: element) else { return nil }
    let range = ByteRange(tree[element].start, tree[value].end)
    guard let label = tree.child(.label, of: element) else {
      return Argument(form: .positional, node: value, range: range)
    }
    return Argument(form: .labelled(tree.text(label)), node: value, range: range)
  }

  /// What stands between the parentheses; an empty place behind the callee where there are none.
  private static func between(_ list: NodeID, of node: NodeID, _ callee: NodeID, _ tree: Tree) -> ByteRange {
    var open: NodeID?
    var close: NodeID?
    for child in tree.children(of: node) {
      switch tree.token(child) {
      case .leftParen where child < list: open = child
      case .rightParen where child > list: close = child
      default: break
      }
    }
    guard let open, let close else { return ByteRange(tree[callee].end, tree[callee].end) }
    return ByteRange(tree[open].end, max(tree[open].end, tree[close].start))
  }

  /// Whether a call has parentheses, so that an argument can go between them.
  static func hasParentheses(_ site: CallSite, in tree: Tree) -> Bool {
    site.argumentList.start > tree[site.callee].end
  }

  /// `base.member` among expressions and among types. Of `.member`, which has no base, the whole is the base.
  static func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    switch tree.swift(node) {
    case .memberAccessExpr:
      guard let member = tree.child(.member, of: node), let name = tree.child(.baseName, of: member) else { return nil }
      return MemberAccess(
        node: node, base: tree.child(.base, of: node) ?? node, member: tree.text(name), memberRange: tree.range(name))
    case .memberType:
      guard let base = tree.child(.baseType, of: node), let name = tree.child(.memberTypeName, of: node) else {
        return nil
      }
      return MemberAccess(node: node, base: base, member: tree.text(name), memberRange: tree.range(name))
    default: return nil
    }
  }
}
