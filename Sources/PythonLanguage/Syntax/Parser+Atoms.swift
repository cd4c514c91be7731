// Names, literals and everything in brackets of its own.

import SourceModel

extension Parser {
  /// What brackets cost of the nesting allowed.
  static var bracketCost: Int { 4 }

  @inline(__always) mutating func atom(_ role: PythonRole) throws(SyntaxFailure) {
    switch token {
    case .name:
      leaf(.name, role)
      advance()
    case .number:
      leaf(.number, role, detail: lexer.numberForm)
      advance()
    case .string, .formattedStart: try strings(role)
    default: try otherAtom(role)
    }
  }

  private mutating func otherAtom(_ role: PythonRole) throws(SyntaxFailure) {
    switch token {
    case .leftParenthesis: try parenthesized(role)
    case .leftBracket: try listDisplay(role)
    case .leftBrace: try braceDisplay(role)
    case .trueKeyword: constant(.trueLiteral, role)
    case .falseKeyword: constant(.falseLiteral, role)
    case .noneKeyword: constant(.none, role)
    case .ellipsis: constant(.ellipsis, role)
    // Names until Python 3.6.
    case .asyncKeyword where syntax.version == nil, .awaitKeyword where syntax.version == nil: constant(.name, role)
    default: throw unexpected("expected an expression")
    }
  }

  private mutating func constant(_ kind: PythonKind, _ role: PythonRole) {
    leaf(kind, role)
    advance()
  }

  /// `()`, `(yield)`, `(a)`, `(a, b)` or `(a for a in b)`. Grouping parentheses leave no node.
  private mutating func parenthesized(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if take(.rightParenthesis) { return close(.tuple, mark, start, role) }
    try enter(Self.bracketCost)
    if token == .yieldKeyword {
      try yieldExpression(role)
      try expect(.rightParenthesis, "expected `)`")
      return leave(Self.bracketCost)
    }
    let isStarred = token == .star
    try element(role)
    switch token {
    case .comma:
      setRole(.elements)
      try restOfElements(until: .rightParenthesis)
      try expect(.rightParenthesis, "expected `)` or `,`")
      close(.tuple, mark, start, role)
    case .forKeyword, .asyncKeyword:
      if isStarred { throw unexpected("a starred expression cannot stand in a comprehension") }
      setRole(.element)
      try comprehensions()
      try expect(.rightParenthesis, "expected `)`")
      close(.generatorExpression, mark, start, role)
    default:
      if isStarred { throw unexpected("a starred expression cannot stand alone in parentheses") }
      try expect(.rightParenthesis, "expected `)`")
    }
    leave(Self.bracketCost)
  }

  /// The elements after the first, each with the comma before it, and a comma that ends them.
  private mutating func restOfElements(until closing: TokenKind) throws(SyntaxFailure) {
    while take(.comma) {
      if token == closing { return }
      try element(.elements)
    }
  }

  private mutating func listDisplay(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if take(.rightBracket) { return close(.list, mark, start, role) }
    try enter(Self.bracketCost)
    let isStarred = token == .star
    try element(.elements)
    let isComprehension = token == .forKeyword || token == .asyncKeyword
    if isComprehension {
      if isStarred { throw unexpected("a starred expression cannot stand in a comprehension") }
      setRole(.element)
      try comprehensions()
    } else {
      try restOfElements(until: .rightBracket)
    }
    try expect(.rightBracket, "expected `]` or `,`")
    close(isComprehension ? .listComprehension : .list, mark, start, role)
    leave(Self.bracketCost)
  }

  /// A dictionary or a set, or a comprehension of one.
  private mutating func braceDisplay(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if take(.rightBrace) { return close(.dict, mark, start, role) }
    try enter(Self.bracketCost)
    let kind: PythonKind
    if token == .doubleStar {
      kind = .dict
      try dictItems()
    } else {
      kind = try afterFirstOfBraces(start)
    }
    try expect(.rightBrace, "expected `}` or `,`")
    close(kind, mark, start, role)
    leave(Self.bracketCost)
  }

  private mutating func afterFirstOfBraces(_ start: Int) throws(SyntaxFailure) -> PythonKind {
    let isStarred = token == .star
    try element(.elements)
    let isWalrus = lastIsBareWalrus
    if token == .colon && !isStarred && !isWalrus {
      setRole(.keys)
      advance()
      try expression(.values)
      if token == .forKeyword || token == .asyncKeyword {
        try comprehensions()
        return .dictComprehension
      }
      if take(.comma), token != .rightBrace { try dictItems() }
      return .dict
    }
    if token == .forKeyword || token == .asyncKeyword {
      if isStarred { throw unexpected("a starred expression cannot stand in a comprehension") }
      setRole(.element)
      try comprehensions()
      return .setComprehension
    }
    if isWalrus && !accepts(since: 9) {
      throw tooNew("an assignment expression in a set without parentheses", from: start)
    }
    try restOfElements(until: .rightBrace)
    return .set
  }

  /// Whether the node closed last is `name := value` without parentheses.
  var lastIsBareWalrus: Bool {
    lastKind == .namedExpression && Int(builder.rows[builder.rows.count - 1].end) == lexer.previousEnd
  }

  /// `key: value` and `**mapping`, with commas; a value without a key before it is a mapping.
  private mutating func dictItems() throws(SyntaxFailure) {
    while true {
      if take(.doubleStar) {
        try operation(Precedence.bitOr, .values)
      } else {
        try expression(.keys)
        try expect(.colon, "expected `:` after a dictionary key")
        try expression(.values)
      }
      guard take(.comma), token != .rightBrace else { return }
    }
  }

  /// One or more of `for target in iterable if test`.
  mutating func comprehensions() throws(SyntaxFailure) {
    repeat {
      let mark = builder.mark
      let start = lexer.start
      let isAsync = take(.asyncKeyword)
      try expect(.forKeyword, "expected `for`")
      try targetList(.target)
      try expect(.inKeyword, "expected `in`")
      try operation(Precedence.or, .iterator)
      while take(.ifKeyword) { try operation(Precedence.or, .ifs) }
      close(.comprehension, mark, start, .generators, detail: isAsync ? 1 : 0)
    } while token == .forKeyword || token == .asyncKeyword
  }
}
