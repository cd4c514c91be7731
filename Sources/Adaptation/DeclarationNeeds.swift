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
  /// By the numbers of modules; nil where a module leads to no library's type.
  private let leading: [Leading?]
  private let wants: ProjectWants
  private let seen: SeenModules
  private let modules: NameSet

  /// The names by which a module leads to a library's type. A class: it is looked up for every file.
  private final class Leading: Sendable {
    let names: SharedNames
    /// What they are told by: see `NameSet.mayHold(hash:by:)`.
    let hashes: ContiguousArray<UInt64>
    let digest: UInt64

    init(_ names: NameSet) {
      self.names = SharedNames(names)
      var hashes = NameSet.noHashes
      names.addHashes(to: &hashes)
      self.hashes = hashes
      digest = (0..<NameSet.ID(names.count)).reduce(0) { sum, number in
        var hash = ContentHash()
        hash.add(names.name(number))
        return sum &+ hash.value
      }
    }
  }

  /// Nothing is needed of any file.
  static let none = DeclarationNeeds()

  private init() { (leading, wants, seen, modules) = ([], ProjectWants(), .none, NameSet()) }

  /// - Parameters:
  ///   - results: Of all files, as far as they were read.
  ///   - files: Those files.
  ///   - names: Those that the results' imports are numbered by.
  init(
    _ project: Surroundings, _ results: [FileResult], _ files: [SourceFile], _ names: ImportNames,
    _ surfaces: SurfaceSet, jobs: Int
  ) {
    modules = names.modules
    seen = SeenModules(names)
    let numbers = files.map { [modules] in modules.find($0.module) }
    var imports = [Set<NameSet.ID>](repeating: [], count: modules.count)
    for (result, module) in zip(results, numbers) where result.exports != nil && module != NameSet.absent {
      for other in seen.of(result.importNumbers) { imports[Int(module)].insert(NameSet.ID(other)) }
    }
    leading = LeadingNames(project, imports: imports, surfaces, jobs: jobs).byModule.map { $0.map { Leading($0) } }
    wants = ProjectWants(project, results, numbers, seen, surfaces)
  }

  /// A digest of all that `concern` goes by for a file of a module that has these imports.
  func digest(importing imports: [Int32], in module: String) -> UInt64 {
    let others = seen.of(imports).reduce(0) { $0 &+ (leading[$1]?.digest ?? 0) }
    return others &+ (wants(of: module)?.digest ?? 0)
  }

  private func wants(of module: String) -> ProjectWants.Wants? {
    let number = modules.find(module)
    return number == NameSet.absent ? nil : wants.byModule[Int(number)]
  }

  /// Whether a file of a module that has these imports may declare something that matters.
  func concern(_ bytes: ContiguousArray<UInt8>, importing imports: [Int32], in module: String) -> Bool {
    let leading = seen.of(imports).compactMap { self.leading[$0] }
    let wants = wants(of: module)
    let keywords = DeclaredNames.hashes
    var (lengths, hashes) = (DeclaredNames.lengths, NameSet.noHashes)
    for one in leading {
      one.names.addLengths(to: &lengths)
      for index in hashes.indices { hashes[index] |= one.hashes[index] }
    }
    if let wants {
      wants.owners.addLengths(to: &lengths)
      wants.owners.addHashes(to: &hashes)
    }
    var met = wants.map { MetWants($0) }
    var declared = DeclaredNames()
    return bytes.withUnsafeBufferPointer { bytes in
      MemberNames.nameParts.withUnsafeBufferPointer { isNamePart in
        var index = 0
        while index < bytes.count {
          let start = index
          while index < bytes.count, isNamePart[Int(bytes[index])] { index += 1 }
          guard start < index else {
            if declared.isWatching { declared.pass(bytes[index]) }
            index += 1
            continue
          }
          let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
          if declared.isNext, declared.isDeclared(word), met?.declares(word) ?? false { return true }
          declared.isNext = false
          guard NameSet.mayHold(word[0], length: UInt32(word.count), by: lengths) else { continue }
          let hash = NameSet.hash(of: word)
          if NameSet.mayHold(hash: hash, by: keywords) { declared.meet(word) }
          guard NameSet.mayHold(hash: hash, by: hashes) else { continue }
          met?.names(word, hash: hash)
          if leading.contains(where: { $0.names.find(word, hash: hash) != NameSet.absent }) { return true }
        }
        return met?.isAnyMet ?? false
      }
    }
  }
}

/// What a text is found to declare of what others want.
private struct MetWants {
  private let wants: ProjectWants.Wants
  /// By their numbers, members that it declares.
  private var members: Set<NameSet.ID> = []
  /// By their numbers, types that it names.
  private var owners: Set<NameSet.ID> = []

  init(_ wants: ProjectWants.Wants) { self.wants = wants }

  /// Takes note of a name that is declared; says whether that is enough.
  mutating func declares(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    if wants.hidden.find(name) != NameSet.absent { return true }
    let number = wants.names.find(name)
    guard number != NameSet.absent else { return false }
    if wants.isFree[Int(number)] { return true }
    members.insert(number)
    return false
  }

  /// Takes note of a word.
  mutating func names(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) {
    let number = wants.owners.find(word, hash: hash)
    if number != NameSet.absent { owners.insert(number) }
  }

  /// Whether a member is declared that is wanted of a type which is named.
  var isAnyMet: Bool { members.contains { !wants.ownersByName[Int($0)].isDisjoint(with: owners) } }
}

/// Tells, word for word, which ones a text declares: a few too many rather than too few.
private struct DeclaredNames {
  /// Whether the next word is a name that is declared.
  var isNext = false
  /// Whether more names may follow behind commas, as far as the line goes.
  private var isList = false

  /// Whether what stands between words matters.
  var isWatching: Bool { isNext || isList }

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

  /// The same by their hashes.
  static let hashes: ContiguousArray<UInt64> = {
    var hashes = NameSet.noHashes
    keywords.addHashes(to: &hashes)
    return hashes
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

  /// Whether the next word, which is this one, is a name.
  func isDeclared(_ word: UnsafeBufferPointer<UInt8>) -> Bool { !Self.isKeyword(word) }

  /// Takes note of a word that may be one that declares what follows it.
  mutating func meet(_ word: UnsafeBufferPointer<UInt8>) {
    isNext = Self.isKeyword(word)
    if isNext { isList = Self.listing.find(word) != NameSet.absent }
  }

  private static func isKeyword(_ word: UnsafeBufferPointer<UInt8>) -> Bool { keywords.find(word) != NameSet.absent }
}
