// The tokens of a text for tools: every byte belongs to exactly one, comments and blanks included.

package import SourceModel

/// One token of Python source, as tools that look between nodes need it.
package struct PythonToken: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case name, keyword, number, string
    /// Operators, brackets, commas and the like; the bytes say which.
    case punctuation
    /// The prefix and opening quote of an f- or t-string, its text between fields, its closing quote.
    case formattedStart, formattedText, formattedEnd
    case comment
    /// The end of a logical line.
    case newline
    /// A line end inside brackets, or of a line without code.
    case lineBreak
    /// A backslash and the line end after it.
    case continuation
    /// Spaces, tabs, form feeds and the byte order mark.
    case blank
    /// Bytes that are no token of Python.
    case invalid
  }

  package var kind: Kind
  package var range: ByteRange

  /// Whether the token carries no code.
  package var isTrivia: Bool {
    switch kind {
    case .comment, .lineBreak, .continuation, .blank: true
    default: false
    }
  }
}

extension PythonParser {
  /// The tokens of `bytes`, which they cover without a gap. Linear.
  package static func tokens(
    _ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax = PythonSyntax()
  ) -> [PythonToken] {
    var tokenizer = Tokenizer(bytes, syntax: syntax)
    return tokenizer.run()
  }
}

/// An f-string being read, and how far.
private struct OpenString {
  var form: FormattedForm
  /// The lexer's field depth outside of it.
  var outerFieldDepth: Int
  /// The bracket depth of each field that is open, outermost first.
  var fields: [Int] = []
}

/// Runs the lexer over a text and fills what lies between its tokens.
private struct Tokenizer: ~Copyable {
  var lexer: Lexer
  var tokens: [PythonToken] = []
  /// The end of the last token.
  var covered = 0
  var strings: [OpenString] = []

  init(_ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax) {
    let encoding = SourceEncoding(of: bytes)
    lexer = Lexer(bytes: bytes, from: encoding.markLength, syntax: syntax, encoding: encoding)
    tokens.reserveCapacity(bytes.count / 3)
  }

  mutating func run() -> [PythonToken] {
    while true {
      lexer.advance()
      if lexer.kind == .endOfFile { break }
      if lexer.kind == .indent || lexer.kind == .dedent { continue }
      add(kindOfToken(), lexer.start, lexer.end)
      followStrings()
    }
    fill(to: lexer.count)
    return tokens
  }

  private func kindOfToken() -> PythonToken.Kind {
    switch lexer.kind {
    case .newline: .newline
    case .error: .invalid
    case .name: .name
    case .number: .number
    case .string: .string
    case .formattedStart: .formattedStart
    default: lexer.kind.isKeyword ? .keyword : .punctuation
    }
  }

  /// Appends a token and, before it, what was skipped. Empty tokens, as the last newline may be, are left out.
  private mutating func add(_ kind: PythonToken.Kind, _ start: Int, _ end: Int) {
    fill(to: start)
    guard end > start, end > covered else { return }
    tokens.append(PythonToken(kind: kind, range: ByteRange(max(start, covered)..<end)))
    covered = end
  }

  // MARK: Strings with fields

  /// After a token that opens, interrupts or resumes an f-string, reads its text.
  private mutating func followStrings() {
    if lexer.kind == .formattedStart {
      let flags = lexer.stringFlags
      let form = FormattedForm(
        delimiter: lexer.bytes[lexer.end - 1], isTriple: flags.contains(.triple), isRaw: flags.contains(.raw))
      strings.append(OpenString(form: form, outerFieldDepth: lexer.fieldDepth))
      return text()
    }
    guard let depth = strings.last?.fields.last else { return }
    if lexer.kind == .rightBrace && lexer.depth == depth - 1 {
      strings[strings.count - 1].fields.removeLast()
      return text()
    }
    if lexer.kind == .fieldColon { text() }
  }

  /// Reads text from the end of the last token up to the next field, or to the end of the string.
  private mutating func text() {
    while textUpToStop() == .strayBrace {}
  }

  private mutating func textUpToStop() -> FormattedStop {
    let string = strings[strings.count - 1]
    let first = lexer.position
    let (stop, offset) = lexer.formattedStop(string.form, from: first, inSpecification: !string.fields.isEmpty)
    add(.formattedText, first, offset)
    switch stop {
    case .field:
      lexer.found(.leftBrace, offset, offset + 1)
      lexer.depth += 1
      lexer.fieldDepth = lexer.depth
      strings[strings.count - 1].fields.append(lexer.depth)
      add(.punctuation, offset, offset + 1)
    case .close:
      let end = offset + (string.form.isTriple ? 3 : 1)
      add(.formattedEnd, offset, end)
      closeString(at: end)
    case .endOfSpecification:
      lexer.found(.fieldColon, lexer.start, offset)
      lexer.fieldDepth = string.fields.last ?? -1
    case .strayBrace:
      add(.invalid, offset, offset + 1)
      lexer.found(.string, offset, offset + 1)
    case .lineEnd, .endOfSource:
      closeString(at: offset)
      strings.removeAll()
      lexer.depth = 0
      lexer.fieldDepth = -1
    }
    return stop
  }

  private mutating func closeString(at end: Int) {
    lexer.found(.string, end, end)
    if let string = strings.popLast() {
      lexer.depth -= string.fields.count
      lexer.fieldDepth = string.outerFieldDepth
    }
  }

  // MARK: Between tokens

  /// Covers the bytes up to `end` with blanks, comments, line breaks and continuations.
  private mutating func fill(to end: Int) {
    while covered < end {
      let start = covered
      var offset = start
      let kind: PythonToken.Kind
      switch lexer.bytes[start] {
      case 0x23:
        offset = min(lexer.endOfLine(start), end)
        kind = .comment
      case 0x0A, 0x0D:
        offset = min(lexer.afterLineEnd(start), end)
        kind = .lineBreak
      case 0x5C where lexer.afterLineEnd(start + 1) > start + 1:
        offset = min(lexer.afterLineEnd(start + 1), end)
        kind = .continuation
      case 0x20, 0x09, 0x0C, 0xEF, 0xBB, 0xBF:
        while offset < end && isBlank(offset) { offset += 1 }
        kind = .blank
      default:
        offset = start + 1
        kind = .invalid
      }
      tokens.append(PythonToken(kind: kind, range: ByteRange(start..<max(offset, start + 1))))
      covered = max(offset, start + 1)
    }
  }

  private func isBlank(_ offset: Int) -> Bool {
    let byte = lexer.bytes[offset]
    return byte == 0x20 || byte == 0x09 || byte == 0x0C || offset < lexer.encoding.markLength
  }
}
