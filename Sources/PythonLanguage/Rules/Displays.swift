// Lists, tuples and dictionaries that are written out.

import SourceModel

enum Displays {
  /// The items of a display; none of anything else, and none of one that unpacks others.
  static func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    let children = tree.children(of: node).map { $0 }
    switch tree.python(node) {
    case .list, .tuple:
      return children.contains { tree.python($0) == .starred } ? [] : children.map { (nil, $0) }
    case .dict:
      let values = children.filter { tree.pythonRole($0) == .values }
      return values.compactMap { value in
        guard let at = children.firstIndex(of: value), at > 0, tree.pythonRole(children[at - 1]) == .keys,
          let content = StringText.content(of: children[at - 1], in: tree)
        else { return nil }
        return (tree.text(in: content), value)
      }
    default: return []
    }
  }
}
