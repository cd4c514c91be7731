// Finding line ends, eight bytes at once.

package enum LineEnds {
  /// Calls `found` with the offset of each `\n` and each `\r`, in order.
  @inlinable package static func forEach(in bytes: UnsafeRawBufferPointer, _ found: (Int) -> Void) {
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // The first byte lowest, whatever the machine.
      var marks = UInt64(
        littleEndian: zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D))
      while marks != 0 {
        found(offset + marks.trailingZeroBitCount >> 3)
        marks &= marks &- 1
      }
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] == 0x0A || bytes[offset] == 0x0D { found(offset) }
      offset += 1
    }
  }

  /// The highest bit of each byte that is zero, and nothing else: adding cannot carry from byte to byte, since the
  /// highest bits are looked at by themselves.
  @inlinable static func zeroBytes(_ word: UInt64) -> UInt64 {
    let rest: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & rest) &+ rest) | word | rest)
  }
}
