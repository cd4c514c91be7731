// Where the lines of a file begin, and what line and column an offset has.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
      var carriage = Self.next(0x0D, in: bytes, from: 0)
      var offset = 0
      while offset < bytes.count {
        let feed = Self.next(0x0A, in: bytes, from: offset)
        while carriage < feed {
          if carriage + 1 < feed || feed == bytes.count { starts.append(UInt32(carriage + 1)) }
          carriage = Self.next(0x0D, in: bytes, from: carriage + 1)
        }
        if feed < bytes.count { starts.append(UInt32(feed + 1)) }
        offset = feed + 1
      }
    }
    self.starts = starts
    byteCount = bytes.count
  }

  /// Where a byte stands next, or the number of bytes. The C library looks at many at once.
  private static func next(_ byte: Int32, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, byte, bytes.count - start)
    else { return bytes.count }
    return base.distance(to: UnsafeRawPointer(found))
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
