// The expressions of f-strings as they were before 3.12: found by their text first, then read on their own.

import SourceModel

extension Parser {
  /// The expression of the field at `open` and a `=` after it. True if there is one.
  mutating func oldFieldExpression(_ form: FormattedForm, _ open: Int) throws(SyntaxFailure) -> Bool {
    guard let end = oldExpressionEnd(open + 1, form.limit) else {
      problem = SyntaxProblem(
        message: "the expression of an f-string is not closed, or has a backslash or `#` in it", start: open,
        end: open + 1)
      throw SyntaxFailure()
    }
    advance()
    try oldExpression()
    guard lexer.start == end else { throw unexpected("unexpected end of an expression in an f-string") }
    guard token == .equal else { return false }
    advance()
    return true
  }

  /// As between parentheses.
  private mutating func oldExpression() throws(SyntaxFailure) {
    if token == .yieldKeyword { return try yieldExpression(.value) }
    let mark = builder.mark
    let start = lexer.start
    let isStarred = token == .star
    try element(.value)
    if token == .comma {
      setRole(.elements)
      while take(.comma) {
        guard token.startsExpression else { break }
        try element(.elements)
      }
      return close(.tuple, mark, start, .value)
    }
    if isStarred { throw unexpected("a starred expression cannot stand alone here") }
    guard token == .forKeyword || token == .asyncKeyword else { return }
    setRole(.element)
    try comprehensions()
    close(.generatorExpression, mark, start, .value)
  }

  /// Where the expression that begins at `first` ends: at a `!`, `:`, `=` or `}` outside of brackets and strings.
  private func oldExpressionEnd(_ first: Int, _ limit: Int) -> Int? {
    var offset = first
    var open: [UInt8] = []
    while offset < limit {
      let byte = lexer.bytes[offset]
      let next = lexer.bytes[offset + 1]
      switch byte {
      case 0x5C, 0x23: return nil
      case 0x22, 0x27:
        guard let end = oldStringEnd(offset, limit) else { return nil }
        offset = end
        continue
      case 0x28, 0x5B, 0x7B: open.append(byte)
      case 0x29, 0x5D, 0x7D:
        if open.isEmpty { return byte == 0x7D ? offset : nil }
        guard let last = open.popLast(), byte > last, byte - last <= 2 else { return nil }
      case 0x21, 0x3A, 0x3D, 0x3C, 0x3E:
        guard open.isEmpty else { break }
        if byte != 0x3A && next == 0x3D {
          offset += 1
        } else if byte != 0x3C && byte != 0x3E {
          return offset
        }
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// The offset after the string that begins with the quote at `first`; nil at a backslash or the limit.
  private func oldStringEnd(_ first: Int, _ limit: Int) -> Int? {
    let quote = lexer.bytes[first]
    let isTriple = first + 2 < limit && lexer.bytes[first + 1] == quote && lexer.bytes[first + 2] == quote
    var offset = first + (isTriple ? 3 : 1)
    while offset < limit {
      if lexer.bytes[offset] == 0x5C { return nil }
      if lexer.bytes[offset] == quote {
        if !isTriple { return offset + 1 }
        if offset + 2 < limit && lexer.bytes[offset + 1] == quote && lexer.bytes[offset + 2] == quote {
          return offset + 3
        }
      }
      offset += 1
    }
    return nil
  }
}
