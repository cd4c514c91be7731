// Holds an example against what the rules make of it.

import Changes
import RuleEngine
import RuleModel
import Semantics
import SourceModel

/// One example and the rules it is tried with.
struct ExampleCheck: Sendable {
  let example: Example
  /// The rule it belongs to; nil for examples of no single rule.
  let rule: Rule?
  /// What a failure is called by.
  let name: String
  let title: String
  /// The pack's own release, and all releases from there on.
  let ruleSet: RuleSet
  let wholeRuleSet: RuleSet?

  func failure() -> RuleTestFailure? {
    let result = problems()
    guard !result.sentences.isEmpty else { return nil }
    return RuleTestFailure(
      kind: .example, rule: name, place: example.place, title: title, problems: result.sentences, code: source,
      diff: result.diff)
  }

  /// The scene and the code, as one file.
  var source: String { Self.joined(example.given, example.before) }

  /// The scene and other code, as one file.
  static func joined(_ given: String?, _ code: String) -> String {
    guard let given, !given.isEmpty else { return code }
    return given.hasSuffix("\n") ? given + code : given + "\n" + code
  }

  private struct Result {
    var sentences: [String] = []
    var diff = ""
  }

  private func problems() -> Result {
    let first = adapt(source, with: ruleSet)
    var result = Result()
    result.sentences = first.problems
    if let rule, !ruleSet.rules.contains(where: { $0.qualifiedID == rule.qualifiedID }) {
      result.sentences.append("no upgrade to \(rule.release?.description ?? "it") takes this rule; see its releases")
    }
    switch example.expectation {
    case .becomes(let after): expect(Self.joined(example.given, after), first, &result)
    case .unchanged: expectNothing(first, &result)
    case .told: expectTold(first, &result)
    }
    if result.sentences.isEmpty { result = again(first) }
    return result
  }

  // MARK: Expectations

  private func expect(_ wanted: String, _ outcome: Outcome, _ result: inout Result) {
    guard outcome.text != wanted else { return }
    result.sentences.append("what comes out is not `after` (- is wanted, + comes out)")
    result.sentences += outcome.explanations
    result.diff = Self.difference(wanted, outcome.text)
  }

  private func expectNothing(_ outcome: Outcome, _ result: inout Result) {
    if outcome.text != source {
      result.sentences.append("code that should stay is changed")
      result.diff = Self.difference(source, outcome.text)
    }
    let found = outcome.findings.filter { concerns($0) }
    for finding in found {
      result.sentences.append("code that should be no concern is found: `\(finding.name)` in line \(finding.line)")
    }
  }

  private func expectTold(_ outcome: Outcome, _ result: inout Result) {
    if outcome.text != source {
      result.sentences.append("code that should only be pointed out is changed; give the example an `after`")
      result.diff = Self.difference(source, outcome.text)
    }
    if !outcome.findings.contains(where: { concerns($0) }) { result.sentences.append("nothing is pointed out") }
  }

  /// A second pass, and all newer releases at once with a second pass, leave alone what they made.
  private func again(_ first: Outcome) -> Result {
    var result = Result()
    let second = adapt(first.text, with: ruleSet)
    if second.text != first.text {
      result.sentences.append("a second pass changes the code again")
      result.diff = Self.difference(first.text, second.text)
      return result
    }
    guard let wholeRuleSet else { return result }
    let through = adapt(source, with: wholeRuleSet)
    let throughAgain = adapt(through.text, with: wholeRuleSet)
    result.sentences += through.problems
    if throughAgain.text != through.text {
      result.sentences.append("a second pass over what all releases up to the newest make changes the code again")
      result.diff = Self.difference(through.text, throughAgain.text)
    }
    return result
  }

  // MARK: Running rules

  private struct Found {
    var rule: String
    var name: String
    var line: Int
  }

  private struct Outcome {
    var text: String
    var findings: [Found]
    var problems: [String]
    /// Why findings were not applied.
    var explanations: [String]
  }

  private func adapt(_ text: String, with ruleSet: RuleSet) -> Outcome {
    let adaptation = FileAdaptation(ruleSet: ruleSet)
    let bytes = ContiguousArray(text.utf8)
    let study = adaptation.study(bytes, at: place(ruleSet))
    let report = adaptation.report(study) { isAccepted(study.found.findings[$0], ruleSet) }
    let after = report.rewriting?.after ?? bytes
    let findings = report.findings.map { Found(rule: $0.rule, name: $0.name, line: $0.start.line) }
    let explanations = report.findings.filter { !$0.isApplied && !$0.reasons.isEmpty }.map {
      "`\($0.name)` in line \($0.start.line) is left for review: \($0.reasons.joined(separator: "; "))"
    }
    return Outcome(
      text: String(decoding: after, as: UTF8.self), findings: findings, problems: report.problems,
      explanations: explanations)
  }

  /// What the scene binds stays bound: the example shows the code after it, not the scene.
  private func place(_ ruleSet: RuleSet) -> FileAdaptation.Place {
    guard let given = example.given, !given.isEmpty else { return FileAdaptation.Place(path: "example") }
    let language = ruleSet.language
    let context = AnalysisContext(module: "", isPackage: false, common: CommonContext(surfaces: ruleSet.source))
    let facts = language.analyse(language.parse(ContiguousArray((given + "\n").utf8)), in: context)
    return FileAdaptation.Place(path: "example", takenByOthers: Set(facts.exports.names.keys))
  }

  /// Rules for review are applied in their own examples, but where an example shows what is only offered.
  private func isAccepted(_ finding: Finding, _ ruleSet: RuleSet) -> Bool {
    if finding.standing == .rewritten || example.expectation == .told { return finding.standing == .rewritten }
    let found = ruleSet.rules[finding.rule]
    return finding.standing == .review && found.grade == .review && isOwn(found.qualifiedID)
  }

  private func concerns(_ finding: Found) -> Bool { isOwn(finding.rule) }

  private func isOwn(_ id: String) -> Bool { rule.map { $0.qualifiedID == id } ?? true }

  static func difference(_ wanted: String, _ got: String) -> String {
    let difference = FileDifference(
      path: "example", from: ContiguousArray(wanted.utf8), to: ContiguousArray(got.utf8))
    let lines = String(decoding: difference.unified(), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { !$0.hasPrefix("@@") }.joined(separator: "\n")
  }
}
