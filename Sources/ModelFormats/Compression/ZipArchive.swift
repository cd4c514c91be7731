// Zip files, as far as models come in them: stored and deflated entries, also beyond 4 GB.

/// The entries of a zip file, by its central directory.
package struct ZipArchive: Sendable {
  package struct Entry: Sendable {
    package var name: String
    /// 0 stored, 8 deflated.
    package var method: Int
    package var compressedSize: Int
    package var size: Int
    package var headerOffset: Int
  }
  static let format = "zip"
  /// More entries than any model has; each takes more memory than it takes of the file.
  static let mostEntries = 1 << 16

  let bytes: Bytes
  /// In the order of the directory.
  package let entries: [Entry]

  package static func isOne(_ bytes: Bytes) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  package init(_ bytes: Bytes) throws(FormatError) {
    self.bytes = bytes
    let (count, offset) = try Self.directory(bytes)
    guard count <= Self.mostEntries else {
      throw FormatError(.tooLarge, Self.format, "It claims \(count) entries; \(Self.mostEntries) are the most.")
    }
    guard count <= bytes.count / 46 + 1 else {
      throw FormatError(.malformed, Self.format, "It claims \(count) entries, which do not fit into it.")
    }
    var reader = ByteReader(bytes, format: Self.format, at: offset)
    var entries: [Entry] = []
    for _ in 0..<count { entries.append(try Self.entry(&reader)) }
    self.entries = entries
  }

  /// The number of entries and where their directory starts: from the record at the end, behind which a comment may stand.
  private static func directory(_ bytes: Bytes) throws(FormatError) -> (count: Int, offset: Int) {
    var at = bytes.count - 22
    let lowest = max(0, bytes.count - 22 - 0xFFFF)
    while at >= lowest, !bytes.starts(with: "PK\u{05}\u{06}", at: at) { at -= 1 }
    guard at >= lowest else { throw FormatError(.truncated, format, "It has no directory at its end.") }
    var reader = ByteReader(bytes, format: format, at: at + 10)
    let count = Int(try reader.little(UInt16.self, "The number of entries"))
    _ = try reader.little(UInt32.self, "The size of the directory")
    let offset = Int(try reader.little(UInt32.self, "The place of the directory"))
    guard count == 0xFFFF || offset == 0xFFFF_FFFF, at >= 20, bytes.starts(with: "PK\u{06}\u{07}", at: at - 20) else {
      return (count, offset)
    }
    var locator = ByteReader(bytes, format: format, at: at - 12)
    let place = Int(clamping: try locator.little(UInt64.self, "The place of the long directory record"))
    guard bytes.starts(with: "PK\u{06}\u{06}", at: place) else {
      throw FormatError(.malformed, format, at: place, "There is no long directory record.")
    }
    var long = ByteReader(bytes, format: format, at: place + 32)
    let longCount = Int(clamping: try long.little(UInt64.self, "The number of entries"))
    _ = try long.little(UInt64.self, "The size of the directory")
    return (longCount, Int(clamping: try long.little(UInt64.self, "The place of the directory")))
  }

  private static func entry(_ reader: inout ByteReader) throws(FormatError) -> Entry {
    guard reader.bytes.starts(with: "PK\u{01}\u{02}", at: reader.offset) else {
      throw FormatError(.malformed, format, at: reader.offset, "An entry of the directory does not begin as one.")
    }
    _ = try reader.take(10, "An entry")
    let method = Int(try reader.little(UInt16.self, "An entry"))
    _ = try reader.take(8, "An entry")
    let compressedSize = try reader.little(UInt32.self, "An entry")
    let size = try reader.little(UInt32.self, "An entry")
    let nameLength = Int(try reader.little(UInt16.self, "An entry"))
    let extraLength = Int(try reader.little(UInt16.self, "An entry"))
    let commentLength = Int(try reader.little(UInt16.self, "An entry"))
    _ = try reader.take(8, "An entry")
    let offset = try reader.little(UInt32.self, "An entry")
    let name = try reader.take(nameLength, "The name of an entry")
    var sizes = [size, compressedSize, offset].map { UInt64($0) }
    try widen(&sizes, try reader.take(extraLength, "An entry"))
    _ = try reader.take(commentLength, "A comment")
    return Entry(
      name: name.utf8 ?? name.latin1, method: method, compressedSize: Int(clamping: sizes[1]),
      size: Int(clamping: sizes[0]),
      headerOffset: Int(clamping: sizes[2]))
  }

  /// Numbers that are all ones stand in the extra field 1, in order.
  private static func widen(_ sizes: inout [UInt64], _ extra: Bytes) throws(FormatError) {
    var reader = ByteReader(extra, format: format)
    while reader.left >= 4 {
      let kind = try reader.little(UInt16.self, "An extra field")
      var field = ByteReader(
        try reader.take(Int(try reader.little(UInt16.self, "An extra field")), "An extra field"), format: format)
      guard kind == 1 else { continue }
      for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field.left >= 8 {
        sizes[index] = try field.little(UInt64.self, "A size")
      }
    }
  }

  package func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// The content of an entry. A stored one is a part of the file.
  package func content(of entry: Entry) throws(FormatError) -> Bytes {
    var reader = ByteReader(bytes, format: Self.format, at: entry.headerOffset)
    guard bytes.starts(with: "PK\u{03}\u{04}", at: reader.offset) else {
      throw FormatError(
        .malformed, Self.format, at: entry.headerOffset, "The entry \(entry.name) does not begin as one.")
    }
    _ = try reader.take(26, "An entry")
    let nameLength = Int(try reader.little(UInt16.self, "An entry"))
    let extraLength = Int(try reader.little(UInt16.self, "An entry"))
    _ = try reader.take(nameLength + extraLength, "An entry")
    let content = try reader.take(entry.compressedSize, "The entry \(entry.name)")
    switch entry.method {
    case 0: return content
    case 8:
      guard entry.size <= Decompression.limit(of: bytes.count) else {
        throw FormatError(
          .tooLarge, Self.format, "The entry \(entry.name) claims to become larger than any model's does.")
      }
      let plain = try Decompression(.deflate, limit: entry.size).result(of: content)
      guard plain.count == entry.size else {
        throw FormatError(
          .malformed, Self.format, "The entry \(entry.name) has \(plain.count) bytes and claims \(entry.size).")
      }
      return plain
    default:
      throw FormatError(
        .unsupported, Self.format, "The entry \(entry.name) is compressed by method \(entry.method); 0 and 8 are known."
      )
    }
  }
}
