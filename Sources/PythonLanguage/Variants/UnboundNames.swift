// Names that a file reads although nothing in it binds them.

import Semantics
import SourceModel

/// The unbound names of one file. Order does not count: a name bound below its use counts as bound.
struct UnboundNames {
  /// Sorted; nil where a star import may bind anything.
  let names: [String]?

  init(in tree: Tree) {
    let context = AnalysisContext(
      module: "", isPackage: false, common: CommonContext(surfaces: SurfaceSet(surfaces: [], roots: [])))
    let imports = ImportScan(tree, in: context).imports
    guard !imports.contains(where: \.isStar) else {
      names = nil
      return
    }
    let walker = ScopeWalker(
      tree, imports: imports, names: Self.namesRead(in: tree), tests: GuardTests(), starNames: [:], extent: .interesting
    )
    let table = NameTable(walker)
    var found: Set<String> = []
    for use in walker.uses where table.find(use.name, from: use.scope) == nil {
      found.insert(walker.names.name(use.name))
    }
    names = found.filter { !Builtins.names.contains($0) }.sorted()
  }

  private static func namesRead(in tree: Tree) -> NameSet {
    var names = NameSet()
    for row in tree.rows where PythonKind(rawValue: row.kind.raw) == .name {
      _ = names.insert(tree.bytes, row.start, row.end)
    }
    return names
  }
}
