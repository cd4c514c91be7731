// What stands behind one number of a migration: everything that was counted, and the count.

import Adaptation
import Equivalence
import Migration
import ModelFormats
import RuleEngine
import Semantics
import SourceModel
import Verification

/// The things behind a number, one a line, and a last line with the numbers.
struct MigrationList {
  enum Key: String, CaseIterable {
    case uses, files, rewritten, review, advice, models
  }

  private(set) var lines: [String]
  private(set) var total: String

  var text: String { (lines + [total]).joined(separator: "\n") }

  init(_ report: MigrationReport, _ key: Key) {
    let adaptation = report.adaptation
    switch key {
    case .uses:
      lines = adaptation.files.filter { $0.ledger.total > 0 }.map { "\($0.path)  \($0.ledger.total)" }
      total = TextOutput.ledgerLine(adaptation)
    case .files:
      lines = adaptation.changedFiles.map { "\($0.path)  +\($0.insertedLines) −\($0.deletedLines)" }
      let files = adaptation.changedFiles
      total =
        "\(AssessmentList.files(files.count)), +\(files.map(\.insertedLines).reduce(0, +)) "
        + "−\(files.map(\.deletedLines).reduce(0, +))"
    case .rewritten, .review, .advice:
      let found = adaptation.files.flatMap { file in
        file.findings.filter { Self.key($0) == key }.map { "\(file.path):\($0.start.line)  \($0.name)" }
      }
      lines = found
      total = "\(found.count) \(key == .rewritten ? "rewritten" : key == .review ? "to review" : "advised")"
    case .models:
      lines = report.models.map(Self.line) + report.others.map { "\($0.name)  \($0.size) bytes  left" }
      total = "\(report.models.count) moved, \(report.others.count) left"
    }
  }

  /// Which list a finding stands in.
  static func key(_ finding: ReportedFinding) -> Key {
    finding.isApplied ? .rewritten : finding.isFixable ? .review : .advice
  }

  private static func line(_ model: MigratedModel) -> String {
    "\(model.item.name) → \(model.fact.converted)  \(model.item.size) → \(model.bytes.count) bytes  \(proof(model.proof))"
  }

  static func proof(_ proof: MigratedModel.Proof) -> String {
    switch proof {
    case .earlier(let rows): "equivalent on \(rows)"
    case .none(let why): "not compared: \(why)"
    case .verdict(let report):
      switch report.judgement.verdict {
      case .equivalent: "equivalent on \(report.rows)"
      case .different: "different on \(report.rows)"
      case .notEnoughEvidence(let missing):
        "not enough evidence on \(report.rows); \(missing) more rows would settle it"
      }
    }
  }
}
