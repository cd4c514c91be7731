// Strings that are written in one place and name a member in another: `getattr(np, name)`, `getattr(np, NAMES[kind])`.

import Semantics
import SourceModel

extension TypeInference {
  /// The strings of the file that an expression may be: through names bound once, loops over what is written out, and
  /// items of what is written out. Empty where any other value may come.
  mutating func strings(handedTo node: NodeID, depth: Int = 0) -> [NodeID] {
    guard depth < 8 else { return [] }
    switch tree.python(node) {
    case .string: return StringText.content(of: node, in: tree) == nil ? [] : [node]
    case .conditional:
      guard let body = tree.child(PythonRole.body.role, of: node),
        let other = tree.child(PythonRole.orElse.role, of: node)
      else { return [] }
      let (first, second) = (strings(handedTo: body, depth: depth + 1), strings(handedTo: other, depth: depth + 1))
      return first.isEmpty || second.isEmpty ? [] : first + second
    case .subscription:
      return tree.child(PythonRole.value.role, of: node).map { strings(in: $0, depth: depth + 1) } ?? []
    case .name:
      guard let binding = onlyBinding(of: node) else { return [] }
      if binding.form == .assigned { return strings(handedTo: NodeID(binding.value), depth: depth + 1) }
      guard binding.form == .other, [.forStatement, .asyncFor, .comprehension].contains(tree.python(binding.holder)),
        tree.child(PythonRole.target.role, of: binding.holder) == binding.node,
        let iterator = tree.child(PythonRole.iterator.role, of: binding.holder), tree.python(iterator) != .dict
      else { return [] }
      return strings(in: iterator, depth: depth + 1)
    default: return []
    }
  }

  /// The strings that a list, a tuple, a set, or the values of a dictionary hold, and nothing else.
  private mutating func strings(in node: NodeID, depth: Int) -> [NodeID] {
    guard depth < 8 else { return [] }
    let items: [NodeID]
    switch tree.python(node) {
    case .list, .tuple, .set: items = tree.children(of: node).map { $0 }
    case .dict: items = tree.children(of: node).filter { tree.pythonRole($0) == .values }
    case .name:
      guard let binding = onlyBinding(of: node), binding.form == .assigned else { return [] }
      return strings(in: NodeID(binding.value), depth: depth + 1)
    default: return []
    }
    return items.allSatisfy { StringText.content(of: $0, in: tree) != nil } ? items : []
  }
}
