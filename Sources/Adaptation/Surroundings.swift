// What surrounds each file of a project: what other modules export, and what they take from it.

package import Semantics

/// What the modules of a project offer each other and take from each other.
package struct Surroundings: Sendable {
  package private(set) var index = ProjectIndex()
  /// Module → names of it that other modules import; `*` for all.
  private var takenNames: [String: Set<String>] = [:]

  package init() {}

  /// What is known of all files of a project after a first look at each.
  init(_ files: [SourceFile], _ results: [FileResult]) {
    index = ProjectIndex(results.compactMap(\.exports))
    let modules = Set(files.map(\.module))
    // What files import of modules that are no library's: `pkg.compat.product`, `pkg.compat.*`.
    for name in Set(results.lazy.flatMap(\.projectImports)) {
      guard let (module, taken) = Self.split(name, modules) else { continue }
      takenNames[module, default: []].insert(taken)
    }
  }

  package var isEmpty: Bool { index.isEmpty }

  package func taken(from module: String) -> Set<String> { takenNames[module] ?? [] }

  /// The longest beginning of a dotted name that is a module, and the name after it.
  private static func split(_ name: String, _ modules: Set<String>) -> (module: String, taken: String)? {
    var module = name[...]
    while let dot = module.lastIndex(of: ".") {
      module = module[..<dot]
      guard modules.contains(String(module)) else { continue }
      let rest = name[name.index(after: dot)...]
      return (String(module), String(rest.prefix { $0 != "." }))
    }
    return nil
  }
}
