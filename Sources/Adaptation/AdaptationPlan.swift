// From what is asked and what the project says to one set of rules.

import Projects
import RuleEngine
import RuleModel
import Semantics

/// The libraries that move, and the rules that takes.
struct AdaptationPlan: Sendable {
  private(set) var upgrades: [Upgrade] = []
  private(set) var ruleSet: RuleSet
  private(set) var pinTargets: [PinTarget] = []
  /// A digest of all packs and surfaces that have a say.
  private var packDigest = ContentHash()

  /// Throws `RequestError`, `RuleErrors` or `AdaptationError`.
  init(
    _ request: AdaptationRequest, manifests: ProjectManifests, catalogue: PackCatalogue, language: any Language,
    relative: (String) -> String
  ) throws {
    var selection = Selection(catalogue: catalogue, language: language)
    for target in request.targets {
      let library = try catalogue.knownLibrary(named: target.library)
      let names = DistributionNames(library.distributions)
      let inUse = manifests.versionInUse(of: names, environments: request.environments)
      let origin = try Origin(library, request: request, catalogue: catalogue, inUse: inUse, relative: relative)
      let upgrade = try selection.add(library, origin: origin, to: target.version)
      upgrades.append(upgrade)
      if let version = Version(target.version) { pinTargets.append(PinTarget(library: library, version: version)) }
      packDigest.add(upgrade.from ?? "")
      packDigest.add(upgrade.to)
    }
    for swap in request.swaps { upgrades.append(try selection.add(swap)) }
    for digest in selection.digests { packDigest.add(digest) }
    ruleSet = RuleSet(
      try selection.rules(select: request.select, ignore: request.ignore), language: language,
      source: selection.source, target: selection.target, isStraddling: request.isStraddling)
  }

  /// A digest of everything that shapes the results of single files.
  func digest(of request: AdaptationRequest) -> UInt64 {
    var hash = packDigest
    for text in request.select { hash.add("+" + text) }
    for text in request.ignore { hash.add("-" + text) }
    hash.add(request.includesReview ? "review" : "safe")
    hash.add(request.isStraddling ? "straddle" : "move")
    return hash.value
  }
}

/// Which release a project is written for, and what says so.
private struct Origin {
  var release: Release?
  var evidence: String
  var notes: [String] = []

  init(
    _ library: Library, request: AdaptationRequest, catalogue: PackCatalogue, inUse: VersionInUse,
    relative: (String) -> String
  ) throws {
    if let given = request.origins.first(where: { catalogue.library(named: $0.library)?.name == library.name }) {
      release = try PackCatalogue.release(given.version)
      evidence = "--from"
      return
    }
    guard let version = inUse.version, let first = inUse.evidence.first(where: { $0.version == version }) else {
      evidence = "no file of the project says which release is in use; all changes up to the target are considered"
      return
    }
    release = Release(version.release.map(String.init).joined(separator: "."))
    evidence = "\(relative(first.file)):\(first.line) says \(first.text)"
    notes = inUse.disagreements.map { note in
      inUse.evidence.reduce(note) { $0.replacing($1.file, with: relative($1.file)) }
    }
  }
}

extension String {
  /// With every occurrence of `old` replaced.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard !old.isEmpty, old != new else { return self }
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: old) {
      result += rest[..<found.lowerBound] + new
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

/// The packs and surfaces that a run takes, while they are gathered.
private struct Selection {
  let catalogue: PackCatalogue
  let language: any Language
  private(set) var source = SurfaceSet(surfaces: [], roots: [])
  private(set) var target = SurfaceSet(surfaces: [], roots: [])
  private(set) var digests: [String] = []
  private var packs: [RulePack] = []

  init(catalogue: PackCatalogue, language: any Language) {
    self.catalogue = catalogue
    self.language = language
  }

  mutating func add(_ library: Library, origin: Origin, to version: String) throws -> Upgrade {
    let to = try PackCatalogue.release(version)
    var found = try catalogue.packs(of: library.name, language: language, from: origin.release, to: to)
    var notes = origin.notes
    notes += try addSurfaces(library, from: origin.release, to: to)
    if origin.release == nil {
      for index in found.indices { found[index].rules = found[index].rules.map(doubted) }
    }
    packs += found
    return Upgrade(
      library: library.name, from: origin.release?.description, to: to.description, evidence: origin.evidence,
      notes: notes)
  }

  mutating func add(_ swap: SwapTarget) throws -> Upgrade {
    let library = try catalogue.knownLibrary(named: swap.old)
    packs.append(try catalogue.swap(of: library.name, to: swap.new, language: language))
    provide(library)
    digests.append(catalogue.digest(of: library.name, language: language.name).description)
    return Upgrade(library: library.name, from: nil, to: swap.new, evidence: "--swap")
  }

  /// A name that an older release dropped and the target has again (`numpy.bool`) may be meant in its new sense: where
  /// nothing says which release is in use, a person decides.
  private func doubted(_ rule: Rule) -> Rule {
    var rule = rule
    let isAmbiguous = rule.cases.contains { alternative in
      switch alternative.action {
      case .rename(let from, _): target.resolve(from) != nil
      case .replace(let was, _): alternative.isWholeSymbol && target.resolve(was.name) != nil
      case .pin, .match, .tell, .strings: false
      }
    }
    if isAmbiguous && rule.grade == .safe { rule.grade = .review }
    return rule
  }

  private mutating func provide(_ library: Library) {
    source.roots.formUnion(library.modules)
    target.roots.formUnion(library.modules)
  }

  /// The surfaces of both releases. A project older than the first surface is read by the first.
  private mutating func addSurfaces(_ library: Library, from: Release?, to: Release) throws -> [String] {
    provide(library)
    let known = catalogue.surfaceReleases(of: library.name, language: language.name)
    // Where nothing says which release is in use, the newest before the target knows the most of what may be met.
    let wanted = from ?? known.last { $0 < to } ?? to
    let old = known.last { $0 <= wanted } ?? known.first
    digests.append(
      catalogue.digest(of: library.name, language: language.name, surfaces: [old, known.last { $0 <= to }].compactMap { $0 })
        .description)
    if let old, let surface = try catalogue.surface(of: library.name, language: language.name, at: old) {
      source.surfaces.append(surface)
    }
    if let surface = try catalogue.surface(of: library.name, language: language.name, at: to) {
      target.surfaces.append(surface)
    }
    guard target.surfaces.contains(where: { $0.library == library.name }) else {
      return ["No surface of \(library.name) \(to) is known; uses that no rule speaks of are counted as unknown."]
    }
    return []
  }

  /// The rules the user wants, oldest release first.
  func rules(select: [String], ignore: [String]) throws -> [Rule] {
    let rules = packs.flatMap(\.rules)
    for text in select + ignore where !rules.contains(where: { Self.matches($0, text) }) {
      throw AdaptationError("no rule of this run has an ID that begins with \(text); `godwit rules list` shows them.")
    }
    return rules.filter { rule in
      (select.isEmpty || select.contains { Self.matches(rule, $0) }) && !ignore.contains { Self.matches(rule, $0) }
    }
  }

  private static func matches(_ rule: Rule, _ text: String) -> Bool {
    rule.qualifiedID.hasPrefix(text) || rule.id == text
  }
}
