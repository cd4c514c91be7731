// Both models over the same rows, and the verdict.

package import Equivalence
internal import ModelCore
internal import ModelFormats

/// What is to be compared, and how.
package struct VerificationRequest: Sendable {
  /// Paths of model files, or of recorded answers.
  package var original: String
  package var migrated: String
  /// Nil for rows generated from the original.
  package var data: String?
  /// A column of the data that says what should be answered.
  package var truth: String?
  package var rowLimit = 20_000
  /// Nil for the one of the less precise model.
  package var tolerance: Tolerance?
  package var budget: Double?

  package init(original: String, migrated: String, data: String? = nil) {
    self.original = original
    self.migrated = migrated
    self.data = data
  }
}

/// What came of it.
package struct VerificationReport: Sendable {
  package var originalName: String
  package var migratedName: String
  /// Where the rows came from.
  package var rows: String
  /// What was not compared, and why.
  package var notes: [String]
  package var comparison: Comparison
  package var judgement: Judgement
}

/// Runs one request.
package struct VerificationRun {
  private let request: VerificationRequest
  private var notes: [String] = []

  package init(_ request: VerificationRequest) { self.request = request }

  /// Rows that both models answer at a time.
  private static let batch = 4096

  package mutating func report() throws -> VerificationReport {
    let (first, second) = try predictors()
    let (table, rows, origin) = try rows(first, second)
    let given =
      try rows.map { try ModelRows($0, first.columns, second.columns) }
      ?? ModelRows(count: recordedCount(first, second))
    let original = try answers(of: first, given.first, count: given.count)
    let migrated = try answers(of: second, given.second, count: given.count)
    let (reference, candidate) = try aligned(original, migrated)
    var policy = Policy(tolerance: request.tolerance ?? Self.tolerance(first, second))
    if let budget = request.budget { policy.budget = budget }
    var profile = ReferenceProfile()
    profile.add(reference)
    var comparison = Comparison(policy: policy, profile: profile)
    comparison.add(
      PairedRows(
        reference: reference, candidate: candidate, truth: try truth(table, reference),
        slices: Self.slices(table, policy)))
    return VerificationReport(
      originalName: "\(request.original) (\(first.name))", migratedName: "\(request.migrated) (\(second.name))",
      rows: origin, notes: notes, comparison: comparison, judgement: comparison.judgement)
  }

  private static func tolerance(_ first: any Predictor, _ second: any Predictor) -> Tolerance {
    first.precision == .double && second.precision == .double ? .double : .single
  }

  // MARK: Models

  private enum Loaded {
    case model(PredictiveModel)
    case graph(ContiguousArray<UInt8>, TensorModel)
    case document(DocumentBytes)
    case answers(DataTable)
  }

  private struct DocumentBytes { var file: ModelFile }

  private static func load(_ path: String) throws -> Loaded {
    let file = try ModelFile(path: path)
    switch file.kind {
    case .onnx:
      let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
      return .graph(bytes, try ONNXReader.read(bytes).model)
    case .pmml: return .document(DocumentBytes(file: file))
    case .numpyArray, .numpyArchive: return .answers(try DataTable.read(path: path))
    case .unknown: return .answers(try DataTable.read(path: path))
    default:
      if let reading = try ModelReading.read(file) { return .model(reading.model) }
      throw VerificationError(
        "\(path) is \(file.kind.rawValue), which cannot be run here", remedy: "record its answers and compare those")
    }
  }

  private func predictors() throws -> (any Predictor, any Predictor) {
    let loaded = (try Self.load(request.original), try Self.load(request.migrated))
    var classes: [Label] = []
    for case .model(let model) in [loaded.0, loaded.1] where classes.isEmpty {
      classes = try InterpretedModel(model).classes(of: GeneratedRows(for: model, limit: 1).table)
    }
    let first = try Self.predictor(loaded.0, classes)
    let second = try Self.predictor(loaded.1, classes)
    switch (first, second) {
    case (let first?, let second?): return (first, second)
    case (let first?, nil): return (first, try recorded(loaded.1, beside: first))
    case (nil, let second?): return (try recorded(loaded.0, beside: second), second)
    case (nil, nil):
      guard case .answers(let one) = loaded.0, case .answers(let other) = loaded.1 else {
        throw VerificationError("neither file is a model", remedy: "name at least one model")
      }
      return try (RecordedAnswers(one, like: Self.plain(one)), RecordedAnswers(other, like: Self.plain(one)))
    }
  }

  private static func predictor(_ loaded: Loaded, _ classes: [Label]) throws -> (any Predictor)? {
    switch loaded {
    case .model(let model): return try InterpretedModel(model)
    case .graph(let bytes, let model): return try RuntimeModel(bytes, metadata: model.metadata)
    case .document(let document):
      return try ScoredDocument(PMMLReader.read(document.file.source.bytes), classes: classes)
    case .answers: return nil
    }
  }

  /// Answers beside a model: what its outputs are, by its answer to the first row.
  private func recorded(_ loaded: Loaded, beside model: any Predictor) throws -> RecordedAnswers {
    guard case .answers(let table) = loaded, let data = request.data, let columns = model.columns else {
      throw VerificationError("recorded answers belong to rows", remedy: "give those rows with --data")
    }
    let rows = try DataTable.read(path: data).rows(for: columns, besides: request.truth)
    return try RecordedAnswers(table, like: model.predictions(rows.part(0..<min(1, rows.rowCount)), from: 0))
  }

  /// Two files of answers: one column of text or whole numbers is labels, all else numbers.
  private static func plain(_ table: DataTable) -> Predictions {
    let width = table.columns.count
    let numbers = try? table.numbers(of: 0)
    let isWhole = numbers.map { $0.allSatisfy { $0 == $0.rounded() } } ?? true
    if width == 1, isWhole {
      let label: Label = numbers == nil ? .string("") : .integer(0)
      return Predictions(outputs: [.init(name: "label", role: .label, content: .labels([label]))], rowCount: 1)
    }
    let role: Predictions.Role = width == 1 ? .values : .numbers
    let matrix = Matrix(rowCount: 1, columnCount: width)
    return Predictions(outputs: [.init(name: "prediction", role: role, content: .numbers(matrix))], rowCount: 1)
  }

  // MARK: Rows

  private func rows(
    _ first: any Predictor, _ second: any Predictor
  ) throws -> (DataTable?, SourceRows?, String) {
    if let path = request.data {
      let table = try DataTable.read(path: path)
      return (table, .data(table, besides: request.truth), "\(table.rowCount) rows of \(path)")
    }
    if let model = (first as? InterpretedModel ?? second as? InterpretedModel)?.model {
      let rows = GeneratedRows(for: model, limit: request.rowLimit).table
      let names = InputNames(model)
      return (nil, .generated(rows, names.columns), "\(rows.rowCount) rows generated from the model")
    }
    if first is RecordedAnswers, second is RecordedAnswers { return (nil, nil, "recorded answers") }
    throw VerificationError(
      "rows can be generated from a model that is read here only", remedy: "give rows with --data")
  }

  private func recordedCount(_ first: any Predictor, _ second: any Predictor) throws -> Int {
    let counts = [first, second].compactMap { ($0 as? RecordedAnswers)?.rowCount }
    guard counts.count == 2, counts[0] == counts[1] else {
      throw VerificationError(
        "the files have \(counts.map(String.init).joined(separator: " and ")) rows",
        remedy: "give answers to the same rows")
    }
    return counts[0]
  }

  private func answers(of predictor: any Predictor, _ rows: Table?, count: Int) throws -> Predictions {
    var all: Predictions?
    for start in stride(from: 0, to: max(count, 1), by: Self.batch) {
      let range = start..<min(start + Self.batch, count)
      let part = rows?.part(range) ?? .matrix(Matrix(rowCount: range.count, columnCount: 0))
      let answers = try predictor.predictions(part, from: start)
      if all == nil { all = answers } else { all?.append(answers) }
    }
    return all ?? Predictions(outputs: [], rowCount: 0)
  }

  // MARK: Answers

  /// The outputs that both have, by what they mean, in the original's order.
  private mutating func aligned(_ first: Predictions, _ second: Predictions) throws -> (Predictions, Predictions) {
    var left = second.outputs
    var pairs: [(Predictions.Output, Predictions.Output)] = []
    for output in first.outputs {
      guard let place = left.firstIndex(where: { $0.role == output.role }) else {
        notes.append("`\(output.name)` of the original is not compared: the migrated model does not give it")
        continue
      }
      pairs.append((output, left.remove(at: place)))
    }
    notes += left.map { "`\($0.name)` of the migrated model is not compared: the original does not give it" }
    guard !pairs.isEmpty else {
      throw VerificationError(
        "the models have no output in common", remedy: "compare models that answer with the same kind of outputs")
    }
    return (
      Predictions(outputs: pairs.map(\.0), rowCount: first.rowCount),
      Predictions(outputs: pairs.map(\.1), rowCount: second.rowCount)
    )
  }

  private func truth(
    _ table: DataTable?, _ reference: Predictions
  ) throws -> (output: Int, content: Predictions.Content)? {
    guard let name = request.truth else { return nil }
    guard let table, let column = table.index(of: name) else {
      throw VerificationError("the data has no column `\(name)`", remedy: "name a column of the data with --truth")
    }
    for (index, output) in reference.outputs.enumerated() {
      switch output.content {
      case .labels(let labels):
        if case .string? = labels.first {
          return (index, .labels(table.strings(of: column).map { $0.map { .string($0) } ?? .missing }))
        }
        let numbers = try table.numbers(of: column)
        return (index, .labels(numbers.map { Int(exactly: $0).map { .integer($0) } ?? .number($0) }))
      case .numbers(let matrix) where output.role == .values && matrix.columnCount == 1:
        let numbers = try table.numbers(of: column)
        return (index, .numbers(Matrix(rowCount: numbers.count, columnCount: 1, values: ContiguousArray(numbers))))
      case .numbers: continue
      }
    }
    throw VerificationError("the truth belongs to no output", remedy: "leave --truth out")
  }

  /// Columns of the data with few values.
  private static func slices(_ table: DataTable?, _ policy: Policy) -> [(column: String, values: [String])] {
    guard let table else { return [] }
    return table.names.indices.compactMap { index in
      let values = table.strings(of: index).map { $0 ?? "" }
      var seen: Set<String> = []
      for value in values where seen.insert(value).inserted && seen.count > policy.sliceLimit { return nil }
      return seen.count > 1 ? (table.names[index], values) : nil
    }
  }
}

/// Rows before it is known which model takes them.
enum SourceRows {
  case data(DataTable, besides: String?)
  case generated(Table, [PredictorColumn])

  /// The rows with the columns of one model.
  func table(for wanted: [PredictorColumn]) throws -> (Table, [PredictorColumn]) {
    switch self {
    case .data(let table, let besides): (try table.rows(for: wanted, besides: besides), wanted)
    case .generated(let table, let columns): (table, columns)
    }
  }
}

/// The rows as each of two models takes them.
struct ModelRows {
  let first: Table?
  let second: Table?
  let count: Int

  /// The model with more columns decides which rows there are; the other takes its own of them, by name or, if there are
  /// as many, in order.
  init(_ rows: SourceRows, _ one: [PredictorColumn]?, _ other: [PredictorColumn]?) throws {
    let widest = (one?.count ?? 0) >= (other?.count ?? 0) ? one : other
    guard let widest = widest ?? one ?? other else {
      throw VerificationError(
        "neither file says which columns it takes", remedy: "compare a model whose columns are known")
    }
    let (table, columns) = try rows.table(for: widest)
    first = try Self.part(of: table, columns, for: one)
    second = try Self.part(of: table, columns, for: other)
    count = table.rowCount
  }

  private static func part(
    of table: Table, _ columns: [PredictorColumn], for wanted: [PredictorColumn]?
  ) throws -> Table {
    guard let wanted else { return table }
    let places = wanted.compactMap { column in columns.firstIndex { $0.name == column.name } }
    if places == Array(columns.indices) { return table }
    if places.count == wanted.count { return .columns(places.map { table.cells($0) }).joined }
    if wanted.count == columns.count { return table }
    throw VerificationError(
      "the models take \(columns.count) and \(wanted.count) columns of other names",
      remedy: "compare models of the same columns")
  }

  init(count: Int) {
    first = nil
    second = nil
    self.count = count
  }
}

/// The columns of a model as predictors know them.
private struct InputNames {
  let columns: [PredictorColumn]
  init(_ model: PredictiveModel) {
    columns = model.inputs.map { PredictorColumn(name: $0.name, isNamed: $0.isNamed, isText: $0.kind == .string) }
  }
}

extension Predictions {
  /// Joins the answers to the rows that follow.
  mutating func append(_ other: Predictions) {
    for index in outputs.indices where index < other.outputs.count {
      switch (outputs[index].content, other.outputs[index].content) {
      case (.labels(let first), .labels(let second)): outputs[index].content = .labels(first + second)
      case (.numbers(let first), .numbers(let second)):
        outputs[index].content = .numbers(
          Matrix(
            rowCount: first.rowCount + second.rowCount, columnCount: first.columnCount,
            values: first.values + second.values))
      default: continue
      }
    }
    rowCount += other.rowCount
  }
}
