// The way from the root to a node.

import SourceModel

enum TreePath {
  /// The ancestors of `node`, the root first. As long as the way down, siblings included.
  static func ancestors(of node: NodeID, in tree: Tree) -> [NodeID] {
    var path: [NodeID] = []
    var at = tree.root
    while at != node {
      path.append(at)
      var child = NodeID(at.row + 1)
      while !tree.isNode(node, within: child) { child = tree.afterSubtree(child) }
      at = child
    }
    return path
  }
}
