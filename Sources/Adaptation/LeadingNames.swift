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
  /// By the numbers of modules; nil where there are none.
  let byModule: [NameSet?]

  /// What the values of a module are of, and what its types inherit from. A class: it is kept with its module.
  final class Links: Sendable {
    fileprivate let all: [Link]

    init(of exports: ModuleExports, _ surfaces: SurfaceSet) {
      all = exports.returns.map { name, fact in
        let types = LibraryMentions.types(in: fact)
        return Link(
          owner: name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? "",
          name: name.lastDottedPart, targets: types.map(\.lastDottedPart),
          isOfLibrary: types.contains { surfaces.provides($0) })
      }
    }
  }

  /// A value of a module, or what a type of its inherits from.
  fileprivate struct Link: Sendable {
    /// The type that it is a member of; empty outside of types.
    var owner: String
    /// The last part of its own name.
    var name: String
    /// The last parts of the names in what it is of.
    var targets: [String]
    var isOfLibrary: Bool
  }

  /// A module with what it sees.
  private struct Part: Sendable {
    var module: JoinedModule
    /// The places of the modules that it imports, itself first.
    var seen: [Int]
  }

  private struct Place: Hashable {
    var module: Int
    var type: String
  }

  /// - Parameter imports: By its number, the modules that the files of each one import.
  init(_ project: Surroundings, imports: [Set<NameSet.ID>], _ surfaces: SurfaceSet, jobs: Int) {
    let numbers = (0..<NameSet.ID(project.modules.count)).filter { number in
      project.joined.byName[project.modules.name(number)]?.exports.isPart ?? false
    }
    var places = [Int?](repeating: nil, count: project.modules.count)
    for (place, number) in numbers.enumerated() { places[Int(number)] = place }
    let parts = numbers.enumerated().compactMap { place, number -> Part? in
      guard let module = project.joined.byName[project.modules.name(number)] else { return nil }
      let others = imports[Int(number)].compactMap { places[Int($0)] }.filter { $0 != place }
      return Part(module: module, seen: [place] + others.sorted())
    }
    let owners = Self.owners(parts, surfaces, jobs: jobs)
    let leading = Self.leading(parts, owners, surfaces)
    let found = Parallel.map(Array(parts.indices), in: Array(parts.indices), jobs: jobs) { place in
      Self.names(of: parts[place], owners[place], leading, surfaces)
    }
    var byModule = [NameSet?](repeating: nil, count: project.modules.count)
    for (number, names) in zip(numbers, found) where !names.isEmpty { byModule[Int(number)] = names }
    self.byModule = byModule
  }

  /// For each link of each module the last part of its owner's name; nil where it stands outside of types, or in one that
  /// no module declares which is seen.
  private static func owners(_ parts: [Part], _ surfaces: SurfaceSet, jobs: Int) -> [[String?]] {
    let sizes = parts.map(\.module.exports.returns.count)
    let longestFirst = parts.indices.sorted { sizes[$0] > sizes[$1] }
    return Parallel.map(parts, in: longestFirst, jobs: jobs) { part in
      var known: [String: String?] = [:]
      return part.module.links(surfaces).all.map { link in
        guard !link.owner.isEmpty else { return nil }
        if let owner = known[link.owner] { return owner }
        let isDeclared = part.seen.contains { parts[$0].module.exports.names[link.owner] != nil }
        let owner = isDeclared ? link.owner.lastDottedPart : nil
        known[link.owner] = .some(owner)
        return owner
      }
    }
  }

  /// By its name, the modules in which a type leads to a library's, found until there are no more.
  private static func leading(_ parts: [Part], _ owners: [[String?]], _ surfaces: SurfaceSet) -> [String: Set<Int>] {
    // By module the ones that see it, itself included.
    var seers = parts.map { _ in [Int]() }
    for (place, part) in parts.enumerated() {
      for other in part.seen { seers[other].append(place) }
    }
    var found: [String: Set<Int>] = [:]
    var open: [Place] = []
    var byTarget: [String: [Place]] = [:]
    for (module, part) in parts.enumerated() {
      for (link, owner) in zip(part.module.links(surfaces).all, owners[module]) {
        guard let owner else { continue }
        if link.isOfLibrary {
          if found[owner, default: []].insert(module).inserted { open.append(Place(module: module, type: owner)) }
        } else {
          for target in link.targets where target != owner {
            byTarget[target, default: []].append(Place(module: module, type: owner))
          }
        }
      }
    }
    while let next = open.popLast() {
      for place in byTarget[next.type] ?? [] where seers[next.module].contains(place.module) {
        if found[place.type, default: []].insert(place.module).inserted { open.append(place) }
      }
    }
    return found
  }

  private static func names(
    of part: Part, _ owners: [String?], _ leading: [String: Set<Int>], _ surfaces: SurfaceSet
  ) -> NameSet {
    let links = part.module.links(surfaces).all
    var names = NameSet()
    for place in links.indices where links[place].isOfLibrary || leads(to: leading, links[place], part) {
      _ = names.insert(owners[place] ?? links[place].name)
    }
    return names
  }

  private static func leads(to leading: [String: Set<Int>], _ link: Link, _ part: Part) -> Bool {
    for target in link.targets {
      if let modules = leading[target], !modules.isDisjoint(with: part.seen) { return true }
    }
    return false
  }
}
