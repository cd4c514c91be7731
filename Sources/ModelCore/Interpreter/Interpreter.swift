// The reference interpreter: a model and rows in, answers out, in double precision.

/// A model made ready to answer.
///
/// It computes as the model's library does, rounding included where the dialect tells of it, and is what conversions are
/// judged against where the library no longer installs. A row's answer never depends on the rows beside it.
package struct Interpreter: Sendable {
  private let estimator: any PreparedEstimator
  private let width: Int

  /// Checks the model's parts against each other and lays them out for speed.
  ///
  /// Throws a `Refusal` for a model that cannot be answered faithfully.
  package init(_ model: PredictiveModel) throws {
    estimator = try Preparation.estimator(model.estimator)
    width = model.inputs.count
  }

  /// An interpreter of a part of a model.
  package init(_ estimator: Estimator, columnCount: Int) throws {
    self.estimator = try Preparation.estimator(estimator)
    width = columnCount
  }

  /// Rows that are worked on together: their intermediate tables are what the memory goes to.
  private static let batch = 1024

  /// What the model says about each row. Throws a `Refusal` for rows that the library would not take.
  package func answer(_ table: Table) throws -> Answer {
    guard table.columnCount == width else {
      throw Refusal.width("the model", expected: width, found: table.columnCount)
    }
    let count = table.rowCount
    if count <= Self.batch { return try estimator.answer(table) }
    return Answer(
      joining: try stride(from: 0, to: count, by: Self.batch).map { start in
        try estimator.answer(table.rows(start..<min(start + Self.batch, count)))
      })
  }
}
