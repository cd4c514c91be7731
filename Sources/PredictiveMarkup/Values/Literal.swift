// A value as a document writes it, before the type of the field it is held against is known.

/// A text of the document, with the number it is.
package struct Literal: Hashable, Sendable {
  package var text: String
  /// NaN where the text is no number.
  package var number: Double
  /// The same text read in single precision, which is not always the double rounded.
  package var single: Float

  package init(_ text: String) {
    self.text = text
    number = Self.number(text) ?? .nan
    single = Float(Self.trimmed(text)) ?? Float(number)
  }

  package init(_ number: Double) {
    text = Self.text(of: number)
    self.number = number
    single = Float(text) ?? Float(number)
  }

  package static func == (left: Literal, right: Literal) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// XML Schema's doubles: decimal, with `INF`, `-INF` and `NaN`.
  package static func number(_ text: String) -> Double? {
    switch text {
    case "INF", "Infinity", "+INF": return .infinity
    case "-INF", "-Infinity": return -.infinity
    case "NaN": return .nan
    default:
      let text = trimmed(text)
      guard let first = text.utf8.first, first <= UInt8(ascii: "9"), !text.utf8.contains(UInt8(ascii: "x")) else {
        return nil
      }
      return Double(text)
    }
  }

  /// The shortest text that reads back as the same double, as XML Schema writes it.
  package static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-INF" : "INF" }
    return number.description
  }

  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last, first <= 32 || last <= 32 else { return text }
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    var part = text[...].drop(while: isBlank)
    while let last = part.last, isBlank(last) { part.removeLast() }
    return String(part)
  }
}
