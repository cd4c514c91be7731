// Something that answers rows, whatever runs it.

internal import Equivalence
internal import ModelCore

/// A model that can be asked. The rows it is given have its own columns, in its order.
protocol Predictor: Sendable {
  /// As a person would call what runs here: `the interpreter`, `ONNX Runtime 1.23.2`.
  var name: String { get }
  /// Nil where the model says nothing of its columns.
  var columns: [PredictorColumn]? { get }
  /// The precision that the model computes in.
  var precision: Precision { get }
  /// - Parameter firstRow: the place of the first row among all.
  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions
}

/// A column that a predictor takes.
package struct PredictorColumn: Equatable, Sendable {
  package var name: String
  package var isNamed: Bool
  package var isText: Bool
}

/// Why two models cannot be compared, in one sentence with a remedy.
package struct VerificationError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}

extension Table {
  /// Some consecutive rows.
  func part(_ range: Range<Int>) -> Table {
    switch self {
    case .matrix(let matrix):
      let width = matrix.columnCount
      let values = matrix.values[(range.lowerBound * width)..<(range.upperBound * width)]
      return .matrix(Matrix(rowCount: range.count, columnCount: width, values: ContiguousArray(values)))
    case .columns(let columns):
      return .columns(
        columns.map { column in
          switch column {
          case .numbers(let cells): .numbers(Array(cells[range]))
          case .strings(let cells): .strings(Array(cells[range]))
          }
        })
    }
  }

  /// As one matrix, if all columns are numbers.
  var joined: Table {
    guard case .columns(let columns) = self else { return self }
    var matrix = Matrix(rowCount: rowCount, columnCount: columns.count)
    for (place, column) in columns.enumerated() {
      guard case .numbers(let numbers) = column else { return self }
      for (row, number) in numbers.enumerated() { matrix[row, place] = number }
    }
    return .matrix(matrix)
  }

  /// A column's cells.
  func cells(_ index: Int) -> Cells {
    switch self {
    case .matrix(let matrix): .numbers(matrix.column(index))
    case .columns(let columns): columns[index]
    }
  }
}
