// Characters as Python's strings and regular expressions class them.

/// What `str` and `re` of Python say about scalars; without locale, as for text patterns.
enum PythonCharacters {
  /// `\w`: letters, whatever has a numeric value, and the underscore. Combining marks are none.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isASCIIWord(scalar.value) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    default: return scalar.properties.numericType != nil
    }
  }

  private static func isASCIIWord(_ value: UInt32) -> Bool {
    (97...122).contains(value) || (65...90).contains(value) || (48...57).contains(value) || value == 95
  }

  /// `\d`: decimal digits of every script.
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (48...57).contains(scalar.value) : scalar.properties.generalCategory == .decimalNumber
  }

  /// `\s` and what `split()` splits at.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9...13, 28...32, 0x85, 0xA0: true
    case 0..<0x1680: false
    default: scalar.properties.isWhitespace
    }
  }

  /// `lower()`, with the sigma at a word's end.
  static func lowercased(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for (place, scalar) in text.enumerated() {
      if scalar.isASCII {
        let isUpper = (65...90).contains(scalar.value)
        result.append(isUpper ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
      } else if scalar == "Σ" {
        result.append(isFinal(place, in: text) ? "ς" : "σ")
      } else {
        result += scalar.properties.lowercaseMapping.unicodeScalars
      }
    }
    return result
  }

  /// Whether a cased letter stands before the place and none behind it, those without case aside.
  private static func isFinal(_ place: Int, in text: [Unicode.Scalar]) -> Bool {
    let before = text[..<place].last { !$0.properties.isCaseIgnorable }
    let after = text[(place + 1)...].first { !$0.properties.isCaseIgnorable }
    return (before?.properties.isCased ?? false) && !(after?.properties.isCased ?? false)
  }
}
