// The parents of a file's nodes, found when first asked for.

import SourceModel
import Synchronization

/// Parents on demand: most files are analysed without anyone asking.
final class ParentTable: Sendable {
  private let tree: Tree
  private let parents: Mutex<ContiguousArray<NodeID>?> = Mutex(nil)

  init(_ tree: Tree) { self.tree = tree }

  /// The root is its own parent.
  subscript(node: NodeID) -> NodeID { all[node.index] }

  var all: ContiguousArray<NodeID> {
    parents.withLock { known in
      if let known { return known }
      let found = tree.parents()
      known = found
      return found
    }
  }
}
