// Rows from a file: columns with or without names.

package import ModelCore

/// Rows as a data file has them, before it is known what a model wants of each column.
package struct DataTable: Equatable, Sendable {
  package enum Column: Equatable, Sendable {
    case numbers([Double])
    /// Text as written; nil for an empty cell. Whether it is a number is decided by who takes it.
    case texts([String?])

    package var count: Int {
      switch self {
      case .numbers(let cells): cells.count
      case .texts(let cells): cells.count
      }
    }
  }

  /// In the order of the file; `x0`, `x1`, … where it has none.
  package var names: [String]
  package var isNamed: Bool
  package var columns: [Column]
  package var rowCount: Int

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
    case .texts(let cells):
      var numbers: [Double] = []
      numbers.reserveCapacity(cells.count)
      for (row, cell) in cells.enumerated() {
        guard let number = Self.number(cell) else {
          throw DataError(
            "column `\(names[index])`, row \(row + 1): `\(cell ?? "")` is not a number, and the model wants one",
            remedy: "mend the cell, or leave it empty if it is missing")
        }
        numbers.append(number)
      }
      return numbers
    }
  }

  /// A column as strings; numbers as Python writes them.
  package func strings(of index: Int) -> [String?] {
    switch columns[index] {
    case .texts(let cells): cells
    case .numbers(let cells): cells.map { $0.isNaN ? nil : Self.text($0) }
    }
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
