// A library that comes with the system, in a folder of several packages.

import Adaptation
import Foundation
import RuleEngine
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("What comes with the system")
struct SystemLibraryTests {
  private static let catalogue = Result { try PackCatalogue() }

  private static let files = [
    "Asks/Package.swift": """
    // swift-tools-version:5.9
    import PackageDescription
    let package = Package(name: "Asks", platforms: [.macOS(.v12)], targets: [.target(name: "Asks")])

    """,
    "Asks/Sources/Asks/Asker.swift": """
    import CoreML
    func ask(_ model: MLModel, _ input: any MLFeatureProvider) async throws -> any MLFeatureProvider {
        try model.prediction(from: input)
    }

    """,
    "Bare/Package.swift": """
    // swift-tools-version:5.9
    import PackageDescription
    let package = Package(name: "Bare", targets: [.target(name: "Bare")])

    """,
    "Bare/Sources/Bare/Asker.swift": """
    import CoreML
    func ask(_ model: MLModel, _ input: any MLFeatureProvider) async throws -> any MLFeatureProvider {
        try model.prediction(from: input)
    }

    """,
    "Else/Package.swift": """
    // swift-tools-version:5.9
    import PackageDescription
    let package = Package(name: "Else", platforms: [.macOS(.v12)], targets: [.testTarget(name: "ElseTests")])

    """,
    "Else/Tests/ElseTests/SumTests.swift": """
    import XCTest
    final class SumTests: XCTestCase {
        func testSum() { XCTAssertEqual(1 + 1, 2) }
    }

    """,
  ]

  @Test("of several packages, the platforms of those rise whose code moves, and are asked of those that name none")
  func platforms() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("system-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in Self.files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var request = AdaptationRequest(paths: [folder.path])
    request.targets = [VersionTarget(library: "coreml", version: "14")]
    request.origins = [VersionTarget(library: "coreml", version: "11")]
    request.swaps = [SwapTarget("xctest:swift-testing")].compactMap { $0 }
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let report = try run.complete(run.execute()).report
    let changed = report.files.filter(\.changes).map(\.path).sorted()
    #expect(
      changed == [
        "Asks/Package.swift", "Asks/Sources/Asks/Asker.swift", "Bare/Sources/Bare/Asker.swift",
        "Else/Tests/ElseTests/SumTests.swift",
      ])
    let manifest = report.files.first { $0.path == "Asks/Package.swift" }?.rewriting?.after
    #expect(manifest.map { String(decoding: $0, as: UTF8.self) }?.contains(".macOS(.v14)") ?? false)
    #expect(report.pinNotes.map(\.path) == ["Bare/Package.swift"])
  }
}
