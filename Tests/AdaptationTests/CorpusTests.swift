// Files of the corpus, adapted whole: what must change changes, what must not stays.

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
    try FileManager.default.contentsOfDirectory(at: corpus.appendingPathComponent(folder), includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
  }

  /// Made once: reading the packs takes far longer in a debug build than adapting a file.
  private static let adaptation = Result {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "numpy", version: "2.0")]
    request.origins = [VersionTarget(library: "numpy", version: "1.21")]
    let plan = try AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: try PackCatalogue(), language: PythonLanguage()) { $0 }
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

  @Test("code of Python 3.12 becomes what it must, and a second pass changes nothing")
  func newSyntax() throws {
    let files = try Self.files(in: "torture/to-2.0-python-3.12/before")
    #expect(!files.isEmpty)
    for file in files {
      let after = file.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("after/\(file.lastPathComponent)")
      let expected = try String(contentsOf: after, encoding: .utf8)
      let result = try adapted(try String(contentsOf: file, encoding: .utf8), name: file.lastPathComponent)
      #expect(result == expected, "\(file.lastPathComponent)")
      #expect(try adapted(result, name: file.lastPathComponent) == result, "\(file.lastPathComponent), again")
    }
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
