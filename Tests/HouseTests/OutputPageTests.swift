// Holds Docs/Output.md against what the program prints, which Tests/CommandCases holds against the program.

import Foundation
import Testing

@Suite("The page about output")
struct OutputPageTests {
  private let page: String
  private let cases: String

  init() throws {
    page = try String(contentsOf: House.root.appending(path: "Docs/Output.md"), encoding: .utf8)
    cases = try String(contentsOf: House.root.appending(path: "Tests/CommandCases/formats.txt"), encoding: .utf8)
  }

  /// What stands in back ticks in the page.
  private var named: Set<String> {
    Set(
      page.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
        String($0.element)
      })
  }

  /// The keys of every object in the cases.
  private var printed: Set<String> {
    Set(cases.matches(of: /"([$A-Za-z]+)" ?:/).map { String($0.output.1) })
  }

  @Test("names every key that the program prints")
  func namesEveryKey() {
    #expect(printed.count > 30)
    #expect(printed.subtracting(named).sorted() == [])
  }

  @Test("names no key that the program does not print")
  func namesNoOther() {
    let keys = page.matches(of: /\n\| `([$A-Za-z]+)` \|/).map { String($0.output.1) }
    let formats: Set = ["text", "json", "jsonl", "sarif", "patch"]
    #expect(keys.count > 30)
    #expect(keys.filter { !printed.contains($0) && !formats.contains($0) } == [])
  }

  @Test("has every format and exit code of the program")
  func formatsAndCodes() throws {
    let read = { (path: String) in
      try String(contentsOf: House.root.appending(path: "Sources/CommandLine/\(path)"), encoding: .utf8)
    }
    let formats = try #require(
      try read("Adapt/AdaptCommand.swift").firstMatch(of: /enum Format[^{]*\{\s*case ([a-z, ]+)/))
    let codes = try read("ExitStatus.swift").matches(of: /case \w+ = (\d)/).map { String($0.output.1) }
    #expect(codes.count == 4)
    for format in formats.output.1.split(separator: ",") {
      #expect(page.contains("\n| `\(format.trimmingCharacters(in: .whitespaces))` |"))
    }
    for code in codes { #expect(page.contains("\n| \(code) | ")) }
  }
}
