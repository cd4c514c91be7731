// Dotted chains: `np.core.numeric.in1d` and what stands where in them.

import SourceModel

enum Chains {
  /// The outermost chain that begins with `name`: the attributes around a name stand in the rows right before it.
  static func outermost(from name: NodeID, _ tree: Tree) -> NodeID {
    let attribute = PythonKind.attribute.rawValue
    var row = name.row
    while row > 0, tree.rows[Int(row) - 1].kind.raw == attribute { row -= 1 }
    return NodeID(row)
  }

  /// What follows `first` in a chain, dots included: `.core.numeric.in1d`.
  static func suffix(from node: NodeID, to first: NodeID, _ tree: Tree) -> String {
    let range = ByteRange(tree[first].end, tree[node].end)
    if isPlain(range, tree) { return tree.text(in: range) }
    return parts(from: node, to: first, tree).map { ".\($0)" }.joined()
  }

  /// The attribute names behind `first`, in source order.
  static func parts(from node: NodeID, to first: NodeID, _ tree: Tree) -> [String] {
    (node.row..<first.row).reversed().map { tree.text(NodeID(tree[NodeID($0)].subtreeEnd - 1)) }
  }

  /// Whether no white space, comment or parenthesis stands between the parts.
  private static func isPlain(_ range: ByteRange, _ tree: Tree) -> Bool {
    for index in range.range {
      let byte = tree.bytes[index]
      if byte <= 0x20 || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#") {
        return false
      }
    }
    return true
  }
}
