// Answers, a part at a time, whether they are given now or were recorded.

internal import Equivalence
internal import ModelCore

/// The answers of one of the two models to the rows of a run.
struct AnswerStream {
  private let contestant: Contestant
  private let besides: Set<String>
  private let kind: Predictions.Role?
  private var rows: (any RowStream)?
  private var layout: AnswerLayout?
  private var start = 0
  /// The recorded rows of the part answered last.
  private(set) var recorded: DataTable?

  /// - Parameter besides: columns of a file of answers that are none.
  init(_ contestant: Contestant, besides: Set<String>, kind: Predictions.Role?) throws {
    self.contestant = contestant
    self.besides = besides
    self.kind = kind
    if case .recorded(let path) = contestant { rows = try DataFile.open(path: path) }
  }

  /// The answers to the rows of a part; nil at the end of a file of answers.
  ///
  /// - Parameter other: the answers of the other model to the same part, which say what recorded columns are.
  mutating func next(_ part: RowPart?, limit: Int, like other: Predictions?) throws -> Predictions? {
    if let model = contestant.model {
      guard let part else {
        throw VerificationError("recorded answers belong to rows", remedy: "give those rows with --data")
      }
      return try model.predictions(part.rows(for: model.columns), from: part.start)
    }
    guard var table = try rows?.next(part?.count ?? limit) else { return nil }
    table.firstRow = start
    start += table.rowCount
    if layout == nil {
      layout =
        try other.map { try AnswerLayout(table, like: $0, besides: besides) }
        ?? AnswerLayout(table, kind: kind, besides: besides)
    }
    recorded = table
    return try layout?.predictions(table)
  }

  /// Whether no recorded answer is left; true for a model.
  mutating func isExhausted() throws -> Bool { try rows?.next(1) == nil }
}
