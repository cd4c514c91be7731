// Holds the program to the cases in Tests/CommandCases.

import Testing

@Suite("The program")
struct CommandCaseTests {
  @Test("does what each case expects", arguments: CommandCase.files.flatMap { CommandCase.all(in: $0) })
  func does(example: CommandCase) {
    let outcome = example.outcome().map(\.written).joined()
    #expect(outcome == example.expected)
  }

  @Test("has cases")
  func hasCases() {
    #expect(CommandCase.files.flatMap { CommandCase.all(in: $0) }.count > 20)
  }
}
