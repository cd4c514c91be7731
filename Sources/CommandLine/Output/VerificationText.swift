// A verdict for people.

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
    let more = report.comparison.outputs.flatMap(VerificationWords.details)
    if !more.isEmpty { lines += [""] + more }
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
        + ": \(missing) more \(report.comparison.unitName) without a difference would settle it"
    }
  }

  private func line(_ output: OutputStatistics) -> String {
    let isLabel = output.role == .label || output.role == .anomalies
    if output.role == .ranking || output.role == .detections {
      return output.name.padded(18) + output.role.rawValue.padded(15) + "see below"
    }
    return output.name.padded(18) + output.role.rawValue.padded(15) + "\(output.changedCells)".padded(9)
      + (output.role == .label ? "–" : "\(output.rowsOutside)").padded(9) + (isLabel ? "\(output.ties)" : "–").padded(6)
      + (isLabel ? "\(output.boundaryFlips)" : "–").padded(10) + (isLabel ? "\(output.materialFlips)" : "–").padded(10)
      + (output.role == .label ? "–" : "\(output.largestDifference)")
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
    case .detections(let boxes): "\(boxes.count) box\(boxes.count == 1 ? "" : "es")"
    case .numbers(let numbers):
      numbers.count == 1
        ? "\(numbers[0])"
        : "[" + numbers.prefix(6).map { "\($0)" }.joined(separator: ", ") + (numbers.count > 6 ? ", …]" : "]")
    }
  }
}
