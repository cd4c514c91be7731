// Ranges of bytes: what holds what, and what overlaps what.

import Testing

@testable import SourceModel

@Suite("Byte ranges")
struct ByteRangeTests {
  @Test(
    "two ranges overlap where they share a byte, and an empty one overlaps what it lies strictly inside of",
    arguments: [
      (ByteRange(0, 2), ByteRange(1, 3), true), (ByteRange(0, 2), ByteRange(2, 3), false),
      (ByteRange(0, 4), ByteRange(2, 2), true), (ByteRange(0, 4), ByteRange(4, 4), false),
      (ByteRange(0, 4), ByteRange(0, 0), false), (ByteRange(2, 2), ByteRange(2, 2), false),
    ])
  func overlaps(first: ByteRange, second: ByteRange, expected: Bool) {
    #expect(first.overlaps(second) == expected)
    #expect(second.overlaps(first) == expected)
  }

  @Test("a range contains itself, its parts and its bytes, and not the byte after it")
  func contains() {
    let range = ByteRange(2..<5)
    #expect(range.contains(range) && range.contains(ByteRange(5, 5)) && !range.contains(ByteRange(4, 6)))
    #expect(range.contains(2) && range.contains(4) && !range.contains(5))
    #expect(range.count == 3 && !range.isEmpty && range.description == "2..<5")
  }

  @Test("ranges are sorted by start, the shorter first")
  func order() {
    let ranges = [ByteRange(1, 3), ByteRange(0, 9), ByteRange(1, 2), ByteRange(0, 0)]
    #expect(ranges.sorted() == [ByteRange(0, 0), ByteRange(0, 9), ByteRange(1, 2), ByteRange(1, 3)])
  }
}
