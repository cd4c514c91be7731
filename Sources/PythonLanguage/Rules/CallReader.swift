// Calls and member accesses as they stand in a tree.

import Semantics
import SourceModel

enum CallReader {
  static func callSite(at node: NodeID, in tree: Tree) -> CallSite? {
    guard tree.python(node) == .call, let callee = tree.child(PythonRole.function.role, of: node),
      let open = openParenthesis(after: callee, in: tree)
    else { return nil }
    let list = ByteRange(open + 1, max(open + 1, tree[node].end - 1))
    var arguments: [Argument] = []
    for child in tree.children(of: node) where child != callee { arguments.append(argument(child, list, tree)) }
    return CallSite(node: node, callee: callee, arguments: arguments, argumentList: list)
  }

  private static func openParenthesis(after callee: NodeID, in tree: Tree) -> UInt32? {
    let layout = ListLayout(tree)
    var at = layout.skipTrivia(from: tree[callee].end)
    // The callee may stand in parentheses of its own.
    while Int(at) < tree.bytes.count, tree.bytes[Int(at)] == UInt8(ascii: ")") { at = layout.skipTrivia(from: at + 1) }
    return Int(at) < tree.bytes.count && tree.bytes[Int(at)] == UInt8(ascii: "(") ? at : nil
  }

  private static func argument(_ child: NodeID, _ list: ByteRange, _ tree: Tree) -> Argument {
    let range = grouped(tree.range(child), in: list, tree)
    if tree.python(child) == .keyword {
      let value = tree.child(PythonRole.value.role, of: child) ?? child
      guard let label = tree.child(PythonRole.name.role, of: child) else {
        return Argument(form: .unpackedMapping, node: value, range: range)
      }
      return Argument(form: .labelled(tree.text(label)), node: value, range: range)
    }
    if tree.python(child) == .starred {
      return Argument(form: .unpacked, node: tree.child(PythonRole.value.role, of: child) ?? child, range: range)
    }
    return Argument(form: .positional, node: child, range: range)
  }

  /// The range with the parentheses that stand around it inside the list.
  private static func grouped(_ range: ByteRange, in list: ByteRange, _ tree: Tree) -> ByteRange {
    // A generator that is the only argument shares the call's parentheses.
    if range.start < list.start { return list }
    let layout = ListLayout(tree)
    var range = range
    while true {
      let after = layout.skipTrivia(from: range.end)
      var before = Int(range.start)
      while before > list.start, [0x20, 0x09, 0x0A, 0x0D].contains(tree.bytes[before - 1]) { before -= 1 }
      guard after < list.end, tree.bytes[Int(after)] == UInt8(ascii: ")"), before > list.start,
        tree.bytes[before - 1] == UInt8(ascii: "(")
      else { return range }
      range = ByteRange(UInt32(before - 1), after + 1)
    }
  }

  static func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    guard tree.python(node) == .attribute else { return nil }
    let identifier = NodeID(tree[node].subtreeEnd - 1)
    return MemberAccess(
      node: node, base: NodeID(node.row + 1), member: tree.text(identifier), memberRange: tree.range(identifier))
  }
}
