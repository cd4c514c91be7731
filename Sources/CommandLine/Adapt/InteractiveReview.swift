// Asks about each change in turn, as `git add --patch` does.

import Adaptation
import Changes
import SourceModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Set when Ctrl-C is pressed. A signal handler may only touch an atomic.
private let isInterrupted = Atomic(false)

/// A review of every change, answered from the terminal. What was accepted is kept on quitting and on Ctrl-C.
struct InteractiveReview {
  let run: AdaptationRun
  let outcome: AdaptationRun.Outcome
  let console: Console
  let command: AdaptCommand

  private enum Answer { case yes, no, allInFile, noneInFile, quit, help }

  func start() throws {
    catchInterrupts()
    var report = outcome.report
    var isOver = false
    for index in report.files.indices where report.files[index].findings.contains(where: \.isFixable) {
      if isOver {
        report.files[index] = unchanged(report.files[index])
      } else {
        report.files[index] = try review(report.files[index], &isOver)
      }
    }
    for index in report.files.indices where report.files[index].findings.isEmpty && report.files[index].changes {
      // Requirements follow the code: they move if anything was accepted.
      if !report.files.contains(where: { !$0.findings.isEmpty && $0.changes }) {
        report.files[index] = unchanged(report.files[index])
      }
    }
    if command.write { try command.apply(report, run) }
    try command.print(report, console, command.write ? .written : .preview)
  }

  private func unchanged(_ file: FileReport) -> FileReport {
    var file = file
    file.diff = []
    file.rewriting = nil
    file.insertedLines = 0
    file.deletedLines = 0
    for index in file.findings.indices { file.findings[index].isApplied = false }
    return file
  }

  private func review(_ file: FileReport, _ isOver: inout Bool) throws -> FileReport {
    guard let session = try run.session(for: file.path, outcome: outcome) else { return file }
    var accepted: Set<Int> = []
    var rest: Bool?
    for index in session.fixable {
      if let rest {
        if rest { accepted.insert(index) }
        continue
      }
      let preview = session.report(accepting: [index])
      guard preview.changes else { continue }
      switch ask(preview, session.finding(index)) {
      case .yes: accepted.insert(index)
      case .no, .help: break
      case .allInFile:
        accepted.insert(index)
        rest = true
      case .noneInFile: rest = false
      case .quit:
        rest = false
        isOver = true
      }
    }
    return session.report(accepting: accepted)
  }

  private func ask(_ preview: FileReport, _ finding: ReportedFinding) -> Answer {
    console.complain("")
    console.complain(String(decoding: preview.diff, as: UTF8.self).trimmingLineEnd)
    console.complain("\(finding.why.isEmpty ? finding.name : finding.why) [\(finding.rule)]")
    for reason in finding.reasons { console.complain("note: \(reason)") }
    while true {
      console.ask("Apply this change [y,n,a,d,q,?]? ")
      let answer = readAnswer()
      guard answer == .help else { return answer }
      console.complain(
        "y apply it; n leave it; a apply it and the rest of this file; d leave it and the rest of this file; q stop "
          + "here and keep what was accepted")
    }
  }

  /// The end of the input and Ctrl-C are `q`.
  private func readAnswer() -> Answer {
    if isInterrupted.load(ordering: .relaxed) { return .quit }
    guard let line = Self.line(), !isInterrupted.load(ordering: .relaxed) else {
      console.complain("")
      return .quit
    }
    switch line.first {
    case "y": return .yes
    case "n": return .no
    case "a": return .allInFile
    case "d": return .noneInFile
    case "q": return .quit
    default: return .help
    }
  }

  /// The next line of standard input; nil at its end, and when Ctrl-C is pressed, which the standard library's own reading
  /// would wait through.
  private static func line() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      guard count > 0 else { return count < 0 || bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }

  /// Ctrl-C ends the questions, not the program. Without SA_RESTART it also ends a read under way.
  private func catchInterrupts() {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { _ in isInterrupted.store(true, ordering: .relaxed) }
    #else
      action.__sigaction_handler.sa_handler = { _ in isInterrupted.store(true, ordering: .relaxed) }
    #endif
    sigaction(SIGINT, &action, nil)
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
