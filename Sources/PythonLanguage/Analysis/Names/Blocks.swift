// How blocks of statements follow each other.

import SourceModel

enum Blocks {
  /// Whether nothing runs after `statement` in its block.
  static func leaves(_ statement: NodeID, _ tree: Tree) -> Bool {
    switch tree.python(statement) {
    case .returnStatement, .raise, .continueStatement, .breakStatement: true
    case .expressionStatement: isExit(statement, tree)
    default: false
    }
  }

  /// Whether a handler ends by failing itself.
  static func raises(_ handler: NodeID, _ tree: Tree) -> Bool {
    var last: NodeID?
    for child in tree.children(of: handler) where tree.pythonRole(child) == .body { last = child }
    guard let last else { return false }
    return tree.python(last) == .raise || isExit(last, tree)
  }

  /// `sys.exit(…)`, `exit(…)`, `pytest.skip(…)`.
  private static func isExit(_ statement: NodeID, _ tree: Tree) -> Bool {
    guard tree.python(statement) == .expressionStatement,
      let call = tree.child(PythonRole.value.role, of: statement), tree.python(call) == .call,
      let function = tree.child(PythonRole.function.role, of: call)
    else { return false }
    return ["sys.exit", "exit", "quit", "os._exit", "pytest.skip"].contains(tree.text(function))
  }
}
