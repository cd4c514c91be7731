// Reads a `when`: a closed language of a few questions about parameters.

import Semantics
import SourceModel

/// Parses `given(dtype) and not dtype == numpy.float64`.
///
/// Names of parameters stand alone or, as variables of a pattern, behind a `$`.
struct ConditionParser {
  /// A word, a sign, a number or a string of the condition, with where it stands.
  private struct Token {
    enum Kind { case name, number, string, sign, end }
    var kind: Kind
    var text: String
    var range: Range<Int>
  }

  /// A parameter the condition asks about, and where.
  struct Mention {
    var name: String
    var range: Range<Int>
  }

  /// What a condition reads, and the parameters it speaks of in order.
  static func parse(_ text: String) throws(RuleTextError) -> (condition: Condition, mentions: [Mention]) {
    var parser = ConditionParser(tokens: try tokens(of: Array(text.utf8)))
    let condition = try parser.parseAlternatives()
    guard parser.current.kind == .end else { throw parser.unexpected("`and`, `or` or the end") }
    return (condition, parser.mentions)
  }

  private let tokens: [Token]
  private var position = 0
  private var mentions: [Mention] = []
  private var depth = 0
  // Authors nest two or three deep; the limit is there for the stack.
  private static let depthLimit = 64

  private init(tokens: [Token]) { self.tokens = tokens }

  private var current: Token { tokens[position] }

  private mutating func next() -> Token {
    defer { if position < tokens.count - 1 { position += 1 } }
    return current
  }

  private mutating func take(_ text: String) -> Bool {
    guard current.text == text, current.kind == .name || current.kind == .sign else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ text: String) throws(RuleTextError) {
    guard take(text) else { throw unexpected("`\(text)`") }
  }

  private func unexpected(_ wanted: String) -> RuleTextError {
    let found = current.kind == .end ? "the condition ends" : "found `\(current.text)`"
    return error("expected \(wanted), and \(found)", current.range)
  }

  private func error(_ message: String, _ range: Range<Int>) -> RuleTextError {
    RuleTextError(message: message, range: ByteRange(range))
  }

  // MARK: Grammar

  private mutating func parseAlternatives() throws(RuleTextError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else { throw error("the condition is nested too deeply", current.range) }
    var condition = try parseConjunction()
    while take("or") { condition = .or(condition, try parseConjunction()) }
    return condition
  }

  private mutating func parseConjunction() throws(RuleTextError) -> Condition {
    var condition = try parseNegation()
    while take("and") { condition = .and(condition, try parseNegation()) }
    return condition
  }

  private mutating func parseNegation() throws(RuleTextError) -> Condition {
    var isNegated = false
    while take("not") { isNegated.toggle() }
    let condition = try parseQuestion()
    return isNegated ? .not(condition) : condition
  }

  private mutating func parseQuestion() throws(RuleTextError) -> Condition {
    if take("(") {
      let inner = try parseAlternatives()
      try expect(")")
      return inner
    }
    guard current.kind == .name else {
      throw unexpected("a parameter, `ndim(…)`, `type(…)`, `given(…)` or `literal(…)`")
    }
    let name = next()
    guard take("(") else { return try parseValue(of: mention(name)) }
    return try parseFunction(name)
  }

  private mutating func parseFunction(_ function: Token) throws(RuleTextError) -> Condition {
    if function.text == "sure" {
      let inner = try parseAlternatives()
      try expect(")")
      return .sure(inner)
    }
    if function.text == "apart" {
      try expect(")")
      return .takenApart
    }
    guard ["ndim", "type", "given", "literal", "loads", "feeds", "made"].contains(function.text) else {
      throw error(
        "a condition asks `ndim(…)`, `type(…)`, `given(…)` or `literal(…)`, not `\(function.text)`", function.range)
    }
    if function.text == "loads" { return .loads(type: try parseModel()) }
    if function.text == "feeds" { return .feeds(type: try parseModel()) }
    guard current.kind == .name else { throw unexpected("a parameter") }
    let parameter = mention(next())
    if function.text == "made" { return try parseMaker(of: parameter) }
    try expect(")")
    switch function.text {
    case "given": return .given(parameter: parameter)
    case "literal": return .literal(parameter: parameter)
    case "ndim": return try parseRank(of: parameter)
    default: return try parseType(of: parameter)
    }
  }

  /// `$model)`, in a swap, whose facts stand here already.
  private mutating func parseModel() throws(RuleTextError) -> String {
    guard current.kind == .name else { throw unexpected("`$model`") }
    let type = next().text
    try expect(")")
    return type
  }

  /// The rest of `made(data, xgboost.DMatrix, $model)`.
  private mutating func parseMaker(of parameter: String) throws(RuleTextError) -> Condition {
    try expect(",")
    guard current.kind == .name else { throw unexpected("a name, such as `xgboost.DMatrix`") }
    let maker = next().text
    try expect(",")
    return .made(parameter: parameter, by: maker, type: try parseModel())
  }

  private mutating func parseRank(of parameter: String) throws(RuleTextError) -> Condition {
    let comparison = try parseComparison()
    guard current.kind == .number, let rank = Int(current.text) else { throw unexpected("a whole number") }
    _ = next()
    return .rank(parameter: parameter, comparison, rank)
  }

  private mutating func parseType(of parameter: String) throws(RuleTextError) -> Condition {
    try expect("is")
    let isNegated = take("not")
    guard current.kind == .name else { throw unexpected("a type, such as `numpy.ndarray`") }
    let condition = Condition.type(parameter: parameter, next().text)
    return isNegated ? .not(condition) : condition
  }

  private mutating func parseValue(of parameter: String) throws(RuleTextError) -> Condition {
    let comparison = try parseComparison()
    return .value(parameter: parameter, comparison, try parseConstant())
  }

  private mutating func parseComparison() throws(RuleTextError) -> Condition.Comparison {
    let token = current
    if token.text == "<=" || token.text == ">=" {
      throw error("there is no `\(token.text)`: write `not … \(token.text == "<=" ? ">" : "<") …`", token.range)
    }
    if token.text == "=" { throw error("write `==` to compare", token.range) }
    guard token.kind == .sign, let comparison = Condition.Comparison(rawValue: token.text) else {
      throw unexpected("`==`, `!=`, `<` or `>`")
    }
    _ = next()
    return comparison
  }

  private mutating func parseConstant() throws(RuleTextError) -> Constant {
    let token = current
    switch token.kind {
    case .number:
      _ = next()
      return .number(token.text)
    case .string:
      _ = next()
      return .string(token.text)
    case .name where !["and", "or", "not", "is"].contains(token.text):
      _ = next()
      return Self.constant(token.text)
    case .sign where ["[", "(", "{"].contains(token.text): return try parseEmpty()
    default: throw unexpected("a number, a string, `None`, `True` or a name")
    }
  }

  /// `[]`, `()` or `{}`, kept as a symbol of that text.
  private mutating func parseEmpty() throws(RuleTextError) -> Constant {
    let open = next()
    let close = ["[": "]", "(": ")", "{": "}"][open.text] ?? ""
    guard take(close) else {
      throw error("a condition compares with constants, and of collections only with empty ones", open.range)
    }
    return .symbol(open.text + close)
  }

  private static func constant(_ name: String) -> Constant {
    switch name {
    case "None", "nil", "nullptr": .none
    case "True", "true": .boolean(true)
    case "False", "false": .boolean(false)
    default: .symbol(name)
    }
  }

  private mutating func mention(_ token: Token) -> String {
    let name = token.text.hasPrefix("$") ? String(token.text.dropFirst()) : token.text
    mentions.append(Mention(name: name, range: token.range))
    return name
  }

  // MARK: Words

  private static func tokens(of bytes: [UInt8]) throws(RuleTextError) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        index += 1
        continue
      }
      let kind = try step(over: bytes, at: &index)
      let content = kind == .string ? (start + 1)..<(index - 1) : start..<index
      tokens.append(Token(kind: kind, text: String(decoding: bytes[content], as: UTF8.self), range: start..<index))
    }
    // The end is underlined under the last word.
    let last = max(0, bytes.count - 1)
    tokens.append(Token(kind: .end, text: "", range: last..<max(last, bytes.count)))
    return tokens
  }

  private static func step(over bytes: [UInt8], at index: inout Int) throws(RuleTextError) -> Token.Kind {
    let byte = bytes[index]
    if byte == 0x22 || byte == 0x27 { return try stepOverString(bytes, at: &index) }
    let isSigned = (byte == 0x2D || byte == 0x2B) && index + 1 < bytes.count && QualifiedName.isDigit(bytes[index + 1])
    if isSigned || QualifiedName.isDigit(byte) {
      index += 1
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      return .number
    }
    if QualifiedName.isLetter(byte) || byte == 0x24 {
      index += 1
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      return .name
    }
    index += 1
    if index < bytes.count, bytes[index] == 0x3D, [0x3D, 0x21, 0x3C, 0x3E].contains(byte) { index += 1 }
    return .sign
  }

  private static func stepOverString(_ bytes: [UInt8], at index: inout Int) throws(RuleTextError) -> Token.Kind {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != bytes[start] { index += 1 }
    guard index < bytes.count else {
      throw RuleTextError(message: "this string is never closed", range: ByteRange(start..<bytes.count))
    }
    index += 1
    return .string
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    QualifiedName.isLetter(byte) || QualifiedName.isDigit(byte) || byte == 0x2E || byte == 0x3A
  }
}
