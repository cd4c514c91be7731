// A PMML document, run by the reference scorer.

internal import Equivalence
internal import ModelCore
internal import PredictiveMarkup

struct ScoredDocument: Predictor {
  let name = "the PMML scorer"
  let columns: [PredictorColumn]?
  var precision: Precision { .double }
  private let scorer: Scorer
  /// In the order of probabilities: those of the other model, or of the document's target.
  private let classes: [Label]

  init(_ document: MarkupDocument, classes: [Label]) throws {
    scorer = try Scorer(document)
    self.classes = classes.isEmpty ? Self.classes(of: document) : classes
    columns = document.models.first?.schema.filter { !$0.usage.isTarget }.map { field in
      let isText = document.fields.first { $0.name == field.name }?.type == .string
      return PredictorColumn(name: field.name, isNamed: true, isText: isText)
    }
  }

  private static func classes(of document: MarkupDocument) -> [Label] {
    guard let model = document.models.first else { return [] }
    if case .clustering(let clustering) = model.content {
      let names = clustering.clusters.enumerated().map { $1.id ?? "\($0 + 1)" }
      let numbers = names.compactMap { Int($0) }
      return numbers.count == names.count ? numbers.map { .integer($0) } : names.map { .string($0) }
    }
    guard model.function == .classification else { return [] }
    let field = document.fields.first { $0.name == model.targetName }
    return (field?.values ?? []).filter { $0.property == .valid }.map { value in
      field?.type == .integer
        ? Int(value.literal.text).map { .integer($0) } ?? .string(value.literal.text)
        : .string(value.literal.text)
    }
  }

  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions {
    var answers: [ModelAnswer] = []
    answers.reserveCapacity(rows.rowCount)
    let cells = (0..<rows.columnCount).map { rows.cells($0) }
    for row in 0..<rows.rowCount {
      var values: [String: FieldValue] = [:]
      for (column, field) in (columns ?? []).enumerated() { values[field.name] = Self.value(cells[column], row) }
      // A row that the document refuses has no answer, which differs from any answer.
      answers.append((try? scorer.score(values)) ?? ModelAnswer())
    }
    return Predictions(outputs: outputs(answers), rowCount: rows.rowCount)
  }

  private static func value(_ cells: Cells, _ row: Int) -> FieldValue {
    switch cells {
    case .numbers(let numbers): numbers[row].isNaN ? .missing : .double(numbers[row])
    case .strings(let strings): strings[row].map { .string($0) } ?? .missing
    }
  }

  private func outputs(_ answers: [ModelAnswer]) -> [Predictions.Output] {
    guard !classes.isEmpty else {
      // A document predicts one target; the targets of a model of several are outputs beside it.
      let rows = answers.map { answer in
        let targets = answer.outputs.filter { $0.isFinal && $0.name.hasPrefix("prediction(") }
        return (targets.isEmpty ? [answer.value] : targets.map(\.value)).map { $0.number ?? .nan }
      }
      if let transformed = Self.transformed(answers) { return [transformed] }
      let matrix = Matrix(rows: rows)
      return [Predictions.Output(name: "prediction", role: .values, content: .numbers(matrix))]
    }
    var outputs = [
      Predictions.Output(name: "label", role: .label, content: .labels(answers.map { label(of: $0.value) }))
    ]
    if answers.contains(where: { !$0.probabilities.isEmpty }) {
      let rows = answers.map { answer in classes.map { Self.probability(of: Self.text(of: $0), in: answer) } }
      outputs.append(
        Predictions.Output(name: "probabilities", role: .probabilities, content: .numbers(Matrix(rows: rows))))
    }
    return outputs
  }

  /// The columns of a document that only transforms: it predicts 0, and its outputs are `transformed(0)`, `transformed(1)`, ….
  private static func transformed(_ answers: [ModelAnswer]) -> Predictions.Output? {
    let names = answers.first { !$0.outputs.isEmpty }?.outputs.filter(\.isFinal).map(\.name) ?? []
    guard !names.isEmpty, names.enumerated().allSatisfy({ $1 == "transformed(\($0))" }) else { return nil }
    let rows = answers.map { answer in names.map { answer.output($0)?.number ?? .nan } }
    return Predictions.Output(name: "transformed", role: .numbers, content: .numbers(Matrix(rows: rows)))
  }

  /// As the document's outputs name it, which may be made of the model's own by a formula, and may be missing; else the
  /// model's own.
  private static func probability(of category: String, in answer: ModelAnswer) -> Double {
    if let output = answer.output("probability(\(category))") { return output.number ?? .nan }
    return answer.probability(of: category) ?? .nan
  }

  /// The class that a value of the document stands for; what is no class of the other model stays a string.
  private func label(of value: FieldValue) -> Label {
    let text = value.text
    if let same = classes.first(where: { Self.text(of: $0) == text }) { return same }
    if value == .missing { return .missing }
    guard let number = value.number ?? Double(text) else { return .string(text) }
    if let same = classes.first(where: { $0 == .number(number) }) { return same }
    guard let whole = Int(exactly: number) else { return .string(text) }
    return classes.first { $0 == .integer(whole) || $0 == .boolean(whole != 0) } ?? .string(text)
  }

  private static func text(of label: Label) -> String {
    switch label {
    case .integer(let number): "\(number)"
    case .string(let string): string
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let number): "\(number)"
    case .missing: ""
    }
  }
}
