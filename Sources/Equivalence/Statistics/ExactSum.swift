// A sum of doubles without rounding, so that it does not matter in which order, or in how many parts, they were added.

/// Adds doubles exactly in fixed point; two sums of the same numbers are equal bit for bit.
///
/// Every finite double is a whole multiple of 2^−1074 below 2^1024: 2,098 bits, held in digits of 32 bits. A digit takes
/// 2^31 additions before it must carry.
package struct ExactSum: Equatable, Sendable {
  private static let digitCount = 68
  private var digits = ContiguousArray<Int64>(repeating: 0, count: digitCount)
  private var additions = 0
  /// NaN and infinities do not enter the sum.
  package private(set) var skipped = 0

  package init() {}

  package mutating func add(_ value: Double) {
    guard value.isFinite else {
      skipped += 1
      return
    }
    guard value != 0 else { return }
    // value = ±significand · 2^(place − 1074).
    let isNormal = value.exponentBitPattern != 0
    let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let place = isNormal ? Int(value.exponentBitPattern) - 1 : 0
    let first = place / 32
    let shifted = (
      UInt64(significand) << UInt64(place % 32), place % 32 == 0 ? 0 : significand >> UInt64(64 - place % 32)
    )
    let sign: Int64 = value < 0 ? -1 : 1
    digits[first] += sign * Int64(shifted.0 & 0xFFFF_FFFF)
    digits[first + 1] += sign * Int64(shifted.0 >> 32)
    digits[first + 2] += sign * Int64(shifted.1)
    additions += 1
    if additions == 1 << 30 { carry() }
  }

  package mutating func merge(_ other: ExactSum) {
    var other = other
    carry()
    other.carry()
    for index in digits.indices { digits[index] += other.digits[index] }
    carry()
    skipped += other.skipped
  }

  package static func == (left: ExactSum, right: ExactSum) -> Bool {
    var left = left
    var right = right
    left.carry()
    right.carry()
    return left.digits == right.digits && left.skipped == right.skipped
  }

  /// Every digit but the last into 0 ..< 2^32.
  private mutating func carry() {
    for index in 0..<(Self.digitCount - 1) {
      let high = digits[index] >> 32
      digits[index] -= high << 32
      digits[index + 1] += high
    }
    additions = 0
  }

  /// The sum, rounded once.
  package var value: Double {
    var sum = self
    sum.carry()
    let isNegative = sum.digits[Self.digitCount - 1] < 0
    if isNegative {
      for index in sum.digits.indices { sum.digits[index].negate() }
      sum.carry()
    }
    guard let top = sum.digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    // Three digits hold 65 to 96 bits, more than a significand; what lies below only decides a tie.
    var head = UInt64(0)
    var taken = 0
    var index = top
    while index >= 0, taken < 2 {
      head = head << 32 | UInt64(sum.digits[index])
      taken += 1
      index -= 1
    }
    let third = index >= 0 ? UInt64(sum.digits[index]) : 0
    let isMore = index > 0 && sum.digits[0..<index].contains { $0 != 0 }
    let magnitude = Self.rounded(head, third: third, isMore: isMore, scale: (index + 1) * 32 - 1074)
    return isNegative ? -magnitude : magnitude
  }

  /// `head · 2^scale` and a bit more, to the nearest double. `third` are the 32 bits behind `head`, with more behind them
  /// if `isMore`.
  private static func rounded(_ head: UInt64, third: UInt64, isMore: Bool, scale: Int) -> Double {
    // Shifted up until the top bit is set, so that 11 bits below the significand are exact. A whole sum has two digits
    // in its head, or is below 2^32 of the least unit and has nothing behind it: the shift is then over 31.
    let shift = head.leadingZeroBitCount
    var bits = head << UInt64(shift)
    if shift <= 32 { bits |= third >> UInt64(32 - shift) }
    // A bit that is lost still breaks a tie.
    let lost = shift < 32 ? third & (1 << UInt64(32 - shift) - 1) : 0
    if lost != 0 || isMore { bits |= 1 }
    return scaled(bits, by: scale - shift)
  }

  /// `bits · 2^exponent`, rounded once also where the result is subnormal.
  private static func scaled(_ bits: UInt64, by exponent: Int) -> Double {
    let lowest = exponent + 64 - 53
    guard lowest < -1074 else {
      let power = Double(sign: .plus, exponent: min(exponent, 1023), significand: 1)
      return Double(bits) * power
        * (exponent > 1023 ? Double(sign: .plus, exponent: exponent - 1023, significand: 1) : 1)
    }
    // Bits below 2^−1074 are always 0 in a sum of doubles.
    return Double(bits >> UInt64(-1074 - exponent)) * Double.leastNonzeroMagnitude
  }
}
