// Numbers as programs print them in decimal, read to the nearest double.

/// A run of bytes with numbers in it, and a place that moves on as they are read.
///
/// A number ends at a blank, a line's end, or anything else that is no part of it. Lives no longer than the bytes that it
/// looks at.
struct DecimalText {
  let bytes: UnsafeBufferPointer<UInt8>
  var place: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a part lies inside its whole")
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while place < end, bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0D { place += 1 }
  }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() -> Bool {
    skipBlanks()
    return place >= end
  }

  /// The next integer; nil where there is none, where it does not fit, or where it does not end with a blank.
  @inline(__always)
  mutating func integer() -> Int? {
    skipBlanks()
    let isNegative = place < end && bytes[place] == 0x2D
    if isNegative || (place < end && bytes[place] == 0x2B) { place += 1 }
    let start = place
    var value = 0
    while place < end {
      let digit = Int(bytes[place]) - 0x30
      guard digit >= 0, digit <= 9 else { break }
      guard value <= (Int.max - 9) / 10 else { return nil }
      value = value * 10 + digit
      place += 1
    }
    guard place > start, endsHere else { return nil }
    return isNegative ? -value : value
  }

  private var endsHere: Bool {
    place >= end || bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0D
  }

  /// The next number: digits, a point, an exponent, `inf` or `nan`; nil where there is none.
  @inline(__always)
  mutating func double() -> Double? {
    skipBlanks()
    let start = place
    let isNegative = place < end && bytes[place] == 0x2D
    if isNegative || (place < end && bytes[place] == 0x2B) { place += 1 }
    var digits: UInt64 = 0
    /// Digits that are counted from the first that is not zero; of 19 none is lost.
    var count = 0
    var exponent = 0
    var hasDigits = false
    var isBehindPoint = false
    while place < end {
      let byte = bytes[place]
      if byte == 0x2E && !isBehindPoint {
        isBehindPoint = true
      } else {
        let digit = byte &- 0x30
        guard digit <= 9 else { break }
        hasDigits = true
        if count < 19 {
          digits = digits * 10 + UInt64(digit)
          if digits != 0 { count += 1 }
          if isBehindPoint { exponent -= 1 }
        } else {
          count += 1
          if !isBehindPoint { exponent += 1 }
        }
      }
      place += 1
    }
    guard hasDigits else { return word(from: start) }
    if place < end, bytes[place] | 0x20 == 0x65 {
      place += 1
      guard let power = integer(), abs(power) < 100_000 else { return nil }
      exponent += power
    }
    guard endsHere else { return nil }
    guard count <= 19, let value = Self.nearest(digits, exponent) else { return slow(from: start) }
    return isNegative ? -value : value
  }

  /// `digits` · 10^`exponent`, rounded to the nearest double, ties to even; nil where the quick way does not reach.
  ///
  /// 10^27 is 5^27 · 2^27, and 5^27 is less than 2^63: one multiplication or division of 128 bits is exact, and what is
  /// cut off tells how to round.
  private static func nearest(_ digits: UInt64, _ exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    if exponent == 0 { return Double(digits) }
    guard exponent >= -27, exponent <= 27 else { return nil }
    let power = powersOfFive[abs(exponent)]
    let shift = digits.leadingZeroBitCount
    let high: UInt64
    let isCut: Bool
    var scale: Int
    if exponent < 0 {
      let divisorShift = power.leadingZeroBitCount
      // The dividend is less than the divisor's double, so that one more bit down the quotient fits 64 bits.
      let dividend = digits << shift
      let (quotient, rest) = (power << divisorShift).dividingFullWidth((dividend >> 1, dividend << 63))
      high = quotient
      isCut = rest != 0
      scale = -shift + divisorShift - 63 + exponent
    } else {
      let product = (digits << shift).multipliedFullWidth(by: power << power.leadingZeroBitCount)
      high = product.high
      isCut = product.low != 0
      scale = 64 - shift - power.leadingZeroBitCount + exponent
    }
    // 63 or 64 bits; 53 are kept, and the last of those that are left tells whether anything was cut.
    let lead = high.leadingZeroBitCount
    let kept = high << lead
    scale -= lead
    let rounded = Double((kept & ~1) | (kept & 1 | (isCut ? 1 : 0)))
    // Far from the ends of the doubles, where scaling is exact.
    return Double(sign: .plus, exponent: scale, significand: rounded)
  }

  private static let powersOfFive: [UInt64] = {
    var powers: [UInt64] = [1]
    while powers.count <= 27 { powers.append(powers[powers.count - 1] * 5) }
    return powers
  }()

  /// Longer than any number that a program prints to be read again.
  private static let longest = 1100

  /// Twenty and more digits, or exponents far from 0.
  private mutating func slow(from start: Int) -> Double? {
    guard place - start <= Self.longest else { return nil }
    return Double(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  /// `inf`, `infinity`, `nan`, with a sign or without.
  private mutating func word(from start: Int) -> Double? {
    place = start
    while place < end, !endsHere, place - start < 10 { place += 1 }
    guard endsHere else { return nil }
    switch String(decoding: bytes[start..<place], as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan", "+nan", "-nan": return .nan
    default: return nil
    }
  }
}
