// The state of one conversion, and where each case of the dialect goes.

internal import ModelCore

/// Writes one model into one graph. Which estimator is at hand is kept as a path, for messages and remarks.
final class GraphWriting {
  let graph: GraphBuilder
  private(set) var remarks: [Remark] = []
  private var path: [String] = []
  /// Whether regressors with a link say what goes into it.
  var givesRawScores = false
  /// Of each ensemble met: n × trees, places of leaves counted through all trees, and where each tree's begin.
  private(set) var leaves: [(places: Value, starts: [Int])] = []
  /// n × 1: whether all texts of a row are cut as the library cuts them; nil where none may be cut otherwise. Steps need not
  /// hand on what a text's NaN says: answers to other rows become NaN where they leave the graph.
  private(set) var isFaithful: Value?

  init(_ target: OperatorTarget) { graph = GraphBuilder(target) }

  var place: String { path.isEmpty ? "model" : path.joined(separator: ".") }

  func note(_ loss: Remark.Loss, _ text: String) {
    let remark = Remark(loss, at: place, text)
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  func keep(leaves places: Value, starts: [Int]) { leaves.append((places, starts)) }

  func keep(faithful flags: Value) { isFaithful = isFaithful.map { $0 && flags } ?? flags }

  func refusal(_ message: String, remedy: String) -> ConversionError {
    ConversionError(at: place, message, remedy: remedy)
  }

  /// A model whose parts do not fit each other.
  func misfit(_ message: String) -> ConversionError {
    refusal(message, remedy: "the model file is damaged or was changed by hand; save the model anew")
  }

  func within<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    path.append(name)
    defer { path.removeLast() }
    return try body()
  }

  /// Deeper than any pipeline of pipelines that a person wrote.
  private static let depthLimit = 200

  func answer(of estimator: Estimator, _ table: GraphTable) throws -> GraphAnswer {
    guard path.count < Self.depthLimit else {
      throw refusal("estimators are nested deeper than \(Self.depthLimit)", remedy: "flatten the pipeline")
    }
    switch estimator {
    case .transformer(let transformer):
      return GraphAnswer(transformation: try transform(table, by: transformer))
    case .regressor(let regressor): return try within("regressor") { try answer(of: regressor, table) }
    case .classifier(let classifier): return try within("classifier") { try answer(of: classifier, table) }
    case .clusterer(let clusterer): return try within("clusterer") { try answer(of: clusterer, table) }
    case .outlierDetector(let detector): return try within("outlierDetector") { try answer(of: detector, table) }
    case .pipeline(let steps): return try pipeline(steps, table)
    }
  }

  private func pipeline(_ steps: [Estimator], _ table: GraphTable) throws -> GraphAnswer {
    guard let last = steps.last else { throw misfit("a pipeline has no steps") }
    var table = table
    for (index, step) in steps.dropLast().enumerated() {
      try within("steps[\(index)]") {
        guard let next = try answer(of: step, table).transformation else { throw misfit("a step transforms nothing") }
        table = next
      }
    }
    return try within("steps[\(steps.count - 1)]") { try answer(of: last, table) }
  }

  // MARK: Tables as numbers

  /// All columns as one matrix.
  func numbers(of table: GraphTable, for user: String, width: Int? = nil) throws -> GraphMatrix {
    guard !table.blocks.contains(where: \.isText) else {
      throw refusal(
        "\(user) is given text where it takes numbers", remedy: "encode text columns before, as the model was fitted")
    }
    if let width, width != table.width { throw misfit("\(user) takes \(width) columns and is given \(table.width)") }
    guard !table.blocks.isEmpty else { throw misfit("\(user) is given no columns") }
    return GraphMatrix(graph.concatenate(table.blocks.map(\.value)), width: table.width)
  }

  /// One kind of answer as columns for a next estimator; as `Answer.columns`.
  func columns(_ kind: AnswerKind, of answer: GraphAnswer, for user: String) throws -> GraphTable {
    let columns: GraphTable?
    switch kind {
    case .probabilities: columns = answer.probabilities.map { GraphTable($0) } ?? positives(of: answer.targets)
    case .scores: columns = answer.scores.map { GraphTable($0) }
    case .transformation: columns = answer.transformation
    case .prediction:
      columns = try answer.values.map { GraphTable($0) } ?? labelColumn(answer) ?? targetLabels(answer.targets)
    }
    guard let columns else {
      throw refusal(
        "\(user) asks an estimator for \(kind.rawValue) that it does not have",
        remedy: "fit the estimator so that it has them (such as probability=True)")
    }
    return columns
  }

  private func positives(of targets: [GraphAnswer]) -> GraphTable? {
    let columns = targets.compactMap { target in
      target.probabilities.map { GraphTable(matrix: $0.value.column($0.width - 1), width: 1) }
    }
    return columns.isEmpty || columns.count < targets.count ? nil : GraphTable(sideBySide: columns)
  }

  private func targetLabels(_ targets: [GraphAnswer]) throws -> GraphTable? {
    let columns = try targets.compactMap { try labelColumn($0) }
    return columns.isEmpty || columns.count < targets.count ? nil : GraphTable(sideBySide: columns)
  }

  private func labelColumn(_ answer: GraphAnswer) throws -> GraphTable? {
    guard let choices = answer.choices else { return nil }
    let numbers = answer.classes.compactMap(\.numericValue)
    guard numbers.count == answer.classes.count else {
      throw refusal("labels that are text go into another estimator", remedy: "encode the labels as numbers")
    }
    return GraphTable(
      matrix: graph.constant(Tensor(numbers, shape: [numbers.count, 1])).gathered(choices, axis: 0), width: 1)
  }

  /// n × k: 1 in the column of each row's choice. `map[c]` is the column of choice c.
  func oneHot(_ choices: Value, map: [Int], width: Int) -> Value {
    var table = Matrix(rowCount: map.count, columnCount: width)
    for (place, column) in map.enumerated() { table[place, column] = 1 }
    return graph.constant(table).gathered(choices, axis: 0)
  }

  /// The sum over columns in order: n × k → n × 1.
  func rowSum(_ matrix: GraphMatrix) -> Value { matrix.value.orderedSum(count: matrix.width).unsqueezed([1]) }
}

/// A label as a number or a text, as NumPy and Python have it.
extension Label {
  var isText: Bool { if case .string = self { true } else { false } }
}
