// The rows of a table in a document: all cells in one array, so that a small row costs no array of its own.

/// Rows of cells, each as long as its last cell that is there; what is behind it is missing.
package struct TableRows: RandomAccessCollection, Equatable, Sendable {
  /// The cells of a row.
  package struct Row: RandomAccessCollection, Sendable {
    package let cells: ArraySlice<String?>

    package var startIndex: Int { 0 }
    package var endIndex: Int { cells.count }
    /// Missing where the row is shorter.
    package subscript(column: Int) -> String? {
      column < cells.count ? cells[cells.startIndex + column] : nil
    }
  }

  private var cells: [String?] = []
  /// Where each row ends in `cells`.
  private var ends: [Int] = []

  package init() {}

  package init(_ rows: some Sequence<[String?]>) { for row in rows { append(row) } }

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }
  /// Cells of all rows, missing ones between others with them.
  package var cellCount: Int { cells.count }

  package subscript(row: Int) -> Row { Row(cells: cells[range(row)]) }

  /// One cell, in a row that is at least so long.
  package subscript(row: Int, column: Int) -> String? {
    get { self[row][column] }
    set {
      precondition(column < range(row).count, "a cell that is set is one of its row's")
      cells[range(row).lowerBound + column] = newValue
    }
  }

  package mutating func append(_ row: [String?]) {
    cells += row
    ends.append(cells.count)
  }

  private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
}
