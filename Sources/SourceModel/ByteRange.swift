// A half-open range of bytes in one source file.

/// A half-open range of byte offsets in one source file.
///
/// Offsets are 32-bit: a source file of 4 GiB or more is refused before it gets here.
@usableFromInline package struct ByteRange: Hashable, Sendable {
  @usableFromInline package var start: UInt32
  @usableFromInline package var end: UInt32

  @inlinable package init(_ start: UInt32, _ end: UInt32) {
    precondition(start <= end, "a byte range ends no earlier than it starts")
    self.start = start
    self.end = end
  }

  @inlinable package init(_ range: Range<Int>) {
    self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
  }

  @inlinable package var count: Int { Int(end - start) }
  @inlinable package var isEmpty: Bool { start == end }
  @inlinable package var range: Range<Int> { Int(start)..<Int(end) }

  @inlinable package func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  @inlinable package func contains(_ offset: UInt32) -> Bool { start <= offset && offset < end }

  /// Whether the two share a byte; an empty range overlaps what it lies strictly inside of.
  @inlinable package func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }
}

extension ByteRange: Comparable {
  /// By start, then the shorter first.
  @inlinable package static func < (left: ByteRange, right: ByteRange) -> Bool {
    left.start == right.start ? left.end < right.end : left.start < right.start
  }
}

extension ByteRange: CustomStringConvertible {
  @usableFromInline package var description: String { "\(start)..<\(end)" }
}
