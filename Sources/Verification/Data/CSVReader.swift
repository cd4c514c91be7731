// Reads comma-separated values as RFC 4180 has them, and what people make of them.

/// Comma-, semicolon- or tab-separated values, byte by byte. Fields in quotes may hold separators, line ends and doubled
/// quotes. A byte order mark and carriage returns are dropped.
struct CSVReader: RowStream {
  private(set) var names: [String] = []
  private(set) var isNamed = false
  private let path: String
  private var window: ByteWindow
  private var separator = UInt8(ascii: ",")
  /// Of the row read last, from 1.
  private var line = 1
  private var width: Int?

  /// Reads the first row, which is the header if not all of it is numbers.
  ///
  /// - Throws: `DataError` for a file without rows.
  init(_ file: InputFile) throws(DataError) {
    path = file.path
    window = ByteWindow(file)
    try window.grow()
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3) }
    separator = Self.guessedSeparator(window.bytes)
    var spans: [[TextFields.Span]] = []
    var at = 0
    guard try row(&at, into: &spans) else {
      throw DataError("\(path) is empty", remedy: "give a file with a header and rows")
    }
    width = spans.count
    let first = spans.map { TextFields(bytes: window.bytes, spans: $0) }
    isNamed = first.contains { $0.numbers().firstOther != nil }
    names = first.indices.map { isNamed ? first[$0].text(0) ?? "" : "x\($0)" }
    if isNamed { window.consume(at) } else { line = 1 }
  }

  mutating func next(_ limit: Int) throws -> DataTable? {
    var spans = [[TextFields.Span]](repeating: [], count: names.count)
    for index in spans.indices { spans[index].reserveCapacity(limit) }
    var at = 0
    var count = 0
    while count < limit, try row(&at, into: &spans) { count += 1 }
    guard count > 0 else { return nil }
    let bytes = window.bytes
    window.consume(at)
    return DataTable(
      names: names, isNamed: isNamed, columns: spans.map { .fields(TextFields(bytes: bytes, spans: $0)) },
      rowCount: count)
  }

  /// What occurs most in the first line, outside quotes.
  private static func guessedSeparator(_ bytes: ContiguousArray<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let comma = UInt8(ascii: ",")
    return [UInt8(ascii: "\t"), UInt8(ascii: ";")].first { (counts[$0] ?? 0) > (counts[comma] ?? 0) } ?? comma
  }

  // MARK: Rows

  /// Takes the next row that is not an empty line; false at the end. Reads on where the window ends inside of it.
  private mutating func row(_ at: inout Int, into spans: inout [[TextFields.Span]]) throws(DataError) -> Bool {
    while true {
      var scan = CSVRow(separator: separator, at: at, line: line, isWhole: window.isAtEnd)
      let outcome = window.bytes.withUnsafeBufferPointer { scan.read($0) }
      switch outcome {
      case .row:
        try keep(scan.spans, line: scan.firstLine, &spans)
        at = scan.at
        line = scan.line
        return true
      case .end:
        return false
      case .more where scan.at - at > ByteWindow.longestRow || window.bytes.count > Int(Int32.max) / 2:
        throw tooLong(scan)
      case .more: try window.grow()
      case .openQuote(let opening):
        throw DataError(
          "\(path):\(opening): this quote is never closed", remedy: "close it, or double it inside a field")
      case .trailing:
        throw DataError(
          "\(path):\(scan.line): something follows a closing quote", remedy: "double quotes inside a field")
      }
    }
  }

  private func tooLong(_ scan: CSVRow) -> DataError {
    DataError(
      "\(path):\(line): this row is longer than \(ByteWindow.longestRow >> 20) MB", remedy: "look for an open quote")
  }

  private func keep(
    _ fields: [TextFields.Span], line: Int, _ spans: inout [[TextFields.Span]]
  ) throws(DataError) {
    guard let width else {
      spans = fields.map { [$0] }
      return
    }
    guard fields.count == width else {
      throw DataError(
        "\(path):\(line): this row has \(fields.count) fields and the first has \(width)",
        remedy: "put fields that hold a separator in quotes")
    }
    for index in fields.indices { spans[index].append(fields[index]) }
  }
}

/// One row being read from a buffer.
private struct CSVRow {
  enum Outcome { case row, end, more, openQuote(line: Int), trailing }

  let separator: UInt8
  var at: Int
  var line: Int
  /// Whether the file ends with the buffer.
  let isWhole: Bool
  var spans: [TextFields.Span] = []
  /// Where the row begins.
  private(set) var firstLine = 0

  init(separator: UInt8, at: Int, line: Int, isWhole: Bool) {
    self.separator = separator
    self.at = at
    self.line = line
    self.isWhole = isWhole
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { skipLineEnd(bytes) }
    firstLine = line
    guard at < bytes.count else { return isWhole ? .end : .more }
    while true {
      if at < bytes.count, bytes[at] == 0x22 {
        if let problem = quoted(bytes) { return problem }
      } else {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        spans.append(.init(start: Int32(start), end: Int32(at), isQuoted: false))
      }
      guard at < bytes.count else { return isWhole ? .row : .more }
      guard bytes[at] == separator else { break }
      at += 1
    }
    // A carriage return at the end of the buffer may have its line feed behind it.
    guard isWhole || at + 1 < bytes.count else { return .more }
    skipLineEnd(bytes)
    return .row
  }

  private mutating func skipLineEnd(_ bytes: UnsafeBufferPointer<UInt8>) {
    if at < bytes.count, bytes[at] == 0x0D { at += 1 }
    if at < bytes.count, bytes[at] == 0x0A { at += 1 }
    line += 1
  }

  /// A field in quotes; what is wrong with it, if something is.
  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome? {
    let opening = line
    at += 1
    let start = at
    while at < bytes.count {
      if bytes[at] == 0x22 {
        guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else { break }
        at += 1
      }
      if bytes[at] == 0x0A { line += 1 }
      at += 1
    }
    guard at < bytes.count else { return isWhole ? .openQuote(line: opening) : .more }
    spans.append(.init(start: Int32(start), end: Int32(at), isQuoted: true))
    at += 1
    guard isWhole || at < bytes.count else { return .more }
    guard at == bytes.count || bytes[at] == separator || bytes[at] == 0x0A || bytes[at] == 0x0D else {
      return .trailing
    }
    return nil
  }
}
