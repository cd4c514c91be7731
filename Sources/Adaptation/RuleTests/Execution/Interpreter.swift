// A program that the user named to execute examples, run without a shell and for a limited time.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An interpreter of the user's choice.
package struct Interpreter: Hashable, Sendable {
  /// The path, or a name on the search path.
  package var path: String
  /// What it is called with before the code: the driver's text among it.
  package var arguments: [String]
  /// The longest that one example may take.
  package var timeLimit: Duration

  package init(path: String, arguments: [String], timeLimit: Duration = .seconds(60)) {
    self.path = path
    self.arguments = arguments
    self.timeLimit = timeLimit
  }

  /// Why there is no output.
  enum Failure: Error, Hashable {
    case notStarted
    case tooLong
    /// The exit code, or minus the signal.
    case ended(Int)

    var sentence: String {
      switch self {
      case .notStarted: "it cannot be started"
      case .tooLong: "it took too long and was stopped"
      case .ended(let status): "it ended with \(status < 0 ? "signal \(-status)" : "exit code \(status)")"
      }
    }
  }

  /// What the interpreter writes to standard output.
  func output(_ more: [String]) -> Result<[UInt8], Failure> {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(.notStarted) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = spawn(arguments + more, output: ends[1])
    close(ends[1])
    guard let process else { return .failure(.notStarted) }
    let bytes = read(ends[0], until: ContinuousClock.now + timeLimit)
    // The interpreter leads a group of its own: what it started ends with it.
    if bytes == nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return .failure(.notStarted) }
    }
    guard let bytes else { return .failure(.tooLong) }
    if status == 0 { return .success(bytes) }
    let signal = Int(status & 0x7F)
    return .failure(.ended(signal == 0 ? Int(status >> 8) & 0xFF : -signal))
  }

  private func spawn(_ arguments: [String], output: Int32) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    guard posix_spawn_file_actions_init(&actions) == 0, posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    return posix_spawnp(&process, path, &actions, &attributes, words, environ) == 0 ? process : nil
  }

  /// All that comes before the deadline; nil where the end does not.
  private func read(_ descriptor: Int32, until deadline: ContinuousClock.Instant) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return nil }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: milliseconds + 1))
      if ready < 0 && errno != EINTR { return bytes }
      guard ready > 0 else { continue }
      let got = systemRead(descriptor, &buffer, buffer.count)
      if got < 0 && errno == EINTR { continue }
      if got <= 0 { return bytes }
      bytes.append(contentsOf: buffer[..<got])
    }
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
