// A hash for telling contents apart in the cache: fast, stable across runs, not for security.

/// 64-bit FNV-1a over bytes, finished with an avalanche so that near inputs land far apart.
package struct ContentHash: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      state ^= UInt64(byte)
      state &*= 0x100_0000_01B3
    }
    // The end of each part counts, so that `ab`, `c` differs from `a`, `bc`.
    state = (state ^ 0xFF) &* 0x100_0000_01B3
  }

  package mutating func add(_ text: String) { add(text.utf8) }
  package mutating func add(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { add(Array($0)) } }

  package var value: UInt64 {
    var mixed = state
    mixed ^= mixed >> 33
    mixed &*= 0xFF51_AFD7_ED55_8CCD
    mixed ^= mixed >> 33
    mixed &*= 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 33)
  }
}
