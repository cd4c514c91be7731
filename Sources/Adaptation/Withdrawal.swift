// Takes back single changes that the compiler complains of.

import Changes
import RuleEngine
import RuleModel
import SourceModel

/// The findings whose changes brought complaints, by the lines they stand on.
///
/// A complaint about a line that no change touched, and one that says the file does not parse at all, blames none: then
/// the whole file stays.
struct Withdrawal {
  private(set) var findings: Set<Int> = []
  private var complaints: [(finding: Int, message: String)] = []

  init(_ problems: [Diagnostic], after: ContiguousArray<UInt8>, study: FileAdaptation.Study, applied: Set<Int>) {
    guard !problems.contains(where: { $0.severity == .error }) else { return }
    let old = LineTable(study.bytes)
    let new = LineTable(after)
    let changes = FileDifference(path: "", from: study.bytes, to: after).changes
    for problem in problems {
      let line = new.line(of: problem.range.start)
      guard let change = changes.first(where: { $0.new.contains(line) }) else { continue }
      for finding in applied.sorted() {
        let range = study.findings[finding].range
        let lines = old.line(of: range.start)...old.line(of: max(range.start, range.end - 1))
        guard lines.overlaps(change.old), findings.insert(finding).inserted else { continue }
        complaints.append((finding, problem.message))
      }
    }
  }

  func sentences(_ study: FileAdaptation.Study, rules: [Rule]) -> [String] {
    let lines = LineTable(study.bytes)
    return complaints.map { complaint in
      let finding = study.findings[complaint.finding]
      let position = lines.position(of: finding.range.start)
      return
        "\(study.place.path):\(position.line):\(position.column): \(rules[finding.rule].qualifiedID) was taken back, "
        + "since the result would not compile (\(complaint.message))"
    }
  }

  static func refusal(of problem: Diagnostic, in after: ContiguousArray<UInt8>, at path: String) -> String {
    let position = LineTable(after).position(of: problem.range.start)
    return
      "\(path): the rewritten file would not parse (line \(position.line): \(problem.message)); it is left as it is"
  }
}
