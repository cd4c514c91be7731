// Whether two pieces of code mean the same, layout and comments aside.

import SourceModel

enum Sameness {
  static func holds(_ first: NodeID, _ firstTree: Tree, _ second: NodeID, _ secondTree: Tree) -> Bool {
    let count = firstTree[first].subtreeEnd - first.row
    guard count == secondTree[second].subtreeEnd - second.row else { return false }
    for step in 0..<count {
      let left = NodeID(first.row + step)
      let right = NodeID(second.row + step)
      if !isAlike(left, firstTree, right, secondTree, isRoot: step == 0) { return false }
      if firstTree[left].subtreeEnd - left.row != secondTree[right].subtreeEnd - right.row { return false }
    }
    return true
  }

  private static func isAlike(
    _ left: NodeID, _ leftTree: Tree, _ right: NodeID, _ rightTree: Tree, isRoot: Bool
  )
    -> Bool
  {
    let (one, other) = (leftTree[left], rightTree[right])
    guard one.kind == other.kind, isRoot || one.role == other.role else { return false }
    let kind = leftTree.python(left)
    if [.name, .attribute, .subscription, .starred, .list, .tuple].contains(kind) {
      // Loaded or stored is the place's matter, not the expression's.
    } else if kind == .string, !leftTree.hasChildren(left) {
      return isSameString(left, leftTree, right, rightTree)
    } else if one.detail != other.detail {
      return false
    }
    guard !leftTree.hasChildren(left), !rightTree.hasChildren(right) else { return true }
    return [.list, .tuple, .dict, .pass].contains(kind) || leftTree.text(left) == rightTree.text(right)
  }

  private static func isSameString(_ left: NodeID, _ leftTree: Tree, _ right: NodeID, _ rightTree: Tree) -> Bool {
    guard let one = StringText.content(of: left, in: leftTree), let other = StringText.content(of: right, in: rightTree)
    else { return leftTree.text(left) == rightTree.text(right) }
    return leftTree.text(in: one) == rightTree.text(in: other)
  }
}
