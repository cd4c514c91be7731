// JSON, read in one pass into rows.

/// Reads JSON: strictly, but for NaN and infinities.
package enum JSONReader {
  /// Linear in the size; nothing is copied out of the bytes.
  ///
  /// - Parameter beyond: how much more than the document what is made of it may take.
  package static func read(
    _ bytes: Bytes, beyond: Int = DocumentRows.allowedBeyondFile
  ) throws(FormatError) -> DocumentTree {
    let rows = try DocumentRows(bytes, format: "JSON", beyond: beyond)
    let made = try bytes.withUnsafeBytes { (buffer) throws(FormatError) -> DocumentRows in
      var scan = JSONScan(bytes: buffer, rows: rows)
      try scan.run()
      return scan.rows
    }
    return DocumentTree(made, bytes: bytes, format: "JSON")
  }
}

private struct JSONScan {
  let bytes: UnsafeRawBufferPointer
  var rows: DocumentRows
  var offset = 0

  mutating func run() throws(FormatError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    try value()
    while let kind = rows.openKind {
      let before = offset
      skipSpace()
      let byte = try peek("a value and what is open")
      let isFirst = rows.openCount == 0
      if byte == (kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        offset += 1
        rows.finish()
      } else {
        if !isFirst {
          guard byte == UInt8(ascii: ",") else { throw unexpected("a comma or the end of what is open") }
          offset += 1
        }
        if kind == .object { try key() }
        try value()
      }
      precondition(offset > before, "each step of a scan takes bytes")
    }
    skipSpace()
    guard offset == bytes.count else { throw unexpected("the end of the file") }
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private func peek(_ what: StaticString) throws(FormatError) -> UInt8 {
    guard offset < bytes.count else {
      throw FormatError(.truncated, "JSON", at: offset, "The file ends before \(what).")
    }
    return bytes[offset]
  }

  private func unexpected(_ expected: StaticString) -> FormatError {
    FormatError(.malformed, "JSON", at: offset, "Expected \(expected).")
  }

  private mutating func key() throws(FormatError) {
    skipSpace()
    guard try peek("a key") == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
    try text()
    skipSpace()
    guard try peek("a colon") == UInt8(ascii: ":") else { throw unexpected("a colon") }
    offset += 1
  }

  private mutating func value() throws(FormatError) {
    skipSpace()
    let byte = try peek("a value")
    switch byte {
    case UInt8(ascii: "{"):
      try rows.begin(.object, start: offset)
      offset += 1
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try text()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n") where !isNaN: try word("null", .null)
    default:
      guard let end = JSONNumber.end(bytes, at: offset) else { throw unexpected("a value") }
      try rows.add(.number, start: offset, count: end - offset)
      offset = end
    }
  }

  private var isNaN: Bool { offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "a") }

  private mutating func word(_ text: StaticString, _ kind: DocumentTree.Row.Kind) throws(FormatError) {
    let count = text.utf8CodeUnitCount
    guard count <= bytes.count - offset,
      text.withUTF8Buffer({ $0.elementsEqual(bytes[offset..<(offset + count)]) })
    else { throw unexpected("a value") }
    try rows.add(kind, start: offset)
    offset += count
  }

  private mutating func text() throws(FormatError) {
    let start = offset + 1
    var place = start
    var form: UInt8 = 0
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20 else {
        throw FormatError(.malformed, "JSON", at: place, "A control character stands in text.")
      }
      if bytes[place] == UInt8(ascii: "\\") {
        form = 1
        place += 1
      }
      place += 1
    }
    guard place < bytes.count else {
      throw FormatError(.truncated, "JSON", at: offset, "The file ends before the closing quote.")
    }
    try rows.add(.text, start: start, count: place - start, form: form)
    offset = place + 1
  }

  /// An array of numbers alone becomes one row; of all others the values follow.
  private mutating func array() throws(FormatError) {
    let start = offset
    offset += 1
    skipSpace()
    let first = offset
    let byte = try peek("the end of an array")
    if byte == UInt8(ascii: "]") {
      offset += 1
      return try rows.add(.numbers, start: first)
    }
    if JSONNumber.mayBegin(byte) || byte == UInt8(ascii: "n") {
      if let count = numbers() { return try rows.add(.numbers, start: first, count: count) }
      offset = first
    }
    try rows.begin(.array, start: start)
  }

  /// Goes over numbers and the bracket behind them; nil where something else is among them.
  @inline(__always)
  private mutating func numbers() -> Int? {
    var count = 0
    var place = offset
    while let end = JSONNumber.end(bytes, at: place) {
      count += 1
      place = end
      while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
      guard place < bytes.count else { return nil }
      if bytes[place] == UInt8(ascii: "]") {
        offset = place + 1
        return count
      }
      guard bytes[place] == UInt8(ascii: ",") else { return nil }
      place += 1
      while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    }
    return nil
  }
}
