// SHA-256 (FIPS 180-4), to know whether a file is still what it was.

/// A SHA-256 digest in the making: bytes go in in any portions.
package struct SHA256 {
  private typealias Words = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  private var state: Words = (
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19
  )
  private var schedule = ContiguousArray<UInt32>(repeating: 0, count: 64)
  /// Bytes of a block that is not full yet.
  private var pending: ContiguousArray<UInt8> = []
  private var byteCount: UInt64 = 0

  /// The digest of `bytes` in hexadecimal.
  package static func hexadecimal(_ bytes: ContiguousArray<UInt8>) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finish()
  }

  mutating func update(_ bytes: ContiguousArray<UInt8>) {
    byteCount += UInt64(bytes.count)
    var offset = 0
    if !pending.isEmpty {
      offset = min(64 - pending.count, bytes.count)
      pending += bytes[..<offset]
      guard pending.count == 64 else { return }
      _ = compressBlocks(of: pending, from: 0)
      pending.removeAll(keepingCapacity: true)
    }
    offset = compressBlocks(of: bytes, from: offset)
    pending += bytes[offset...]
  }

  consuming func finish() -> String {
    let bitCount = byteCount * 8
    var padding: ContiguousArray<UInt8> = [0x80]
    padding += repeatElement(0, count: (119 - Int(byteCount % 64)) % 64)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bitCount >> shift))
    }
    update(padding)
    let (a, b, c, d, e, f, g, h) = state
    return [a, b, c, d, e, f, g, h].map(Self.hexadecimal).joined()
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Takes in the blocks of 64 bytes that begin at `offset`, as many as are whole; where the rest begins.
  private mutating func compressBlocks(of bytes: ContiguousArray<UInt8>, from offset: Int) -> Int {
    var offset = offset
    let (span, constants) = (bytes.span, Self.constants)
    var schedule = self.schedule
    var state = self.state
    while offset + 64 <= span.count {
      Self.expand(span.extracting(offset..<(offset + 64)), into: &schedule)
      Self.compress(schedule, constants, into: &state)
      offset += 64
    }
    self.state = state
    self.schedule = schedule
    return offset
  }

  private static func compress(
    _ schedule: ContiguousArray<UInt32>, _ constants: ContiguousArray<UInt32>, into state: inout Words
  ) {
    var (a, b, c, d, e, f, g, h) = state
    for round in 0..<64 {
      let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ constants[round] &+ schedule[round]
      let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ s0 &+ majority)
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e, state.5 &+ f, state.6 &+ g, state.7 &+ h
    )
  }

  /// Fills the message schedule from one block.
  private static func expand(_ block: Span<UInt8>, into schedule: inout ContiguousArray<UInt32>) {
    for word in 0..<16 {
      let at = 4 * word
      let high = UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16
      schedule[word] = high | UInt32(block[at + 2]) << 8 | UInt32(block[at + 3])
    }
    for word in 16..<64 {
      let (early, late) = (schedule[word - 15], schedule[word - 2])
      let s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[word] = schedule[word - 16] &+ s0 &+ schedule[word - 7] &+ s1
    }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: ContiguousArray<UInt32> = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}
