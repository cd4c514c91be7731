// By which words a file that names no library may still have to do with one.

import RuleEngine
import Semantics
import SourceModel

/// What modules of several files declare to be of a library's types, for files in which no library is mentioned.
///
/// Such a file meets a library only in a value that others declare, or in a type of the project's that inherits from a
/// library's, maybe by way of others; it has to write the name of either.
struct LibraryMentions: Sendable {
  private let byModule: [String: MemberNames]
  /// Types that inherit from a library's.
  private let heirs: MemberNames

  init(_ project: ProjectIndex, _ surfaces: SurfaceSet) {
    let parts = project.modules.filter(\.value.isPart)
    let heirs = Self.heirs(parts.values, surfaces)
    byModule = parts.mapValues { exports in
      var names = MemberNames()
      for (name, fact) in exports.returns where Self.leads(fact, heirs, surfaces) { names.insert(name.lastDottedPart) }
      return names
    }
    var names = MemberNames()
    for name in heirs { names.insert(name) }
    self.heirs = names
  }

  /// The words for a file that imports these: `Module.*`, its own module included.
  func words(for imports: [String]) -> MemberNames {
    var words = heirs
    for name in imports where name.hasSuffix(".*") {
      if let names = byModule[String(name.dropLast(2))] { words.formUnion(names) }
    }
    return words
  }

  private static let bases = ".<bases>"

  /// The last parts of the names of types that inherit from a library's type, found until there are no more.
  private static func heirs(_ modules: some Sequence<ModuleExports>, _ surfaces: SurfaceSet) -> Set<String> {
    var open: [(name: String, bases: [String])] = []
    for exports in modules {
      for (key, fact) in exports.returns where key.hasSuffix(bases) {
        open.append((String(key.dropLast(bases.count)).lastDottedPart, fact.elements.map(\.type)))
      }
    }
    var found: Set<String> = []
    while true {
      let next = open.filter { type in
        !found.contains(type.name)
          && type.bases.contains { surfaces.provides($0) || found.contains($0.lastDottedPart) }
      }
      if next.isEmpty { return found }
      found.formUnion(next.map(\.name))
    }
  }

  /// Whether a type that is told is a library's, an heir's, or holds one of these.
  private static func leads(_ fact: TypeFact, _ heirs: Set<String>, _ surfaces: SurfaceSet) -> Bool {
    let names = fact.type.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.map { String($0) }
    return names.contains { surfaces.provides($0) || heirs.contains($0.lastDottedPart) }
      || fact.elements.contains { leads($0, heirs, surfaces) }
  }
}
