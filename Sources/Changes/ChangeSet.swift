// Changes to the files of one project, shown or made together.

/// Changes to many files of one project that are made together or not at all.
///
/// Paths are relative to the project's root and use `/`. Nothing touches the disk before `apply`.
package struct ChangeSet: Sendable {
  /// One file, before and after; no bytes where the file is not there.
  struct Change: Sendable {
    var path: String
    var old: ContiguousArray<UInt8>?
    var new: ContiguousArray<UInt8>?
    var isExecutable = false
    /// Where the file comes from, if it is one that was renamed.
    var source: String?
  }

  package let root: String
  /// The command line, for the journal.
  package let command: String
  let fileSystem: FileSystem
  private(set) var changes: [Change] = []
  private var taken: [String: Int] = [:]

  package init(root: String, command: String, fileSystem: FileSystem = FileSystem()) {
    self.root = root
    self.command = command
    self.fileSystem = fileSystem
  }

  package var isEmpty: Bool { changes.isEmpty }
  /// The files that change, sorted by their bytes.
  package var paths: [String] { sorted.map(\.path) }
  var sorted: [Change] { changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) } }

  /// New bytes for a file that now holds `old`. Equal bytes are no change.
  package mutating func replace(
    _ path: String, expecting old: ContiguousArray<UInt8>, with new: ContiguousArray<UInt8>
  ) throws(ChangeError) {
    if old != new { try add(Change(path: path, old: old, new: new)) }
  }

  /// A file that is not there yet; its folders are made as needed.
  package mutating func create(
    _ path: String, _ bytes: ContiguousArray<UInt8>, isExecutable: Bool = false
  ) throws(ChangeError) {
    try add(Change(path: path, old: nil, new: bytes, isExecutable: isExecutable))
  }

  package mutating func delete(_ path: String, expecting old: ContiguousArray<UInt8>) throws(ChangeError) {
    try add(Change(path: path, old: old, new: nil))
  }

  /// The file gets another name and keeps its bytes and mode.
  package mutating func rename(
    _ path: String, to newPath: String, expecting old: ContiguousArray<UInt8>
  ) throws(ChangeError) {
    try add(Change(path: newPath, old: nil, new: old, source: path))
    try add(Change(path: path, old: old, new: nil))
  }

  /// The same change twice is one; another change of the same file is refused.
  private mutating func add(_ change: Change) throws(ChangeError) {
    guard ProjectFolder.isPlain(change.path) else {
      throw ChangeError(.outsideRoot, change.path, "\(change.path) does not name a file inside the project.")
    }
    if let place = taken[change.path] {
      guard changes[place].old == change.old, changes[place].new == change.new else {
        throw ChangeError(
          .changedTwice, change.path, "\(change.path) is to be changed twice; make the changes one by one.")
      }
      return
    }
    taken[change.path] = changes.count
    changes.append(change)
  }

  /// How each file differs, sorted by path; a renamed file is one difference, under its new name.
  package func differences() -> [FileDifference] {
    let sources = Set(changes.compactMap(\.source))
    return sorted.compactMap { change in
      if change.new == nil, sources.contains(change.path) { return nil }
      let isExecutable = change.isExecutable || isExecutable(change.source ?? change.path)
      return FileDifference(
        from: FileDifference.Side(
          path: change.source ?? change.path, bytes: change.source == nil ? change.old : change.new,
          isExecutable: isExecutable),
        to: FileDifference.Side(path: change.path, bytes: change.new, isExecutable: isExecutable))
    }
  }

  /// The unified diff of all files, as git writes it.
  package func preview() -> ContiguousArray<UInt8> {
    differences().reduce(into: []) { $0 += $1.unified() }
  }

  private func isExecutable(_ path: String) -> Bool {
    guard let stamp = try? fileSystem.stamp("\(root)/\(path)") else { return false }
    return stamp.isExecutable && stamp.kind == .file
  }
}
