// The state of one conversion from PMML to ONNX: fields that are known, and where each element goes.

internal import ModelCore
internal import PredictiveMarkup

final class DocumentGraph {
  let graph: GraphBuilder
  let document: MarkupDocument
  private(set) var remarks: [Remark] = []
  private var path: [String] = []
  var scopes: [[String: DerivedField]] = []
  var values: [[String: FieldValueOfGraph]] = [[:]]
  var underWay: Set<String> = []
  let functions: [String: DefinedFunction]
  /// A column of as many rows as the inputs have; constants are spread over it.
  var pattern: Value?
  /// Fields that are no inputs, and why.
  var leftOut: [String: String] = [:]
  /// Outputs of the segments of a chain, computed where their fields were known.
  var finals: [String: FieldValueOfGraph] = [:]

  init(_ document: MarkupDocument, _ target: OperatorTarget) {
    self.document = document
    graph = GraphBuilder(target)
    functions = Dictionary(document.functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    scopes = [Self.index(document.derived)]
    takeInputs()
  }

  static func index(_ fields: [DerivedField]) -> [String: DerivedField] {
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

  // MARK: Models

  func answer(of model: MarkupModel) throws -> MarkupGraphAnswer {
    try within(model.name ?? Self.name(of: model)) {
      try withScope(model.derived) {
        if path.count > 1 { try treatAgain(model) }
        var answer = try content(of: model)
        try applyTargets(&answer, model)
        return answer
      }
    }
  }

  /// Whether a model inside another has its own word on missing values and outliers.
  func treats(_ model: MarkupModel) -> Bool {
    model.schema.contains { !$0.usage.isTarget && ($0.missingReplacement != nil || $0.outliers != .asIs) }
  }

  private func treatAgain(_ model: MarkupModel) throws {
    for mining in model.schema where !mining.usage.isTarget {
      guard mining.missingReplacement != nil || mining.outliers != .asIs else { continue }
      switch try field(mining.name).content {
      case .number(var value):
        let isExtreme = mining.outliers == .asExtremeValues
        if mining.outliers != .asIs, let low = mining.lowValue {
          value = graph.where(value < low, graph.scalar(isExtreme ? low : .nan), value)
        }
        if mining.outliers != .asIs, let high = mining.highValue {
          value = graph.where(value > high, graph.scalar(isExtreme ? high : .nan), value)
        }
        if let replacement = mining.missingReplacement {
          value = graph.where(value.isNaN(), graph.scalar(Self.number(replacement)), value)
        }
        set(mining.name, .number(value))
      case .text(let text):
        guard let replacement = mining.missingReplacement else { continue }
        let isMissing = !(text.places(among: [""]) < 0)
        set(
          mining.name,
          FieldValueOfGraph(content: .text(graph.where(isMissing, graph.string(replacement.text), text))))
      case .choice(let places, var texts):
        guard let replacement = mining.missingReplacement else { continue }
        if !texts.contains(replacement.text) { texts.append(replacement.text) }
        let place = graph.scalar(Double(texts.firstIndex(of: replacement.text) ?? -1), as: .int64)
        set(mining.name, FieldValueOfGraph(content: .choice(graph.where(places < 0, place, places), texts)))
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
    case .tree(let tree):
      return tree.followsSeveral ? try openTree(tree, model) : try trees([model], weights: nil, method: .sum, model)
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
    if target.factor != 1 { value = rounded(value * model.precision.held(target.factor), model) }
    if target.constant != 0 { value = rounded(value + model.precision.held(target.constant), model) }
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
}
