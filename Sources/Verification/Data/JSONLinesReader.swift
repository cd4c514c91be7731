// JSON Lines: an object or an array a row.

/// One value a line. Keys of the first object are the columns; an array of numbers under a key becomes a column for each
/// of its numbers, `key[0]`, `key[1]`, …; arrays of other lengths from row to row stay lists.
struct JSONLinesReader: RowStream {
  private(set) var names: [String] = []
  private(set) var isNamed = false
  private let path: String
  private var window: ByteWindow
  private var line = 0
  private var layout: [Field] = []

  /// A key, or the place in the array that a row is, and the columns made of it.
  private struct Field {
    var key: String
    /// Nil for a single cell, or a list.
    var width: Int?
    var isList = false
  }

  /// - Throws: `DataError` for a file without rows, or a first line that is no row.
  init(_ file: InputFile) throws(DataError) {
    path = file.path
    window = ByteWindow(file)
    try window.grow()
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3) }
    var at = 0
    guard let first = try row(&at) else { throw DataError("\(path) is empty", remedy: "give an object a line") }
    line = 0
    try lay(out: first)
  }

  private mutating func lay(out first: JSONValue) throws(DataError) {
    switch first {
    case .object(let entries):
      isNamed = true
      let isListed = entries.contains { $0.key == "boxes" }
      for (key, value) in entries {
        var field = Field(key: key)
        if case .array(let items) = value {
          field.isList = isListed || items.contains { if case .array = $0 { true } else { false } }
          if !field.isList { field.width = items.count }
        }
        layout.append(field)
      }
      names = layout.flatMap { field in field.width.map { (0..<$0).map { "\(field.key)[\($0)]" } } ?? [field.key] }
    case .array(let items):
      names = items.indices.map { "x\($0)" }
      layout = [Field(key: "", width: items.count)]
    default:
      throw DataError("\(path):1: this line is neither an object nor an array", remedy: "give one of them a row")
    }
    if Set(names).count < names.count {
      throw DataError("\(path):1: a key stands twice in this row", remedy: "give each column one key")
    }
  }

  mutating func next(_ limit: Int) throws -> DataTable? {
    var at = 0
    var cells = [[JSONValue]](repeating: [], count: names.count)
    var count = 0
    while count < limit, let value = try row(&at) {
      try keep(value, &cells)
      count += 1
    }
    guard count > 0 else { return nil }
    window.consume(at)
    return DataTable(
      names: names, isNamed: isNamed, columns: try cells.enumerated().map { try column($1, named: names[$0]) },
      rowCount: count)
  }

  /// The value of the next line that is not blank; nil at the end.
  private mutating func row(_ at: inout Int) throws(DataError) -> JSONValue? {
    while true {
      let start = at
      var end = window.bytes[start...].firstIndex(of: 0x0A)
      while end == nil, !window.isAtEnd {
        guard window.bytes.count - start <= ByteWindow.longestRow else {
          throw DataError(
            "\(path):\(line + 1): this row is longer than \(ByteWindow.longestRow >> 20) MB",
            remedy: "give a row a line")
        }
        let seen = window.bytes.count
        try window.grow()
        end = window.bytes[seen...].firstIndex(of: 0x0A)
      }
      guard start < window.bytes.count else { return nil }
      line += 1
      at = end.map { $0 + 1 } ?? window.bytes.count
      let text = start..<(end ?? window.bytes.count)
      if window.bytes[text].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      return try parsed(text)
    }
  }

  private func parsed(_ range: Range<Int>) throws(DataError) -> JSONValue {
    var outcome: Result<JSONValue, JSONError>?
    window.bytes.withUnsafeBufferPointer { bytes in
      do throws(JSONError) {
        outcome = .success(try JSONParser.value(UnsafeBufferPointer(rebasing: bytes[range])))
      } catch {
        outcome = .failure(error)
      }
    }
    switch outcome {
    case .success(let value)?: return value
    case .failure(let error)?:
      throw DataError(
        "\(path):\(line):\(error.offset + 1): \(error.message)", remedy: "write each row as one line of JSON")
    case nil: preconditionFailure("the body has run")
    }
  }

  // MARK: Cells

  private func keep(_ row: JSONValue, _ cells: inout [[JSONValue]]) throws(DataError) {
    switch row {
    case .array(let items) where !isNamed:
      guard items.count == names.count else { throw misfit("\(items.count) numbers and the first has \(names.count)") }
      for (column, item) in items.enumerated() { cells[column].append(item) }
    case .object(let entries) where isNamed:
      var column = 0
      var taken = 0
      for (place, field) in layout.enumerated() {
        // Rows mostly have their keys in one order.
        let isNext = entries.indices.contains(place) && entries[place].key == field.key
        let value = isNext ? entries[place].value : row[field.key]
        if value != nil { taken += 1 }
        try keep(value ?? .null, field, &column, &cells)
      }
      if taken < entries.count, let other = entries.first(where: { entry in !layout.contains { $0.key == entry.key } })
      {
        throw misfit("a key `\(other.key)` and the first has none")
      }
    default: throw misfit("another form than the first")
    }
  }

  private func keep(
    _ value: JSONValue, _ field: Field, _ column: inout Int, _ cells: inout [[JSONValue]]
  ) throws(DataError) {
    guard let width = field.width else {
      cells[column].append(value)
      column += 1
      return
    }
    if case .null = value {
      for place in 0..<width { cells[column + place].append(.null) }
    } else {
      guard case .array(let items) = value, items.count == width else {
        throw misfit("another length of `\(field.key)` than the first")
      }
      for (place, item) in items.enumerated() { cells[column + place].append(item) }
    }
    column += width
  }

  private func misfit(_ what: String) -> DataError {
    DataError("\(path):\(line): this row has \(what)", remedy: "give all rows the same columns")
  }

  private func column(_ cells: [JSONValue], named name: String) throws(DataError) -> DataTable.Column {
    if cells.contains(where: { if case .array = $0 { true } else { false } }) { return .lists(cells) }
    if cells.contains(where: { if case .object = $0 { true } else { false } }) {
      throw DataError("\(path): `\(name)` holds objects", remedy: "give numbers, strings or arrays of them")
    }
    if layout.contains(where: { $0.isList && $0.key == name }) { return .lists(cells) }
    let integers = cells.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    if integers.count == cells.count { return .integers(integers) }
    let isText = cells.contains { if case .text = $0 { true } else { false } }
    guard isText else { return .numbers(cells.map { $0.double ?? .nan }) }
    return .texts(cells.map(Self.text))
  }

  private static func text(_ cell: JSONValue) -> String? {
    switch cell {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): number.isNaN ? nil : "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}
