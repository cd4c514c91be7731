// Files of rows, a part at a time: the same rows whatever the size of the parts, and mistakes said with their place.

import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Rows that come in parts")
struct StreamTests {
  /// All rows as text, read `step` at a time.
  private func rows(_ path: String, step: Int) throws -> [[String?]] {
    var stream = try DataFile.open(path: path)
    var rows: [[String?]] = []
    while let part = try stream.next(step) {
      #expect(part.rowCount <= step && part.columns.allSatisfy { $0.count == part.rowCount })
      let columns = part.columns.indices.map { part.strings(of: $0) }
      for row in 0..<part.rowCount { rows.append(columns.map { $0[row] }) }
    }
    return rows
  }

  @Test("CSV of a megabyte reads the same in parts of any size, with rows across the edges of what is read at a time")
  func commas() throws {
    var text = "id,word,number\r\n"
    var expected: [[String?]] = []
    for row in 0..<30_000 {
      let word = String(repeating: row % 7 == 0 ? "é\"\"," : "x", count: row % 40)
      text += "\(row),\"\(word)\",\(Double(row) / 3)\(row % 2 == 0 ? "\r\n" : "\n")"
      expected.append(["\(row)", word.replacing("\"\"", with: "\""), "\(Double(row) / 3)"])
    }
    try ScratchFile(text, ending: "csv").read { path in
      for step in [1, 4096, 100_000] { #expect(try rows(path, step: step) == expected) }
      var stream = try DataFile.open(path: path)
      #expect(stream.names == ["id", "word", "number"])
      #expect(try stream.next(3)?.numbers(of: 2) == [0, 1.0 / 3, 2.0 / 3])
    }
  }

  @Test("JSON Lines are objects or arrays; arrays of numbers are columns")
  func lines() throws {
    let text = """
      {"id": 9007199254740993, "p": [0.25, 0.75], "word": "a\\u00e9\\ud83d\\ude00"}

      {"word": null, "p": [1, null], "id": -1}
      """
    try ScratchFile(text, ending: "jsonl").read { path in
      var stream = try DataFile.open(path: path)
      #expect(stream.names == ["id", "p[0]", "p[1]", "word"])
      let table = try stream.rest()
      #expect(try table.labels(of: 0, asText: false) == [.integer(9_007_199_254_740_993), .integer(-1)])
      #expect(try table.numbers(of: 1) == [0.25, 1])
      #expect(try table.numbers(of: 2)[1].isNaN)
      #expect(table.strings(of: 3) == ["a\u{e9}\u{1F600}", nil])
    }
    try ScratchFile("[1, 2.5]\n[true, NaN]", ending: "jsonl").read { path in
      let table = try DataFile.table(path: path)
      #expect(!table.isNamed && table.rowCount == 2)
      #expect(try table.numbers(of: 0) == [1, 1])
    }
  }

  @Test(
    "lines that are no rows are said with their place",
    arguments: [
      ("", "is empty"),
      ("{\"a\": 1}\n{\"a\": 1", ":2:8: `,` or `}` is missing"),
      ("{\"a\": 1}\n{\"a\": 1} x", ":2:10: something follows the value"),
      ("{\"a\": 1}\n{\"b\": 1}", ":2: this row has a key `b` and the first has none"),
      ("{\"a\": [1]}\n{\"a\": [1, 2]}", ":2: this row has another length of `a` than the first"),
      ("[1]\n[1, 2]", ":2: this row has 2 numbers and the first has 1"),
      ("{\"a\": 1, \"a\": 2}", ":1: a key stands twice in this row"),
      ("{\"a\": {\"b\": 1}}", "`a` holds objects"),
      ("{\"a\": tru}", ":1:7: `tru` is no value"),
      ("{\"a\": \"\\x\"}", "an escape is not known"),
      ("[" + String(repeating: "[", count: 100), "it is nested more than 64 deep"),
    ])
  func brokenLines(text: String, message: String) throws {
    try ScratchFile(text.isEmpty ? "[1]\n" : text, ending: "jsonl").read { path in
      guard !text.isEmpty else { return }
      #expect { try DataFile.table(path: path) } throws: {
        ($0 as? DataError)?.message.contains(message) ?? false
      }
    }
  }

  @Test("arrays of NumPy come by rows in either order, and whole numbers stay whole")
  func arrays() throws {
    let numbers = NumPyFile.write((0..<30).map { Double($0) / 4 }, shape: [10, 3])
    try ScratchFile(Data(numbers), ending: "npy").read { path in
      var stream = try DataFile.open(path: path)
      #expect(try stream.next(4)?.numbers(of: 1) == [0.25, 1, 1.75, 2.5])
      #expect(try stream.next(100)?.numbers(of: 0) == [3, 3.75, 4.5, 5.25, 6, 6.75])
      #expect(try stream.next(1) == nil)
    }
    // The same bytes, said to run down the columns.
    let turned = Data(numbers).replacing(Data("False".utf8), with: Data("True ".utf8))
    try ScratchFile(turned, ending: "npy").read { path in
      var stream = try DataFile.open(path: path)
      #expect(try stream.next(2)?.numbers(of: 2) == [5, 5.25])
      #expect(try stream.next(2)?.numbers(of: 0) == [0.5, 0.75])
    }
    let whole = NumPyFile.write([(1 << 60) + 1, -3], shape: [2])
    try ScratchFile(Data(whole), ending: "npy").read { path in
      let table = try DataFile.table(path: path)
      #expect(try table.labels(of: 0, asText: false) == [.integer((1 << 60) + 1), .integer(-3)])
    }
    try ScratchFile(Data(numbers.dropLast(9)), ending: "npy").read { path in
      #expect(throws: DataError.self) { _ = try DataFile.open(path: path) }
    }
  }

  @Test("numbers are read as the standard library reads them")
  func numbers() {
    var state: UInt64 = 7
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
    var texts = [
      "0", "-0", "1.", ".5", "1e5", "-1.5E-7", "9007199254740993", "123456789012345678901", "0.1", "00012.50",
    ]
    for _ in 0..<20_000 {
      texts.append("\(Double(bitPattern: next()))")
      texts.append("\(Int64(bitPattern: next()) >> Int64(next() % 60)).\(next() % 100_000)")
    }
    for text in texts {
      let read = Array(text.utf8).withUnsafeBufferPointer { NumberText.double($0) }
      #expect(read?.bitPattern == DataTable.number(text)?.bitPattern, "\(text)")
    }
    for text in ["", "-", "1-2", "x", "1.2.3", "--1"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { NumberText.integer($0) } == nil)
      #expect(text.isEmpty || Array(text.utf8).withUnsafeBufferPointer { NumberText.double($0) } == nil, "\(text)")
    }
  }

  @Test("what is no file of rows is said")
  func otherFiles() throws {
    #expect(throws: DataError.self) { try DataFile.open(path: "/") }
    #expect(throws: DataError.self) { try DataFile.open(path: "no-such-file.csv") }
    try ScratchFile(Data([0x80, 4, 0, 1, 2]), ending: "pkl").read { path in
      #expect(throws: DataError.self) { _ = try DataFile.open(path: path) }
    }
  }
}
