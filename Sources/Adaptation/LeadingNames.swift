// Which names of a project lead to a library's types.

import RuleEngine
import Semantics
import SourceModel

/// The names by which a project's modules lead to a library's type: of types, of values outside of types, and of what is added
/// to types that the project does not declare.
///
/// A type leads there that inherits from a library's or has a member of a library's type, or does so of a type that leads
/// there, as far as its module sees that.
struct LeadingNames: Sendable {
  let byModule: [String: NameSet]

  /// A value of a module, or what a type of its inherits from.
  private struct Link: Sendable {
    /// The last part of the type's name; nil of a value that stands outside of types or in a foreign one.
    var owner: String?
    /// The last part of the value's own name.
    var name: String
    /// The last parts of the names in what it is of.
    var targets: [String]
    var isOfLibrary: Bool
  }

  private struct Place: Hashable {
    var module: Int
    var type: String
  }

  /// - Parameter imports: What the files of each module import: `Module.*`.
  init(_ project: ProjectIndex, imports: [String: Set<String>], _ surfaces: SurfaceSet, jobs: Int) {
    let parts = project.modules.map(\.exports).filter(\.isPart).sorted { $0.returns.count > $1.returns.count }
    let numbers = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1.module, $0) })
    // By module the ones that it sees, and the ones that see it, itself included.
    let seen = parts.indices.map { number in
      let others = (imports[parts[number].module] ?? []).compactMap { numbers[String($0.dropLast(2))] }
      return Set(others + [number]).sorted()
    }
    var seers = parts.map { _ in [Int]() }
    for (number, others) in seen.enumerated() {
      for other in others { seers[other].append(number) }
    }
    let links = Parallel.map(Array(parts.indices), in: Array(parts.indices), jobs: jobs) { number in
      Self.links(of: parts[number], seeing: seen[number].map { parts[$0] }, surfaces)
    }
    let found = Self.leading(links, seenBy: seers)
    var names: [String: NameSet] = [:]
    for (number, links) in links.enumerated() {
      var own = NameSet()
      for link in links
      where link.isOfLibrary
        || link.targets.contains(where: { type in
          seen[number].contains { found.contains(Place(module: $0, type: type)) }
        })
      {
        _ = own.insert(link.owner ?? link.name)
      }
      if !own.isEmpty { names[parts[number].module] = own }
    }
    byModule = names
  }

  private static func links(
    of exports: ModuleExports, seeing modules: [ModuleExports], _ surfaces: SurfaceSet
  ) -> [Link] {
    exports.returns.map { name, fact in
      let types = LibraryMentions.types(in: fact)
      let owner = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) }
      let isDeclared = owner.map { owner in modules.contains { $0.names[owner] != nil } } ?? false
      return Link(
        owner: isDeclared ? owner?.lastDottedPart : nil, name: name.lastDottedPart,
        targets: types.map(\.lastDottedPart),
        isOfLibrary: types.contains { surfaces.provides($0) })
    }
  }

  /// The types that lead to a library's, found until there are no more.
  private static func leading(_ links: [[Link]], seenBy seers: [[Int]]) -> Set<Place> {
    var found: Set<Place> = []
    var open: [Place] = []
    var byTarget: [String: [Place]] = [:]
    for (module, links) in links.enumerated() {
      for link in links {
        guard let owner = link.owner else { continue }
        let place = Place(module: module, type: owner)
        if link.isOfLibrary {
          if found.insert(place).inserted { open.append(place) }
        } else {
          for target in link.targets where target != owner { byTarget[target, default: []].append(place) }
        }
      }
    }
    while let next = open.popLast() {
      for place in byTarget[next.type] ?? [] where seers[next.module].contains(place.module) {
        if found.insert(place).inserted { open.append(place) }
      }
    }
    return found
  }
}
