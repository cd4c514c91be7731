// Rules, code, and what the engine makes of it, from the folder `Tests/EngineCases`.

import Changes
import Foundation
import PythonLanguage
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import RuleEngine

/// One case of a `.txt` file. What stands above the first case holds for all of them.
///
///     --- 2.0.yaml
///     release: "2.0"
///     === a title
///     --- code
///     import lib
///     --- becomes
///     import lib
///     --- says
///     1:1 fine lib
///
/// `--- code review` accepts review findings, `--- code straddle` keeps both releases; `becomes` is missing where
/// nothing changes.
struct EngineCase: Sendable, CustomTestStringConvertible {
  struct Section: Sendable {
    var head: String
    var body: String
    var written: String { "--- \(head)\n\(body)" }
  }

  var title: String
  /// The sections of the file's beginning, then the case's own rule files, which take their place.
  var shared: [Section]
  var own: [Section]
  var expected: String

  var testDescription: String { title }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../EngineCases")
    .standardized

  /// The cases of one file; with `UPDATE_EXPECTED=1` the file is first rewritten to say what is said now.
  static func all(in name: String) -> [EngineCase] {
    let url = folder.appending(path: name)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    let start = text.hasPrefix("=== ") ? text.startIndex : text.range(of: "\n=== ")?.upperBound ?? text.endIndex
    let head = text.hasPrefix("=== ") ? "" : String(text[..<text.index(start, offsetBy: -5)])
    let shared = sections(of: head, marker: "--- ")
    var cases = sections(of: "=== " + text[start...].replacingPrefix("=== "), marker: "=== ").map { part in
      let parts = sections(of: part.body, marker: "--- ")
      return EngineCase(
        title: part.head, shared: shared, own: parts.filter { $0.head != "becomes" && $0.head != "says" },
        expected: parts.filter { $0.head == "becomes" || $0.head == "says" }.map(\.written).joined(separator: "\n")
          .trimmingLineEnds)
    }
    if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
      for index in cases.indices { cases[index].expected = cases[index].outcome }
      let written =
        (head.isEmpty ? "" : head.trimmingLineEnds + "\n\n") + cases.map(\.written).joined(separator: "\n")
      try? written.write(to: url, atomically: true, encoding: .utf8)
    }
    return cases
  }

  private var written: String {
    "=== \(title)\n" + own.map(\.written).joined(separator: "\n") + "\n" + expected + "\n"
  }

  private static func sections(of text: String, marker: String) -> [Section] {
    var sections: [(head: String, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(marker) {
        sections.append((String(line.dropFirst(marker.count)), []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections.map { head, lines in
      var lines = lines
      while let last = lines.last, last.isEmpty { lines.removeLast() }
      return Section(head: head, body: lines.joined(separator: "\n"))
    }
  }

  // MARK: Running

  /// What the engine writes and says.
  var outcome: String {
    do {
      return try run()
    } catch let errors as RuleErrors {
      return "--- says\n\(errors.rendered)"
    } catch {
      return "--- says\n\(error)"
    }
  }

  private func run() throws -> String {
    guard let code = own.last(where: { $0.head.hasPrefix("code") }) else { return "--- says\nno code" }
    let options = Set(code.head.split(separator: " ").dropFirst().map(String.init))
    let ruleSet = try ruleSet(isStraddling: options.contains("straddle"))
    let text = code.body + "\n"
    let first = Self.adapt(text, ruleSet, review: options.contains("review"))
    var outcome = first.text == text ? "" : "--- becomes\n\(first.text.trimmingLastLineEnd)\n"
    outcome += "--- says\n" + first.said.joined(separator: "\n")
    let second = Self.adapt(first.text, ruleSet, review: options.contains("review"))
    if second.text != first.text { outcome += "\na second pass makes of it\n\(second.text.trimmingLastLineEnd)" }
    return outcome.trimmingLineEnds
  }

  private func ruleSet(isStraddling: Bool) throws -> RuleSet {
    let ownHeads = Set(own.map(\.head))
    let files = (shared.filter { !ownHeads.contains($0.head) } + own).filter { $0.head.hasSuffix(".yaml") }.map {
      RuleFile(path: $0.head == "library.yaml" ? "lib/library.yaml" : "lib/python/\($0.head)", text: $0.body + "\n")
    }
    let catalogue = try PackCatalogue(shipped: [], own: files)
    let language = PythonLanguage()
    let releases = catalogue.releases(of: "lib", language: "python")
    let from = Release("1.0")
    guard let to = releases.last else { throw RuleErrors([]) }
    let packs = try catalogue.packs(of: "lib", language: language, from: from, to: to)
    return RuleSet(
      packs.flatMap(\.rules), language: language, source: try surfaces(catalogue, "1.0"),
      target: try surfaces(catalogue, to.description), isStraddling: isStraddling)
  }

  private func surfaces(_ catalogue: PackCatalogue, _ release: String) throws -> SurfaceSet {
    let surface = try Release(release).flatMap { try catalogue.surface(of: "lib", language: "python", at: $0) }
    return SurfaceSet(surfaces: surface.map { [$0] } ?? [], roots: ["lib"])
  }

  private static func adapt(_ text: String, _ ruleSet: RuleSet, review: Bool) -> (text: String, said: [String]) {
    let parsed = ruleSet.language.parse(ContiguousArray(text.utf8))
    let context = AnalysisContext(
      module: "", isPackage: false,
      common: CommonContext(
        surfaces: ruleSet.source,
        target: ruleSet.isStraddling ? SurfaceSet(surfaces: [], roots: []) : ruleSet.target, members: ruleSet.members,
        memberNeeds: ruleSet.memberNeeds))
    let facts = ruleSet.language.analyse(parsed, in: context)
    let found = ruleSet.findings(in: facts)
    let edits = ruleSet.settle(
      found.findings, accepting: { $0.standing == .rewritten || (review && $0.standing == .review) }, in: facts)
    let merged = MergedEdits(edits.map { EditGroup($0.edits) }, into: parsed.tree.bytes)
    let after = String(decoding: merged.bytes, as: UTF8.self)
    var said = parsed.diagnostics.map { "syntax: \($0.message)" } + merged.conflicts.map { "conflict: \($0)" }
    said += findings(found, ruleSet, parsed) + ledger(found, facts, parsed)
    said += ruleSet.language.parse(ContiguousArray(after.utf8)).diagnostics.map { "result: \($0.message)" }
    return (after, said)
  }

  private static func findings(_ found: FileFindings, _ ruleSet: RuleSet, _ parsed: ParsedFile) -> [String] {
    let lines = LineTable(parsed.tree.bytes)
    return found.findings.map { finding in
      let position = lines.position(of: finding.range.start)
      let reasons = finding.reasons.isEmpty ? "" : ": " + finding.reasons.joined(separator: "; ")
      let what = finding.isFixable ? "" : ", nothing to write"
      return
        "\(position.line):\(position.column) \(finding.standing.rawValue)\(what) \(ruleSet.rules[finding.rule].id)\(reasons)"
    }
  }

  /// The uses that no finding speaks of.
  private static func ledger(_ found: FileFindings, _ facts: any FileFacts, _ parsed: ParsedFile) -> [String] {
    let lines = LineTable(parsed.tree.bytes)
    return found.uses.filter { $0.standing != .fine && $0.standing != .rewritten && $0.finding == nil }.map { use in
      let position = lines.position(of: parsed.tree.range(use.node).start)
      return "\(position.line):\(position.column) \(use.standing.rawValue) \(facts.references[use.reference].name)"
    }
  }
}

extension String {
  fileprivate var trimmingLineEnds: String { hasSuffix("\n") ? String(dropLast()).trimmingLineEnds : self }
  fileprivate var trimmingLastLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension Substring {
  fileprivate func replacingPrefix(_ prefix: String) -> Substring { hasPrefix(prefix) ? dropFirst(prefix.count) : self }
}
