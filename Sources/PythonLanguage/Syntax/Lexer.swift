// The lexer: bytes to tokens, one at a time, with one token of view.

/// What is wrong with a piece of source and what to say about it, before it is a diagnostic.
struct SyntaxProblem: Sendable {
  var message: String
  var start: Int
  var end: Int
  /// The sign of Python 2 that was found there, if it is one.
  var isPython2 = false
}

/// A cursor over Python source that owns its bytes and holds the token under it.
///
/// Never fails: bytes that are no token come as `.error`, with `problem` saying why. Each `advance` moves on by at
/// least a byte, or gives up a pending layout token, or stays at the end.
struct Lexer: ~Copyable {
  /// The source and some NUL bytes, so that looking ahead needs no check of its own.
  let bytes: PaddedBytes
  /// The number of bytes of source.
  let count: Int
  let tables: ByteTables
  let syntax: PythonSyntax
  let encoding: SourceEncoding

  // The token under the cursor.
  var kind = TokenKind.newline
  var start = 0
  var end = 0
  /// Of a string or f-string start.
  var stringFlags = StringFlags()
  /// Of a number: 0 integer, 1 float, 2 imaginary.
  var numberForm: UInt8 = 0
  /// Where the last significant token before this one ended.
  var previousEnd = 0

  /// The offset after the token.
  var position = 0
  /// How many brackets are open.
  var depth = 0
  /// The bracket depth of the innermost f-string field, where a colon ends the expression; -1 outside of any.
  var fieldDepth = -1
  var atLineStart = true
  var pendingDedents = 0
  /// The columns of the open blocks, with tabs of eight and of one.
  var columns: ContiguousArray<Int> = [0]
  var narrowColumns: ContiguousArray<Int> = [0]
  /// What is wrong with the `.error` token under the cursor.
  var problem = SyntaxProblem(message: "", start: 0, end: 0)
  /// Layout mistakes that do not stop the parser: inconsistent dedents and tabs.
  var layoutProblems: [SyntaxProblem] = []
  /// From where on no `"""` and no `'''` is closed any more, so that each is searched for once.
  var unclosedTripleDouble = Int.max
  var unclosedTripleSingle = Int.max

  init(bytes source: ContiguousArray<UInt8>, from first: Int, syntax: PythonSyntax, encoding: SourceEncoding) {
    bytes = PaddedBytes(source)
    count = source.count
    tables = ByteTables.shared
    self.syntax = syntax
    self.encoding = encoding
    position = first
    start = first
    end = first
    previousEnd = first
  }

  /// Moves to the next token.
  mutating func advance() {
    if kind.isSignificant { previousEnd = end }
    if atLineStart || pendingDedents > 0 {
      if beginLine() { return }
    }
    var offset = position
    while true {
      switch tables.classes[Int(bytes[offset])] {
      case .space:
        offset += 1
      case .word:
        return word(offset)
      case .simple:
        return simple(offset)
      case .compound:
        return compound(offset)
      case .digit:
        return number(offset)
      case .quote:
        return string(offset, quoteAt: offset, flags: [])
      case .dot:
        return dot(offset)
      case .newline:
        if depth == 0 { return newline(offset) }
        offset += 1
      case .hash:
        offset = endOfLine(offset)
      case .backslash:
        let next = afterLineEnd(offset + 1)
        if next == offset + 1 || next >= count { return strayBackslash(offset) }
        offset = next
      case .end:
        if offset >= count { return endOfSource() }
        return fail("source code cannot contain NUL bytes", offset, offset + 1)
      case .dollar:
        return dollar(offset)
      case .backtick:
        fail("Python 3 has no backquotes", offset, offset + 1)
        problem.isPython2 = true
        return
      case .invalid:
        return fail("invalid character", offset, offset + 1)
      }
    }
  }

  /// Makes `start..<end` the token under the cursor.
  @inline(__always) mutating func found(_ kind: TokenKind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
    position = end
  }

  /// Makes an error token of `start..<end`.
  mutating func fail(_ message: String, _ start: Int, _ end: Int) {
    problem = SyntaxProblem(message: message, start: start, end: end)
    found(.error, start, end)
  }

  /// The offset of the line end at or after `offset`, or of the end of the source.
  func endOfLine(_ offset: Int) -> Int {
    var offset = offset
    while offset < count && bytes[offset] != 0x0A && bytes[offset] != 0x0D { offset += 1 }
    return offset
  }

  /// The offset after the line end that begins at `offset`, or `offset` if none does.
  func afterLineEnd(_ offset: Int) -> Int {
    if bytes[offset] == 0x0A { return offset + 1 }
    if bytes[offset] == 0x0D { return bytes[offset + 1] == 0x0A ? offset + 2 : offset + 1 }
    return offset
  }

  private mutating func newline(_ offset: Int) {
    found(.newline, offset, afterLineEnd(offset))
    atLineStart = true
  }

  private mutating func strayBackslash(_ offset: Int) {
    let isLast = afterLineEnd(offset + 1) >= count
    fail(
      isLast
        ? "unexpected end of file after a line continuation"
        : "unexpected character after line continuation character", offset, offset + 1)
  }

  /// At the end: the newline the last line may lack, then the blocks still open, then the end.
  private mutating func endOfSource() {
    if depth == 0 && kind.isSignificant {
      found(.newline, count, count)
      atLineStart = true
    } else {
      found(.endOfFile, count, count)
    }
  }
}
