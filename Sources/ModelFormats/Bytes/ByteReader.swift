// Numbers and runs of bytes, read one after the other, never over the end.

/// A place in bytes that moves on as things are read.
package struct ByteReader {
  package let bytes: Bytes
  package private(set) var offset: Int
  /// For errors.
  package let format: String

  package init(_ bytes: Bytes, format: String, at offset: Int = 0) {
    self.bytes = bytes
    self.format = format
    self.offset = min(max(offset, 0), bytes.count)
  }

  package var left: Int { bytes.count - offset }
  package var isAtEnd: Bool { offset >= bytes.count }

  /// An integer of the type's width, little-endian.
  @inline(__always)
  package mutating func little<Number: FixedWidthInteger & Sendable>(
    _ type: Number.Type, _ what: @autoclosure () -> String
  ) throws(FormatError) -> Number {
    Number(littleEndian: try raw(type, what()))
  }

  @inline(__always)
  package mutating func big<Number: FixedWidthInteger & Sendable>(
    _ type: Number.Type, _ what: @autoclosure () -> String
  ) throws(FormatError) -> Number {
    Number(bigEndian: try raw(type, what()))
  }

  @inline(__always)
  private mutating func raw<Number: FixedWidthInteger & Sendable>(
    _ type: Number.Type, _ what: @autoclosure () -> String
  ) throws(FormatError) -> Number {
    let width = MemoryLayout<Number>.size
    guard width <= bytes.count - offset else { throw ended(what(), needed: width) }
    let start = bytes.range.lowerBound + offset
    offset += width
    return bytes.storage.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Number.self) }
  }

  @inline(__always)
  package mutating func byte(_ what: @autoclosure () -> String) throws(FormatError) -> UInt8 {
    guard offset < bytes.count else { throw ended(what(), needed: 1) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The next bytes, as a part of the whole.
  package mutating func take(_ count: Int, _ what: @autoclosure () -> String) throws(FormatError) -> Bytes {
    guard let part = bytes.part(offset, count: count) else { throw ended(what(), needed: count) }
    offset += count
    return part
  }

  /// Goes over the next bytes and gives where they began.
  @inline(__always)
  package mutating func skip(_ count: Int, _ what: @autoclosure () -> String) throws(FormatError) -> Int {
    guard count >= 0, count <= bytes.count - offset else { throw ended(what(), needed: count) }
    defer { offset += count }
    return offset
  }

  /// Up to a line feed, which is taken but not given back.
  package mutating func line(_ what: @autoclosure () -> String) throws(FormatError) -> Bytes {
    let start = bytes.range.lowerBound + offset
    guard let end = bytes.storage[start..<bytes.range.upperBound].firstIndex(of: 0x0A) else {
      throw FormatError(.truncated, format, at: offset, "\(what()) has no end of line.")
    }
    offset += end - start + 1
    return Bytes(storage: bytes.storage, range: start..<end, packedSize: bytes.packedSize)
  }

  package mutating func move(to place: Int) { offset = min(max(place, 0), bytes.count) }

  package func ended(_ what: String, needed: Int) -> FormatError {
    FormatError(.truncated, format, at: offset, "\(what) needs \(needed) bytes, and \(left) are left.")
  }
}
