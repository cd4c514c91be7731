// What files would have to know of their project, by the modules that could tell.

import RuleEngine
import Semantics
import SourceModel

/// What files of a project want to know of its modules: see `ProjectNeeds`.
struct ProjectWants: Sendable {
  let byModule: [String: Wants]

  struct Wants: Sendable {
    /// The libraries that they import.
    var libraries: Set<String> = []
    /// What stands in the modules of these.
    var hidden: [NameSet] = []
    /// The last parts of the names that they asked for in vain.
    var names = NameSet()
    /// By their numbers: the types that they would be members of; empty names for what stands outside of types.
    var owners: [Set<String>] = []

    mutating func insert(_ name: String) {
      let last = name.lastDottedPart
      let number = Int(names.insert(last))
      guard number >= 0 else { return }
      if number == owners.count { owners.append([]) }
      owners[number].insert(String(Substring(name.utf8.dropLast(last.utf8.count + 1))).lastDottedPart)
    }

    var digest: UInt64 {
      // A sum: it is the same in whatever order the names came.
      var sum: UInt64 = 0
      for (number, owners) in owners.enumerated() {
        for owner in owners { sum &+= Self.digest(names.name(NameSet.ID(number)), owner) }
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

    /// Whether a file that declares a name may declare what is wanted: of a member, the type has to be named, too.
    func mayBeMet(by name: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      if hidden.contains(where: { $0.find(name) != NameSet.absent }) { return true }
      let number = names.find(name)
      guard number != NameSet.absent else { return false }
      let owners = owners[Int(number)]
      return owners.contains("") || MemberNames(owners).areWords(of: bytes)
    }
  }

  init() { byModule = [:] }

  /// - Parameters:
  ///   - results: Of all files, as far as they were read.
  ///   - modules: The modules of those files.
  init(_ project: ProjectIndex, _ results: [FileResult], _ modules: [String], _ surfaces: SurfaceSet) {
    var wants: [String: Wants] = [:]
    for (result, module) in zip(results, modules) where !result.needs.isEmpty {
      let seen = Set(Self.modules(result.projectImports) + [module]).sorted()
      for module in seen { wants[module, default: Wants()].libraries.formUnion(result.needs.libraries) }
      let offered = seen.compactMap { project.module($0)?.exports }
      for name in result.needs.names {
        let name = name.hasPrefix(Self.foreign) ? String(name.dropFirst(Self.foreign.count)) : name
        if offered.contains(where: { $0.names[name] != nil }) { continue }
        for module in seen { wants[module, default: Wants()].insert(name) }
      }
    }
    byModule = wants.mapValues { wants in
      var wants = wants
      wants.hidden = wants.libraries.sorted().compactMap { surfaces.names.inModules[$0] }
      return wants
    }
  }

  /// Stands before the names of types that no one is known to declare.
  private static let foreign = "other."

  /// The modules in imports of the form `Module.*`.
  static func modules(_ imports: [String]) -> [String] {
    imports.compactMap { $0.hasSuffix(".*") ? String($0.dropLast(2)) : nil }
  }
}
