// A file cut into lines the way git cuts it.

/// The lines of a file, each with its newline. Only `\n` ends a line here: a lone `\r` is a character to git.
struct Lines {
  let bytes: ContiguousArray<UInt8>
  /// Where each line begins, and at the end the number of bytes.
  let starts: ContiguousArray<Int>

  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    var starts: ContiguousArray<Int> = [0]
    starts.reserveCapacity(bytes.count / 32 + 2)
    for offset in bytes.indices where bytes[offset] == 0x0A { starts.append(offset + 1) }
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
    var offset = 0
    while offset < mine.count {
      guard bytes[mine.lowerBound + offset] == lines.bytes[theirs.lowerBound + offset] else { return false }
      offset += 1
    }
    return true
  }

  /// FNV-1a over the line's bytes.
  func hash(_ line: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for offset in range(line) { hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01B3 }
    return hash
  }

  /// How far the line's first character stands in, or nothing if the line is blank.
  func indentation(_ line: Int) -> Int? {
    let range = range(line)
    return range.firstIndex { bytes[$0] != 0x20 && bytes[$0] != 0x09 && bytes[$0] != 0x0A && bytes[$0] != 0x0D }
      .map { $0 - range.lowerBound }
  }
}
