// Which bindings of a name can be the one in force at a place.

import SourceModel

/// Follows the order of statements inside one scope: what is surely bound again is no longer in force.
struct ReachingBindings {
  let tree: Tree
  let parents: ParentTable

  /// Of `bindings` (in source order, all in the scope that `place` is in) those that can be in force at `place`.
  ///
  /// Linear in the bindings and in the rows between them and `place`, however they nest.
  func reaching(_ bindings: [Int32], in table: NameTable, at place: NodeID) -> [Int32] {
    var found: [Int32] = []
    let parents = parents.all
    let loop = outermostLoop(around: place, parents)
    var way = WayToPlace(tree: tree, parents: parents, place: place)
    for index in bindings[..<end(of: bindings, in: table, before: loop?.end ?? place.row)].reversed() {
      let binding = table.bindings[Int(index)]
      let node = binding.node
      // Loops around a place lie in each other: what shares one with it is in the outermost.
      let isInLoop = loop.map { $0.start <= node.row && node.row < $0.end } ?? false
      if takesEffect(binding, before: place) {
        way.begin(at: node)
        if !isInLoop && way.isExclusive { continue }
        if way.leaves { continue }
        found.append(index)
        if way.isCertain { break }
      } else if isInLoop {
        found.append(index)
      }
    }
    return found.reversed()
  }

  /// How many of the bindings stand before `row`.
  private func end(of bindings: [Int32], in table: NameTable, before row: UInt32) -> Int {
    var low = 0
    var high = bindings.count
    while low < high {
      let middle = (low + high) / 2
      if table.bindings[Int(bindings[middle])].node.row < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rows of the widest loop that `place` runs in.
  private func outermostLoop(
    around place: NodeID, _ parents: ContiguousArray<NodeID>
  ) -> (start: UInt32, end: UInt32)? {
    var found: NodeID?
    var at = parents[place.index]
    while at.row > 0 {
      switch tree.python(at) {
      case .forStatement, .asyncFor, .whileStatement: found = at
      case .functionDef, .asyncFunctionDef, .classDef, .lambda: return found.map { ($0.row, tree[$0].subtreeEnd) }
      default: break
      }
      at = parents[at.index]
    }
    return found.map { ($0.row, tree[$0].subtreeEnd) }
  }

  /// Whether the binding happens before `place` is evaluated, by order in the source; a value comes before its name.
  private func takesEffect(_ binding: Binding, before place: NodeID) -> Bool {
    guard binding.node < place else { return false }
    let isInHolder = tree.isNode(place, within: binding.holder)
    guard isInHolder else { return true }
    switch tree.python(binding.holder) {
    case .assign, .annAssign, .augAssign: return false
    case .forStatement, .asyncFor: return isInBody(place, of: binding.holder)
    default: return true
    }
  }

  private func isInBody(_ place: NodeID, of statement: NodeID) -> Bool {
    guard let body = tree.child(PythonRole.body.role, of: statement) else { return false }
    return place >= body
  }
}
