// Lines and columns of every kind of line end.

import Testing

@testable import SourceModel

@Suite("Lines of a file")
struct LineTableTests {
  private func expectLines(_ text: String, _ lines: [String], at location: SourceLocation = #_sourceLocation) {
    let bytes = ContiguousArray(text.utf8)
    let table = LineTable(bytes)
    #expect(table.lineCount == lines.count, sourceLocation: location)
    let found = (0..<table.lineCount).map { String(decoding: bytes[table.range(ofLine: $0 + 1).range], as: UTF8.self) }
    #expect(found == lines, sourceLocation: location)
    #expect(found.joined() == text, sourceLocation: location)
  }

  @Test("a file is its lines, each with its own line end")
  func lines() {
    expectLines("", [""])
    expectLines("a", ["a"])
    expectLines("a\n", ["a\n"])
    expectLines("a\n\nb", ["a\n", "\n", "b"])
    expectLines("a\r\nb\rc\n\rd\r\n", ["a\r\n", "b\r", "c\n", "\r", "d\r\n"])
    expectLines("\r", ["\r"])
  }

  @Test("a form feed, a vertical tab and the separators of Unicode end no line")
  func otherBreaks() { expectLines("a\u{0C}b\u{0B}c\u{2028}d\u{85}e", ["a\u{0C}b\u{0B}c\u{2028}d\u{85}e"]) }

  @Test("line ends are found wherever they stand among eight bytes, and nothing else is one")
  func wordsOfEight() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<19 {
        var bytes = ContiguousArray<UInt8>(repeating: 0x61, count: 19)
        bytes[place] = byte
        if place > 0 { bytes[place - 1] = byte ^ 1 }
        var starts: [UInt32] = [0]
        for (index, byte) in bytes.enumerated() {
          let isFollowed = index + 1 < bytes.count && bytes[index + 1] == 0x0A
          if byte == 0x0A || (byte == 0x0D && !isFollowed) { starts.append(UInt32(index + 1)) }
        }
        #expect(Array(LineTable(bytes).starts) == starts)
      }
    }
  }

  @Test("positions count lines and bytes from 1")
  func positions() {
    let table = LineTable(ContiguousArray("ab\r\né x\n".utf8))
    let positions = (0...8).map { table.position(of: $0) }
    #expect(positions.map(\.line) == [1, 1, 1, 1, 2, 2, 2, 2, 2])
    #expect(positions.map(\.column) == [1, 2, 3, 4, 1, 2, 3, 4, 5])
    #expect(table.position(of: 9) == Position(line: 3, column: 1))
  }

  @Test("the line of every offset is the number of line ends before it")
  func everyOffset() {
    let bytes = ContiguousArray("\n\nx\r\r\n\nabc\n\r\nend".utf8)
    let table = LineTable(bytes)
    for offset in 0...bytes.count {
      let ends = (0..<offset).filter { index in
        bytes[index] == 0x0A || (bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
      }
      #expect(table.line(of: UInt32(offset)) == ends.count)
    }
  }

  @Test("positions are ordered by line, then by column")
  func order() {
    #expect(Position(line: 1, column: 9) < Position(line: 2, column: 1))
    #expect(Position(line: 2, column: 1) < Position(line: 2, column: 2))
  }
}
