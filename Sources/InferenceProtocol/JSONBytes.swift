// JSON as it is written: bytes, behind one another.

/// Writes JSON without spaces.
package struct JSONBytes: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Whether a comma belongs before the next entry.
  private var needsComma = false

  package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  // MARK: Containers

  package mutating func object(_ body: (inout JSONBytes) -> Void) { container("{", "}", body) }
  package mutating func array(_ body: (inout JSONBytes) -> Void) { container("[", "]", body) }

  private mutating func container(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONBytes) -> Void) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  // MARK: Entries of objects

  /// The key; its value is what is written next.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func entry(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }
  package mutating func entry(_ name: StaticString, _ number: Int) {
    key(name)
    value(number)
  }
  package mutating func entry(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  // MARK: Values

  package mutating func value(_ text: String) {
    separate()
    quote(text)
  }
  package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
  package mutating func value(_ number: some FixedWidthInteger) { raw(number.description) }

  /// The shortest text that reads as the same number; `"NaN"`, `"Infinity"` and `"-Infinity"` in quotes, since JSON has no
  /// words of its own for them.
  package mutating func value(_ number: Double) {
    if number.isFinite { raw(number.description) } else { value(Self.word(number)) }
  }
  package mutating func value(_ number: Float) {
    if number.isFinite { raw(number.description) } else { value(Self.word(Double(number))) }
  }

  private static func word(_ number: Double) -> String {
    number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
