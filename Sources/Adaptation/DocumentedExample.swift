// Code in a file's documentation, adapted along with the file.

import RuleEngine
import Semantics
import SourceModel

/// An example looked at on its own, its findings told by where they stand in the file.
struct DocumentedExample: Sendable {
  private let source: EmbeddedSource
  let facts: any FileFacts
  /// Those of the example's own lines, with ranges of the embedded source.
  let findings: [Finding]
  let uses: [FileFindings.Use]

  /// Nil for an example that is no code of this language, or names nothing that rules speak of.
  ///
  /// - Parameter beginning: The module's imports, with which all its examples begin.
  init?(
    _ source: EmbeddedSource, _ context: AnalysisContext, _ ruleSet: RuleSet, beginning: CommonBeginning
  ) {
    precondition(source.prelude == beginning.length, "all examples of a file begin with its imports")
    var context = context
    context.beginning = beginning
    let parsed = ruleSet.language.parse(source.bytes)
    guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    self.source = source
    facts = ruleSet.language.analyse(parsed, in: context)
    let found = ruleSet.findings(in: facts, unnamed: context.project.unnamed)
    let tree = facts.tree
    findings = found.findings.filter { $0.range.start >= source.prelude }
    uses = found.uses.filter { tree.range($0.node).start >= source.prelude }
    if findings.isEmpty, uses.isEmpty { return nil }
  }

  /// The findings with ranges of the file. What cannot be told there exactly stands at the line that it begins in.
  var located: [Finding] {
    findings.map { finding in
      var finding = finding
      finding.range = place(of: finding.range)
      if let receiver = finding.receiver { finding.receiver = located(receiver) }
      return finding
    }
  }

  private func place(of range: ByteRange) -> ByteRange {
    if let exact = source.origin(of: range) { return exact }
    let start = source.origin(of: ByteRange(range.start, range.start)) ?? ByteRange(0, 0)
    return start
  }

  private func located(_ fact: TypeFact) -> TypeFact {
    var fact = fact
    for index in fact.chain.indices { fact.chain[index].range = place(of: fact.chain[index].range) }
    return fact
  }

  /// The edits, in the file, of the findings chosen.
  ///
  /// A finding whose edits go beyond a line, or would end the docstring, has none. An example that needs another import
  /// than the module itself is to have (`imports`) has none at all: its names would not be bound.
  func edits(of chosen: Set<Int>, by ruleSet: RuleSet, besides imports: Set<Edit>) -> [FindingEdits] {
    guard !chosen.isEmpty else { return [] }
    var groups: [FindingEdits] = []
    for group in ruleSet.settle(findings, chosen: chosen, in: facts) {
      let edits = group.edits.map(source.origin(of:))
      let located = edits.compactMap { $0 }
      if group.finding != nil {
        if located.count == edits.count { groups.append(FindingEdits(finding: group.finding, edits: located)) }
        continue
      }
      let ofModule = zip(group.edits, edits).filter { $0.0.range.start < source.prelude }
      guard ofModule.allSatisfy({ edit in edit.1.map(imports.contains) ?? false }), located.count == edits.count else {
        return []
      }
      let own = zip(group.edits, located).filter { $0.0.range.start >= source.prelude }.map(\.1)
      if !own.isEmpty { groups.append(FindingEdits(finding: nil, edits: own)) }
    }
    return groups
  }
}
