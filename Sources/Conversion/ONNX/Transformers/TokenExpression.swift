// Python's token patterns in RE2's language, where the same text matches.

/// A token pattern as the tokenizer takes it.
///
/// RE2's `\w` and `\b` know ASCII only, and the tokenizer prefers long matches to first ones. So the pattern must be a run of
/// one class, which has one greedy match from each place, or stand between word boundaries and match characters of words
/// alone: then it matches whole words, and those that it does not match as a whole are left out.
struct TokenExpression {
  /// What is cut.
  var run: String
  /// What a token must match as a whole; nil for anything.
  var whole: String?

  // RE2's \w is ASCII only. Python's holds letters, numbers of all kinds and the underscore.
  private static let word = #"\p{L}\p{N}_"#

  /// Nil for a pattern that is not known to mean the same.
  init?(_ pattern: String) {
    var rest = Substring(pattern)
    if rest.hasPrefix("(?u)") { rest = rest.dropFirst(4) }
    let begins = rest.hasPrefix(#"\b"#)
    let ends = rest.hasSuffix(#"\b"#) && !rest.hasSuffix(#"\\b"#)
    guard begins == ends, begins ? rest.count > 4 : true else { return nil }
    if begins { rest = rest.dropFirst(2).dropLast(2) }
    if !begins, rest == #"\S+"# {
      run = #"[^\s\x{b}\x{1c}-\x{1f}\x{85}\p{Z}]+"#
      return
    }
    guard let pieces = Self.pieces(rest) else { return nil }
    let text = pieces.map { "[\($0.members)]\($0.quantifier)" }.joined()
    let isAllWords = pieces.allSatisfy { $0.members == Self.word }
    let isOpen = pieces.last.map { $0.quantifier == "+" || $0.quantifier.hasSuffix(",}") } ?? false
    if begins && isAllWords && isOpen && pieces.dropLast().allSatisfy({ $0.quantifier.isEmpty }) {
      run = text
    } else if begins {
      guard pieces.allSatisfy(\.isOfWords) else { return nil }
      run = "[\(Self.word)]+"
      whole = text
    } else {
      guard pieces.count == 1 else { return nil }
      run = text
    }
  }

  private struct Piece {
    var members: String
    var isOfWords: Bool
    var quantifier: String
  }

  /// Classes with quantifiers that match at least one character.
  private static func pieces(_ text: Substring) -> [Piece]? {
    var rest = text
    var pieces: [Piece] = []
    while let first = rest.popFirst() {
      guard let (members, isOfWords) = members(first, &rest) else { return nil }
      var quantifier = ""
      if rest.first == "+" {
        quantifier = String(rest.removeFirst())
      } else if rest.first == "{" {
        guard let end = rest.firstIndex(of: "}") else { return nil }
        let bounds = rest[rest.index(after: rest.startIndex)..<end].split(
          separator: ",", omittingEmptySubsequences: false)
        let numbers = bounds.map { Int($0) }
        // RE2 takes at most a thousand.
        guard let least = numbers[0], (1...1000).contains(least), bounds.count <= 2,
          bounds.count == 1 || bounds[1].isEmpty || (least...1000).contains(numbers[1] ?? 0)
        else { return nil }
        quantifier = String(rest[...end])
        rest = rest[rest.index(after: end)...]
      }
      guard !"?*+{".contains(rest.first ?? " ") else { return nil }
      pieces.append(Piece(members: members, isOfWords: isOfWords, quantifier: quantifier))
    }
    return pieces.isEmpty ? nil : pieces
  }

  /// The members of a class as RE2 writes them between brackets.
  private static func members(_ first: Character, _ rest: inout Substring) -> (String, Bool)? {
    if first == "\\" {
      switch rest.popFirst() {
      case "w": return (word, true)
      case "d": return (#"\p{Nd}"#, true)
      default: return nil
      }
    }
    guard first == "[", let end = rest.firstIndex(of: "]"), end > rest.startIndex else { return nil }
    var inside = rest[..<end]
    rest = rest[rest.index(after: end)...]
    var members = ""
    var isOfWords = true
    while let next = inside.popFirst() {
      if next == "\\" {
        guard let (escaped, _) = Self.members(next, &inside) else { return nil }
        members += escaped
      } else if isPlain(next) {
        members.append(next)
        guard inside.first == "-", inside.count > 1 else { continue }
        inside.removeFirst()
        guard let last = inside.popFirst(), isPlain(last), last >= next, sameKind(next, last) else { return nil }
        members += "-" + String(last)
      } else if "'@#&.,:/+".contains(next) || (next == "-" && inside.isEmpty) {
        isOfWords = false
        members += "\\" + String(next)
      } else {
        return nil
      }
    }
    return (members, isOfWords)
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private static func sameKind(_ one: Character, _ other: Character) -> Bool {
    one.isNumber == other.isNumber && one.isUppercase == other.isUppercase && one != "_" && other != "_"
  }
}
