// Numbers out of bytes of text, without a string where it can be had without.

enum NumberText {
  /// Powers of ten that doubles hold exactly.
  private static let powers: [Double] = (0...22).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// A decimal number; nil where these bytes are none.
  ///
  /// Exact where the digits are a whole number up to 2^53 times or over a power of ten up to 10^22: both are doubles then,
  /// and one rounding is the right one (Clinger, 1990). All else goes through the standard library.
  static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    var isNegative = false
    if let first = text.first, first == 0x2D || first == 0x2B {
      isNegative = first == 0x2D
      index = 1
    }
    var digits: UInt64 = 0
    var count = 0
    var scale = 0
    var isFraction = false
    while index < text.count {
      let byte = text[index]
      if byte >= 0x30 && byte <= 0x39 {
        guard count < 18 else { return slow(text) }
        digits = digits * 10 + UInt64(byte - 0x30)
        if digits > 0 { count += 1 }
        if isFraction { scale -= 1 }
      } else if byte == 0x2E && !isFraction {
        isFraction = true
      } else {
        return slow(text)
      }
      index += 1
    }
    guard index > 0, digits <= 1 << 53, scale >= -22, text[index - 1] >= 0x30 else { return slow(text) }
    let magnitude = Double(digits) / powers[-scale]
    return isNegative ? -magnitude : magnitude
  }

  private static func slow(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    DataTable.number(String(decoding: text, as: UTF8.self))
  }

  /// A whole number; nil where these bytes are none, or one that no `Int` holds.
  static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !text.isEmpty, text.count < 20 else { return nil }
    let isNegative = text[0] == 0x2D
    var value = 0
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, over) = tens.subtractingReportingOverflow(Int(byte - 0x30))
      if overflow || over { return nil }
      value = sum
    }
    guard text.count > (isNegative ? 1 : 0) else { return nil }
    return isNegative ? value : value == Int.min ? nil : -value
  }
}
