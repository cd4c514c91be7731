// A short name for any amount of bytes, for cache keys.

/// A 128-bit digest: two independent 64-bit lanes, each mixed by full-width multiplication.
///
/// Tells changed packs from unchanged ones; it is no defence against someone who wants two packs to collide.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  private var first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  package init() {}

  /// Takes one more piece; where one piece ends and the next begins counts.
  package mutating func add(_ bytes: ContiguousArray<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset + 8 <= buffer.count {
        add(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      let rest = buffer[offset...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      add(rest)
    }
    // The length keeps `ab`, `c` apart from `a`, `bc`.
    add(UInt64(bytes.count) ^ 0xA5A5_A5A5_A5A5_A5A5)
  }

  package mutating func add(_ text: String) { add(ContiguousArray(text.utf8)) }

  private mutating func add(_ word: UInt64) {
    first = Self.mixed(first ^ word, 0xA076_1D64_78BD_642F)
    second = Self.mixed(second &+ word, 0xE703_7ED1_A0B4_28DB) ^ first.byteSwapped
  }

  private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low ^ value
  }

  /// 32 hexadecimal digits.
  package var description: String { Self.hexadecimal(first) + Self.hexadecimal(second) }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
