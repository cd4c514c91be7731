// What becomes of a broken statement, and where parsing goes on after it.

import SourceModel

/// Where a statement began, for when it turns out to be broken.
struct StatementPlace {
  var mark: Int
  var start: Int
  var depth: Int
  /// How many blocks were open.
  var blocks: Int
}

extension Parser {
  /// Makes an `error` node of the statement at `place`, reports it once, and goes on at the next logical line.
  ///
  /// Goes on at the first line that is indented no deeper than the statement, or after the end of the logical line if
  /// its brackets close. An indented block under a broken line is kept: its statements are the `body` of the error.
  mutating func recover(_ place: StatementPlace, _ role: PythonRole) {
    noteSignOfPython2(place)
    report(problem)
    builder.rewind(to: place.mark)
    depth = place.depth
    lexer.fieldDepth = -1
    closeBlocks(to: place.blocks)
    skipLogicalLine(place)
    if token == .indent { bodyOfError() }
    let end = max(place.start, lexer.previousEnd)
    builder.close(
      PythonKind.error.kind, from: place.mark, start: UInt32(place.start), end: UInt32(end), role: role.role)
  }

  private mutating func bodyOfError() {
    advance()
    while token != .dedent && token != .endOfFile { statement(.body) }
    if token == .dedent { advance() }
  }

  /// Forgets the blocks that the broken statement opened; their lines are read again as they are indented.
  private mutating func closeBlocks(to count: Int) {
    while lexer.columns.count > count {
      lexer.columns.removeLast()
      lexer.narrowColumns.removeLast()
    }
  }

  /// Moves to the first token of the next logical line.
  private mutating func skipLogicalLine(_ place: StatementPlace) {
    // A dedent that follows ends the block the statement stands in.
    if token == .indent || (token == .dedent && lexer.start > place.start) { return }
    if lexer.depth > 0 && beginsAssignment(place) { return restartLine() }
    while token != .endOfFile {
      if token == .newline { return advance() }
      if lexer.start > place.start && startsOwnLine() { return restartLine() }
      advance()
    }
  }

  /// Whether the token is the first of its line and can begin a statement as deep as the broken one.
  private func startsOwnLine() -> Bool {
    switch token {
    case .rightParenthesis, .rightBracket, .rightBrace, .dedent: return false
    default: break
    }
    // Over blanks only: this is asked of every token skipped, and lines can be long.
    var line = lexer.start
    while line > 0 && (lexer.bytes[line - 1] == 0x20 || lexer.bytes[line - 1] == 0x09) { line -= 1 }
    guard line == 0 || lexer.bytes[line - 1] == 0x0A || lexer.bytes[line - 1] == 0x0D else { return false }
    return columnOf(lexer.start, line) <= lexer.columns[lexer.columns.count - 1]
  }

  /// Whether the token is the `=` of an assignment on a line of its own: the bracket open before it lacks its end.
  private func beginsAssignment(_ place: StatementPlace) -> Bool {
    guard token == .equal || token.isAugmentedAssignment else { return false }
    let line = startOfLine()
    return line > place.start && lexer.tables.classes[Int(lexer.bytes[afterBlanks(line)])] == .word
      && columnOf(afterBlanks(line), line) <= lexer.columns[lexer.columns.count - 1]
  }

  /// The first byte of the line the token begins on.
  private func startOfLine() -> Int {
    var offset = lexer.start
    while offset > 0 && lexer.bytes[offset - 1] != 0x0A && lexer.bytes[offset - 1] != 0x0D { offset -= 1 }
    return offset
  }

  private func afterBlanks(_ line: Int) -> Int {
    var offset = line
    while lexer.bytes[offset] == 0x20 || lexer.bytes[offset] == 0x09 { offset += 1 }
    return offset
  }

  private func columnOf(_ offset: Int, _ line: Int) -> Int {
    var column = 0
    for index in line..<offset { column = lexer.bytes[index] == 0x09 ? (column / 8 + 1) * 8 : column + 1 }
    return column
  }

  /// Reads the line of the token again, as the beginning of a logical line.
  private mutating func restartLine() {
    let offset = startOfLine()
    // Tokens of that line may have been taken already.
    var end = min(lexer.previousEnd, offset)
    while end > 0 && lexer.bytes[end - 1] <= 0x20 { end -= 1 }
    lexer.previousEnd = end
    lexer.found(.newline, offset, offset)
    lexer.depth = 0
    lexer.atLineStart = true
    lexer.pendingDedents = 0
    advance()
  }

  /// Notes whether the failure is what Python 2 looks like.
  private mutating func noteSignOfPython2(_ place: StatementPlace) {
    guard syntax.version == nil, !problem.isPython2 else { return }
    for word: StaticString in ["print", "exec"] where isText(word, at: place.start) {
      var next = place.start + word.utf8CodeUnitCount
      guard !lexer.tables.continuesWord[Int(lexer.bytes[next])] else { continue }
      while lexer.bytes[next] == 0x20 || lexer.bytes[next] == 0x09 { next += 1 }
      guard next == lexer.start, next > place.start + word.utf8CodeUnitCount || token == .string else { continue }
      problem.isPython2 = token == .string || token == .name || token == .number || token == .formattedStart
      problem.message = word.utf8CodeUnitCount == 5 ? "`print` is a statement" : "`exec` is a statement"
      return
    }
    if token == .string, lexer.start >= 2, lexer.bytes[lexer.start - 2] | 0x20 == 0x75,
      lexer.bytes[lexer.start - 1] | 0x20 == 0x72
    {
      problem.isPython2 = true
      problem.message = "Python 3 has no `ur` strings"
    }
  }
}
