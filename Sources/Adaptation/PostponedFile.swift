// A file between the two passes over a project.

import Semantics
import SourceModel
import Synchronization

/// A file that waits to be held against the rules until it is known what other modules hand it.
final class PostponedFile: Sendable {
  /// Where memory allows, so that the file need not be read and parsed again.
  private let parsed: Mutex<ParsedFile?>

  init(_ file: ParsedFile, within names: HandedOnNames) {
    let size = file.tree.bytes.count + file.tree.count * MemoryLayout<Row>.stride
    parsed = Mutex(names.takeRoom(size) ? file : nil)
  }

  /// What was kept, for the one who goes on with it.
  func takeParsed() -> ParsedFile? {
    parsed.withLock { parsed in
      defer { parsed = nil }
      return parsed
    }
  }
}
