// Which files git knows to be changed. Git is asked, without a shell and without hooks; its absence is an answer too.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What git says about the files that are about to be changed.
package enum GitState: Hashable, Sendable {
  /// No repository, or no git to ask.
  case unknown
  case clean
  /// What git would lose a change of, relative to the top of the repository, sorted.
  case dirty([Change])

  package struct Change: Hashable, Comparable, Sendable {
    package var path: String
    /// Never added to git, so that git could not bring it back at all.
    package var isUntracked: Bool
    package static func < (left: Change, right: Change) -> Bool { left.path < right.path }
  }

  /// The state of `files`, given by absolute path, in the repository of `root`.
  package static func of(files: [String], root: String) -> GitState {
    guard let top = resolvedPath(root).flatMap(repositoryTop(of:)) else { return .unknown }
    var changes: Set<Change> = []
    // One command line holds a limited number of paths.
    for start in stride(from: 0, to: files.count, by: 500) {
      let batch = files[start..<min(start + 500, files.count)]
      guard let output = runGit(in: top, ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--"] + batch)
      else {
        return .unknown
      }
      changes.formUnion(readStatus(output))
    }
    return changes.isEmpty ? .clean : .dirty(changes.sorted())
  }

  /// Reads `XY path\0`, with a second path after a rename.
  static func readStatus(_ output: [UInt8]) -> [Change] {
    var changes: [Change] = []
    var isSource = false
    for record in output.split(separator: 0) {
      if isSource {
        isSource = false
        continue
      }
      guard record.count > 3, let code = record.first else { continue }
      isSource = code == UInt8(ascii: "R") || code == UInt8(ascii: "C")
      let path = String(decoding: record.dropFirst(3), as: UTF8.self)
      changes.append(Change(path: path, isUntracked: code == UInt8(ascii: "?")))
    }
    return changes
  }

  /// What git prints; nil where it is absent or fails. The repository's own monitor program is not started.
  private static func runGit(in folder: String, _ arguments: [String]) -> [UInt8]? {
    let fixed = ["--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", folder]
    return output(of: "git", fixed + arguments)
  }
}

/// What a program found on the search path prints; nil where it cannot be started or does not end with 0.
func output(of program: String, _ arguments: [String]) -> [UInt8]? {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { return nil }
  defer { close(ends[0]) }
  let process = spawn(program, arguments, output: ends[1], closing: ends[0])
  close(ends[1])
  guard let process else { return nil }
  let bytes = readAll(ends[0])
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 {
    if errno != EINTR { return nil }
  }
  return status == 0 ? bytes : nil
}

private func spawn(_ program: String, _ arguments: [String], output: Int32, closing: Int32) -> pid_t? {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_addclose(&actions, closing)
  posix_spawn_file_actions_addclose(&actions, output)
  var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }
  var process: pid_t = 0
  return posix_spawnp(&process, program, &actions, nil, words, environ) == 0 ? process : nil
}

private func readAll(_ descriptor: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let got = read(descriptor, &buffer, buffer.count)
    if got < 0 && errno == EINTR { continue }
    if got <= 0 { return bytes }
    bytes.append(contentsOf: buffer[..<got])
  }
}
