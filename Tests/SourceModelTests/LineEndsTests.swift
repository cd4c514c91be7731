// Line ends are found eight bytes at once, and all of them.

import SourceModel
import Testing

@Suite("Finding line ends")
struct LineEndsTests {
  @Test("the same offsets as by looking at each byte, neighbours of the marks included", arguments: 0..<64)
  func eachByte(seed: Int) {
    // What lies beside `\n` and `\r`, and bytes that a subtraction would borrow from.
    let kinds: [UInt8] = [0x0A, 0x0D, 0x0B, 0x0C, 0x09, 0x0E, 0x8A, 0x8D, 0x00, 0x61, 0xFF, 0x20]
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<(seed * 3 + 1)).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return kinds[Int(state >> 33) % kinds.count]
    }
    var found: [Int] = []
    bytes.withUnsafeBytes { LineEnds.forEach(in: $0) { found.append($0) } }
    #expect(found == bytes.indices.filter { bytes[$0] == 0x0A || bytes[$0] == 0x0D })
  }
}
