// The report of a test of rules: one block a failure, and one line for all.

import Adaptation
import RuleModel
import SourceModel

/// Prints what testing rules came to.
struct RuleTestOutput {
  let console: Console

  func print(_ report: RuleTestReport) {
    for failure in report.failures {
      print(failure)
      console.print("")
    }
    console.print(Self.summary(of: report))
  }

  private func print(_ failure: RuleTestFailure) {
    let place = "\(failure.place.file):\(failure.place.position.line)"
    let kind = failure.kind == .variant ? "variant: \(failure.title)" : failure.title
    console.print(Style.bold(failure.rule, if: console.isColoured) + "  \(place)  \(kind)")
    for problem in failure.problems { console.print("  " + Style.red(problem, if: console.isColoured)) }
    let shown = failure.diff.isEmpty ? failure.code : failure.diff
    for line in shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast(shown.hasSuffix("\n") ? 1 : 0) {
      console.print("    \(line)")
    }
  }

  static func summary(of report: RuleTestReport) -> String {
    var parts = [
      count(report.exampleCount, "example"), count(report.variantCount, "variant"),
    ]
    if report.leftOutCount > 0 { parts.append("\(report.leftOutCount) left out that would not compile") }
    if report.stoodForCount > 0 { parts.append("\(report.stoodForCount) renames that others stand for") }
    if report.executedCount + report.exemptCount + report.outsideCount > 0 {
      parts.append("\(report.executedCount) executed")
      parts.append("\(report.exemptCount) exempt from execution")
      parts.append("\(report.outsideCount) of other releases")
    }
    parts.append("\(report.failures.count) failed")
    return parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  func printJSON(_ report: RuleTestReport) throws {
    console.print(try JSONOutput.encode(RuleTestDocument(report), pretty: true))
  }
}

/// The report for programs.
private struct RuleTestDocument: Encodable {
  var rules: Int
  var examples: Int
  var variants: Int
  var leftOut: Int
  var stoodFor: Int
  var executed: Int
  var exempt: Int
  var outside: Int
  var failures: [Failure]

  struct Failure: Encodable {
    var kind: String
    var rule: String
    var file: String
    var line: Int
    var title: String
    var problems: [String]
    var code: String
    var diff: String
  }

  init(_ report: RuleTestReport) {
    rules = report.ruleCount
    examples = report.exampleCount
    variants = report.variantCount
    leftOut = report.leftOutCount
    stoodFor = report.stoodForCount
    executed = report.executedCount
    exempt = report.exemptCount
    outside = report.outsideCount
    failures = report.failures.map { failure in
      Failure(
        kind: failure.kind.rawValue, rule: failure.rule, file: failure.place.file, line: failure.place.position.line,
        title: failure.title, problems: failure.problems, code: failure.code, diff: failure.diff)
    }
  }
}
