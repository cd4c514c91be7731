// How many of a model's thresholds the rows came near enough to say something about.

package import ModelCore

/// Counts rows between neighbouring thresholds of each column; merges without regard to order.
package struct ThresholdCoverage: Equatable, Sendable {
  /// Ascending, by column.
  private let thresholds: [[Double]]
  /// Rows up to each threshold and above the last, by column.
  private var counts: [[Int]]
  package let names: [String]

  /// Nil for a model without trees.
  package init?(_ model: PredictiveModel, names: [String]) {
    let survey = ModelSurvey(model)
    guard !survey.trees.isEmpty else { return nil }
    thresholds = survey.columns.map(\.numbers)
    counts = thresholds.map { [Int](repeating: 0, count: $0.count + 1) }
    self.names = names
  }

  package mutating func add(_ rows: Table) {
    guard rows.columnCount == thresholds.count else { return }
    switch rows {
    case .matrix(let matrix):
      for (column, bounds) in thresholds.enumerated() where !bounds.isEmpty {
        for row in 0..<matrix.rowCount { count(matrix[row, column], column, bounds) }
      }
    case .columns(let columns):
      for (column, bounds) in thresholds.enumerated() where !bounds.isEmpty {
        guard case .numbers(let numbers) = columns[column] else { continue }
        for number in numbers { count(number, column, bounds) }
      }
    }
  }

  private mutating func count(_ value: Double, _ column: Int, _ bounds: [Double]) {
    guard !value.isNaN else { return }
    // The first threshold that the value does not exceed.
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if value <= bounds[middle] { high = middle } else { low = middle + 1 }
    }
    counts[column][low] += 1
  }

  package mutating func merge(_ other: ThresholdCoverage) {
    for column in counts.indices {
      for place in counts[column].indices { counts[column][place] += other.counts[column][place] }
    }
  }

  /// A column with its thresholds, and how many have rows next to them on both sides: no other threshold of the column lies
  /// between.
  package struct Line: Equatable, Sendable {
    package var column: String
    package var thresholds: Int
    package var covered: Int
  }

  /// Columns that have thresholds.
  package var lines: [Line] {
    thresholds.indices.compactMap { column in
      guard !thresholds[column].isEmpty else { return nil }
      let covered = thresholds[column].indices.count { counts[column][$0] > 0 && counts[column][$0 + 1] > 0 }
      return Line(
        column: column < names.count ? names[column] : "x\(column)", thresholds: thresholds[column].count,
        covered: covered)
    }
  }
}
