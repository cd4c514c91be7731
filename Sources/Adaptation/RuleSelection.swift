// Which packs and surfaces a run takes; and those, once they are read.

import Projects
import RuleModel
import Semantics

/// The libraries and releases of a run, as the catalogue is asked for them.
struct RuleSelection: Sendable {
  private enum Part: Sendable {
    case upgrade(Library, from: Release?, to: Release, surfaces: Surfaces)
    case swap(Library, new: String, models: [ModelFact])
  }

  /// The releases whose surfaces the code is read by and must fit.
  private struct Surfaces: Sendable {
    var old: Release?
    var new: Release?
  }

  private let catalogue: PackCatalogue
  let language: any Language
  private var parts: [Part] = []

  init(catalogue: PackCatalogue, language: any Language) {
    self.catalogue = catalogue
    self.language = language
  }

  /// Takes the changes between two releases; gives what is to be said of them.
  mutating func add(_ library: Library, from: Release?, to: Release) -> [String] {
    let known = catalogue.surfaceReleases(of: library.name, language: language.name)
    // Where nothing says which release is in use, the newest before the target knows the most of what may be met.
    let wanted = from ?? known.last { $0 < to } ?? to
    // A project older than the first surface is read by the first.
    let surfaces = Surfaces(old: known.last { $0 <= wanted } ?? known.first, new: known.last { $0 <= to })
    parts.append(.upgrade(library, from: from, to: to, surfaces: surfaces))
    guard surfaces.new == nil else { return [] }
    return ["No surface of \(library.name) \(to) is known; uses that no rule speaks of are counted as unknown."]
  }

  mutating func add(_ library: Library, swappedFor new: String, models: [ModelFact]) {
    parts.append(.swap(library, new: new, models: models))
  }

  /// Digests of every byte that will be read.
  var digests: [String] {
    parts.map { part in
      switch part {
      case .upgrade(let library, _, _, let surfaces):
        catalogue.digest(
          of: library.name, language: language.name, surfaces: [surfaces.old, surfaces.new].compactMap { $0 }
        ).description
      case .swap(let library, _, _):
        catalogue.digest(
          of: library.name, language: language.name,
          surfaces: language.fixesLabels
            ? catalogue.surfaceReleases(of: library.name, language: language.name).suffix(1) : []
        ).description
      }
    }
  }

  /// What is read for one part.
  private enum Loaded: Sendable {
    case upgrade([RulePack], old: APISurface?, new: APISurface?)
    case swap(RulePack, surface: APISurface?)
  }

  /// Reads packs and surfaces, those of several libraries side by side.
  func load() throws -> SelectedRules {
    var selected = SelectedRules()
    let loaded = Parallel.map(parts, in: Array(parts.indices), jobs: 2) { [self] part in Result { try load(part) } }
    for (part, result) in zip(parts, loaded) { add(try result.get(), of: part, to: &selected) }
    return selected
  }

  private func load(_ part: Part) throws -> Loaded {
    switch part {
    case .upgrade(let library, let from, let to, let surfaces):
      let (packs, old, new) = try read(library, from: from, to: to, surfaces)
      return .upgrade(packs, old: old, new: new)
    case .swap(let library, let new, let models):
      let pack = try catalogue.swap(of: library.name, to: new, language: language, models: models)
      return .swap(pack, surface: try catalogue.surface(of: library, swappedBy: pack, language))
    }
  }

  private func add(_ loaded: Loaded, of part: Part, to selected: inout SelectedRules) {
    switch (part, loaded) {
    case (.upgrade(let library, let from, let to, let surfaces), .upgrade(let packs, let old, let new)):
      selected.provide(library)
      selected.macros.add(library, from: from ?? surfaces.old, to: to)
      if let surface = old {
        selected.source = selected.source.adding([surface])
      } else if language.fixesLabels {
        // Names are not imported one by one: what the rules speak of is all that is known of the library's.
        let named = APISurface(namedBy: packs.flatMap(\.rules), library: library.name, release: to.description)
        selected.source = selected.source.adding([named])
      }
      if let surface = new { selected.target = selected.target.adding([surface]) }
      selected.add(packs, doubted: from == nil)
      selected.addLapsed(of: packs)
    case (.swap(let library, _, _), .swap(let pack, let surface)):
      selected.swap(library, by: pack)
      if let surface { selected.source = selected.source.adding([surface]) }
    case (.upgrade, .swap), (.swap, .upgrade): preconditionFailure("each part brings what it was read for")
    }
  }

  private enum Errand: Sendable { case packs, surface(Release?) }
  private enum Found: Sendable { case packs(PackCandidates), surface(APISurface?) }

  /// Reads the packs of a library and its surfaces, each on a thread of its own.
  private func read(
    _ library: Library, from: Release?, to: Release, _ surfaces: Surfaces
  ) throws -> (packs: [RulePack], old: APISurface?, new: APISurface?) {
    let errands = [Errand.packs, .surface(surfaces.old), .surface(surfaces.new)]
    let found = Parallel.map(errands, in: [0, 1, 2], jobs: 2) { [self] errand -> Result<Found, any Error> in
      Result {
        switch errand {
        case .packs: .packs(try catalogue.candidates(of: library.name, language: language, from: from, to: to))
        case .surface(let release): .surface(try surface(of: library, at: release))
        }
      }
    }
    guard case .packs(let packs) = try found[0].get(), case .surface(let old) = try found[1].get(),
      case .surface(let new) = try found[2].get()
    else { preconditionFailure("each errand brings what it was sent for") }
    return (packs.packs(reaching: new), old, new)
  }

  private func surface(of library: Library, at release: Release?) throws -> APISurface? {
    try release.flatMap { try catalogue.surface(of: library.name, language: language.name, at: $0) }
  }
}

/// The packs and surfaces of a run.
struct SelectedRules: Sendable {
  var source = SurfaceSet(surfaces: [], roots: [])
  var target = SurfaceSet(surfaces: [], roots: [])
  /// What the preprocessor knows of both releases.
  var macros = ReleaseMacros()
  private var packs: [RulePack] = []
  /// The model files that rules of swaps are about.
  private(set) var models: [ModelFact] = []
  /// Words of build files that become others, of all packs.
  var buildWords: [BuildWord] { packs.flatMap(\.buildWords) }
  /// By the library that leaves.
  private(set) var requirements: [String: RulePack.Requirement] = [:]
  /// What libraries ask of the manifests of Swift packages, by the library.
  private(set) var demands: [String: PackageDemand] = [:]
  /// Whether libraries take others' places, and none moves to another release.
  var isSwap: Bool { !packs.isEmpty && packs.allSatisfy { if case .swap = $0.kind { true } else { false } } }

  /// Takes a pack that puts another library in one's place; it also speaks of functions of others that load models.
  mutating func swap(_ library: Library, by pack: RulePack) {
    provide(library)
    source = source.adding(roots: pack.rules.flatMap(\.subjects).map(\.firstDottedPart))
    models += pack.models
    requirements[library.name] = pack.requirement
    macros.define(Dictionary(pack.defines.map { ($0, 1) }, uniquingKeysWith: { first, _ in first }))
    packs.append(pack)
  }

  mutating func provide(_ library: Library) {
    source = source.adding(roots: library.modules)
    target = target.adding(roots: library.modules)
  }

  mutating func add(_ packs: [RulePack], doubted isDoubted: Bool) {
    var packs = packs
    if isDoubted {
      for index in packs.indices { packs[index].rules = packs[index].rules.map(doubted) }
    }
    self.packs += packs
    for pack in packs { demand(pack.package, of: pack.library) }
  }

  /// Takes what is known of names that the release in use has no more, and the one wanted neither: code that runs has
  /// none of them, and where one is met, the person is told since when it is gone.
  mutating func addLapsed(of packs: [RulePack]) {
    guard !source.surfaces.isEmpty, !target.surfaces.isEmpty else { return }
    for pack in packs {
      let gone = pack.lapsed.filter { rule in
        rule.subjects.allSatisfy { source.resolve($0) == nil && target.resolve($0) == nil }
      }
      guard !gone.isEmpty else { continue }
      var pack = pack
      pack.rules = gone
      self.packs.append(pack)
    }
  }

  private mutating func demand(_ change: PackageChange, of library: String) {
    var demand = demands[library] ?? PackageDemand()
    demand.products.merge(change.products) { _, new in new }
    demand.platforms.merge(change.platforms) { _, new in new }
    demand.tools = change.tools ?? demand.tools
    if !demand.isEmpty { demands[library] = demand }
  }

  /// A name that an older release dropped and the target has again (`numpy.bool`) may be meant in its new sense: where
  /// nothing says which release is in use, a person decides.
  private func doubted(_ rule: Rule) -> Rule {
    var rule = rule
    let isAmbiguous = rule.cases.contains { alternative in
      switch alternative.action {
      case .rename(let from, _): target.resolve(from) != nil
      case .replace(let was, _): alternative.isWholeSymbol && target.resolve(was.name) != nil
      case .pin, .match, .tell, .strings, .require, .declare, .follow: false
      }
    }
    if isAmbiguous && rule.grade == .safe { rule.grade = .review }
    return rule
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

extension PackCatalogue {
  /// By what a library is read whose place another takes, where names are not imported one by one: the newest surface,
  /// or what the rules speak of.
  func surface(of library: Library, swappedBy pack: RulePack, _ language: any Language) throws -> APISurface? {
    guard language.fixesLabels else { return nil }
    let newest = surfaceReleases(of: library.name, language: language.name).last
    let known = try newest.flatMap { try surface(of: library.name, language: language.name, at: $0) }
    return known ?? APISurface(namedBy: pack.rules, library: library.name, release: "any")
  }
}

extension Rule {
  /// The names that the rule is about.
  fileprivate var subjects: [String] {
    cases.compactMap { alternative in
      switch alternative.action {
      case .rename(let from, _): from
      case .replace(let was, _), .pin(let was, _), .tell(let was, _): was.name
      case .strings(let api, _): api
      case .require(let member, _): member
      case .declare(let rule): rule.subject
      case .match, .follow: nil
      }
    }
  }
}
