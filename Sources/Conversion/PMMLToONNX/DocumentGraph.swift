// The state of one conversion from PMML to ONNX: fields that are known, and where each element goes.

internal import ModelCore
internal import PredictiveMarkup

final class DocumentGraph {
  let graph: GraphBuilder
  let document: MarkupDocument
  private(set) var remarks: [Remark] = []
  private var path: [String] = []
  private var scopes: [[String: DerivedField]] = []
  private var values: [[String: FieldValueOfGraph]] = [[:]]
  private var underWay: Set<String> = []
  private let functions: [String: DefinedFunction]
  /// A column of as many rows as the inputs have; constants are spread over it.
  private(set) var pattern: Value?

  init(_ document: MarkupDocument, _ target: OperatorTarget) {
    self.document = document
    graph = GraphBuilder(target)
    functions = Dictionary(document.functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    scopes = [Self.index(document.derived)]
    takeInputs()
  }

  private static func index(_ fields: [DerivedField]) -> [String: DerivedField] {
    Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Messages

  var place: String { path.isEmpty ? "model" : path.joined(separator: ".") }

  func note(_ loss: Remark.Loss, _ text: String) {
    let remark = Remark(loss, at: place, text)
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  func refusal(_ message: String, remedy: String = "score the document with a PMML engine") -> ConversionError {
    ConversionError(at: place, message, remedy: remedy)
  }

  func within<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    guard path.count < 100 else { throw refusal("models are nested deeper than 100") }
    path.append(name)
    defer { path.removeLast() }
    return try body()
  }

  // MARK: Fields

  private func takeInputs() {
    guard let model = document.models.first else { return }
    for mining in model.schema where !mining.usage.isTarget {
      guard let field = document.fields.first(where: { $0.name == mining.name }) else { continue }
      let isText = field.type == .string
      let input = graph.input(field.name, isText ? .string : .double, shape: [.named("rows"), .fixed(1)])
      if pattern == nil { pattern = isText ? nil : input }
      values[0][field.name] = treated(input, field, mining)
    }
  }

  private func treated(_ input: Value, _ field: DataField, _ mining: MiningField) -> FieldValueOfGraph {
    let hasBounds = field.values.contains { $0.property != .missing } || !field.intervals.isEmpty
    if hasBounds, mining.invalidTreatment == .returnInvalid {
      note(
        .lossy,
        "\(field.name): PMML refuses rows with values that the data dictionary does not list; the graph answers them")
    }
    if input.type == .string {
      note(.bounded, "\(field.name): an empty string stands for a missing value")
      guard let replacement = mining.missingReplacement else { return FieldValueOfGraph(content: .text(input)) }
      let isMissing = input.isEqual(to: graph.string(""))
      return FieldValueOfGraph(content: .text(graph.where(isMissing, graph.string(replacement.text), input)))
    }
    var value = field.type == .float ? input.roundedToSingle() : input
    let nan = graph.scalar(.nan)
    for marker in field.values where marker.property == .missing {
      value = graph.where(value.isEqual(to: marker.literal.number), nan, value)
    }
    if hasBounds, mining.invalidTreatment == .asMissing || mining.invalidTreatment == .asValue {
      let replacement = mining.invalidTreatment == .asValue ? mining.invalidReplacement?.number ?? .nan : .nan
      value = graph.where(isInvalid(value, field), graph.scalar(replacement), value)
    }
    if mining.outliers != .asIs {
      let isExtreme = mining.outliers == .asExtremeValues
      if let low = mining.lowValue { value = graph.where(value < low, graph.scalar(isExtreme ? low : .nan), value) }
      if let high = mining.highValue { value = graph.where(value > high, graph.scalar(isExtreme ? high : .nan), value) }
    }
    if let replacement = mining.missingReplacement {
      value = graph.where(value.isNaN(), graph.scalar(replacement.number), value)
    }
    return .number(value)
  }

  private func isInvalid(_ value: Value, _ field: DataField) -> Value {
    var isValid: Value?
    func add(_ test: Value) { isValid = isValid.map { $0 || test } ?? test }
    for listed in field.values where listed.property == .valid { add(value.isEqual(to: listed.literal.number)) }
    for interval in field.intervals { add(contains(interval, value)) }
    var result = isValid.map { !$0 } ?? (value < value)
    for listed in field.values where listed.property == .invalid {
      result = result || value.isEqual(to: listed.literal.number)
    }
    return result && !value.isNaN()
  }

  func contains(_ interval: Interval, _ value: Value) -> Value {
    var result: Value?
    if let lower = interval.lower { result = interval.includesLower ? value >= lower : value > lower }
    if let upper = interval.upper {
      let test = interval.includesUpper ? value <= upper : value < upper
      result = result.map { $0 && test } ?? test
    }
    return result ?? !value.isNaN()
  }

  func field(_ name: String) throws -> FieldValueOfGraph {
    for level in values.indices.reversed() {
      if let value = values[level][name] { return value }
      guard level < scopes.count, let field = scopes[level][name] else { continue }
      guard underWay.insert(name).inserted, underWay.count < 500 else {
        throw refusal("the field \(name) is derived from itself, or from more than 500 others one in the other")
      }
      defer { underWay.remove(name) }
      var value = try self.value(of: field.expression)
      if case .number(let number) = value.content, field.type == .float { value = .number(number.roundedToSingle()) }
      values[level][name] = value
      return value
    }
    throw refusal("no field of the document is called \(name)")
  }

  func number(_ name: String) throws -> Value { try number(try field(name), name) }

  func number(_ value: FieldValueOfGraph, _ name: String) throws -> Value {
    switch value.content {
    case .number(let number): return number
    case .choice(let place, let texts):
      let numbers = texts.map { Literal($0).number }
      return graph.constant(Tensor(numbers, shape: [numbers.count])).gathered(place, axis: 0)
    case .text: throw refusal("\(name) is text where a number is taken")
    }
  }

  func set(_ name: String, _ value: FieldValueOfGraph) { values[values.count - 1][name] = value }

  /// Fields of a model are seen inside it only.
  func withScope<Result>(_ derived: [DerivedField], _ body: () throws -> Result) throws -> Result {
    scopes.append(Self.index(derived))
    values.append([:])
    defer {
      scopes.removeLast()
      values.removeLast()
    }
    return try body()
  }

  /// A function's body sees its parameters alone.
  func call(_ name: String, _ arguments: [FieldValueOfGraph]) throws -> FieldValueOfGraph? {
    guard let function = functions[name] else { return nil }
    guard arguments.count == function.parameters.count else {
      throw refusal("\(name) is given another number of arguments")
    }
    return try within(name) {
      let kept = (scopes, values)
      scopes = [Self.index(function.derived)]
      values = [Dictionary(zip(function.parameters.map(\.name), arguments), uniquingKeysWith: { first, _ in first })]
      defer { (scopes, values) = kept }
      return try value(of: function.expression)
    }
  }

  /// A constant for every row, n × 1.
  func constant(_ number: Double) throws -> Value {
    guard let pattern else { throw refusal("the model takes no number, so that constants have no rows") }
    return pattern.filled(with: number)
  }

  // MARK: Models

  func answer(of model: MarkupModel) throws -> MarkupGraphAnswer {
    try within(model.name ?? Self.name(of: model)) {
      try withScope(model.derived) {
        for mining in model.schema where mining.missingReplacement != nil && path.count > 1 {
          if let replacement = mining.missingReplacement, case .number(let value) = try field(mining.name).content {
            set(mining.name, .number(graph.where(value.isNaN(), graph.scalar(replacement.number), value)))
          }
        }
        var answer = try content(of: model)
        try applyTargets(&answer, model)
        return answer
      }
    }
  }

  private static func name(of model: MarkupModel) -> String {
    switch model.content {
    case .association: "AssociationModel"
    case .clustering: "ClusteringModel"
    case .generalRegression: "GeneralRegressionModel"
    case .mining: "MiningModel"
    case .naiveBayes: "NaiveBayesModel"
    case .nearestNeighbor: "NearestNeighborModel"
    case .network: "NeuralNetwork"
    case .regression: "RegressionModel"
    case .rules: "RuleSetModel"
    case .scorecard: "Scorecard"
    case .supportVectors: "SupportVectorMachineModel"
    case .tree: "TreeModel"
    }
  }

  private func content(of model: MarkupModel) throws -> MarkupGraphAnswer {
    if model.precision == .single, case .regression = model.content {
    } else if model.precision == .single {
      switch model.content {
      case .tree, .mining: break
      default: throw refusal("a model of single precision that is neither trees nor regression")
      }
    }
    switch model.content {
    case .tree: return try trees([model], weights: nil, method: .sum, model)
    case .regression(let regression): return try regress(regression, model)
    case .mining(let segmentation): return try combine(segmentation, model)
    case .network(let network): return try feed(network, model)
    case .supportVectors(let vectors): return try vote(vectors, model)
    case .clustering(let clustering): return try cluster(clustering, model)
    case .nearestNeighbor(let neighbors): return try near(neighbors, model)
    case .naiveBayes(let bayes): return try weigh(bayes, model)
    case .generalRegression(let regression): return try regress(regression, model)
    case .scorecard(let card): return try score(card, model)
    case .rules(let rules): return try rule(rules, model)
    case .association: throw refusal("association rules answer with item sets, which tensors are not")
    }
  }

  private func applyTargets(_ answer: inout MarkupGraphAnswer, _ model: MarkupModel) throws {
    guard let target = model.targets.first else { return }
    if let probabilities = answer.probabilities, target.values.contains(where: { $0.prior != nil }) {
      let priors = answer.categories.map { name in target.values.first { $0.value == name }?.prior ?? 0 }
      answer = classified(answer.categories, graph.where(probabilities.isNaN(), graph.row(priors), probabilities))
    }
    guard case .number(var value) = answer.value.content else { return }
    if let standard = target.values.first?.standard {
      value = graph.where(value.isNaN(), graph.scalar(standard), value)
    }
    if let lower = target.lower { value = graph.where(value < lower, graph.scalar(lower), value) }
    if let upper = target.upper { value = graph.where(value > upper, graph.scalar(upper), value) }
    if target.factor != 1 { value = rounded(value * target.factor, model) }
    if target.constant != 0 { value = rounded(value + target.constant, model) }
    switch target.rounding {
    case .round: value = (value + 0.5).floor()
    case .ceiling: value = value.ceiling()
    case .floor: value = value.floor()
    case nil: break
    }
    answer.value = .number(value)
  }

  func rounded(_ value: Value, _ model: MarkupModel) -> Value {
    model.precision == .single ? value.roundedToSingle() : value
  }

  /// Whether a field holds single precision, in which literals are read as they are there.
  func isSingle(_ name: String) -> Bool { type(of: name) == .float }

  func type(of name: String) -> FieldType? {
    for scope in scopes.reversed() { if let field = scope[name] { return field.type } }
    return document.fields.first { $0.name == name }?.type
  }

  func bound(_ name: String, _ literal: Literal) -> Double { isSingle(name) ? Double(literal.single) : literal.number }

  /// Categories of the data dictionary first, in its order; others behind.
  func ordered(_ categories: [String], _ model: MarkupModel) -> [String] {
    let known =
      model.targetName.flatMap { name in document.fields.first { $0.name == name } }?.values.map(\.literal.text) ?? []
    return known.filter(categories.contains) + categories.filter { !known.contains($0) }
  }

  // MARK: Outputs

  func outputValue(_ field: OutputField, _ answer: MarkupGraphAnswer) throws -> FieldValueOfGraph {
    try result(field, answer)
  }

  private func result(_ field: OutputField, _ answer: MarkupGraphAnswer) throws -> FieldValueOfGraph {
    switch field.feature {
    case .predictedValue:
      if field.type == .double || field.type == .float || field.type == .integer {
        return .number(try number(answer.value, field.name))
      }
      return answer.value
    case .transformedValue, .decision:
      guard let expression = field.expression else { throw refusal("the output \(field.name) has no expression") }
      return try value(of: expression)
    case .probability:
      guard let probabilities = answer.probabilities else {
        throw refusal("\(field.name) asks for probabilities of a model without any")
      }
      guard let category = field.value else { return .number(probabilities.maximum()) }
      guard let place = answer.categories.firstIndex(of: category) else {
        throw refusal("no class is called \(category)")
      }
      return .number(probabilities.column(place))
    case .entityId, .clusterId:
      guard let ranked = answer.ranked else { throw refusal("\(field.name) asks which node or rule decided") }
      return FieldValueOfGraph(content: .choice(ranked.places.column(field.rank - 1), ranked.names))
    case .affinity, .entityAffinity, .clusterAffinity:
      guard let ranked = answer.ranked, field.value == nil else {
        throw refusal("\(field.name) asks for an affinity by name")
      }
      return .number(ranked.distances.column(field.rank - 1))
    default: throw refusal("the result \(field.feature.rawValue) of \(field.name)")
    }
  }

  func writeOutputs(of answer: MarkupGraphAnswer, _ model: MarkupModel) throws {
    let shape: [ValueType.Dimension] = [.named("rows"), .fixed(1)]
    switch answer.value.content {
    case .number(let number): graph.output("prediction", number, shape: shape)
    case .text(let text): graph.output("label", text.squeezed([1]), shape: [.named("rows")])
    case .choice(let places, let texts):
      graph.output("label", labels(texts, model).gathered(places.squeezed([1]), axis: 0), shape: [.named("rows")])
    }
    if let probabilities = answer.probabilities {
      graph.output("probabilities", probabilities, shape: [.named("rows"), .fixed(answer.categories.count)])
    }
    try withScope(model.derived) {
      for field in Self.finalOutputs(of: model) {
        guard let value = finals[field.name] ?? (try? result(field, answer)) else {
          note(.lossy, "the output \(field.name) is left out: its result \(field.feature.rawValue) has no tensor")
          continue
        }
        set(field.name, value)
        switch value.content {
        case .number(let number): graph.output(field.name, number, shape: shape)
        case .text(let text): graph.output(field.name, text, shape: shape)
        case .choice(let places, let texts):
          graph.output(
            field.name, graph.constant(Tensor(texts, shape: [texts.count])).gathered(places, axis: 0), shape: shape)
        }
      }
    }
  }

  /// Outputs of the last segment of a chain, computed where its fields were known.
  var finals: [String: FieldValueOfGraph] = [:]

  static func finalOutputs(of model: MarkupModel) -> [OutputField] {
    var fields = model.outputs.filter(\.isFinalResult)
    if case .mining(let segmentation) = model.content, segmentation.method == .modelChain,
      let last = segmentation.segments.last
    {
      fields = finalOutputs(of: last.model) + fields
    }
    return fields
  }

  private func labels(_ texts: [String], _ model: MarkupModel) -> Value {
    let type = model.targetName.flatMap { name in document.fields.first { $0.name == name } }?.type
    let integers = texts.compactMap { Int64($0) }
    if type == .integer, integers.count == texts.count { return graph.constant(Tensor(integers, shape: [texts.count])) }
    return graph.constant(Tensor(texts, shape: [texts.count]))
  }
}
