// Files of the corpus, adapted whole: what must change changes, what must not stays.

import Changes
import Foundation
import Projects
import PythonLanguage
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("Files of the corpus")
struct CorpusTests {
  static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Corpus/python")

  static func files(in folder: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: corpus.appendingPathComponent(folder), includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
  }

  // MARK: Groups and services

  /// One folder with `before` and `after`, and the two releases between which it goes.
  struct Project: CustomTestStringConvertible {
    var folder: String
    /// Nil where the project's own requirements say so.
    var from: String?
    var to: String
    var testDescription: String { folder }

    static let all = [
      Project(folder: "flask-scorer", to: "2.0"),
      Project(folder: "image-batch", to: "2.0"),
      Project(folder: "signal-features", to: "2.0"),
      Project(folder: "torture/to-2.0", from: "1.21", to: "2.0"),
      Project(folder: "torture/to-2.0-python-3.12", from: "1.26", to: "2.0"),
      Project(folder: "torture/to-2.4", from: "1.21", to: "2.4"),
    ]
  }

  /// Made once: reading the packs takes far longer in a debug build than adapting a project.
  private static let catalogue = Result { try PackCatalogue() }

  @Test("becomes its after, byte for byte, and a second run changes nothing", arguments: Project.all)
  func becomes(project: Project) throws {
    let before = Self.corpus.appendingPathComponent("\(project.folder)/before")
    let after = try Self.contents(in: Self.corpus.appendingPathComponent("\(project.folder)/after"))
    // Outside of any clone, so that the copy is a project of its own.
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("corpus-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: before, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }

    try adapt(copy, project)
    let written = try Self.contents(in: copy)
    #expect(Set(written.keys) == Set(after.keys), "files that are missing or too many")
    for (name, text) in written.sorted(by: { $0.key < $1.key }) {
      guard let wanted = after[name], text != wanted else { continue }
      let difference = String(decoding: FileDifference(path: name, from: wanted, to: text).unified(), as: UTF8.self)
      Issue.record("\(project.folder)/\(name): - is wanted, + is written\n\(difference)")
    }
    try parses(written)

    let changed = try adapt(copy, project)
    #expect(changed.isEmpty, "a second run changes \(changed)")
  }

  /// Writes what a run says over the project; gives the names of the files that changed.
  @discardableResult
  private func adapt(_ folder: URL, _ project: Project) throws -> [String] {
    var request = AdaptationRequest(paths: [folder.path])
    request.targets = [VersionTarget(library: "numpy", version: project.to)]
    if let from = project.from { request.origins = [VersionTarget(library: "numpy", version: from)] }
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: PythonLanguage())
    let report = try run.complete(run.execute()).report
    for file in report.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try Data(rewriting.after).write(to: folder.appendingPathComponent(file.path))
    }
    return report.changedFiles.map(\.path)
  }

  private func parses(_ texts: [String: ContiguousArray<UInt8>]) throws {
    for (name, text) in texts where name.hasSuffix(".py") {
      let parsed = PythonLanguage().parse(text)
      #expect(!parsed.diagnostics.contains { $0.severity == .error }, "\(name) does not parse")
    }
  }

  /// Every file below a folder, by its path in there.
  private static func contents(in folder: URL) throws -> [String: ContiguousArray<UInt8>] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return try names.reduce(into: [:]) { found, name in
      let url = folder.appendingPathComponent(name)
      guard !name.contains("__pycache__"), !name.contains(".godwit"), !url.hasDirectoryPath else { return }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
        return
      }
      found[name] = ContiguousArray(try Data(contentsOf: url))
    }
  }

  // MARK: What must stay

  private static let adaptation = Result {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "numpy", version: "2.0")]
    request.origins = [VersionTarget(library: "numpy", version: "1.21")]
    let plan = try AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: catalogue.get(), language: PythonLanguage()
    ) { $0 }
    return FileAdaptation(ruleSet: try plan.ruleSet())
  }

  /// The text after a run from NumPy 1.21 to 2.0.
  private func adapted(_ text: String, name: String) throws -> String {
    let adaptation = try Self.adaptation.get()
    let report = try WorkerThreads.value {
      adaptation.report(adaptation.study(ContiguousArray(text.utf8), at: FileAdaptation.Place(path: name)))
    }
    return report.rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? text
  }

  @Test("code that only looks like uses of NumPy is left alone")
  func negative() throws {
    let files = try Self.files(in: "negative")
    #expect(files.count >= 60)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(try adapted(text, name: file.lastPathComponent) == text, "\(file.lastPathComponent)")
    }
  }
}
