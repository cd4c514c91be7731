// Package.swift and Package.resolved: text in, requirements out; and which module a file is of.

import SourceModel
import Testing

@testable import Projects

@Suite("Swift packages")
struct SwiftPackageTests {
  private func pins(_ text: String, file: String = "Package.swift") throws -> (pins: [String], notes: [Int]) {
    let manifest = try #require(Manifest.read(file: file, bytes: ContiguousArray(text.utf8)))
    return (manifest.pins.map { "\($0.line) \($0.distribution) \($0.specifier)" }, manifest.notes.map(\.line))
  }

  private static let text = """
    // swift-tools-version: 5.9
    let package = Package(
      name: "tool",
      dependencies: [
        // .package(url: "https://example.org/old", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-syntax.git", from: "508.0.1"),
        .package(
          name: "Yams", url: "https://github.com/jpsim/Yams", .upToNextMinor(from: "5.0.1")),
        .package(url: "https://github.com/apple/swift-log", exact: "1.5.3"),
        .package(url: "https://github.com/apple/swift-nio", "2.0.0"..<"3.0.0"),
        .package(url: "https://github.com/a/b", branch: "main"),
        .package(path: "../local"),
      ],
      targets: [.target(name: "T", dependencies: [.product(name: "SwiftSyntax", package: "swift-syntax")])])
    """

  @Test("every form of requirement is read, or told of")
  func forms() throws {
    let found = try pins(Self.text)
    #expect(found.pins == ["6 swift-syntax 508.0.1", "8 yams 5.0.1", "9 swift-log 1.5.3"])
    #expect(found.notes == [10, 11])
    #expect(try pins(Self.text, file: "Package@swift-5.9.swift").pins == found.pins)
  }

  @Test("a requirement moves by its numbers alone")
  func moves() throws {
    let bytes = ContiguousArray(Self.text.utf8)
    let manifest = try #require(Manifest.read(file: "Package.swift", bytes: bytes))
    let manifests = ProjectManifests(manifests: [manifest])
    let names = DistributionNames(["swiftpm": ["swift-syntax"]])
    let plan = manifests.plan(names, to: try #require(Version("603")))
    #expect(plan.changes.map(\.now) == ["603.0.0"])
    let edit = try #require(plan.changes.first?.edit)
    let end = Int(edit.range.end)
    #expect(bytes[end] == UInt8(ascii: "\""))
    #expect(manifests.versionInUse(of: names).version == Version("508.0.1"))
    #expect(manifests.plan(DistributionNames(pip: ["swift-syntax"]), to: try #require(Version("603"))).changes.isEmpty)
  }

  @Test("a file that is cut off anywhere is read without harm")
  func cutOff() throws {
    let bytes = Array(Self.text.utf8)
    for count in stride(from: 0, to: bytes.count, by: 3) {
      #expect(Manifest.read(file: "Package.swift", bytes: ContiguousArray(bytes[..<count])) != nil)
    }
  }

  @Test("what was resolved is told with the command that resolves anew")
  func resolved() throws {
    let text = """
      {"pins": [{"identity": "swift-syntax", "kind": "remoteSourceControl", "location": "l",
        "state": {"revision": "r", "version": "508.0.1"}}], "version": 2}
      """
    let manifest = try #require(Manifest.read(file: "Package.resolved", bytes: ContiguousArray(text.utf8)))
    #expect(manifest.locked.map(\.distribution) == ["swift-syntax"])
    #expect(manifest.locked.first?.version == Version("508.0.1"))
    #expect(manifest.regeneration == "swift package update")
  }

  @Test(
    "a file is of the target whose folder it stands in",
    arguments: [
      ("Sources/App/main.swift", "App"), ("Sources/App/Models/A.swift", "App"), ("Tests/AppTests/T.swift", "AppTests"),
      ("Sources/my-tool/main.swift", "my_tool"), ("pkg/Sources/A.swift", "pkg"), ("Sources/A.swift", ""),
      ("Package.swift", ""), ("App/View.swift", "App"), ("a/Sources/B/c.swift", "B"),
    ])
  func modules(path: String, expected: String) { #expect(SwiftModules.module(of: path) == expected) }
}
