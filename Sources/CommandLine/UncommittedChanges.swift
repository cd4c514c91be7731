// What git would lose if files were written over.

import Projects

/// Files of a project that a command is about to change.
struct UncommittedChanges {
  var root: String
  /// Relative to the root.
  var paths: [String]

  /// Throws a `Failure` that names files with changes that are not committed.
  func refuse() throws {
    let files = paths.map { "\(root)/\($0)" }
    guard !files.isEmpty, case .dirty(let changes) = GitState.of(files: files, root: root) else { return }
    let names = changes.prefix(3).map(\.path).joined(separator: ", ") + (changes.count > 3 ? ", …" : "")
    throw Failure(
      "\(changes.count == 1 ? "a file" : "\(changes.count) files") to be changed (\(names)) would lose changes that are "
        + "not committed; commit them first, or use --force. Nothing was written.")
  }
}
