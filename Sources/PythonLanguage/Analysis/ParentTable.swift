// The parents of a file's nodes, found when first asked for.

import Semantics
import SourceModel

/// Parents on demand: most files are analysed without anyone asking.
final class ParentTable: Sendable {
  private let tree: Tree
  private let known = Once<Table>()

  private final class Table: Sendable {
    let parents: ContiguousArray<NodeID>
    init(_ tree: Tree) { parents = tree.parents() }
  }

  init(_ tree: Tree) { self.tree = tree }

  /// The root is its own parent.
  subscript(node: NodeID) -> NodeID { table.parents[node.index] }

  var all: ContiguousArray<NodeID> { table.parents }

  private var table: Table { known.value { Table(tree) } }
}
