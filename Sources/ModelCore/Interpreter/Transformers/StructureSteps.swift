// Steps that arrange columns: sequences, branches, selections, and estimators whose answers are columns.

/// Steps one after the other; none of them hands the table on as it is.
struct SequenceStep: PreparedTransformer {
  let steps: [any PreparedTransformer]
  func transform(_ table: Table) throws -> Table { try steps.reduce(table) { try $1.transform($0) } }
}

/// Some columns, in an order.
struct SelectStep: PreparedTransformer {
  let columns: [Int]
  func transform(_ table: Table) throws -> Table { try table.columns(columns, for: "feature selection") }
}

/// Branches over the same table, their results side by side.
struct BranchesStep: PreparedTransformer {
  let branches: [PreparedBranch]

  func transform(_ table: Table) throws -> Table {
    Table(sideBySide: try branches.map { try $0.transform(table) }, rowCount: table.rowCount)
  }
}

struct PreparedBranch: PreparedTransformer {
  private let columns: [Int]?
  private let weight: Double
  private let transformer: any PreparedTransformer
  private let name: String

  init(_ branch: Transformer.Branch) throws {
    columns = branch.columns
    weight = branch.weight
    name = branch.name
    transformer = try Preparation.transformer(branch.transformer)
  }

  func transform(_ table: Table) throws -> Table {
    let mine = try columns.map { try table.columns($0, for: "branch '\(name)'") } ?? table
    let result = try transformer.transform(mine)
    guard weight != 1 else { return result }
    var matrix = try result.numbers(for: "weight of branch '\(name)'")
    for index in matrix.values.indices { matrix.values[index] *= weight }
    return .matrix(matrix)
  }
}

/// What an estimator answers, as columns.
struct AnswerStep: PreparedTransformer {
  let inner: any PreparedEstimator
  let kind: AnswerKind

  func transform(_ table: Table) throws -> Table { try inner.columns(kind, of: table, for: "transformer of answers") }
}

extension PreparedEstimator {
  /// One kind of answer as columns.
  func columns(_ kind: AnswerKind, of table: Table, for user: String) throws -> Table {
    guard let columns = try answer(table).columns(kind) else {
      throw Refusal(
        user, "asks an estimator for its \(kind.rawValue), which it does not have",
        remedy: "fit the estimator so that it has them (such as probability=True)")
    }
    return columns
  }
}
