// What surrounds each file of a project: what other modules export, and what they take from it.

package import Semantics

/// What the modules of a project offer each other and take from each other.
package struct Surroundings: Sendable {
  package private(set) var index = ProjectIndex()
  /// Module → names of it that other modules import; `*` for all.
  private var takenNames: [String: Set<String>] = [:]

  /// The imports of all files that may be of the project's own modules, each once.
  private(set) var imports: [String] = []

  package init() {}

  /// What is known of all files of a project after a first look at each.
  init(_ files: [SourceFile], _ results: [FileResult], jobs: Int) {
    let modules = Modules(files)
    let parts = stride(from: 0, to: results.count, by: Self.partSize).map {
      Part.imports(results[$0...].prefix(Self.partSize))
    }
    // The index takes as long as all the imports: it is begun first.
    let all = [Part.index(results[...])] + parts
    let found = Parallel.map(all, in: Array(all.indices), jobs: jobs) { part in
      switch part {
      case .index(let results): Found.index(ProjectIndex(results.lazy.compactMap(\.exports)))
      case .imports(let results): Found.imports(modules.imports(in: results))
      }
    }
    var known = NameSet()
    for part in found {
      switch part {
      case .index(let made): index = made
      case .imports(let imports): for taken in imports { add(taken, &known) }
      }
    }
  }

  /// Enough files for the work to outweigh handing it out.
  private static let partSize = 512

  private enum Part: Sendable {
    case index(ArraySlice<FileResult>)
    case imports(ArraySlice<FileResult>)
  }

  private enum Found: Sendable {
    case index(ProjectIndex)
    case imports([Import])
  }

  /// What a file imports of a module that may be the project's own: `pkg.compat.product`, `pkg.compat.*`.
  private struct Import: Sendable {
    var name: String
    /// The longest beginning that is a module, and the name after it; nil where there is no such module.
    var parts: (module: String, taken: String)?
  }

  private mutating func add(_ taken: Import, _ known: inout NameSet) {
    let count = known.count
    guard known.insert(taken.name) == count else { return }
    imports.append(taken.name)
    if let (module, name) = taken.parts { takenNames[module, default: []].insert(name) }
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

    /// What files import of modules that are no library's, each once.
    func imports(in results: ArraySlice<FileResult>) -> [Import] {
      var found: [Import] = []
      var known = NameSet()
      for name in results.lazy.flatMap(\.projectImports) {
        let count = known.count
        guard known.insert(name) == count, mayHold(name) else { continue }
        found.append(Import(name: name, parts: split(name)))
      }
      return found
    }

    private func mayHold(_ name: String) -> Bool { roots.find(name.firstDottedPart) != NameSet.absent }

    /// The longest beginning of a dotted name that is a module, and the name after it.
    private func split(_ name: String) -> (module: String, taken: String)? {
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
