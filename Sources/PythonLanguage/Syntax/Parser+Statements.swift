// Statements: the file, logical lines and the statements that fit on one.

import SourceModel

extension Parser {
  /// The whole file, as the root.
  mutating func file() {
    let mark = builder.mark
    advance()
    while token != .endOfFile { statement(.body) }
    closeRoot(mark)
  }

  /// Closes the root over everything, marks and trailing comments included.
  mutating func closeRoot(_ mark: Int) {
    builder.close(
      PythonKind.module.kind, from: mark, start: 0, end: UInt32(lexer.count), role: PythonRole.none.role)
  }

  /// One logical line or compound statement; a broken one becomes an `error` node.
  mutating func statement(_ role: PythonRole) {
    let place = StatementPlace(
      mark: builder.mark, start: lexer.start, depth: depth, blocks: lexer.columns.count)
    do throws(SyntaxFailure) {
      try anyStatement(role)
    } catch {
      recover(place, role)
    }
  }

  private mutating func anyStatement(_ role: PythonRole) throws(SyntaxFailure) {
    switch token {
    case .name:
      if lexer.end - lexer.start == 5, isWord("match"), try matchStatementIfPresent(role) { return }
      try simpleStatements(role)
    case .ifKeyword: try ifStatement(role)
    case .defKeyword: try functionDefinition(builder.mark, lexer.start, role, isAsync: false)
    case .classKeyword: try classDefinition(builder.mark, lexer.start, role)
    case .forKeyword: try forStatement(builder.mark, lexer.start, role, isAsync: false)
    case .whileKeyword: try whileStatement(role)
    case .tryKeyword: try tryStatement(role)
    case .withKeyword: try withStatement(builder.mark, lexer.start, role, isAsync: false)
    case .at: try decorated(role)
    case .asyncKeyword:
      if try !asyncStatementIfPresent(role) { try simpleStatements(role) }
    case .newline: advance()
    case .indent: throw unexpected("unexpected indent")
    default: try simpleStatements(role)
    }
  }

  /// The statements of one line, with semicolons between them.
  mutating func simpleStatements(_ role: PythonRole) throws(SyntaxFailure) {
    try simpleStatement(role)
    while token == .semicolon {
      advance()
      if token == .newline { break }
      try simpleStatement(role)
    }
    try expect(.newline, "expected the end of the statement")
  }

  private mutating func simpleStatement(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    switch token {
    case .name:
      if lexer.end - lexer.start == 4, isWord("type"), try typeAliasIfPresent(mark, start, role) { return }
      try expressionStatement(role)
    case .importKeyword: try importStatement(mark, start, role)
    case .fromKeyword: try importFrom(mark, start, role)
    case .returnKeyword:
      advance()
      if token.startsExpression { try starExpressions(.value) }
      close(.returnStatement, mark, start, role)
    case .raiseKeyword: try raiseStatement(mark, start, role)
    case .passKeyword: word(.pass, role)
    case .breakKeyword: word(.breakStatement, role)
    case .continueKeyword: word(.continueStatement, role)
    case .globalKeyword: try nameList(.global, mark, start, role)
    case .nonlocalKeyword: try nameList(.nonlocal, mark, start, role)
    case .delKeyword: try deleteStatement(mark, start, role)
    case .assertKeyword: try assertStatement(mark, start, role)
    default: try expressionStatement(role)
    }
  }

  /// A statement that is one keyword.
  private mutating func word(_ kind: PythonKind, _ role: PythonRole) {
    leaf(kind, role)
    advance()
  }

  private mutating func nameList(
    _ kind: PythonKind, _ mark: Int, _ start: Int, _ role: PythonRole
  ) throws(SyntaxFailure) {
    advance()
    repeat { try identifier(.names) } while take(.comma)
    close(kind, mark, start, role)
  }

  private mutating func raiseStatement(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    if token.startsExpression && token != .star {
      try expression(.exception)
      if take(.fromKeyword) { try expression(.cause) }
    }
    if token == .comma {
      let failure = unexpected("Python 3 raises `Error(value)`, not `Error, value`")
      problem.isPython2 = true
      throw failure
    }
    close(.raise, mark, start, role)
  }

  private mutating func assertStatement(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    try expression(.test)
    if take(.comma) { try expression(.message) }
    close(.assert, mark, start, role)
  }

  private mutating func deleteStatement(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    repeat {
      let target = lexer.start
      try primary(.targets)
      try assign(.delete, from: target)
    } while take(.comma) && token.startsExpression
    close(.delete, mark, start, role)
  }

  // MARK: Expressions and assignments

  /// An expression, or an assignment of any kind.
  private mutating func expressionStatement(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try yieldOrStarExpressions(.value)
    switch token {
    case .newline: close(.expressionStatement, mark, start, role)
    case .equal: try assignment(mark, start, role)
    case .colon: try annotatedAssignment(mark, start, role)
    default:
      if token.isAugmentedAssignment { return try augmentedAssignment(mark, start, role) }
      close(.expressionStatement, mark, start, role)
    }
  }

  private mutating func assignment(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    var targetStart = start
    repeat {
      try assign(.store, from: targetStart)
      setRole(.targets)
      advance()
      targetStart = lexer.start
      try yieldOrStarExpressions(.value)
    } while token == .equal
    close(.assign, mark, start, role)
  }

  /// `target: annotation = value`; the detail is 1 for a bare name.
  private mutating func annotatedAssignment(
    _ mark: Int, _ start: Int, _ role: PythonRole
  ) throws(SyntaxFailure) {
    try singleTarget(start)
    let target = builder.rows[builder.rows.count - 1]
    let isSimple = lastKind == .name && Int(target.start) == start && Int(target.end) == lexer.previousEnd
    advance()
    try expression(.annotation)
    if take(.equal) { try yieldOrStarExpressions(.value) }
    close(.annAssign, mark, start, role, detail: isSimple ? 1 : 0)
  }

  private mutating func augmentedAssignment(
    _ mark: Int, _ start: Int, _ role: PythonRole
  ) throws(SyntaxFailure) {
    try singleTarget(start)
    let detail = token.augmentedOperator
    advance()
    try yieldOrStarExpressions(.value)
    close(.augAssign, mark, start, role, detail: detail)
  }

  /// Makes the node closed last the target of an annotated or augmented assignment.
  private mutating func singleTarget(_ start: Int) throws(SyntaxFailure) {
    switch lastKind {
    case .name, .attribute, .subscription:
      setContext(.store)
      setRole(.target)
    default: throw failure("this cannot be the target of such an assignment", from: start)
    }
  }

  /// `type Name[parameters] = value`; `type` is a name everywhere else.
  private mutating func typeAliasIfPresent(
    _ mark: Int, _ start: Int, _ role: PythonRole
  ) throws(SyntaxFailure) -> Bool {
    let point = checkpoint()
    advance()
    guard token == .name else {
      restore(point)
      return false
    }
    if !accepts(since: 12) { throw tooNew("a type alias", from: start) }
    leaf(.name, .name, detail: ExpressionContext.store.rawValue)
    advance()
    if token == .leftBracket { try typeParameters() }
    try expect(.equal, "expected `=` of a type alias")
    try expression(.value)
    close(.typeAlias, mark, start, role)
    return true
  }
}
