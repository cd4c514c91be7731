// Numbers as JSON writes them: exactly the nearest double, and the nearest single, of the digits in the file.

/// The grammar and the values of numbers. Besides JSON's own: NaN and infinities as XGBoost and Python write them.
enum JSONNumber {
  private static let words: [(text: StaticString, value: Double)] = [
    ("NaN", .nan), ("nan", .nan), ("Infinity", .infinity), ("inf", .infinity),
  ]

  /// Whether a number may begin with a byte.
  @inline(__always)
  static func mayBegin(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I")
      || byte == UInt8(ascii: "i")
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Where the number that begins at `offset` ends; nil where there is none.
  @inline(__always)
  static func end(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int? {
    let count = bytes.count
    var place = offset
    if place < count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    guard place < count else { return nil }
    guard isDigit(bytes[place]) else { return word(bytes, at: place)?.end }
    let isZero = bytes[place] == UInt8(ascii: "0")
    place += 1
    while place < count, isDigit(bytes[place]) {
      if isZero { return nil }
      place += 1
    }
    if place < count, bytes[place] == UInt8(ascii: ".") {
      let point = place
      place += 1
      while place < count, isDigit(bytes[place]) { place += 1 }
      guard place > point + 1 else { return nil }
    }
    if place < count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") { place += 1 }
      let first = place
      while place < count, isDigit(bytes[place]) { place += 1 }
      guard place > first else { return nil }
    }
    return place
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: Double, end: Int)? {
    for (text, value) in words {
      let count = text.utf8CodeUnitCount
      guard count <= bytes.count - offset else { continue }
      let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[offset..<(offset + count)]) }
      if matches { return (value, offset + count) }
    }
    return nil
  }

  /// The digits of a number without its point: value = digits · 10^exponent, where nothing was left out.
  private struct Decimal {
    var digits: UInt64 = 0
    var exponent = 0
    var isNegative = false
    /// More than 19 digits, or an exponent beyond reason.
    var isLong = false
    var end: Int

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
      var place = offset
      let count = bytes.count
      if bytes[place] == UInt8(ascii: "-") {
        isNegative = true
        place += 1
      }
      var significant = 0
      var fraction = 0
      var isBehindPoint = false
      while place < count {
        let byte = bytes[place]
        if isDigit(byte) {
          if significant < 19 {
            digits = digits &* 10 &+ UInt64(byte &- 0x30)
            if digits != 0 { significant += 1 }
          } else {
            isLong = true
          }
          if isBehindPoint { fraction += 1 }
        } else if byte == UInt8(ascii: "."), !isBehindPoint {
          isBehindPoint = true
        } else {
          break
        }
        place += 1
      }
      var power = 0
      if place < count, bytes[place] | 0x20 == UInt8(ascii: "e") {
        place += 1
        let isBelow = place < count && bytes[place] == UInt8(ascii: "-")
        if isBelow || (place < count && bytes[place] == UInt8(ascii: "+")) { place += 1 }
        while place < count, isDigit(bytes[place]) {
          if power < 100_000 { power = power * 10 + Int(bytes[place] &- 0x30) }
          place += 1
        }
        if isBelow { power = -power }
      }
      exponent = power - fraction
      end = place
    }
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The number at `offset`, where there is one.
  ///
  /// Digits below 2^53 and a power of ten up to 10^22 are both exact doubles, so that one operation rounds once; all
  /// other numbers go the long way.
  @inline(__always)
  static func double(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: Double, end: Int) {
    let decimal = Decimal(bytes, at: offset)
    if !decimal.isLong, decimal.digits < 1 << 53, decimal.exponent >= -22, decimal.exponent <= 22 {
      let digits = Double(decimal.digits)
      let size =
        decimal.exponent < 0 ? digits / powers[-decimal.exponent] : digits * powers[decimal.exponent]
      if decimal.digits != 0 || isDigit(bytes[decimal.isNegative ? offset + 1 : offset]) {
        return (decimal.isNegative ? -size : size, decimal.end)
      }
    }
    return long(bytes, at: offset)
  }

  private static func long(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: Double, end: Int) {
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if let word = word(bytes, at: isNegative ? offset + 1 : offset) {
      return (isNegative ? -word.value : word.value, word.end)
    }
    guard let end = end(bytes, at: offset), let value = Double(String(decoding: bytes[offset..<end], as: UTF8.self))
    else { return (.nan, offset) }
    return (value, end)
  }

  /// The nearest single of the digits. Of a double that stands half way between two singles it is not known on which side
  /// the digits were.
  @inline(__always)
  static func float(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: Float, end: Int) {
    let (value, end) = double(bytes, at: offset)
    let isHalfWay = value.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    let isSubnormal = abs(value) < Double(Float.leastNormalMagnitude)
    if isHalfWay || isSubnormal, value != 0, value.isFinite,
      let exact = Float(String(decoding: bytes[offset..<end], as: UTF8.self))
    {
      return (exact, end)
    }
    return (Float(value), end)
  }

  /// A whole number, however written; nil where it is none, or too wide.
  @inline(__always)
  static func integer(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (value: Int32?, end: Int) {
    var place = offset
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let first = place
    var number = 0
    while place < bytes.count, isDigit(bytes[place]), place - first < 11 {
      number = number * 10 + Int(bytes[place] &- 0x30)
      place += 1
    }
    let isPlain =
      place > first
      && (place == bytes.count
        || !(isDigit(bytes[place]) || bytes[place] == UInt8(ascii: ".") || bytes[place] | 0x20 == UInt8(ascii: "e")))
    if isPlain { return (Int32(exactly: isNegative ? -number : number), place) }
    let (value, end) = double(bytes, at: offset)
    return (Int32(exactly: value), end)
  }

  /// A whole number of up to 64 bits, exactly, however written; nil where it is none, or too wide.
  @inline(__always)
  static func whole<Number: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, as type: Number.Type
  ) -> (value: Number?, end: Int) {
    var place = offset
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let first = place
    var size: UInt64 = 0
    var isTooWide = false
    while place < bytes.count, isDigit(bytes[place]) {
      let (product, overflow) = size.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[place] &- 0x30))
      if overflow || carry { isTooWide = true }
      size = sum
      place += 1
    }
    let isPlain =
      place > first
      && (place == bytes.count || !(bytes[place] == UInt8(ascii: ".") || bytes[place] | 0x20 == UInt8(ascii: "e")))
    guard isPlain else {
      let (value, end) = double(bytes, at: offset)
      return (Number(exactly: value), end)
    }
    if isTooWide { return (nil, place) }
    guard isNegative else { return (Number(exactly: size), place) }
    guard size <= Int64.min.magnitude else { return (nil, place) }
    return (Number(exactly: Int64(bitPattern: 0 &- size)), place)
  }
}
