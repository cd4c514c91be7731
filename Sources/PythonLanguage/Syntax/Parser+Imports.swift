// `import` and `from … import`.

import SourceModel

extension Parser {
  mutating func importStatement(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    repeat {
      let aliasMark = builder.mark
      let aliasStart = lexer.start
      try dottedName(.name)
      if take(.asKeyword) { try identifier(.asName) }
      close(.alias, aliasMark, aliasStart, .names)
    } while take(.comma)
    close(.importStatement, mark, start, role)
  }

  /// `a.b.c`, an identifier for each part.
  mutating func dottedName(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    repeat { try identifier(.element) } while take(.dot)
    close(.dottedName, mark, start, role)
  }

  /// The detail is the number of leading dots, at most 255.
  mutating func importFrom(_ mark: Int, _ start: Int, _ role: PythonRole) throws(SyntaxFailure) {
    advance()
    var level = 0
    while token == .dot || token == .ellipsis {
      level += token == .dot ? 1 : 3
      advance()
    }
    if token == .name || level == 0 { try dottedName(.module) }
    try expect(.importKeyword, "expected `import`")
    switch token {
    case .star: star()
    case .leftParenthesis:
      advance()
      repeat { try importedName() } while take(.comma) && token != .rightParenthesis
      try expect(.rightParenthesis, "expected `)` or `,`")
    default:
      repeat { try importedName() } while take(.comma)
    }
    close(.importFrom, mark, start, role, detail: UInt8(min(level, 255)))
  }

  /// The alias of `from x import *`.
  private mutating func star() {
    let mark = builder.mark
    let start = lexer.start
    leaf(.identifier, .name)
    advance()
    close(.alias, mark, start, .names)
  }

  private mutating func importedName() throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try identifier(.name)
    if take(.asKeyword) { try identifier(.asName) }
    close(.alias, mark, start, .names)
  }
}
