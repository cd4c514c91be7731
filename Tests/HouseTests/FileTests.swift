// How a file is made: its first line, its length, the length of its functions.

import Testing

@Suite("Files")
struct FileTests {
  @Test("each Swift file begins with a comment that says what it is for")
  func firstLines() throws {
    for file in try House.swiftFiles() where file.path != "Package.swift" {
      let first = file.lines.first ?? ""
      let isSentence = first.last.map { ".?".contains($0) } ?? false
      #expect(first.hasPrefix("// ") && first.count > 12 && isSentence, "\(file.path): \(first)")
    }
  }

  @Test("no file has more than 600 lines, and nine in ten have no more than 400")
  func lengths() throws {
    let files = try House.swiftFiles()
    for file in files { #expect(file.lines.count <= 600, "\(file.path) has \(file.lines.count) lines") }
    expectNineInTen(of: files.filter(\.isSource).map { ($0.path, $0.lines.count) }, atMost: 400)
  }

  @Test("nine functions in ten have no more than 40 lines")
  func functions() throws {
    let functions = try House.swiftFiles().filter(\.isSource).flatMap { file in
      FunctionLengths.measure(file).map { ("\(file.path):\($0.line)", $0.count) }
    }
    #expect(functions.count > 500)
    expectNineInTen(of: functions, atMost: 40)
  }

  @Test("no line is indented by a tab or ends in a blank")
  func layout() throws {
    for file in try House.swiftFiles() {
      // The tests of a lexer hold tabs and blanks inside their texts: code alone is looked at.
      for (number, line) in file.code.enumerated() where file.lines[number].count == line.count {
        #expect(!line.hasPrefix("\t"), "\(file.path):\(number + 1) begins with a tab")
        #expect(!(file.isSource && file.lines[number].hasSuffix(" ")), "\(file.path):\(number + 1) ends in a blank")
      }
      #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(file.path) ends in one line end")
    }
  }

  @Test("functions are measured from their signature to their closing brace")
  func measuring() {
    let file = SwiftFile(
      path: "a.swift",
      text: """
        protocol P {
          func without()
        }
        struct S {
          func one() {}
          func three() {
            body("func no() {")
          }
          init(
            a: Int
          ) {
            self.a = a
          }
        }
        """)
    #expect(FunctionLengths.measure(file).map(\.line) == [5, 6, 9])
    #expect(FunctionLengths.measure(file).map(\.count) == [1, 3, 5])
  }

  private func expectNineInTen(of measured: [(String, Int)], atMost limit: Int) {
    let long = measured.filter { $0.1 > limit }.map { "\($0.0): \($0.1)" }
    #expect(long.count * 10 <= measured.count, "\(long.count) of \(measured.count) are longer: \(long)")
  }
}

/// The lines each function takes.
enum FunctionLengths {
  static func measure(_ file: SwiftFile) -> [(line: Int, count: Int)] {
    file.code.indices.compactMap { start in
      guard startsFunction(file.code[start]), let end = end(of: start, in: file.code) else { return nil }
      return (start + 1, end - start + 1)
    }
  }

  private static func startsFunction(_ line: Substring) -> Bool {
    let words = line.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" }
    return words.prefix(6).contains { $0 == "func" || $0 == "init" } && !line.contains(".init")
  }

  /// The line of the brace that closes what opens at `start`; nil for a requirement of a protocol.
  private static func end(of start: Int, in lines: [Substring]) -> Int? {
    let indentation = lines[start].prefix { $0 == " " }.count
    if lines[start].hasSuffix("}") { return start }
    var isOpen = lines[start].hasSuffix("{")
    for index in lines.indices[(start + 1)...] {
      let line = lines[index]
      if line.allSatisfy({ $0 == " " }) || line.prefix(while: { $0 == " " }).count > indentation { continue }
      let rest = line.drop { $0 == " " }
      if isOpen && rest.hasPrefix("}") { return index }
      guard rest.hasPrefix(")") || rest.hasPrefix("where") else { return nil }
      isOpen = line.hasSuffix("{")
    }
    return nil
  }
}
