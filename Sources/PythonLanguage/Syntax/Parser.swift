// The parser's state and its smallest steps.

import SourceModel

/// Unwinds to the statement being parsed; what was wrong stands in the parser's `problem`.
struct SyntaxFailure: Error {}

/// A recursive-descent parser with one token of view, straight into rows.
struct Parser: ~Copyable {
  var lexer: Lexer
  var builder: TreeBuilder
  let syntax: PythonSyntax
  /// What the last failure was about.
  var problem = SyntaxProblem(message: "", start: 0, end: 0)
  var diagnostics: [Diagnostic] = []
  /// The first sign that the file is written in Python 2.
  var signOfPython2: SyntaxProblem?
  /// How deep the recursion is, in units of about one call of `expression`.
  var depth = 0

  /// The thread's stack, once nesting has become unusual.
  var stack: StackRoom?

  /// How deep expressions may nest; brackets cost 4 of these, so that CPython's 200 fit. A level of brackets takes 1 KB
  /// of stack in release and 8 KB in debug builds (November 2026).
  static var maximumDepth: Int { 1000 }
  /// From here on each level asks whether stack is left.
  static var unusualDepth: Int { 64 }
  /// More than this many diagnostics help nobody.
  static var maximumDiagnostics: Int { 200 }

  init(_ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax) {
    let encoding = SourceEncoding(of: bytes)
    lexer = Lexer(bytes: bytes, from: encoding.markLength, syntax: syntax, encoding: encoding)
    // Rows of dense code take four bytes of text each; room that is not used costs nothing.
    builder = TreeBuilder(capacity: bytes.count / 4 + 16)
    self.syntax = syntax
    if let problem = encoding.problem { report(problem, code: encoding.isUnknown ? "unknown-encoding" : "encoding") }
  }

  /// The token under the cursor.
  @inline(__always) var token: TokenKind { lexer.kind }

  /// Whether what came in with a version of Python is accepted.
  func accepts(since minor: Int) -> Bool { syntax.version.map { $0.minor >= minor } ?? true }

  @inline(__always) mutating func advance() { lexer.advance() }

  /// Steps over the token if it is `kind`.
  @inline(__always) mutating func take(_ kind: TokenKind) -> Bool {
    guard lexer.kind == kind else { return false }
    lexer.advance()
    return true
  }

  @inline(__always) mutating func expect(_ kind: TokenKind, _ message: String) throws(SyntaxFailure) {
    guard lexer.kind == kind else { throw unexpected(message) }
    lexer.advance()
  }

  // MARK: Nodes

  @inline(__always) mutating func leaf(_ kind: PythonKind, _ role: PythonRole, detail: UInt8 = 0) {
    builder.leaf(
      kind.kind, start: UInt32(truncatingIfNeeded: lexer.start), end: UInt32(truncatingIfNeeded: lexer.end),
      role: role.role, detail: detail)
  }

  /// Closes a node over the rows since `mark`, from `start` to the end of the last token.
  @inline(__always) mutating func close(
    _ kind: PythonKind, _ mark: Int, _ start: Int, _ role: PythonRole, detail: UInt8 = 0
  ) {
    builder.close(
      kind.kind, from: mark, start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: lexer.previousEnd), role: role.role, detail: detail)
  }

  /// Gives the node closed last another role.
  @inline(__always) mutating func setRole(_ role: PythonRole) { builder.setLastRole(role.role) }

  /// The kind of the node closed last.
  @inline(__always) var lastKind: PythonKind {
    PythonKind(rawValue: builder.rows[builder.rows.count - 1].kind.raw) ?? .error
  }

  /// A name that `ast` keeps as a string.
  @inline(__always) mutating func identifier(_ role: PythonRole) throws(SyntaxFailure) {
    guard token == .name else { throw unexpected("expected a name") }
    leaf(.identifier, role)
    advance()
  }

  /// Whether the token under the cursor is the name `text`, which is at most eight ASCII bytes.
  func isWord(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard token == .name, lexer.end - lexer.start == length else { return false }
    return isText(text, at: lexer.start)
  }

  /// Whether the source at `offset` reads `text`.
  func isText(_ text: StaticString, at offset: Int) -> Bool {
    text.withUTF8Buffer { buffer in
      for index in 0..<buffer.count where lexer.bytes[offset + index] != buffer[index] { return false }
      return true
    }
  }

  // MARK: Failing

  /// The failure of meeting the token under the cursor where something else must stand.
  mutating func unexpected(_ message: String) -> SyntaxFailure {
    if token == .error {
      problem = lexer.problem
    } else {
      problem = SyntaxProblem(message: message, start: lexer.start, end: lexer.end)
    }
    return SyntaxFailure()
  }

  /// A failure about what lies between `start` and the end of the last token.
  mutating func failure(_ message: String, from start: Int) -> SyntaxFailure {
    problem = SyntaxProblem(message: message, start: start, end: max(start, lexer.previousEnd))
    return SyntaxFailure()
  }

  /// The failure of a construct that the language version asked for does not have.
  mutating func tooNew(_ what: String, from start: Int) -> SyntaxFailure {
    failure("\(what) is newer than the language version asked for", from: start)
  }

  /// Goes one level deeper, of weight `cost`; `leave` comes back.
  @inline(__always) mutating func enter(_ cost: Int = 1) throws(SyntaxFailure) {
    depth += cost
    if depth > Self.unusualDepth { try checkStack() }
  }

  private mutating func checkStack() throws(SyntaxFailure) {
    let stack = self.stack ?? StackRoom()
    self.stack = stack
    if depth > Self.maximumDepth || !stack.isLeft { throw unexpected("too deeply nested") }
  }

  @inline(__always) mutating func leave(_ cost: Int = 1) { depth -= cost }

  mutating func report(_ problem: SyntaxProblem, code: String = "syntax-error") {
    if problem.isPython2 && signOfPython2 == nil { signOfPython2 = problem }
    guard diagnostics.count < Self.maximumDiagnostics else { return }
    let limit = lexer.count
    let start = min(problem.start, limit)
    diagnostics.append(
      Diagnostic(code: code, message: problem.message, range: ByteRange(start..<max(start, min(problem.end, limit)))))
  }

  /// The tree, whose root has been closed, and the diagnostics in the order of the text.
  consuming func finish(_ bytes: ContiguousArray<UInt8>) -> ParsedFile {
    for problem in lexer.layoutProblems { report(problem) }
    if syntax.version == nil, let sign = signOfPython2 {
      let range = ByteRange(min(sign.start, bytes.count)..<min(max(sign.start, sign.end), bytes.count))
      let message = "this is Python 2 (\(sign.message)); port it to Python 3 first, for instance with 2to3"
      diagnostics = [Diagnostic(code: "python-2", message: message, range: range)]
    }
    diagnostics.sort { $0.range < $1.range }
    return ParsedFile(tree: builder.finish(bytes: bytes), diagnostics: diagnostics)
  }
}

/// What a parser goes back to when a guess was wrong.
struct Checkpoint {
  var kind: TokenKind
  var start: Int
  var end: Int
  var stringFlags: StringFlags
  var numberForm: UInt8
  var previousEnd: Int
  var position: Int
  var bracketDepth: Int
  var fieldDepth: Int
  var atLineStart: Bool
  var lexerProblem: SyntaxProblem
  var mark: Int
  var depth: Int
}

extension Parser {
  /// Where the parser is. Good within one logical line only: open blocks are not part of it.
  func checkpoint() -> Checkpoint {
    Checkpoint(
      kind: lexer.kind, start: lexer.start, end: lexer.end, stringFlags: lexer.stringFlags,
      numberForm: lexer.numberForm, previousEnd: lexer.previousEnd, position: lexer.position,
      bracketDepth: lexer.depth, fieldDepth: lexer.fieldDepth, atLineStart: lexer.atLineStart,
      lexerProblem: lexer.problem, mark: builder.mark, depth: depth)
  }

  mutating func restore(_ point: Checkpoint) {
    lexer.kind = point.kind
    lexer.start = point.start
    lexer.end = point.end
    lexer.stringFlags = point.stringFlags
    lexer.numberForm = point.numberForm
    lexer.previousEnd = point.previousEnd
    lexer.position = point.position
    lexer.depth = point.bracketDepth
    lexer.fieldDepth = point.fieldDepth
    lexer.atLineStart = point.atLineStart
    lexer.problem = point.lexerProblem
    builder.rewind(to: point.mark)
    depth = point.depth
  }
}
