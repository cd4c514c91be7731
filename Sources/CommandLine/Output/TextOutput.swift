// The report as a person reads it: the diff, what needs a look, and the coverage ledger.

import Adaptation
import RuleEngine
import Semantics
import SourceModel

/// Prints a report as text.
struct TextOutput {
  let console: Console
  /// What the run does with the changes, for the last line.
  enum Purpose { case preview, written, check }
  let purpose: Purpose

  func print(_ report: AdaptationReport) {
    for file in report.files where file.changes { printDiff(file) }
    printFindings(report)
    printPinNotes(report)
    printSummary(report)
  }

  // MARK: The diff

  private func printDiff(_ file: FileReport) {
    guard console.isColoured else { return console.write(file.diff) }
    let text = String(decoding: file.diff, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
    for line in lines { console.print(coloured(line)) }
  }

  private func coloured(_ line: Substring) -> String {
    if line.hasPrefix("diff ") || line.hasPrefix("--- ") || line.hasPrefix("+++ ") {
      return Style.bold(String(line), if: true)
    }
    if line.hasPrefix("@@") { return Style.cyan(String(line), if: true) }
    if line.hasPrefix("+") { return Style.green(String(line), if: true) }
    if line.hasPrefix("-") { return Style.red(String(line), if: true) }
    return String(line)
  }

  // MARK: Findings

  private func printFindings(_ report: AdaptationReport) {
    for (title, standings) in [("To review", [Standing.rewritten, .review]), ("Advice", [.advised])] {
      // A large project has a hundred thousand lines of these: no finding is copied to see whether it is one.
      let files = report.files.filter { !$0.findings.isEmpty }
      let found = Parallel.map(files, in: Array(files.indices), jobs: Machine.coreCount) { file in
        var (text, count): (ContiguousArray<UInt8>, Int) = ([], 0)
        text.reserveCapacity(file.findings.count * Self.usualLength)
        for index in file.findings.indices
        where !file.findings[index].isApplied && standings.contains(file.findings[index].standing) {
          append(file.findings[index], file.path, to: &text)
          count += 1
        }
        return (text: text, count: count)
      }
      let count = found.reduce(0) { $0 + $1.count }
      guard count > 0 else { continue }
      console.print("\n" + Style.bold("\(title) (\(count))", if: console.isColoured))
      for one in found where one.count > 0 { console.write(one.text) }
    }
    printNotes(report)
  }

  /// How many bytes a finding takes or somewhat more: what is reserved and not used costs nothing.
  private static let usualLength = 320

  /// What applied changes left as it was of values that are followed.
  private func printNotes(_ report: AdaptationReport) {
    let kept = report.files.flatMap { file in
      file.findings.indices.filter { file.findings[$0].isApplied && !file.findings[$0].notes.isEmpty }
        .map { (file.path, file.findings[$0]) }
    }
    guard !kept.isEmpty else { return }
    console.print("")
    console.print(Style.bold("Kept (\(kept.count))", if: console.isColoured))
    for (path, finding) in kept {
      let place = "\(path):\(finding.start.line):\(finding.start.column)"
      console.print("  \(Style.cyan(place, if: console.isColoured))  \(finding.notes.joined(separator: "; "))")
    }
  }

  /// Part by part: strings made of others first would cost more than all else that is printed.
  private func append(_ finding: ReportedFinding, _ path: String, to text: inout ContiguousArray<UInt8>) {
    func add(_ part: String) { text.append(contentsOf: part.utf8) }
    func addList(_ parts: [String]) {
      for (index, part) in parts.enumerated() {
        if index > 0 { add("; ") }
        add(part)
      }
    }
    add("  ")
    if console.isColoured {
      add(Style.cyan("\(path):\(finding.start.line):\(finding.start.column)", if: true))
    } else {
      add(path)
      add(":")
      add(String(finding.start.line))
      add(":")
      add(String(finding.start.column))
    }
    add("  ")
    text.append(contentsOf: finding.line.utf8.trimmingSpaces)
    add("\n    ")
    if finding.why.isEmpty {
      add(finding.name)
      add(" changes")
    } else {
      add(finding.why)
    }
    add(" [")
    add(finding.rule)
    add("]\n")
    for note in finding.notes { add("    \(note)\n") }
    if !finding.reasons.isEmpty {
      add("    ")
      if console.isColoured { add(Style.dim.begin) }
      add("not applied: ")
      addList(finding.reasons)
      if !finding.evidence.isEmpty {
        add(" (")
        addList(finding.evidence)
        add(")")
      }
      if console.isColoured { add(Style.end) }
      add("\n")
    }
  }

  private func printPinNotes(_ report: AdaptationReport) {
    guard !report.pinNotes.isEmpty else { return }
    console.print("")
    console.print(Style.bold("Requirements (\(report.pinNotes.count))", if: console.isColoured))
    for note in report.pinNotes { console.print("  \(note.path):\(note.line): \(note.message)") }
  }

  // MARK: The ledger

  private func printSummary(_ report: AdaptationReport) {
    console.print("")
    for upgrade in report.upgrades {
      let from = upgrade.from.map { " \($0)" } ?? ""
      console.print(
        Style.bold("\(upgrade.library)\(from) → \(upgrade.to)", if: console.isColoured) + "  (\(upgrade.evidence))")
      for note in upgrade.notes { console.print("  \(note)") }
    }
    printLedger(report)
    let problems = report.problems + report.files.flatMap(\.problems)
    for problem in problems { console.print("  \(Style.yellow("not done:", if: console.isColoured)) \(problem)") }
    console.print(lastLine(report))
  }

  /// How many uses stand how.
  static func ledgerLine(_ report: AdaptationReport) -> String {
    let ledger = report.ledger
    let words: [(Standing, String)] = [
      (.rewritten, "rewritten"), (.review, "to review"), (.advised, "advised"),
      (.broken, "known broken without a rule"), (.fine, "fine"), (.unknown, "unknown"),
    ]
    let counts = words.filter { ledger[$0.0] > 0 }.map { "\(ledger[$0.0]) \($0.1)" }
    let users = report.files.filter { $0.ledger.total > 0 }.count
    return "\(Self.count(ledger.total, "use")) in \(users) of \(Self.count(report.fileCount, "file"))"
      + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
  }

  private func printLedger(_ report: AdaptationReport) {
    let ledger = report.ledger
    console.print(Self.ledgerLine(report))
    for standing in [Standing.broken, .unknown] {
      let names = ledger.names(standing).prefix(8).map { $0.count > 1 ? "\($0.name) (\($0.count))" : $0.name }
      if !names.isEmpty { console.print("  \(standing.rawValue): \(names.joined(separator: ", "))") }
    }
  }

  private func lastLine(_ report: AdaptationReport) -> String {
    let files = report.changedFiles.count
    guard files > 0 else {
      let left = report.files.filter { !$0.problems.isEmpty }.count
      return left > 0 ? "\(Self.count(left, "file")) left alone, nothing else to change." : "Nothing to change."
    }
    let size =
      "\(Self.count(files, "file")), +\(report.files.map(\.insertedLines).reduce(0, +)) "
      + "−\(report.files.map(\.deletedLines).reduce(0, +))"
    switch purpose {
    case .preview: return "\(size). Nothing was written; --write applies it, `godwit undo` takes it back."
    case .written: return "\(size) written. `godwit undo` takes it back."
    case .check: return "\(size) would change."
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension String {
  /// Without the white space around it.
  var trimmingSpaces: String { String(Substring(utf8.trimmingSpaces)) }
}

extension String.UTF8View {
  /// Without the white space around it.
  var trimmingSpaces: SubSequence {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
      return prefix(0)
    }
    return self[first...last]
  }
}

extension AdaptationReport {
  /// How the models are made that the code comes to load, a sentence each.
  var conversionHints: [String] {
    movedModels.map { model in
      "The code loads \(model.converted) now: `godwit convert \(model.file) --to onnx` makes it, and `godwit migrate` does "
        + "both."
    }
  }
}
