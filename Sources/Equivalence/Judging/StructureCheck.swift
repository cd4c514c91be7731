// Whether two sets of answers can be compared at all.

enum StructureCheck {
  /// One clear sentence for each thing that does not fit.
  static func mismatches(_ reference: Predictions, _ candidate: Predictions) -> [String] {
    if reference.rowCount != candidate.rowCount {
      return ["the original answered \(reference.rowCount) rows and the migrated model \(candidate.rowCount)"]
    }
    if reference.outputs.count != candidate.outputs.count {
      return ["the original has \(list(reference)) and the migrated model \(list(candidate))"]
    }
    return zip(reference.outputs, candidate.outputs).compactMap { mismatch($0, $1, rows: reference.rowCount) }
  }

  private static func list(_ predictions: Predictions) -> String {
    predictions.outputs.isEmpty ? "no outputs" : predictions.outputs.map { "`\($0.name)`" }.joined(separator: ", ")
  }

  private static func mismatch(_ first: Predictions.Output, _ second: Predictions.Output, rows: Int) -> String? {
    if first.role != second.role {
      return "`\(first.name)` of the original is \(first.role.rawValue), of the migrated model \(second.role.rawValue)"
    }
    for output in [first, second] where output.content.rowCount != rows {
      return "`\(output.name)` has \(output.content.rowCount) rows where \(rows) are expected"
    }
    if rows > 0, first.content.shape != second.content.shape {
      return
        "`\(first.name)` of the original is \(first.content.shape), of the migrated model \(second.content.shape)"
    }
    return nil
  }
}
