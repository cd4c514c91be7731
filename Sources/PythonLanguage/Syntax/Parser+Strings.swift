// Strings and their concatenations, f-strings and t-strings with all that is nested in them.

import SourceModel

extension Parser {
  /// One literal or several in a row.
  mutating func strings(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let first = lexer.stringFlags
    if token == .string {
      leaf(first.contains(.bytes) ? .bytes : .string, role, detail: first.rawValue)
      advance()
      guard token == .string || token == .formattedStart else { return }
      builder.rewind(to: mark)
      builder.leaf(
        PythonKind.stringLiteral.kind, start: UInt32(start), end: UInt32(lexer.previousEnd),
        role: PythonRole.literals.role, detail: first.rawValue)
    }
    var letters = first
    var mixesTemplates = false
    while token == .string || token == .formattedStart {
      let flags = lexer.stringFlags
      if flags.contains(.bytes) != first.contains(.bytes) {
        throw unexpected("cannot mix bytes and nonbytes literals")
      }
      mixesTemplates = mixesTemplates || flags.contains(.template) != first.contains(.template)
      letters.formUnion(flags)
      try literal(flags)
    }
    if mixesTemplates { throw failure("cannot mix t-string literals with other literals", from: start) }
    let kind: PythonKind =
      letters.contains(.template)
      ? .templateString : letters.contains(.formatted) ? .joinedString : first.contains(.bytes) ? .bytes : .string
    close(kind, mark, start, role, detail: first.rawValue)
  }

  private mutating func literal(_ flags: StringFlags) throws(SyntaxFailure) {
    if token == .formattedStart { return try formattedLiteral(flags) }
    leaf(.stringLiteral, .literals, detail: flags.rawValue)
    advance()
  }

  /// An f- or t-string from its prefix to its closing quote.
  private mutating func formattedLiteral(_ flags: StringFlags) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let fieldDepth = lexer.fieldDepth
    try enter(Self.bracketCost)
    var form = FormattedForm(
      delimiter: lexer.bytes[lexer.end - 1], isTriple: flags.contains(.triple), isRaw: flags.contains(.raw))
    if !accepts(since: 12) { form.limit = try closingQuote(form) }
    let end = try formattedText(form, from: lexer.end, level: 0)
    leave(Self.bracketCost)
    lexer.fieldDepth = fieldDepth
    lexer.found(.string, start, end)
    advance()
    close(.formattedLiteral, mark, start, .literals, detail: flags.rawValue)
  }

  /// Where the closing quote of an f-string stands by the rules before 3.12, when it was first read as a plain string.
  private mutating func closingQuote(_ form: FormattedForm) throws(SyntaxFailure) -> Int {
    guard let end = lexer.endOfString(lexer.end, form.delimiter, isTriple: form.isTriple) else {
      throw textFailure("unterminated f-string literal", lexer.start, lexer.end)
    }
    return end - (form.isTriple ? 3 : 1)
  }

  private mutating func textFailure(_ message: String, _ start: Int, _ end: Int) -> SyntaxFailure {
    problem = SyntaxProblem(message: message, start: start, end: end)
    return SyntaxFailure()
  }

  /// The text from `first` on and the fields in it. At level 0 gives the offset after the closing quote; inside the
  /// format specification of a field, the offset of what ends that.
  private mutating func formattedText(
    _ form: FormattedForm, from first: Int, level: Int
  ) throws(SyntaxFailure) -> Int {
    var piece = first
    while true {
      let (stop, offset) = lexer.formattedStop(form, from: piece, inSpecification: level > 0)
      switch stop {
      case .field:
        try literalText(form, piece, offset)
        piece = try field(form, at: offset, level: level)
      case .close where level == 0:
        try literalText(form, piece, offset)
        return offset + (form.isTriple ? 3 : 1)
      case .close: throw textFailure("expected `}` of a replacement field", offset, offset + 1)
      case .endOfSpecification:
        try literalText(form, piece, offset)
        return offset
      case .strayBrace: throw textFailure("a single `}` is not allowed in an f-string", offset, offset + 1)
      case .lineEnd where endsSpecification(form, level, isAfterField: offset == piece && offset > first):
        try literalText(form, piece, offset)
        return offset
      case .lineEnd, .endOfSource: throw textFailure("unterminated f-string literal", first, offset)
      }
    }
  }

  /// Whether a line end closes the format specification it stands in, as it does where one quote opened the string; not
  /// after a nested field, since 3.13.
  private func endsSpecification(_ form: FormattedForm, _ level: Int, isAfterField: Bool) -> Bool {
    level > 0 && !form.isTriple && form.limit == Int.max && !(isAfterField && accepts(since: 13))
  }

  private mutating func literalText(_ form: FormattedForm, _ start: Int, _ end: Int) throws(SyntaxFailure) {
    guard end > start else { return }
    if !form.isRaw, let bad = lexer.brokenEscape(start..<end, isBytes: false) {
      throw textFailure("a broken escape in an f-string literal", bad, min(bad + 2, end))
    }
    builder.leaf(
      PythonKind.literalText.kind, start: UInt32(start), end: UInt32(end), role: PythonRole.values.role)
  }

  // MARK: Fields

  /// `{expression=!r:specification}` at `open`. Gives the offset after its closing brace.
  private mutating func field(_ form: FormattedForm, at open: Int, level: Int) throws(SyntaxFailure) -> Int {
    if level > (form.limit == Int.max ? 2 : 1) {
      throw textFailure("f-string expressions are nested too deeply", open, open + 1)
    }
    let mark = builder.mark
    let fieldDepth = lexer.fieldDepth
    let depth = lexer.depth
    lexer.found(.leftBrace, open, open + 1)
    lexer.depth += 1
    lexer.fieldDepth = lexer.depth
    let isDebug = form.limit == Int.max ? try fieldExpression() : try oldFieldExpression(form, open)
    try conversion()
    if token == .fieldColon { try specification(form, level) }
    guard token == .rightBrace, lexer.start < form.limit else {
      throw unexpected("expected `}` of a replacement field")
    }
    let end = lexer.end
    builder.close(
      PythonKind.interpolation.kind, from: mark, start: UInt32(open), end: UInt32(end),
      role: PythonRole.values.role, detail: isDebug ? 1 : 0)
    lexer.fieldDepth = fieldDepth
    lexer.depth = depth
    return end
  }

  /// The expression of a field and a `=` after it. True if there is one.
  private mutating func fieldExpression() throws(SyntaxFailure) -> Bool {
    advance()
    guard token.startsExpression || token == .yieldKeyword else {
      throw unexpected("expected an expression in a replacement field")
    }
    try yieldOrStarExpressions(.value)
    return take(.equal)
  }

  private mutating func conversion() throws(SyntaxFailure) {
    guard token == .exclamation else { return }
    let mark = lexer.end
    advance()
    guard token == .name, lexer.start == mark, lexer.end == mark + 1,
      [0x61, 0x72, 0x73].contains(lexer.bytes[mark])
    else { throw unexpected("expected `s`, `r` or `a` after `!`") }
    leaf(.identifier, .conversion)
    advance()
    if !accepts(since: 12) && lexer.start != mark + 1 { throw unexpected("expected `:` or `}` after a conversion") }
  }

  private mutating func specification(_ form: FormattedForm, _ level: Int) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let depth = lexer.depth
    let end = try formattedText(form, from: lexer.end, level: level + 1)
    builder.close(
      PythonKind.formatSpecification.kind, from: mark, start: UInt32(start), end: UInt32(end),
      role: PythonRole.formatSpecification.role)
    lexer.found(.fieldColon, start, end)
    lexer.depth = depth
    lexer.fieldDepth = depth
    advance()
  }
}
