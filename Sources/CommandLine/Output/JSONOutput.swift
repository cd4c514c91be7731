// The report for programs: JSON, and JSON Lines with one object a finding.

import Adaptation
import FoundationEssentials
import RuleEngine
import SourceModel

/// Prints a report as JSON.
struct JSONOutput {
  let console: Console

  func print(_ report: AdaptationReport) throws {
    console.print(try Self.encode(Document(report), pretty: true))
  }

  /// One line a finding and, last, one for the run.
  func printLines(_ report: AdaptationReport) throws {
    for file in report.files {
      for finding in file.findings { console.print(try Self.encode(FindingObject(finding, path: file.path))) }
    }
    console.print(try Self.encode(Summary(report)))
  }

  static func encode(_ value: some Encodable, pretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty
      ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      : [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// The whole report.
private struct Document: Encodable {
  var summary: Summary
  var files: [FileObject]

  init(_ report: AdaptationReport) {
    summary = Summary(report)
    files = report.files.map(FileObject.init)
  }
}

/// What the run was and came to.
private struct Summary: Encodable {
  var kind = "summary"
  var root: String
  var upgrades: [UpgradeObject]
  var ledger: [String: Int]
  var broken: [String: Int]
  var unknown: [String: Int]
  var filesScanned: Int
  var filesChanged: Int
  var requirements: [NoteObject]
  var problems: [String]

  init(_ report: AdaptationReport) {
    let ledger = report.ledger
    root = report.root
    upgrades = report.upgrades.map(UpgradeObject.init)
    self.ledger = Dictionary(uniqueKeysWithValues: Standing.allCases.map { ($0.rawValue, ledger[$0]) })
    broken = ledger.named[.broken] ?? [:]
    unknown = ledger.named[.unknown] ?? [:]
    filesScanned = report.fileCount
    filesChanged = report.changedFiles.count
    requirements = report.pinNotes.map { NoteObject(path: $0.path, line: $0.line, message: $0.message) }
    problems = report.problems + report.files.flatMap(\.problems)
  }
}

private struct UpgradeObject: Encodable {
  var library: String
  var from: String?
  var to: String
  var evidence: String
  var notes: [String]

  init(_ upgrade: Upgrade) {
    library = upgrade.library
    from = upgrade.from
    to = upgrade.to
    evidence = upgrade.evidence
    notes = upgrade.notes
  }
}

private struct NoteObject: Encodable {
  var path: String
  var line: Int
  var message: String
}

private struct FileObject: Encodable {
  var path: String
  var findings: [FindingObject]
  var diff: String?
  var problems: [String]

  init(_ file: FileReport) {
    path = file.path
    findings = file.findings.map { FindingObject($0, path: file.path) }
    diff = file.changes ? String(decoding: file.diff, as: UTF8.self) : nil
    problems = file.problems
  }
}

/// One finding; lines and columns count from 1, columns in bytes.
private struct FindingObject: Encodable {
  var kind = "finding"
  var path: String
  var rule: String
  var name: String
  var standing: String
  var applied: Bool
  var fixable: Bool
  var line: Int
  var column: Int
  var endLine: Int
  var endColumn: Int
  var why: String
  var reasons: [String]
  var evidence: [String]
  /// Left out where there are none.
  var notes: [String]?

  init(_ finding: ReportedFinding, path: String) {
    self.path = path
    rule = finding.rule
    name = finding.name
    standing = finding.standing.rawValue
    applied = finding.isApplied
    fixable = finding.isFixable
    line = finding.start.line
    column = finding.start.column
    endLine = finding.end.line
    endColumn = finding.end.column
    why = finding.why
    reasons = finding.reasons
    evidence = finding.evidence
    notes = finding.notes.isEmpty ? nil : finding.notes
  }
}
