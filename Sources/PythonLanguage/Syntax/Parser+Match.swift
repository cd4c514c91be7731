// `match` statements and their patterns.

import SourceModel

extension Parser {
  /// A `match` statement, if the word `match` under the cursor begins one: a subject, `:` and the end of the line.
  mutating func matchStatementIfPresent(_ role: PythonRole) throws(SyntaxFailure) -> Bool {
    guard accepts(since: 10) else { return false }
    let mark = builder.mark
    let start = lexer.start
    guard subjectIfPresent() else { return false }
    advance()
    guard token == .indent else { throw unexpected("expected an indented block after `match`") }
    advance()
    repeat { try matchCase() } while token != .dedent && token != .endOfFile
    if token == .dedent { advance() }
    close(.match, mark, start, role)
    return true
  }

  /// Steps over `match subject:` to the end of its line, or stays.
  private mutating func subjectIfPresent() -> Bool {
    let point = checkpoint()
    advance()
    if token.startsExpression && token != .error {
      do throws(SyntaxFailure) {
        try subject()
        if take(.colon), token == .newline { return true }
      } catch {}
    }
    restore(point)
    return false
  }

  private mutating func subject() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isStarred = token == .star
    try element(.subject)
    guard token == .comma else {
      if isStarred { throw unexpected("expected `,`") }
      return
    }
    setRole(.elements)
    while take(.comma) {
      guard token.startsExpression else { break }
      try element(.elements)
    }
    close(.tuple, mark, start, .subject)
  }

  private mutating func matchCase() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    guard isWord("case") else { throw unexpected("expected `case`") }
    advance()
    try openPattern()
    if take(.ifKeyword) { try namedExpression(.guardTest) }
    try block(.body)
    close(.matchCase, mark, start, .cases)
  }

  /// The pattern of a case: a sequence needs no brackets here.
  private mutating func openPattern() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isStarred = token == .star
    try starPattern(.pattern)
    guard token == .comma else {
      if isStarred { throw unexpected("expected `,` after a starred pattern") }
      return
    }
    setRole(.patterns)
    while take(.comma) {
      if token == .colon || token == .ifKeyword { break }
      try starPattern(.patterns)
    }
    close(.matchSequence, mark, start, .pattern)
  }

  private mutating func starPattern(_ role: PythonRole) throws(SyntaxFailure) {
    guard token == .star else { return try pattern(role) }
    let mark = builder.mark
    let start = lexer.start
    advance()
    if isWord("_") { advance() } else { try identifier(.name) }
    close(.matchStar, mark, start, role)
  }

  /// Alternatives with `|`, and `as name` after them.
  private mutating func pattern(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try enter()
    try closedPattern(role)
    leave()
    if token == .bar {
      setRole(.patterns)
      while take(.bar) { try closedPattern(.patterns) }
      close(.matchOr, mark, start, role)
    }
    guard take(.asKeyword) else { return }
    setRole(.pattern)
    if isWord("_") { throw unexpected("`_` cannot be the target of `as`") }
    try identifier(.name)
    if token == .dot || token == .leftParenthesis || token == .equal {
      throw unexpected("the target of `as` must be a name")
    }
    close(.matchAs, mark, start, role)
  }

  private mutating func closedPattern(_ role: PythonRole) throws(SyntaxFailure) {
    switch token {
    case .name: try namePattern(role)
    case .number, .minus, .string, .formattedStart:
      let mark = builder.mark
      let start = lexer.start
      try literal(.value)
      close(.matchValue, mark, start, role)
    case .noneKeyword, .trueKeyword, .falseKeyword:
      let mark = builder.mark
      let start = lexer.start
      try literal(.value)
      close(.matchSingleton, mark, start, role)
    case .leftParenthesis: try parenthesizedPattern(role)
    case .leftBracket: try bracketedPattern(role)
    case .leftBrace: try mappingPattern(role)
    default: throw unexpected("expected a pattern")
    }
  }

  /// A number with its sign and imaginary part, strings, or a singleton.
  private mutating func literal(_ role: PythonRole) throws(SyntaxFailure) {
    switch token {
    case .string, .formattedStart: try strings(role)
    case .noneKeyword: singleton(.none, role)
    case .trueKeyword: singleton(.trueLiteral, role)
    case .falseKeyword: singleton(.falseLiteral, role)
    default: try signedNumber(role)
    }
  }

  private mutating func singleton(_ kind: PythonKind, _ role: PythonRole) {
    leaf(kind, role)
    advance()
  }

  /// `-1`, `2.5` or `1 + 2j`.
  private mutating func signedNumber(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isNegative = take(.minus)
    guard token == .number else { throw unexpected("expected a number") }
    let isReal = lexer.numberForm != 2
    leaf(.number, isNegative ? .operand : role, detail: lexer.numberForm)
    advance()
    if isNegative { close(.unaryOp, mark, start, role, detail: UnaryOperator.minus.rawValue) }
    guard token == .plus || token == .minus else { return }
    let detail = token.binaryOperator
    advance()
    guard isReal, token == .number, lexer.numberForm == 2 else {
      throw unexpected("a sum in a pattern must be of a real and an imaginary number")
    }
    setRole(.left)
    leaf(.number, .right, detail: lexer.numberForm)
    advance()
    close(.binaryOp, mark, start, role, detail: detail)
  }

  /// A capture, the wildcard, a dotted value or a class.
  private mutating func namePattern(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isWildcard = isWord("_")
    leaf(.name, .value)
    advance()
    if token == .dot || token == .leftParenthesis || token == .equal {
      try attributes(mark, start)
      if token == .leftParenthesis { return try classPattern(mark, start, role) }
      if token == .equal { throw unexpected("a pattern cannot be followed by `=`") }
      return close(.matchValue, mark, start, role)
    }
    let name = builder.rows[builder.rows.count - 1]
    builder.rewind(to: mark)
    if !isWildcard {
      builder.leaf(PythonKind.identifier.kind, start: name.start, end: name.end, role: PythonRole.name.role)
    }
    close(.matchAs, mark, start, role)
  }

  /// `.b.c` after a name that has been closed since `mark`.
  private mutating func attributes(_ mark: Int, _ start: Int) throws(SyntaxFailure) {
    while take(.dot) {
      setRole(.value)
      try identifier(.attribute)
      close(.attribute, mark, start, .value)
    }
  }

  /// `(positional, …, name=pattern, …)` after the class.
  private mutating func classPattern(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    setRole(.type)
    advance()
    try enter(Self.bracketCost)
    var sawKeyword = false
    while token != .rightParenthesis {
      if try keywordPatternIfPresent() {
        sawKeyword = true
      } else {
        if sawKeyword { throw unexpected("a positional pattern follows keyword patterns") }
        try pattern(.patterns)
      }
      guard take(.comma) else { break }
    }
    try expect(.rightParenthesis, "expected `)` or `,`")
    leave(Self.bracketCost)
    close(.matchClass, mark, start, role)
  }

  private mutating func keywordPatternIfPresent() throws(SyntaxFailure) -> Bool {
    guard token == .name else { return false }
    let point = checkpoint()
    leaf(.identifier, .keywordNames)
    advance()
    guard take(.equal) else {
      restore(point)
      return false
    }
    try pattern(.keywordPatterns)
    return true
  }

  /// A pattern in parentheses, or a sequence.
  private mutating func parenthesizedPattern(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if take(.rightParenthesis) { return close(.matchSequence, mark, start, role) }
    try enter(Self.bracketCost)
    let isStarred = token == .star
    try starPattern(role)
    let isSequence = token == .comma
    if isSequence {
      setRole(.patterns)
      try restOfPatterns(until: .rightParenthesis)
    } else if isStarred {
      throw unexpected("expected `,` after a starred pattern")
    }
    try expect(.rightParenthesis, "expected `)` or `,`")
    leave(Self.bracketCost)
    if isSequence { close(.matchSequence, mark, start, role) }
  }

  private mutating func bracketedPattern(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try enter(Self.bracketCost)
    if token != .rightBracket {
      try starPattern(.patterns)
      try restOfPatterns(until: .rightBracket)
    }
    try expect(.rightBracket, "expected `]` or `,`")
    leave(Self.bracketCost)
    close(.matchSequence, mark, start, role)
  }

  private mutating func restOfPatterns(until closing: TokenKind) throws(SyntaxFailure) {
    while take(.comma) {
      if token == closing { return }
      try starPattern(.patterns)
    }
  }

  /// `{key: pattern, …, **rest}`.
  private mutating func mappingPattern(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try enter(Self.bracketCost)
    while token != .rightBrace {
      if take(.doubleStar) {
        if isWord("_") { throw unexpected("`**_` is not allowed in a mapping pattern") }
        try identifier(.rest)
        _ = take(.comma)
        break
      }
      try mappingKey()
      try expect(.colon, "expected `:` after a key")
      try pattern(.patterns)
      guard take(.comma) else { break }
    }
    try expect(.rightBrace, "expected `}` or `,`")
    leave(Self.bracketCost)
    close(.matchMapping, mark, start, role)
  }

  /// A literal or a dotted name.
  private mutating func mappingKey() throws(SyntaxFailure) {
    guard token == .name else { return try literal(.keys) }
    let mark = builder.mark
    let start = lexer.start
    leaf(.name, .value)
    advance()
    guard token == .dot else { throw unexpected("a key must be a literal or a dotted name") }
    try attributes(mark, start)
    setRole(.keys)
  }
}
