// By which words a file that names no library may still have to do with one.

import RuleEngine
import Semantics
import SourceModel

/// What modules of several files declare to be of a library's types, for files in which no library is mentioned.
///
/// Such a file meets a library only in a value that others declare, or in a type of its module's that inherits from a
/// library's, maybe by way of others; it has to write the name of either.
struct LibraryMentions: Sendable {
  private let modules: [String: Module]

  /// The words of one module.
  private struct Module: Sendable {
    /// Its values of a library's type.
    var values = MemberNames()
    /// Its values of types that inherit from a library's, by the last parts of the types' names.
    var valuesOfHeirs: [String: MemberNames] = [:]
    /// Its types that inherit from a library's.
    var heirs = MemberNames()
    var heirNames: Set<String> = []
  }

  init(_ project: ProjectIndex, _ surfaces: SurfaceSet, jobs: Int) {
    let parts = project.modules.map(\.exports).filter(\.isPart).sorted { $0.returns.count > $1.returns.count }
    let heirs = Self.heirs(parts, surfaces)
    let made = Parallel.map(parts, in: Array(parts.indices), jobs: jobs) { exports in
      (exports.module, Self.module(exports, heirs, surfaces))
    }
    modules = Dictionary(uniqueKeysWithValues: made)
  }

  private static func module(_ exports: ModuleExports, _ heirs: Set<String>, _ surfaces: SurfaceSet) -> Module {
    var module = Module()
    for (name, fact) in exports.returns {
      if name.hasSuffix(bases) {
        let type = String(name.dropLast(bases.count)).lastDottedPart
        guard heirs.contains(type), module.heirNames.insert(type).inserted else { continue }
        module.heirs.insert(type)
        continue
      }
      let types = types(in: fact)
      if types.contains(where: { surfaces.provides($0) }) { module.values.insert(name.lastDottedPart) }
      for type in types.map(\.lastDottedPart) where heirs.contains(type) {
        module.valuesOfHeirs[type, default: MemberNames()].insert(name.lastDottedPart)
      }
    }
    return module
  }

  /// The words for a file of a module that imports these: `Module.*`, its own module included.
  ///
  /// What a type inherits from is followed inside of a module only, as it is where uses are looked for.
  func words(for imports: [String], in module: String) -> MemberNames {
    let own = modules[module] ?? Module()
    var words = own.heirs
    for name in imports where name.hasSuffix(".*") {
      guard let other = modules[String(name.dropLast(2))] else { continue }
      words.formUnion(other.values)
      for (type, values) in other.valuesOfHeirs where own.heirNames.contains(type) { words.formUnion(values) }
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

  /// The names in a type that is told, and in what it holds.
  static func types(in fact: TypeFact) -> [String] {
    let own =
      fact.type.utf8.allSatisfy(isPartOfName)
      ? [fact.type] : fact.type.utf8.split { !isPartOfName($0) }.map { String(Substring($0)) }
    return own + fact.elements.flatMap { types(in: $0) }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
