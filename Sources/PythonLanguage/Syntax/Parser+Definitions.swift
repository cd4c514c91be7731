// Functions, classes, parameters and type parameters.

import SourceModel

extension Parser {
  /// Decorators and what they decorate; the node begins at the first `@`.
  mutating func decorated(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    while token == .at {
      advance()
      if accepts(since: 9) { try namedExpression(.decorator) } else { try plainDecorator() }
      try expect(.newline, "expected the end of the line after a decorator")
    }
    switch token {
    case .defKeyword: try functionDefinition(mark, start, role, isAsync: false)
    case .classKeyword: try classDefinition(mark, start, role)
    case .asyncKeyword:
      advance()
      guard token == .defKeyword else { throw unexpected("expected `def`") }
      try functionDefinition(mark, start, role, isAsync: true)
    default: throw unexpected("expected a function or class after a decorator")
    }
  }

  /// A dotted name, perhaps called once: all that a decorator could be before 3.9.
  private mutating func plainDecorator() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    guard token == .name else { throw unexpected("expected a name") }
    leaf(.name, .decorator)
    advance()
    while take(.dot) {
      setRole(.value)
      try identifier(.attribute)
      close(.attribute, mark, start, .decorator)
    }
    if token == .leftParenthesis { try call(mark, start, .decorator) }
  }

  mutating func functionDefinition(
    _ mark: Int, _ start: Int, _ role: PythonRole, isAsync: Bool
  ) throws(SyntaxFailure) {
    advance()
    try identifier(.name)
    if token == .leftBracket { try typeParameters() }
    try expect(.leftParenthesis, "expected `(`")
    try parameters(.definition, until: .rightParenthesis)
    try expect(.rightParenthesis, "expected `)` or `,`")
    if take(.arrow) { try expression(.returns) }
    try block(.body)
    close(isAsync ? .asyncFunctionDef : .functionDef, mark, start, role)
  }

  mutating func classDefinition(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    try identifier(.name)
    if token == .leftBracket { try typeParameters() }
    if token == .leftParenthesis { try classArguments() }
    try block(.body)
    close(.classDef, mark, start, role)
  }

  // MARK: Parameters

  enum ParameterForm { case definition, lambda }

  /// How far a list of parameters has come.
  private struct ParameterState {
    var sawDefault = false
    var sawSlash = false
    var sawStar = false
    /// A bare `*` that still wants a parameter.
    var wantsKeywordOnly = false
    var isEmpty = true
  }

  /// The parameters up to, and without, `closing`. The node spans everything between the tokens around it.
  ///
  /// Each parameter is an `argument`; its default, if any, is the sibling that follows.
  mutating func parameters(_ form: ParameterForm, until closing: TokenKind) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.previousEnd
    var state = ParameterState()
    while token != closing {
      if token == .doubleStar {
        try mapping(&state, form)
        _ = take(.comma)
        break
      }
      try parameter(&state, form, mark)
      state.isEmpty = false
      guard take(.comma) else { break }
    }
    guard token == closing else { throw unexpected("expected a parameter, `,` or the end of the parameters") }
    if state.wantsKeywordOnly { throw unexpected("named parameters must follow a bare `*`") }
    builder.close(
      PythonKind.arguments.kind, from: mark, start: UInt32(start), end: UInt32(lexer.start),
      role: PythonRole.arguments.role)
  }

  private mutating func parameter(
    _ state: inout ParameterState, _ form: ParameterForm, _ mark: Int
  ) throws(SyntaxFailure) {
    switch token {
    case .slash: try slash(&state, mark)
    case .star: try star(&state, form)
    default:
      try argument(state.sawStar ? .keywordOnly : .positional, form, mayStar: false)
      state.wantsKeywordOnly = false
      if take(.equal) {
        try expression(.defaultValue)
        state.sawDefault = true
      } else if state.sawDefault && !state.sawStar {
        throw unexpected("a parameter without a default follows one with a default")
      }
    }
  }

  /// `/`: the parameters before it are positional only.
  private mutating func slash(_ state: inout ParameterState, _ mark: Int) throws(SyntaxFailure) {
    if state.isEmpty || state.sawSlash || state.sawStar { throw unexpected("`/` cannot stand here") }
    state.sawSlash = true
    var row = builder.rows.count - 1
    while row >= mark {
      if builder.rows[row].role == PythonRole.positional.role {
        builder.rows[row].role = PythonRole.positionalOnly.role
      }
      row -= Int(builder.rows[row].subtreeEnd)
    }
    advance()
  }

  private mutating func star(_ state: inout ParameterState, _ form: ParameterForm) throws(SyntaxFailure) {
    if state.sawStar { throw unexpected("`*` can stand only once among parameters") }
    state.sawStar = true
    advance()
    if token == .comma {
      state.wantsKeywordOnly = true
      return
    }
    try argument(.variadic, form, mayStar: true)
    if token == .equal { throw unexpected("a variadic parameter cannot have a default") }
  }

  private mutating func mapping(_ state: inout ParameterState, _ form: ParameterForm) throws(SyntaxFailure) {
    if state.wantsKeywordOnly { throw unexpected("named parameters must follow a bare `*`") }
    advance()
    try argument(.keywordVariadic, form, mayStar: false)
    if token == .equal { throw unexpected("a variadic parameter cannot have a default") }
  }

  private mutating func argument(
    _ role: PythonRole, _ form: ParameterForm, mayStar: Bool
  ) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    if token == .leftParenthesis {
      let failure = unexpected("Python 3 has no tuple parameters")
      problem.isPython2 = true
      throw failure
    }
    try identifier(.name)
    if form == .definition, take(.colon) {
      if token == .star && mayStar {
        if !accepts(since: 11) { throw tooNew("a starred annotation", from: start) }
        try starred(.annotation)
      } else {
        try expression(.annotation)
      }
    }
    close(.argument, mark, start, role)
  }

  // MARK: Type parameters

  /// `[T: bound = default, *Ts, **P]`.
  mutating func typeParameters() throws(SyntaxFailure) {
    let start = lexer.start
    advance()
    if !accepts(since: 12) { throw tooNew("a list of type parameters", from: start) }
    repeat { try typeParameter() } while take(.comma) && token != .rightBracket
    try expect(.rightBracket, "expected `]` or `,`")
  }

  private mutating func typeParameter() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    let kind: PythonKind =
      take(.star) ? .typeVariableTuple : take(.doubleStar) ? .parameterSpecification : .typeVariable
    try identifier(.name)
    if kind == .typeVariable, take(.colon) { try expression(.bound) }
    if token == .equal {
      if !accepts(since: 13) { throw tooNew("a default of a type parameter", from: start) }
      advance()
      if kind == .typeVariableTuple { try starExpression(.defaultValue) } else { try expression(.defaultValue) }
    }
    close(kind, mark, start, .typeParameters)
  }
}
