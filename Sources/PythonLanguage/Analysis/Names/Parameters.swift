// The parameters of a function as they stand in its tree.

import SourceModel

enum Parameters {
  /// The default of one parameter: a child of the parameter, or the expression that follows it.
  static func defaultValue(of parameter: NodeID, in arguments: NodeID, _ tree: Tree) -> NodeID? {
    if let inner = tree.child(PythonRole.defaultValue.role, of: parameter) { return inner }
    let next = tree.afterSubtree(parameter)
    guard next.row < tree[arguments].subtreeEnd, tree.pythonRole(next) == .defaultValue else { return nil }
    return next
  }
}
