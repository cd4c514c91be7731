// The rows of a table in a document: the cells of many in one array, so that a small row costs no array of its own.

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

  /// Rows that share an array of cells: a table grows without being copied as a whole.
  private struct Block: Equatable, Sendable {
    var cells: [String?] = []
    /// Where each row ends in `cells`.
    var ends: [Int] = []

    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
  }
  /// All but the last of `blockRows` rows.
  private var blocks: [Block] = []
  /// Cells of all rows, missing ones between others with them.
  package private(set) var cellCount = 0

  private static let blockRows = 256

  package init() {}

  package init(_ rows: some Sequence<[String?]>) { for row in rows { append(row) } }

  package var startIndex: Int { 0 }
  package var endIndex: Int {
    blocks.last.map { (blocks.count - 1) * Self.blockRows + $0.ends.count } ?? 0
  }

  package subscript(row: Int) -> Row {
    let block = blocks[row / Self.blockRows]
    return Row(cells: block.cells[block.range(row % Self.blockRows)])
  }

  /// One cell, in a row that is at least so long.
  package subscript(row: Int, column: Int) -> String? {
    get { self[row][column] }
    set {
      let range = blocks[row / Self.blockRows].range(row % Self.blockRows)
      precondition(column < range.count, "a cell that is set is one of its row's")
      blocks[row / Self.blockRows].cells[range.lowerBound + column] = newValue
    }
  }

  package mutating func append(_ row: [String?]) {
    if blocks.last.map({ $0.ends.count == Self.blockRows }) ?? true { blocks.append(Block()) }
    let last = blocks.count - 1
    blocks[last].cells += row
    blocks[last].ends.append(blocks[last].cells.count)
    cellCount += row.count
  }
}
