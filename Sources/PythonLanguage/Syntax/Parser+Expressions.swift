// Expressions, from the loosest operator to the tightest.

import SourceModel

extension Parser {
  /// One expression, or several with commas as a tuple; each may be starred.
  mutating func starExpressions(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try starExpression(role)
    guard token == .comma else { return }
    setRole(.elements)
    while take(.comma) {
      guard token.startsExpression else { break }
      try starExpression(.elements)
    }
    close(.tuple, mark, start, role)
  }

  mutating func starExpression(_ role: PythonRole) throws(SyntaxFailure) {
    if token == .star { return try starred(role) }
    try expression(role)
  }

  /// `*operand`, where the operand binds at least as tightly as `|`.
  mutating func starred(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try operation(Precedence.bitOr, .value)
    close(.starred, mark, start, role)
  }

  /// `*expression`, as arguments and indexes have it.
  mutating func looseStarred(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try expression(.value)
    close(.starred, mark, start, role)
  }

  /// An expression or `name := expression`.
  mutating func namedExpression(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isName = token == .name
    let nameEnd = lexer.end
    try expression(role)
    guard token == .colonEqual else { return }
    guard isName, lexer.previousEnd == nameEnd else { throw unexpected("only a name can stand before `:=`") }
    setRole(.target)
    setContext(.store)
    advance()
    try expression(.value)
    close(.namedExpression, mark, start, role)
  }

  /// An element of a display: a named expression, or a starred one.
  mutating func element(_ role: PythonRole) throws(SyntaxFailure) {
    if token == .star { return try starred(role) }
    try namedExpression(role)
  }

  /// Anything but a walrus, a star or a yield.
  mutating func expression(_ role: PythonRole) throws(SyntaxFailure) {
    if token == .lambdaKeyword { return try lambda(role) }
    let mark = builder.mark
    let start = lexer.start
    try operation(Precedence.or, role)
    if token == .ifKeyword { try conditional(mark, start, role) }
  }

  /// What follows the body of `body if test else other`.
  private mutating func conditional(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    setRole(.body)
    advance()
    try operation(Precedence.or, .test)
    try expect(.elseKeyword, "expected `else` of a conditional expression")
    try enter()
    try expression(.orElse)
    leave()
    close(.conditional, mark, start, role)
  }

  /// Operators that bind at least as tightly as `minimum`.
  mutating func operation(_ minimum: UInt8, _ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    if token == .notKeyword {
      try negation(minimum, role)
    } else {
      try operand(role)
    }
    while true {
      let level = token.precedence
      if level == 0 || level < minimum { return }
      if level > Precedence.comparison {
        setRole(.left)
        let detail = token.binaryOperator
        advance()
        try operation(level + 1, .right)
        close(.binaryOp, mark, start, role, detail: detail)
      } else if level == Precedence.comparison {
        try comparison(mark, start, role)
      } else {
        try boolean(level, mark, start, role)
      }
    }
  }

  private mutating func negation(_ minimum: UInt8, _ role: PythonRole) throws(SyntaxFailure) {
    guard minimum <= Precedence.not else { throw unexpected("`not` needs parentheses here") }
    let mark = builder.mark
    let start = lexer.start
    advance()
    try enter()
    try operation(Precedence.not, .operand)
    leave()
    close(.unaryOp, mark, start, role, detail: UnaryOperator.not.rawValue)
  }

  /// `left or right or …`, all of one operator.
  private mutating func boolean(
    _ level: UInt8, _ mark: Int, _ start: Int, _ role: PythonRole
  ) throws(SyntaxFailure) {
    let kind = token
    setRole(.values)
    while take(kind) { try operation(level + 1, .values) }
    let which = kind == .andKeyword ? BooleanOperator.and : .or
    close(.boolOp, mark, start, role, detail: which.rawValue)
  }

  /// `left < right < …`.
  private mutating func comparison(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    setRole(.left)
    while token.precedence == Precedence.comparison {
      try comparisonOperator()
      try operation(Precedence.bitOr, .right)
    }
    close(.compare, mark, start, role)
  }

  private mutating func comparisonOperator() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let first = token
    advance()
    let which: ComparisonOperator
    switch first {
    case .inKeyword: which = .in
    case .isKeyword: which = take(.notKeyword) ? .isNot : .is
    case .notKeyword:
      try expect(.inKeyword, "expected `in` after `not`")
      which = .notIn
    default: which = ComparisonOperator(rawValue: first.comparisonOperator) ?? .equal
    }
    close(.comparisonOperator, mark, start, .operators, detail: which.rawValue)
  }

  /// Signs and `**`, which binds tighter than a sign before it and looser than one after it.
  mutating func operand(_ role: PythonRole) throws(SyntaxFailure) {
    let which: UnaryOperator
    switch token {
    case .minus: which = .minus
    case .plus: which = .plus
    case .tilde: which = .invert
    default: return try power(role)
    }
    let mark = builder.mark
    let start = lexer.start
    advance()
    try enter()
    try operand(.operand)
    leave()
    close(.unaryOp, mark, start, role, detail: which.rawValue)
  }

  @inline(__always) private mutating func power(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try primary(role)
    guard token == .doubleStar else { return }
    setRole(.left)
    advance()
    try enter()
    try operand(.right)
    leave()
    close(.binaryOp, mark, start, role, detail: BinaryOperator.pow.rawValue)
  }

  /// An atom and what is called, indexed and looked up on it.
  mutating func primary(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    if token == .awaitKeyword, !awaitIsName() { return try awaitExpression(role) }
    try atom(role)
    while true {
      switch token {
      case .dot:
        setRole(.value)
        advance()
        try identifier(.attribute)
        close(.attribute, mark, start, role)
      case .leftParenthesis: try call(mark, start, role)
      case .leftBracket: try subscription(mark, start, role)
      default: return
      }
    }
  }

  private mutating func awaitExpression(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if token == .awaitKeyword { throw unexpected("`await` needs parentheses here") }
    try primary(.value)
    close(.await, mark, start, role)
  }

  /// Whether `await` is the name it was before Python 3.7: nothing that can be awaited follows.
  private func awaitIsName() -> Bool {
    guard syntax.version == nil else { return false }
    var offset = lexer.end
    while lexer.tables.classes[Int(lexer.bytes[offset])] == .space { offset += 1 }
    switch lexer.tables.classes[Int(lexer.bytes[offset])] {
    case .word:
      return ["in", "is", "if", "or", "and", "not", "else", "for", "as"].contains { startsWord($0, at: offset) }
    case .digit, .quote: return false
    case .simple: return ![0x28, 0x5B, 0x7B].contains(lexer.bytes[offset])
    case .dot: return !isText("...", at: offset)
    case .backslash: return false
    default: return true
    }
  }

  private func startsWord(_ text: StaticString, at offset: Int) -> Bool {
    isText(text, at: offset)
      && !lexer.tables.continuesWord[Int(lexer.bytes[offset + text.utf8CodeUnitCount])]
  }

  // MARK: Words that are expressions

  mutating func lambda(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try enter()
    try parameters(.lambda, until: .colon)
    try expect(.colon, "expected `:` of a lambda")
    try expression(.body)
    leave()
    close(.lambda, mark, start, role)
  }

  /// `yield`, `yield values` or `yield from value`.
  mutating func yieldExpression(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    if take(.fromKeyword) {
      try expression(.value)
      return close(.yieldFrom, mark, start, role)
    }
    if token.startsExpression { try starExpressions(.value) }
    close(.yield, mark, start, role)
  }

  /// What may stand right of `=`.
  mutating func yieldOrStarExpressions(_ role: PythonRole) throws(SyntaxFailure) {
    if token == .yieldKeyword { return try yieldExpression(role) }
    try starExpressions(role)
  }
}
