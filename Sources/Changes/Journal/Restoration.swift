// Puts the files of an open journal entry back to what they were.

/// The way back of one open entry. It may be cut short anywhere and begun again.
struct Restoration {
  /// What a file is, seen from the entry.
  enum Standing: Sendable { case old, new, changedSince }

  let store: JournalStore
  let entry: JournalEntry
  private var folder: ProjectFolder { store.folder }
  private var fileSystem: FileSystem { store.folder.fileSystem }

  func standing(of file: JournalEntry.File) throws(ChangeError) -> Standing {
    guard try isInPlace(file), let stamp = try fileSystem.stamp(folder.absolute(file.path)) else {
      switch file.kind {
      case .created: return .old
      case .deleted: return .new
      case .replaced: return .changedSince
      }
    }
    guard stamp.kind == .file else { return .changedSince }
    let hash = SHA256.hexadecimal(try fileSystem.read(folder.absolute(file.path)))
    return hash == file.newHash ? .new : hash == file.oldHash ? .old : .changedSince
  }

  /// Whether the folder the file lies in still is that very folder, and not a link to another.
  private func isInPlace(_ file: JournalEntry.File) throws(ChangeError) -> Bool {
    let parent = ProjectFolder.parent(of: file.path)
    if !parent.isEmpty, try fileSystem.stamp(folder.absolute(parent)) == nil { return false }
    guard try folder.resolve(parent) == parent else {
      throw ChangeError(.changedSince, file.path, "\(file.path) has moved behind a link since; undo it by hand.")
    }
    return true
  }

  /// Writes, beside the files, what goes in their places; the files themselves are as they were.
  func stage(_ files: [Int], _ originals: [ContiguousArray<UInt8>]) throws(ChangeError) {
    for index in files where entry.files[index].kind != .created {
      let file = entry.files[index]
      try makeFolders(ProjectFolder.parent(of: file.path))
      let now = try fileSystem.stamp(folder.absolute(file.path))
      try fileSystem.create(
        folder.absolute(entry.temporaryPath(index)), [originals[index]], now.map { .like($0) } ?? .exactly(file.mode))
    }
  }

  private func makeFolders(_ path: String) throws(ChangeError) {
    guard !path.isEmpty, try fileSystem.stamp(folder.absolute(path)) == nil else { return }
    try makeFolders(ProjectFolder.parent(of: path))
    try fileSystem.makeFolder(folder.absolute(path))
  }

  /// Puts what was staged in its place and removes what was created.
  func commit(_ files: [Int]) throws(ChangeError) {
    for index in files {
      let path = folder.absolute(entry.files[index].path)
      if entry.files[index].kind == .created {
        try fileSystem.remove(path)
      } else {
        try fileSystem.rename(folder.absolute(entry.temporaryPath(index)), to: path)
      }
    }
    try folder.synchronizeFolders(of: files.map { entry.files[$0].path })
    try removeFolders()
  }

  /// Removes the folders that were made, unless something else lies in them by now.
  private func removeFolders() throws(ChangeError) {
    for path in entry.folders.reversed() {
      let path = folder.absolute(path)
      guard try fileSystem.stamp(path)?.kind == .folder, try fileSystem.names(in: path).isEmpty else { continue }
      try fileSystem.removeFolder(path)
    }
  }

  /// Removes what was staged, by this run or by one that died.
  func unstage() throws(ChangeError) {
    for index in entry.files.indices {
      let path = folder.absolute(entry.temporaryPath(index))
      if try fileSystem.stamp(path)?.kind == .file { try fileSystem.remove(path) }
    }
  }

  /// Whether nothing stands where the file should be.
  func isGone(_ file: JournalEntry.File) throws(ChangeError) -> Bool {
    try fileSystem.stamp(folder.absolute(file.path)) == nil
  }

  /// The whole way back of an open entry. Files that the user has changed since stay as they are and are returned;
  /// their old bytes are then kept in the journal.
  ///
  /// - Parameter replaced: the files that may be new, where that is known; the others are not even looked at.
  func rollBack(only replaced: Range<Int>? = nil) throws(ChangeError) -> [String] {
    try unstage()
    var files: [Int] = []
    var left: [String] = []
    for index in replaced ?? entry.files.indices {
      switch try standing(of: entry.files[index]) {
      case .new: files.append(index)
      case .changedSince: left.append(entry.files[index].path)
      case .old: break
      }
    }
    try stage(files, try store.originals(entry, .open))
    try commit(files)
    if left.isEmpty {
      try store.discard(entry.id, from: .open)
    } else {
      try store.move(entry.id, from: .open, to: .kept)
    }
    return left
  }
}
