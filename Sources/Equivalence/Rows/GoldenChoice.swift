// Which rows tell most about a model, to be kept with it.

package import ModelCore

/// Chooses a few of many rows: those on which the model is least sure, those with the least and greatest answers and cells,
/// those at its thresholds, and some of all.
package enum GoldenChoice {
  /// Places of rows, ascending, no more than `limit`.
  ///
  /// Each reason takes rows in turn, so that none is left out where room is short. The same rows give the same choice.
  package static func rows(of table: Table, answers: Predictions, limit: Int) -> [Int] {
    let count = min(table.rowCount, answers.rowCount)
    guard count > limit else { return Array(0..<count) }
    var queues = [byMargin(answers, count), byExtremes(table, answers, count), spread(count, limit)]
    var chosen: Set<Int> = []
    var places = [Int](repeating: 0, count: queues.count)
    queues.removeAll(where: \.isEmpty)
    while chosen.count < limit {
      var isDone = true
      for (index, queue) in queues.enumerated() {
        while places[index] < queue.count {
          let row = queue[places[index]]
          places[index] += 1
          isDone = false
          if chosen.count < limit, chosen.insert(row).inserted { break }
        }
      }
      if isDone { break }
    }
    return chosen.sorted()
  }

  /// The least sure rows first.
  private static func byMargin(_ answers: Predictions, _ count: Int) -> [Int] {
    for role in [Predictions.Role.probabilities, .scores] {
      for output in answers.outputs where output.role == role {
        guard case .numbers(let matrix) = output.content else { continue }
        let margins = (0..<count).map { Preference(matrix.row($0), role: role).margin }
        return (0..<count).filter { !margins[$0].isNaN }.sorted { (margins[$0], $0) < (margins[$1], $1) }
      }
    }
    return []
  }

  /// For each column of the answers and of the rows the least and the greatest row, the answers' first.
  private static func byExtremes(_ table: Table, _ answers: Predictions, _ count: Int) -> [Int] {
    var rows: [Int] = []
    func add(_ value: (Int) -> Double) {
      var least: Int?
      var greatest: Int?
      for row in 0..<count where value(row).isFinite {
        if least.map({ value(row) < value($0) }) ?? true { least = row }
        if greatest.map({ value(row) > value($0) }) ?? true { greatest = row }
      }
      rows += [least, greatest].compactMap { $0 }
    }
    for output in answers.outputs {
      guard case .numbers(let matrix) = output.content else { continue }
      for column in 0..<matrix.columnCount { add { matrix[$0, column] } }
    }
    switch table {
    case .matrix(let matrix): for column in 0..<matrix.columnCount { add { matrix[$0, column] } }
    case .columns(let columns):
      for case .numbers(let cells) in columns { add { cells[$0] } }
    }
    return rows
  }

  /// Evenly over all rows: those at thresholds, those with missing cells and those drawn stand in this order.
  private static func spread(_ count: Int, _ limit: Int) -> [Int] { (0..<limit).map { $0 * count / limit } }

  /// Whether the best score is ahead by more than the tolerance can take away.
  package static func isSure(_ scores: ArraySlice<Double>, role: Predictions.Role, _ tolerance: Tolerance) -> Bool {
    let preference = Preference(scores, role: role)
    return preference.margin > 2 * (tolerance.absolute + tolerance.relative * preference.magnitude)
  }
}
