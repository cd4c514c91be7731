// What each compressor's output becomes, and what bombs do.

import Testing

@testable import ModelFormats

@Suite("Decompression")
struct DecompressionTests {
  /// `hello` × 3 as each compressor of Python wrote it.
  static let samples: [(Compression, String)] = [
    (
      .zlib,
      "789ccb48cdc9c9cf80130031b0063d"
    ),
    (
      .gzip,
      "1f8b0800000000000203cb48cdc9c9cf8013000bb4213e0f000000"
    ),
    (
      .bzip2,
      "425a6839314159265359ac9b0c6d00000281000244a00021b468334d289861c5dc914e14242b26c31b40"
    ),
    (
      .xz,
      "fd377a585a0000016922de360200210116000000742fe5a3e0000e000a5d00341949ee8e86f31000000000000bb4213e0001220f9aee8b179042990d010000000001595a"
    ),
  ]

  @Test("a compression is recognised by its first bytes and undone", arguments: samples)
  func undoing(compression: Compression, hex: String) throws {
    let bytes = Bytes(hex: hex)
    #expect(Compression(of: bytes) == compression)
    let plain = try Decompression.plain(bytes)
    #expect(plain.compression == compression)
    #expect(plain.bytes.utf8 == "hellohellohello")
  }

  @Test("what ends too early or is damaged is an error", arguments: samples)
  func damage(compression: Compression, hex: String) throws {
    let bytes = Bytes(hex: hex)
    for count in 2..<bytes.count {
      let part = try #require(bytes.part(0, count: count))
      #expect(throws: FormatError.self) { try Decompression(compression, limit: 1000).result(of: part) }
    }
  }

  @Test("what was compressed counts by what it became, up to 24 times, and by what it was beyond")
  func allowance() {
    let content = ContiguousArray<UInt8>(repeating: 0, count: 24_000)
    #expect(Bytes(content).allowance(beyond: 1 << 30) == 24_000 + (1 << 30))
    #expect(Bytes(content, packedSize: 1001).allowance(beyond: 1 << 30) == 24_000 + (1 << 30))
    let small = Bytes(content, packedSize: 1000)
    #expect(small.isOverpacked)
    #expect(small.allowance(beyond: 1 << 30) == (1 << 30) - (16 << 20) + 2000 - 24_000)
    #expect(small.part(5, count: 10)?.allowance(beyond: 1 << 30) == small.allowance(beyond: 1 << 30))
    #expect(small.allowance(beyond: 0) == 0)
  }

  @Test("a result over the limit is refused before it is kept")
  func limit() throws {
    let bytes = Bytes(hex: Self.samples[0].1)
    #expect(throws: FormatError.self) { try Decompression(.zlib, limit: 14).result(of: bytes) }
    #expect(try Decompression(.zlib, limit: 15).result(of: bytes).count == 15)
  }
}

extension Bytes {
  init(hex: String) {
    let digits = hex.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
    self.init(ContiguousArray(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }))
  }
}
