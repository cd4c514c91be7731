// What files would have to know of their project, by the modules that could tell.

import RuleEngine
import Semantics
import SourceModel

/// What files of a project want to know of its modules: see `ProjectNeeds`.
struct ProjectWants: Sendable {
  /// By the numbers of modules; nil where nothing is wanted.
  let byModule: [Wants?]

  /// What is wanted of one module. A class: it is looked up for every file.
  final class Wants: Sendable {
    /// What stands in the modules of the libraries that are imported by files which see the module.
    let hidden: SharedNames
    /// The last parts of the names that those files asked for in vain.
    let names: SharedNames
    /// By the numbers of these: whether one of the name is wanted that stands outside of types.
    let isFree: [Bool]
    /// The last parts of the names of the types that the others would be members of.
    let owners: SharedNames
    /// By the numbers of names: which of these.
    let ownersByName: [Set<NameSet.ID>]
    let digest: UInt64

    fileprivate init(_ wanted: Wanted, hidden: SharedNames) {
      self.hidden = hidden
      (names, owners) = (SharedNames(wanted.names), SharedNames(wanted.owners))
      (isFree, ownersByName) = (wanted.isFree, wanted.ownersByName)
      digest = wanted.digest
    }
  }

  /// What is wanted of one module, while it is gathered.
  fileprivate struct Wanted {
    var libraries: Set<String> = []
    private(set) var names = NameSet()
    private(set) var isFree: [Bool] = []
    private(set) var owners = NameSet()
    private(set) var ownersByName: [Set<NameSet.ID>] = []

    var isEmpty: Bool { libraries.isEmpty && names.isEmpty }

    mutating func insert(_ name: String, of owner: String) {
      let number = Int(names.insert(name))
      guard number >= 0 else { return }
      if number == isFree.count {
        isFree.append(false)
        ownersByName.append([])
      }
      if owner.isEmpty {
        isFree[number] = true
      } else {
        ownersByName[number].insert(owners.insert(owner))
      }
    }

    var digest: UInt64 {
      // A sum: it is the same in whatever order the names came.
      var sum: UInt64 = 0
      for number in isFree.indices {
        let name = names.name(NameSet.ID(number))
        if isFree[number] { sum &+= Self.digest(name, "") }
        for owner in ownersByName[number] { sum &+= Self.digest(name, owners.name(owner)) }
      }
      for library in libraries { sum &+= Self.digest(library, "") }
      return sum
    }

    private static func digest(_ name: String, _ owner: String) -> UInt64 {
      var hash = ContentHash()
      hash.add(name)
      hash.add(owner)
      return hash.value
    }
  }

  init() { byModule = [] }

  /// - Parameters:
  ///   - results: Of all files, as far as they were read.
  ///   - modules: The numbers of those files' modules.
  ///   - seen: The modules that files see.
  init(
    _ project: Surroundings, _ results: [FileResult], _ modules: [NameSet.ID], _ seen: SeenModules,
    _ surfaces: SurfaceSet
  ) {
    let offered = (0..<NameSet.ID(project.modules.count)).map { project.index.module(project.modules.name($0)) }
    // Only what was not read can declare something that is not known.
    var isUnread = [Bool](repeating: false, count: offered.count)
    for (result, module) in zip(results, modules) where !result.isParsed && module != NameSet.absent {
      isUnread[Int(module)] = true
    }
    var wanted = [Wanted](repeating: Wanted(), count: offered.count)
    for result in results where !result.needs.isEmpty {
      let seen = seen.of(result.importNumbers)
      let asked = seen.filter { isUnread[$0] }
      guard !asked.isEmpty else { continue }
      for module in asked { wanted[module].libraries.formUnion(result.needs.libraries) }
      for name in result.needs.names {
        let name = name.hasPrefix(Self.foreign) ? String(name.dropFirst(Self.foreign.count)) : name
        if seen.contains(where: { offered[$0]?.exports.names[name] != nil }) { continue }
        let last = name.lastDottedPart
        let owner = String(Substring(name.utf8.dropLast(last.utf8.count + 1))).lastDottedPart
        for module in asked { wanted[module].insert(last, of: owner) }
      }
    }
    var hidden: [Set<String>: SharedNames] = [:]
    byModule = wanted.map { wanted in
      guard !wanted.isEmpty else { return nil }
      let names = hidden[wanted.libraries] ?? Self.names(of: wanted.libraries, surfaces)
      hidden[wanted.libraries] = names
      return Wants(wanted, hidden: names)
    }
  }

  /// What stands in the modules of libraries.
  private static func names(of libraries: Set<String>, _ surfaces: SurfaceSet) -> SharedNames {
    SharedNames(
      libraries.sorted().compactMap { surfaces.names.inModules[$0] }.reduce(into: NameSet()) { $0.formUnion($1) })
  }

  /// Stands before the names of types that no one is known to declare.
  private static let foreign = "other."
}
