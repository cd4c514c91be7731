// Cuts C and C++ into tokens; any bytes have some.

import SourceModel

/// One token.
struct CxxToken: Hashable {
  enum Kind: UInt8 {
    case identifier, number, string, character, punctuation
    /// The `#` that begins a line of the preprocessor, and the end of that line.
    case hash, lineEnd
    /// `<vector>` behind `#include`.
    case header
    case comment
  }
  var kind: Kind
  var start: UInt32
  var end: UInt32
  /// The first byte.
  var byte: UInt8
}

/// Reads bytes by offset. Linear.
struct CxxLexer {
  private let bytes: ContiguousArray<UInt8>
  private let limit: Int
  private let keepsComments: Bool
  private var at: Int
  private var tokens: ContiguousArray<CxxToken> = []
  private var isLineStart = true
  private var isInDirective = false

  static func tokens(
    of bytes: ContiguousArray<UInt8>, in range: ByteRange? = nil, keepsComments: Bool = false
  ) -> ContiguousArray<CxxToken> {
    let range = range ?? ByteRange(0, UInt32(bytes.count))
    var lexer = CxxLexer(bytes: bytes, range: range, keepsComments: keepsComments)
    return lexer.run()
  }

  private init(bytes: ContiguousArray<UInt8>, range: ByteRange, keepsComments: Bool) {
    self.bytes = bytes
    self.keepsComments = keepsComments
    limit = Int(range.end)
    at = Int(range.start)
  }

  private func peek(_ ahead: Int = 0) -> UInt8 { at + ahead < limit ? bytes[at + ahead] : 0 }

  private mutating func run() -> ContiguousArray<CxxToken> {
    tokens.reserveCapacity((limit - at) / 4)
    while at < limit {
      let before = at
      step()
      precondition(at > before, "every step of the lexer eats a byte")
    }
    endLine()
    return tokens
  }

  private mutating func add(_ kind: CxxToken.Kind, from start: Int) {
    tokens.append(CxxToken(kind: kind, start: UInt32(start), end: UInt32(at), byte: bytes[start]))
    isLineStart = false
  }

  private mutating func endLine() {
    if isInDirective {
      tokens.append(CxxToken(kind: .lineEnd, start: UInt32(at), end: UInt32(at), byte: 0x0A))
    }
    isInDirective = false
    isLineStart = true
  }

  private mutating func step() {
    let byte = bytes[at]
    switch byte {
    case 0x0A, 0x0D:
      endLine()
      at += 1
    case 0x20, 0x09, 0x0B, 0x0C: at += 1
    case UInt8(ascii: "\\") where peek(1) == 0x0A || peek(1) == 0x0D: skipContinuation()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
    case UInt8(ascii: "#") where isLineStart: directive()
    case UInt8(ascii: "\""): quoted(UInt8(ascii: "\""), .string, from: at)
    case UInt8(ascii: "'"): quoted(UInt8(ascii: "'"), .character, from: at)
    case _ where Self.isLetter(byte): word()
    case _ where Self.isDigit(byte) || (byte == UInt8(ascii: ".") && Self.isDigit(peek(1))): number()
    default: punctuation()
    }
  }

  private mutating func skipContinuation() {
    at += peek(1) == 0x0D && peek(2) == 0x0A ? 3 : 2
    at = min(at, limit)
  }

  // MARK: Comments

  private mutating func lineComment() {
    let start = at
    while at < limit, bytes[at] != 0x0A, bytes[at] != 0x0D {
      if bytes[at] == UInt8(ascii: "\\"), peek(1) == 0x0A || peek(1) == 0x0D { skipContinuation() } else { at += 1 }
    }
    comment(from: start)
  }

  private mutating func blockComment() {
    let start = at
    at += 2
    while at < limit, !(bytes[at] == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { at += 1 }
    at = min(at + 2, limit)
    comment(from: start)
  }

  private mutating func comment(from start: Int) {
    guard keepsComments else { return }
    tokens.append(CxxToken(kind: .comment, start: UInt32(start), end: UInt32(at), byte: bytes[start]))
  }

  // MARK: The preprocessor

  private mutating func directive() {
    let start = at
    at += 1
    add(.hash, from: start)
    isInDirective = true
    while at < limit, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    let word = at
    while at < limit, Self.isLetter(bytes[at]) { at += 1 }
    guard at > word else { return }
    add(.identifier, from: word)
    let name = bytes[word..<at]
    guard
      name.elementsEqual("include".utf8) || name.elementsEqual("include_next".utf8) || name.elementsEqual("import".utf8)
    else { return }
    while at < limit, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    guard peek() == UInt8(ascii: "<") else { return }
    let header = at
    while at < limit, bytes[at] != UInt8(ascii: ">"), bytes[at] != 0x0A { at += 1 }
    if peek() == UInt8(ascii: ">") { at += 1 }
    add(.header, from: header)
  }

  // MARK: Words and literals

  private mutating func word() {
    let start = at
    while at < limit, Self.isLetter(bytes[at]) || Self.isDigit(bytes[at]) { at += 1 }
    let quote = peek()
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), isPrefix(start..<at) {
      if bytes[at - 1] == UInt8(ascii: "R"), quote == UInt8(ascii: "\"") { return rawString(from: start) }
      return quoted(quote, quote == UInt8(ascii: "'") ? .character : .string, from: start)
    }
    add(.identifier, from: start)
  }

  private func isPrefix(_ range: Range<Int>) -> Bool {
    ["R", "L", "u", "U", "u8", "LR", "uR", "UR", "u8R"].contains { bytes[range].elementsEqual($0.utf8) }
  }

  /// At the quote; ends at the line's end if nothing closes it.
  private mutating func quoted(_ quote: UInt8, _ kind: CxxToken.Kind, from start: Int) {
    at += 1
    while at < limit, bytes[at] != quote, bytes[at] != 0x0A {
      at += bytes[at] == UInt8(ascii: "\\") && at + 1 < limit ? 2 : 1
    }
    if peek() == quote { at += 1 }
    at = min(at, limit)
    // A user's own literal: `"text"s`.
    while at < limit, Self.isLetter(bytes[at]) { at += 1 }
    add(kind, from: start)
  }

  private mutating func rawString(from start: Int) {
    let open = at + 1
    var parenthesis = open
    while parenthesis < limit, bytes[parenthesis] != UInt8(ascii: "("), parenthesis - open <= 16 { parenthesis += 1 }
    let end = [UInt8(ascii: ")")] + bytes[open..<min(parenthesis, limit)] + [UInt8(ascii: "\"")]
    at = min(parenthesis + 1, limit)
    while at < limit {
      if bytes[at] == UInt8(ascii: ")"), at + end.count <= limit, bytes[at..<(at + end.count)].elementsEqual(end) {
        at += end.count
        break
      }
      at += 1
    }
    add(.string, from: start)
  }

  private mutating func number() {
    let start = at
    while at < limit {
      let byte = bytes[at]
      let isExponent =
        at > start && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
        && [UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "P")].contains(bytes[at - 1])
      let isSeparator =
        byte == UInt8(ascii: "'") && Self.isLetter(peek(1)) || byte == UInt8(ascii: "'") && Self.isDigit(peek(1))
      guard Self.isDigit(byte) || Self.isLetter(byte) || byte == UInt8(ascii: ".") || isExponent || isSeparator else {
        break
      }
      at += 1
    }
    add(.number, from: start)
  }

  private mutating func punctuation() {
    let start = at
    let next = peek(1)
    switch bytes[at] {
    case UInt8(ascii: ":") where next == UInt8(ascii: ":"): at += 2
    case UInt8(ascii: "-") where next == UInt8(ascii: ">"): at += 2
    case UInt8(ascii: ".") where next == UInt8(ascii: ".") && peek(2) == UInt8(ascii: "."): at += 3
    default: at += 1
    }
    add(.punctuation, from: start)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || byte == 0x24 || (0x61...0x7A).contains(byte | 0x20)
  }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
