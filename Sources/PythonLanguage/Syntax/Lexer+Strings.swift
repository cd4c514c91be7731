// String literals that are one token, and the opening of those that are not.

extension Lexer {
  /// A string whose prefix begins at `first` and whose opening quote is at `quote`.
  mutating func string(_ first: Int, quoteAt quote: Int, flags prefix: StringFlags) {
    let delimiter = bytes[quote]
    var flags = prefix
    var offset = quote + 1
    if bytes[offset] == delimiter && bytes[offset + 1] == delimiter {
      flags.insert(.triple)
      offset += 2
    }
    stringFlags = flags
    if !flags.isDisjoint(with: [.formatted, .template]) { return found(.formattedStart, first, offset) }
    guard let end = endOfString(offset, delimiter, isTriple: flags.contains(.triple)) else {
      return unterminated(first, offset, isTriple: flags.contains(.triple))
    }
    if flags.contains(.bytes) && encoding.hasForeignBytes && hasForeignByte(offset..<end) {
      return fail("bytes can only contain ASCII literal characters", first, end)
    }
    found(.string, first, end)
    if stringFlags.contains([.hasBackslash]) && !flags.contains(.raw) { checkEscapes(offset..<end - flags.quoteLength) }
  }

  /// The offset after the closing quote of the literal whose content begins at `first`, or nil if it has none.
  /// Notes backslashes in `stringFlags`.
  mutating func endOfString(_ first: Int, _ delimiter: UInt8, isTriple: Bool) -> Int? {
    if isTriple && first >= (delimiter == 0x22 ? unclosedTripleDouble : unclosedTripleSingle) { return nil }
    var offset = first
    while true {
      // Prose between triple quotes, eight bytes at once.
      if isTriple {
        while offset < count, !Self.mayStopProse(eightBytes(at: offset), delimiter) { offset += 8 }
      }
      while !tables.stopsString[Int(bytes[offset])] { offset += 1 }
      let byte = bytes[offset]
      if byte == delimiter {
        if !isTriple { return offset + 1 }
        if bytes[offset + 1] == delimiter && bytes[offset + 2] == delimiter { return offset + 3 }
      } else if byte == 0x5C {
        stringFlags.insert(.hasBackslash)
        offset += 1
        if bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A { offset += 1 }
        if offset >= count { return noteUnclosed(first, delimiter, isTriple) }
      } else if byte == 0x0A || byte == 0x0D {
        if !isTriple { return nil }
      } else if byte == 0 && offset >= count {
        return noteUnclosed(first, delimiter, isTriple)
      }
      offset += 1
    }
  }

  /// Whether one of eight bytes is the quote, a backslash or NUL: such a byte is zero once the other is taken from it, and
  /// only a zero byte, or one above it, borrows.
  @inline(__always) private static func mayStopProse(_ word: UInt64, _ delimiter: UInt8) -> Bool {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let (quote, backslash) = (word ^ (ones &* UInt64(delimiter)), word ^ (ones &* 0x5C))
    return ((word &- ones) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & tops != 0
  }

  private mutating func noteUnclosed(_ first: Int, _ delimiter: UInt8, _ isTriple: Bool) -> Int? {
    if isTriple && delimiter == 0x22 { unclosedTripleDouble = min(unclosedTripleDouble, first) }
    if isTriple && delimiter == 0x27 { unclosedTripleSingle = min(unclosedTripleSingle, first) }
    return nil
  }

  /// An unterminated literal: up to the end of its line; of a triple-quoted one only the quotes, so that what follows
  /// is read as code.
  mutating func unterminated(_ first: Int, _ content: Int, isTriple: Bool) {
    fail(
      isTriple ? "unterminated triple-quoted string literal" : "unterminated string literal", first,
      isTriple ? content : endOfLine(content))
  }

  func hasForeignByte(_ range: Range<Int>) -> Bool {
    for offset in range where bytes[offset] >= 0x80 { return true }
    return false
  }

  /// Fails the string under the cursor if an escape in it is broken. Names in `\N{…}` are not looked up here.
  mutating func checkEscapes(_ range: Range<Int>) {
    let isBytes = stringFlags.contains(.bytes)
    guard let bad = brokenEscape(range, isBytes: isBytes) else { return }
    problem = SyntaxProblem(
      message: "a broken escape in a string literal", start: bad, end: min(bad + 2, range.upperBound))
    kind = .error
  }

  /// The offset of the first escape in `range` that Python refuses.
  func brokenEscape(_ range: Range<Int>, isBytes: Bool) -> Int? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard bytes[offset] == 0x5C else {
        offset += 1
        continue
      }
      let escape = offset
      offset += 2
      let digits: Int
      switch bytes[escape + 1] {
      case 0x78: digits = 2
      case 0x75: digits = isBytes ? 0 : 4
      case 0x55: digits = isBytes ? 0 : 8
      case 0x4E where !isBytes:
        guard let end = endOfNamedEscape(offset, range.upperBound) else { return escape }
        offset = end
        continue
      default: continue
      }
      var value = 0
      for index in offset..<offset + digits {
        guard index < range.upperBound, let digit = Self.hexadecimalValue(bytes[index]) else { return escape }
        value = value << 4 | digit
      }
      if value > 0x10FFFF { return escape }
      offset += digits
    }
    return nil
  }

  /// The offset after `{NAME}` at `offset`, or nil if there is none before `limit`.
  func endOfNamedEscape(_ offset: Int, _ limit: Int) -> Int? {
    guard offset < limit, bytes[offset] == 0x7B else { return nil }
    var end = offset + 1
    while end < limit && bytes[end] != 0x7D { end += 1 }
    return end < limit && end > offset + 1 ? end + 1 : nil
  }

  static func hexadecimalValue(_ byte: UInt8) -> Int? {
    if isDigit(byte) { return Int(byte) - 0x30 }
    return isHexadecimalDigit(byte) ? Int(byte | 0x20) - 0x57 : nil
  }
}
