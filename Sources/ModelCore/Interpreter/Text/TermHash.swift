// MurmurHash3 of terms, by which hashing vectorisers find a term's column.

enum TermHash {
  /// The 32-bit hash of Austin Appleby's MurmurHash3 for x86, with seed 0, as a signed number.
  static func murmur3(_ bytes: some Collection<UInt8>) -> Int32 {
    var hash: UInt32 = 0
    var block: UInt32 = 0
    var count = 0
    for byte in bytes {
      block |= UInt32(byte) << UInt32(8 * (count % 4))
      count += 1
      if count % 4 == 0 {
        hash ^= mixed(block)
        hash = rotated(hash, 13) &* 5 &+ 0xE654_6B64
        block = 0
      }
    }
    hash ^= mixed(block)
    hash ^= UInt32(truncatingIfNeeded: count)
    hash = (hash ^ (hash >> 16)) &* 0x85EB_CA6B
    hash = (hash ^ (hash >> 13)) &* 0xC2B2_AE35
    return Int32(bitPattern: hash ^ (hash >> 16))
  }

  private static func mixed(_ block: UInt32) -> UInt32 { rotated(block &* 0xCC9E_2D51, 15) &* 0x1B87_3593 }

  private static func rotated(_ number: UInt32, _ count: UInt32) -> UInt32 {
    number << count | number >> (32 - count)
  }
}
