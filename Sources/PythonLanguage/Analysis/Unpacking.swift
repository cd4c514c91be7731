// Whether a value is taken apart where it is made, so that a list and a tuple serve alike.

import Semantics
import SourceModel
import Synchronization

extension PythonFacts {
  func isTakenApart(_ node: NodeID) -> Bool {
    guard node != tree.root else { return false }
    let parent = parentTable[node]
    switch (tree.python(parent), tree.pythonRole(node)) {
    case (.assign, .value):
      return tree.children(of: parent).allSatisfy { child in
        tree.pythonRole(child) != .targets || [.tuple, .list].contains(tree.python(child))
      }
    case (.starred, _), (.forStatement, .iterator), (.asyncFor, .iterator), (.comprehension, .iterator): return true
    case (.subscription, .value): return tree.child(PythonRole.slice.role, of: parent).map(isIndex) ?? false
    case (.call, .argumentValues): return takesAnySequence(parent)
    default: return false
    }
  }

  /// `[0]` and `[-1]`, but no slice: that of a tuple is a tuple.
  private func isIndex(_ node: NodeID) -> Bool {
    switch tree.python(node) {
    case .number: true
    case .unaryOp: tree.child(PythonRole.operand.role, of: node).map { tree.python($0) == .number } ?? false
    default: false
    }
  }

  /// The builtins that go through a sequence, and every function of the library itself.
  private func takesAnySequence(_ call: NodeID) -> Bool {
    guard let function = tree.child(PythonRole.function.role, of: call) else { return false }
    if tree.python(function) == .name, Self.sequenceTakers.contains(tree.text(function)) { return true }
    guard let name = inference.withLock({ $0.symbol(function)?.text }) else { return false }
    return analysis.context.surfaces.provides(name)
  }

  private static let sequenceTakers: Set<String> = [
    "all", "any", "enumerate", "iter", "len", "list", "map", "max", "min", "reversed", "sorted", "sum", "tuple", "zip",
  ]
}
