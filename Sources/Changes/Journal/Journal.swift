// The journal of a project: what was changed, and the way back.

/// What the applied change sets of a project did, and how to undo them.
package struct Journal: Sendable {
  /// A change set whose run died half-way, and that was rolled back.
  package struct Recovery: Hashable, Sendable {
    package var entry: JournalEntry
    /// Files that were changed by someone else since; they were left as they are.
    package var left: [String]
    /// Where the old bytes of the files left are kept.
    package var keptAt: String?
  }

  private let folder: ProjectFolder
  private let store: JournalStore

  package init(root: String, fileSystem: FileSystem = FileSystem()) throws(ChangeError) {
    self.init(try ProjectFolder(root, fileSystem))
  }

  init(_ folder: ProjectFolder) {
    self.folder = folder
    store = JournalStore(folder)
  }

  /// What was applied and not undone, newest first.
  package func entries() throws(ChangeError) -> [JournalEntry] {
    try folder.naming { () throws(ChangeError) in
      try store.entries(.done).reversed().map { (id) throws(ChangeError) in try store.read(id, .done) }
    }
  }

  /// Rolls back what a run that died left half-done. To be called before a project's files are read.
  ///
  /// Makes and changes nothing where nothing was left half-done.
  @discardableResult
  package func recover() throws(ChangeError) -> [Recovery] {
    try folder.naming { () throws(ChangeError) in
      guard try store.hasEntries(.open, .partial) else { return [] }
      let lock = try store.lock()
      return try recover(holding: lock)
    }
  }

  func recover(holding lock: borrowing JournalLock) throws(ChangeError) -> [Recovery] {
    for id in try store.entries(.partial) { try store.discard(id, from: .partial) }
    return try store.entries(.open).reversed().map { (id) throws(ChangeError) in
      let entry = try store.read(id, .open)
      let left = try Restoration(store: store, entry: entry).rollBack()
      return Recovery(entry: entry, left: left, keptAt: left.isEmpty ? nil : store.path(id, .kept))
    }
  }

  /// Undoes the named entry, or the newest: every file is again, byte for byte, what it was.
  ///
  /// All or nothing: if one of the files was changed since, none is touched and the error names it. If the last run
  /// died half-way, rolling that back is the undoing, and nothing older is undone.
  @discardableResult
  package func undo(_ id: JournalID? = nil) throws(ChangeError) -> JournalEntry {
    try folder.naming { () throws(ChangeError) in
      guard try store.hasEntries(.done, .open) else { throw nothingToUndo }
      let lock = try store.lock()
      if let recovered = try recover(holding: lock).first, id == nil || id == recovered.entry.id {
        return recovered.entry
      }
      return try undo(try newest(id), holding: lock)
    }
  }

  private var nothingToUndo: ChangeError {
    ChangeError(.nothingToUndo, folder.root, "there is nothing to undo in \(folder.root).")
  }

  private func newest(_ id: JournalID?) throws(ChangeError) -> JournalID {
    let done = try store.entries(.done)
    if let id {
      guard done.contains(id) else {
        throw ChangeError(
          .noSuchEntry, folder.root,
          "The journal of \(folder.root) has no entry \(id); list its entries to see which it has.")
      }
      return id
    }
    guard let last = done.last else { throw nothingToUndo }
    return last
  }

  private func undo(_ id: JournalID, holding lock: borrowing JournalLock) throws(ChangeError) -> JournalEntry {
    let entry = try store.read(id, .done)
    let restoration = Restoration(store: store, entry: entry)
    for file in entry.files { try refuseUnlessUndoable(file, restoration) }
    let originals = try store.originals(entry, .done)
    try store.move(id, from: .done, to: .open)
    do {
      try restoration.stage(Array(entry.files.indices), originals)
    } catch {
      // Nothing is in its place yet: the entry is as done as before.
      try restoration.unstage()
      try store.move(id, from: .open, to: .done)
      throw error
    }
    try restoration.commit(Array(entry.files.indices))
    try store.discard(id, from: .open)
    return entry
  }

  private func refuseUnlessUndoable(_ file: JournalEntry.File, _ restoration: Restoration) throws(ChangeError) {
    guard try restoration.standing(of: file) == .new else {
      if file.kind != .deleted, try restoration.isGone(file) {
        throw ChangeError(
          .changedSince, file.path,
          "\(file.path) is not there any more; nothing was undone. Put it back, or undo by hand.")
      }
      throw ChangeError(
        .changedSince, file.path,
        "\(file.path) was changed since; nothing was undone. Put it back as it was, or undo by hand.")
    }
    if file.kind != .deleted { try folder.refuseUnlessWritable(file.path) }
  }
}

extension ProjectFolder {
  /// Throws where the file, or the folder it lies in, is read-only.
  func refuseUnlessWritable(_ path: String) throws(ChangeError) {
    let parent = Self.parent(of: path)
    guard let file = try fileSystem.stamp(absolute(path)), let around = try fileSystem.stamp(absolute(parent)) else {
      return
    }
    guard fileSystem.mayWrite(absolute(path), file) else {
      throw ChangeError(.readOnly, path, "\(path) is read-only; make it writable, or leave it out.")
    }
    guard fileSystem.mayWrite(absolute(parent), around) else {
      let name = parent.isEmpty ? root : parent
      throw ChangeError(
        .readOnly, path, "\(path) lies in \(name), which is read-only; make that folder writable, or leave it out.")
    }
  }
}
