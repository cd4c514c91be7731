// Texts that are not files: one expression, one signature.

import SourceModel

extension Parser {
  /// The text as one expression under the root. Brackets count as open, so that line ends are spaces.
  mutating func wholeExpression() {
    whole { (parser: inout Parser) throws(SyntaxFailure) in
      if parser.token == .yieldKeyword {
        try parser.yieldExpression(.value)
      } else {
        let start = parser.lexer.start
        try parser.element(.value)
        if parser.token == .comma { try parser.restOfTuple(start) }
      }
    }
  }

  /// The text as `dotted.name(parameters) -> type` under the root.
  mutating func wholeSignature() {
    whole { (parser: inout Parser) throws(SyntaxFailure) in
      try parser.dottedName(.name)
      if parser.take(.leftParenthesis) {
        try parser.parameters(.definition, until: .rightParenthesis)
        try parser.expect(.rightParenthesis, "expected `)` or `,`")
      }
      if parser.take(.arrow) { try parser.expression(.returns) }
    }
  }

  private mutating func restOfTuple(_ start: Int) throws(SyntaxFailure) {
    setRole(.elements)
    while take(.comma) {
      guard token.startsExpression else { break }
      try element(.elements)
    }
    close(.tuple, 0, start, .value)
  }

  /// Runs `body` over the whole text; if it fails or leaves something, the root holds an `error` alone.
  private mutating func whole(_ body: (inout Parser) throws(SyntaxFailure) -> Void) {
    lexer.depth = 1
    lexer.atLineStart = false
    lexer.kind = .newline
    advance()
    do throws(SyntaxFailure) {
      try body(&self)
      guard token == .endOfFile else { throw unexpected("expected the end of the text") }
    } catch {
      report(problem)
      builder.rewind(to: 0)
      builder.leaf(
        PythonKind.error.kind, start: 0, end: UInt32(lexer.count), role: PythonRole.value.role)
    }
    closeRoot(0)
  }
}
