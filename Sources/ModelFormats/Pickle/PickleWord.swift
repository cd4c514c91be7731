// One value of a pickle in eight bytes: small things themselves, larger ones by their place.

/// A value: four bits say what it is, sixty what it holds.
struct PickleWord: Equatable, Hashable, Sendable {
  enum Tag: UInt64 {
    case none
    case boolean
    case integer
    /// Unicode text, as UTF-8: 36 bits of offset, 24 of length.
    case text
    case bytes
    /// Python 2's `str`, which is text or bytes as its user takes it.
    case narrowText
    case double
    case row
    /// What no value is: a part that is not there.
    case absent = 15
  }

  let bits: UInt64

  init(_ tag: Tag, _ payload: UInt64 = 0) { bits = tag.rawValue << 60 | payload }

  static let none = PickleWord(.none)
  static let absent = PickleWord(.absent)
  static func boolean(_ value: Bool) -> PickleWord { PickleWord(.boolean, value ? 1 : 0) }

  /// Nil where the number needs more than sixty bits.
  init?(integer: Int) {
    guard integer >= -(1 << 59), integer < 1 << 59 else { return nil }
    self.init(.integer, UInt64(bitPattern: Int64(integer)) & Self.payloadMask)
  }

  /// Nil where offset or length is too large; such a run needs a row.
  init?(_ tag: Tag, offset: Int, count: Int) {
    guard offset < 1 << 36, count < 1 << 24 else { return nil }
    self.init(tag, UInt64(offset) << 24 | UInt64(count))
  }

  private static let payloadMask: UInt64 = (1 << 60) - 1

  var tag: Tag { Tag(rawValue: bits >> 60) ?? .absent }
  var payload: UInt64 { bits & Self.payloadMask }
  var index: Int { Int(truncatingIfNeeded: payload) }
  var integer: Int { Int(Int64(bitPattern: bits << 4) >> 4) }
  var offset: Int { Int(truncatingIfNeeded: payload >> 24) }
  var count: Int { Int(truncatingIfNeeded: payload & 0xFF_FFFF) }
}
