// The page of a verdict: whole, harmless, and complete in itself.

import Foundation
import Testing

@Suite("The page of a verdict")
struct VerificationPageTests {
  /// The page that comes of two files of answers, and the exit code.
  private func page(
    _ original: String, _ migrated: String, _ options: String = ""
  ) throws -> (text: String, exit: String) {
    let scratch = ScratchFolder()
    defer { scratch.remove() }
    scratch.write(original, to: "a.csv")
    scratch.write(migrated, to: "b.csv")
    let steps = scratch.run("verify a.csv b.csv --html page.html \(options)", input: "")
    let exit = steps.first { $0.kind == .exit }?.rest ?? ""
    return (try #require(scratch.text(of: "page.html")), exit)
  }

  private static let hostile = "<script>alert(1)</script>&\"'"

  private func answers(_ label: (Int) -> String) -> String {
    "label,probabilities_0,probabilities_1\n"
      + (0..<4000).map { "\"\(label($0).replacing("\"", with: "\"\""))\",0.75,0.25" }.joined(separator: "\n")
  }

  @Test("the verdict comes first, then outputs, flips, differences, rows, evidence, conditions")
  func order() throws {
    let (text, exit) = try page(answers { _ in "a" }, answers { $0 % 100 == 0 ? Self.hostile : "a" })
    #expect(exit == "1")
    let heads = [
      "<h1 class=\"different\">Different</h1>", "<h2>Outputs</h2>", "<h2>Flips by margin</h2>", "<h2>Differences</h2>",
      "<h2>Worst rows</h2>", "<h2>How much the rows show</h2>", "<h2>Which labels flip</h2>", "<h2>Conditions</h2>",
    ]
    let places = heads.map { text.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    #expect(text.contains("data-table=\"worst\"") && text.contains("@media print"))
    #expect(text.contains("prefers-color-scheme: dark"))
    #expect(text.contains("godwit verify a.csv b.csv --html page.html"))
  }

  @Test("every verdict has its page")
  func verdicts() throws {
    let same = try page(answers { _ in "a" }, answers { _ in "a" })
    #expect(same.exit == "0" && same.text.contains("<h1 class=\"equivalent\">Equivalent</h1>"))
    let few = try page("label\na\nb\n", "label\na\nb\n")
    #expect(few.exit == "3" && few.text.contains("Not enough evidence"))
    // Of 2,995 rows two were seen.
    #expect(few.text.contains("2\u{202F}993"))
  }

  @Test("nothing is fetched, and nothing of the data becomes markup")
  func harmless() throws {
    let (text, _) = try page(answers { _ in "a" }, answers { _ in Self.hostile })
    #expect(!text.contains("<script>alert") && text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"))
    for word in ["http:", "https:", " src=", "href=", "@import", "url(", "fetch(", "<link", "<iframe", "<img"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("default-src 'none'"))
  }

  @Test("every element that is opened is closed, in order")
  func balance() throws {
    let (text, _) = try page(answers { _ in "a" }, answers { $0 % 2 == 0 ? "b" : "a" }, "--relabelled")
    let pattern = /<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/
    let markup = text.replacing(/<script>[\s\S]*?<\/script>/, with: "")
    var open: [String] = []
    for match in markup.matches(of: pattern) {
      let name = String(match.2)
      if ["meta", "input"].contains(name) || !match.3.isEmpty { continue }
      if match.1.isEmpty {
        open.append(name)
      } else {
        #expect(open.popLast() == name)
      }
    }
    #expect(open.isEmpty)
  }
}
