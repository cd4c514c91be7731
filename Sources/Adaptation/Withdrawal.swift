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

  /// One for each rule and complaint, however many places they are about: the first place, and the lines of the others.
  func sentences(_ study: FileAdaptation.Study, rules: [Rule]) -> [String] {
    struct Cause: Hashable {
      var rule: Int
      var message: Substring
    }
    let lines = LineTable(study.bytes)
    var places: [(cause: Cause, offsets: [UInt32])] = []
    for complaint in complaints.sorted(by: { study.findings[$0.finding].range < study.findings[$1.finding].range }) {
      let finding = study.findings[complaint.finding]
      let cause = Cause(rule: finding.rule, message: complaint.message.prefix { !$0.isNewline })
      if let known = places.firstIndex(where: { $0.cause == cause }) {
        places[known].offsets.append(finding.range.start)
      } else {
        places.append((cause, [finding.range.start]))
      }
    }
    return places.map { cause, offsets in
      let position = lines.position(of: offsets[0])
      return
        "\(study.place.path):\(position.line):\(position.column): \(rules[cause.rule].qualifiedID) was taken back"
        + "\(Self.others(offsets.dropFirst().map { lines.position(of: $0).line })), since the result would not compile "
        + "(\(cause.message))"
    }
  }

  private static func others(_ lines: [Int]) -> String {
    guard let first = lines.first else { return "" }
    let shown = lines.prefix(8).map(String.init).joined(separator: ", ")
    let rest = lines.count > 8 ? " and \(lines.count - 8) more" : ""
    return lines.count == 1 ? " here and in line \(first)" : " here and in lines \(shown)\(rest)"
  }

  static func refusal(of problem: Diagnostic, in after: ContiguousArray<UInt8>, at path: String) -> String {
    let position = LineTable(after).position(of: problem.range.start)
    return
      "\(path): the rewritten file would not parse (line \(position.line): \(problem.message)); it is left as it is"
  }
}
