// What a token of Python is, as the parser meets it: layout, words, literals, operators and keywords.

/// The kind of a token. The order carries meaning: see the notes between the groups.
enum TokenKind: UInt8, Sendable, CaseIterable {
  // Layout: these never move the end of what was parsed.
  case newline, indent, dedent, endOfFile

  /// Bytes that are no token of Python; the lexer says what is wrong with them.
  case error
  case name, number, string
  /// The prefix and opening quote of an f- or t-string.
  case formattedStart

  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, semicolon, dot, ellipsis, arrow, colonEqual, equal, exclamation, tilde
  /// A colon that ends the expression of an f-string's replacement field.
  case fieldColon

  // In the order of `BinaryOperator`.
  case plus, minus, star, at, slash, percent, doubleStar, leftShift, rightShift, bar, caret, ampersand, doubleSlash

  // In the order of `BinaryOperator`.
  case plusEqual, minusEqual, starEqual, atEqual, slashEqual, percentEqual, doubleStarEqual, leftShiftEqual
  case rightShiftEqual, barEqual, caretEqual, ampersandEqual, doubleSlashEqual

  // In the order of `ComparisonOperator`.
  case equalEqual, notEqual, less, lessEqual, greater, greaterEqual

  case falseKeyword, noneKeyword, trueKeyword, andKeyword, asKeyword, assertKeyword, asyncKeyword, awaitKeyword
  case breakKeyword, classKeyword, continueKeyword, defKeyword, delKeyword, elifKeyword, elseKeyword, exceptKeyword
  case finallyKeyword, forKeyword, fromKeyword, globalKeyword, ifKeyword, importKeyword, inKeyword, isKeyword
  case lambdaKeyword, nonlocalKeyword, notKeyword, orKeyword, passKeyword, raiseKeyword, returnKeyword, tryKeyword
  case whileKeyword, withKeyword, yieldKeyword

  /// Whether the token moves the end of what was parsed.
  @inline(__always) var isSignificant: Bool { rawValue > TokenKind.endOfFile.rawValue }

  @inline(__always) var isKeyword: Bool { rawValue >= TokenKind.falseKeyword.rawValue }

  @inline(__always) var isAugmentedAssignment: Bool {
    rawValue >= TokenKind.plusEqual.rawValue && rawValue <= TokenKind.doubleSlashEqual.rawValue
  }
}

/// How tightly operators bind, loosest first; 0 is no operator.
enum Precedence {
  static let or: UInt8 = 1
  static let and: UInt8 = 2
  static let not: UInt8 = 3
  static let comparison: UInt8 = 4
  static let bitOr: UInt8 = 5
  static let bitXor: UInt8 = 6
  static let bitAnd: UInt8 = 7
  static let shift: UInt8 = 8
  static let sum: UInt8 = 9
  static let product: UInt8 = 10
}

extension TokenKind {
  /// How tightly the token binds as an infix operator, or 0. `**` is not here: it binds tighter than the signs.
  @inline(__always) var precedence: UInt8 {
    switch self {
    case .orKeyword: Precedence.or
    case .andKeyword: Precedence.and
    case .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .inKeyword, .isKeyword, .notKeyword:
      Precedence.comparison
    case .bar: Precedence.bitOr
    case .caret: Precedence.bitXor
    case .ampersand: Precedence.bitAnd
    case .leftShift, .rightShift: Precedence.shift
    case .plus, .minus: Precedence.sum
    case .star, .at, .slash, .percent, .doubleSlash: Precedence.product
    default: 0
    }
  }

  /// Whether an expression can begin with the token, a starred one included.
  var startsExpression: Bool {
    switch self {
    case .name, .number, .string, .formattedStart, .leftParenthesis, .leftBracket, .leftBrace, .ellipsis, .tilde,
      .plus, .minus, .star, .falseKeyword, .noneKeyword, .trueKeyword, .awaitKeyword, .lambdaKeyword, .notKeyword,
      .error:
      true
    default: false
    }
  }

  var binaryOperator: UInt8 { rawValue - TokenKind.plus.rawValue }
  var augmentedOperator: UInt8 { rawValue - TokenKind.plusEqual.rawValue }
  var comparisonOperator: UInt8 { rawValue - TokenKind.equalEqual.rawValue }
}
