// Holds the engine to the cases in Tests/EngineCases.

import Testing

@Suite("The engine")
struct EngineCaseTests {
  static let files = [
    "calls.txt", "certainty.txt", "members.txt", "names.txt", "shapes.txt", "straddling.txt", "versions.txt",
  ]

  @Test("does what each case expects", arguments: files.flatMap { EngineCase.all(in: $0) })
  func does(example: EngineCase) {
    #expect(example.outcome == example.expected)
  }

  @Test("has cases in every file", arguments: files)
  func hasCases(file: String) {
    #expect(!EngineCase.all(in: file).isEmpty)
  }
}
