// Where the lines of a file begin, and what line and column an offset has.

/// A line and a column, both counted from 1; the column counts bytes.
package struct Position: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
  package static func < (left: Position, right: Position) -> Bool {
    left.line == right.line ? left.column < right.column : left.line < right.line
  }
}

/// The offset at which each line of a file begins. Lines end at `\n`, `\r\n` or a lone `\r`.
package struct LineTable: Sendable {
  package let starts: ContiguousArray<UInt32>
  package let byteCount: Int

  package init(_ bytes: ContiguousArray<UInt8>) {
    var starts: ContiguousArray<UInt32> = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    bytes.withUnsafeBytes { bytes in
      LineEnds.forEach(in: bytes) { offset in
        let isHalf = bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
        if !isHalf { starts.append(UInt32(offset + 1)) }
      }
    }
    self.starts = starts
    byteCount = bytes.count
  }

  /// The number of lines; a last line without a newline counts, an empty one after the last newline does not.
  package var lineCount: Int {
    Int(starts[starts.count - 1]) == byteCount && starts.count > 1 ? starts.count - 1 : starts.count
  }

  /// The line of `offset`, from 0. Logarithmic.
  package func line(of offset: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  package func position(of offset: UInt32) -> Position {
    let line = line(of: offset)
    return Position(line: line + 1, column: Int(offset - starts[line]) + 1)
  }

  /// The bytes of the line numbered from 1, its line end included.
  package func range(ofLine line: Int) -> ByteRange {
    let start = starts[line - 1]
    return ByteRange(start, line < starts.count ? starts[line] : UInt32(byteCount))
  }
}
