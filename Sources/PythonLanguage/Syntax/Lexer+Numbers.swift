// Numbers, with underscores, in all bases.

extension Lexer {
  /// A number; `offset` is its first digit or the dot before it.
  mutating func number(_ offset: Int) {
    if bytes[offset] != 0x30 { return decimalNumber(offset) }
    switch bytes[offset + 1] | 0x20 {
    case 0x78: prefixedNumber(offset, Self.isHexadecimalDigit)
    case 0x6F: prefixedNumber(offset) { $0 >= 0x30 && $0 <= 0x37 }
    case 0x62: prefixedNumber(offset) { $0 == 0x30 || $0 == 0x31 }
    default: decimalNumber(offset)
    }
  }

  /// `0x`, `0o` or `0b` and digits.
  private mutating func prefixedNumber(_ offset: Int, _ accepts: (UInt8) -> Bool) {
    var end = offset + 2
    repeat {
      if bytes[end] == 0x5F { end += 1 }
      guard accepts(bytes[end]) else { return fail("invalid number", offset, endOfWord(end)) }
      while accepts(bytes[end]) { end += 1 }
    } while bytes[end] == 0x5F
    if Self.isDigit(bytes[end]) { return fail("invalid digit in a number", offset, endOfWord(end)) }
    numberForm = 0
    finishNumber(offset, end)
  }

  private mutating func decimalNumber(_ offset: Int) {
    numberForm = 0
    guard var end = digits(offset) else { return }
    let integerEnd = end
    if bytes[end] == 0x2E {
      numberForm = 1
      end += 1
      if Self.isDigit(bytes[end]) {
        guard let fractionEnd = digits(end) else { return }
        end = fractionEnd
      }
    }
    if bytes[end] | 0x20 == 0x65 {
      let sign = bytes[end + 1] == 0x2B || bytes[end + 1] == 0x2D ? 1 : 0
      if Self.isDigit(bytes[end + 1 + sign]) {
        numberForm = 1
        guard let exponentEnd = digits(end + 1 + sign) else { return }
        end = exponentEnd
      } else if sign == 1 {
        return fail("invalid decimal literal", offset, end + 2)
      }
    }
    if bytes[end] | 0x20 == 0x6A {
      numberForm = 2
      end += 1
    }
    if numberForm == 0 && bytes[offset] == 0x30 && !isZero(offset, integerEnd) {
      fail("leading zeros in decimal integer literals are not permitted", offset, integerEnd)
      problem.isPython2 = true
      return
    }
    finishNumber(offset, end)
  }

  /// The end of a run of digits with single underscores between them; fails the token if it ends in one.
  private mutating func digits(_ first: Int) -> Int? {
    var end = first
    while true {
      while Self.isDigit(bytes[end]) { end += 1 }
      guard bytes[end] == 0x5F else { return end }
      guard Self.isDigit(bytes[end + 1]) else {
        fail("invalid decimal literal", first, endOfWord(end))
        return nil
      }
      end += 1
    }
  }

  private func isZero(_ first: Int, _ end: Int) -> Bool {
    for offset in first..<end where bytes[offset] != 0x30 && bytes[offset] != 0x5F { return false }
    return true
  }

  /// A number ends before anything but a word, except that `1if x else y` is two tokens.
  private mutating func finishNumber(_ first: Int, _ end: Int) {
    if tables.continuesWord[Int(bytes[end])] && !keywordFollows(end) {
      fail("invalid number", first, endOfWord(end))
      problem.isPython2 = (bytes[end] | 0x20) == 0x6C && !tables.continuesWord[Int(bytes[end + 1])]
      return
    }
    found(.number, first, end)
  }

  /// Whether the word at `offset` begins with a keyword that may follow a number at once, as CPython tests it.
  private func keywordFollows(_ offset: Int) -> Bool {
    for word in Self.keywordsAfterNumbers {
      var matches = true
      for (index, byte) in word.utf8.enumerated() where bytes[offset + index] != byte {
        matches = false
        break
      }
      if matches { return true }
    }
    return false
  }

  private static let keywordsAfterNumbers = ["and", "else", "for", "if", "in", "is", "not", "or"]

  private func endOfWord(_ offset: Int) -> Int {
    var end = offset
    while tables.continuesWord[Int(bytes[end])] { end += 1 }
    return min(max(end, offset + 1), count)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}
