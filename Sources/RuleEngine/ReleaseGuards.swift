// Lines that stand twice, each for its own releases of a library.

import Semantics
import SourceModel

/// The version guards that a file's accepted findings need.
struct ReleaseGuards {
  private struct Guard {
    var lines: ByteRange
    var condition: String
    var findings: Set<Int>
  }
  private var guards: [Guard] = []
  /// Findings whose statement is another's, too, that has another condition.
  private(set) var refused: Set<Int> = []

  /// Lines that touch each other stand twice together.
  init(_ accepted: [Int], of findings: [Finding]) {
    let guarded = accepted.compactMap { index in findings[index].guarded.map { (index, $0.lines, $0.condition) } }
    for (index, lines, condition) in guarded.sorted(by: { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 < $1.1 }) {
      // One line end lies between lines that follow each other.
      if let last = guards.indices.last, lines.start <= guards[last].lines.end + 2 {
        guard guards[last].condition == condition else {
          if lines.start < guards[last].lines.end {
            refused.insert(index)
          } else {
            guards.append(Guard(lines: lines, condition: condition, findings: [index]))
          }
          continue
        }
        guards[last].lines = ByteRange(guards[last].lines.start, max(guards[last].lines.end, lines.end))
        guards[last].findings.insert(index)
      } else {
        guards.append(Guard(lines: lines, condition: condition, findings: [index]))
      }
    }
  }

  /// Whether what stands at a place stands twice.
  func hold(_ range: ByteRange) -> Bool { guards.contains { $0.lines.contains(range) } }

  /// The groups with the guards around what they write, each in the group of the first finding that needs it.
  func adding(to groups: [FindingEdits], in tree: Tree) -> [FindingEdits] {
    var groups = groups
    for (index, group) in groups.enumerated() {
      guard let finding = group.finding else { continue }
      for written in guards {
        // Of findings that were taken back, none asks for a guard any more.
        let first = groups.compactMap(\.finding).filter { written.findings.contains($0) }.min()
        guard first == finding else { continue }
        groups[index].edits.append(edit(written, tree))
      }
    }
    return groups
  }

  private func edit(_ written: Guard, _ tree: Tree) -> Edit {
    let line = LineTable(tree.bytes)
    let end =
      tree.text(in: line.range(ofLine: line.line(of: written.lines.start) + 1)).hasSuffix("\r\n") ? "\r\n" : "\n"
    let old = tree.text(in: written.lines)
    return Edit(
      written.lines,
      [
        .literal("#if \(written.condition)\(end)"), .copy(written.lines),
        .literal("\(end)#else\(end)\(old)\(end)#endif"),
      ])
  }
}
