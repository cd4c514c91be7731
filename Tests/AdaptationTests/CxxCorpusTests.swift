// C++ from a folder to what it must become: the corpus, what must stay, and the shipped rules.

import Changes
import ClangLanguage
import Foundation
import Projects
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("The C++ corpus", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct CxxCorpusTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  static let corpus = root.appending(path: "Corpus/cpp")
  static let catalogue = Result { try PackCatalogue() }

  private func language(_ root: String = "", _ flags: CompileFlags = .none) -> ClangLanguage {
    let standIns = ["opencv", "tensorrt", "cuda", "onnxruntime"].map {
      Self.root.appending(path: "Rules/\($0)/cpp/stub").path
    }
    return ClangLanguage(SurveyService(.here), project: .init(root: root, flags: flags, standIns: standIns))
  }

  private func request(_ paths: [String]) -> AdaptationRequest {
    var request = AdaptationRequest(paths: paths)
    request.targets = [VersionTarget(library: "opencv", version: "4.0")]
    request.origins = [VersionTarget(library: "opencv", version: "3.4")]
    return request
  }

  // MARK: Projects

  @Test("a project becomes what it must, to the byte, and a second run changes nothing")
  func project() throws {
    let folder = Self.corpus.appending(path: "opencv-preprocess")
    let copy = FileManager.default.temporaryDirectory.appending(path: "godwit-cxx-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder.appending(path: "before"), to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data().write(to: copy.appending(path: ".gitignore"))
    try FileManager.default.createDirectory(at: copy.appending(path: ".git"), withIntermediateDirectories: true)
    let first = try adapt(copy)
    #expect(first.problems == [])
    #expect(first.changed.count == 11)
    for (name, wanted) in try contents(of: folder.appending(path: "after")) {
      let written = try String(contentsOf: copy.appending(path: name), encoding: .utf8)
      #expect(written == wanted, "\(name) is not what it must be")
    }
    #expect(try adapt(copy).changed == [])
    try compiles(copy)
  }

  private func adapt(_ folder: URL) throws -> (changed: [String], problems: [String]) {
    // The root as the run resolves it.
    let root = try ProjectFiles(paths: [folder.path], excludes: []).root
    let flags = CompileFlags(database: nil, cmake: [], root: root)
    let run = try AdaptationRun(
      request([folder.path]), catalogue: Self.catalogue.get(), language: language(root, flags))
    let report = try run.complete(run.execute()).report
    for file in report.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try Data(rewriting.after).write(to: folder.appending(path: file.path))
    }
    return (report.changedFiles.map(\.path), report.files.flatMap(\.problems))
  }

  /// Against the real headers of OpenCV 4, where the system has them and a compiler.
  private func compiles(_ folder: URL) throws {
    let headers = "/usr/include/opencv4"
    guard FileManager.default.fileExists(atPath: headers + "/opencv2/opencv.hpp"),
      FileManager.default.isExecutableFile(atPath: "/usr/bin/clang++")
    else { return }
    for name in try contents(of: folder).keys.sorted() where name.hasSuffix(".cpp") {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/clang++")
      process.arguments = [
        "-std=c++14", "-fsyntax-only", "-I\(folder.path)/include", "-I\(headers)", folder.appending(path: name).path,
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(name) does not compile with OpenCV 4")
    }
  }

  private func contents(of folder: URL) throws -> [String: String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return try names.reduce(into: [:]) { found, name in
      let url = folder.appending(path: name)
      guard [".cpp", ".hpp", ".txt", "Dockerfile"].contains(where: { name.hasSuffix($0) }) else { return }
      found[name] = try String(contentsOf: url, encoding: .utf8)
    }
  }

  @Test(
    "CMake's versions move where they stand as digits",
    arguments: [
      ("find_package(OpenCV 3.4 REQUIRED)", "find_package(OpenCV 4.0 REQUIRED)"),
      ("FIND_PACKAGE ( OpenCV\n 3.2.0 )", "FIND_PACKAGE ( OpenCV\n 4.0 )"),
      ("find_package(OpenCV REQUIRED)", "find_package(OpenCV REQUIRED)"),
      ("# find_package(OpenCV 3.4)\nfind_package(ZLIB 1.2)", "# find_package(OpenCV 3.4)\nfind_package(ZLIB 1.2)"),
      ("find_package(OpenCV ${WANTED})", "find_package(OpenCV ${WANTED})"), ("find_package(", "find_package("),
    ])
  func cmake(before: String, after: String) {
    let bytes = ContiguousArray(before.utf8)
    let edits = CMakePins(names: ["OpenCV"], version: "4.0").edits(in: bytes)
    let merged = MergedEdits(edits.map { EditGroup([$0]) }, into: bytes)
    #expect(String(decoding: merged.bytes, as: UTF8.self) == after)
  }

  // MARK: What must stay

  @Test("names that only look like OpenCV's, and code that is right already, stay as they are")
  func negatives() throws {
    let text = try String(contentsOf: Self.corpus.appending(path: "negative/snippets.cpp.txt"), encoding: .utf8)
    let snippets = text.components(separatedBy: "----\n")
    #expect(snippets.count >= 75)
    let plan = try AdaptationPlan(
      request([]), manifests: ProjectManifests(), catalogue: Self.catalogue.get(), language: language()
    ) { $0 }
    let adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: true)
    for snippet in snippets {
      let study = adaptation.study(ContiguousArray(snippet.utf8), at: .init(path: "snippet.cpp"))
      let report = adaptation.report(study)
      #expect(report.rewriting == nil, "changed: \(snippet)\n\(String(decoding: report.diff, as: UTF8.self))")
      #expect(report.findings.isEmpty, "found in: \(snippet)\n\(report.findings.map(\.rule))")
      // But for macros and templates that use nothing, they are code that compiles.
      #expect(!study.parsed.hasErrors)
    }
  }

  @Test("every example of the shipped packs comes out")
  func examples() throws {
    let test = RuleTest(catalogue: try Self.catalogue.get(), language: language(), selection: nil)
    let report = try test.run(jobs: 2)
    #expect(report.failures.map { "\($0.rule): \($0.problems)\n\($0.diff)" } == [])
    #expect(report.exampleCount >= 17)
  }
}
