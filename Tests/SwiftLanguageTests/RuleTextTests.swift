// Signatures and patterns of rules, as Swift reads them.

import Semantics
import SourceModel
import Testing

@testable import SwiftLanguage

@Suite("Rule text for Swift")
struct RuleTextTests {
  private let language = SwiftLanguage()

  private func describe(_ signature: Signature) -> String {
    let parameters = signature.parameters.map { parameter in
      let label = parameter.passing == .positionalOnly ? "_" : parameter.label
      let text = label == parameter.name ? label : "\(label) \(parameter.name)"
      return text + (parameter.passing == .variadic ? "..." : "") + (parameter.defaultValue.map { " = \($0)" } ?? "")
    }
    return (signature.hasReceiver ? ["self"] : []).joined() + "|" + parameters.joined(separator: ", ")
      + (signature.returns.map { " -> \($0)" } ?? "")
  }

  @Test(
    "labels bind variables, as rules and as declarations write them",
    arguments: [
      ("CoreML.MLModel.init(contentsOf: url)", "|contentsOf url"),
      ("CoreML.MLModel.prediction(self, from: input, options = ...)", "self|from input, options = ..."),
      ("XCTest.XCTAssertEqual(_ a, _ b, _ message = ..., file = ...)", "|_ a, _ b, _ message = ..., file = ..."),
      (
        "M.f(contentsOf url: URL, completion handler: (Int, [String: Int]) -> Void)",
        "|contentsOf url, completion handler"
      ),
      ("M.f(body: CodeBlockSyntax? = nil)", "|body = nil"),
      ("M.f(name: String = \"a, (b\", count: Int)", "|name = \"a, (b\", count"),
      ("static M.f(_ values: Int...)", "|values..."), ("M.T.name", "|"), ("M.f() -> [Int]", "| -> [Int]"),
    ])
  func signatures(text: String, expected: String) throws {
    #expect(describe(try language.signature(text)) == expected)
  }

  @Test("text that is no signature is refused with a place", arguments: ["", "M.f(", "M.f(a b c)", "M.f() what"])
  func refused(text: String) { #expect(throws: RuleTextError.self) { try language.signature(text) } }

  /// What a pattern's variables and symbols are, in source order.
  private func marks(_ text: String, _ variables: Set<String>) throws -> String {
    let pattern = try language.pattern(text, variables: variables)
    let found =
      pattern.variables.map { ($0.key, "$\(pattern.tree.text($0.key))") }
      + pattern.symbols.map { ($0.key, $0.value) }
    return found.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: " ") + (pattern.isExpression ? "" : " (statements)")
  }

  @Test(
    "variables and names are marked",
    arguments: [
      ("self.with(\\.body, value)", "$self $value"),
      ("SwiftSyntax.TokenKind.keyword(.func)", "SwiftSyntax.TokenKind.keyword"),
      ("#Testing.expect(a == b, message)", "Testing.expect $a $b $message"),
      ("#Testing.expect(throws: (any Error).self) { value }", "Testing.expect Error $value"),
      ("self.effectSpecifiers?.throwsClause?.throwsSpecifier", "$self"), ("value.map { item in item.name }", "$value"),
      ("SwiftSyntax.ExprSyntax.self", "SwiftSyntax.ExprSyntax"), ("$x.run(1)", "$$x"),
      ("let c = value\nc.run()", "$value (statements)"),
    ])
  func patterns(text: String, expected: String) throws {
    #expect(try marks(text, ["self", "value", "a", "b", "message"]) == expected)
  }

  @Test("text that is no Swift is refused")
  func brokenPattern() { #expect(throws: RuleTextError.self) { try language.pattern("f(", variables: []) } }
}
