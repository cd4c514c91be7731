// Whether evaluating an expression can be noticed.

import SourceModel

enum SideEffects {
  /// Calls, awaits, yields and walruses can be told; names, constants, attributes and operators of them cannot.
  static func areIn(_ node: NodeID, _ tree: Tree) -> Bool {
    (node.row..<tree[node].subtreeEnd).contains { row in
      switch tree.python(NodeID(row)) {
      case .call, .await, .yield, .yieldFrom, .namedExpression: true
      default: false
      }
    }
  }
}
