// What becomes of code that looked whether a member has a value, once it always has one.

import Semantics
import SourceModel
import SwiftSyntax

/// A use of a member that was optional: `node.modifiers?.first`, `if let modifiers = node.modifiers`.
struct RequiredMember {
  private let node: NodeID
  private let tree: Tree
  /// The member that tells what `nil` told.
  private let absence: String?
  private let path: [NodeID]

  init(_ node: NodeID, in tree: Tree, absence: String?) {
    self.node = node
    self.tree = tree
    self.absence = absence
    path = TreePath.ancestors(of: node, in: tree)
  }

  /// Empty where the use may stand as it is; nil where a person must say.
  func edits() -> [Edit]? {
    guard let parent = path.last else { return [] }
    switch tree.swift(parent) {
    case .optionalChainingExpr, .forceUnwrapExpr:
      return [Edit(ByteRange(tree[node].end, tree[parent].end), "")]
    case .exprList: return comparison(in: parent)
    case .initializerClause: return condition(around: parent)
    case .memberAccessExpr:
      // `map` of an optional is another function than that of what it holds.
      let member = CallReader.memberAccess(at: parent, in: tree)?.member ?? ""
      return ["map", "flatMap", "unsafelyUnwrapped"].contains(member) ? nil : []
    default: return []
    }
  }

  private func comparison(in list: NodeID) -> [Edit]? {
    let elements = Array(tree.children(of: list))
    guard let index = elements.firstIndex(of: node), index + 2 < elements.count else { return [] }
    let sign = tree.text(elements[index + 1])
    let other = elements[index + 2]
    let rest = ByteRange(tree[node].end, tree[other].end)
    switch sign {
    case "==" where tree.swift(other) == .nilLiteralExpr:
      return absence.map { [Edit(rest, "." + $0)] }
    case "!=" where tree.swift(other) == .nilLiteralExpr:
      let start = ByteRange(tree[node].start, tree[node].start)
      return absence.map { [Edit(start, "!"), Edit(rest, "." + $0)] }
    case "??" where index + 3 == elements.count && index == 0: return [Edit(rest, "")]
    default: return []
    }
  }

  /// `if let name = value` holds where there is something: `if case let name = value, !name.isEmpty`.
  private func condition(around clause: NodeID) -> [Edit]? {
    guard let holder = path.dropLast().last, tree.swift(holder) == .optionalBindingCondition,
      let keyword = tree.child(SwiftRole(1), of: holder), let pattern = tree.child(.conditionPattern, of: holder)
    else { return [] }
    let start = ByteRange(tree[keyword].start, tree[keyword].start)
    let end = ByteRange(tree[holder].end, tree[holder].end)
    guard let absence else { return [Edit(start, "case ")] }
    let name = tree.text(pattern)
    // A name that is not used binds nothing that could be asked.
    guard name != "_" else { return nil }
    return [Edit(start, "case "), Edit(end, ", !\(name).\(absence)")]
  }
}
