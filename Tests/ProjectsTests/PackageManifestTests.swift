// Products, platforms and the tools version of a Package.swift.

import Projects
import SourceModel
import Testing

@Suite("What else of a Package.swift moves")
struct PackageManifestTests {
  private let demand = PackageDemand(
    products: ["Old": "New", "Gone": "Kept"], platforms: ["macOS": "14", "iOS": "17"], tools: "5.9")

  private func moved(_ text: String) -> String {
    var bytes = ContiguousArray(text.utf8)
    let edits = PackageManifest(bytes).edits(demand, package: ["lib"])
    for edit in edits.sorted(by: { $0.range.start > $1.range.start }) {
      let new = edit.replacement.reduce("") { text, piece in
        if case .literal(let own) = piece { text + own } else { text }
      }
      bytes.replaceSubrange(edit.range.range, with: new.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "what is asked for is written, and nothing else",
    arguments: [
      (".product(name: \"Old\", package: \"lib\")", ".product(name: \"New\", package: \"lib\")"),
      (".product(name: \"Old\", package: \"other\")", ".product(name: \"Old\", package: \"other\")"),
      ("// .product(name: \"Old\", package: \"lib\")", "// .product(name: \"Old\", package: \"lib\")"),
      ("platforms: [.macOS(.v12)]", "platforms: [.macOS(.v14)]"),
      ("platforms: [.macOS(.v10_15), .iOS(\"16.4\")]", "platforms: [.macOS(.v14), .iOS(\"17\")]"),
      ("platforms: [.macOS(.v15), .iOS(.v17)]", "platforms: [.macOS(.v15), .iOS(.v17)]"),
      (
        "[\n  .product(name: \"Kept\", package: \"lib\"),\n  .product(name: \"Gone\", package: \"lib\"),\n]",
        "[\n  .product(name: \"Kept\", package: \"lib\"),\n]"
      ),
      (
        "[.product(name: \"Kept\", package: \"lib\"), .product(name: \"Gone\", package: \"lib\")]",
        "[.product(name: \"Kept\", package: \"lib\")]"
      ),
      (
        "[.product(name: \"Gone\", package: \"lib\")], [.product(name: \"Kept\", package: \"lib\")]",
        "[.product(name: \"Kept\", package: \"lib\")], [.product(name: \"Kept\", package: \"lib\")]"
      ),
    ])
  func edits(before: String, after: String) { #expect(moved(before) == after) }

  @Test("the tools version is raised with the platforms that need it")
  func tools() {
    #expect(
      moved("// swift-tools-version:5.7\nplatforms: [.macOS(.v12)]")
        == "// swift-tools-version:5.9\nplatforms: [.macOS(.v14)]")
    #expect(
      moved("// swift-tools-version: 6.0\nplatforms: [.macOS(.v12)]")
        == "// swift-tools-version: 6.0\nplatforms: [.macOS(.v14)]")
    #expect(moved("// swift-tools-version:5.7\n") == "// swift-tools-version:5.7\n")
  }

  @Test("platforms that a manifest does not name are told")
  func unnamed() {
    let manifest = PackageManifest(ContiguousArray("platforms: [.macOS(.v12)]".utf8))
    #expect(manifest.unnamedPlatforms(demand) == ["iOS"])
  }
}
