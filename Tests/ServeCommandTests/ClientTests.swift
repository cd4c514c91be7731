// The clients that people have: tritonclient and KServe's SDK.

import Foundation
import Testing

@Suite("Clients")
struct ClientTests {
  /// What `make clients` makes, in the working folder or above the tests.
  private static let interpreter = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build/clients/bin/python").path
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "clients.py").path

  @Test("tritonclient and KServe's SDK get all that they ask for")
  func clients() throws {
    try #require(FileManager.default.isExecutableFile(atPath: Self.interpreter), "run `make clients`")
    let server = try RunningServer(["open/sk024/logreg.pkl", "open/sk15/tfidf.pkl"])
    let process = Process()
    process.executableURL = URL(filePath: Self.interpreter)
    process.arguments = [Self.script, "http://127.0.0.1:\(server.port)", "logreg", "tfidf"]
    let said = FileManager.default.temporaryDirectory.appending(path: "godwit-clients-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: said) }
    try Data().write(to: said)
    let file = open(said.path, O_WRONLY | O_CLOEXEC)
    process.standardOutput = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: said, encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(lines.count { $0.hasPrefix("ok ") } == 15, "\(text)")
    withExtendedLifetime(server) {}
  }
}
