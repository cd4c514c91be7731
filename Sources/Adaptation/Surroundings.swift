// What surrounds each file of a project: what other modules export, and what they take from it.

package import Semantics

/// What the modules of a project offer each other and take from each other.
package struct Surroundings: Sendable {
  package let index: ProjectIndex
  /// The names of the project's modules; by their numbers the names of each that other modules import, `*` for all.
  let modules: NameSet
  private let takenNames: [[String]]
  /// The imports of all files that may be of the project's own modules, each once, with their numbers.
  let imports: [(number: Int32, taken: ImportNames.Import)]
  /// More than any of those numbers.
  let importLimit: Int
  /// Modules of several files, where the language has such.
  let joined: JoinedModules

  /// What surrounds a file as long as nothing is known of others. One for all: the index has room to remember in.
  static let none = Surroundings()

  private init() {
    index = ProjectIndex()
    modules = NameSet()
    takenNames = []
    imports = []
    importLimit = 0
    joined = JoinedModules.none
  }

  /// What is known of all files of a project after a look at each.
  ///
  /// - Parameter names: Those that the results' imports are numbered by.
  init(_ results: [FileResult], _ names: ImportNames) {
    let index = ProjectIndex(
      results.compactMap(\.exports), unnamed: { results.reduce(into: []) { $0.formUnion($1.unnamed) } })
    self.init(index, JoinedModules.none, results, names)
  }

  /// The same where modules are made of several files.
  ///
  /// - Parameter earlier: What surrounded the files before some of them said something else.
  init(_ results: [FileResult], _ names: ImportNames, jobs: Int, after earlier: Surroundings) {
    let joined = JoinedModules(results, jobs: jobs, after: earlier.joined)
    var tellers: [ModuleExports] = []
    for result in results where result.tellsOfWaiting {
      if let exports = result.exports { tellers.append(exports) }
    }
    let index = ProjectIndex(
      joined: joined.byName.values.map(\.exports), of: tellers,
      unnamed: { joined.byName.values.reduce(into: []) { $0.formUnion($1.unnamed) } })
    self.init(index, joined, results, names)
  }

  private init(_ index: ProjectIndex, _ joined: JoinedModules, _ results: [FileResult], _ names: ImportNames) {
    self.index = index
    self.joined = joined
    modules = names.modules
    let all = names.all
    importLimit = all.count
    var isImported = [Bool](repeating: false, count: all.count)
    for result in results {
      for number in result.importNumbers { isImported[Int(number)] = true }
    }
    var takenNames = [[String]](repeating: [], count: modules.count)
    var imports: [(number: Int32, taken: ImportNames.Import)] = []
    for (number, taken) in all.enumerated() where isImported[number] {
      imports.append((Int32(number), taken))
      if taken.module != NameSet.absent { takenNames[Int(taken.module)].append(taken.taken) }
    }
    self.takenNames = takenNames
    self.imports = imports
  }

  package var isEmpty: Bool { index.isEmpty }

  package func taken(from module: String) -> Set<String> {
    let number = modules.find(module)
    return number == NameSet.absent ? [] : Set(takenNames[Int(number)])
  }
}
