// Deep, long and hostile texts: linear time, no crash, also on the small stacks of secondary threads.

import Foundation
import PythonLanguage
import SourceModel
import Testing

/// Parses on a thread with the half megabyte that secondary threads have on macOS.
private func parseOnSmallStack(_ source: String) -> ParsedFile? { parse(source, stackSize: 512 * 1024) }

private func parse(_ source: String, stackSize: Int) -> ParsedFile? {
  final class Box: @unchecked Sendable { var parsed: ParsedFile? }
  let box = Box()
  let text = bytes(source)
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    box.parsed = PythonParser.parse(text)
    done.signal()
  }
  thread.stackSize = stackSize
  thread.start()
  done.wait()
  return box.parsed
}

@Suite struct DepthTests {
  @Test(
    "What nests too deep is a diagnostic, not a crash",
    arguments: [
      ("(", "x", ")"), ("[", "x", "]"), ("{", "x", "}"), ("f(", "x", ")"), ("a[", "x", "]"), ("-", "x", ""),
      ("not ", "x", ""), ("lambda: ", "x", ""), ("a if b else ", "x", ""), ("a ** ", "x", ""), ("f'{", "x", "}'"),
      ("{a: ", "x", "}"), ("[a for a in ", "x", "]"), ("(yield ", "x", ")"), ("await (", "x", ")"),
      ("lambda a=(", "x", "): 1"), ("a[(", "x", ")]"), ("f(-(not (", "x", ")))"), ("f'{(lambda: f(", "x", "))}'"),
    ])
  func nesting(_ open: String, _ middle: String, _ close: String) throws {
    let count = 20_000
    let source = String(repeating: open, count: count) + middle + String(repeating: close, count: count) + "\ny = 1\n"
    let parsed = try #require(parseOnSmallStack(source))
    #expect(parsed.hasErrors)
    #expect(parsed.tree.bytes.count == source.utf8.count)
  }

  @Test("Patterns and blocks that nest too deep are diagnostics too")
  func blocks() throws {
    let pattern = "match x:\n case " + String(repeating: "(", count: 5000) + "\n"
    #expect(try #require(parseOnSmallStack(pattern)).hasErrors)
    let blocks = (0..<2000).map { String(repeating: " ", count: $0) + "if a:\n" }.joined()
    #expect(try #require(parseOnSmallStack(blocks)).hasErrors)
    let defaults = (0..<95).map { String(repeating: " ", count: $0) + "def f(a=\(String(repeating: "(", count: 100))" }
    #expect(try #require(parseOnSmallStack(defaults.joined(separator: "\n"))).hasErrors)
  }

  @Test("As deep as CPython goes is no error")
  func allowed() throws {
    let stack = 8 << 20
    let brackets = String(repeating: "(", count: 199) + "a" + String(repeating: ")", count: 199)
    #expect(try #require(parse(brackets, stackSize: stack)).hasErrors == false)
    let blocks = (0..<99).map { String(repeating: " ", count: $0) + "if a:\n" }.joined()
    let text = blocks + String(repeating: " ", count: 99) + "pass\n"
    #expect(try #require(parse(text, stackSize: stack)).hasErrors == false)
  }

  @Test("Long chains are no deeper than short ones")
  func chains() throws {
    let count = 50_000
    for source in [
      String(repeating: "a + ", count: count) + "a", String(repeating: "a and ", count: count) + "a",
      "a" + String(repeating: ".b", count: count), "a" + String(repeating: "()", count: count),
      String(repeating: "a = ", count: count) + "a", String(repeating: "a < ", count: count) + "a",
      "if a: pass\n" + String(repeating: "elif b: pass\n", count: count),
      "x = " + String(repeating: "'a' ", count: count), String(repeating: "a;", count: count),
    ] {
      #expect(try #require(parseOnSmallStack(source)).diagnostics == [])
    }
  }
}
