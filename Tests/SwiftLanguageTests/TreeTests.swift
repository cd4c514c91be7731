// Every Swift file at hand goes through the tree unchanged, with swift-syntax's nodes one for one.

import Foundation
import SourceModel
@_spi(RawSyntax) import SwiftSyntax
import Testing

@testable import SwiftLanguage

@Suite struct TreeTests {
  @Test func nodesAreTheParsersOneForOne() throws {
    let files = SwiftFiles.chosen
    #expect(!files.isEmpty)
    var (size, nodes) = (0, 0)
    for file in files {
      let bytes = ContiguousArray(try Data(contentsOf: file))
      let source = SwiftTreeReader.parseOnly(bytes)
      let tree = SwiftTreeReader.copy(source, of: bytes).tree
      #expect(Mismatch.first(tree, source) == nil, "\(file.path)")
      // What a run would write that has nothing to change: the pieces between the leaves, and the leaves.
      #expect(Self.printed(tree) == bytes, "\(file.path)")
      size += bytes.count
      nodes += tree.count
    }
    // `make oracle-swift` records this line.
    print(
      "\(files.count) files, \(size) bytes, \(nodes) nodes: each file unchanged, its nodes swift-syntax's, one for one")
  }

  /// The file put together again from its leaves and what stands between them.
  private static func printed(_ tree: Tree) -> ContiguousArray<UInt8> {
    var result: ContiguousArray<UInt8> = []
    var end: UInt32 = 0
    for row in 0..<tree.count where !tree.hasChildren(NodeID(row)) {
      let range = tree.range(NodeID(row))
      guard range.start >= end else { return [] }
      result += tree.bytes[Int(end)..<Int(range.start)]
      result += tree.bytes[range.range]
      end = range.end
    }
    return result + tree.bytes[Int(end)...]
  }

  @Test(arguments: [
    "", " \n// only a comment\n", "\u{FEFF}let a = 1\r\n", "let a = \"\"", "func f( {",
    "#if A\nlet x = 1\n#else\nlet x = 2\n#endif\n",
    "let s = \"a\\(b + \"c\\(d)\")e\"", "let r = /a[b/]c/ \n let q = #/x/#",
    "@resultBuilder enum B {}\n\t@B var b: Int { 1; 2 }",
    "let x = f\n  .g { $0 }\n  onError: { _ in }\n", "}}}", "let 🦤 = \"🦤\"", "x = 1\0y = 2",
    "let a = \"\"\"\n  b\n  \"\"\"",
  ])
  func oddTextsAreCopied(text: String) {
    let bytes = ContiguousArray(text.utf8)
    let source = SwiftTreeReader.parseOnly(bytes)
    let tree = SwiftTreeReader.copy(source, of: bytes).tree
    #expect(Mismatch.first(tree, source) == nil)
    #expect(Mismatch.disorder(in: tree) == nil)
  }

  @Test func bytesThatAreNoTextAreCopied() {
    for bytes: ContiguousArray<UInt8> in [
      [0xFF, 0xFE], [0x6C, 0x65, 0x74, 0x20, 0xC3, 0x28], [0, 0, 0], [0xEF, 0xBB, 0xBF],
    ] {
      let source = SwiftTreeReader.parseOnly(bytes)
      let tree = SwiftTreeReader.copy(source, of: bytes).tree
      #expect(tree.bytes == bytes)
      #expect(Mismatch.disorder(in: tree) == nil)
    }
  }

  @Test func aLongChainIsNoDeepRecursion() {
    let text = "let x = a" + String(repeating: ".b()", count: 30_000)
    let parsed = SwiftLanguage().parse(ContiguousArray(text.utf8))
    #expect(parsed.tree.count > 100_000)
  }

  @Test func errorsAreSaid() {
    #expect(SwiftLanguage().parse(ContiguousArray("func f( {".utf8)).hasErrors)
    #expect(SwiftLanguage().parse(ContiguousArray("let = = 3".utf8)).hasErrors)
    #expect(!SwiftLanguage().parse(ContiguousArray("func f() {}".utf8)).hasErrors)
  }
}

/// The Swift files of this package and of every package it builds on.
enum SwiftFiles {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every 25th file, or all where the environment asks for it: `make oracle-swift` does, and names a folder of packages.
  static var chosen: [URL] {
    let every = ProcessInfo.processInfo.environment["GODWIT_ALL_SWIFT"] == nil ? 25 : 1
    return all.enumerated().filter { $0.offset % every == 0 }.map(\.element)
  }

  static var all: [URL] {
    let more = ProcessInfo.processInfo.environment["GODWIT_ALL_SWIFT"].map { $0.hasPrefix("/") ? [$0] : [] } ?? []
    // Packages that are fetched for this are there as checkouts, too.
    let folders = ["Sources", "Tests"] + (more.isEmpty ? [".build/checkouts"] : more)
    return folders.flatMap { folder -> [URL] in
      let files = FileManager.default.enumerator(
        at: folder.hasPrefix("/") ? URL(fileURLWithPath: folder) : root.appendingPathComponent(folder),
        includingPropertiesForKeys: nil)
      return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" && !$0.hasDirectoryPath }
    }.sorted { $0.path < $1.path }
  }
}

/// The first place where a tree is not as swift-syntax's.
enum Mismatch {
  static func first(_ tree: Tree, _ source: SourceFileSyntax) -> String? {
    var row = 0
    var stack: [Syntax] = [Syntax(source)]
    while let node = stack.popLast() {
      guard row < tree.count else { return "the tree ends before \(node.kind) at \(node.position.utf8Offset)" }
      let id = NodeID(row)
      if tree.swift(id) != node.kind { return "row \(row): \(tree.swift(id)), wanted \(node.kind)" }
      let start = node.positionAfterSkippingLeadingTrivia.utf8Offset
      let end = node.endPositionBeforeTrailingTrivia.utf8Offset
      if row != 0, start < end, tree.range(id) != ByteRange(start..<end) {
        return "row \(row) (\(node.kind)): \(tree.range(id)), wanted \(start)..<\(end)"
      }
      if let token = node.as(TokenSyntax.self), token.presence == .present, start < end,
        !tree.bytes(in: tree.range(id)).elementsEqual(token.text.utf8)
      {
        return "row \(row): \(tree.text(id)), wanted \(token.text)"
      }
      row += 1
      stack += node.children(viewMode: .all).reversed()
    }
    return row == tree.count ? disorder(in: tree) : "\(tree.count) rows, wanted \(row)"
  }

  /// A row outside of its parent, or before the one that it follows.
  static func disorder(in tree: Tree) -> String? {
    let parents = tree.parents()
    for row in 1..<max(1, tree.count) {
      let range = tree.range(NodeID(row))
      if !tree.range(parents[row]).contains(range) { return "row \(row) leaves its parent" }
    }
    for row in 0..<tree.count {
      var end: UInt32 = 0
      for child in tree.children(of: NodeID(row)) {
        if tree[child].start < end { return "row \(child.row) overlaps the one before it" }
        end = tree[child].end
      }
    }
    return nil
  }
}
