// Numbers as Python's `repr` shows them.

import PythonLanguage
import SourceModel

enum Numbers {
  /// Longer integers are refused when they are read from decimal, or cannot be shown.
  static let maximumDigits = 4300

  /// The `repr` of a number literal, given its text and form (0 integer, 1 float, 2 imaginary).
  static func text(_ literal: ArraySlice<UInt8>, form: UInt8, version: PythonVersion) throws(Refused) -> String {
    let plain = literal.filter { $0 != 0x5F }[...]
    switch form {
    case 0: return try integer(plain)
    case 1: return float(plain, keepsPoint: true)
    default: return float(plain.dropLast(), keepsPoint: false) + "j"
    }
  }

  private static func integer(_ digits: ArraySlice<UInt8>) throws(Refused) -> String {
    let bytes = Array(digits)
    if bytes.count > 2 && bytes[0] == 0x30 {
      switch bytes[1] | 0x20 {
      case 0x78: return try decimal(bytes[2...], bitsPerDigit: 4)
      case 0x6F: return try decimal(bytes[2...], bitsPerDigit: 3)
      case 0x62: return try decimal(bytes[2...], bitsPerDigit: 1)
      default: break
      }
    }
    let significant = bytes.drop { $0 == 0x30 }
    if significant.count > maximumDigits { throw Refused() }
    return significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
  }

  /// Digits of base 2, 8 or 16 as decimal, through limbs of nine decimal digits.
  private static func decimal(_ digits: ArraySlice<UInt8>, bitsPerDigit: UInt64) throws(Refused) -> String {
    var limbs: [UInt64] = [0]
    for byte in digits {
      var carry = UInt64(byte & 0x0F) + (byte >= 0x41 ? 9 : 0)
      for index in limbs.indices {
        let value = limbs[index] << bitsPerDigit + carry
        limbs[index] = value % 1_000_000_000
        carry = value / 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
      if limbs.count * 9 > maximumDigits + 9 { throw Refused() }
    }
    var text = String(limbs[limbs.count - 1])
    for limb in limbs.dropLast().reversed() {
      let part = String(limb)
      text += String(repeating: "0", count: 9 - part.utf8.count) + part
    }
    if text.utf8.count > maximumDigits { throw Refused() }
    return text
  }

  /// The shortest digits that read back the same; an exponent below 1e-4 and from 1e16 on.
  private static func float(_ literal: ArraySlice<UInt8>, keepsPoint: Bool) -> String {
    guard let value = Double(String(decoding: literal, as: UTF8.self)) else { return "inf" }
    if value.isInfinite { return "inf" }
    if value == 0 { return keepsPoint ? "0.0" : "0" }
    let (digits, exponent) = scientific(value)
    if exponent < -4 || exponent >= 16 { return withExponent(digits, exponent) }
    let text = withoutExponent(digits, exponent)
    return text.contains(".") || !keepsPoint ? text : text + ".0"
  }

  /// The significant digits and the exponent of the first of them.
  private static func scientific(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let whole = Array(mantissa[0].utf8)
    let fraction = mantissa.count > 1 ? Array(mantissa[1].utf8) : []
    var digits = whole + fraction
    var exponent = whole.count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1 && digits[0] == 0x30 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1 && digits[digits.count - 1] == 0x30 { digits.removeLast() }
    return (digits, exponent)
  }

  private static func withExponent(_ digits: [UInt8], _ exponent: Int) -> String {
    let fraction = digits.count > 1 ? "." + String(decoding: digits[1...], as: UTF8.self) : ""
    let size = String(abs(exponent))
    let padded = size.utf8.count < 2 ? "0" + size : size
    return String(decoding: digits[..<1], as: UTF8.self) + fraction + "e" + (exponent < 0 ? "-" : "+") + padded
  }

  private static func withoutExponent(_ digits: [UInt8], _ exponent: Int) -> String {
    let text = String(decoding: digits, as: UTF8.self)
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    if digits.count <= exponent + 1 { return text + String(repeating: "0", count: exponent + 1 - digits.count) }
    return String(decoding: digits[...exponent], as: UTF8.self) + "."
      + String(decoding: digits[(exponent + 1)...], as: UTF8.self)
  }
}
