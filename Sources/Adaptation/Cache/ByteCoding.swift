// The cache's own binary form: little-endian numbers and counted strings.

import Semantics

/// Bytes being written.
struct ByteWriter {
  private(set) var bytes: ContiguousArray<UInt8> = []
  /// Texts that come again and again, each written once: names of rules and APIs, reasons.
  private var shared = NameSet()

  /// To grow costs a copy of all that is written.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

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
  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ content: ContiguousArray<UInt8>) {
    write(content.count)
    bytes += content
  }

  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  /// The texts that were shared, by their numbers from 1 on.
  var sharedTexts: [String] { (0..<NameSet.ID(shared.count)).map { shared.name($0) } }

  /// Writes the number of a text that may have been written before; 0 for the empty one.
  mutating func writeShared(_ text: String) { write(Int(shared.insert(text)) + 1) }

  mutating func writeShared(_ texts: [String]) {
    write(texts.count)
    for text in texts { writeShared(text) }
  }
}

/// Bytes being read; every read fails softly, so that a damaged cache is only an empty one.
struct ByteReader {
  let bytes: ContiguousArray<UInt8>
  /// What numbers of shared texts stand for.
  private let sharedTexts: [String]
  private(set) var offset: Int

  init(_ bytes: ContiguousArray<UInt8>, at offset: Int = 0, sharedTexts: [String] = []) {
    self.bytes = bytes
    self.offset = offset
    self.sharedTexts = sharedTexts
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

  mutating func readUInt32() -> UInt32? { readUInt64().flatMap { UInt32(exactly: $0) } }

  /// A number of things to come, which cannot be more than the bytes left.
  mutating func readCount() -> Int? {
    guard let count = readInt(), count >= 0, count <= bytes.count - offset else { return nil }
    return count
  }

  /// Where the next counted bytes stand, which are passed over.
  mutating func readRange() -> Range<Int>? {
    guard let count = readCount() else { return nil }
    defer { offset += count }
    return offset..<offset + count
  }

  mutating func readBytes() -> ContiguousArray<UInt8>? { readRange().map { ContiguousArray(bytes[$0]) } }
  mutating func readString() -> String? { readRange().map { String(decoding: bytes[$0], as: UTF8.self) } }
  mutating func readStrings() -> [String]? { readList { $0.readString() } }

  mutating func readShared() -> String? {
    guard let number = readInt(), number >= 0, number <= sharedTexts.count else { return nil }
    return number == 0 ? "" : sharedTexts[number - 1]
  }

  mutating func readSharedList() -> [String]? { readList { $0.readShared() } }

  private mutating func readList(_ read: (inout ByteReader) -> String?) -> [String]? {
    guard let count = readCount() else { return nil }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count {
      guard let text = read(&self) else { return nil }
      texts.append(text)
    }
    return texts
  }
}
