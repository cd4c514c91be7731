// Rows with the answers they must get, made from a model.

package import Conversion
internal import Equivalence
package import ModelCore

/// A few rows that tell most about a model, and what it answered to them.
package struct GoldenRows {
  let columns: [PredictorColumn]
  let rows: Table
  let answers: Predictions
  /// The classes that probabilities stand for, where the file names them.
  let names: [Label]

  /// More are not kept.
  package static let most = 1000
  /// Rows that are chosen from, for each that is kept; of large ensembles so few that walking their trees is no more work
  /// than reading them.
  private static let choice = 10
  private static let leastChoice = 2
  private static let mostWalks = 200_000
  /// So that a model of many columns is not outweighed by its golden rows; some rows are always kept.
  private static let mostCells = 20_000

  package var count: Int { rows.rowCount }

  init(columns: [PredictorColumn], rows: Table, answers: Predictions, names: [Label] = []) {
    self.names = names
    self.columns = columns
    self.rows = rows
    self.answers = answers
  }

  /// - Throws: a `Refusal` where the model has no answer to rows made from it.
  package init(of model: PredictiveModel, limit: Int) throws {
    let interpreted = try InterpretedModel(model)
    let width = max(1, model.inputs.count)
    let limit = min(limit, Self.most, max(10, Self.mostCells / width))
    let all = GeneratedRows(
      for: model, limit: limit * Self.choice, walks: Self.mostWalks, least: limit * Self.leastChoice
    ).table
    let answers = try interpreted.predictions(all, from: 0)
    let chosen = GoldenChoice.rows(of: all, answers: answers, limit: limit)
    self.init(columns: interpreted.columns ?? [], rows: all.rows(chosen), answers: answers.rows(chosen))
  }

  /// As PMML keeps them; nil where its elements have no place for the answers.
  package var forMarkup: PMMLConversion.GoldenRows? {
    var golden = PMMLConversion.GoldenRows(rows: rows)
    for output in answers.outputs {
      switch (output.role, output.content) {
      case (.label, .labels(let labels)): golden.labels = labels
      case (.probabilities, .numbers(let matrix)): golden.probabilities = matrix
      case (.values, .numbers(let matrix)) where matrix.columnCount == 1: golden.values = Array(matrix.values)
      default: continue
      }
    }
    let labels = answers.outputs.count { $0.role == .label }
    return labels > 1 || golden.labels == nil && golden.values == nil ? nil : golden
  }
}

extension Table {
  /// Some rows, in the order given.
  func rows(_ places: [Int]) -> Table {
    switch self {
    case .matrix(let matrix):
      var result = Matrix(rowCount: places.count, columnCount: matrix.columnCount)
      for (row, place) in places.enumerated() {
        for column in 0..<matrix.columnCount { result[row, column] = matrix[place, column] }
      }
      return .matrix(result)
    case .columns(let columns):
      return .columns(
        columns.map { column in
          switch column {
          case .numbers(let cells): .numbers(places.map { cells[$0] })
          case .strings(let cells): .strings(places.map { cells[$0] })
          }
        })
    }
  }
}

extension Predictions {
  /// The answers to some rows, in the order given.
  func rows(_ places: [Int]) -> Predictions {
    var result = self
    for index in outputs.indices {
      switch outputs[index].content {
      case .labels(let labels): result.outputs[index].content = .labels(places.map { labels[$0] })
      case .detections(let boxes): result.outputs[index].content = .detections(places.map { boxes[$0] })
      case .numbers(let matrix):
        guard case .matrix(let rows) = Table.matrix(matrix).rows(places) else { continue }
        result.outputs[index].content = .numbers(rows)
      }
    }
    result.rowCount = places.count
    return result
  }
}
