// Holds code against declarations with the compiler.

import Foundation

enum TypeChecker {
  /// What the compiler says of code: its errors, and its warnings about what does not wait.
  ///
  /// - Parameter modules: Files of declarations by the module's name, relative to the project's root.
  static func problems(in code: String, against modules: [String: String]) throws -> [String] {
    let declarations = try modules.mapValues {
      try String(contentsOf: SwiftFiles.root.appendingPathComponent($0), encoding: .utf8)
    }
    return try problems(in: code, declaring: declarations)
  }

  /// - Parameter modules: The declarations themselves, by the module's name.
  static func problems(in code: String, declaring modules: [String: String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("typecheck-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in modules.sorted(by: { $0.key < $1.key }) {
      let stub = folder.appendingPathComponent("\(name).swift").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: stub))
      let output = try run(
        ["-emit-module", "-parse-as-library", "-module-name", name, "-emit-module-path"]
          + [folder.appendingPathComponent("\(name).swiftmodule").path, stub], in: folder)
      guard output.isEmpty else { return output }
    }
    let file = folder.appendingPathComponent("Checked.swift")
    try Data(code.utf8).write(to: file)
    return try run(["-typecheck", "-parse-as-library", "-I", folder.path] + [file.path], in: folder)
  }

  /// What the compiler's own parser says of files, by their names.
  static func syntaxProblems(in files: [String: ContiguousArray<UInt8>]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parse-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let names = files.keys.sorted()
    for name in names { try Data(files[name] ?? []).write(to: folder.appendingPathComponent(name)) }
    return try run(
      ["-parse", "-swift-version", "6"] + names.map { folder.appendingPathComponent($0).path }, in: folder)
  }

  private static func run(_ arguments: [String], in folder: URL) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swiftc"] + arguments
    // What a build around the tests says of its own toolchain is not meant for this one.
    let output = folder.appendingPathComponent("output")
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    process.standardError = handle
    process.standardOutput = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let text = try String(contentsOf: output, encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let problems = lines.filter { $0.contains("error:") || $0.contains("no 'async' operations") }
    return process.terminationStatus == 0 || !problems.isEmpty ? problems : lines
  }
}
