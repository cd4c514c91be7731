// JSON as RFC 8259 has it, read from bytes; with NaN and Infinity, which Python's `json` writes.

/// A value of JSON. Whole numbers stay whole.
package enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONValue])
  /// In the order written.
  case object([(key: String, value: JSONValue)])

  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let one), .boolean(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.text(let one), .text(let other)): one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one.elementsEqual(other) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
  }

  /// As a number; null is NaN.
  var double: Double? {
    switch self {
    case .null: .nan
    case .boolean(let flag): flag ? 1 : 0
    case .integer(let number): Double(number)
    case .number(let number): number
    case .text(let text): DataTable.number(text)
    case .array, .object: nil
    }
  }
}

/// Why bytes are no JSON.
struct JSONError: Error, Equatable {
  var offset: Int
  var message: String
}

/// Reads one value.
struct JSONParser {
  /// Deeper nesting is refused.
  static let deepest = 64
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The one value of these bytes, with blanks around it.
  static func value(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.at == bytes.count else { throw JSONError(offset: parser.at, message: "something follows the value") }
    return value
  }

  static func value(_ text: String) throws(JSONError) -> JSONValue {
    let bytes = ContiguousArray(text.utf8)
    var outcome: Result<JSONValue, JSONError>?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(JSONError) { outcome = .success(try value(buffer)) } catch { outcome = .failure(error) }
    }
    guard let outcome else { preconditionFailure("the body has run") }
    return try outcome.get()
  }

  private mutating func skipBlanks() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private func fail(_ message: String) -> JSONError { JSONError(offset: at, message: message) }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < Self.deepest else { throw fail("it is nested more than \(Self.deepest) deep") }
    skipBlanks()
    guard at < bytes.count else { throw fail("a value is missing") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case 0x22: return .text(try string())
    default: return try word()
    }
  }

  /// Everything up to the next mark: a number, `true`, `null`.
  private mutating func word() throws(JSONError) -> JSONValue {
    let start = at
    while at < bytes.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D, 0x3A].contains(bytes[at]) { at += 1 }
    let word = UnsafeBufferPointer(rebasing: bytes[start..<at])
    if let integer = NumberText.integer(word) { return .integer(integer) }
    if let first = word.first, first == 0x2D || (0x30...0x39).contains(first), word.dropFirst().first != 0x78,
      word.last != 0x2E, let number = NumberText.double(word), number.isFinite
    {
      return .number(number)
    }
    switch String(decoding: word, as: UTF8.self) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "NaN": return .number(.nan)
    case "Infinity": return .number(.infinity)
    case "-Infinity": return .number(-.infinity)
    default:
      at = start
      throw fail("`\(String(decoding: word.prefix(40), as: UTF8.self))` is no value")
    }
  }

  private mutating func take(_ mark: Character) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == mark.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func array(_ depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var values: [JSONValue] = []
    if take("]") { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw fail("`,` or `]` is missing") }
    return .array(values)
  }

  private mutating func object(_ depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var entries: [(key: String, value: JSONValue)] = []
    if take("}") { return .object(entries) }
    repeat {
      skipBlanks()
      guard at < bytes.count, bytes[at] == 0x22 else { throw fail("a key is missing") }
      let key = try string()
      guard take(":") else { throw fail("`:` is missing") }
      entries.append((key, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw fail("`,` or `}` is missing") }
    return .object(entries)
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C { at += 1 }
    var text = ContiguousArray(bytes[start..<at])
    while at < bytes.count, bytes[at] != 0x22 {
      if bytes[at] == 0x5C {
        try escape(into: &text)
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    guard at < bytes.count else { throw fail("a string is never closed") }
    at += 1
    guard let string = String(validating: text, as: UTF8.self) else { throw fail("a string is no UTF-8") }
    return string
  }

  private mutating func escape(into text: inout ContiguousArray<UInt8>) throws(JSONError) {
    guard at + 1 < bytes.count else { throw fail("a string is never closed") }
    let letter = bytes[at + 1]
    at += 2
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case 0x22, 0x5C, 0x2F: text.append(letter)
    case UInt8(ascii: "u"): text += Array(String(UnicodeScalar(try scalar()) ?? "\u{FFFD}").utf8)
    default: throw fail("an escape is not known")
    }
  }

  /// Behind `\u`; two of them for a character beyond the first 65,536. A half of a pair is U+FFFD.
  private mutating func scalar() throws(JSONError) -> UInt32 {
    let high = try hexadecimal()
    guard (0xD800..<0xDC00).contains(high), at + 5 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == UInt8(ascii: "u")
    else { return high }
    let back = at
    at += 2
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low) else {
      at = back
      return high
    }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16), bytes[at] != 0x2B
    else { throw fail("four hexadecimal digits are missing") }
    at += 4
    return number
  }
}
