// An interactive run on a real terminal.

import Foundation
import Testing

@Suite("On a terminal")
struct TerminalTests {
  @Test("Ctrl-C ends the questions and keeps what was accepted")
  func interrupt() throws {
    let scratch = ScratchFolder()
    defer { scratch.remove() }
    scratch.write(
      "release: \"2.0\"\nrename:\n  lib.one: lib.two\n  lib.old: lib.new\n", to: "godwit-rules/lib/python/2.0.yaml")
    scratch.write("import lib\nlib.one()\nlib.old()\n", to: "a.py")
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Oracle/terminal.py")
      .standardized
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", script.path, Program.path, scratch.project.path, "adapt", ".", "--from", "lib==1.0", "--to",
      "lib==2.0",
      "--interactive", "--write",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "ended with 0\n")
    #expect(scratch.text(of: "a.py") == "import lib\nlib.two()\nlib.old()\n")
  }
}
