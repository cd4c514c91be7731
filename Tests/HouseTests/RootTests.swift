// A tidy house: what stands where.

import Foundation
import Testing

@Suite("Root")
struct RootTests {
  @Test("the top level holds what it is to hold, and no other thing")
  func topLevel() throws {
    let wanted: Set = [
      "Package.swift", "Makefile", "README.md", "LICENSE", "Sources", "Tests", "Rules", "Corpus", "Docs", ".ci",
      ".github",
    ]
    // Package.resolved is written by every build and not kept.
    let found = try House.topLevel().filter { (!$0.hasPrefix(".") || wanted.contains($0)) && $0 != "Package.resolved" }
    #expect(Set(found) == wanted)
  }

  @Test("Rules holds packs, surfaces and stubs only")
  func rules() throws {
    for path in try House.files(in: "Rules") {
      let isStub =
        path.split(separator: "/").contains("stub") && [".h", ".hpp", ".cuh"].contains { path.hasSuffix($0) }
      #expect(path.hasSuffix(".yaml") || isStub, "\(path)")
    }
  }

  @Test("each folder of the corpus tells its origin")
  func origins() throws {
    for language in try House.folders(in: "Corpus") {
      let folders = try House.folders(in: "Corpus/\(language)")
      #expect(!folders.isEmpty)
      for folder in folders {
        let path = "Corpus/\(language)/\(folder)/ORIGIN.md"
        let text = try? House.text(path)
        #expect(text?.isEmpty == false, "\(path) is missing")
      }
    }
  }

  @Test(
    "each library and each deviation that Docs/Architecture.md links to has its decision, and no decision is an orphan")
  func decisions() throws {
    let text = try House.text("Docs/Architecture.md")
    let linked = Set(text.split(separator: "](Decisions/").dropFirst().map { String($0.prefix { $0 != ")" }) })
    let written = Set(try House.files(in: "Docs/Decisions").map { String($0.dropFirst("Docs/Decisions/".count)) })
    #expect(linked == written)
  }

  @Test("each room stands in Docs/Architecture.md")
  func rooms() throws {
    let text = try House.text("Docs/Architecture.md")
    for room in Manifest(text: try House.text("Package.swift")).rooms {
      #expect(text.contains("`\(room.name)`"), "\(room.name) is missing")
    }
  }

  @Test("links between documents lead somewhere")
  func links() throws {
    let documents =
      try House.files(in: "Docs").filter { $0.hasSuffix(".md") } + ["README.md", ".github/CONTRIBUTING.md"]
    for path in documents {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      for part in try House.text(path).split(separator: "](").dropFirst() {
        let link = part.prefix { $0 != ")" && $0 != "#" }
        guard !link.isEmpty, !link.contains("://"), part.contains(")") else { continue }
        let target = folder.isEmpty ? String(link) : "\(folder)/\(link)"
        #expect(House.isFolder(target) || (try? House.text(target)) != nil, "\(path) links to \(link)")
      }
    }
  }

  @Test("the diff that the README opens with is in the corpus, before and after")
  func readmeDiff() throws {
    let corpus = "Corpus/python/flask-scorer"
    let files = try House.files(in: "\(corpus)/before").map { String($0.dropFirst("\(corpus)/before/".count)) }
    let before = try files.map { try House.text("\(corpus)/before/\($0)") }.joined(separator: "\n")
    let after = try files.map { try House.text("\(corpus)/after/\($0)") }.joined(separator: "\n")
    let blocks = try House.text("README.md").components(separatedBy: "```")
    let diff = try #require(blocks.first { $0.hasPrefix("diff\n") }).split(separator: "\n").dropFirst()
    let lines = diff.filter { !$0.hasPrefix("--- ") && !$0.hasPrefix("+++ ") && !$0.hasPrefix("@@") }
    #expect(lines.contains { $0.hasPrefix("+") })
    for line in lines {
      let text = "\n\(line.dropFirst())\n"
      #expect(line.hasPrefix("+") || before.contains(text), "\(line)")
      #expect(line.hasPrefix("-") || after.contains(text), "\(line)")
    }
  }
}
