// What the condition behind `#if` comes to, as far as it speaks of known macros.

/// A condition of the preprocessor, in three values.
struct PreprocessorCondition {
  private let words: [String]
  private let macros: [String: Int]
  private var at = 0
  private var depth = 0

  /// Nil where the condition depends on what is not known.
  private(set) var value: Int?

  /// - Parameter words: The tokens, each character of an operator by itself or together.
  init(_ words: [String], macros: [String: Int]) {
    self.words = Self.joined(words)
    self.macros = macros
    let value = disjunction()
    self.value = at == self.words.count ? value : nil
  }

  /// Operators of two characters, however they were cut.
  private static func joined(_ words: [String]) -> [String] {
    var joined: [String] = []
    for word in words {
      if let last = joined.last, ["&&", "||", "==", "!=", ">=", "<="].contains(last + word) {
        joined[joined.count - 1] = last + word
      } else {
        joined.append(word)
      }
    }
    return joined
  }

  private mutating func takes(_ word: String) -> Bool {
    guard at < words.count, words[at] == word else { return false }
    at += 1
    return true
  }

  private mutating func disjunction() -> Int? {
    var value = conjunction()
    while takes("||") {
      let next = conjunction()
      value = isTrue(value) || isTrue(next) ? 1 : value == 0 && next == 0 ? 0 : nil
    }
    return value
  }

  private mutating func conjunction() -> Int? {
    var value = comparison()
    while takes("&&") {
      let next = comparison()
      value = value == 0 || next == 0 ? 0 : value == nil || next == nil ? nil : 1
    }
    return value
  }

  private func isTrue(_ value: Int?) -> Bool { value.map { $0 != 0 } ?? false }

  private mutating func comparison() -> Int? {
    var value = sum()
    while at < words.count, let compare = Self.comparisons[words[at]] {
      at += 1
      let next = sum()
      value = value.flatMap { left in next.map { compare(left, $0) ? 1 : 0 } }
    }
    return value
  }

  private static let comparisons: [String: @Sendable (Int, Int) -> Bool] = [
    "==": { $0 == $1 }, "!=": { $0 != $1 }, ">=": { $0 >= $1 }, "<=": { $0 <= $1 }, ">": { $0 > $1 }, "<": { $0 < $1 },
  ]

  private mutating func sum() -> Int? {
    var value = product()
    while at < words.count, words[at] == "+" || words[at] == "-" {
      let isMinus = words[at] == "-"
      at += 1
      let next = product()
      value = value.flatMap { left in
        next.flatMap { right in
          let (result, isLost) =
            isMinus ? left.subtractingReportingOverflow(right) : left.addingReportingOverflow(right)
          return isLost ? nil : result
        }
      }
    }
    return value
  }

  private mutating func product() -> Int? {
    var value = primary()
    while takes("*") {
      let next = primary()
      value = value.flatMap { left in
        next.flatMap { right in
          let (result, isLost) = left.multipliedReportingOverflow(by: right)
          return isLost ? nil : result
        }
      }
    }
    return value
  }

  private mutating func primary() -> Int? {
    guard at < words.count, depth < 64 else { return nil }
    if takes("!") {
      depth += 1
      defer { depth -= 1 }
      return primary().map { $0 == 0 ? 1 : 0 }
    }
    if takes("(") {
      depth += 1
      defer { depth -= 1 }
      let value = disjunction()
      return takes(")") ? value : nil
    }
    let word = words[at]
    at += 1
    if word == "defined" {
      let isBracketed = takes("(")
      guard at < words.count else { return nil }
      let name = words[at]
      at += 1
      if isBracketed, !takes(")") { return nil }
      return macros[name] == nil ? nil : 1
    }
    if let value = macros[word] { return value }
    let digits = word.prefix { $0.isNumber }
    let isSuffixed = word.dropFirst(digits.count).allSatisfy { "uUlL".contains($0) }
    return isSuffixed ? Int(digits) : nil
  }
}
