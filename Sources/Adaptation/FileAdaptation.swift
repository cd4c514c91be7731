// One file's way: bytes, tree, facts, findings, edits, bytes.

package import Changes
import Projects
package import RuleEngine
import RuleModel
package import Semantics
package import SourceModel

/// Adapts single files by one set of rules.
package struct FileAdaptation: Sendable {
  package let ruleSet: RuleSet
  /// Whether changes that a person should look at are made as well.
  package var includesReview: Bool
  /// The models of the rule set, with what the project says elsewhere of their paths.
  var models: LoadableModels { didSet { common = Self.common(ruleSet, models, seesAllMembers) } }
  /// Whether uses of members are looked at, too, of which no rule can have anything to say: for a person who asks.
  var seesAllMembers = false { didSet { common = Self.common(ruleSet, models, seesAllMembers) } }
  private var common: CommonContext
  /// What other files of the project are to become, for languages that read files together; nil while that is not known:
  /// then nothing is held against it.
  var others: [String: ContiguousArray<UInt8>]? = [:]

  package init(ruleSet: RuleSet, includesReview: Bool = false) {
    self.ruleSet = ruleSet
    self.includesReview = includesReview
    models = ruleSet.models
    common = Self.common(ruleSet, models, false)
  }

  /// Where a file stands in its project.
  package struct Place: Sendable {
    package var path: String
    package var module: String
    package var isPackage: Bool
    /// Names of the module that others take from it.
    package var takenByOthers: Set<String>

    package init(path: String, module: String = "", isPackage: Bool = false, takenByOthers: Set<String> = []) {
      self.path = path
      self.module = module
      self.isPackage = isPackage
      self.takenByOthers = takenByOthers
    }
  }

  /// A file looked at, with its facts at hand for a choice among its findings.
  package struct Study: Sendable {
    package var place: Place
    package var bytes: ContiguousArray<UInt8>
    package var parsed: ParsedFile
    package var facts: any FileFacts
    package var found: FileFindings
    /// The examples in the file's documentation.
    var examples: [DocumentedExample] = []

    /// Functions that come to wait or fail, for other files; what speaks against it is told with the file's path.
    var waiting: [String: WaitingFunction] {
      found.waiting.mapValues { function in
        var function = function
        function.obstacles = function.obstacles.map { "\(place.path), \($0)" }.sorted()
        return function
      }
    }

    /// Everything found in the file, its examples last; what is accepted or reported is told by places in this list.
    package var findings: [Finding] {
      examples.isEmpty ? found.findings : found.findings + examples.flatMap(\.located)
    }
  }

  /// A file parsed and analysed, and not yet held against the rules.
  struct Reading: Sendable {
    var place: Place
    var parsed: ParsedFile
    var context: AnalysisContext
    var facts: any FileFacts
  }

  /// Parses and analyses a file and holds it against the rules.
  package func study(
    _ bytes: ContiguousArray<UInt8>, at place: Place, project: ProjectIndex = ProjectIndex()
  ) -> Study {
    study(reading(bytes, at: place, project: project))
  }

  /// Parses a file, unless that was done before, and analyses it.
  func reading(
    _ bytes: ContiguousArray<UInt8>, at place: Place, project: ProjectIndex, parsed: ParsedFile? = nil
  ) -> Reading {
    let parsed = parsed ?? ruleSet.language.parse(bytes, at: place.path)
    let context = context(of: place, project)
    return Reading(
      place: place, parsed: parsed, context: context, facts: ruleSet.language.analyse(parsed, in: context))
  }

  /// Analyses a file that is parsed, for what it declares; `asked` is told what it asks the project about.
  func reading(_ parsed: ParsedFile, at place: Place, project: ProjectIndex, asked: AskedNames) -> Reading {
    var context = context(of: place, project)
    context.asked = asked
    return Reading(
      place: place, parsed: parsed, context: context, facts: ruleSet.language.analyse(parsed, in: context))
  }

  /// Analyses a file again, now that other things are known of its project.
  func reading(_ earlier: Reading, project: ProjectIndex, asked: AskedNames? = nil) -> Reading {
    var reading = earlier
    reading.context = context(of: earlier.place, project)
    reading.context.asked = asked
    reading.facts = ruleSet.language.analyse(earlier.parsed, in: reading.context, after: earlier.facts)
    return reading
  }

  /// Holds a file against the rules.
  func study(_ reading: Reading) -> Study {
    let found = ruleSet.findings(in: reading.facts, unnamed: reading.context.project.unnamed)
    var sources = ruleSet.language.examples(in: reading.parsed)
    if let words = ruleSet.exampleWords {
      sources = sources.filter { reading.facts.mayConcern($0, words: words) }
    }
    let beginning = CommonBeginning(length: sources.first?.prelude ?? 0)
    return Study(
      place: reading.place, bytes: reading.parsed.tree.bytes, parsed: reading.parsed, facts: reading.facts,
      found: found,
      examples: sources.compactMap { DocumentedExample($0, reading.context, ruleSet, beginning: beginning) })
  }

  private func context(of place: Place, _ project: ProjectIndex) -> AnalysisContext {
    AnalysisContext(
      module: place.module, isPackage: place.isPackage, common: common, project: project,
      takenByOthers: place.takenByOthers)
  }

  private static func common(
    _ ruleSet: RuleSet, _ models: LoadableModels, _ seesAllMembers: Bool
  ) -> CommonContext {
    CommonContext(
      surfaces: ruleSet.source, target: ruleSet.isStraddling ? SurfaceSet(surfaces: [], roots: []) : ruleSet.target,
      aim: ruleSet.target, members: ruleSet.members, membersOfUnknown: ruleSet.membersOfUnknown,
      memberNeeds: seesAllMembers ? [] : ruleSet.memberNeeds, leafWords: ruleSet.leafWords, spokenOf: ruleSet.spokenOf,
      models: models,
      macros: ruleSet.macros.target,
      olderMacros: ruleSet.isStraddling ? ruleSet.macros.source : [:], isSwap: ruleSet.isSwap)
  }

  /// The report of a file, its accepted findings applied.
  package func report(
    _ study: Study, accepting chosen: ((Int) -> Bool)? = nil
  ) -> FileReport {
    var report = FileReport(path: study.place.path)
    report.holdsRequirements = ruleSet.language.mayRequire(study.bytes) && ScriptMetadata.isHeld(by: study.bytes)
    let findings = study.findings
    var applied: Set<Int> = []
    // Most files have nothing that a line would have to be told for.
    guard !findings.isEmpty || study.parsed.diagnostics.contains(where: { $0.severity == .error }) else {
      count(study, applied, into: &report)
      return report
    }
    let lines = LineTable(study.bytes)
    if let problem = syntaxProblem(study, lines) {
      report.problems.append(problem)
    } else {
      applied = rewrite(study, choosing: chosen, into: &report)
    }
    count(study, applied, into: &report)
    // A file has many findings of few rules.
    var names: [Int: String] = [:]
    report.findings.reserveCapacity(findings.count)
    for index in findings.indices {
      let rule = findings[index].rule
      let name = names[rule] ?? ruleSet.rules[rule].qualifiedID
      names[rule] = name
      report.findings.append(reported(study, findings, index, named: name, isApplied: applied.contains(index), lines))
    }
    return report
  }

  /// Counts every use as it stands once the findings in `applied` are written: what was left out or refused is still to
  /// review.
  private func count(_ study: Study, _ applied: Set<Int>, into report: inout FileReport) {
    var first = 0
    let language = ruleSet.language
    Self.count(study.found.uses, of: study.facts, language, applied, first, into: &report.ledger)
    first += study.found.findings.count
    for example in study.examples {
      Self.count(example.uses, of: example.facts, language, applied, first, into: &report.ledger)
      first += example.findings.count
    }
  }

  private static func count(
    _ uses: [FileFindings.Use], of facts: any FileFacts, _ language: any Language, _ applied: Set<Int>, _ first: Int,
    into ledger: inout Ledger
  ) {
    let references = facts.references
    for use in uses {
      var standing = use.standing
      if let finding = use.finding {
        let isApplied = applied.contains(first + finding)
        if isApplied, standing == .review { standing = .rewritten }
        if !isApplied, standing == .rewritten { standing = .review }
      }
      ledger.count(standing, name: language.shown(references[use.reference].name))
    }
  }

  private func syntaxProblem(_ study: Study, _ lines: LineTable) -> String? {
    guard let error = study.parsed.diagnostics.first(where: { $0.severity == .error }) else { return nil }
    let position = lines.position(of: error.range.start)
    return "\(study.place.path):\(position.line):\(position.column): \(error.message); the file is left as it is"
  }

  // MARK: Rewriting

  /// Applies findings until no edit conflicts; gives those that were applied.
  private func rewrite(
    _ study: Study, choosing chosen: ((Int) -> Bool)?, into report: inout FileReport
  ) -> Set<Int> {
    let findings = study.findings
    var accepted = Set(findings.indices.filter { chosen?($0) ?? isAccepted(findings[$0].standing) })
    while !accepted.isEmpty {
      let groups = settle(study, accepted)
      guard !groups.isEmpty else { return [] }
      let merged = MergedEdits(groups.map { EditGroup($0.edits) }, into: study.bytes)
      if merged.conflicts.isEmpty {
        let applied = Set(groups.compactMap(\.finding))
        let after = isSurelyWhole(merged, groups, study) ? nil : rewritten(merged.bytes, study)
        // The compiler sees one branch of a guard only: what is new is tried by itself first.
        let plain = ruleSet.isStraddling ? unguarded(study, accepted) ?? merged.bytes : merged.bytes
        var (tried, problems) = (plain, plain == merged.bytes ? [] : newProblems(in: rewritten(plain, study), study))
        if problems.isEmpty { (tried, problems) = (merged.bytes, newProblems(in: after, study)) }
        guard let problem = problems.first else {
          let strays = after.map { self.strays(in: $0, study, applied) } ?? Strays()
          report.problems += strays.sentences
          if !strays.findings.isEmpty {
            accepted.subtract(strays.findings)
            continue
          }
          take(merged, study, into: &report)
          return applied
        }
        let withdrawn = Withdrawal(problems, after: tried, study: study, applied: applied)
        report.problems += withdrawn.sentences(study, rules: ruleSet.rules)
        if withdrawn.findings.isEmpty {
          report.problems.append(Withdrawal.refusal(of: problem, in: tried, at: study.place.path))
          return []
        }
        accepted.subtract(withdrawn.findings)
        continue
      }
      // Imports were settled for all; without the conflicting findings they may have to stand otherwise.
      let refused = merged.conflicts.compactMap { groups[$0.refused.group].finding ?? groups[$0.kept.group].finding }
      let remaining = accepted.subtracting(refused)
      report.problems += conflictSentences(merged.conflicts, groups, study)
      guard remaining.count < accepted.count else { return [] }
      accepted = remaining
    }
    return []
  }

  /// What the newer release alone would have; nil where that cannot be written.
  private func unguarded(_ study: Study, _ accepted: Set<Int>) -> ContiguousArray<UInt8>? {
    let groups = settle(study, accepted, guarding: false)
    let merged = MergedEdits(groups.map { EditGroup($0.edits) }, into: study.bytes)
    return merged.conflicts.isEmpty ? merged.bytes : nil
  }

  private func isAccepted(_ standing: Standing) -> Bool {
    standing == .rewritten || (includesReview && standing == .review)
  }

  private func settle(_ study: Study, _ accepted: Set<Int>, guarding: Bool = true) -> [FindingEdits] {
    var groups = ruleSet.settle(study.found.findings, chosen: accepted, in: study.facts, guarding: guarding)
    if study.examples.isEmpty { return groups }
    let imports = Set(groups.filter { $0.finding == nil }.flatMap(\.edits))
    var first = study.found.findings.count
    for example in study.examples {
      let inside = Set(example.findings.indices.filter { accepted.contains(first + $0) })
      groups += example.edits(of: inside, by: ruleSet, besides: imports).map { group in
        FindingEdits(finding: group.finding.map { $0 + first }, edits: group.edits)
      }
      first += example.findings.count
    }
    return groups
  }

  private func conflictSentences(
    _ conflicts: [EditConflict], _ groups: [FindingEdits], _ study: Study
  ) -> [String] {
    let lines = LineTable(study.bytes)
    return conflicts.map { conflict in
      let position = lines.position(of: conflict.refused.edit.range.start)
      let rule =
        groups[conflict.refused.group].finding
        .map { ruleSet.rules[study.findings[$0].rule].qualifiedID } ?? "an import"
      return "\(study.place.path):\(position.line):\(position.column): \(rule) conflicts with another change here "
        + "and was left out"
    }
  }

  /// The file as it is to become, parsed; nil where nothing is to be held against it.
  private func rewritten(_ after: ContiguousArray<UInt8>, _ study: Study) -> ParsedFile? {
    guard after != study.bytes, let others else { return nil }
    return ruleSet.language.parse(after, at: study.place.path, beside: others)
  }

  /// Whether the statements that change are enough to tell that the rewritten file parses, and do. What is wrong with them
  /// is told from the whole file.
  private func isSurelyWhole(_ merged: MergedEdits, _ groups: [FindingEdits], _ study: Study) -> Bool {
    guard !ruleSet.followsValues, !ruleSet.isStraddling else { return false }
    let edits = groups.flatMap(\.edits)
    let staysInPlace = edits.allSatisfy { edit in
      edit.replacement.allSatisfy { piece in
        if case .copy(let range) = piece { edit.range.contains(range) } else { true }
      }
    }
    guard staysInPlace else { return false }
    return ruleSet.language.staysWhole(
      study.parsed, as: merged.bytes, changedIn: edits.map(\.range), newOffset: merged.offsets.newOffset)
  }

  private func newProblems(in after: ParsedFile?, _ study: Study) -> [Diagnostic] {
    after.map { ruleSet.language.newProblems(in: $0, since: study.parsed) } ?? []
  }

  /// Findings whose changes would have values that are followed arrive otherwise than they did.
  private func strays(in after: ParsedFile, _ study: Study, _ applied: Set<Int>) -> Strays {
    guard ruleSet.followsValues else { return Strays() }
    let old = ruleSet.arrivals(in: study.facts)
    guard !old.isEmpty else { return Strays() }
    let new = ruleSet.arrivals(in: ruleSet.language.analyse(after, in: context(of: study.place, ProjectIndex())))
    return Strays(old, new, study: study, applied: applied, rules: ruleSet.rules)
  }

  private func take(_ merged: MergedEdits, _ study: Study, into report: inout FileReport) {
    let after = merged.bytes
    guard after != study.bytes else { return }
    let difference = FileDifference(
      path: study.place.path, from: study.bytes, to: after, offsets: merged.offsets)
    report.diff = difference.unified()
    report.insertedLines = difference.insertedLineCount
    report.deletedLines = difference.deletedLineCount
    report.rewriting = FileReport.Rewriting(before: study.bytes, after: after)
  }

  // MARK: Reporting

  private func reported(
    _ study: Study, _ findings: [Finding], _ index: Int, named name: String, isApplied: Bool, _ lines: LineTable
  ) -> ReportedFinding {
    let (range, rule) = (findings[index].range, findings[index].rule)
    let start = lines.position(of: range.start)
    return ReportedFinding(
      rule: name, name: ruleSet.language.shown(findings[index].name), standing: findings[index].standing,
      range: range, start: start, end: lines.position(of: range.end),
      why: ruleSet.rules[rule].cases[findings[index].alternative].why ?? ruleSet.rules[rule].why ?? "",
      reasons: findings[index].reasons,
      evidence: (findings[index].receiver?.chain ?? []).map { step in
        "\(step.text), line \(lines.position(of: step.range.start).line)"
      },
      notes: findings[index].notes, isApplied: isApplied,
      isFixable: !findings[index].changes.isEmpty || !findings[index].wishes.isEmpty,
      line: Self.excerpt(of: lines.range(ofLine: start.line), around: range.start, in: study.bytes),
      loadedModel: findings[index].loadedModel, modelPath: findings[index].modelPath)
  }

  /// More of a line than this tells a reader nothing, and a line may be as long as a file.
  private static let excerptLength = 240

  /// A line without its end; of one that is very long, what stands around a place.
  private static func excerpt(
    of line: ByteRange, around place: UInt32, in bytes: ContiguousArray<UInt8>
  ) -> String {
    var start = Int(line.start)
    var end = Int(line.end)
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    if end - start > excerptLength {
      start = max(start, min(Int(place) - excerptLength / 3, end - excerptLength))
      end = min(end, start + excerptLength)
      // Not within a letter of several bytes.
      while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
      while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
