// The real program on a port of this machine, and requests written out byte for byte.

import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `godwit-serve` while it runs.
final class RunningServer {
  let process = Process()
  private(set) var port: UInt16 = 0
  private let errors: URL
  private let folder: URL

  /// Starts it with models of the corpus by their names there, and waits until it listens and has loaded them.
  convenience init(_ models: [String], _ options: [String] = []) throws {
    try self.init(
      arguments: models.map { $0.hasPrefix("/") ? $0 : "\(Self.corpus)/\($0)" } + ["--port", "0"] + options)
    var isLoaded = false
    while process.isRunning, !isLoaded {
      let lines = said.split(separator: "\n")
      if let line = lines.first(where: { $0.contains("Listening on http://") }) {
        port = line.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
      }
      isLoaded =
        port != 0 && lines.count { $0.contains(" is ready") || $0.contains(" is not available") } == models.count
      if !isLoaded { usleep(10_000) }
    }
  }

  init(arguments: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "godwit-serve-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    errors = folder.appending(path: "err")
    try Data().write(to: errors)
    process.executableURL = URL(filePath: Self.program)
    process.arguments = arguments
    // `Process` closes what it hands over, and a `FileHandle` that closes the same number again may take a socket of another
    // test along.
    let file = open(errors.path, O_WRONLY | O_CLOEXEC)
    try #require(file >= 0)
    process.standardError = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    process.standardOutput = process.standardError
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  var said: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus/models").path

  /// The program under test, which is built beside the tests.
  private static let program: String = {
    let arguments = CommandLine.arguments
    let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] } ?? arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let candidate = folder.appending(path: "godwit-serve").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    return "godwit-serve"
  }()

  // MARK: Asking

  /// An open connection.
  final class Connection {
    let socket: Int32

    init(_ port: UInt16) throws {
      #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      #else
        let kind = SOCK_STREAM
      #endif
      socket = Foundation.socket(AF_INET, kind, 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let socket = self.socket
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(result == 0, "\(String(cString: strerror(errno)))")
      var limit = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }

    /// The status and the body of one answer; nil where the connection ended before it.
    func answer() -> (status: Int, fields: String, body: String)? {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let head = text.range(of: "\r\n\r\n") {
          let fields = text[..<head.lowerBound].lowercased()
          let length =
            fields.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
          let body = text[head.upperBound...]
          if body.utf8.count >= length {
            let status = Int(fields.split(separator: " ").dropFirst().first ?? "") ?? 0
            return (status, String(fields), String(body))
          }
        }
        let count = recv(socket, &buffer, buffer.count, 0)
        if count <= 0 { return nil }
        bytes += buffer[..<count]
      }
    }
  }

  func connection() throws -> Connection { try Connection(port) }

  /// Sends one request as it is written, and gives the answer to it.
  func answer(to request: String) throws -> (status: Int, fields: String, body: String)? {
    let connection = try connection()
    connection.send(request)
    // The program ends with this object, which nothing else may need any more.
    return withExtendedLifetime(self) { connection.answer() }
  }

  func get(_ path: String) throws -> String {
    let answer = try answer(to: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    return "\(answer?.status ?? 0) \(answer?.body ?? "")"
  }

  static func post(_ path: String, _ body: String, fields: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
  }
}
