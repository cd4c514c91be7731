// Something that answers rows, whatever runs it.

internal import Equivalence
internal import ModelCore

/// A model that can be asked. The rows it is given have its own columns, in its order.
protocol Predictor {
  /// As a person would call what runs here: `the interpreter`, `ONNX Runtime 1.23.2`.
  var name: String { get }
  /// Nil where the model says nothing of its columns.
  var columns: [PredictorColumn]? { get }
  /// The precision that the model computes in.
  var precision: Precision { get }
  /// - Parameter firstRow: the place of the first row among all.
  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions
  /// The answers to the same rows, asked for in another way: in small batches, with another number of threads.
  func repeated(_ rows: Table) throws -> Predictions
}

extension Predictor {
  /// A prime, so that its batches end nowhere where those of others do.
  static var smallBatch: Int { 97 }

  func repeated(_ rows: Table) throws -> Predictions { try inSmallBatches(rows) }

  func inSmallBatches(_ rows: Table) throws -> Predictions {
    var all: Predictions?
    for start in stride(from: 0, to: rows.rowCount, by: Self.smallBatch) {
      let part = rows.part(start..<min(start + Self.smallBatch, rows.rowCount))
      let answers = try predictions(part, from: start)
      if all == nil { all = answers } else { all?.append(answers) }
    }
    return try all ?? predictions(rows, from: 0)
  }
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
  /// The rows as a model of single precision gets them.
  var rounded: Table {
    switch self {
    case .matrix(let matrix):
      return .matrix(
        Matrix(
          rowCount: matrix.rowCount, columnCount: matrix.columnCount,
          values: ContiguousArray(matrix.values.map { Double(Float($0)) })))
    case .columns(let columns):
      return .columns(
        columns.map { column in
          if case .numbers(let cells) = column { .numbers(cells.map { Double(Float($0)) }) } else { column }
        })
    }
  }

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

extension Predictions {
  /// Joins the answers to the rows that follow.
  mutating func append(_ other: Predictions) {
    for index in outputs.indices where index < other.outputs.count {
      switch (outputs[index].content, other.outputs[index].content) {
      case (.labels(let first), .labels(let second)): outputs[index].content = .labels(first + second)
      case (.detections(let first), .detections(let second)): outputs[index].content = .detections(first + second)
      case (.numbers(let first), .numbers(let second)):
        outputs[index].content = .numbers(Matrix(stacking: [first, second]))
      default: continue
      }
    }
    rowCount += other.rowCount
  }

  /// The answers to some consecutive rows.
  func part(_ range: Range<Int>) -> Predictions {
    var part = self
    for index in outputs.indices {
      switch outputs[index].content {
      case .labels(let labels): part.outputs[index].content = .labels(Array(labels[range]))
      case .detections(let boxes): part.outputs[index].content = .detections(Array(boxes[range]))
      case .numbers(let matrix):
        guard case .matrix(let rows) = Table.matrix(matrix).part(range) else { continue }
        part.outputs[index].content = .numbers(rows)
      }
    }
    part.rowCount = range.count
    return part
  }
}
