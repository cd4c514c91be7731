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
  /// By module: a digest of those names.
  private let digests: [String: UInt64]
  private let wants: ProjectWants

  /// Nothing is needed of any file.
  static let none = DeclarationNeeds()

  private init() { (leading, digests, wants) = ([:], [:], ProjectWants()) }

  /// - Parameters:
  ///   - results: Of all files, as far as they were read.
  ///   - modules: The modules of those files.
  init(
    _ project: ProjectIndex, _ results: [FileResult], _ modules: [String], _ surfaces: SurfaceSet, jobs: Int
  ) {
    var imports: [String: Set<String>] = [:]
    for (result, module) in zip(results, modules) where result.exports != nil {
      imports[module, default: []].formUnion(result.projectImports)
    }
    leading = LeadingNames(project, imports: imports, surfaces, jobs: jobs).byModule
    digests = leading.mapValues { names in
      (0..<NameSet.ID(names.count)).reduce(0) { sum, number in
        var hash = ContentHash()
        hash.add(names.name(number))
        return sum &+ hash.value
      }
    }
    wants = ProjectWants(project, results, modules, surfaces)
  }

  /// A digest of all that `concern` goes by for the files of a module that import these.
  func digest(importing imports: [String], in module: String) -> UInt64 {
    let seen = Set(ProjectWants.modules(imports) + [module])
    return seen.reduce(wants.byModule[module]?.digest ?? 0) { $0 &+ (digests[$1] ?? 0) }
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
