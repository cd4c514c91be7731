// A type as text: `tuple[numpy.ndarray, int]`, `Optional[np.ndarray]`, `np.ndarray | None`.

/// One level of a written type.
struct TypeText {
  /// What stands before the brackets.
  private(set) var name: String = ""
  /// What stands between them, split at commas.
  private(set) var arguments: [String] = []
  /// The parts of `A | B`; empty when there is no `|`.
  private(set) var alternatives: [String] = []

  init(_ text: String) {
    // Most types are one name.
    if text.utf8.allSatisfy({ TypeText.isNamePart($0) }) {
      name = text
      return
    }
    let text = TypeText.trimmed(text)
    let parts = TypeText.split(text, at: "|")
    if parts.count > 1 {
      (name, alternatives) = (text, parts)
      return
    }
    guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else {
      name = text
      return
    }
    name = TypeText.trimmed(String(text[..<open]))
    let inner = text[text.index(after: open)..<text.index(before: text.endIndex)]
    arguments = TypeText.split(String(inner), at: ",")
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  static func trimmed(_ text: String) -> String {
    // As a rule there is nothing to trim, which two bytes show.
    if let first = text.utf8.first, let last = text.utf8.last, first > 0x20, first < 0x7F, last > 0x20, last < 0x7F {
      return text
    }
    var slice = Substring(text)
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }

  /// The parts between separators that stand outside all brackets.
  static func split(_ text: String, at separator: Character) -> [String] {
    var parts: [String] = []
    var depth = 0
    var current = ""
    for character in text {
      switch character {
      case "[", "(": depth += 1
      case "]", ")": depth -= 1
      default: break
      }
      if character == separator && depth == 0 {
        parts.append(trimmed(current))
        current = ""
      } else {
        current.append(character)
      }
    }
    let last = trimmed(current)
    return last.isEmpty ? parts : parts + [last]
  }
}
