// Our dump beside that of the `python3` at hand: a sample of its standard library, and cases of our own.

import Foundation
import PythonLanguage
import SourceModel
import Testing

@testable import PythonAST

/// The `python3` on the path.
private struct Interpreter {
  let version: PythonVersion
  let library: String

  init() throws {
    let code = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2]); print(sysconfig.get_path('stdlib'))"
    let lines = try Self.run(["-c", code]).split(separator: "\n").map(String.init)
    let first = try #require(lines.first)
    version = try #require(PythonVersion(first))
    library = try #require(lines.last)
  }

  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// One line a file: what `ast.dump` prints, nothing for a syntax error, `!` for what is beyond `ast.dump`.
  func dumps(_ files: [String]) throws -> [Substring] {
    let list = FileManager.default.temporaryDirectory.appendingPathComponent("godwit-\(UUID().uuidString)")
    try files.joined(separator: "\n").write(to: list, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: list) }
    let code = """
      import ast, sys, warnings
      warnings.simplefilter("ignore")
      sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\\n")
      for path in open(sys.argv[1], encoding="utf-8").read().split("\\n"):
          try:
              with open(path, "rb") as file:
                  tree = ast.parse(file.read())
          except (SyntaxError, ValueError):
              print()
              continue
          try:
              print(ast.dump(tree, include_attributes=True))
          except (RecursionError, ValueError):
              print("!")
      """
    return try Self.run(["-c", code, list.path]).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  /// At most `count` files of the standard library below 60 KB, evenly spread.
  func sample(_ count: Int) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: library).filter { $0.hasSuffix(".py") }.sorted()
    let files = names.map { library + "/" + $0 }.filter { path in
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? nil
      return (size ?? 0) < 60_000 && !path.contains("site-packages") && !path.contains("dist-packages")
    }
    return stride(from: 0, to: files.count, by: max(1, files.count / count)).map { files[$0] }
  }
}

private func dump(_ bytes: ContiguousArray<UInt8>, like version: PythonVersion) -> String {
  String(decoding: PythonAST.line(bytes, like: version), as: UTF8.self)
}

/// Whether two dumps are equal; before 3.12 positions inside f-strings were not those of the file and do not count.
private func agree(_ found: String, _ expected: Substring, _ version: PythonVersion) -> Bool {
  if found == expected { return true }
  return version.minor < 12 && withoutStringPositions(Array(found.utf8)) == withoutStringPositions(Array(expected.utf8))
}

/// A dump without the attributes of what stands in a `JoinedStr`.
private func withoutStringPositions(_ line: [UInt8]) -> [UInt8] {
  var kept: [UInt8] = []
  var offset = 0
  var depth = 0
  var joined: [Int] = []
  while offset < line.count {
    let first = offset
    offset += 1
    switch line[first] {
    case 0x22, 0x27:
      while line[offset] != line[first] { offset += line[offset] == 0x5C ? 2 : 1 }
      offset += 1
    case 0x28:
      depth += 1
      if line[..<first].suffix(9).elementsEqual("JoinedStr".utf8) { joined.append(depth) }
    case 0x29:
      if joined.last == depth { joined.removeLast() }
      depth -= 1
    case 0x2C where !joined.isEmpty && line[first...].starts(with: ", lineno=".utf8):
      // Four numbers: up to the last.
      for _ in 0..<4 {
        while line[offset] != 0x3D { offset += 1 }
        offset += 1
        while line[offset] >= 0x30 && line[offset] <= 0x39 { offset += 1 }
      }
      continue
    default: break
    }
    kept += line[first..<offset]
  }
  return kept
}

@Suite struct ParityTests {
  @Test("A sample of the standard library dumps as Python dumps it")
  func standardLibrary() throws {
    let python = try Interpreter()
    let files = try python.sample(140)
    #expect(files.count > 50)
    let expected = try python.dumps(files)
    try #require(expected.count == files.count)
    for (path, expected) in zip(files, expected) where expected != "!" {
      let found = dump(try #require(SourceFile.read(path)), like: python.version)
      #expect(agree(found, expected, python.version), "\(path)")
    }
  }

  @Test("Our own cases are taken and refused as Python takes and refuses them")
  func cases() throws {
    let python = try Interpreter()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("godwit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/python-ast-cases.jsonl")
    let cases = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map { line in
      try JSONDecoder().decode([String].self, from: Data("[\(line)]".utf8))[0]
    }
    #expect(cases.count > 800)
    var files: [String] = []
    for (number, text) in cases.enumerated() {
      let file = folder.appendingPathComponent("\(number).py")
      try Data(text.utf8).write(to: file)
      files.append(file.path)
    }
    let expected = try python.dumps(files)
    try #require(expected.count == files.count)
    for (text, expected) in zip(cases, expected) where expected != "!" {
      let found = dump(bytes(text), like: python.version)
      #expect(agree(found, expected, python.version), "\(text.debugDescription)")
    }
  }

  private func bytes(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }
}
