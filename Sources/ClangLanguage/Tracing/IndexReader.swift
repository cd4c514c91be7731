// Reads an index such as `c * plane + y * width + x` as a sum of products.

import Semantics
import SourceModel

/// A reader of sums, products, parentheses and casts; anything else has no terms.
struct IndexReader {
  private let tokens: ArraySlice<CxxToken>
  private let text: (CxxToken) -> String
  private var at: Int
  private var depth = 0

  static func terms(of tokens: ArraySlice<CxxToken>, _ text: @escaping (CxxToken) -> String) -> IndexTerms? {
    var reader = IndexReader(tokens: tokens, text: text, at: tokens.startIndex)
    let terms = reader.readSum()
    return reader.at == tokens.endIndex ? terms : nil
  }

  private init(tokens: ArraySlice<CxxToken>, text: @escaping (CxxToken) -> String, at: Int) {
    self.tokens = tokens
    self.text = text
    self.at = at
  }

  private func isAt(_ byte: Character) -> Bool {
    guard at < tokens.endIndex, tokens[at].kind == .punctuation else { return false }
    return tokens[at].byte == byte.asciiValue && tokens[at].end - tokens[at].start == 1
  }

  private mutating func readSum() -> IndexTerms? {
    guard depth < 32 else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard var sum = readProduct() else { return nil }
    while isAt("+") || isAt("-") {
      let isMinus = isAt("-")
      at += 1
      guard let next = readProduct() else { return nil }
      sum = isMinus ? sum - next : sum + next
    }
    return sum
  }

  private mutating func readProduct() -> IndexTerms? {
    guard var product = readFactor() else { return nil }
    while isAt("*") {
      at += 1
      guard let next = readFactor() else { return nil }
      product = product * next
    }
    return product
  }

  private mutating func readFactor() -> IndexTerms? {
    guard at < tokens.endIndex else { return nil }
    let token = tokens[at]
    switch token.kind {
    case .number:
      at += 1
      return Int(text(token).prefix { $0.isNumber }).map { .constant($0) }
    case .identifier: return readPath()
    case .punctuation where isAt("-"):
      at += 1
      return readFactor().map { IndexTerms.constant(0) - $0 }
    case .punctuation where isAt("("):
      at += 1
      let inner = readSum()
      guard isAt(")") else { return nil }
      at += 1
      // `(size_t)x`: what stood in parentheses was a type.
      if at < tokens.endIndex, tokens[at].kind == .identifier || tokens[at].kind == .number || isAt("(") {
        return readFactor()
      }
      return inner
    default: return nil
    }
  }

  /// `static_cast<size_t>(x)`, or a name with its members, which stands for itself.
  private mutating func readPath() -> IndexTerms? {
    let first = text(tokens[at])
    if first.hasSuffix("_cast") {
      while at < tokens.endIndex, !isAt(">") { at += 1 }
      at += 1
      return isAt("(") ? readFactor() : nil
    }
    var name = first
    at += 1
    while at + 1 < tokens.endIndex, tokens[at].kind == .punctuation,
      [".", "->", "::"].contains(text(tokens[at])), tokens[at + 1].kind == .identifier
    {
      name += text(tokens[at]) + text(tokens[at + 1])
      at += 2
    }
    if isAt("(") || isAt("[") {
      guard let close = FunctionTracer.closing(at, in: tokens) else { return nil }
      for index in at...close { name += text(tokens[index]) }
      at = close + 1
    }
    return .variable(name)
  }
}
