// A migration as one page for review: beside each edit stands the verdict of the model that the code calls.

import Adaptation
import Equivalence
import Migration
import ModelCore
import ModelFormats
import Semantics
import SourceModel
import Verification

struct MigrationPage {
  private let report: MigrationReport
  private let request: MigrationRequest
  private let commands: MigrationCommands
  private let isWritten: Bool

  init(_ report: MigrationReport, _ text: MigrationText) {
    self.report = report
    request = text.request
    commands = text.commands
    isWritten = text.isWritten
  }

  var text: String {
    let sections = [head, models, rehearsal, edits, open, notes, changes, again]
    return PageFrame.page(
      title: "Migration of \(report.root)", body: sections.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  // MARK: The whole

  private var head: String {
    let unproved = report.unproved.count
    let (word, style) =
      report.models.isEmpty
      ? ("Nothing moves", "unsure")
      : unproved > 0 || report.rehearsal?.verdict == .different
        ? ("Not proved", "different") : ("Every model that moves answers the same", "equivalent")
    let files = report.adaptation.changedFiles
    let bars = PageBars(
      title: "What happens to each use in the code",
      bars: [
        .init(label: "rewritten", value: count(.rewritten), style: "good"),
        .init(label: "to review", value: count(.review), style: "unsure"),
        .init(label: "advice", value: count(.advice), style: "plain"),
      ])
    return """
      <h1 class="\(style)">\(word)</h1>
      <dl>
      <dt>Project</dt><dd>\(PageText.escaped(report.root))</dd>
      <dt>Models</dt><dd>\(report.models.count) moved, \(report.others.count) left</dd>
      <dt>Files</dt><dd>\(files.count) changed, +\(files.map(\.insertedLines).reduce(0, +)) \
      −\(files.map(\.deletedLines).reduce(0, +)) lines</dd>
      </dl>
      \(bars.html)
      """
  }

  // MARK: Models

  private var models: String {
    let moved = report.models.map { model -> [String] in
      [
        "<code>\(PageText.escaped(model.fact.file))</code>", "<code>\(PageText.escaped(model.fact.converted))</code>",
        verdict(model) + original(model), PageText.escaped(rows(model)),
        PageText.grouped(Int(model.item.size)), PageText.grouped(model.bytes.count),
        commands.comparisons(model, of: report, request, isWritten: isWritten).map { code($0.command) }
          .joined(separator: "<br>"),
      ]
    }
    let left = report.others.map { item -> [String] in
      [
        "<code>\(PageText.escaped(item.path))</code>", "–", reason(item), "–", PageText.grouped(Int(item.size)), "–",
        code(commands.list(.models)),
      ]
    }
    let table = PageTable(
      id: "models", caption: "Each model file of the project",
      heads: [
        ("File", false), ("Becomes", false), ("Verdict", false), ("Rows", false), ("Bytes before", true),
        ("Bytes after", true), ("Again by", false),
      ], rows: moved + left)
    return "<h2>Models</h2>\n" + (moved.isEmpty && left.isEmpty ? "<p>There are none.</p>" : table.html)
  }

  private func verdict(_ model: MigratedModel) -> String {
    switch model.proof {
    case .earlier: "<span class=\"equivalent\">equivalent</span>"
    case .none(let why): "<span class=\"unsure\">not compared</span>: \(PageText.escaped(why))"
    case .verdict(let report):
      switch report.judgement.verdict {
      case .equivalent: "<span class=\"equivalent\">equivalent</span>"
      case .different: "<span class=\"different\">different</span>"
      case .notEnoughEvidence(let missing):
        "<span class=\"unsure\">not enough evidence</span>, \(missing) rows are missing"
      }
    }
  }

  /// What the original's own library says, where an interpreter that has it was named.
  private func original(_ model: MigratedModel) -> String {
    guard let proof = model.originalProof, let interpreter = commands.interpreter else { return "" }
    let style = proof.isEquivalent ? "equivalent" : "unsure"
    let text = "\(MigrationList.proof(proof)), the original run by \(interpreter)"
    return "<br><span class=\"\(style)\">\(PageText.escaped(text))</span>"
  }

  private func rows(_ model: MigratedModel) -> String {
    switch model.proof {
    case .verdict(let report): report.rows
    case .earlier(let rows): rows
    case .none: "–"
    }
  }

  private func reason(_ item: InventoriedModel) -> String {
    if case .blocked(let why) = item.outcome {
      return "<span class=\"unsure\">blocked</span>: \(PageText.escaped(why))"
    }
    if let done = report.done[item.name] {
      return "<span class=\"equivalent\">moved already</span>: \(PageText.escaped(done.converted)) is equivalent"
    }
    if let why = report.held.first(where: { $0.file == item.path })?.held {
      return "<span class=\"unsure\">held back</span>: \(PageText.sentence(why))"
    }
    return "left: no code that was rewritten loads it"
  }

  private var rehearsal: String {
    guard let rehearsal = report.rehearsal else { return "" }
    let (word, style) =
      switch rehearsal.verdict {
      case .same: ("passes before and after", "equivalent")
      case .different: ("differs", "different")
      case .noEvidence: ("says nothing", "unsure")
      }
    return """
      <h2>The project's own check</h2>
      <p class="\(style)">It \(word).</p>
      <dl>
      <dt>Before</dt><dd>\(PageText.escaped(RehearsalReport.sentence(rehearsal.before)))</dd>
      <dt>After</dt><dd>\(PageText.escaped(RehearsalReport.sentence(rehearsal.after)))</dd>
      </dl>
      """
  }

  // MARK: Code

  private var findings: [(path: String, finding: ReportedFinding)] {
    report.adaptation.files.flatMap { file in file.findings.map { (file.path, $0) } }
  }

  private var openFindings: [(path: String, finding: ReportedFinding)] { findings.filter { !$0.finding.isApplied } }

  private var edits: String {
    let applied = findings.filter(\.finding.isApplied)
    guard !applied.isEmpty else { return "" }
    let table = PageTable(
      id: "edits", caption: "Each edit, and the model that the code there loads or calls",
      heads: [("Where", false), ("Line", false), ("Why", false), ("Model", false), ("Verdict", false)],
      rows: applied.map { path, finding in
        let model = model(of: finding)
        return row(path, finding) + [
          model.map { "<code>\(PageText.escaped($0.fact.file))</code>" } ?? "–", model.map(verdict) ?? "–",
        ]
      }, isSearchable: true)
    return "<h2>Edits</h2>\n\(table.html)"
  }

  private var open: String {
    guard !openFindings.isEmpty else { return "" }
    let table = PageTable(
      id: "open", caption: "What a person looks at", heads: [("Where", false), ("Line", false), ("Why", false)],
      rows: openFindings.map { row($0.path, $0.finding) }, isSearchable: true)
    return "<h2>To review</h2>\n\(table.html)"
  }

  private func row(_ path: String, _ finding: ReportedFinding) -> [String] {
    let reasons = ([finding.why] + finding.reasons).filter { !$0.isEmpty }.map(PageText.sentence)
    return [
      "<code>\(PageText.escaped(path)):\(finding.start.line)</code>", "<code>\(PageText.escaped(finding.line))</code>",
      reasons.joined(separator: " ") + " <span class=\"dim\">\(PageText.escaped(finding.rule))</span>",
    ]
  }

  /// The model that an edit is about: its type names a member, or its evidence a load.
  private func model(of finding: ReportedFinding) -> MigratedModel? {
    report.models.first { model in
      finding.name.hasPrefix(model.fact.type + ".")
        || finding.evidence.contains { step in
          ["loads", "feeds"].contains { step.hasPrefix("\($0) \(model.fact.file), ") }
        }
    }
  }

  private var notes: String {
    let notes =
      report.planProblems + report.adaptation.pinNotes.map { "\($0.path):\($0.line): \($0.message)" }
      + report.adaptation.files.flatMap(\.problems) + report.inventory.problems
    return notes.isEmpty
      ? "" : "<h2>Notes</h2>\n<ul>\(notes.map { "<li>\(PageText.sentence($0))</li>" }.joined(separator: "\n"))</ul>"
  }

  private var changes: String {
    let parts = report.adaptation.changedFiles.map { file -> String in
      let text = String(decoding: file.diff, as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
        let style = line.hasPrefix("+") ? "equivalent" : line.hasPrefix("-") ? "different" : "dim"
        let isContext = line.hasPrefix(" ")
        return isContext
          ? PageText.escaped(String(line)) : "<span class=\"\(style)\">\(PageText.escaped(String(line)))</span>"
      }
      return "<pre>\(lines.joined(separator: "\n"))</pre>"
    }
    return parts.isEmpty ? "" : "<h2>Changes</h2>\n" + parts.joined(separator: "\n")
  }

  private var again: String {
    let table = PageTable(
      id: "again", caption: "What gives each number again", heads: [("What", false), ("Again by", false)],
      rows: commands.entries(report, request, isWritten: isWritten).map {
        [PageText.sentence($0.what), code($0.command)]
      })
    return "<h2>The same again</h2>\n\(table.html)"
  }

  private func code(_ text: String) -> String { "<code class=\"command\">\(PageText.escaped(text))</code>" }

  private func count(_ key: MigrationList.Key) -> Int {
    findings.filter { MigrationList.key($0.finding) == key }.count
  }
}
