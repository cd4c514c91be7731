// One file of a module of several, while the files of a project are read.

import RuleEngine
import Semantics
import SourceModel
import Synchronization

/// What is known of one file until it is held against the rules.
final class FilePart: Sendable {
  /// What others learn from the file, and what it imports; of a file that is open its report is still to be made.
  let result: FileResult
  /// What the file asked its project about; nil unless it is open: to be held against the rules once it is known what all
  /// files declare.
  let asked: AskedNames?
  /// Whether only a text was read that declares what the file does: see `Language.declarationText`.
  let isDeclarationsOnly: Bool
  /// Whether it was asked what it would have to know of its project, since it said what it declares.
  let hasNeeds: Bool
  /// Where memory allows, so that the file need not be read and parsed again.
  private let reading: Mutex<FileAdaptation.Reading?>

  /// A file that is done with, as far as is known.
  init(closed result: FileResult) {
    self.result = result
    asked = nil
    isDeclarationsOnly = false
    hasNeeds = true
    reading = Mutex(nil)
  }

  /// A file that is open.
  init(
    _ result: FileResult, _ reading: FileAdaptation.Reading?, _ asked: AskedNames, isDeclarationsOnly: Bool = false
  ) {
    self.isDeclarationsOnly = isDeclarationsOnly
    self.result = result
    self.asked = asked
    hasNeeds = false
    self.reading = Mutex(reading)
  }

  /// The same file, asked what it needs.
  init(_ part: FilePart, _ reading: FileAdaptation.Reading, needs: ProjectNeeds) {
    result = part.result.with(needs)
    asked = part.asked
    isDeclarationsOnly = part.isDeclarationsOnly
    hasNeeds = true
    self.reading = Mutex(reading)
  }

  var isOpen: Bool { asked != nil }

  /// What was kept, for the one who goes on with it.
  func takeReading() -> FileAdaptation.Reading? {
    reading.withLock { reading in
      defer { reading = nil }
      return reading
    }
  }
}

/// How much of the trees of open files may still be kept.
final class TreeRoom: Sendable {
  private let left = Atomic(TreeRoom.limit)

  /// In bytes: enough for forty megabytes of source.
  private static let limit = 288 << 20

  /// Takes room for a file, if it is left: its bytes, its rows, and about as much as these for tables beside them.
  func takes(_ file: ParsedFile) -> Bool {
    let size = file.tree.bytes.count + file.tree.count * (MemoryLayout<Row>.stride + MemoryLayout<NodeID>.stride)
    guard left.subtract(size, ordering: .relaxed).newValue < 0 else { return true }
    left.add(size, ordering: .relaxed)
    return false
  }
}
