// Tests rules: their own examples, and variants made up from what they are about.

import RuleEngine
package import RuleModel
package import Semantics
import SourceModel
import Synchronization

/// A test of the rules of some packs.
package struct RuleTest: Sendable {
  package let catalogue: PackCatalogue
  package let language: any Language
  /// A library, the beginning of a rule's full name, or a rule's own name; everything without one.
  package var selection: String?
  /// The most variants of one rule, and of a rule that only renames: libraries move names by the thousand.
  package var variantLimit = 150
  package var renameVariantLimit = 30
  /// The most renames of a pack that get variants where each costs a compiler's run; they are taken evenly.
  private static let compiledRenameLimit = 600
  /// Set to execute examples too.
  package var interpreters: InterpreterPair?

  package init(catalogue: PackCatalogue, language: any Language, selection: String? = nil) {
    self.catalogue = catalogue
    self.language = language
    self.selection = selection
  }

  /// Runs all examples and variants.
  ///
  /// - Throws: `RequestError`, `RuleErrors` for packs that do not load, `AdaptationError` where nothing is selected.
  package func run(jobs: Int = 1) throws -> RuleTestReport {
    let units = try units()
    let next = Atomic(0)
    let reports = Mutex<[(index: Int, report: RuleTestReport)]>([])
    WorkerThreads.run(max(1, min(jobs, units.count))) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < units.count else { return }
        let report = units[index].run()
        reports.withLock { $0.append((index, report)) }
      }
    }
    return reports.withLock { done in
      done.sorted { $0.index < $1.index }.reduce(into: RuleTestReport()) { $0.add($1.report) }
    }
  }

  // MARK: What there is to do

  /// One rule with its examples, or the examples of no single rule of one pack.
  struct Unit: Sendable {
    var examples: [ExampleCheck] = []
    var executions: [ExampleExecution] = []
    /// Examples that are not executed because nothing comes after them, or because of their release.
    var exemptCount = 0
    var outsideCount = 0
    /// The rule as composed, alone in a set.
    var rule: Rule?
    var ruleSet: RuleSet?
    /// The rules that come with the one.
    var companions: RuleSet?
    var variantLimit = 0
    /// Whether it is one of so many renames that others stand for it.
    var isStoodFor = false

    func run() -> RuleTestReport {
      var report = RuleTestReport()
      report.ruleCount = rule == nil ? 0 : 1
      report.stoodForCount = isStoodFor ? 1 : 0
      report.exampleCount = examples.count
      report.executedCount = executions.count
      report.exemptCount = exemptCount
      report.outsideCount = outsideCount
      report.failures = examples.compactMap { $0.failure() } + executions.compactMap { $0.failure() }
      guard let rule, let ruleSet else { return report }
      guard variantLimit > 0 else { return report }
      let goals = VariantGoal.goals(of: rule, in: ruleSet)
      for var goal in goals {
        if !goal.lost.isEmpty {
          let failure = RuleTest.lostArguments(goal, rule)
          if !report.failures.contains(failure) { report.failures.append(failure) }
          goal.subject.omitted.formUnion(goal.lost)
        }
        // However many cases share the limit, each import and layout is to be met.
        let limit = max(min(12, variantLimit), variantLimit / goals.count)
        goal.subject.written = goal.pattern.symbols.values.filter { $0.contains(".") }.sorted()
        let variants = ruleSet.language.variants(of: goal.subject, limit: limit)
        report.leftOutCount += variants.reduce(0) { $0 + $1.leftOut }
        report.variantCount += variants.reduce(0) { $0 + $1.ways }
        report.failures += variants.filter { $0.ways > 0 }.compactMap { variant in
          VariantCheck(variant: variant, goal: goal, rule: rule, ruleSet: ruleSet, companions: companions).failure()
        }
      }
      return report
    }
  }

  static func lostArguments(_ goal: VariantGoal, _ rule: Rule) -> RuleTestFailure {
    let names = goal.lost.map { "`\($0)`" }.joined(separator: ", ")
    return RuleTestFailure(
      kind: .variant, rule: rule.qualifiedID, place: rule.place, title: "arguments without a place",
      problems: ["what is given for \(names) would be lost; write `not given(…)` as a condition, or pass it on"],
      code: goal.pattern.tree.text(goal.pattern.root))
  }

  func units() throws -> [Unit] {
    var units: [Unit] = []
    for library in try libraries() {
      var bench = RuleTestBench(library, catalogue: catalogue, language: language)
      if let interpreters { try bench.find(interpreters) }
      for pack in try catalogue.allPacks(of: library.name, language: language) {
        units += try unitsOfPack(pack, &bench)
      }
      for other in catalogue.swaps(of: library.name, language: language.name) {
        units += try unitsOfSwap(catalogue.swap(of: library.name, to: other, language: language), bench)
      }
    }
    guard !units.isEmpty else {
      throw AdaptationError("there is no rule \(selection ?? "to test"); `godwit rules list` shows what there is.")
    }
    return units
  }

  private func unitsOfPack(_ pack: RulePack, _ bench: inout RuleTestBench) throws -> [Unit] {
    guard case .release(let release) = pack.kind else { return [] }
    var units: [Unit] = []
    if isSelected(pack), !pack.examples.isEmpty {
      let ruleSet = try bench.ruleSet(bench.window(into: release))
      let whole = try bench.ruleSet(bench.window(throughAllFrom: release))
      var unit = Unit(examples: checks(pack.examples, of: nil, name(of: pack), ruleSet, whole))
      try bench.addExecutions(to: &unit, of: release)
      units.append(unit)
    }
    let stoodFor = stoodFor(pack)
    for rule in pack.rules where isSelected(rule) {
      let window = try bench.window(taking: rule, of: release)
      let ruleSet = try bench.ruleSet(window)
      let whole = try bench.ruleSet(bench.window(throughAllFrom: release))
      var unit = unit(rule, ruleSet, whole, bench)
      if stoodFor.contains(rule.id) { (unit.isStoodFor, unit.variantLimit) = (true, 0) }
      try bench.addExecutions(to: &unit, of: release)
      units.append(unit)
    }
    return units
  }

  private func unitsOfSwap(_ pack: RulePack, _ bench: RuleTestBench) throws -> [Unit] {
    let ruleSet = try bench.ruleSet(swapping: pack)
    var units: [Unit] = []
    if isSelected(pack), !pack.examples.isEmpty {
      units.append(Unit(examples: checks(pack.examples, of: nil, name(of: pack), ruleSet, nil)))
    }
    let stoodFor = stoodFor(pack)
    return units
      + pack.rules.filter(isSelected).map { rule in
        var unit = unit(rule, ruleSet, nil, bench)
        if stoodFor.contains(rule.id) { (unit.isStoodFor, unit.variantLimit) = (true, 0) }
        return unit
      }
  }

  /// The renames of a pack that others stand for.
  private func stoodFor(_ pack: RulePack) -> Set<String> {
    let renames = pack.rules.filter { $0.isRename && isSelected($0) }.map(\.id)
    let stride = (renames.count + Self.compiledRenameLimit - 1) / Self.compiledRenameLimit
    guard language.readsFilesTogether, stride > 1 else { return [] }
    return Set(renames.enumerated().filter { $0.offset % stride != 0 }.map(\.element))
  }

  private func unit(_ rule: Rule, _ ruleSet: RuleSet, _ whole: RuleSet?, _ bench: RuleTestBench) -> Unit {
    let composed = ruleSet.rules.first { $0.id == rule.id && $0.qualifiedID == rule.qualifiedID }
    return Unit(
      examples: checks(rule.examples, of: rule, rule.qualifiedID, ruleSet, whole), rule: composed ?? rule,
      ruleSet: bench.alone(composed ?? rule, like: ruleSet), companions: ruleSet,
      variantLimit: rule.isRename ? renameVariantLimit : variantLimit)
  }

  private func checks(
    _ examples: [Example], of rule: Rule?, _ name: String, _ ruleSet: RuleSet, _ whole: RuleSet?
  ) -> [ExampleCheck] {
    examples.enumerated().map { index, example in
      ExampleCheck(
        example: example, rule: rule, name: name, title: "example \(index + 1)", ruleSet: ruleSet, wholeRuleSet: whole)
    }
  }

  // MARK: Selection

  private func libraries() throws -> [Library] {
    let known = catalogue.libraries.filter { catalogue.languages(of: $0.name).contains(language.name) }
    guard let selection else { return known }
    if let library = catalogue.library(named: selection) { return known.filter { $0.name == library.name } }
    let library = String(selection.prefix { $0 != "/" })
    return known.contains { $0.name == library } ? known.filter { $0.name == library } : known
  }

  private var isWholeLibrary: Bool { selection.map { catalogue.library(named: $0) != nil } ?? true }

  private func isSelected(_ rule: Rule) -> Bool {
    guard !isWholeLibrary, let selection else { return true }
    return rule.id == selection || rule.qualifiedID == selection || rule.qualifiedID.hasPrefix(selection + "/")
  }

  private func isSelected(_ pack: RulePack) -> Bool {
    isWholeLibrary || name(of: pack) == selection
  }

  private func name(of pack: RulePack) -> String {
    switch pack.kind {
    case .release(let release): "\(pack.library)/\(release)"
    case .swap(let other): "\(pack.library)/to-\(other)"
    }
  }
}

extension Rule {
  var isRename: Bool {
    cases.allSatisfy { alternative in
      if case .rename = alternative.action { return true }
      return false
    }
  }
}
