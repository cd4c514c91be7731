// Which files that mention no library are read for what they declare.

import RuleEngine
import Semantics
import SourceModel

/// What a file may declare that matters to files which use a library: most declare nothing of the kind, which their words
/// show without parsing them.
///
/// What a file declares is of a library's type only where it names a type, or a value outside of types, that leads to one.
/// Else it matters where it declares what a library's name would mean without it, and where it declares a name that some
/// file asked for in vain, so that there it is not known on what values members stand.
struct DeclarationNeeds: Sendable {
  /// By module: the names by which it leads to a library's type.
  private let leading: [String: NameSet]
  private let wants: ProjectWants

  /// - Parameters:
  ///   - results: Of all files, as far as they were read.
  ///   - modules: The modules of those files.
  init(
    _ project: ProjectIndex, _ results: [FileResult], _ modules: [String], _ wants: ProjectWants,
    _ surfaces: SurfaceSet, jobs: Int
  ) {
    var imports: [String: Set<String>] = [:]
    for (result, module) in zip(results, modules) where result.exports != nil {
      imports[module, default: []].formUnion(result.projectImports)
    }
    leading = LeadingNames(project, imports: imports, surfaces, jobs: jobs).byModule
    self.wants = wants
  }

  /// Whether a file of a module that imports these (`Module.*`) may declare something that matters.
  func concern(_ bytes: ContiguousArray<UInt8>, importing imports: [String], in module: String) -> Bool {
    let leading = Set(ProjectWants.modules(imports) + [module]).compactMap { self.leading[$0] }
    let wants = wants.byModule[module]
    var lengths = DeclaredNames.lengths
    for names in leading { names.addLengths(to: &lengths) }
    var declared = DeclaredNames()
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let start = index
        while index < bytes.count, MemberNames.isNamePart(bytes[index]) { index += 1 }
        guard start < index else {
          declared.pass(bytes[index])
          index += 1
          continue
        }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
        if let wants, declared.isDeclared(word), wants.mayBeMet(by: word, in: bytes) { return true }
        guard NameSet.mayHold(word[0], length: UInt32(word.count), by: lengths) else {
          declared.isNext = false
          continue
        }
        declared.meet(word)
        if leading.contains(where: { $0.find(word) != NameSet.absent }) { return true }
      }
      return false
    }
  }
}

/// What files of a project want to know of its modules: see `ProjectNeeds`.
struct ProjectWants: Sendable {
  fileprivate let byModule: [String: Wants]

  fileprivate struct Wants: Sendable {
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

  /// A digest of what files want to know of a module; 0 for nothing.
  func digest(of module: String) -> UInt64 { byModule[module]?.digest ?? 0 }

  /// Stands before the names of types that no one is known to declare.
  private static let foreign = "other."

  /// The modules in imports of the form `Module.*`.
  static func modules(_ imports: [String]) -> [String] {
    imports.compactMap { $0.hasSuffix(".*") ? String($0.dropLast(2)) : nil }
  }
}

/// Tells, word for word, which ones a text declares: a few too many rather than too few.
private struct DeclaredNames {
  /// Whether the next word is a name that is declared.
  var isNext = false
  /// Whether more names may follow behind commas, as far as the line goes.
  private var isList = false

  private static let listing: NameSet = ["var", "let", "case"]
  private static let keywords: NameSet = [
    "var", "let", "case", "func", "class", "struct", "enum", "actor", "protocol", "typealias", "associatedtype",
    "extension", "macro",
  ]

  /// What the words that declare are told by: see `NameSet.mayHold`.
  static let lengths: ContiguousArray<UInt32> = {
    var lengths = NameSet.noLengths
    keywords.addLengths(to: &lengths)
    return lengths
  }()

  /// Goes past a byte that is part of no word.
  mutating func pass(_ byte: UInt8) {
    switch byte {
    case 0x20, 0x09, 0x0D, UInt8(ascii: "`"): break
    case 0x0A: isList = false
    case UInt8(ascii: ","), UInt8(ascii: "("): isNext = isNext || isList
    default: isNext = false
    }
  }

  /// Whether a word is a name that is declared; asked of each word in turn.
  func isDeclared(_ word: UnsafeBufferPointer<UInt8>) -> Bool { isNext && !Self.isKeyword(word) }

  /// Takes note of a word that may be one that declares what follows it.
  mutating func meet(_ word: UnsafeBufferPointer<UInt8>) {
    isNext = Self.isKeyword(word)
    if isNext { isList = Self.listing.find(word) != NameSet.absent }
  }

  private static func isKeyword(_ word: UnsafeBufferPointer<UInt8>) -> Bool { keywords.find(word) != NameSet.absent }
}

/// The names by which a project's modules lead to a library's type: of types, of values outside of types, and of what is added
/// to types that the project does not declare.
///
/// A type leads there that inherits from a library's or has a member of a library's type, or does so of a type that leads
/// there, as far as its module sees that.
private struct LeadingNames {
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
