// Rows from a file: columns with or without names.

package import ModelCore

/// Rows as a data file has them, before it is known what a model wants of each column.
package struct DataTable: Equatable, Sendable {
  package enum Column: Equatable, Sendable {
    case numbers([Double])
    /// Whole numbers that may be beyond what doubles hold.
    case integers([Int])
    /// Text as written; nil for an empty cell. Whether it is a number is decided by who takes it.
    case texts([String?])
    /// Text still in the bytes of its file.
    case fields(TextFields)
    /// Arrays, of their own length in each row.
    case lists([JSONValue])

    package var count: Int {
      switch self {
      case .numbers(let cells): cells.count
      case .integers(let cells): cells.count
      case .texts(let cells): cells.count
      case .fields(let fields): fields.count
      case .lists(let cells): cells.count
      }
    }

    /// Cells of consecutive rows.
    func part(_ range: Range<Int>) -> Column {
      switch self {
      case .numbers(let cells): .numbers(Array(cells[range]))
      case .integers(let cells): .integers(Array(cells[range]))
      case .texts(let cells): .texts(Array(cells[range]))
      case .fields(let fields): .fields(fields.part(range))
      case .lists(let cells): .lists(Array(cells[range]))
      }
    }
  }

  /// In the order of the file; `x0`, `x1`, … where it has none.
  package var names: [String]
  package var isNamed: Bool
  package var columns: [Column]
  package var rowCount: Int
  /// How many rows of the file stand before these.
  package var firstRow = 0

  package init(names: [String], isNamed: Bool, columns: [Column], rowCount: Int) {
    self.names = names
    self.isNamed = isNamed
    self.columns = columns
    self.rowCount = rowCount
  }

  package init(_ matrix: Matrix) {
    self.init(
      names: (0..<matrix.columnCount).map { "x\($0)" }, isNamed: false,
      columns: (0..<matrix.columnCount).map { .numbers(matrix.column($0)) }, rowCount: matrix.rowCount)
  }

  /// The place of a column by name.
  package func index(of name: String) -> Int? { names.firstIndex(of: name) }
}

/// Why a data file, or a cell of it, cannot be taken.
package struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}

extension DataTable {
  /// A column as numbers. Empty cells, `nan` and `NA` are NaN; `true` and `false` are 1 and 0.
  ///
  /// - Throws: `DataError` that names the first cell that is none. Rows are counted from 1, as in the file without its
  ///   header.
  package func numbers(of index: Int) throws(DataError) -> [Double] {
    switch columns[index] {
    case .numbers(let cells): return cells
    case .integers(let cells): return cells.map(Double.init)
    case .fields(let fields):
      let (numbers, failed) = fields.numbers()
      if let failed { throw noNumber(fields.text(failed), index, failed) }
      return numbers
    case .texts(let cells):
      var numbers: [Double] = []
      numbers.reserveCapacity(cells.count)
      for (row, cell) in cells.enumerated() {
        guard let number = Self.number(cell) else { throw noNumber(cell, index, row) }
        numbers.append(number)
      }
      return numbers
    case .lists: throw noNumber("[…]", index, 0)
    }
  }

  private func noNumber(_ cell: String?, _ index: Int, _ row: Int) -> DataError {
    DataError(
      "column `\(names[index])`, row \(firstRow + row + 1): `\(cell ?? "")` is not a number, and the model wants one",
      remedy: "mend the cell, or leave it empty if it is missing")
  }

  /// A column as strings; numbers as Python writes them.
  package func strings(of index: Int) -> [String?] {
    switch columns[index] {
    case .texts(let cells): cells
    case .fields(let fields): (0..<fields.count).map { fields.text($0) }
    case .integers(let cells): cells.map { "\($0)" }
    case .numbers(let cells): cells.map { $0.isNaN ? nil : Self.text($0) }
    case .lists(let cells): cells.map { _ in nil }
    }
  }

  /// A column as labels: strings if `asText`, else whole numbers, without a way through doubles, and what is none of
  /// them as it is.
  package func labels(of index: Int, asText: Bool) throws(DataError) -> [Label] {
    if asText { return strings(of: index).map { $0.map { .string($0) } ?? .missing } }
    switch columns[index] {
    case .integers(let cells): return cells.map { .integer($0) }
    case .fields(let fields):
      var labels: [Label] = []
      labels.reserveCapacity(fields.count)
      var numbers: [Double]?
      for row in 0..<fields.count {
        if let whole = fields.integer(row) {
          labels.append(.integer(whole))
        } else {
          if numbers == nil { numbers = try self.numbers(of: index) }
          guard let all = numbers else { preconditionFailure("the column was read") }
          labels.append(Int(exactly: all[row]).map { .integer($0) } ?? .number(all[row]))
        }
      }
      return labels
    case .numbers, .texts, .lists:
      let numbers = try self.numbers(of: index)
      return numbers.map { number in Int(exactly: number).map { .integer($0) } ?? .number(number) }
    }
  }

  /// Some consecutive rows.
  func part(_ range: Range<Int>) -> DataTable {
    var part = self
    part.columns = columns.map { $0.part(range) }
    part.rowCount = range.count
    part.firstRow = firstRow + range.lowerBound
    return part
  }

  /// Joins the rows that follow.
  mutating func append(_ other: DataTable) {
    for index in columns.indices {
      switch (columns[index], other.columns[index]) {
      case (.numbers(let one), .numbers(let two)): columns[index] = .numbers(one + two)
      case (.integers(let one), .integers(let two)): columns[index] = .integers(one + two)
      case (.lists(let one), .lists(let two)): columns[index] = .lists(one + two)
      default: columns[index] = .texts(strings(of: index) + other.strings(of: index))
      }
    }
    rowCount += other.rowCount
  }

  /// `3.0` → `3`, since a column of categories that looks like numbers is one of whole numbers.
  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  static func number(_ cell: String?) -> Double? {
    guard let cell else { return .nan }
    if let number = Double(cell) { return number }
    switch cell.lowercased() {
    case "", "na", "n/a", "nan", "null", "none": return .nan
    case "true": return 1
    case "false": return 0
    case "inf", "+inf", "infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default:
      let trimmed = cell.trimmed
      return trimmed.utf8.count < cell.utf8.count ? number(trimmed) : nil
    }
  }
}

extension String {
  /// Without blanks and tabs at its ends.
  fileprivate var trimmed: String {
    let bytes = utf8.drop { $0 == 0x20 || $0 == 0x09 }
    return String(Substring(bytes.prefix(bytes.count - bytes.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count)))
  }
}
