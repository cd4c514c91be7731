// What surrounds each file of a project: what other modules export, and what they take from it.

package import Semantics

/// What the modules of a project offer each other and take from each other.
package struct Surroundings: Sendable {
  package private(set) var index = ProjectIndex()
  /// Module → names of it that other modules import; `*` for all.
  private var takenNames: [String: Set<String>] = [:]

  /// The imports of all files that may be of the project's own modules.
  private(set) var imports: Set<String> = []

  package init() {}

  /// What is known of all files of a project after a first look at each.
  init(_ files: [SourceFile], _ results: [FileResult]) {
    index = ProjectIndex(results.compactMap(\.exports))
    let modules = Modules(files)
    // What files import of modules that are no library's: `pkg.compat.product`, `pkg.compat.*`.
    for result in results {
      for name in result.projectImports where modules.mayHold(name) { imports.insert(name) }
    }
    for name in imports {
      guard let (module, taken) = modules.split(name) else { continue }
      takenNames[module, default: []].insert(taken)
    }
  }

  package var isEmpty: Bool { index.isEmpty }

  package func taken(from module: String) -> Set<String> { takenNames[module] ?? [] }

  /// The names of a project's modules.
  private struct Modules {
    private let names: Set<String>
    /// The first parts of the names: what most imports of other code are told by.
    private let roots: NameSet

    init(_ files: [SourceFile]) {
      names = Set(files.map(\.module))
      roots = NameSet(Set(names.map(\.firstDottedPart)))
    }

    func mayHold(_ name: String) -> Bool { roots.find(name.firstDottedPart) != NameSet.absent }

    /// The longest beginning of a dotted name that is a module, and the name after it.
    func split(_ name: String) -> (module: String, taken: String)? {
      let text = name.utf8
      var end = text.endIndex
      while let dot = text[..<end].lastIndex(of: UInt8(ascii: ".")) {
        end = dot
        let module = String(name[..<dot])
        guard names.contains(module) else { continue }
        let rest = text[text.index(after: dot)...]
        return (module, String(name[rest.startIndex..<(rest.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex)]))
      }
      return nil
    }
  }
}
