// Calls and subscripts.

import SourceModel

extension Parser {
  /// What stands after a callee closed since `mark`.
  mutating func call(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    setRole(.function)
    try enter(Self.bracketCost)
    try argumentList()
    leave(Self.bracketCost)
    close(.call, mark, start, role)
  }

  /// `(…)` after a callee, or after the name of a class, where a lone generator is refused.
  private mutating func argumentList() throws(SyntaxFailure) {
    let open = lexer.start
    advance()
    if take(.rightParenthesis) { return }
    let mark = builder.mark
    let isPlain = token != .star && token != .doubleStar
    try argument(.argumentValues, .anything)
    if isPlain, token == .forKeyword || token == .asyncKeyword {
      return try loneGenerator(mark, open)
    }
    try restOfArguments(.argumentValues)
  }

  /// `f(x for x in y)`: the generator's node spans the parentheses of the call.
  private mutating func loneGenerator(_ mark: Int, _ open: Int) throws(SyntaxFailure) {
    guard lastKind != .keyword else { throw unexpected("invalid syntax; maybe you meant `==` for `=`") }
    setRole(.element)
    try comprehensions()
    try expect(.rightParenthesis, "a generator among other arguments needs parentheses")
    close(.generatorExpression, mark, open, .argumentValues)
  }

  /// The bases and keywords of a class.
  mutating func classArguments() throws(SyntaxFailure) {
    advance()
    if take(.rightParenthesis) { return }
    try argument(.bases, .anything)
    try restOfArguments(.bases)
  }

  private mutating func restOfArguments(_ role: PythonRole) throws(SyntaxFailure) {
    var stage = lastKind == .keyword ? stageAfterKeyword() : ArgumentStage.anything
    while take(.comma) {
      if token == .rightParenthesis { break }
      try argument(role, stage)
      if lastKind == .keyword { stage = max(stage, stageAfterKeyword()) }
    }
    if token == .forKeyword || token == .asyncKeyword {
      throw unexpected("a generator among other arguments needs parentheses")
    }
    try expect(.rightParenthesis, "expected `)` or `,`")
  }

  /// What may still come: after `k=v` no positional argument but a starred one, after `**k` neither.
  private enum ArgumentStage: Int, Comparable {
    case anything, afterKeyword, afterMapping
    static func < (left: ArgumentStage, right: ArgumentStage) -> Bool { left.rawValue < right.rawValue }
  }

  /// The stage the keyword closed last leads to: `**k` has one child, `k=v` two or more rows of children.
  private func stageAfterKeyword() -> ArgumentStage {
    let row = builder.rows[builder.rows.count - 1]
    return lexer.bytes[Int(row.start)] == 0x2A ? .afterMapping : .afterKeyword
  }

  private mutating func argument(_ role: PythonRole, _ stage: ArgumentStage) throws(SyntaxFailure) {
    switch token {
    case .star:
      if stage == .afterMapping { throw unexpected("an iterable argument unpacking follows a keyword one") }
      try looseStarred(role)
    case .doubleStar:
      let mark = builder.mark
      let start = lexer.start
      advance()
      try expression(.value)
      close(.keyword, mark, start, .keywords)
    default:
      try plainArgument(role, stage)
    }
  }

  /// `value`, `name := value` or `name=value`.
  private mutating func plainArgument(_ role: PythonRole, _ stage: ArgumentStage) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let isName = token == .name
    let nameEnd = lexer.end
    try namedExpression(role)
    if token == .equal && isName && lexer.previousEnd == nameEnd && builder.mark == mark + 1 {
      builder.rewind(to: mark)
      builder.leaf(
        PythonKind.identifier.kind, start: UInt32(start), end: UInt32(nameEnd), role: PythonRole.name.role)
      advance()
      try expression(.value)
      return close(.keyword, mark, start, .keywords)
    }
    if stage != .anything && !(token == .forKeyword || token == .asyncKeyword) {
      throw failure("a positional argument follows a keyword argument", from: start)
    }
  }

  /// What stands in brackets after a value closed since `mark`.
  mutating func subscription(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    setRole(.value)
    advance()
    try enter(Self.bracketCost)
    let sliceMark = builder.mark
    let sliceStart = lexer.start
    try indexElement(.slice)
    if token == .comma {
      setRole(.elements)
      while take(.comma) {
        if token == .rightBracket { break }
        try indexElement(.elements)
      }
      close(.tuple, sliceMark, sliceStart, .slice)
    } else if lastKind == .starred && lexer.bytes[sliceStart] == 0x2A {
      // A lone starred index is a tuple of one.
      setRole(.elements)
      close(.tuple, sliceMark, sliceStart, .slice)
    }
    try expect(.rightBracket, "expected `]` or `,`")
    leave(Self.bracketCost)
    close(.subscription, mark, start, role)
  }

  private mutating func indexElement(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    if token == .star {
      try looseStarred(role)
      if !accepts(since: 11) { throw tooNew("a starred expression in an index", from: start) }
      return
    }
    if token != .colon {
      try namedExpression(role)
      if lastIsBareWalrus && !accepts(since: 10) {
        throw tooNew("an assignment expression in an index without parentheses", from: start)
      }
      guard token == .colon else { return }
      if lastIsBareWalrus { throw unexpected("an assignment expression needs parentheses in a slice") }
      setRole(.lower)
    }
    advance()
    if !endsSlicePart { try expression(.upper) }
    if take(.colon), !endsSlicePart { try expression(.step) }
    close(.slice, mark, start, role)
  }

  private var endsSlicePart: Bool { token == .colon || token == .comma || token == .rightBracket }
}
