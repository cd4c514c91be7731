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
      var offset = 0
      while offset < bytes.count {
        // Eight bytes at once, as long as none of them ends a line.
        while offset + 8 <= bytes.count,
          !Self.hasLineEnd(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        {
          offset += 8
        }
        let end = min(offset + 8, bytes.count)
        while offset < end {
          let byte = bytes[offset]
          offset += 1
          if byte == 0x0A || (byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)) {
            starts.append(UInt32(offset))
          }
        }
      }
    }
    self.starts = starts
    byteCount = bytes.count
  }

  /// Whether one of eight bytes is `\n` or `\r`: such a byte is zero once the other is taken from it, and only a zero
  /// byte, or one above it, borrows.
  private static func hasLineEnd(_ word: UInt64) -> Bool {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let (feed, carriage) = (word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
    return ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage) & tops != 0
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
