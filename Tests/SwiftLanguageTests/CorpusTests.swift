// Swift projects adapted whole: what must change changes, what must not stays.

import Adaptation
import Changes
import Foundation
import RuleEngine
import RuleModel
import Semantics
import SourceModel
import SwiftLanguage
import Testing

@Suite("Swift projects of the corpus")
struct CorpusTests {
  static let corpus = SwiftFiles.root.appendingPathComponent("Corpus/swift")
  private static let catalogue = Result { try PackCatalogue() }

  /// A project of the corpus, and where it moves.
  struct Move: CustomTestStringConvertible, Sendable {
    var project: String
    /// `library=release`, or `library:other` where another takes its place.
    var target: String
    /// What is left to review, by rule.
    var reviews: [String] = []
    /// `library=release`, where the project does not say.
    var origin: String?
    /// Whether what is for a person is applied, too: a person has looked.
    var isReviewed = false
    var testDescription: String { project }

    var request: AdaptationRequest {
      var request = AdaptationRequest(paths: [])
      let parts = target.split { $0 == "=" || $0 == ":" }.map(String.init)
      if target.contains(":") {
        request.swaps = [SwapTarget(target)].compactMap { $0 }
      } else {
        request.targets = [VersionTarget(library: parts[0], version: parts[1])]
      }
      if let from = origin?.split(separator: "=").map(String.init) {
        request.origins = [VersionTarget(library: from[0], version: from[1])]
      }
      request.includesReview = isReviewed
      return request
    }
  }

  @Test(
    "a project becomes its after, byte for byte, and a second run changes nothing",
    arguments: [
      Move(project: "swift-syntax-lint", target: "swift-syntax=603"),
      Move(
        project: "hummingbird-service", target: "hummingbird=2.28.1",
        reviews: [
          "handed.router", "json-decoder", "json-encoder", "middleware-group", "middleware-group", "router", "router",
        ], isReviewed: true),
      Move(
        project: "xctest-preprocessing", target: "xctest:swift-testing",
        reviews: ["test-case", "test", "equal", "test", "equal"]),
      Move(
        project: "coreml-classifier", target: "coreml=14",
        reviews: ["multi-array-value", "multi-array", "multi-array-feature"], origin: "coreml=11"),
    ])
  func becomesItsAfter(move: Move) throws {
    let project = Self.corpus.appendingPathComponent(move.project)
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("corpus-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: project.appendingPathComponent("before"), to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let first = try adapt(copy, move)
    #expect(first.files.flatMap(\.problems).isEmpty)
    let reviews = first.files.flatMap(\.findings).filter { $0.standing == .review }
    #expect(reviews.map { $0.rule.split(separator: "/").last.map(String.init) } == move.reviews)
    let wanted = try Self.contents(in: project.appendingPathComponent("after"))
    let written = try Self.contents(in: copy)
    #expect(written.keys.sorted() == wanted.keys.sorted())
    for (name, text) in written.sorted(by: { $0.key < $1.key }) {
      guard let expected = wanted[name], text != expected else { continue }
      let difference = FileDifference(path: name, from: expected, to: text).unified()
      Issue.record("\(name): - is wanted, + is written\n\(String(decoding: difference, as: UTF8.self))")
    }
    #expect(try adapt(copy, move).changedFiles.map(\.path) == [])
  }

  @Test(
    "code that only looks like uses of a library is left alone",
    arguments: [("snippets.txt", 60), ("services-and-models.txt", 30)])
  func negative(file: String, count: Int) throws {
    let text = try String(contentsOf: Self.corpus.appendingPathComponent("negative/\(file)"), encoding: .utf8)
    let snippets = text.components(separatedBy: "--- ").dropFirst().map { $0 }
    #expect(snippets.count >= count)
    let project = FileManager.default.temporaryDirectory.appendingPathComponent("negative-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: project) }
    for (number, snippet) in snippets.enumerated() {
      let title = String(snippet.prefix { $0 != "\n" })
      let code = Data(snippet.dropFirst(title.count + 1).utf8)
      #expect(!SwiftLanguage().parse(ContiguousArray(code)).hasErrors, "\(title)")
      // Each is a module of its own.
      let folder = project.appendingPathComponent("Sources/M\(number)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try code.write(to: folder.appendingPathComponent("a.swift"))
    }
    var request = AdaptationRequest(paths: [project.path])
    request.targets = [("swift-syntax", "603"), ("hummingbird", "2.28.1"), ("coreml", "14")]
      .map { VersionTarget(library: $0.0, version: $0.1) }
    request.origins = [("swift-syntax", "508"), ("hummingbird", "1.10.0"), ("coreml", "11")]
      .map { VersionTarget(library: $0.0, version: $0.1) }
    request.swaps = [SwapTarget("xctest:swift-testing")].compactMap { $0 }
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let report = try run.execute().report
    #expect(report.fileCount == snippets.count)
    #expect(report.changedFiles.map(\.path) == [])
    let findings = report.files.flatMap { file in file.findings.map { "\(file.path) \($0.rule)" } }
    #expect(findings == [], "nothing is even offered")
  }

  /// The imports of a file, and what stands there once XCTest is left, which hands on Foundation.
  private static let imports: [(String, String)] = [
    (
      "import XCTest\n#if os(Windows)\nimport WinSDK\n#endif\n",
      "import Foundation\nimport Testing\n#if os(Windows)\nimport WinSDK\n#endif\n"
    ),
    (
      "import XCTest\n#if os(Windows)\nimport Foundation\n#endif\n",
      "import Foundation\nimport Testing\n#if os(Windows)\nimport Foundation\n#endif\n"
    ),
    ("import Foundation\nimport XCTest\n", "import Foundation\nimport Testing\n"),
  ]

  @Test("what a library hands on is imported where every branch sees it", arguments: imports)
  func conditionalImports(before: String, after: String) throws {
    let suite = "\nfinal class ATests: XCTestCase {\n  func testOne() { XCTAssertEqual(EPERM, 1) }\n}\n"
    #expect(try leavingXCTest(before + suite).after.hasPrefix(after))
  }

  @Test("a type that is there in some releases only is no suite, which has to be there in all")
  func limitedSuites() throws {
    let suite = "final class Name: XCTestCase {\n  func testOne() { XCTAssertEqual(1, 1) }\n}\n"
    let text = "import XCTest\n\n@available(macOS 14, *)\n\(suite)\n\(suite.replacing("Name", with: "Always"))"
    let (file, after) = try leavingXCTest(text)
    #expect(after.contains("@available(macOS 14, *)\n\(suite)"))
    #expect(after.contains("@Suite struct Always {"))
    #expect(file.findings.contains { $0.name == "Name" && $0.reasons.contains { $0.contains("`@available`") } })
  }

  /// What a file of tests becomes, and what is said of it.
  private func leavingXCTest(_ text: String) throws -> (report: FileReport, after: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.appendingPathComponent("Tests/ATests")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place.appendingPathComponent("a.swift"))
    var request = AdaptationRequest(paths: [folder.path])
    request.swaps = [SwapTarget("xctest:swift-testing")].compactMap { $0 }
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let file = try #require(try run.execute().report.changedFiles.first)
    return (file, String(decoding: file.rewriting?.after ?? [], as: UTF8.self))
  }

  // MARK: Runs

  /// Writes what a run says over the project.
  private func adapt(_ folder: URL, _ move: Move) throws -> AdaptationReport {
    var request = move.request
    request.paths = [folder.path]
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let report = try run.complete(run.execute()).report
    for file in report.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try Data(rewriting.after).write(to: folder.appendingPathComponent(file.path))
    }
    return report
  }

  private static func contents(in folder: URL) throws -> [String: ContiguousArray<UInt8>] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return try names.filter { $0.hasSuffix(".swift") }.reduce(into: [:]) { found, name in
      found[name] = ContiguousArray(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
  }
}

@Suite("The packs for Swift that are shipped")
struct ShippedPackTests {
  @Test("no pack has a mistake, and every name that renames lead to is in the newest surface")
  func load() throws {
    let catalogue = try PackCatalogue()
    let libraries = catalogue.libraries.filter { catalogue.languages(of: $0.name).contains("swift") }
    #expect(!libraries.isEmpty)
    for library in libraries {
      let errors = catalogue.check(library: library.name, language: SwiftLanguage())
      #expect(errors.isEmpty, "\(RuleErrors(errors).rendered)")
      let newest = try #require(catalogue.surfaceReleases(of: library.name, language: "swift").last)
      let surface = try #require(try catalogue.surface(of: library.name, language: "swift", at: newest))
      for rule in try catalogue.allPacks(of: library.name, language: SwiftLanguage()).flatMap(\.rules) {
        guard case .rename(_, let to)? = rule.cases.first?.action, !to.contains(".declName.") else { continue }
        #expect(surface.resolve(to) != nil, "\(rule.qualifiedID) leads to \(to)")
      }
    }
  }

  @Test("every example comes out as it says, and so do uses that are made up")
  func examples() throws {
    var test = RuleTest(catalogue: try PackCatalogue(), language: SwiftLanguage())
    // `godwit rules test` makes them all; swift-syntax alone has thousands.
    test.variantLimit = 3
    let report = try test.run()
    #expect(report.exampleCount > 0)
    #expect(report.variantCount > 100)
    #expect(report.failures.isEmpty, "\(report.failures.map { "\($0.rule) \($0.problems)" })")
  }
}
