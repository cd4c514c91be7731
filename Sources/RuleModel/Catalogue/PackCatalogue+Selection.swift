// Chooses the rules that lie between two releases of a library.

package import Semantics

extension PackCatalogue {
  /// What releases a project leaves and reaches.
  struct Window {
    /// Nil where the release in use is not known.
    var from: Release?
    var to: Release

    func contains(_ release: Release?) -> Bool {
      guard let release, release <= to else { return false }
      return from.map { $0 < release } ?? true
    }
  }

  /// The packs of a library that lead from one release to another, oldest first, with the rules that apply.
  ///
  /// `from` is the lower bound of what the project allows; nil takes everything up to `to`, and what pins an old
  /// default then needs a review.
  ///
  /// - Throws: `RequestError` for a library or release that no pack knows and for a downgrade; `RuleErrors` for broken
  ///   files, those of other releases included, because a rule is chosen by its own releases and not by its file's.
  package func packs(
    of library: String, language: any Language, from: Release?, to: Release
  ) throws -> [RulePack] {
    let candidates = try candidates(of: library, language: language, from: from, to: to)
    return candidates.packs(reaching: try surface(of: candidates.library, language: language.name, at: to))
  }

  /// The packs of a library before any rule of them is chosen: for one who reads the target's surface meanwhile.
  ///
  /// - Throws: As `packs(of:language:from:to:)`.
  package func candidates(
    of library: String, language: any Language, from: Release?, to: Release
  ) throws -> PackCandidates {
    let library = try knownLibrary(named: library)
    try admit(to, of: library)
    if let from, to < from {
      throw RequestError(
        code: .downgrade, message: "\(library.name) \(to) is older than the \(from) in use",
        remedy: "name a release from \(from) on; packs lead forwards only")
    }
    return PackCandidates(
      of: library, Window(from: from, to: to), try loadedPacks(of: library.name, language: language).map(\.pack))
  }

  /// All packs of a library for a language, whole, oldest first.
  ///
  /// - Throws: `RequestError`, `RuleErrors`.
  package func allPacks(of library: String, language: any Language) throws -> [RulePack] {
    let library = try knownLibrary(named: library)
    return try loadedPacks(of: library.name, language: language).map(\.pack)
  }

  /// The pack that puts one library in another's place.
  ///
  /// - Parameter models: The model files that its rules are about; nil for those that its own examples load.
  /// - Throws: `RequestError`, `RuleErrors`.
  package func swap(
    of library: String, to other: String, language: any Language, models: [ModelFact]? = nil
  ) throws -> RulePack {
    let library = try knownLibrary(named: library)
    let other = self.library(named: other)?.name ?? other
    let path = PackPath.swap(library: library.name, language: language.name, to: other)
    let loaded = try load(items.filter { $0.path == path }, language: language, models: models)
    guard var pack = loaded.first?.pack else {
      let known = swaps(of: library.name, language: language.name)
      throw RequestError(
        code: .unknownSwap, message: "no pack puts \(other) in the place of \(library.name)",
        remedy: known.isEmpty ? "\(library.name) has no swaps" : "known are \(Suggestion.list(known))")
    }
    for more in loaded.dropFirst() {
      pack.rules += more.pack.rules
      pack.headers += more.pack.headers
      pack.macros += more.pack.macros
    }
    return pack
  }

  // MARK: Releases

  /// A release from what a person wrote.
  package static func release(_ text: String) throws(RequestError) -> Release {
    if let release = Release(text) { return release }
    throw RequestError(
      code: .malformedRelease, message: "`\(text)` is not a release", remedy: "write numbers with dots, such as 2.0")
  }

  /// Refuses a release that no pack reaches. A patch of a known release is as good as that release.
  private func admit(_ release: Release, of library: Library) throws(RequestError) {
    let known = releases(of: library.name)
    if let first = known.first, let last = known.last {
      let isPatch = known.contains { $0.parts.count <= release.parts.count && release.parts.starts(with: $0.parts) }
      if isPatch || (first <= release && release <= last) { return }
      throw RequestError(
        code: .unknownRelease, message: "no pack reaches \(library.name) \(release)",
        remedy: first == last ? "known is \(first)" : "known are \(first) … \(last)")
    }
    throw RequestError(
      code: .unknownRelease, message: "no pack reaches \(library.name) \(release)",
      remedy: "\(library.name) has no packs for releases")
  }
}

/// The packs of a library, from which the rules are chosen that lie between two releases.
package struct PackCandidates: Sendable {
  private let owner: Library
  private let window: PackCatalogue.Window
  private let all: [RulePack]

  init(of owner: Library, _ window: PackCatalogue.Window, _ all: [RulePack]) {
    self.owner = owner
    self.window = window
    self.all = all
  }

  /// The library's name.
  var library: String { owner.name }

  /// The rules that apply.
  ///
  /// - Parameter target: The surface of the release that the project reaches, where there is one.
  package func packs(reaching target: APISurface?) -> [RulePack] {
    withoutRepeatedStrings(all.compactMap { selected($0, target) })
  }

  private func selected(_ pack: RulePack, _ target: APISurface?) -> RulePack? {
    var pack = pack
    pack.lapsed = pack.rules.compactMap(lapsed)
    pack.rules = pack.rules.filter { isSelected($0, target) }
    if window.from == nil { pack.rules = pack.rules.map(doubted) }
    if case .release(let release) = pack.kind, !window.contains(release) {
      pack.headers = []
      pack.macros = []
    }
    let isEmpty = pack.rules.isEmpty && pack.lapsed.isEmpty && pack.headers.isEmpty && pack.macros.isEmpty
    return isEmpty ? nil : pack
  }

  /// The rule, where it is about a name that the release in use does not have any more.
  private func lapsed(_ rule: Rule) -> Rule? {
    guard let removed = rule.removed, let from = window.from, removed <= from else { return nil }
    let isAboutName = rule.cases.allSatisfy { alternative in
      switch alternative.action {
      case .rename, .replace, .tell: true
      case .pin, .match, .strings, .require, .declare, .follow: false
      }
    }
    guard isAboutName else { return nil }
    var rule = rule
    rule.lapsed = removed
    return rule
  }

  /// A rule applies if its API breaks on the way; and if its API warns and the replacement is there to be used.
  private func isSelected(_ rule: Rule, _ target: APISurface?) -> Bool {
    // Which strings name APIs holds in every release.
    if rule.removed == nil, rule.deprecated == nil { return true }
    if window.contains(rule.removed) { return true }
    guard let deprecated = rule.deprecated, deprecated <= window.to else { return false }
    // Gone before the project's own release: code that runs does not use it.
    if let removed = rule.removed, removed <= window.to { return false }
    return isReplaceable(rule, in: target)
  }

  /// Each parameter that takes names once, although several packs may say so.
  private func withoutRepeatedStrings(_ packs: [RulePack]) -> [RulePack] {
    var seen: Set<String> = []
    return packs.compactMap { pack in
      var pack = pack
      pack.rules = pack.rules.compactMap { rule in
        var rule = rule
        rule.cases.removeAll { alternative in
          guard case .strings(let api, let parameter) = alternative.action else { return false }
          return !seen.insert("\(api)(\(parameter))").inserted
        }
        return rule.cases.isEmpty ? nil : rule
      }
      let isEmpty = pack.rules.isEmpty && pack.lapsed.isEmpty && pack.headers.isEmpty && pack.macros.isEmpty
      return isEmpty ? nil : pack
    }
  }

  private func isReplaceable(_ rule: Rule, in target: APISurface?) -> Bool {
    guard let target else { return true }
    return rule.writtenNames.allSatisfy { $0.isCovered(by: owner, in: target) }
  }

  /// Which release a project runs on decides whether an old default must be written down.
  private func doubted(_ rule: Rule) -> Rule {
    guard rule.grade == .safe else { return rule }
    var rule = rule
    let pins = rule.cases.contains { alternative in
      if case .pin = alternative.action { return true }
      return false
    }
    if pins { rule.grade = .review }
    return rule
  }
}

extension Rule {
  /// The names that the rule writes into the user's code.
  var writtenNames: [String] {
    cases.flatMap { alternative -> [String] in
      switch alternative.action {
      case .rename(_, let to): [to]
      case .replace(_, let now): now.orderedSymbols.map(\.name)
      case .match(_, _, let rewrite): rewrite?.orderedSymbols.map(\.name) ?? []
      case .pin(_, let values): values.flatMap { $0.value.orderedSymbols.map(\.name) }
      case .declare(.handed(let value)): value.type.symbols
      case .declare(.result(let result)): result.becomes.symbols
      case .declare(.member(let member)): (member.becomes?.symbols ?? []) + (member.attribute?.symbols ?? [])
      case .declare(.type(let type)): type.attribute?.symbols ?? []
      case .tell, .strings, .require, .follow: []
      }
    }
  }
}

extension String {
  /// Whether a name is none of the library's, private, or in its surface.
  func isCovered(by library: Library, in surface: APISurface) -> Bool {
    guard library.modules.contains(QualifiedName.root(of: self)) else { return true }
    let isPrivate = split { $0 == "." || $0 == ":" }.contains { $0.hasPrefix("_") && !$0.hasSuffix("__") }
    return isPrivate || surface.resolve(self) != nil
  }
}
