// What tests of C++ projects share: declarations that stand in, a project adapted in a folder of its own, a compiler.

import ClangLanguage
import Foundation
import Projects
import RuleModel

@testable import Adaptation

/// Projects of the C++ corpus, and what becomes of them.
enum CxxProjects {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  static let corpus = root.appending(path: "Corpus/cpp")
  static let catalogue = Result { try PackCatalogue() }
  static let standIns = ["opencv", "tensorrt", "cuda", "onnxruntime"].map {
    root.appending(path: "Rules/\($0)/cpp/stub").path
  }

  /// The headers that stand in, as code includes them.
  static let headers: [String] = standIns.flatMap { folder in
    let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return names.filter { $0.contains(".h") || $0.hasSuffix(".cuh") }
  }

  static func language(_ root: String = "", _ flags: CompileFlags = .none) -> ClangLanguage {
    ClangLanguage(
      SurveyService(.here), project: .init(root: root, flags: flags, standIns: standIns, headers: headers))
  }

  static func upgrade(_ library: String, from old: String, to new: String) -> AdaptationRequest {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: library, version: new)]
    request.origins = [VersionTarget(library: library, version: old)]
    return request
  }

  /// Adapts the project in a folder, and writes what comes of it.
  static func adapt(_ folder: URL, _ request: AdaptationRequest) throws -> AdaptationReport {
    // The root as the run resolves it.
    let root = try ProjectFiles(paths: [folder.path], excludes: []).root
    var request = request
    request.paths = [folder.path]
    let flags = CompileFlags(database: nil, cmake: [], root: root)
    let run = try AdaptationRun(request, catalogue: catalogue.get(), language: language(root, flags))
    let report = try run.complete(run.execute()).report
    for file in report.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try Data(rewriting.after).write(to: folder.appending(path: file.path))
    }
    return report
  }

  /// A copy of a folder of the corpus, to be written to.
  static func withCopy<Result>(of name: String, _ body: (URL) throws -> Result) throws -> Result {
    let copy = FileManager.default.temporaryDirectory.appending(path: "godwit-cxx-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: corpus.appending(path: name), to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data().write(to: copy.appending(path: ".gitignore"))
    try FileManager.default.createDirectory(at: copy.appending(path: ".git"), withIntermediateDirectories: true)
    return try body(copy)
  }

  /// The text of every file, by its path below the folder.
  static func contents(of folder: URL) throws -> [String: String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return try names.filter { !$0.hasPrefix(".") }.reduce(into: [:]) { found, name in
      let url = folder.appending(path: name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
        return
      }
      found[name] = try String(contentsOf: url, encoding: .utf8)
    }
  }

  static let hasCompiler = FileManager.default.isExecutableFile(atPath: "/usr/bin/clang++")

  /// Where the compiler finds a project's sources wrong, as `src/a.cpp:12`.
  static func complaints(_ folder: URL, _ arguments: [String]) throws -> Set<String> {
    var found: Set<String> = []
    for name in try contents(of: folder).keys.sorted() where name.hasSuffix(".cpp") || name.hasSuffix(".cu") {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/clang++")
      process.currentDirectoryURL = folder
      let cuda = ["-x", "cuda", "--cuda-host-only", "-nocudainc", "-nocudalib"]
      process.arguments =
        (name.hasSuffix(".cu") ? cuda : []) + [
          "-std=c++17", "-fsyntax-only", "-ferror-limit=0", "-fno-caret-diagnostics", "-w", "-Iinclude",
        ] + arguments + [name]
      process.standardError = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      for line in text.split(separator: "\n") where line.contains(" error: ") {
        let parts = line.split(separator: ":")
        if parts.count > 2 { found.insert("\(parts[0]):\(parts[1])") }
      }
    }
    return found
  }
}
