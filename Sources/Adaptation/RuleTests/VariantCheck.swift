// Holds one variant of a use against what a rule makes of it: no fixed text, but properties that must hold.

import RuleEngine
import RuleModel
import Semantics
import SourceModel

/// One variant and the rule it is tried with.
struct VariantCheck: Sendable {
  let variant: UsageVariant
  let goal: VariantGoal
  let rule: Rule
  /// The rule alone.
  var ruleSet: RuleSet
  /// The rules that come with it, where a language's types must move along.
  var companions: RuleSet?

  private var language: any Language { ruleSet.language }
  private var path: String { "variant\(variant.suffix)" }

  func failure() -> RuleTestFailure? {
    let outcome = adapt(variant.text)
    let failure = failure(outcome)
    // What is taken back since a type is still the old one, or cannot be read since a header is, is no fault of the rule's.
    if failure != nil, expectation != .doubtful, let companions, language.readsFilesTogether {
      var together = self
      (together.ruleSet, together.companions) = (companions, nil)
      return together.failure()
    }
    return failure
  }

  private func failure(_ outcome: Outcome) -> RuleTestFailure? {
    // What would not compile is taken back, and told: as it must be where nothing is certain.
    let problems = (expectation == .doubtful ? [] : outcome.problems) + problems(of: outcome)
    guard !problems.isEmpty else { return nil }
    let diff = outcome.text == variant.text ? "" : ExampleCheck.difference(variant.text, outcome.text)
    return RuleTestFailure(
      kind: .variant, rule: rule.qualifiedID, place: rule.place, title: variant.title, problems: problems,
      code: variant.text, diff: diff)
  }

  // MARK: Running the rule

  private struct Outcome {
    var text: String
    var problems: [String]
    /// The reasons of each finding; none where it could be applied for certain.
    var findings: [[String]]
  }

  /// Applies the rule where nothing is in doubt.
  private func adapt(_ text: String) -> Outcome {
    let adaptation = FileAdaptation(ruleSet: ruleSet)
    let bytes = ContiguousArray(text.utf8)
    let study = adaptation.study(bytes, at: FileAdaptation.Place(path: path))
    let findings = study.found.findings
    let own = findings.filter { ruleSet.rules[$0.rule].qualifiedID == rule.qualifiedID }
    let report = adaptation.report(study) { number in
      let finding = findings[number]
      let isOwn = ruleSet.rules[finding.rule].qualifiedID == rule.qualifiedID
      return isOwn ? finding.reasons.isEmpty && finding.standing != .advised : finding.standing == .rewritten
    }
    return Outcome(
      text: report.rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? text, problems: report.problems,
      findings: own.map(\.reasons))
  }

  private func problems(of outcome: Outcome) -> [String] {
    switch expectation {
    case .untouched: return staying(outcome, isFound: false)
    case .doubtful:
      let isPassedOn = variant.expectation == .bare || (goal.was.hasReceiver && variant.uses.isEmpty)
      // Of a call whose arguments a template leaves open nothing tells which overload it is; the name stands after as before.
      let isOpen = (goal.keepsName || goal.keepsMember) && language.readsWordsFlat
      return staying(outcome, isFound: !(isPassedOn && goal.isAboutArguments) && !isOpen)
    case .hidden: return lost(outcome).map { _ in "code that is none of the library's is rewritten" }
    case .replaced, .bare: break
    }
    var doubts = outcome.findings.flatMap { $0 }
    // A call written anew has no place for comments; it is then offered only.
    let losesComment = doubts.contains(Self.lostComment) && !variant.kept.isEmpty
    if losesComment { doubts.removeAll { $0 == Self.lostComment } }
    if !doubts.isEmpty { return ["a certain use is left for review: \(doubts.joined(separator: "; "))"] }
    if losesComment { return lost(outcome).map { "the comment `\($0)` is lost" } }
    return replacement(outcome)
  }

  /// A name that is not called becomes the new one only where that takes the same parameters.
  private var expectation: UsageVariant.Expectation {
    let wanted = variant.expectation == .bare ? (goal.isPlain ? .replaced : .doubtful) : variant.expectation
    return wanted == .replaced && !isWritable ? .doubtful : wanted
  }

  /// Whether a file of this kind can have the names that the rule writes.
  private var isWritable: Bool {
    let parsed = language.parse(ContiguousArray(variant.text.utf8), at: path)
    let context = AnalysisContext(module: "", isPackage: false, common: CommonContext(surfaces: ruleSet.target))
    let names = goal.pattern.symbols.values.filter { $0.contains(".") }.sorted()
    return variant.suffix.isEmpty || language.analyse(parsed, in: context).obstacle(toWriting: names) == nil
  }

  private static let lostComment = "a comment inside the call would be lost"

  private func staying(_ outcome: Outcome, isFound: Bool) -> [String] {
    var problems: [String] = []
    if outcome.text != variant.text {
      problems.append(
        isFound ? "what cannot be told for certain is rewritten" : "code that is none of the library's is rewritten")
    }
    if isFound, outcome.findings.isEmpty { problems.append("a use is not found") }
    return problems
  }

  // MARK: Properties

  private func replacement(_ outcome: Outcome) -> [String] {
    // A call that gives nothing has nothing to change where only arguments did.
    let isBare = goal.keepsName && variant.uses.allSatisfy(\.arguments.isEmpty)
    guard outcome.text != variant.text else { return isBare ? [] : ["a certain use is not rewritten"] }
    let parsed = language.parse(ContiguousArray(outcome.text.utf8), at: path)
    if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
      return ["the result does not parse: \(error.message)"]
    }
    let references = references(in: parsed)
    var problems = leftovers(references) + unbound(parsed)
    // A lambda of several statements is code of its own, which examples show to the byte.
    if !goal.hasStatements { problems += missing(parsed.tree, references) }
    problems += lost(outcome).map { "the comment `\($0)` is lost" }
    let second = adapt(outcome.text)
    if second.text != outcome.text { problems.append("a second pass changes the code again") }
    return problems
  }

  private func lost(_ outcome: Outcome) -> [String] { variant.kept.filter { !outcome.text.contains($0) } }

  private func references(in parsed: ParsedFile) -> [Reference] {
    // What the rule brings in may be of another library or of the language's own.
    let others = goal.pattern.symbols.values.filter { $0.contains(".") }.map { $0.root }
    let surfaces = ruleSet.target.adding(roots: others)
    let context = AnalysisContext(module: "", isPackage: false, common: CommonContext(surfaces: surfaces))
    return language.analyse(parsed, in: context).references
  }

  /// Uses and imports of the old name that are still there.
  private func leftovers(_ references: [Reference]) -> [String] {
    guard !goal.keepsName else { return [] }
    let old = goal.was.name
    let left = references.filter { ($0.name == old || $0.name.hasPrefix(old + ".")) && $0.route != .receiver }
    return left.isEmpty ? [] : ["`\(old)` is still \(left.contains { $0.use != .imported } ? "used" : "imported")"]
  }

  /// Names that nothing binds any more.
  private func unbound(_ parsed: ParsedFile) -> [String] {
    guard let new = language.unboundNames(in: parsed),
      let old = language.unboundNames(in: language.parse(ContiguousArray(variant.text.utf8), at: path))
    else { return [] }
    return new.filter { !old.contains($0) }.map { "nothing binds `\($0)`" }
  }

  /// Uses that did not become what the rule says.
  private func missing(_ tree: Tree, _ references: [Reference]) -> [String] {
    let match = UseMatch(
      language: language, tree: tree, names: names(references, tree), target: ruleSet.target, pattern: goal.pattern,
      was: goal.was, uses: variant.expectation == .bare ? [] : variant.uses, pinned: goal.pinned)
    if variant.expectation == .bare {
      let isThere = references.contains { $0.use != .imported && $0.name == goal.plainName }
      return isThere || goal.plainName.map { !$0.contains(".") } ?? true ? [] : ["the new name is not there"]
    }
    return variant.uses.indices.compactMap { use in
      let isThere = (0..<tree.count).contains { match.matches(use: use, at: NodeID($0)) }
      return isThere ? nil : "a use does not become what the rule says, with each argument in its place"
    }
  }

  private func names(_ references: [Reference], _ tree: Tree) -> [NodeID: String] {
    var names: [NodeID: String] = [:]
    for reference in references where reference.use != .imported {
      var (name, node) = (reference.name, reference.node)
      names[node] = name
      while let access = language.memberAccess(at: node, in: tree), name.hasSuffix("." + access.member) {
        name.removeLast(access.member.utf8.count + 1)
        node = access.base
        names[node] = name
      }
    }
    return names
  }
}

extension String {
  /// The part before the first dot.
  var root: String { firstIndex(of: ".").map { String(self[..<$0]) } ?? self }
}
