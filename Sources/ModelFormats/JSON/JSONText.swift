// Text in JSON: put into quotes, and escapes undone.

package enum JSONText {
  /// A text in JSON's quotes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The text of what stands between quotes; nil where an escape is none, or the whole is no UTF-8. Half a surrogate pair
  /// becomes U+FFFD.
  static func unescaped(_ bytes: Bytes) -> String? {
    var text = ContiguousArray<UInt8>()
    text.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard place < bytes.count else { return nil }
      let name = bytes[place]
      place += 1
      if let plain = plain(name) {
        text.append(plain)
        continue
      }
      guard name == UInt8(ascii: "u"), let scalar = scalar(bytes, &place) else { return nil }
      text += String(Character(scalar)).utf8
    }
    return String(validating: text, as: UTF8.self)
  }

  private static func plain(_ name: UInt8) -> UInt8? {
    switch name {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): name
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  private static func scalar(_ bytes: Bytes, _ place: inout Int) -> UnicodeScalar? {
    guard let high = unit(bytes, at: place) else { return nil }
    place += 4
    if (0xD800..<0xDC00).contains(high), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u"), let low = unit(bytes, at: place + 2), (0xDC00..<0xE000).contains(low)
    {
      place += 6
      return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
    return UnicodeScalar(high) ?? "\u{FFFD}"
  }

  private static func unit(_ bytes: Bytes, at place: Int) -> UInt32? {
    guard let digits = bytes.part(place, count: 4) else { return nil }
    var unit: UInt32 = 0
    for index in 0..<4 {
      let byte = digits[index]
      switch byte {
      case 0x30...0x39: unit = unit << 4 + UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: unit = unit << 4 + UInt32(byte & 0x5F - 0x41 + 10)
      default: return nil
      }
    }
    return unit
  }
}
