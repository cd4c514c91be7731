// A program that is started and spoken with over one socket.

internal import ModelFormats

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A child whose standard input and output are the two directions of one socket. It ends when the socket is closed.
final class ChildProcess {
  private var process: pid_t
  private let socket: Int32
  private let errors: Int32

  /// What went wrong, as the system says it.
  struct Failure: Error { var message: String }

  init(_ program: String, _ arguments: [String]) throws(Failure) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Self.streamKind, 0, &ends) == 0 else { throw Self.failure(errno) }
    var pipeEnds: [Int32] = [-1, -1]
    guard pipe(&pipeEnds) == 0 else {
      close(ends[0])
      close(ends[1])
      throw Self.failure(errno)
    }
    for end in ends + pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var one: Int32 = 1
      setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &one, socklen_t(MemoryLayout<Int32>.size))
    #endif
    let started = Self.spawn(program, arguments, socket: ends[1], errors: pipeEnds[1])
    close(ends[1])
    close(pipeEnds[1])
    guard case .success(let process) = started else {
      close(ends[0])
      close(pipeEnds[0])
      throw started.failure
    }
    self.process = process
    socket = ends[0]
    errors = pipeEnds[0]
  }

  deinit {
    close(socket)
    close(errors)
    wait()
  }

  private static var streamKind: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_STREAM.rawValue)
    #else
      SOCK_STREAM
    #endif
  }

  private enum Start {
    case success(pid_t)
    case failed(Failure)
    var failure: Failure { if case .failed(let failure) = self { failure } else { Failure(message: "") } }
  }

  private static func failure(_ number: Int32) -> Failure { Failure(message: String(cString: strerror(number))) }

  private static func spawn(_ program: String, _ arguments: [String], socket: Int32, errors: Int32) -> Start {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    guard posix_spawn_file_actions_init(&actions) == 0 else { return .failed(failure(errno)) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 0)
    posix_spawn_file_actions_adddup2(&actions, socket, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, nil, words, environ)
    return code == 0 ? .success(process) : .failed(failure(code))
  }

  /// False where the child is gone.
  func send(_ bytes: ContiguousArray<UInt8>) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        #if canImport(Darwin)
          let count = Darwin.send(socket, base + sent, buffer.count - sent, 0)
        #else
          let count = systemSend(socket, base + sent, buffer.count - sent)
        #endif
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  /// As many bytes as asked for; nil where the child ends before. Memory grows with what arrives, not with what is claimed.
  func receive(_ count: Int) -> ContiguousArray<UInt8>? {
    var bytes: ContiguousArray<UInt8> = []
    var buffer = [UInt8](repeating: 0, count: max(1, min(count, 1 << 20)))
    while bytes.count < count {
      let got = recv(socket, &buffer, min(buffer.count, count - bytes.count), 0)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return nil }
      bytes += buffer[..<got]
    }
    return bytes
  }

  /// The last line that the child complained with, or how it ended.
  func lastWords() -> String {
    _ = fcntl(errors, F_SETFL, O_NONBLOCK)
    let status = wait()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let got = max(0, readErrors(&buffer))
    let lines = String(decoding: buffer[..<got], as: UTF8.self).split { $0 == "\n" || $0 == "\r" }
    if let line = lines.last { return String(line) }
    let signal = status & 0x7F
    return signal == 0 ? "it ended with code \(status >> 8 & 0xFF)" : "it was ended by signal \(signal)"
  }

  private func readErrors(_ buffer: inout [UInt8]) -> Int {
    let count = buffer.count
    #if canImport(Glibc)
      return Glibc.read(errors, &buffer, count)
    #elseif canImport(Musl)
      return Musl.read(errors, &buffer, count)
    #else
      return Darwin.read(errors, &buffer, count)
    #endif
  }

  @discardableResult
  private func wait() -> Int32 {
    guard process > 0 else { return 0 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { break } }
    process = 0
    return status
  }
}

#if !canImport(Darwin)
  /// A child that is gone makes the call fail, and no signal.
  private func systemSend(_ socket: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    send(socket, bytes, count, Int32(MSG_NOSIGNAL))
  }
#endif
