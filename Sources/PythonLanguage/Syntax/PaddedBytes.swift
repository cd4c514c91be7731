// The bytes that the lexer reads, with room behind them to look ahead.

/// A source's bytes and eight NUL bytes behind them, in memory of their own.
///
/// An array asks at each byte whether the byte is there. Here only debug builds ask: every loop of the lexer ends at a NUL at
/// the latest, and none looks further than eight bytes ahead.
struct PaddedBytes: ~Copyable {
  private let base: UnsafeMutablePointer<UInt8>
  /// The number of bytes of source.
  let count: Int

  static let padding = 8

  init(_ source: ContiguousArray<UInt8>) {
    count = source.count
    base = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Self.padding)
    source.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.initialize(from: first, count: source.count) }
    }
    (base + count).initialize(repeating: 0, count: Self.padding)
  }

  deinit { base.deallocate() }

  @inline(__always) subscript(offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count + Self.padding, "a byte that is there")
    return base[offset]
  }

  /// Eight bytes as one number, in the machine's order.
  @inline(__always) func eight(at offset: Int) -> UInt64 {
    assert(offset >= 0 && offset <= count, "bytes that are there")
    return UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
  }

  func copy(of range: Range<Int>) -> ContiguousArray<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes of the source")
    return ContiguousArray(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
