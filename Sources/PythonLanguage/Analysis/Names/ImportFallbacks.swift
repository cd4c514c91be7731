// Whether an import that may fail has something to take its place.

import Semantics
import SourceModel

/// Takes the guard off imports whose failing only leaves the name empty, or that are the fallback themselves.
///
/// `try: from numpy import product; except ImportError: product = None` was written for machines without the library.
/// Left alone it would find the name missing under a release that calls it otherwise, and silently do without. Where
/// the `try` gives the name from the library itself, or from a definition of its own, that is the port, and it stays.
struct ImportFallbacks {
  let tree: Tree
  let imports: [ImportRecord]
  let table: NameTable
  let surfaces: SurfaceSet

  func guards(_ guards: [GuardRegion.Guards]) -> [GuardRegion.Guards] {
    var guards = guards
    for index in guards.indices where guards[index] == .handledImport || guards[index] == [.handledImport, .handledUse]
    {
      let record = imports[index]
      guard record.isProvided, record.isFrom, !record.isStar, record.route != .reExport,
        let attempt = innermostAttempt(around: record.statement), !hasAlternative(to: index, in: attempt)
      else { continue }
      guards[index] = .attempted
    }
    return guards
  }

  /// The innermost `try` that holds a statement; asked for guarded imports only.
  private func innermostAttempt(around statement: NodeID) -> NodeID? {
    var row = statement.row
    while row > 0 {
      row -= 1
      let kind = tree.python(NodeID(row))
      if kind == .tryStatement || kind == .tryStar, tree.isNode(statement, within: NodeID(row)) { return NodeID(row) }
    }
    return nil
  }

  private func hasAlternative(to index: Int, in attempt: NodeID) -> Bool {
    let name = table.names.find(imports[index].localName)
    guard name != NameSet.absent else { return true }
    return table.bindings.contains { binding in
      binding.name == name && tree.isNode(binding.node, within: attempt)
        && !(binding.form == .imported && Int(binding.value) == index) && provides(binding)
    }
  }

  /// Whether a binding gives the name something to work with that belongs to the library or to the file.
  private func provides(_ binding: Binding) -> Bool {
    switch binding.form {
    case .imported: imports[Int(binding.value)].isProvided
    case .assigned: ![.none, .trueLiteral, .falseLiteral].contains(tree.python(NodeID(binding.value)))
    case .declaration, .global, .nonlocal, .deletion: false
    case .parameter, .definition, .other: true
    }
  }
}
