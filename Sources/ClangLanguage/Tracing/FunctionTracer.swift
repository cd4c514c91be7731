// Reads what the functions of a file do with their values.

import Semantics
import SourceModel

/// Reads the statements of one function. What an expression's values are, `ValueTracer` says.
///
/// Linear in the tokens, but for lambdas, which are read once more where they stand.
struct FunctionTracer {
  let values: ValueTracer
  private let tokens: ArraySlice<CxxToken>
  private var index: Int

  /// Statements inside of each other deeper than this are passed over.
  private static let depthLimit = 64
  private var depth = 0

  static func functions(of facts: ClangFacts) -> [TracedFunction] {
    guard let survey = facts.survey, !survey.functions.isEmpty else { return [] }
    let tracer = ValueTracer(facts)
    return survey.functions.values.sorted { $0.range < $1.range }.compactMap { function in
      let tokens = tracer.tokens(in: function.range)
      guard let open = Self.body(of: tokens) else { return nil }
      var reader = FunctionTracer(tracer, tokens, from: open)
      let parameters = function.parameters.map { parameter in
        TracedFunction.Parameter(
          variable: ValueTracer.variable(at: parameter.offset), name: parameter.name, type: parameter.type)
      }
      return TracedFunction(
        name: function.name, parameters: parameters, body: reader.readBlock(), givesObject: function.givesObject)
    }
  }

  /// The brace that opens a function's body: behind its parameters, and behind the members that a constructor begins with.
  private static func body(of tokens: ArraySlice<CxxToken>) -> Int? {
    var open = 0
    for index in tokens.indices where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"): open -= 1
      case UInt8(ascii: "{") where open == 0:
        // `: member{value}` is no body.
        let before = index > tokens.startIndex ? tokens[index - 1] : tokens[index]
        if before.kind == .identifier, let close = closing(index, in: tokens), close + 1 < tokens.endIndex,
          [UInt8(ascii: ","), UInt8(ascii: "{")].contains(tokens[close + 1].byte)
        {
          continue
        }
        return index
      default: break
      }
    }
    return nil
  }

  static func closing(_ open: Int, in tokens: ArraySlice<CxxToken>) -> Int? {
    var depth = 0
    for index in open..<tokens.endIndex where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  init(_ values: ValueTracer, _ tokens: ArraySlice<CxxToken>, from index: Int) {
    self.values = values
    self.tokens = tokens
    self.index = index
  }

  // MARK: Statements

  private func isAt(_ text: StaticString) -> Bool { index < tokens.endIndex && values.spells(tokens[index], text) }

  /// At an opening brace; passes the closing one.
  mutating func readBlock() -> [TraceStep] {
    index += 1
    var steps: [TraceStep] = []
    while index < tokens.endIndex, !isAt("}") {
      let before = index
      steps += readStatement()
      if index == before { index += 1 }
    }
    index += 1
    return steps
  }

  private mutating func readStatement() -> [TraceStep] {
    guard index < tokens.endIndex, depth < Self.depthLimit else { return [] }
    depth += 1
    defer { depth -= 1 }
    let token = tokens[index]
    if token.kind == .hash {
      while index < tokens.endIndex, tokens[index].kind != .lineEnd { index += 1 }
      index += 1
      return []
    }
    if isAt("{") { return readBlock() }
    guard token.kind == .identifier else { return readExpression() }
    switch values.text(token) {
    case "if": return readIf()
    case "for", "while": return readLoop()
    case "switch":
      index += 1
      return readHeader() + [.either([readStatement(), []])]
    case "do":
      index += 1
      let body = readStatement()
      return [.loop(body)] + readExpression()
    case "try":
      index += 1
      let body = readStatement()
      var others: [[TraceStep]] = [[]]
      while isAt("catch") {
        index += 1
        _ = readHeader()
        others.append(readStatement())
      }
      return body + [.either(others)]
    case "return":
      index += 1
      let range = readToSemicolon()
      return [.leave(range.map { values.value(in: $0) })]
    case "throw":
      _ = readToSemicolon()
      return [.leave(nil)]
    case "break", "continue", "goto", "using", "typedef":
      _ = readToSemicolon()
      return []
    case "case", "default":
      while index < tokens.endIndex, !isAt(":") { index += 1 }
      index += 1
      return []
    default: return readExpression()
    }
  }

  private mutating func readIf() -> [TraceStep] {
    index += 1
    if isAt("constexpr") { index += 1 }
    let header = readHeader()
    let first = readStatement()
    guard isAt("else") else { return header + [.either([first, []])] }
    index += 1
    return header + [.either([first, readStatement()])]
  }

  private mutating func readLoop() -> [TraceStep] {
    index += 1
    let header = readHeader()
    return header + [.loop(readStatement())]
  }

  /// What stands in the parentheses behind a keyword: statements between semicolons.
  private mutating func readHeader() -> [TraceStep] {
    guard isAt("("), let close = Self.closing(index, in: tokens) else { return [] }
    defer { index = close + 1 }
    var steps: [TraceStep] = []
    var start = index + 1
    for at in start...close where at == close || values.spells(tokens[at], ";") {
      if at > start { steps += values.steps(in: tokens[start..<at]) }
      start = at + 1
    }
    return steps
  }

  private mutating func readExpression() -> [TraceStep] {
    guard let range = readToSemicolon() else { return [] }
    return values.steps(in: range)
  }

  /// What stands before the next semicolon outside of brackets; passes it.
  private mutating func readToSemicolon() -> ArraySlice<CxxToken>? {
    let start = index
    while index < tokens.endIndex {
      let token = tokens[index]
      if token.kind == .punctuation {
        switch token.byte {
        case UInt8(ascii: ";"):
          defer { index += 1 }
          return index > start ? tokens[start..<index] : nil
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
          index = Self.closing(index, in: tokens) ?? tokens.endIndex
        case UInt8(ascii: "}"): return index > start ? tokens[start..<index] : nil
        default: break
        }
      }
      index += 1
    }
    return index > start && start < tokens.endIndex ? tokens[start..<min(index, tokens.endIndex)] : nil
  }
}
