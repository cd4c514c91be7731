// Reads comma-separated values as RFC 4180 has them, and what people make of them.

/// Comma-, semicolon- or tab-separated values, byte by byte. Fields in quotes may hold separators, line ends and doubled
/// quotes. A byte order mark and carriage returns are dropped.
struct CSVReader {
  private let bytes: ContiguousArray<UInt8>
  private let path: String
  private var index = 0
  private var line = 1

  private init(_ bytes: ContiguousArray<UInt8>, path: String) {
    self.bytes = bytes
    self.path = path
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// - Throws: `DataError` for a quote that is never closed, a row of another length, and a file without rows.
  static func read(_ bytes: ContiguousArray<UInt8>, path: String) throws(DataError) -> DataTable {
    var reader = CSVReader(bytes, path: path)
    return try reader.table()
  }

  private mutating func table() throws(DataError) -> DataTable {
    let separator = guessedSeparator()
    guard let first = try row(separator) else {
      throw DataError("\(path) is empty", remedy: "give a file with a header and rows")
    }
    let isNamed = first.contains { DataTable.number($0) == nil }
    var columns: [[String?]] = first.map { isNamed ? [] : [$0] }
    while let fields = try row(separator) {
      guard fields.count == first.count else {
        throw DataError(
          "\(path):\(line - 1): this row has \(fields.count) fields and the first has \(first.count)",
          remedy: "put fields that hold a separator in quotes")
      }
      for column in fields.indices { columns[column].append(fields[column]) }
    }
    let names = isNamed ? first.map { $0 ?? "" } : first.indices.map { "x\($0)" }
    return DataTable(
      names: names, isNamed: isNamed, columns: columns.map { .texts($0) }, rowCount: columns.first?.count ?? 0)
  }

  /// What occurs most in the first line, outside quotes.
  private func guessedSeparator() -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes[index...] {
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let comma = UInt8(ascii: ",")
    return [UInt8(ascii: "\t"), UInt8(ascii: ";")].first { (counts[$0] ?? 0) > (counts[comma] ?? 0) } ?? comma
  }

  /// The next row that is not an empty line; nil at the end.
  private mutating func row(_ separator: UInt8) throws(DataError) -> [String?]? {
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { skipLineEnd() }
    guard index < bytes.count else { return nil }
    var fields: [String?] = []
    while true {
      fields.append(try field(separator))
      guard index < bytes.count, bytes[index] == separator else { break }
      index += 1
    }
    skipLineEnd()
    return fields
  }

  private mutating func skipLineEnd() {
    if index < bytes.count, bytes[index] == 0x0D { index += 1 }
    if index < bytes.count, bytes[index] == 0x0A { index += 1 }
    line += 1
  }

  private mutating func field(_ separator: UInt8) throws(DataError) -> String? {
    if index < bytes.count, bytes[index] == 0x22 { return try quotedField(separator) }
    let start = index
    while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return start == index ? nil : String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func quotedField(_ separator: UInt8) throws(DataError) -> String {
    let opening = line
    index += 1
    var text: ContiguousArray<UInt8> = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
        index += 1
      }
      if byte == 0x0A { line += 1 }
      text.append(byte)
      index += 1
    }
    guard index < bytes.count else {
      throw DataError("\(path):\(opening): this quote is never closed", remedy: "close it, or double it inside a field")
    }
    index += 1
    guard index == bytes.count || [separator, 0x0A, 0x0D].contains(bytes[index]) else {
      throw DataError("\(path):\(line): something follows a closing quote", remedy: "double quotes inside a field")
    }
    return String(decoding: text, as: UTF8.self)
  }
}
