// The modules of a project that are made of several files, each put together once for as long as its files say the same.

import Semantics
import Synchronization

/// A token for what a file declares: as long as it is the same one, so are the declarations.
final class Declarations: Sendable {}

/// One module as its files together declare it.
final class JoinedModule: Sendable {
  let exports: ModuleExports
  /// The files' declarations, in their order.
  private let parts: [Declarations]
  /// What others may get from the module without naming it: see `ProjectIndex.unnamed`.
  let unnamed: NameSet
  /// A digest of what the files declare.
  let digest: UInt64

  init(_ files: [FileResult]) {
    parts = files.map(\.declarations)
    unnamed = files.reduce(into: []) { $0.formUnion($1.unnamed) }
    digest = files.reduce(0) { $0 &+ $1.declaredDigest }
    exports = ModuleExports(joining: files.compactMap(\.exports))
  }

  private let foundLinks = Once<LeadingNames.Links>()

  /// What its values and types are of.
  ///
  /// - Parameter surfaces: The same for all questions.
  func links(_ surfaces: SurfaceSet) -> LeadingNames.Links {
    foundLinks.value { LeadingNames.Links(of: exports, surfaces) }
  }

  func isOf(_ files: [FileResult]) -> Bool {
    parts.count == files.count && zip(parts, files).allSatisfy { $0 === $1.declarations }
  }
}

/// All modules of a project.
struct JoinedModules: Sendable {
  let byName: [String: JoinedModule]

  static let none = JoinedModules()
  private init() { byName = [:] }

  /// - Parameter earlier: The modules as they were; those whose files say the same are taken over.
  init(_ results: [FileResult], jobs: Int, after earlier: JoinedModules) {
    var files: [String: [FileResult]] = [:]
    for result in results {
      if let module = result.exports?.module { files[module, default: []].append(result) }
    }
    var joined = earlier.byName.filter { name, module in files[name].map(module.isOf) ?? false }
    let changed = files.filter { joined[$0.key] == nil }.values.sorted { $0.count > $1.count }
    let made = Parallel.map(changed, in: Array(changed.indices), jobs: jobs) { JoinedModule($0) }
    for module in made { joined[module.exports.module] = module }
    byName = joined
  }
}
