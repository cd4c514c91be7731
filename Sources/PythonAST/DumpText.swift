// The text of a dump as it grows: constructors, fields, lists.

/// Bytes of a dump and where commas are due.
struct DumpText {
  private(set) var bytes: [UInt8] = []
  /// For each open constructor or list, whether something stands in it.
  private var filled: [Bool] = []

  mutating func word(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func begin(_ name: StaticString) {
    word(name)
    bytes.append(0x28)
    filled.append(false)
  }

  mutating func end() {
    bytes.append(0x29)
    filled.removeLast()
  }

  mutating func field(_ name: StaticString) {
    element()
    word(name)
    bytes.append(0x3D)
  }

  mutating func beginList() {
    bytes.append(0x5B)
    filled.append(false)
  }

  mutating func endList() {
    bytes.append(0x5D)
    filled.removeLast()
  }

  /// The comma before an element or field, unless it is the first.
  mutating func element() {
    if filled[filled.count - 1] { word(", ") }
    filled[filled.count - 1] = true
  }

  mutating func integer(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A string as Python's `repr` shows it, for text without surrogates.
  mutating func string(_ text: String, unicode: (major: UInt8, minor: UInt8) = (99, 0)) {
    string(text.unicodeScalars.map(\.value), unicode: unicode)
  }

  /// Code points as Python's `repr` shows them; what `unicode` does not know is escaped.
  mutating func string(_ points: [UInt32], unicode: (major: UInt8, minor: UInt8)) {
    let quote = Self.quote(hasSingle: points.contains(0x27), hasDouble: points.contains(0x22))
    bytes.append(quote)
    for point in points { append(point, quote, unicode) }
    bytes.append(quote)
  }

  private mutating func append(_ point: UInt32, _ quote: UInt8, _ unicode: (major: UInt8, minor: UInt8)) {
    if appendCommonEscape(point, quote) { return }
    if point < 0x7F && point >= 0x20 { return bytes.append(UInt8(point)) }
    if let scalar = Unicode.Scalar(point), Printable.isPrintable(scalar, unicode) {
      return bytes.append(contentsOf: String(Character(scalar)).utf8)
    }
    if point <= 0xFF { return hexadecimal("\\x", point, 2) }
    if point <= 0xFFFF { return hexadecimal("\\u", point, 4) }
    hexadecimal("\\U", point, 8)
  }

  private mutating func appendCommonEscape(_ point: UInt32, _ quote: UInt8) -> Bool {
    switch point {
    case 0x5C: word("\\\\")
    case 0x0A: word("\\n")
    case 0x0D: word("\\r")
    case 0x09: word("\\t")
    case UInt32(quote):
      bytes.append(0x5C)
      bytes.append(quote)
    default: return false
    }
    return true
  }

  private mutating func hexadecimal(_ prefix: StaticString, _ value: UInt32, _ digits: Int) {
    word(prefix)
    let text = String(value, radix: 16)
    for _ in text.utf8.count..<digits { bytes.append(0x30) }
    bytes.append(contentsOf: text.utf8)
  }

  /// Bytes as Python's `repr` shows them.
  mutating func byteString(_ content: [UInt8]) {
    let quote = Self.quote(hasSingle: content.contains(0x27), hasDouble: content.contains(0x22))
    bytes.append(0x62)
    bytes.append(quote)
    for byte in content {
      if appendCommonEscape(UInt32(byte), quote) { continue }
      if byte < 0x20 || byte >= 0x7F { hexadecimal("\\x", UInt32(byte), 2) } else { bytes.append(byte) }
    }
    bytes.append(quote)
  }

  private static func quote(hasSingle: Bool, hasDouble: Bool) -> UInt8 { hasSingle && !hasDouble ? 0x22 : 0x27 }
}
