// Tables and matrices cut, stacked and set side by side.

extension Matrix {
  /// Rows of several matrices of one width, one under the other. At least one.
  package init(stacking parts: [Matrix]) {
    let width = parts.first?.columnCount ?? 0
    self.init(
      rowCount: parts.reduce(0) { $0 + $1.rowCount }, columnCount: width,
      values: parts.count == 1 ? parts[0].values : ContiguousArray(parts.lazy.map(\.values).joined()))
  }

  /// Columns of one length.
  package init(columns: [[Double]]) {
    let rowCount = columns.first?.count ?? 0
    self.init(rowCount: rowCount, columnCount: columns.count)
    for (column, cells) in columns.enumerated() {
      for (row, cell) in cells.enumerated() { self[row, column] = cell }
    }
  }

  func rows(_ range: Range<Int>) -> Matrix {
    if range == 0..<rowCount { return self }
    return Matrix(
      rowCount: range.count, columnCount: columnCount,
      values: ContiguousArray(values[(range.lowerBound * columnCount)..<(range.upperBound * columnCount)]))
  }

  func columns(_ places: [Int]) -> Matrix {
    var result = Matrix(rowCount: rowCount, columnCount: places.count)
    for row in 0..<rowCount {
      for (column, place) in places.enumerated() { result[row, column] = self[row, place] }
    }
    return result
  }

  /// Each row through a function of its cells, all of one width.
  func mapRows(
    width: Int, _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) throws -> Void
  )
    rethrows -> Matrix
  {
    var result = Matrix(rowCount: rowCount, columnCount: width)
    try values.withUnsafeBufferPointer { cells in
      try result.values.withUnsafeMutableBufferPointer { out in
        for row in 0..<rowCount {
          try body(
            UnsafeBufferPointer(rebasing: cells[(row * columnCount)..<((row + 1) * columnCount)]),
            UnsafeMutableBufferPointer(rebasing: out[(row * width)..<((row + 1) * width)]))
        }
      }
    }
    return result
  }
}

extension Table {
  /// The table as numbers, for an estimator that takes nothing else.
  func numbers(for estimator: String) throws -> Matrix {
    switch self {
    case .matrix(let matrix): return matrix
    case .columns(let columns):
      return try Matrix(
        columns: columns.enumerated().map { place, cells in
          guard case .numbers(let numbers) = cells else {
            throw Refusal(
              estimator, "takes numbers, and column \(place) holds strings",
              remedy: "give numbers, or put an encoder before it")
          }
          return numbers
        })
    }
  }

  /// The numbers, with as many columns as the estimator was fitted with.
  func numbers(for estimator: String, width: Int) throws -> Matrix {
    guard columnCount == width else { throw Refusal.width(estimator, expected: width, found: columnCount) }
    return try numbers(for: estimator)
  }

  func cells(_ column: Int) -> Cells {
    switch self {
    case .matrix(let matrix): .numbers(matrix.column(column))
    case .columns(let columns): columns[column]
    }
  }

  func columns(_ places: [Int], for estimator: String) throws -> Table {
    if let outside = places.first(where: { !(0..<columnCount).contains($0) }) {
      throw Refusal(
        estimator, "takes column \(outside) of a table that has \(columnCount)",
        remedy: "give the columns the model was fitted with, in their order")
    }
    switch self {
    case .matrix(let matrix): return .matrix(matrix.columns(places))
    case .columns(let columns):
      if places.isEmpty { return .matrix(Matrix(rowCount: rowCount, columnCount: 0)) }
      return .columns(places.map { columns[$0] })
    }
  }

  func rows(_ range: Range<Int>) -> Table {
    switch self {
    case .matrix(let matrix): .matrix(matrix.rows(range))
    case .columns(let columns):
      .columns(
        columns.map { cells in
          switch cells {
          case .numbers(let cells): .numbers(Array(cells[range]))
          case .strings(let cells): .strings(Array(cells[range]))
          }
        })
    }
  }

  /// Tables of the same rows next to each other: one matrix if all are.
  init(sideBySide parts: [Table], rowCount: Int) {
    let matrices = parts.compactMap { if case .matrix(let matrix) = $0 { matrix } else { nil } }
    guard matrices.count == parts.count else {
      self = .columns(parts.flatMap { part in (0..<part.columnCount).map(part.cells) })
      return
    }
    var result = Matrix(rowCount: rowCount, columnCount: matrices.reduce(0) { $0 + $1.columnCount })
    var offset = 0
    for matrix in matrices {
      for row in 0..<rowCount {
        for column in 0..<matrix.columnCount { result[row, offset + column] = matrix[row, column] }
      }
      offset += matrix.columnCount
    }
    self = .matrix(result)
  }

  /// Tables of the same columns, one under the other. At least one.
  init(stacking parts: [Table]) {
    let matrices = parts.compactMap { if case .matrix(let matrix) = $0 { matrix } else { nil } }
    if matrices.count == parts.count {
      self = .matrix(Matrix(stacking: matrices))
      return
    }
    self = .columns((0..<parts[0].columnCount).map { column in Cells(stacking: parts.map { $0.cells(column) }) })
  }
}

extension Cells {
  /// Cells of one column, which are strings if any part's are.
  init(stacking parts: [Cells]) {
    let numbers = parts.compactMap { if case .numbers(let cells) = $0 { cells } else { nil } }
    if numbers.count == parts.count {
      self = .numbers(Array(numbers.joined()))
      return
    }
    self = .strings(
      parts.flatMap { part -> [String?] in
        switch part {
        case .strings(let cells): cells
        case .numbers(let cells): cells.map { $0.isNaN ? nil : $0.description }
        }
      })
  }
}
