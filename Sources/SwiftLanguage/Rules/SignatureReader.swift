// Signatures as rules and surfaces write them: `CoreML.MLModel.init(contentsOf: url, configuration: given = ...)`.

import Semantics
import SourceModel

/// Reads a qualified name and its parameters.
///
/// Labels are part of a function's name and always bind a variable: `contentsOf: url`, or as declarations write it,
/// `contentsOf url: URL`. A parameter without a label is `_ value`. A default of `...` stands for one that nobody writes.
struct SignatureReader {
  private let bytes: ContiguousArray<UInt8>
  private var offset = 0

  init(_ text: String) { bytes = ContiguousArray(text.utf8) }

  mutating func read() throws(RuleTextError) -> Signature {
    skipBlanks()
    var name = try readName()
    if name == "static", peek != UInt8(ascii: "(") {
      skipBlanks()
      name = try readName()
    }
    skipBlanks()
    var parameters: [Parameter] = []
    var hasReceiver = false
    if take(UInt8(ascii: "(")) {
      while !take(UInt8(ascii: ")")) {
        let start = offset
        let text = readParameter()
        guard offset > start || peek == UInt8(ascii: ",") else {
          throw fail("these parameters are never closed by `)`")
        }
        if parameters.isEmpty, !hasReceiver, Self.trimmed(text) == "self" {
          hasReceiver = true
        } else if !Self.trimmed(text).isEmpty {
          parameters.append(try parameter(text, at: start))
        }
        _ = take(UInt8(ascii: ","))
        skipBlanks()
      }
    }
    skipBlanks()
    var returns: String?
    if take(UInt8(ascii: "-")), take(UInt8(ascii: ">")) {
      returns = Self.trimmed(text(offset..<bytes.count))
      offset = bytes.count
    }
    guard offset == bytes.count else { throw fail("this cannot stand behind a signature") }
    return Signature(name: name, parameters: parameters, hasReceiver: hasReceiver, returns: returns)
  }

  private mutating func readName() throws(RuleTextError) -> String {
    let start = offset
    while let byte = peek, Self.isNamePart(byte) || byte == UInt8(ascii: ".") { offset += 1 }
    guard offset > start else {
      throw fail("expected a qualified name with its parameters, like `CoreML.MLModel.init(contentsOf: url)`")
    }
    return text(start..<offset)
  }

  /// The text of one parameter, brackets and strings inside it skipped.
  private mutating func readParameter() -> String {
    let start = offset
    var depth = 0
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "<") where !isArrow(at: offset): depth += 1
      case UInt8(ascii: ">") where depth > 0 && !isArrow(at: offset - 1): depth -= 1
      case UInt8(ascii: ")") where depth == 0: return text(start..<offset)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: return text(start..<offset)
      case UInt8(ascii: "\""): skipString()
      default: break
      }
      offset += 1
    }
    return text(start..<min(offset, bytes.count))
  }

  private func isArrow(at place: Int) -> Bool {
    place >= 0 && place + 1 < bytes.count && bytes[place] == UInt8(ascii: "-") && bytes[place + 1] == UInt8(ascii: ">")
  }

  /// To the quote that ends the string.
  private mutating func skipString() {
    offset += 1
    while let byte = peek, byte != UInt8(ascii: "\"") { offset += byte == UInt8(ascii: "\\") ? 2 : 1 }
  }

  /// `label variable`, `label: variable`, `label variable: Type`, each with a default or without.
  private func parameter(_ text: String, at start: Int) throws(RuleTextError) -> Parameter {
    let (declared, written) = Self.split(text, at: "=")
    let (names, detail) = Self.split(declared, at: ":")
    let words = names.split(separator: " ").map(String.init)
    guard let first = words.first, words.count <= 2, words.allSatisfy(Self.isWord) else {
      throw RuleTextError(
        message: "`\(Self.trimmed(text))` is no parameter; write `label: variable`, or `_ variable` without a label",
        range: ByteRange(start..<min(bytes.count, start + text.utf8.count)))
    }
    var name = words.count == 2 ? words[1] : first
    if words.count == 1, let detail, Self.isVariable(detail) { name = detail }
    let isVariadic = detail?.hasSuffix("...") ?? false
    if first == "_" || (words.count == 1 && detail == nil && written == nil && first != name) {
      return Parameter(name: name, passing: isVariadic ? .variadic : .positionalOnly, defaultValue: written)
    }
    return Parameter(
      name: name, passing: isVariadic ? .variadic : .keywordOnly, defaultValue: written,
      label: first == name ? nil : first)
  }

  /// What stands before and behind a sign outside of brackets and strings.
  private static func split(_ text: String, at sign: Character) -> (String, String?) {
    var depth = 0
    var isQuoted = false
    var previous: Character = " "
    for index in text.indices {
      let character = text[index]
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      if !isQuoted {
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        if character == sign, depth == 0 {
          return (trimmed(String(text[..<index])), trimmed(String(text[text.index(after: index)...])))
        }
      }
      previous = character
    }
    return (trimmed(text), nil)
  }

  private static func isVariable(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return isWord(text)
  }

  private static func isWord(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isNamePart) }

  static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x24, 0x60, 0x80...0xFF: true
    default: false
    }
  }

  // MARK: Bytes

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  private func fail(_ message: String) -> RuleTextError {
    RuleTextError(message: message, range: ByteRange(min(offset, bytes.count)..<bytes.count))
  }
}
