// A file cut into lines the way git cuts it.

import SourceModel

/// The lines of a file, each with its newline. Only `\n` ends a line here: a lone `\r` is a character to git.
struct Lines {
  let bytes: ContiguousArray<UInt8>
  /// Where each line begins, and at the end the number of bytes.
  let starts: ContiguousArray<Int>

  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    var starts: ContiguousArray<Int> = [0]
    starts.reserveCapacity(bytes.count / 32 + 2)
    bytes.withUnsafeBytes { bytes in
      LineEnds.forEach(in: bytes) { if bytes[$0] == 0x0A { starts.append($0 + 1) } }
    }
    if starts[starts.count - 1] != bytes.count { starts.append(bytes.count) }
    self.starts = starts
  }

  var count: Int { starts.count - 1 }
  func range(_ line: Int) -> Range<Int> { starts[line]..<starts[line + 1] }
  subscript(line: Int) -> ArraySlice<UInt8> { ArraySlice(bytes[range(line)]) }

  /// Whether `line` here and `other` there are the same bytes.
  func isLine(_ line: Int, equalTo other: Int, of lines: Lines) -> Bool {
    let (mine, theirs) = (range(line), lines.range(other))
    guard mine.count == theirs.count else { return false }
    return bytes.withUnsafeBytes { left in
      lines.bytes.withUnsafeBytes { right in
        var offset = 0
        // Eight bytes at once.
        while offset + 8 <= mine.count {
          let own = left.loadUnaligned(fromByteOffset: mine.lowerBound + offset, as: UInt64.self)
          guard own == right.loadUnaligned(fromByteOffset: theirs.lowerBound + offset, as: UInt64.self) else {
            return false
          }
          offset += 8
        }
        while offset < mine.count {
          guard left[mine.lowerBound + offset] == right[theirs.lowerBound + offset] else { return false }
          offset += 1
        }
        return true
      }
    }
  }

  /// How many of these lines and of others are the same at the beginning.
  func commonPrefix(_ own: Range<Int>, _ lines: Lines, _ others: Range<Int>) -> Int {
    let limit = min(own.count, others.count)
    var common = 0
    while common < limit, isLine(own.lowerBound + common, equalTo: others.lowerBound + common, of: lines) {
      common += 1
    }
    return common
  }

  /// How many of these lines and of others are the same at the end.
  func commonSuffix(_ own: Range<Int>, _ lines: Lines, _ others: Range<Int>) -> Int {
    let limit = min(own.count, others.count)
    var common = 0
    while common < limit,
      isLine(own.upperBound - common - 1, equalTo: others.upperBound - common - 1, of: lines)
    { common += 1 }
    return common
  }

  /// The lines that hold bytes of a range or one of the two bytes around it.
  func lines(touching range: Range<Int>) -> Range<Int> {
    let first = max(0, starts.firstPlace { $0 > range.lowerBound - 1 } - 1)
    return first..<max(first, min(count, starts.firstPlace { $0 > range.upperBound }))
  }

  /// A hash of each of these lines: as FNV-1a does, but eight bytes at once.
  func hashes(_ lines: Range<Int>) -> ContiguousArray<UInt64> {
    var hashes = ContiguousArray<UInt64>()
    hashes.reserveCapacity(lines.count)
    bytes.withUnsafeBytes { bytes in
      for line in lines {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var offset = starts[line]
        let end = starts[line + 1]
        while offset + 8 <= end {
          let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          hash = Self.mixed(hash, word)
          offset += 8
        }
        while offset < end {
          hash = Self.mixed(hash, UInt64(bytes[offset]))
          offset += 1
        }
        hashes.append(hash)
      }
    }
    return hashes
  }

  /// A product takes what is in the high bits of a word nowhere: they are brought down.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x100_0000_01B3
    return product ^ product >> 32
  }

  /// How far the line's first character stands in, or nothing if the line is blank.
  func indentation(_ line: Int) -> Int? {
    let range = range(line)
    return range.firstIndex { bytes[$0] != 0x20 && bytes[$0] != 0x09 && bytes[$0] != 0x0A && bytes[$0] != 0x0D }
      .map { $0 - range.lowerBound }
  }
}
