// A verdict for people, and the same for programs.

import Equivalence
import ModelCore
import Verification

/// A verdict as a terminal shows it.
struct VerificationText {
  private let report: VerificationReport
  private let isColoured: Bool

  init(_ report: VerificationReport, isColoured: Bool) {
    self.report = report
    self.isColoured = isColoured
  }

  var text: String {
    var lines = [verdict] + report.judgement.reasons.map { "  \($0)." }
    lines += ["", "original  \(report.originalName)", "migrated  \(report.migratedName)", "rows      \(report.rows)"]
    lines += report.notes.map { "note      \($0)" }
    lines += ["", "output            role           differ   outside  ties  boundary  material  largest difference"]
    lines += report.comparison.outputs.map(line)
    if let truth { lines += ["", truth] }
    lines += worst + slices
    return lines.joined(separator: "\n")
  }

  private var verdict: String {
    switch report.judgement.verdict {
    case .equivalent: Style.green("equivalent", if: isColoured)
    case .different: Style.red("different", if: isColoured)
    case .notEnoughEvidence(let missing):
      Style.yellow("not enough evidence", if: isColoured)
        + ": \(missing) more rows without a difference would settle it"
    }
  }

  private func line(_ output: OutputStatistics) -> String {
    let isLabel = output.role == .label
    return output.name.padded(18) + output.role.rawValue.padded(15) + "\(output.changedCells)".padded(9)
      + (isLabel ? "–" : "\(output.rowsOutside)").padded(9) + (isLabel ? "\(output.ties)" : "–").padded(6)
      + (isLabel ? "\(output.boundaryFlips)" : "–").padded(10) + (isLabel ? "\(output.materialFlips)" : "–").padded(10)
      + (isLabel ? "–" : "\(output.largestDifference)")
  }

  private var truth: String? {
    guard let truth = report.comparison.truth else { return nil }
    if let accuracies = truth.accuracies {
      return "accuracy: \(accuracies.reference) before, \(accuracies.candidate) after; "
        + "\(truth.onlyReference) rows lost, \(truth.onlyCandidate) won (McNemar p = \(truth.pairs.chance))"
    }
    return truth.meanErrors.map { "mean absolute error: \($0.reference) before, \($0.candidate) after" }
  }

  private var worst: [String] {
    let rows = report.comparison.worst.rows.filter { $0.severity != .changed }.prefix(10)
    guard !rows.isEmpty else { return [] }
    return ["", "Worst rows"]
      + rows.map { row in
        "  row \(row.row + 1)  \(row.output)  \(row.reference.text) → \(row.candidate.text)"
          + (row.margin.map { "  (margin \($0))" } ?? "")
      }
  }

  private var slices: [String] {
    let comparison = report.comparison
    let overall = Proportion(comparison.differentRows + comparison.boundaryRows, of: comparison.rows)
    let findings = comparison.slices.findings(overall: overall).filter { $0.chance < 0.05 }.prefix(5)
    guard !findings.isEmpty else { return [] }
    return ["", "Where it differs more than elsewhere"]
      + findings.map {
        "  \($0.column) = \($0.value): \($0.counts.different) of \($0.counts.rows) rows (p = \($0.chance))"
      }
  }
}

extension String {
  /// Filled with blanks up to a width, with at least one behind.
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension WorstRow.Cell {
  var text: String {
    switch self {
    case .label(.integer(let number)): "\(number)"
    case .label(.string(let string)): "\"\(string)\""
    case .label(.boolean(let flag)): "\(flag)"
    case .label(.number(let number)): "\(number)"
    case .label(.missing): "nothing"
    case .numbers(let numbers):
      numbers.count == 1
        ? "\(numbers[0])"
        : "[" + numbers.prefix(6).map { "\($0)" }.joined(separator: ", ") + (numbers.count > 6 ? ", …]" : "]")
    }
  }
}

/// A verdict as JSON. Numbers that are not finite are strings.
struct VerificationDocument: Encodable {
  struct Output: Encodable {
    var name: String
    var role: String
    var cells: Int
    var changedCells: Int
    var rowsOutside: Int
    var rowsNotFinite: Int
    var ties: Int
    var boundaryFlips: Int
    var materialFlips: Int
    var largestDifference: Double
    var largestExcess: Double
    /// 99 of 100 rows differ by no more, to 1.6 %.
    var difference99: Double?
    var largestTotalVariation: Double?
  }
  struct Row: Encodable {
    /// From 1.
    var row: Int
    var output: String
    var severity: String
    var margin: Double?
    var original: String
    var migrated: String
  }
  var verdict: String
  var rowsMissing: Int?
  var reasons: [String]
  var notes: [String]
  var original: String
  var migrated: String
  var source: String
  var rows: Int
  var absoluteTolerance: Double
  var relativeTolerance: Double
  var flipBound: Double
  var outputs: [Output]
  var worst: [Row]

  init(_ report: VerificationReport) {
    switch report.judgement.verdict {
    case .equivalent: verdict = "equivalent"
    case .different: verdict = "different"
    case .notEnoughEvidence(let missing):
      verdict = "not enough evidence"
      rowsMissing = missing
    }
    reasons = report.judgement.reasons
    notes = report.notes
    original = report.originalName
    migrated = report.migratedName
    source = report.rows
    rows = report.comparison.rows
    absoluteTolerance = report.comparison.policy.tolerance.absolute
    relativeTolerance = report.comparison.policy.tolerance.relative
    flipBound = report.judgement.flipBound
    outputs = report.comparison.outputs.map { output in
      Output(
        name: output.name, role: output.role.rawValue, cells: output.cells, changedCells: output.changedCells,
        rowsOutside: output.rowsOutside, rowsNotFinite: output.rowsNotFinite, ties: output.ties,
        boundaryFlips: output.boundaryFlips, materialFlips: output.materialFlips,
        largestDifference: output.largestDifference, largestExcess: output.largestExcess,
        difference99: output.differences.quantile(0.99),
        largestTotalVariation: output.role == .probabilities ? output.largestTotalVariation : nil)
    }
    worst = report.comparison.worst.rows.map { row in
      Row(
        row: row.row + 1, output: row.output, severity: "\(row.severity)", margin: row.margin,
        original: row.reference.text, migrated: row.candidate.text)
    }
  }
}
