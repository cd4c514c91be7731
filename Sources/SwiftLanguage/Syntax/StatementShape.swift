// What a statement looks like to the parser, whatever its names are.

@_spi(RawSyntax) import SwiftSyntax

/// A text in which names that are no keywords, whole numbers, plain strings, white space and comments stand for all of their
/// kind: two texts of one shape either both parse or both do not.
///
/// From where more would have to be known (a raw or a long string, a regular expression, a directive, a letter that is not
/// ASCII), a text is its own shape.
package struct StatementShape: Hashable {
  private var bytes: ContiguousArray<UInt8> = []

  package init(_ text: ArraySlice<UInt8>) {
    bytes.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { text in
      var at = 0
      while at < text.count {
        guard let end = add(text, at) else {
          bytes.append(contentsOf: text[at...])
          return
        }
        at = end
      }
    }
  }

  /// Adds what begins at a place and says where it ends; nil from where on a text is its own shape.
  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let byte = text[at]
    if Self.isWordPart(byte) { return addWord(text, at) }
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20: return addBlank(text, at)
    case UInt8(ascii: "\""): return addString(text, at)
    case UInt8(ascii: "/"):
      guard at + 1 < text.count, text[at + 1] == byte else { return nil }
      return addComment(text, at)
    case UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"): return addMarked(text, at)
    case UInt8(ascii: "`"), 0..<0x20, 0x7F...: return nil
    default:
      bytes.append(byte)
      return at + 1
    }
  }

  private mutating func addWord(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let end = Self.end(text, at, while: Self.isWordPart)
    guard end == text.count || !SignatureReader.isNamePart(text[end]) else { return nil }
    let word = text[at..<end]
    if Self.isDigit(text[at]) {
      // A number with a point, an exponent or a base can be wrong.
      let isWhole = word.allSatisfy(Self.isDigit) && (end == text.count || text[end] != UInt8(ascii: "."))
      if isWhole { bytes.append(UInt8(ascii: "0")) } else { bytes.append(contentsOf: word) }
    } else if word.count == 1 && text[at] == UInt8(ascii: "_") || Keyword(Self.word(word)) != nil {
      bytes.append(contentsOf: word)
    } else {
      // Which case a name begins with is kept: it has told types from values in parsers before.
      bytes.append(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= text[at] ? UInt8(ascii: "A") : UInt8(ascii: "a"))
    }
    return end
  }

  private mutating func addBlank(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let end = Self.end(text, at) { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let endsLine = text[at..<end].contains { $0 == 0x0A || $0 == 0x0D }
    switch bytes.last {
    // A comment stood between.
    case 0x0A?: break
    case 0x20?: if endsLine { bytes[bytes.count - 1] = 0x0A }
    default: bytes.append(endsLine ? 0x0A : 0x20)
    }
    return end
  }

  /// Adds nothing for a comment up to the end of its line; what no text may hold is an error in comments, too.
  private func addComment(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let end = Self.end(text, at) { 0x20..<0x7F ~= $0 || $0 == 0x09 }
    return end == text.count || text[end] == 0x0A || text[end] == 0x0D ? end : nil
  }

  private mutating func addString(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let close = Self.end(text, at + 1) { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    guard close < text.count, text[close] == UInt8(ascii: "\"") else { return nil }
    // Three quotation marks begin another kind of string.
    guard close + 1 == text.count || text[close + 1] != UInt8(ascii: "\"") else { return nil }
    bytes.append(contentsOf: "\"\"".utf8)
    return close + 1
  }

  /// Adds a mark and the word behind it, which is part of what it says.
  private mutating func addMarked(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let end = Self.end(text, at + 1, while: Self.isWordPart)
    guard end == text.count || !SignatureReader.isNamePart(text[end]) else { return nil }
    let word = Self.word(text[at + 1..<end])
    switch text[at] {
    // A raw string, a raw regular expression or a directive.
    case UInt8(ascii: "#"): guard !word.isEmpty, !Self.directives.contains(String(syntaxText: word)) else { return nil }
    // An attribute that the parser knows has a syntax of its own.
    case UInt8(ascii: "@"): guard Keyword(word) == nil else { return nil }
    default: break
    }
    bytes.append(contentsOf: text[at..<end])
    return end
  }

  /// What makes a word with `#` more than the name of a macro.
  private static let directives: Set<String> = [
    "if", "elseif", "else", "endif", "sourceLocation", "available", "unavailable", "error", "warning",
  ]

  private static func word(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> SyntaxText {
    let text = UnsafeBufferPointer(rebasing: text)
    return SyntaxText(baseAddress: text.baseAddress, count: text.count)
  }

  /// Of the letters that a word may have, those that one looks at by themselves.
  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: isDigit(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func end(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, while isPart: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < text.count, isPart(text[end]) { end += 1 }
    return end
  }
}
