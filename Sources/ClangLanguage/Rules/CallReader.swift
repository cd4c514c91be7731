// Calls and member accesses as they stand in a tree.

import Semantics
import SourceModel

enum CallReader {
  static func callSite(at node: NodeID, in tree: Tree) -> CallSite? {
    guard tree.cxx(node) == .call, let callee = tree.child(CxxRole.callee.role, of: node) else { return nil }
    let rest = CxxLexer.tokens(of: tree.bytes, in: ByteRange(tree[callee].end, tree[node].end))
    guard let open = rest.first(where: { $0.byte == UInt8(ascii: "(") }) else { return nil }
    let isClosed = tree[node].end > open.end && tree.bytes[Int(tree[node].end) - 1] == UInt8(ascii: ")")
    let list = ByteRange(open.end, max(open.end, tree[node].end - (isClosed ? 1 : 0)))
    let arguments = tree.children(of: node).filter { tree.cxxRole($0) == .argument }.map { child in
      let isPack = tree.bytes(in: tree.range(child)).suffix(3).elementsEqual("...".utf8)
      return Argument(form: isPack ? .unpacked : .positional, node: child, range: tree.range(child))
    }
    return CallSite(node: node, callee: callee, arguments: arguments, argumentList: list)
  }

  /// `base.member`, `base->member` and `base::member`.
  static func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    let kind = tree.cxx(node)
    guard kind == .member || kind == .qualified, let base = tree.child(CxxRole.base.role, of: node),
      let identifier = tree.child(CxxRole.identifier.role, of: node)
    else { return nil }
    return MemberAccess(
      node: node, base: base, member: tree.text(identifier), memberRange: tree.range(identifier))
  }

  static func constant(at node: NodeID, in tree: Tree) -> Constant? {
    switch tree.cxx(node) {
    case .number: return .number(tree.text(node))
    case .string: return stringContent(of: node, in: tree).map { .string(tree.text(in: $0)) }
    case .constant:
      switch tree.text(node) {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "nullptr": return Constant.none
      default: return nil
      }
    case .sequence:
      // A sign and a number.
      let tokens = CxxLexer.tokens(of: tree.bytes, in: tree.range(node))
      guard tokens.count == 2, tokens[0].byte == UInt8(ascii: "-"), tokens[1].kind == .number else { return nil }
      return .number(tree.plainText(node))
    default: return nil
    }
  }

  static func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? {
    let range = tree.range(node)
    guard tree.cxx(node) == .string, range.count >= 2, tree.bytes[Int(range.start)] == UInt8(ascii: "\""),
      tree.bytes[Int(range.end) - 1] == UInt8(ascii: "\"")
    else { return nil }
    let content = ByteRange(range.start + 1, range.end - 1)
    let isPlain = tree.bytes(in: content).allSatisfy { $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") }
    return isPlain ? content : nil
  }

  /// Calls, assignments and increments; what looks like a call and is a macro or a temporary counts as one.
  static func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool {
    if (node.row..<tree[node].subtreeEnd).contains(where: { tree.cxx(NodeID($0)) == .call }) { return true }
    let tokens = CxxLexer.tokens(of: tree.bytes, in: tree.range(node)).filter { $0.kind == .punctuation }
    return zip(tokens, tokens.dropFirst()).contains { first, second in
      let isDouble = first.end == second.start && first.byte == second.byte
      return isDouble && (first.byte == UInt8(ascii: "+") || first.byte == UInt8(ascii: "-"))
    } || tokens.indices.contains { isAssignment(tokens, $0) }
  }

  private static func isAssignment(_ tokens: [CxxToken], _ index: Int) -> Bool {
    guard tokens[index].byte == UInt8(ascii: "=") else { return false }
    let before = index > 0 && tokens[index - 1].end == tokens[index].start ? tokens[index - 1].byte : 0
    let after = index + 1 < tokens.count && tokens[index + 1].start == tokens[index].end ? tokens[index + 1].byte : 0
    return !"=!<>".utf8.contains(before) && after != UInt8(ascii: "=")
  }
}
