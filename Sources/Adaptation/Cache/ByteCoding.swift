// The cache's own binary form: little-endian numbers and counted strings.

/// Bytes being written.
struct ByteWriter {
  private(set) var bytes: ContiguousArray<UInt8> = []

  mutating func write(_ value: UInt8) { bytes.append(value) }

  /// Seven bits a byte, so that the many small numbers take one.
  mutating func write(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ value: UInt64) { write(Int(Int64(bitPattern: value))) }
  mutating func write(_ text: String) { write(ContiguousArray(text.utf8)) }

  mutating func write(_ content: ContiguousArray<UInt8>) {
    write(content.count)
    bytes += content
  }

  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }
}

/// Bytes being read; every read fails softly, so that a damaged cache is only an empty one.
struct ByteReader {
  let bytes: ContiguousArray<UInt8>
  private(set) var offset: Int

  init(_ bytes: ContiguousArray<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func readByte() -> UInt8? {
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func readInt() -> Int? { readUInt64().map { Int(Int64(bitPattern: $0)) } }

  mutating func readUInt64() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = readByte(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A number of things to come, which cannot be more than the bytes left.
  mutating func readCount() -> Int? {
    guard let count = readInt(), count >= 0, count <= bytes.count - offset else { return nil }
    return count
  }

  mutating func readBytes() -> ContiguousArray<UInt8>? {
    guard let count = readCount() else { return nil }
    defer { offset += count }
    return ContiguousArray(bytes[offset..<offset + count])
  }

  mutating func readString() -> String? {
    guard let count = readCount() else { return nil }
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
  }

  mutating func readStrings() -> [String]? {
    guard let count = readCount() else { return nil }
    var texts: [String] = []
    for _ in 0..<count {
      guard let text = readString() else { return nil }
      texts.append(text)
    }
    return texts
  }

  mutating func skip(_ count: Int) { offset += count }
}
