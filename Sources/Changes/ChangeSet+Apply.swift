// Makes the changes of a set: journal first, then every file at once as far as that can be.

extension ChangeSet {
  /// Makes every change, or none and says why.
  ///
  /// The journal entry is on the disk before the first file is touched. A file is replaced by renaming a new one over
  /// it, which keeps its mode and, as far as allowed, its owner; a link is followed and its target replaced. A file
  /// with several names (hard links) is replaced under the changed name only, the others keep the old bytes: writing
  /// it in place could be cut short. Whenever the run dies, every file is old or new, and the next `Journal.recover()`
  /// puts all back.
  package func apply() throws(ChangeError) -> JournalID {
    let folder = try ProjectFolder(root, fileSystem)
    return try folder.naming { () throws(ChangeError) in
      let store = JournalStore(folder)
      try store.prepare()
      let lock = try store.lock()
      _ = try Journal(folder).recover(holding: lock)
      let plan = try Plan(sorted, in: folder)
      let time = Timestamp.now()
      let entry = plan.entry(try store.nextID(time), time, command)
      return try plan.carryOut(entry, store)
    }
  }
}

/// The changes of a set with the real places of their files, each checked to be what the change was made from.
private struct Plan {
  struct File {
    var change: ChangeSet.Change
    /// Relative to the root, links followed.
    var path: String
    /// What stands there now.
    var stamp: FileSystem.Stamp?
    var access: FileSystem.Access
  }

  private var files: [File] = []
  /// Folders to make, outermost first.
  private var folders: [String] = []
  private let folder: ProjectFolder
  private var fileSystem: FileSystem { folder.fileSystem }

  init(_ changes: [ChangeSet.Change], in folder: ProjectFolder) throws(ChangeError) {
    self.folder = folder
    var taken: [String: Int] = [:]
    for change in changes {
      let file = try change.old == nil ? newFile(change) : existingFile(change)
      guard let place = taken[file.path] else {
        taken[file.path] = files.count
        files.append(file)
        continue
      }
      // Two names of one file, by a link: the same change is one.
      guard files[place].change.old == change.old, files[place].change.new == change.new else {
        throw ChangeError(
          .changedTwice, change.path,
          "\(change.path) and \(files[place].change.path) are one file, to be changed in two ways; leave one out."
        )
      }
    }
  }

  private func existingFile(_ change: ChangeSet.Change) throws(ChangeError) -> File {
    let path = try folder.resolve(change.path)
    if change.new == nil, path != change.path {
      throw ChangeError(.notAFile, change.path, "\(change.path) is reached by a link; delete \(path) itself instead.")
    }
    guard let stamp = try fileSystem.stamp(folder.absolute(path)), stamp.kind == .file else {
      throw ChangeError(.notAFile, change.path, "\(change.path) is not a file; leave it out.")
    }
    try folder.refuseUnlessWritable(path)
    guard try fileSystem.read(folder.absolute(path)) == change.old else { throw Self.changedSince(change.path) }
    return File(change: change, path: path, stamp: stamp, access: .like(stamp))
  }

  private mutating func newFile(_ change: ChangeSet.Change) throws(ChangeError) -> File {
    let (path, missing) = try folder.resolveNew(change.path)
    guard try fileSystem.stamp(folder.absolute(path)) == nil else { throw Self.alreadyExists(change.path) }
    for name in missing where !folders.contains(name) { folders.append(name) }
    var access = FileSystem.Access.masked(change.isExecutable ? 0o777 : 0o666)
    if let source = change.source, let stamp = try fileSystem.stamp(folder.absolute(source)) { access = .like(stamp) }
    return File(change: change, path: path, stamp: nil, access: access)
  }

  func entry(_ id: JournalID, _ time: Timestamp, _ command: String) -> JournalEntry {
    let files = files.map { file in
      JournalEntry.File(
        kind: file.change.old == nil ? .created : file.change.new == nil ? .deleted : .replaced,
        path: file.path, mode: file.stamp?.mode ?? 0, oldCount: file.change.old?.count ?? 0,
        oldHash: file.change.old.map(SHA256.hexadecimal), newHash: file.change.new.map(SHA256.hexadecimal))
    }
    return JournalEntry(id: id, time: time.text, command: command, files: files, folders: folders)
  }

  func carryOut(_ entry: JournalEntry, _ store: JournalStore) throws(ChangeError) -> JournalID {
    try store.open(entry, originals: files.map { $0.change.old ?? [] })
    var replaced = 0
    do {
      try stage(entry)
      try commit(entry, &replaced)
      try store.move(entry.id, from: .open, to: .done)
      return entry.id
    } catch {
      throw rolledBack(error, Restoration(store: store, entry: entry), 0..<replaced)
    }
  }

  /// The error, after everything was put back; if that fails, too, the next run does it.
  private func rolledBack(_ error: ChangeError, _ restoration: Restoration, _ replaced: Range<Int>) -> ChangeError {
    guard (try? restoration.rollBack(only: replaced)) == nil else { return error }
    return ChangeError(error.code, error.path, error.message + " Putting the files back is left to the next run.")
  }

  /// Writes every new file beside the old one: a full disk shows before anything is replaced.
  private func stage(_ entry: JournalEntry) throws(ChangeError) {
    for path in folders { try fileSystem.makeFolder(folder.absolute(path)) }
    for (index, file) in files.enumerated() {
      guard let new = file.change.new else { continue }
      try fileSystem.create(folder.absolute(entry.temporaryPath(index)), [new], file.access)
    }
  }

  private func commit(_ entry: JournalEntry, _ replaced: inout Int) throws(ChangeError) {
    for (index, file) in files.enumerated() {
      let path = folder.absolute(file.path)
      guard try fileSystem.stamp(path) == file.stamp else {
        throw file.stamp == nil ? Self.alreadyExists(file.change.path) : Self.changedSince(file.change.path)
      }
      if file.change.new == nil {
        try fileSystem.remove(path)
      } else {
        try fileSystem.rename(folder.absolute(entry.temporaryPath(index)), to: path)
      }
      replaced = index + 1
    }
    try folder.synchronizeFolders(of: files.map(\.path) + folders)
  }

  private static func changedSince(_ path: String) -> ChangeError {
    ChangeError(.changedSince, path, "\(path) has changed since it was read; nothing was written. Run again.")
  }

  private static func alreadyExists(_ path: String) -> ChangeError {
    ChangeError(.alreadyExists, path, "\(path) is already there; nothing was written. Move it away, or leave it out.")
  }
}
