// The constant that an expression has, through names assigned once.

import Semantics
import SourceModel

extension TypeInference {
  mutating func constant(of node: NodeID, depth: Int = 0) -> Constant? {
    if let literal = ConstantReader.constant(at: node, in: tree) { return literal }
    if let symbol = symbol(node), surfaces.provides(symbol.text) { return .symbol(symbol.text) }
    guard depth < 8, tree.python(node) == .name else { return nil }
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)) else {
      return builtinType(node)
    }
    guard found.bindings.count == 1 else { return nil }
    let binding = whole.table.bindings[Int(found.bindings[0])]
    guard binding.form == .assigned, !isInLoop(binding.node) || found.isSameScope else { return nil }
    return constant(of: NodeID(binding.value), depth: depth + 1)
  }

  private static let builtinTypes: Set<String> = ["bool", "bytes", "complex", "float", "int", "object", "str"]

  /// A type of the language's own, by a name that nothing binds; a star may bind any.
  private func builtinType(_ node: NodeID) -> Constant? {
    let text = tree.text(node)
    return Self.builtinTypes.contains(text) ? .symbol(text) : nil
  }

  private func isInLoop(_ node: NodeID) -> Bool {
    var at = parents[node]
    while at.row > 0 {
      switch tree.python(at) {
      case .forStatement, .asyncFor, .whileStatement: return true
      case .functionDef, .asyncFunctionDef, .lambda: return false
      default: at = parents[at]
      }
    }
    return false
  }
}
