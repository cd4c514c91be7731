// Answers that were kept in a file, one row a row.

internal import Equivalence
internal import ModelCore

/// What a model answered once. What the columns mean is told by the model they are compared with.
struct RecordedAnswers: Predictor {
  let name = "recorded answers"
  let columns: [PredictorColumn]? = nil
  var precision: Precision { .double }
  private let table: DataTable
  /// The outputs of the other model, empty of rows.
  private let outputs: [Predictions.Output]

  var rowCount: Int { table.rowCount }

  /// - Throws: `VerificationError` where the columns can be none of the other model's outputs.
  init(_ table: DataTable, like other: Predictions) throws {
    self.table = table
    let width = table.columns.count
    let labels = other.outputs.first { $0.role == .label }
    let numbers = other.outputs.first { output in
      if case .numbers(let matrix) = output.content { matrix.columnCount == width } else { false }
    }
    switch (labels, numbers) {
    case (_, let numbers?): outputs = [numbers]
    case (let labels?, nil) where width == 1: outputs = [labels]
    case (let labels?, nil):
      guard case .numbers(let matrix)? = other.outputs.first(where: { $0.role == .probabilities })?.content,
        matrix.columnCount + 1 == width, let probabilities = other.outputs.first(where: { $0.role == .probabilities })
      else { throw Self.misfit(width, other) }
      outputs = [labels, probabilities]
    default: throw Self.misfit(width, other)
    }
  }

  private static func misfit(_ width: Int, _ other: Predictions) -> VerificationError {
    let known = other.outputs.map { "`\($0.name)`" }.joined(separator: ", ")
    return VerificationError(
      "the recorded answers have \(width) columns, and none of the model's outputs (\(known)) has as many",
      remedy: "record labels (one column), probabilities (one a class), or a label and then the probabilities")
  }

  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions {
    let range = firstRow..<(firstRow + rows.rowCount)
    guard range.upperBound <= table.rowCount else {
      throw VerificationError(
        "there are \(table.rowCount) recorded answers and more rows of data", remedy: "give the rows that were recorded"
      )
    }
    var first = 0
    var found: [Predictions.Output] = []
    for var output in outputs {
      switch output.content {
      case .labels(let others):
        output.content = .labels(try labels(first, range, like: others.first))
        first += 1
      case .numbers(let matrix):
        output.content = .numbers(try numbers(first..<(first + matrix.columnCount), range))
        first += matrix.columnCount
      }
      found.append(output)
    }
    return Predictions(outputs: found, rowCount: rows.rowCount)
  }

  /// Whole numbers are labels of whole numbers, if the other model's are.
  private func labels(_ column: Int, _ range: Range<Int>, like other: Label?) throws -> [Label] {
    if case .string? = other { return table.strings(of: column)[range].map { $0.map { .string($0) } ?? .missing } }
    return try table.numbers(of: column)[range].map { number in
      if case .boolean? = other { return .boolean(number != 0) }
      return Int(exactly: number).map { .integer($0) } ?? .number(number)
    }
  }

  private func numbers(_ columns: Range<Int>, _ range: Range<Int>) throws -> Matrix {
    let cells = try columns.map { try table.numbers(of: $0) }
    var matrix = Matrix(rowCount: range.count, columnCount: columns.count)
    for (place, column) in cells.enumerated() {
      for row in range { matrix[row - range.lowerBound, place] = column[row] }
    }
    return matrix
  }
}
