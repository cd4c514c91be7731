// Words, operators and dots.

extension Lexer {
  /// The most brackets that may be open at once, as in CPython.
  static var maximumBrackets: Int { 200 }

  /// A name, a keyword, or the prefix of a string.
  @inline(__always) mutating func word(_ first: Int) {
    var offset = first
    var packed: UInt64 = 0
    var union: UInt8 = 0
    var byte = bytes[offset]
    repeat {
      packed = packed << 8 | UInt64(byte)
      union |= byte
      offset += 1
      byte = bytes[offset]
    } while tables.continuesWord[Int(byte)]
    let length = offset - first
    if (byte == 0x22 || byte == 0x27) && length <= 2, let flags = prefixFlags(first, length) {
      return string(first, quoteAt: offset, flags: flags)
    }
    if union >= 0x80 { return foreignWord(first, offset) }
    found(length <= 8 ? tables.kind(of: packed) : .name, first, offset)
  }

  /// A word with bytes beyond ASCII.
  private mutating func foreignWord(_ first: Int, _ end: Int) {
    if encoding.isIdentifier(bytes.copy(of: first..<end), 0..<end - first) {
      found(.name, first, end)
    } else {
      fail("invalid character in an identifier", first, end)
    }
  }

  /// What the letters before a quote make of the string, or nil if they are no prefix.
  private func prefixFlags(_ first: Int, _ length: Int) -> StringFlags? {
    var flags = StringFlags()
    for offset in first..<first + length {
      let flag: StringFlags
      switch bytes[offset] | 0x20 {
      case 0x72: flag = .raw
      case 0x62: flag = .bytes
      case 0x75: flag = .unicode
      case 0x66: flag = .formatted
      case 0x74: flag = .template
      default: return nil
      }
      if flags.contains(flag) { return nil }
      flags.insert(flag)
    }
    if flags.contains(.template), let version = syntax.version, version.minor < 14 { return nil }
    let letter = flags.subtracting(.raw)
    if letter.rawValue & (letter.rawValue &- 1) != 0 { return nil }
    if flags == [.raw, .unicode] { return nil }
    return flags
  }

  /// A token that is one byte, brackets among them.
  @inline(__always) mutating func simple(_ offset: Int) {
    let kind = tables.simpleKinds[Int(bytes[offset])]
    switch kind {
    case .leftParenthesis, .leftBracket, .leftBrace:
      depth += 1
      if depth > Self.maximumBrackets { return fail("too many nested brackets", offset, offset + 1) }
    case .rightParenthesis, .rightBracket, .rightBrace:
      if depth > 0 { depth -= 1 }
    default: break
    }
    found(kind, offset, offset + 1)
  }

  /// An operator that may go on for two or three bytes.
  mutating func compound(_ offset: Int) {
    let first = bytes[offset]
    let second = bytes[offset + 1]
    switch first {
    case 0x3A:
      if depth == fieldDepth { return found(.fieldColon, offset, offset + 1) }
      if second == 0x3D { return found(.colonEqual, offset, offset + 2) }
      found(.colon, offset, offset + 1)
    case 0x3D:
      if second == 0x3D { return found(.equalEqual, offset, offset + 2) }
      found(.equal, offset, offset + 1)
    case 0x21:
      if second == 0x3D { return found(.notEqual, offset, offset + 2) }
      if fieldDepth >= 0 { return found(.exclamation, offset, offset + 1) }
      fail("invalid syntax", offset, offset + 1)
    case 0x2D where second == 0x3E: found(.arrow, offset, offset + 2)
    case 0x2A where second == 0x2A: doubled(.doubleStar, .doubleStarEqual, offset)
    case 0x2F where second == 0x2F: doubled(.doubleSlash, .doubleSlashEqual, offset)
    case 0x3C where second == 0x3C: doubled(.leftShift, .leftShiftEqual, offset)
    case 0x3E where second == 0x3E: doubled(.rightShift, .rightShiftEqual, offset)
    case 0x3C where second == 0x3E:
      fail("Python 3 writes `!=` for `<>`", offset, offset + 2)
      problem.isPython2 = true
    default:
      withEqual(tables.simpleKinds[Int(first)], offset, second == 0x3D)
    }
  }

  private mutating func doubled(_ plain: TokenKind, _ augmented: TokenKind, _ offset: Int) {
    if bytes[offset + 2] == 0x3D { return found(augmented, offset, offset + 3) }
    found(plain, offset, offset + 2)
  }

  /// One of `+ - * / % @ & | ^ < >`, with or without `=`.
  private mutating func withEqual(_ plain: TokenKind, _ offset: Int, _ hasEqual: Bool) {
    guard hasEqual else { return found(plain, offset, offset + 1) }
    let kind: TokenKind
    switch plain {
    case .less: kind = .lessEqual
    case .greater: kind = .greaterEqual
    default: kind = plain.augmented
    }
    found(kind, offset, offset + 2)
  }

  mutating func dot(_ offset: Int) {
    if tables.classes[Int(bytes[offset + 1])] == .digit { return number(offset) }
    guard bytes[offset + 1] == 0x2E && bytes[offset + 2] == 0x2E else { return found(.dot, offset, offset + 1) }
    if syntax.acceptsPatternVariables && bytes[offset + 3] == 0x24 { return variable(offset, nameAt: offset + 4) }
    found(.ellipsis, offset, offset + 3)
  }

  mutating func dollar(_ offset: Int) {
    if syntax.acceptsPatternVariables { return variable(offset, nameAt: offset + 1) }
    fail("invalid character `$`", offset, offset + 1)
  }

  /// `$name` or `...$name`, taken for a name.
  private mutating func variable(_ offset: Int, nameAt first: Int) {
    var end = first
    while tables.continuesWord[Int(bytes[end])] { end += 1 }
    guard end > first else { return fail("a name is missing after `$`", offset, first) }
    found(.name, offset, end)
  }
}

extension TokenKind {

  /// The augmented assignment of a binary operator.
  var augmented: TokenKind {
    TokenKind(rawValue: rawValue - TokenKind.plus.rawValue + TokenKind.plusEqual.rawValue) ?? .error
  }
}
