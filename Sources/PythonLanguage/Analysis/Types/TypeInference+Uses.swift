// Where a value comes from and where it goes, as far as one name that is bound once shows it.

import Semantics
import SourceModel

extension TypeInference {
  /// Whether what a call gives goes into calls of a type's members and nowhere else; nil where it goes elsewhere too.
  mutating func feeds(_ call: NodeID, membersOf type: String) -> Bool? {
    if isArgument(call, ofMemberOf: type) { return true }
    let statement = parents[call]
    guard tree.python(statement) == .assign, tree.child(PythonRole.value.role, of: statement) == call,
      case let targets = tree.children(of: statement).filter({ tree.pythonRole($0) == .targets }), targets.count == 1,
      tree.python(targets[0]) == .name
    else { return false }
    let uses = reads(ofNameBoundOnceAt: targets[0])
    let inside = uses.filter { isArgument($0, ofMemberOf: type) }
    if inside.isEmpty { return false }
    return inside.count == uses.count ? true : nil
  }

  /// The call that an expression's value comes from, through a name bound once, and what it calls.
  mutating func maker(of node: NodeID) -> (call: NodeID, name: String)? {
    var call = node
    if tree.python(node) == .name {
      guard let binding = onlyBinding(of: node), binding.form == .assigned else { return nil }
      call = NodeID(binding.value)
    }
    guard tree.python(call) == .call, let function = tree.child(PythonRole.function.role, of: call),
      let symbol = symbol(function)
    else { return nil }
    return (call, symbol.text)
  }

  /// `model.predict(node)` or `model.predict(data=node)`.
  private mutating func isArgument(_ node: NodeID, ofMemberOf type: String) -> Bool {
    var argument = node
    if tree.pythonRole(parents[argument]) == .keywords { argument = parents[argument] }
    let call = parents[argument]
    guard tree.python(call) == .call, [.argumentValues, .keywords].contains(tree.pythonRole(argument)),
      let function = tree.child(PythonRole.function.role, of: call), tree.python(function) == .attribute
    else { return false }
    return self.type(of: NodeID(function.row + 1))?.type == type
  }

  mutating func onlyBinding(of name: NodeID) -> Binding? {
    let whole = wholeTable()
    let id = whole.table.names.find(tree.bytes, tree[name].start, tree[name].end)
    guard id != NameSet.absent, let found = whole.table.find(id, from: scope(at: name)), found.bindings.count == 1
    else {
      return nil
    }
    return whole.table.bindings[Int(found.bindings[0])]
  }

  /// Every place that reads a name; none where it is bound again.
  private mutating func reads(ofNameBoundOnceAt target: NodeID) -> [NodeID] {
    guard let binding = onlyBinding(of: target), binding.node == target else { return [] }
    let text = tree.bytes(in: tree.range(target))
    var found: [NodeID] = []
    for row in tree.rows.indices {
      let node = NodeID(row)
      guard node != target, tree.python(node) == .name, tree.bytes(in: tree.range(node)).elementsEqual(text) else {
        continue
      }
      if onlyBinding(of: node)?.node == target { found.append(node) }
    }
    return found
  }
}
