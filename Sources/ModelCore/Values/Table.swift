// Rows as a model takes them: typed columns of one length.

/// The cells of one column.
package enum Cells: Equatable, Sendable {
  /// Booleans are 0 and 1, a missing number is NaN.
  case numbers([Double])
  /// A missing string is nil.
  case strings([String?])

  package var count: Int {
    switch self {
    case .numbers(let cells): cells.count
    case .strings(let cells): cells.count
    }
  }
}

/// Columns of one length; what goes into a model and what its transformers hand on.
///
/// A block of numbers that came out of one step stays one matrix, so that a vocabulary of ten thousand words is not ten
/// thousand arrays.
package enum Table: Equatable, Sendable {
  case matrix(Matrix)
  /// Columns of different kinds. Never empty.
  case columns([Cells])

  package var rowCount: Int {
    switch self {
    case .matrix(let matrix): matrix.rowCount
    case .columns(let columns): columns.first?.count ?? 0
    }
  }

  package var columnCount: Int {
    switch self {
    case .matrix(let matrix): matrix.columnCount
    case .columns(let columns): columns.count
    }
  }
}
