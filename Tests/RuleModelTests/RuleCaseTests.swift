// Holds the loader to the cases in Tests/RuleCases.

import Testing

@Suite("Rule files")
struct RuleCaseTests {
  static let files = [
    "packs.txt", "syntax.txt", "shapes.txt", "changes.txt", "conditions.txt", "together.txt", "surfaces.txt",
  ]

  @Test("each says what its case expects", arguments: files.flatMap { RuleCase.all(in: $0) })
  func says(example: RuleCase) {
    #expect(example.said == example.expected)
  }

  @Test("every file of cases is there", arguments: files)
  func isThere(file: String) {
    #expect(!RuleCase.all(in: file).isEmpty)
  }
}
