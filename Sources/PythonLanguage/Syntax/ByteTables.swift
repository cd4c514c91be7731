// Tables the lexer reads by byte, and the keywords by their bytes.

/// What a token that begins with a byte can be.
enum ByteClass: UInt8 {
  case invalid, space, newline, word, digit, quote, hash, backslash, dot, simple, compound, end, dollar, backtick
}

/// Constant tables, built once and shared by all lexers.
struct ByteTables: Sendable {
  var classes = ContiguousArray(repeating: ByteClass.invalid, count: 256)
  /// Whether a byte continues a word: letters, digits, `_` and all bytes beyond ASCII.
  var continuesWord = ContiguousArray(repeating: false, count: 256)
  /// The kind of a token that is always one byte, and of the one-byte form of those that need not be.
  var simpleKinds = ContiguousArray(repeating: TokenKind.error, count: 256)
  /// Whether a byte inside a string literal needs a look: quotes, backslash, line ends and NUL.
  var stopsString = ContiguousArray(repeating: false, count: 256)
  var keywordWords = ContiguousArray(repeating: UInt64(0), count: 256)
  var keywordKinds = ContiguousArray(repeating: TokenKind.name, count: 256)
  var keywordMultiplier: UInt64 = 0

  static let shared = ByteTables()

  private init() {
    fillWords()
    fillOperators()
    for byte in [0x00, 0x0A, 0x0D, 0x22, 0x27, 0x5C] { stopsString[byte] = true }
    keywordMultiplier = Self.multiplierWithoutCollisions()
    for (word, kind) in Self.keywords {
      let slot = Self.slot(of: Self.packed(word), multiplier: keywordMultiplier)
      keywordWords[slot] = Self.packed(word)
      keywordKinds[slot] = kind
    }
  }

  private mutating func fillWords() {
    let letters = Array(0x41...0x5A) + Array(0x61...0x7A) + [0x5F] + Array(0x80...0xFF)
    for byte in letters {
      classes[byte] = .word
      continuesWord[byte] = true
    }
    for byte in 0x30...0x39 {
      classes[byte] = .digit
      continuesWord[byte] = true
    }
    for byte in [0x20, 0x09, 0x0C] { classes[byte] = .space }
    for byte in [0x0A, 0x0D] { classes[byte] = .newline }
    for byte in [0x22, 0x27] { classes[byte] = .quote }
    classes[0x23] = .hash
    classes[0x5C] = .backslash
    classes[0x2E] = .dot
    classes[0x24] = .dollar
    classes[0x60] = .backtick
    classes[0] = .end
  }

  private mutating func fillOperators() {
    let simple: [(UInt8, TokenKind)] = [
      (0x28, .leftParenthesis), (0x29, .rightParenthesis), (0x5B, .leftBracket), (0x5D, .rightBracket),
      (0x7B, .leftBrace), (0x7D, .rightBrace), (0x2C, .comma), (0x3B, .semicolon), (0x7E, .tilde),
    ]
    let compound: [(UInt8, TokenKind)] = [
      (0x3A, .colon), (0x3D, .equal), (0x21, .exclamation), (0x2B, .plus), (0x2D, .minus), (0x2A, .star),
      (0x2F, .slash), (0x25, .percent), (0x40, .at), (0x26, .ampersand), (0x7C, .bar), (0x5E, .caret),
      (0x3C, .less), (0x3E, .greater),
    ]
    for (byte, kind) in simple {
      classes[Int(byte)] = .simple
      simpleKinds[Int(byte)] = kind
    }
    for (byte, kind) in compound {
      classes[Int(byte)] = .compound
      simpleKinds[Int(byte)] = kind
    }
  }

  /// Up to eight bytes of a word as one number, first byte highest.
  static func packed(_ word: String) -> UInt64 { word.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

  @inline(__always) static func slot(of word: UInt64, multiplier: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* multiplier) >> 56)
  }

  /// The kind of the word whose bytes are packed in `word`: a keyword's, or `name`.
  @inline(__always) func kind(of word: UInt64) -> TokenKind {
    let slot = Self.slot(of: word, multiplier: keywordMultiplier)
    return keywordWords[slot] == word ? keywordKinds[slot] : .name
  }

  /// The first odd multiplier, of a fixed series, that sends each keyword to a slot of its own.
  private static func multiplierWithoutCollisions() -> UInt64 {
    var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    while true {
      let slots = Set(keywords.map { slot(of: packed($0.0), multiplier: multiplier) })
      if slots.count == keywords.count { return multiplier }
      multiplier = multiplier &* 0x5851_F42D_4C95_7F2D &+ 2
    }
  }

  static let keywords: [(String, TokenKind)] = [
    ("False", .falseKeyword), ("None", .noneKeyword), ("True", .trueKeyword), ("and", .andKeyword),
    ("as", .asKeyword), ("assert", .assertKeyword), ("async", .asyncKeyword), ("await", .awaitKeyword),
    ("break", .breakKeyword), ("class", .classKeyword), ("continue", .continueKeyword), ("def", .defKeyword),
    ("del", .delKeyword), ("elif", .elifKeyword), ("else", .elseKeyword), ("except", .exceptKeyword),
    ("finally", .finallyKeyword), ("for", .forKeyword), ("from", .fromKeyword), ("global", .globalKeyword),
    ("if", .ifKeyword), ("import", .importKeyword), ("in", .inKeyword), ("is", .isKeyword),
    ("lambda", .lambdaKeyword), ("nonlocal", .nonlocalKeyword), ("not", .notKeyword), ("or", .orKeyword),
    ("pass", .passKeyword), ("raise", .raiseKeyword), ("return", .returnKeyword), ("try", .tryKeyword),
    ("while", .whileKeyword), ("with", .withKeyword), ("yield", .yieldKeyword),
  ]
}
