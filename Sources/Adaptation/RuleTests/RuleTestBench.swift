// The rule sets that a library's rules are tested in: the same that a user's run would take.

import RuleEngine
import RuleModel
import Semantics

/// One library's packs between any two of its releases.
struct RuleTestBench {
  let catalogue: PackCatalogue
  let language: any Language
  let library: Library
  /// The releases that packs speak of, oldest first.
  let releases: [Release]
  private var ruleSets: [Window: RuleSet] = [:]
  private var surfaces: [Release: APISurface] = [:]

  /// The interpreters to execute examples with, and the releases that they have.
  private var interpreters: InterpreterPair?
  private var executed: Window?

  /// Two releases of a library.
  struct Window: Hashable {
    var from: Release?
    var to: Release
  }

  init(_ library: Library, catalogue: PackCatalogue, language: any Language) {
    self.catalogue = catalogue
    self.language = language
    self.library = library
    releases = catalogue.releases(of: library.name, language: language.name)
  }

  /// From just before a release to that release.
  func window(into release: Release) -> Window {
    Window(from: releases.last { $0 < release } ?? Release("0"), to: release)
  }

  /// From just before a release to the newest.
  func window(throughAllFrom release: Release) -> Window {
    Window(from: window(into: release).from, to: releases.last ?? release)
  }

  /// From just before a pack's release to the first release that takes the rule: its pack's, or where its API goes.
  mutating func window(taking rule: Rule, of release: Release) throws -> Window {
    var window = window(into: release)
    if let removed = rule.removed, removed > release, try !isTaken(rule, in: window) {
      window.to = releases.contains { $0 >= removed } ? removed : releases.last ?? release
    }
    return window
  }

  private mutating func isTaken(_ rule: Rule, in window: Window) throws -> Bool {
    try ruleSet(window).rules.contains { $0.qualifiedID == rule.qualifiedID }
  }

  /// The rules of a window composed, as the command line composes them.
  mutating func ruleSet(_ window: Window) throws -> RuleSet {
    if let known = ruleSets[window] { return known }
    let packs = try catalogue.packs(of: library.name, language: language, from: window.from, to: window.to)
    var macros = ReleaseMacros()
    macros.add(library, from: window.from, to: window.to)
    let made = RuleSet(
      packs.flatMap(\.rules), language: language, source: try surfaceSet(at: window.from ?? window.to),
      target: try surfaceSet(at: window.to), macros: macros)
    ruleSets[window] = made
    return made
  }

  /// The rules of a swap, between two libraries of whatever release.
  func ruleSet(swapping pack: RulePack) throws -> RuleSet {
    var selected = SelectedRules()
    selected.swap(library, by: pack)
    if let surface = try catalogue.surface(of: library, swappedBy: pack, language) {
      selected.source = selected.source.adding([surface])
    }
    return RuleSet(
      pack.rules, language: language, source: selected.source, target: selected.target, models: selected.models,
      isSwap: selected.isSwap, macros: selected.macros)
  }

  /// A rule alone, with the surfaces of a rule set it is in.
  func alone(_ rule: Rule, like ruleSet: RuleSet) -> RuleSet {
    RuleSet([rule], language: language, source: ruleSet.source, target: ruleSet.target)
  }

  /// What is known of the library at a release; a release older than the first surface is read by the first.
  private mutating func surfaceSet(at release: Release) throws -> SurfaceSet {
    let known = catalogue.surfaceReleases(of: library.name, language: language.name)
    guard let nearest = known.last(where: { $0 <= release }) ?? known.first else {
      return SurfaceSet(surfaces: [], roots: Set(library.modules))
    }
    if surfaces[nearest] == nil {
      surfaces[nearest] = try catalogue.surface(of: library.name, language: language.name, at: nearest)
    }
    return SurfaceSet(surfaces: surfaces[nearest].map { [$0] } ?? [], roots: Set(library.modules))
  }

  // MARK: Execution

  /// Asks both interpreters for their release of the library.
  mutating func find(_ pair: InterpreterPair) throws {
    guard let module = library.modules.first else { return }
    interpreters = pair
    let old = try pair.release(of: module, in: pair.old)
    executed = Window(from: old, to: try pair.release(of: module, in: pair.new))
  }

  /// Adds what of a unit's examples can be executed: those with an `after`, of a release between the two.
  mutating func addExecutions(to unit: inout RuleTest.Unit, of release: Release) throws {
    guard let interpreters, let executed, let module = library.modules.first else { return }
    for check in unit.examples {
      guard case .becomes(let after) = check.example.expectation else {
        unit.exemptCount += 1
        continue
      }
      guard executed.from.map({ $0 < release }) ?? true, release <= executed.to else {
        unit.outsideCount += 1
        continue
      }
      let later = release < executed.to ? try ruleSet(Window(from: release, to: executed.to)) : nil
      unit.executions.append(
        ExampleExecution(
          example: check.example, after: after, name: check.name, title: check.title, module: module,
          interpreters: interpreters, later: later))
    }
  }
}
