// Swift from 5.0 to 6.3: each feature goes through the tree unchanged, and a rename reaches every use in it.

import Adaptation
import Foundation
import RuleModel
import Semantics
import SourceModel
@_spi(RawSyntax) import SwiftSyntax
import Testing

@testable import SwiftLanguage

@Suite("The language's own features")
struct SyntaxTests {
  private static let folder = CorpusTests.corpus.appendingPathComponent("syntax")

  /// What a file must have in its tree.
  private static let kinds: [String: [SyntaxKind]] = [
    "regex-literals": [.regexLiteralExpr], "result-builders": [.attribute, .availabilityCondition, .switchExpr],
    "macros": [.macroDecl, .macroExpansionExpr, .macroExpansionDecl],
    "noncopyable": [.suppressedType, .copyExpr, .consumeExpr, .discardStmt],
    "package-access": [.importDecl, .declModifier], "typed-throws": [.throwsClause, .accessorEffectSpecifiers],
    "parameter-packs": [.packExpansionExpr, .packExpansionType, .packElementExpr, .packElementType],
    "if-switch-expressions": [.ifExpr, .switchExpr],
    "conditional-compilation": [.ifConfigDecl, .postfixIfConfigExpr, .poundSourceLocation],
    "concurrency": [.actorDecl, .awaitExpr, .forStmt], "strings": [.expressionSegment, .stringLiteralExpr],
    "types-and-names": [.keyPathExpr, .someOrAnyType, .inlineArrayType, .unsafeExpr, .labeledStmt],
  ]

  private static func bytes(_ name: String) throws -> ContiguousArray<UInt8> {
    ContiguousArray(try Data(contentsOf: folder.appendingPathComponent(name + ".swift")))
  }

  @Test("a file goes through unchanged, node for node, without an error", arguments: kinds.keys.sorted())
  func isRead(name: String) throws {
    let bytes = try Self.bytes(name)
    let source = SwiftTreeReader.parseOnly(bytes)
    let file = SwiftTreeReader.copy(source, of: bytes)
    #expect(!file.hasErrors, "\(file.diagnostics.map(\.message))")
    #expect(Mismatch.first(file.tree, source) == nil)
    #expect(file.tree.bytes == bytes)
    let found = Set((0..<file.tree.count).map { file.tree.swift(NodeID($0)) })
    for kind in Self.kinds[name] ?? [] { #expect(found.contains(kind), "\(kind)") }
  }

  @Test("no file is without a test")
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".swift") }
    #expect(names.map { String($0.dropLast(6)) }.sorted() == Self.kinds.keys.sorted())
  }

  @Test("a rename reaches every use, in all branches of `#if`, and no text; the compiler reads what comes out")
  func isRenamed() throws {
    let pack = "release: \"2\"\nrename:\n  Kit.OldKit: Kit.NewKit\n"
    let library = "name: Kit\nmodules: [Kit]\n"
    let catalogue = try PackCatalogue(
      shipped: [],
      own: [RuleFile(path: "kit/swift/2.yaml", text: pack), RuleFile(path: "kit/library.yaml", text: library)])
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "kit", version: "2")]
    request.origins = [VersionTarget(library: "kit", version: "1")]
    var after: [String: ContiguousArray<UInt8>] = [:]
    for name in Self.kinds.keys.sorted() {
      let bytes = try Self.bytes(name)
      let report = try AdaptationRun.adapt(
        bytes, named: name + ".swift", request: request, catalogue: catalogue, language: SwiftLanguage())
      let file = try #require(report.files.first)
      #expect(file.problems == [])
      var wanted = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "OldKit", with: "NewKit")
      for kept in ["\\\"NewKit.fresh()\\\"", "may call NewKit"] {
        wanted = wanted.replacingOccurrences(of: kept, with: kept.replacingOccurrences(of: "NewKit", with: "OldKit"))
      }
      let written = file.rewriting?.after ?? bytes
      #expect(String(decoding: written, as: UTF8.self) == wanted, "\(name)")
      after[name + ".swift"] = written
    }
    #expect(try TypeChecker.syntaxProblems(in: after) == [])
  }
}
