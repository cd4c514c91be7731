// UBJSON (draft 12) as XGBoost writes it, and BJData, its little-endian successor, read into rows.

/// Reads Universal Binary JSON.
package enum UBJSONReader {
  /// Linear in the size; typed arrays stay where they are.
  ///
  /// - Parameter beyond: how much more than the document what is made of it may take.
  package static func read(
    _ bytes: Bytes, beyond: Int = DocumentRows.allowedBeyondFile
  ) throws(FormatError) -> DocumentTree {
    let isBigEndian = Self.isBigEndian(bytes)
    let rows = try DocumentRows(bytes, format: "UBJSON", beyond: beyond)
    var scan = UBJSONScan(bytes, rows: rows, isBigEndian: isBigEndian)
    try scan.run()
    return DocumentTree(scan.rows, bytes: bytes, format: "UBJSON", isBigEndian: isBigEndian)
  }

  /// UBJSON is big-endian, BJData little-endian. The length of the first key, where it takes more than a byte, fits into
  /// the file in one of the two only.
  private static func isBigEndian(_ bytes: Bytes) -> Bool {
    guard bytes.count > 10, bytes[0] == UInt8(ascii: "{"), let type = PackedNumber(rawValue: bytes[1]), type.width > 1
    else { return true }
    func fits(_ isBigEndian: Bool) -> Bool {
      guard let length = type.integer(at: 2, in: bytes, isBigEndian: isBigEndian) else { return false }
      return length >= 0 && length <= bytes.count - 2 - type.width
    }
    return fits(true) || !fits(false)
  }
}

private struct UBJSONScan {
  let bytes: Bytes
  let isBigEndian: Bool
  var rows: DocumentRows
  var offset = 0
  /// Of each open value: the type of its elements, and how many are to come; nil where an end marker comes.
  private var frames: [(type: UInt8?, left: Int?)] = []

  init(_ bytes: Bytes, rows: DocumentRows, isBigEndian: Bool) {
    self.bytes = bytes
    self.rows = rows
    self.isBigEndian = isBigEndian
  }

  mutating func run() throws(FormatError) {
    try value(try marker())
    while let frame = frames.last {
      if try closes(frame) {
        frames.removeLast()
        rows.finish()
        continue
      }
      if let left = frame.left { frames[frames.count - 1].left = left - 1 }
      if rows.openKind == .object { try text(try length(of: try marker())) }
      if let type = frame.type { try value(type) } else { try value(try marker()) }
    }
    guard offset == bytes.count else { throw error(.malformed, "Bytes follow behind the value.") }
  }

  private func error(_ code: FormatError.Code, _ message: String) -> FormatError {
    FormatError(code, "UBJSON", at: offset, message)
  }

  private mutating func marker() throws(FormatError) -> UInt8 {
    while offset < bytes.count {
      defer { offset += 1 }
      // `N` is no value at all.
      if bytes[offset] != UInt8(ascii: "N") { return bytes[offset] }
    }
    throw error(.truncated, "The file ends before a value.")
  }

  private mutating func closes(_ frame: (type: UInt8?, left: Int?)) throws(FormatError) -> Bool {
    if let left = frame.left { return left == 0 }
    while offset < bytes.count, bytes[offset] == UInt8(ascii: "N") { offset += 1 }
    guard offset < bytes.count else { throw error(.truncated, "The file ends before what is open does.") }
    let end = rows.openKind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
    guard bytes[offset] == end else { return false }
    offset += 1
    return true
  }

  private func require(_ count: Int, _ width: Int) throws(FormatError) {
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard count >= 0, !overflow, size <= bytes.count - offset else {
      throw error(
        .truncated, "\(count) of \(width) bytes each are claimed, and \(bytes.count - offset) bytes are left.")
    }
  }

  private mutating func length(of marker: UInt8) throws(FormatError) -> Int {
    guard let type = PackedNumber(rawValue: marker), type.isInteger else {
      throw error(.malformed, "Expected the type of a length.")
    }
    try require(1, type.width)
    guard let length = type.integer(at: offset, in: bytes, isBigEndian: isBigEndian), length >= 0 else {
      throw error(.malformed, "A length is below zero or beyond all memory.")
    }
    offset += type.width
    return length
  }

  private mutating func text(_ count: Int) throws(FormatError) {
    try require(count, 1)
    try rows.add(.text, start: offset, count: count)
    offset += count
  }

  private mutating func value(_ marker: UInt8) throws(FormatError) {
    switch marker {
    case UInt8(ascii: "Z"): try rows.add(.null, start: offset)
    case UInt8(ascii: "T"): try rows.add(.yes, start: offset)
    case UInt8(ascii: "F"): try rows.add(.no, start: offset)
    case UInt8(ascii: "C"): try text(1)
    case UInt8(ascii: "S"): try text(try length(of: try self.marker()))
    case UInt8(ascii: "H"): try highPrecision()
    case UInt8(ascii: "["), UInt8(ascii: "{"): try container(isObject: marker == UInt8(ascii: "{"))
    default:
      guard let type = PackedNumber(rawValue: marker) else { throw error(.malformed, "Expected the type of a value.") }
      try require(1, type.width)
      try rows.add(.packed, start: offset, count: 1, form: marker)
      offset += type.width
    }
  }

  /// A number as text.
  private mutating func highPrecision() throws(FormatError) {
    let count = try length(of: try marker())
    try require(count, 1)
    let start = offset
    guard bytes.withUnsafeBytes({ JSONNumber.end($0, at: start) }) == start + count else {
      throw error(.malformed, "Expected a number.")
    }
    try rows.add(.number, start: start, count: count)
    offset += count
  }

  private mutating func container(isObject: Bool) throws(FormatError) {
    let start = offset
    var type: UInt8?
    var count: Int?
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "$") {
      offset += 1
      type = try marker()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "#") else {
        throw error(.malformed, "A type without a count.")
      }
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") {
      offset += 1
      count = try length(of: try marker())
    }
    if !isObject, let count, let type, let number = PackedNumber(rawValue: type) {
      try require(count, number.width)
      try rows.add(.packedArray, start: offset, count: count, form: type)
      offset += count * number.width
      return
    }
    // Elements of a byte at least; values that take none are bounded by their rows.
    if let count, type == nil { try require(count, 1) }
    try rows.begin(isObject ? .object : .array, start: start)
    frames.append((type, count))
  }
}
