// Where journal entries lie, and the steps of an entry's life.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder `.godwit/journal`: one folder an entry, whose name says how far it is.
///
/// An entry is written as `.partial` and counts for nothing; renamed to `.open`, it is on the disk, and from then on
/// files may change; renamed to its bare name, it is done. While an entry is open, its files are on the way back to
/// what they were: undoing is opening a done entry again. A closed entry is renamed to `.partial` and removed. So the
/// name alone tells the next run what to do, whenever this one ends.
struct JournalStore: Sendable {
  enum State: String, CaseIterable, Sendable {
    case partial = ".partial"
    case open = ".open"
    case done = ""
    /// Could not be rolled back wholly, because the user has changed files since; their old bytes are kept here.
    case kept = ".kept"
  }

  let folder: ProjectFolder
  private var fileSystem: FileSystem { folder.fileSystem }
  private var home: String { folder.absolute(".godwit") }
  private var journal: String { home + "/journal" }

  init(_ folder: ProjectFolder) { self.folder = folder }

  func path(_ id: JournalID, _ state: State) -> String { "\(journal)/\(id)\(state.rawValue)" }

  /// The entries in a state, oldest first.
  func entries(_ state: State) throws(ChangeError) -> [JournalID] {
    guard try isFolder(home), try isFolder(journal) else { return [] }
    return try fileSystem.names(in: journal).compactMap { name in
      guard name.hasSuffix(state.rawValue) else { return nil }
      return JournalID(String(name.dropLast(state.rawValue.count)))
    }.sorted()
  }

  func hasEntries(_ states: State...) throws(ChangeError) -> Bool {
    for state in states where try !entries(state).isEmpty { return true }
    return false
  }

  private func isFolder(_ path: String) throws(ChangeError) -> Bool {
    guard let stamp = try fileSystem.stamp(path) else { return false }
    guard stamp.kind == .folder else {
      throw ChangeError(.outsideRoot, path, "\(path) must be a folder of the project itself; remove what stands there.")
    }
    return true
  }

  /// Makes the folders, and has git ignore them.
  func prepare() throws(ChangeError) {
    for path in [home, journal] where try !isFolder(path) { try fileSystem.makeFolder(path) }
    let ignore = home + "/.gitignore"
    if try fileSystem.stamp(ignore) == nil {
      if try fileSystem.stamp(ignore + ".new") != nil { try fileSystem.remove(ignore + ".new") }
      try fileSystem.create(ignore + ".new", [ContiguousArray("*\n".utf8)], .masked(0o666))
      try fileSystem.rename(ignore + ".new", to: ignore)
    }
    try fileSystem.synchronizeFolder(home)
    try fileSystem.synchronizeFolder(folder.root)
  }

  /// Keeps every other run out until the lock is let go; a run that dies lets go of it.
  func lock() throws(ChangeError) -> JournalLock {
    try JournalLock(home + "/lock", busy: folder.root)
  }

  /// The next entry's name.
  func nextID(_ time: Timestamp) throws(ChangeError) -> JournalID {
    var last = 0
    for state in State.allCases { last = max(last, try entries(state).last?.number ?? 0) }
    return JournalID(number: last + 1, time: time)
  }

  /// Writes an open entry; when this returns it is on the disk.
  func open(_ entry: JournalEntry, originals: [ContiguousArray<UInt8>]) throws(ChangeError) {
    let partial = path(entry.id, .partial)
    try fileSystem.makeFolder(partial)
    try fileSystem.create(partial + "/originals", originals, .masked(0o600))
    try fileSystem.create(partial + "/entry", [JournalRecord.text(of: entry)], .masked(0o600))
    try fileSystem.synchronizeFolder(partial)
    try move(entry.id, from: .partial, to: .open)
  }

  func move(_ id: JournalID, from old: State, to new: State) throws(ChangeError) {
    try fileSystem.rename(path(id, old), to: path(id, new))
    try fileSystem.synchronizeFolder(journal)
  }

  /// Removes an entry: from the moment it is partial it counts for nothing.
  func discard(_ id: JournalID, from state: State) throws(ChangeError) {
    if state != .partial { try move(id, from: state, to: .partial) }
    let partial = path(id, .partial)
    for name in try fileSystem.names(in: partial) { try fileSystem.remove("\(partial)/\(name)") }
    try fileSystem.removeFolder(partial)
  }

  func read(_ id: JournalID, _ state: State) throws(ChangeError) -> JournalEntry {
    let path = path(id, state) + "/entry"
    let text = try part(path)
    if JournalRecord.isOfAnotherVersion(text) {
      throw ChangeError(
        .damagedJournal, path,
        "The journal at \(path) is of another version of Godwit; take it back with that one, or move that folder away.")
    }
    guard let entry = JournalRecord.entry(id, from: text) else { throw Self.damaged(path) }
    return entry
  }

  /// The bytes that each file had, in the order of the entry's files.
  func originals(_ entry: JournalEntry, _ state: State) throws(ChangeError) -> [ContiguousArray<UInt8>] {
    let path = path(entry.id, state) + "/originals"
    let bytes = try part(path)
    var originals: [ContiguousArray<UInt8>] = []
    var offset = 0
    for file in entry.files {
      guard file.oldCount <= bytes.count - offset else { throw Self.damaged(path) }
      let original = ContiguousArray(bytes[offset..<(offset + file.oldCount)])
      guard file.kind == .created || SHA256.hexadecimal(original) == file.oldHash else { throw Self.damaged(path) }
      originals.append(original)
      offset += file.oldCount
    }
    return originals
  }

  /// A file of an entry, which is damaged without it.
  private func part(_ path: String) throws(ChangeError) -> ContiguousArray<UInt8> {
    do {
      return try fileSystem.read(path)
    } catch {
      throw error.code == .vanished ? Self.damaged(path) : error
    }
  }

  private static func damaged(_ path: String) -> ChangeError {
    ChangeError(.damagedJournal, path, "The journal is damaged at \(path); move that folder away to go on without it.")
  }
}

/// Holds a project for one run.
struct JournalLock: ~Copyable {
  private let descriptor: CInt

  fileprivate init(_ path: String, busy root: String) throws(ChangeError) {
    descriptor = FileSystem.retrying { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
    guard descriptor >= 0 else { throw ChangeError(errno, to: "lock", path) }
    guard FileSystem.retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
      let number = errno
      close(descriptor)
      if number != EWOULDBLOCK { throw ChangeError(number, to: "lock", path) }
      throw ChangeError(.busy, root, "Another run is changing \(root); wait until it has ended.")
    }
  }

  deinit {
    // A child process that is just being started may hold the descriptor for a moment: closing is not enough.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
