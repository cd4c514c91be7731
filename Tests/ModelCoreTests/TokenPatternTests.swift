// Token patterns and runs that no text has: refused before they are multiplied.

import Testing

@testable import ModelCore

@Suite("Bounds of token patterns")
struct TokenPatternTests {
  private static func step(_ pattern: String, upTo longest: Int = 1) throws -> TextStep {
    try TextStep(
      TextVectorization(
        analyzer: .words(pattern: pattern), lowercases: false, accents: .none, stopWords: [], minimumLength: 1,
        maximumLength: longest, vocabulary: ["a"], isBinary: false, isSublinear: false, idf: nil, norm: nil))
  }

  @Test(
    "a quantifier beyond its bounds is refused",
    arguments: ["(?:ab){9223372036854775807,}", "a{-3,}", "a{-3,2}", "a{-3}", "a{3,2}", "a{1001}", "(?:ab){2,1001}"])
  func quantifier(pattern: String) {
    #expect { try Self.step(pattern) } throws: { "\($0)".contains("a quantifier out of bounds") }
  }

  @Test("one within them is not", arguments: ["a{0,}", "a{3}", "a{,3}", "a{2,1000}", "(?:ab){1,}"])
  func bounded(pattern: String) throws { _ = try Self.step(pattern) }

  @Test("runs of more tokens than any text has are refused")
  func runs() throws {
    _ = try Self.step("a", upTo: TextVectorization.longest)
    for longest in [0, TextVectorization.longest + 1, .max] {
      #expect { try Self.step("a", upTo: longest) } throws: { "\($0)".contains("range of n-grams") }
    }
  }
}
