// What can be told of an expression by looking at it: its value, its effects, whether it is the same as another.

import Semantics
import SourceModel
import SwiftSyntax

enum Expressions {
  /// Calls, `await` and assignments can be told; names, constants and members of them are taken to have no effects.
  static func haveSideEffects(_ node: NodeID, _ tree: Tree) -> Bool {
    var row = node.row
    while row < tree[node].subtreeEnd {
      switch tree.swift(NodeID(row)) {
      case .functionCallExpr, .awaitExpr, .macroExpansionExpr, .assignmentExpr: return true
      // What a closure does, it does later.
      case .closureExpr: row = tree[NodeID(row)].subtreeEnd
      default: row += 1
      }
    }
    return false
  }

  /// The value of a literal.
  static func constant(at node: NodeID, in tree: Tree) -> Constant? {
    switch tree.swift(node) {
    case .nilLiteralExpr: Constant.none
    case .booleanLiteralExpr: .boolean(tree.text(node) == "true")
    case .integerLiteralExpr, .floatLiteralExpr: .number(tree.text(node).filter { $0 != "_" })
    case .prefixOperatorExpr: negative(node, tree)
    case .stringLiteralExpr: stringContent(of: node, in: tree).map { .string(tree.text(in: $0)) }
    default: nil
    }
  }

  private static func negative(_ node: NodeID, _ tree: Tree) -> Constant? {
    let text = tree.text(node)
    guard text.first == "-", text.dropFirst().allSatisfy({ $0.isNumber || $0 == "." || $0 == "_" }) else { return nil }
    return .number(text.filter { $0 != "_" })
  }

  /// The bytes between the quotes of a plain string on one line, without escapes.
  static func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? {
    guard tree.swift(node) == .stringLiteralExpr else { return nil }
    let range = tree.range(node)
    let text = tree.bytes[range.range]
    guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\""),
      !text.contains(UInt8(ascii: "\\")), !text.contains(0x0A)
    else { return nil }
    return ByteRange(range.start + 1, range.end - 1)
  }

  /// Whether two subtrees have the same tokens.
  static func areSame(_ first: NodeID, _ firstTree: Tree, _ second: NodeID, _ secondTree: Tree) -> Bool {
    let one = tokens(of: first, in: firstTree)
    let other = tokens(of: second, in: secondTree)
    return one == other
  }

  private static func tokens(of node: NodeID, in tree: Tree) -> [String] {
    (node.row..<tree[node].subtreeEnd).map { NodeID($0) }.filter { tree.swift($0) == .token && !tree.range($0).isEmpty }
      .map(tree.text)
  }

  /// The items of an array or dictionary that is written out.
  static func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    guard let list = tree.child(.bracketed, of: node) else { return [] }
    switch tree.swift(node) {
    case .arrayExpr:
      return tree.children(of: list).compactMap { item in tree.child(SwiftRole(1), of: item).map { (nil, $0) } }
    case .dictionaryExpr where tree.swift(list) == .dictionaryElementList:
      return tree.children(of: list).compactMap { item in
        guard let key = tree.child(SwiftRole(1), of: item), let value = tree.child(SwiftRole(5), of: item),
          let text = stringContent(of: key, in: tree)
        else { return nil }
        return (tree.text(in: text), value)
      }
    default: return []
    }
  }
}
