// The number of dimensions, where the code shows it.

import Semantics
import SourceModel

extension TypeInference {
  mutating func rank(ofCallTo name: String, _ call: NodeID) -> Int? {
    if ArrayTypes.flat.contains(name) { return 1 }
    if ArrayTypes.square.contains(name) { return 2 }
    guard let first = tree.child(PythonRole.argumentValues.role, of: call) else { return nil }
    if ArrayTypes.shaped.contains(name) { return rank(ofShape: first) }
    if name == "numpy.reshape" { return second(call).flatMap { rank(ofShape: $0) } }
    guard ArrayTypes.likeArgument.contains(name), keyword("ndmin", call) == nil else { return nil }
    return rank(ofValue: first)
  }

  mutating func rank(ofMethod member: String, of base: TypeFact, _ call: NodeID) -> Int? {
    guard ArrayTypes.isArray(base.type) else { return nil }
    if base.type == "numpy.matrix" { return 2 }
    if ArrayTypes.flatteningMethods.contains(member) { return 1 }
    if ArrayTypes.keepingMethods.contains(member) || member == "transpose" { return base.rank }
    guard member == "reshape" else { return nil }
    let shape = tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }
    if shape.contains(where: { tree.python($0) == .starred }) { return nil }
    return shape.count == 1 ? rank(ofShape: shape[0]) : shape.count
  }

  private func second(_ call: NodeID) -> NodeID? {
    tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }.dropFirst().first
  }

  func keyword(_ name: String, _ call: NodeID) -> NodeID? {
    for child in tree.children(of: call) where tree.python(child) == .keyword {
      if let label = tree.child(PythonRole.name.role, of: child), tree.text(label) == name {
        return tree.child(PythonRole.value.role, of: child)
      }
    }
    return nil
  }

  private mutating func rank(ofShape node: NodeID) -> Int? {
    switch tree.python(node) {
    case .tuple, .list:
      let items = tree.children(of: node).map { $0 }
      return items.contains { tree.python($0) == .starred } ? nil : items.count
    case .number: return 1
    case .unaryOp: return 1
    default: return type(of: node)?.type == "builtins.int" ? 1 : nil
    }
  }

  /// How deep a display nests; of a value, the rank of its array.
  mutating func rank(ofValue node: NodeID, depth: Int = 0) -> Int? {
    guard depth < 8 else { return nil }
    switch tree.python(node) {
    case .list, .tuple:
      guard let first = tree.children(of: node).first(where: { _ in true }) else { return 1 }
      return rank(ofValue: first, depth: depth + 1).map { $0 + 1 }
    case .number, .trueLiteral, .falseLiteral, .string, .none: return 0
    case .unaryOp: return tree.child(PythonRole.operand.role, of: node).flatMap { rank(ofValue: $0, depth: depth + 1) }
    default:
      guard let fact = type(of: node) else { return nil }
      if ArrayTypes.isArray(fact.type) { return fact.rank }
      return ["builtins.int", "builtins.float", "builtins.str", "builtins.bool"].contains(fact.type) ? 0 : nil
    }
  }
}
