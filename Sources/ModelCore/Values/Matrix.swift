// A dense matrix of doubles, row after row.

/// Numbers in rows: `rowCount` × `columnCount`, row-major. A missing number is NaN.
package struct Matrix: Equatable, Sendable {
  package var rowCount: Int
  package var columnCount: Int
  /// `rowCount * columnCount` numbers.
  package var values: ContiguousArray<Double>

  package init(rowCount: Int, columnCount: Int, values: ContiguousArray<Double>) {
    precondition(values.count == rowCount * columnCount, "a matrix has rows times columns numbers")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.values = values
  }

  package init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      values: ContiguousArray(repeating: value, count: rowCount * columnCount))
  }

  /// One row; what the rows of a model's parameters are given as.
  package init(rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    self.init(rowCount: rows.count, columnCount: width, values: ContiguousArray(rows.joined()))
  }

  @inlinable package subscript(row: Int, column: Int) -> Double {
    get { values[row * columnCount + column] }
    set { values[row * columnCount + column] = newValue }
  }

  @inlinable package func row(_ index: Int) -> ArraySlice<Double> {
    ArraySlice(values[(index * columnCount)..<((index + 1) * columnCount)])
  }

  package func column(_ index: Int) -> [Double] { (0..<rowCount).map { self[$0, index] } }
}
