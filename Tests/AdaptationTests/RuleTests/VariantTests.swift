// Variants: that right rules pass all of them, and that wrong results do not.

import PythonLanguage
import RuleEngine
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import Adaptation

@Suite struct `Variants` {
  @Test func `of a right rule all come out`() throws {
    try expectVerdict(
      """
      changes:
      - id: old
        was: lib.sub.old(a, b=1, *, c=None)
        now: lib.new(a, b=b, d=c)
      """,
      "0 examples, 100 or more variants, 0 failed", variants: 400)
  }

  @Test func `of renames, constants, members and pinned defaults all come out`() throws {
    try expectVerdict(
      """
      rename:
        lib.sub.thing: lib.other
        lib.text: str
        lib.old_module: pathlib
      changes:
      - id: constant
        was: lib.NINF
        now: -lib.inf
      - id: member
        was: lib.Table.old(self, a=1)
        now: lib.new(self, a)
      - id: pinned
        was: lib.solve(a, b=2, c="x")
        pin: {c: '"x"'}
      """,
      "0 examples, 100 or more variants, 0 failed", variants: 150)
  }

  @Test func `of a rule that has no place for an argument fail`() throws {
    try expectVerdict(
      """
      changes:
      - id: old
        was: lib.old(a, b=1)
        now: lib.new(a)
      - id: said
        was: lib.said(a, b=1)
        when: not given(b)
        now: lib.new(a)
      """,
      """
      lib/2.0/old 3 arguments without a place: what is given for `b` would be lost; \
      write `not given(…)` as a condition, or pass it on
      0 examples, some variants, 1 failed
      """, variants: 12)
  }

  @Test(arguments: [
    ("lib.new(b, a)", "a use does not become what the rule says, with each argument in its place"),
    ("lib.newer(a, b)", "a use does not become what the rule says, with each argument in its place"),
    ("lib.new(a)", "a use does not become what the rule says, with each argument in its place"),
    ("lib.new(a, b, c=1)", "a use does not become what the rule says, with each argument in its place"),
    ("lib.old(a, c=b)", "`lib.old` is still used"),
  ])
  func `catch a result that is not the rule's`(now: String, problem: String) throws {
    let problems = try problems(expecting: "lib.new(a, b)", doing: now)
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }

  @Test func `pass where the result is the rule's`() throws {
    #expect(try problems(expecting: "lib.new(a, b)", doing: "lib.new(a, b)") == [])
  }

  /// What variants say of a rule when the program follows another one.
  private func problems(expecting wanted: String, doing now: String) throws -> [String] {
    let language = PythonLanguage()
    let was = try language.signature("lib.old(a, b)")
    func rule(_ text: String) throws -> Rule {
      let pattern = try language.pattern(text, variables: ["a", "b"])
      return Rule(
        id: "old", library: "lib", release: Release("2.0"), removed: Release("2.0"),
        cases: [Rule.Case(action: .replace(was: was, now: pattern))], grade: .safe, why: nil,
        place: RulePlace(file: "rules/lib/python/2.0.yaml", position: .init(line: 1, column: 1)))
    }
    let surfaces = SurfaceSet(surfaces: [], roots: ["lib"])
    func ruleSet(_ rule: Rule) -> RuleSet {
      RuleSet([rule], language: language, source: surfaces, target: surfaces)
    }
    let expected = try rule(wanted)
    let goal = try #require(VariantGoal.goals(of: expected, in: ruleSet(expected)).first)
    let followed = try ruleSet(rule(now))
    return language.variants(of: goal.subject, limit: 40).flatMap { variant in
      VariantCheck(variant: variant, goal: goal, rule: expected, ruleSet: followed).failure()?.problems ?? []
    }
  }

  @Test func `of every NumPy rule come out`() throws {
    var test = RuleTest(catalogue: try PackCatalogue(), language: PythonLanguage(), selection: "numpy")
    test.variantLimit = 24
    test.renameVariantLimit = 2
    let failures = try test.run(jobs: 2).failures.filter { $0.kind == .variant }
    #expect(failures.map { "\($0.rule) \($0.title) \($0.problems)" } == [])
  }
}

@Suite struct `What a call must give` {
  @Test(arguments: [
    ("given(b)", "given b"),
    ("not given(b)", "omitted b"),
    ("b == 1", "omitted b"),
    ("b == 2", "b=2"),
    ("b != 2", "omitted b"),
    ("given(b) and b == 1", "b=1 given b"),
    ("given(b) and not given(b)", "nothing"),
    ("ndim(a) == 1", "nothing"),
    ("ndim(a) == 1 or given(b)", "given b"),
    ("literal(b) and b == 2", "b=2"),
    ("given(b) and not literal(b)", "given b"),
    ("not (given(b) or c == False)", "omitted b c"),
  ])
  func `so that a condition holds`(condition: String, demand: String) throws {
    let pack = """
      release: "2.0"
      changes:
      - id: old
        was: lib.old(a, b=1, c=True)
        when: \(condition)
        now: lib.new(a, b, c)
      """
    let file = RuleFile(path: "rules/lib/python/2.0.yaml", text: pack)
    let packs = try PackCatalogue(shipped: [], own: [file]).allPacks(of: "lib", language: PythonLanguage())
    let alternative = try #require(packs.first?.rules.first?.cases.first)
    let found = CallDemand.meeting(
      [(try #require(alternative.condition), true)], of: try #require(alternative.signature))
    #expect(found.map(text) ?? "nothing" == demand)
  }

  private func text(_ demand: CallDemand) -> String {
    var parts = demand.fixed.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if !demand.given.isEmpty { parts.append("given " + demand.given.sorted().joined(separator: " ")) }
    if !demand.omitted.isEmpty { parts.append("omitted " + demand.omitted.sorted().joined(separator: " ")) }
    return parts.joined(separator: " ")
  }
}
