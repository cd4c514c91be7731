// Statements that hold blocks, definitions and `match` apart.

import SourceModel

extension Parser {
  /// The `:` before a block and the block: indented lines, or statements on the same line.
  mutating func block(_ role: PythonRole) throws(SyntaxFailure) {
    try expect(.colon, "expected `:`")
    guard token == .newline else { return try simpleStatements(role) }
    advance()
    guard token == .indent else { throw unexpected("expected an indented block") }
    advance()
    try enter()
    while token != .dedent && token != .endOfFile { statement(role) }
    leave()
    if token == .dedent { advance() }
  }

  /// `if` with its `elif`s, each of which is an `if` in the `orElse` of the one before. Closed from the last back, so
  /// that a chain of any length needs no recursion.
  mutating func ifStatement(_ role: PythonRole) throws(SyntaxFailure) {
    var open: [(mark: Int, start: Int)] = []
    repeat {
      open.append((builder.mark, lexer.start))
      advance()
      try namedExpression(.test)
      try block(.body)
    } while token == .elifKeyword
    if take(.elseKeyword) { try block(.orElse) }
    while let (mark, start) = open.popLast() {
      close(.ifStatement, mark, start, open.isEmpty ? role : .orElse)
    }
  }

  mutating func whileStatement(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try namedExpression(.test)
    try block(.body)
    if take(.elseKeyword) { try block(.orElse) }
    close(.whileStatement, mark, start, role)
  }

  mutating func forStatement(
    _ mark: Int, _ start: Int, _ role: PythonRole, isAsync: Bool
  ) throws(SyntaxFailure) {
    advance()
    try targetList(.target)
    try expect(.inKeyword, "expected `in`")
    let iterable = lexer.start
    try starExpressions(.iterator)
    if !accepts(since: 9) && lastKind == .tuple && holdsBareStar(iterable) {
      throw tooNew("a starred expression in the iterable of `for`", from: iterable)
    }
    try block(.body)
    if take(.elseKeyword) { try block(.orElse) }
    close(isAsync ? .asyncFor : .forStatement, mark, start, role)
  }

  /// Whether the tuple closed last begins at `start` with no parenthesis and has a starred element.
  private func holdsBareStar(_ start: Int) -> Bool {
    let last = builder.rows.count - 1
    guard lexer.bytes[start] != 0x28 else { return false }
    var child = last - 1
    while child > last - Int(builder.rows[last].subtreeEnd) {
      if builder.rows[child].kind == PythonKind.starred.kind { return true }
      child -= Int(builder.rows[child].subtreeEnd)
    }
    return false
  }

  /// `async def`, `async for` or `async with`; anything else leaves `async` to be a name.
  mutating func asyncStatementIfPresent(_ role: PythonRole) throws(SyntaxFailure) -> Bool {
    let mark = builder.mark
    let start = lexer.start
    let point = checkpoint()
    advance()
    switch token {
    case .defKeyword: try functionDefinition(mark, start, role, isAsync: true)
    case .forKeyword: try forStatement(mark, start, role, isAsync: true)
    case .withKeyword: try withStatement(mark, start, role, isAsync: true)
    default:
      restore(point)
      return false
    }
    return true
  }

  // MARK: With

  mutating func withStatement(
    _ mark: Int, _ start: Int, _ role: PythonRole, isAsync: Bool
  ) throws(SyntaxFailure) {
    advance()
    let isWrapped = token == .leftParenthesis && accepts(since: 9) ? parenthesizedItemsIfPresent() : false
    if !isWrapped {
      repeat { try withItem() } while take(.comma)
    }
    try block(.body)
    close(isAsync ? .asyncWith : .with, mark, start, role)
  }

  /// `(a as b, c):` taken as items in parentheses if that is what it is; else nothing is taken.
  private mutating func parenthesizedItemsIfPresent() -> Bool {
    let point = checkpoint()
    do throws(SyntaxFailure) {
      advance()
      repeat { try withItem() } while take(.comma) && token != .rightParenthesis
      try expect(.rightParenthesis, "expected `)` or `,`")
      if token == .colon { return true }
    } catch {}
    restore(point)
    return false
  }

  private mutating func withItem() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try expression(.contextExpression)
    if take(.asKeyword) { try target(.optionalVariables) }
    close(.withItem, mark, start, .items)
  }

  // MARK: Try

  mutating func tryStatement(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    try block(.body)
    guard token == .exceptKeyword || token == .finallyKeyword else {
      throw unexpected("expected `except` or `finally`")
    }
    var isStar: Bool?
    while token == .exceptKeyword { try exceptHandler(&isStar) }
    if isStar != nil, take(.elseKeyword) { try block(.orElse) }
    if take(.finallyKeyword) { try block(.finalBody) }
    close(isStar == true ? .tryStar : .tryStatement, mark, start, role)
  }

  /// One handler; `isStar` holds whether the handlers so far are `except*`.
  private mutating func exceptHandler(_ isStar: inout Bool?) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    advance()
    let starred = take(.star)
    if starred && !accepts(since: 11) { throw tooNew("`except*`", from: start) }
    if starred != isStar ?? starred { throw unexpected("`except` and `except*` cannot stand in one `try`") }
    isStar = starred
    if token == .colon {
      if starred { throw unexpected("expected one or more exception types") }
    } else {
      try exceptionTypes()
      if take(.asKeyword) { try identifier(.name) }
    }
    try block(.body)
    close(.exceptHandler, mark, start, .handlers)
  }

  /// One type, or since 3.14 several without parentheses if no `as` follows.
  private mutating func exceptionTypes() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try expression(.type)
    guard token == .comma else { return }
    setRole(.elements)
    while take(.comma) {
      if token == .colon { break }
      try expression(.elements)
    }
    close(.tuple, mark, start, .type)
    if token == .asKeyword { throw unexpected("several exception types with `as` need parentheses") }
    if bindsAsPython2(mark) {
      let failure = failure("Python 3 writes `except Error as name`", from: start)
      problem.isPython2 = true
      throw failure
    }
    if !accepts(since: 14) { throw tooNew("several exception types without parentheses", from: start) }
  }

  /// Whether the tuple closed since `mark` reads like `except Error, name`: two elements, of which the second is a
  /// name in lower case, which no exception type is by any custom.
  private func bindsAsPython2(_ mark: Int) -> Bool {
    guard syntax.version == nil, builder.rows.count - mark >= 3 else { return false }
    let second = builder.rows[builder.rows.count - 2]
    let first = builder.rows[builder.rows.count - 3]
    guard second.kind == PythonKind.name.kind, Int(first.subtreeEnd) == builder.rows.count - 2 - mark else {
      return false
    }
    let letter = lexer.bytes[Int(second.start)]
    return letter >= 0x61 && letter <= 0x7A
  }
}
