// A verdict as one page that needs nothing but a browser.

import Equivalence
import ModelCore
import Verification

struct VerificationPage {
  private let report: VerificationReport
  /// What was typed, so that each number can be had again.
  private let command: String

  init(_ report: VerificationReport, command: String) {
    self.report = report
    self.command = command
  }

  private var comparison: Comparison { report.comparison }

  var text: String {
    let sections = [
      head, outputs, flips, histograms, worst, evidence, coverage, slices, labelPairs, conditions,
    ]
    return PageFrame.page(
      title: "\(verdict.word): \(report.originalName) → \(report.migratedName)",
      body: sections.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  // MARK: The verdict

  private var verdict: (word: String, style: String) {
    switch report.judgement.verdict {
    case .equivalent: ("Equivalent", "equivalent")
    case .different: ("Different", "different")
    case .notEnoughEvidence: ("Not enough evidence", "unsure")
    }
  }

  private var head: String {
    let reasons = report.judgement.reasons.map { "<li>\(PageText.sentence($0)).</li>" }.joined(separator: "\n")
    return """
      <h1 class="\(verdict.style)">\(verdict.word)</h1>
      <ul>
      \(reasons)
      </ul>
      <dl>
      <dt>Original</dt><dd>\(PageText.escaped(report.originalName))</dd>
      <dt>Migrated</dt><dd>\(PageText.escaped(report.migratedName))</dd>
      <dt>Rows</dt><dd>\(PageText.escaped(report.rows))</dd>
      </dl>
      """
  }

  private var outputs: String {
    let rows = comparison.outputs.map { output -> [String] in
      let isLabel = output.role == .label
      return [
        "<code>\(PageText.escaped(output.name))</code>", output.role.rawValue, PageText.grouped(output.cells),
        PageText.grouped(output.changedCells), isLabel ? "–" : PageText.grouped(output.rowsOutside),
        isLabel ? PageText.grouped(output.flips) : "–", isLabel ? "–" : PageText.number(output.largestDifference),
        isLabel ? "–" : output.differences.quantile(0.99).map(PageText.number) ?? "–",
      ]
    }
    let table = PageTable(
      id: "outputs", caption: "Each output over all rows",
      heads: [
        ("Output", false), ("Kind", false), ("Compared", true), ("Not identical", true), ("Rows outside", true),
        ("Flips", true), ("Largest difference", true), ("99 in 100 within", true),
      ], rows: rows)
    let more = comparison.outputs.flatMap(VerificationWords.details).map { "<li>\(PageText.escaped($0))</li>" }
    return "<h2>Outputs</h2>\n\(table.html)" + (more.isEmpty ? "" : "\n<ul>\(more.joined())</ul>")
  }

  // MARK: Plots

  private var flips: String {
    let charts = comparison.outputs.filter { $0.role == .label || $0.role == .anomalies }.map { output in
      PageBars(
        title: "Flips of `\(output.name)`",
        bars: [
          .init(label: "tie", value: output.ties, note: "the original had no preference", style: "good"),
          .init(
            label: "boundary", value: output.boundaryFlips, note: "scores moved as much as the margin",
            style: "unsure"),
          .init(label: "material", value: output.materialFlips, note: "the original was sure", style: "bad"),
        ]
      ).html
    }
    return charts.isEmpty ? "" : "<h2>Flips by margin</h2>\n" + charts.joined(separator: "\n")
  }

  private static let leastDecade = -17

  private var histograms: String {
    let charts = comparison.outputs.compactMap { output -> String? in
      let (zeros, decades) = output.differences.decades
      guard output.differences.count > 0 else { return nil }
      var bars = [PageBars.Bar(label: "the same", value: zeros, style: "good")]
      // What is left of sums that cancel out may be of any size, and says nothing.
      let tiny = decades.filter { $0.exponent < Self.leastDecade }.reduce(0) { $0 + $1.count }
      if tiny > 0 { bars.append(.init(label: "less than 10^\(Self.leastDecade)", value: tiny)) }
      bars += decades.filter { $0.exponent >= Self.leastDecade }.map {
        .init(label: "10^\($0.exponent) to 10^\($0.exponent + 1)", value: $0.count)
      }
      return PageBars(
        title: "Rows of `\(output.name)` by their largest difference", bars: bars
      ).html
    }
    return charts.isEmpty
      ? ""
      : "<h2>Differences</h2>\n<p class=\"dim\">Allowed: \(PageText.number(comparison.policy.tolerance.absolute)) + "
        + "\(PageText.number(comparison.policy.tolerance.relative)) of the original's number; of regressions the first is a "
        + "share of their inter-quartile range.</p>\n" + charts.joined(separator: "\n")
  }

  // MARK: Tables

  private var worst: String {
    guard !comparison.worst.rows.isEmpty else { return "" }
    let rows = comparison.worst.rows.map { row in
      [
        PageText.grouped(row.row + 1), "<code>\(PageText.escaped(row.output))</code>", "\(row.severity)",
        row.margin.map(PageText.number) ?? "–", "<code>\(PageText.escaped(row.reference.text))</code>",
        "<code>\(PageText.escaped(row.candidate.text))</code>",
      ]
    }
    let table = PageTable(
      id: "worst", caption: "Rows count from 1, in the order of the data",
      heads: [
        ("Row", true), ("Output", false), ("What", false), ("Margin", true), ("Original", false), ("Migrated", false),
      ], rows: rows, isSearchable: true)
    return "<h2>Worst rows</h2>\n\(table.html)"
  }

  private var evidence: String {
    let policy = comparison.policy
    let unit = comparison.unitName
    let needed: [(share: Double, text: String)] = [(0.01, "1 %"), (0.001, "0.1 %"), (0.0001, "0.01 %")]
    let rows = needed.map { share, text in
      let wanted = Proportion.rowsNeeded(for: share, count: comparison.boundaryRows, confidence: policy.confidence)
      let missing = wanted - comparison.unitCount
      return [text, PageText.grouped(wanted), missing > 0 ? PageText.grouped(missing) : "none"]
    }
    let table = PageTable(
      id: "evidence", caption: "If no more of them flip at a boundary",
      heads: [("To show that fewer flip than", true), ("\(unit) in all", true), ("still missing", true)], rows: rows)
    let found =
      "\(PageText.grouped(comparison.boundaryRows)) of \(PageText.grouped(comparison.unitCount)) \(unit) flip at a boundary and differ in nothing worse, "
      + "so fewer than \(PageText.number(report.judgement.flipBound * 100)) % of all do (\(PageText.number(policy.confidence * 100)) % "
      + "confidence, Clopper and Pearson). The budget is \(PageText.number(policy.budget * 100)) %."
    return "<h2>How much the rows show</h2>\n<p>\(found)</p>\n\(table.html)"
  }

  private var coverage: String {
    guard let lines = report.coverage?.lines, !lines.isEmpty else { return "" }
    let all = lines.reduce(0) { $0 + $1.thresholds }
    let covered = lines.reduce(0) { $0 + $1.covered }
    let table = PageTable(
      id: "coverage", caption: "A threshold is tried when rows lie next to it on both sides",
      heads: [("Column", false), ("Thresholds", true), ("Tried", true)],
      rows: lines.map { line in
        [
          "<code>\(PageText.escaped(line.column))</code>", PageText.grouped(line.thresholds),
          PageText.grouped(line.covered),
        ]
      }, isSearchable: lines.count > 20)
    return
      "<h2>Thresholds</h2>\n<p>\(PageText.grouped(covered)) of \(PageText.grouped(all)) thresholds of the original were "
      + "tried on both sides.</p>\n\(table.html)"
  }

  private var slices: String {
    let overall = Proportion(comparison.differentRows + comparison.boundaryRows, of: comparison.unitCount)
    let findings = comparison.slices.findings(overall: overall)
    guard !findings.isEmpty else { return "" }
    let table = PageTable(
      id: "slices", caption: "Groups of rows with differences, the least likely by chance first (exact binomial, Holm)",
      heads: [("Column", false), ("Value", false), ("Rows", true), ("Different", true), ("Chance", true)],
      rows: findings.prefix(200).map { finding in
        [
          "<code>\(PageText.escaped(finding.column))</code>", "<code>\(PageText.escaped(finding.value))</code>",
          PageText.grouped(finding.counts.rows), PageText.grouped(finding.counts.different),
          PageText.number(finding.chance),
        ]
      }, isSearchable: findings.count > 20)
    return "<h2>Where it differs</h2>\n\(table.html)"
  }

  private var labelPairs: String {
    let rows = comparison.outputs.flatMap { output -> [[String]] in
      guard output.role == .label, let pairs = output.labelPairs?.pairs else { return [] }
      return pairs.filter { $0.pair.reference != $0.pair.candidate }.prefix(50).map { pair, count in
        [
          "<code>\(PageText.escaped(output.name))</code>",
          "<code>\(PageText.escaped(WorstRow.Cell.label(pair.reference).text))</code>",
          "<code>\(PageText.escaped(WorstRow.Cell.label(pair.candidate).text))</code>", PageText.grouped(count),
        ]
      }
    }
    guard !rows.isEmpty else { return "" }
    let table = PageTable(
      id: "pairs", caption: "Labels that became others, the most frequent first",
      heads: [("Output", false), ("Original", false), ("Migrated", false), ("Rows", true)], rows: rows,
      isSearchable: rows.count > 20)
    return "<h2>Which labels flip</h2>\n\(table.html)"
  }

  // MARK: Conditions

  private var conditions: String {
    var lines: [String] = report.notes.map(PageText.sentence)
    if let noise = report.noise {
      lines.append(
        noise.changedRows == 0
          ? "The original gives the same answers when it is asked twice (\(PageText.grouped(noise.rows)) rows, other batches and "
            + "threads)."
          : "The original differs from itself in up to \(PageText.grouped(noise.changedRows)) of \(PageText.grouped(noise.rows)) "
            + "rows, by up to \(PageText.number(noise.largestDifference)).")
    }
    if let rounding = report.rounding {
      lines.append(
        "Rows rounded to single precision change the original's answers by up to \(PageText.number(rounding.largestDifference)), "
          + "with \(PageText.grouped(rounding.flips)) flips among \(PageText.grouped(rounding.rows)) rows.")
    }
    if let truth = comparison.truth { lines += Self.words(truth) }
    let list = lines.isEmpty ? "" : "<ul>" + lines.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul>\n"
    return """
      <h2>Conditions</h2>
      \(list)<p>Each number of this page comes from</p>
      <pre>\(PageText.escaped(command))</pre>
      """
  }

  private static func words(_ truth: TruthStatistics) -> [String] {
    var lines: [String] = []
    if let accuracies = truth.accuracies {
      lines.append(
        "Accuracy is \(PageText.number(accuracies.reference)) before and \(PageText.number(accuracies.candidate)) after; "
          + "\(PageText.grouped(truth.onlyReference)) rows lost, \(PageText.grouped(truth.onlyCandidate)) won (McNemar's exact "
          + "test: \(PageText.number(truth.pairs.chance))).")
    }
    if let errors = truth.meanErrors {
      lines.append(
        "The mean absolute error is \(PageText.number(errors.reference)) before and \(PageText.number(errors.candidate)) after."
      )
    }
    return lines
  }
}
