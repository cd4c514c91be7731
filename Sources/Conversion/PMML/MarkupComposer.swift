// The state of one conversion to PMML: fields, segments of a chain, and where each case of the dialect goes.

internal import ModelCore
internal import PredictiveMarkup

/// Puts one document together.
///
/// Estimators inside estimators become segments of a model chain, whose outputs are fields for those that follow. A field
/// that is computed from data alone goes into the transformation dictionary; one that needs a segment's output is an
/// output of the last such segment.
final class MarkupComposer {
  private(set) var remarks: [Remark] = []
  private(set) var dictionary: [DataField]
  private var derived: [DerivedField] = []
  private var derivedNames: [String: Int] = [:]
  private(set) var chain: [MarkupModel] = []
  private var extraFields: [DataField] = []
  /// How many segments must have run before a field is there.
  private var stages: [String: Int] = [:]
  private var known: [(expression: FieldExpression, name: String)] = []
  private var taken: Set<String> = []
  private var path: [String] = []
  let inputColumns: [MarkupColumn]

  init(_ model: PredictiveModel) {
    let text = TextFinder.textColumns(of: model.estimator, count: model.inputs.count)
    dictionary = model.inputs.enumerated().map { place, column in
      let isText = column.kind == .string || (column.kind == .unknown && text.contains(place))
      return DataField(column.name, isText ? .string : .double, isText ? .categorical : .continuous)
    }
    inputColumns = zip(model.inputs, dictionary).map { column, field in
      MarkupColumn(expression: .field(column.name), isText: field.type == .string)
    }
    for field in dictionary {
      taken.insert(field.name)
      stages[field.name] = 0
    }
  }

  // MARK: Messages

  var place: String { path.isEmpty ? "model" : path.joined(separator: ".") }

  func note(_ loss: Remark.Loss, _ text: String) {
    let remark = Remark(loss, at: place, text)
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  func refusal(
    _ message: String, remedy: String = "convert to ONNX instead, or choose another estimator"
  ) -> ConversionError {
    ConversionError(at: place, message, remedy: remedy)
  }

  func misfit(_ message: String) -> ConversionError {
    refusal(message, remedy: "the model file is damaged or was changed by hand; save the model anew")
  }

  func within<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    guard path.count < 200 else {
      throw refusal("estimators are nested deeper than 200", remedy: "flatten the pipeline")
    }
    path.append(name)
    defer { path.removeLast() }
    return try body()
  }

  // MARK: Fields

  func freshName(_ hint: String) -> String {
    var name = hint
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(hint)_\(number)"
    }
    return name
  }

  /// A field of the data that no row gives.
  func addField(_ field: DataField) { extraFields.append(field) }

  /// The name of a field with the column's value; a new field where the column is more than one.
  func field(_ column: MarkupColumn, _ hint: String = "derived") -> String {
    if case .field(let name, missing: nil) = column.expression { return name }
    if let found = known.last(where: { $0.expression == column.expression }) { return found.name }
    let name = freshName(hint)
    var used: [String] = []
    FieldReferences.collect(column.expression, into: &used)
    let stage = used.map { stages[$0] ?? 0 }.max() ?? 0
    let (type, operation): (FieldType, OperationType) = column.isText ? (.string, .categorical) : (.double, .continuous)
    if stage == 0 {
      derivedNames[name] = derived.count
      derived.append(DerivedField(name, type, operation, column.expression))
    } else {
      var output = OutputField(name, .transformedValue, type: type, operation: operation)
      output.expression = column.expression
      output.isFinalResult = false
      chain[stage - 1].outputs.append(output)
    }
    stages[name] = stage
    // Only the newest: one column is asked for again mostly by the step that follows.
    known.append((column.expression, name))
    if known.count > 64 { known.removeFirst() }
    return name
  }

  /// The same value as a field, so that it is computed once however often it is used.
  func materialized(_ column: MarkupColumn, _ hint: String = "derived") -> MarkupColumn {
    MarkupColumn(expression: .field(field(column, hint)), isText: column.isText)
  }

  /// Whether a field is what a segment before put out, not one of the data or computed from it.
  func isOutput(_ name: String) -> Bool { (stages[name] ?? 0) > 0 }

  // MARK: Segments

  /// Runs a model as the next segment of the chain and hands its results on as columns.
  func push(_ model: MarkupModel, outputs: [OutputField]) -> [MarkupColumn] {
    var model = model
    let stage = chain.count + 1
    var columns: [MarkupColumn] = []
    for output in outputs {
      var output = output
      output.name = freshName(output.name)
      output.isFinalResult = false
      stages[output.name] = stage
      model.outputs.append(output)
      columns.append(MarkupColumn(expression: .field(output.name), isText: output.type == .string))
    }
    chain.append(model)
    return columns
  }

  /// A number as a column: the field that the model only hands on, else a segment's prediction.
  func value(_ answer: ComposedAnswer, _ hint: String) throws -> MarkupColumn {
    guard answer.classes.isEmpty else { return try labelNumber(answer, hint) }
    if case .regression(let regression) = answer.model.content, regression.normalization == .none,
      let equation = regression.equations.first, equation.intercept == 0, equation.numeric.count == 1,
      equation.numeric[0].coefficient == 1, answer.model.targets.isEmpty, answer.model.precision == .double
    {
      return MarkupColumn(expression: .field(equation.numeric[0].field))
    }
    return push(answer.model, outputs: [OutputField(hint, .predictedValue, type: .double, operation: .continuous)])[0]
  }

  func probabilities(_ answer: ComposedAnswer, _ hint: String) throws -> [MarkupColumn] {
    if let probabilities = answer.probabilities { return probabilities }
    guard answer.hasProbabilities else {
      throw refusal(
        "an estimator is asked for probabilities that it does not have", remedy: "fit it with probability=True")
    }
    return push(answer.model, outputs: try probabilityOutputs(answer, hint))
  }

  func probabilityOutputs(_ answer: ComposedAnswer, _ hint: String) throws -> [OutputField] {
    try answer.classes.map { label in
      let text = try labelText(label)
      var output = OutputField("\(hint)(\(text))", .probability, type: .double, operation: .continuous)
      output.value = text
      return output
    }
  }

  /// The predicted label as text.
  func labelColumn(_ answer: ComposedAnswer, _ hint: String) -> MarkupColumn {
    push(answer.model, outputs: [OutputField(hint, .predictedValue, type: .string, operation: .categorical)])[0]
  }

  private func labelNumber(_ answer: ComposedAnswer, _ hint: String) throws -> MarkupColumn {
    guard answer.classes.allSatisfy({ $0.markupNumber != nil }) else {
      throw refusal("labels that are text go into another estimator", remedy: "encode the labels as numbers")
    }
    let label = labelColumn(answer, hint)
    return try answer.classes.dropLast().reversed().reduce(
      MarkupColumn.constant(answer.classes.last?.markupNumber ?? 0)
    ) {
      .condition(label.applying("equal", try self.text($1)), .constant($1.markupNumber ?? 0), $0)
    }
  }

  func text(_ label: Label) throws -> MarkupColumn {
    MarkupColumn(expression: .literal(Literal(try labelText(label)), .string), isText: true)
  }

  /// An equation's sum as an expression, term after term, then the intercept.
  func column(_ equation: RegressionModel.Equation) -> MarkupColumn {
    let terms = equation.numeric.map { predictor in
      predictor.coefficient == 1
        ? MarkupColumn(expression: .field(predictor.field))
        : MarkupColumn(expression: .field(predictor.field)) * .constant(predictor.coefficient)
    }
    if terms.isEmpty { return .constant(equation.intercept) }
    return equation.intercept == 0 ? added(terms) : added(terms) + .constant(equation.intercept)
  }

  /// The sum of columns from the first to the last. Each forty terms become a field: expressions are no deeper than readers
  /// take them, and the order of additions stays.
  func added(_ columns: [MarkupColumn]) -> MarkupColumn {
    guard var result = columns.first else { return .constant(0) }
    for (place, column) in columns.enumerated().dropFirst() {
      result = result + column
      if place % 40 == 0 { result = materialized(result, "part") }
    }
    return result
  }

  func equation(_ column: MarkupColumn, _ hint: String, category: String? = nil) -> RegressionModel.Equation {
    RegressionModel.Equation(intercept: 0, category: category, numeric: [.init(field(column, hint), coefficient: 1)])
  }

  // MARK: The whole

  func compose(_ estimator: Estimator, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    switch estimator {
    case .transformer(let transformer): return transformed(try transform(columns, by: transformer))
    case .regressor(let regressor): return try within("regressor") { try compose(regressor, columns) }
    case .classifier(let classifier): return try within("classifier") { try compose(classifier, columns) }
    case .clusterer(let clusterer): return try within("clusterer") { try compose(clusterer, columns) }
    case .outlierDetector(let detector): return try within("outlierDetector") { try compose(detector, columns) }
    case .pipeline(let steps):
      guard let last = steps.last else { throw misfit("a pipeline has no steps") }
      var columns = columns
      for (index, step) in steps.dropLast().enumerated() {
        try within("steps[\(index)]") {
          guard let next = try compose(step, columns).transformation else { throw misfit("a step transforms nothing") }
          columns = next
        }
      }
      return try within("steps[\(steps.count - 1)]") { try compose(last, columns) }
    }
  }

  /// A model that does nothing but carry fields.
  private func transformed(_ columns: [MarkupColumn]) -> ComposedAnswer {
    var answer = ComposedAnswer.value(RegressionModel.Equation(intercept: 0))
    answer.transformation = columns
    return answer
  }

  func document(of answer: ComposedAnswer) throws -> MarkupDocument {
    var document = MarkupDocument()
    var last = answer.model
    let target = try targetField(of: answer)
    last.outputs += try finalOutputs(of: answer)
    document.fields = dictionary + (target.map { [$0] } ?? [])
    // Outputs may have made fields; only now all are known.
    document.derived = derived
    var schemas = SchemaWriter(
      dictionary: dictionary, derived: derived, chain: chain,
      innerNames: (freshName("inner class"), freshName("inner value")), outerType: target?.type ?? .double)
    var model: MarkupModel
    if chain.isEmpty {
      model = SchemaWriter.withFields(schemas.fill(last, target: target?.name), dictionary.first?.name)
    } else {
      let any = dictionary.first?.name
      var segments = chain.map { Segmentation.Segment(SchemaWriter.withFields(schemas.fill($0, target: nil), any)) }
      segments.append(Segmentation.Segment(SchemaWriter.withFields(schemas.fill(last, target: target?.name), any)))
      for index in segments.indices { segments[index].id = String(index + 1) }
      model = MarkupModel(last.function, .mining(Segmentation(.modelChain, segments)))
      model.schema = schemas.outerSchema(of: segments.map(\.model), target: target?.name)
    }
    document.fields += extraFields + schemas.innerTargets
    document.models = [model]
    return document
  }

  private func targetField(of answer: ComposedAnswer) throws -> DataField? {
    if answer.model.function == .clustering { return nil }
    if answer.classes.isEmpty { return DataField(freshName("y"), .double, .continuous) }
    var field = DataField(freshName("y"), labelType(answer.classes), .categorical)
    field.values = try answer.classes.map { DataField.Value(try labelText($0)) }
    return field
  }

  private func finalOutputs(of answer: ComposedAnswer) throws -> [OutputField] {
    if let columns = answer.transformation, answer.classes.isEmpty, answer.model.function == .regression {
      guard !columns.isEmpty else {
        throw refusal("nothing is left of its columns", remedy: "select at least one, and fit anew")
      }
      note(
        .exact,
        "a transformer is no model in PMML: the document predicts 0, and its outputs are the transformed columns")
      return columns.enumerated().map { expressionOutput("transformed(\($0))", $1) }
    }
    if !answer.targets.isEmpty {
      note(.exact, "PMML predicts one target: the others are outputs beside it")
      return answer.targets.enumerated().map { expressionOutput("prediction(\($0))", $1) }
    }
    guard !answer.classes.isEmpty, answer.model.function != .clustering else { return [] }
    if let columns = answer.probabilities {
      return try zip(answer.classes, columns).map { expressionOutput("probability(\(try labelText($0)))", $1) }
    }
    if answer.hasProbabilities {
      return try probabilityOutputs(answer, "probability").map { output in
        var output = output
        output.name = freshName(output.name)
        return output
      }
    }
    guard let scores = answer.scores else { return [] }
    if scores.count == 1 { return [expressionOutput("score", column(scores[0]))] }
    return scores.enumerated().map { expressionOutput("score(\($0))", column($1)) }
  }

  private func expressionOutput(_ name: String, _ column: MarkupColumn) -> OutputField {
    var output = OutputField(
      freshName(name), .transformedValue, type: column.isText ? .string : .double,
      operation: column.isText ? .categorical : .continuous)
    output.expression = column.expression
    return output
  }
}

// MARK: Labels

extension MarkupComposer {
  func labelText(_ label: Label) throws -> String {
    switch label {
    case .integer(let value): return String(value)
    case .string(let value): return value
    case .boolean(let value): return value ? "true" : "false"
    case .number(let value): return Literal.text(of: value)
    case .missing:
      throw refusal("a label is None, which PMML has no value for", remedy: "give the class a name and fit anew")
    }
  }

  func labelType(_ labels: [Label]) -> FieldType {
    let isAll: (_ test: (Label) -> Bool) -> Bool = { test in labels.allSatisfy(test) }
    if isAll({ if case .integer = $0 { true } else { false } }) { return .integer }
    if isAll({ if case .boolean = $0 { true } else { false } }) { return .boolean }
    if isAll({ $0.markupNumber != nil }) { return .double }
    return .string
  }
}

extension Label {
  /// The label as a number; nil for text and None.
  var markupNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .boolean(let value): value ? 1 : 0
    case .number(let value): value
    case .string, .missing: nil
    }
  }
}
