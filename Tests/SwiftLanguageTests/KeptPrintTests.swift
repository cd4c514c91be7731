// What a run printed is printed again while nothing has changed, and only then.

import Foundation
import Projects
import RuleModel
import SwiftLanguage
import Testing

@testable import Adaptation

@Suite("Prints that are kept")
struct KeptPrintTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// A project and a cache, each in a folder of its own.
  private struct Place {
    let folder = FileManager.default.temporaryDirectory.appending(path: "print-\(UUID().uuidString)")
    var project: URL { folder.appending(path: "project") }

    init() throws {
      try FileManager.default.createDirectory(
        at: project.appending(path: "Sources/Tool"), withIntermediateDirectories: true)
      try write(
        "Sources/Tool/main.swift", "import SwiftSyntax\nfunc name(_ node: TokenSyntax) -> String { node.text }\n")
      try write("Sources/Tool/Other.swift", "let other = 1\n")
    }

    func write(_ path: String, _ text: String) throws {
      try Data(text.utf8).write(to: project.appending(path: path))
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: project.appending(path: path)) }

    func run(_ change: (inout AdaptationRequest) -> Void = { _ in }) throws -> AdaptationRun {
      var request = AdaptationRequest(paths: [project.path])
      request.targets = [VersionTarget(library: "swift-syntax", version: "603")]
      request.origins = [VersionTarget(library: "swift-syntax", version: "508")]
      request.cacheFolder = folder.appending(path: "cache").path
      request.printing = "text"
      change(&request)
      return try AdaptationRun(request, catalogue: KeptPrintTests.catalogue.get(), language: SwiftLanguage())
    }

    /// What a run would print without looking at anything; nil where it has to look.
    func printed(_ change: (inout AdaptationRequest) -> Void = { _ in }) throws -> String? {
      try run(change).printed.map { printed in
        var text = ""
        printed.withBytes { text = String(decoding: $0, as: UTF8.self) }
        return text
      }
    }

    /// Looks, and keeps a text as if it had been printed; false where it is not to be kept.
    func keep(_ text: String, isFinished: Bool = true) throws -> Bool {
      guard let writer = try run().execute().printedTextWriter() else { return false }
      Array(text.utf8).withUnsafeBytes { writer.append($0) }
      if isFinished { writer.finish() }
      return true
    }
  }

  /// Longer than the coarsest clock of a file system takes for a step.
  private static let pause = 2.2

  private static let resolved = """
    {
      "pins" : [
        {
          "identity" : "swift-syntax",
          "kind" : "remoteSourceControl",
          "location" : "https://github.com/apple/swift-syntax.git",
          "state" : { "revision" : "abc", "version" : "508.0.1" }
        }
      ],
      "version" : 2
    }
    """

  @Test("a print stands until a source, a manifest, an option or the way of printing changes")
  func kept() throws {
    let place = try Place()
    defer { try? FileManager.default.removeItem(at: place.folder) }
    #expect(try !place.keep("too young"), "a stamp that young does not tell whether the file changes again")
    Thread.sleep(forTimeInterval: Self.pause)
    #expect(try place.printed() == nil)
    #expect(try place.keep("half", isFinished: false))
    #expect(try place.printed() == nil, "what was not finished is not there")
    #expect(try place.keep("a whole print\n"))
    #expect(try place.printed() == "a whole print\n")

    #expect(try place.printed { $0.printing = "json" } == nil)
    #expect(try place.printed { $0.printing = nil } == nil)
    #expect(try place.printed { $0.cacheFolder = nil } == nil)
    #expect(try place.printed { $0.includesReview = true } == nil)
    #expect(try place.printed { $0.programStamp = "another" } == nil)
    #expect(try place.printed { $0.targets[0].version = "602" } == nil)
    #expect(try place.printed { $0.paths = [place.project.appending(path: "Sources").path] } == nil)

    try place.write("Package.resolved", Self.resolved)
    #expect(try place.printed() == nil, "it has to be told that the lock file is to be written anew")
    try place.remove("Package.resolved")
    #expect(try place.printed() == "a whole print\n")

    try place.write("Sources/Tool/New.swift", "let new = 1\n")
    #expect(try place.printed() == nil)
    try place.remove("Sources/Tool/New.swift")
    #expect(try place.printed() == "a whole print\n")
    try place.write("Sources/Tool/Other.swift", "let other = 2\n")
    #expect(try place.printed() == nil)
  }

  @Test("a damaged file is no print")
  func damaged() throws {
    let place = try Place()
    defer { try? FileManager.default.removeItem(at: place.folder) }
    Thread.sleep(forTimeInterval: Self.pause)
    let cache = place.folder.appending(path: "cache")
    #expect(try place.keep("print\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.path).sorted()
    #expect(names.count == 2, "the results of the files, and the print")
    #expect(try place.printed() == "print\n")
    for name in names {
      let file = cache.appending(path: name)
      let bytes = try Data(contentsOf: file)
      // The print stands whatever the results of single files are.
      let isPrint = String(decoding: bytes, as: UTF8.self).contains("print\n")
      for length in [0, 7, 8, 20, bytes.count / 2] + Array(bytes.count - 16..<bytes.count) {
        try bytes.prefix(length).write(to: file)
        #expect(try place.printed() == (isPrint ? nil : "print\n"), "cut to \(length) of \(bytes.count)")
      }
      for other in [Data(repeating: 0xFF, count: 64), bytes.dropFirst(2), bytes + [0]] {
        try other.write(to: file)
        #expect(try place.printed() == (isPrint ? nil : "print\n"))
      }
      try bytes.write(to: file)
    }
    #expect(try place.printed() == "print\n")
  }
}
