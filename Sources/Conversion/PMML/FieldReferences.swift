// Which fields a model needs, so that its mining schema can name them.

internal import ModelCore
internal import PredictiveMarkup

/// Collects the names that expressions, predicates and models look up.
enum FieldReferences {
  static func collect(_ expression: FieldExpression, into names: inout [String]) {
    switch expression {
    case .missing, .literal: break
    case .field(let name, _): names.append(name)
    case .normContinuous(let norm): names.append(norm.field)
    case .normDiscrete(let field, _, _): names.append(field)
    case .discretize(let discretize): names.append(discretize.field)
    case .mapValues(let map): names += map.pairs.map(\.field)
    case .textIndex(let index):
      names.append(index.field)
      collect(index.term, into: &names)
    case .apply(let application): for argument in application.arguments { collect(argument, into: &names) }
    case .aggregate(let aggregate): names.append(aggregate.field)
    case .lag(let field, _, _, _): names.append(field)
    }
  }

  static func collect(_ predicate: RowPredicate, into names: inout [String]) {
    switch predicate {
    case .always, .never: break
    case .simple(let field, _, _), .set(let field, _, _): names.append(field)
    case .compound(_, let parts): for part in parts { collect(part, into: &names) }
    }
  }

  static func collect(_ node: TreeNode, into names: inout [String]) {
    collect(node.predicate, into: &names)
    for child in node.children { collect(child, into: &names) }
  }

  /// Names a model looks up, its segments' included.
  static func names(of model: MarkupModel) -> [String] {
    var names: [String] = []
    for output in model.outputs { if let expression = output.expression { collect(expression, into: &names) } }
    for field in model.derived { collect(field.expression, into: &names) }
    switch model.content {
    case .tree(let tree): collect(tree.root, into: &names)
    case .regression(let regression):
      for equation in regression.equations {
        names += equation.numeric.map(\.field) + equation.categorical.map(\.field) + equation.terms.flatMap(\.fields)
      }
    case .mining(let segmentation):
      for segment in segmentation.segments {
        collect(segment.predicate, into: &names)
        names += Self.names(of: segment.model)
      }
    case .network(let network): for input in network.inputs { collect(input.field.expression, into: &names) }
    case .supportVectors(let vectors): names += vectors.fields.map(\.field)
    case .clustering(let clustering): names += clustering.fields.map(\.field)
    case .nearestNeighbor(let neighbors): names += neighbors.inputs.map(\.field)
    case .naiveBayes(let bayes): names += bayes.inputs.map(\.field)
    case .generalRegression(let regression): names += regression.predictorCells.map(\.predictor)
    case .scorecard, .rules, .association: break
    }
    return names
  }
}

/// Fills mining schemas: data fields in the order of the dictionary, then outputs of segments before.
struct SchemaWriter {
  private let order: [String: Int]
  private let dataCount: Int
  private let derived: [String: DerivedField]
  private var bases: [String: Set<String>] = [:]
  /// Fields that stand for the targets of models inside, which some engines ask for.
  private(set) var innerTargets: [DataField] = []
  private let innerNames: (text: String, number: String)
  /// The type of what the document answers, which engines give to models inside that name no target of their own.
  private let outerType: FieldType

  init(
    dictionary: [DataField], derived: [DerivedField], chain: [MarkupModel], innerNames: (String, String),
    outerType: FieldType
  ) {
    self.innerNames = innerNames
    self.outerType = outerType
    let outputs = chain.flatMap { $0.outputs.map(\.name) }
    let names = dictionary.map(\.name) + outputs
    order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    dataCount = dictionary.count
    self.derived = Dictionary(derived.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func fill(_ model: MarkupModel, target: String?) -> MarkupModel {
    var model = model
    if case .mining(var segmentation) = model.content {
      for index in segmentation.segments.indices {
        // Members say the same target, so that their classes are of one type.
        segmentation.segments[index].model = fill(segmentation.segments[index].model, target: target)
      }
      model.content = .mining(segmentation)
    }
    let own = Set(model.outputs.map(\.name))
    let fields = bases(of: FieldReferences.names(of: model)).subtracting(own)
    model.schema = fields.sorted { (order[$0] ?? .max) < (order[$1] ?? .max) }.map { MiningField($0) } + model.schema
    if let target = target ?? innerTarget(of: model) {
      model.schema.append(MiningField(target, .target))
      name(target, in: &model.content)
    }
    return model
  }

  /// Models that look at nothing, such as a constant, name a field all the same: a schema is never empty.
  static func withFields(_ model: MarkupModel, _ fallback: String?) -> MarkupModel {
    var model = model
    if !model.schema.contains(where: { !$0.usage.isTarget }), let fallback {
      model.schema.insert(MiningField(fallback), at: 0)
    }
    if case .mining(var segmentation) = model.content {
      let own = model.schema.first { !$0.usage.isTarget }?.name
      for index in segmentation.segments.indices {
        segmentation.segments[index].model = withFields(segmentation.segments[index].model, own)
      }
      model.content = .mining(segmentation)
    }
    return model
  }

  /// Elements that name their target need one also where nobody asks for it. So do classes that would be taken for values of
  /// the outer target: a member's class 0 is `false` where the document answers with booleans, `0.0` where with numbers.
  private mutating func innerTarget(of model: MarkupModel) -> String? {
    let isText = model.function == .classification
    switch model.content {
    case .network, .naiveBayes, .nearestNeighbor: break
    default:
      guard isText ? outerType != .string : model.function == .regression && outerType == .boolean else { return nil }
    }
    let name = isText ? innerNames.text : innerNames.number
    if !innerTargets.contains(where: { $0.name == name }) {
      innerTargets.append(DataField(name, isText ? .string : .double, isText ? .categorical : .continuous))
    }
    return name
  }

  private func name(_ target: String, in content: inout MarkupModel.Content) {
    switch content {
    case .network(var network):
      for place in network.outputs.indices {
        switch network.outputs[place].field.expression {
        case .field: network.outputs[place].field.expression = .field(target)
        case .normDiscrete(_, let value, let missing):
          network.outputs[place].field.expression = .normDiscrete(field: target, value: value, missing: missing)
        default: break
        }
      }
      content = .network(network)
    case .naiveBayes(var bayes):
      bayes.outputField = target
      content = .naiveBayes(bayes)
    case .nearestNeighbor(var neighbors):
      for place in neighbors.instanceFields.indices where neighbors.instanceFields[place].column == "y" {
        neighbors.instanceFields[place].field = target
      }
      content = .nearestNeighbor(neighbors)
    default: break
    }
  }

  /// The schema around a chain: data alone.
  mutating func outerSchema(of models: [MarkupModel], target: String?) -> [MiningField] {
    let names = Set(models.flatMap { $0.schema.map(\.name) }).filter { (order[$0] ?? .max) < dataCount }
    let fields = names.sorted { (order[$0] ?? .max) < (order[$1] ?? .max) }.map { MiningField($0) }
    return fields + (target.map { [MiningField($0, .target)] } ?? [])
  }

  private mutating func bases(of names: [String]) -> Set<String> {
    var result: Set<String> = []
    for name in Set(names) { result.formUnion(base(of: name)) }
    return result
  }

  /// The fields of the schema that a name stands on.
  private mutating func base(of name: String) -> Set<String> {
    guard let field = derived[name] else { return order[name] == nil ? [] : [name] }
    if let known = bases[name] { return known }
    bases[name] = []
    var used: [String] = []
    FieldReferences.collect(field.expression, into: &used)
    let result = bases(of: used)
    bases[name] = result
    return result
  }
}

/// Which inputs of an estimator hold text, where the model file does not say.
enum TextFinder {
  static func textColumns(of estimator: Estimator, count: Int) -> Set<Int> {
    switch estimator {
    case .transformer(let transformer): textColumns(of: transformer, count: count)
    case .pipeline(let steps): steps.first.map { textColumns(of: $0, count: count) } ?? []
    default: []
    }
  }

  private static func textColumns(of transformer: Transformer, count: Int) -> Set<Int> {
    switch transformer {
    case .sequence(let steps): return steps.first.map { textColumns(of: $0, count: count) } ?? []
    case .branches(let branches):
      var result: Set<Int> = []
      for branch in branches {
        let columns = branch.columns ?? Array(0..<count)
        for place in textColumns(of: branch.transformer, count: columns.count) where columns.indices.contains(place) {
          result.insert(columns[place])
        }
      }
      return result
    case .oneHot(let encoding):
      return Set(encoding.columns.indices.filter { encoding.columns[$0].categories.contains(where: isText) })
    case .ordinal(let encoding):
      return Set(encoding.columns.indices.filter { encoding.columns[$0].categories.contains(where: isText) })
    case .labels(let labels): return labels.contains(where: isText) ? [0] : []
    case .impute(let imputation):
      if case .string = imputation.marker { return Set(imputation.fills.indices) }
      return Set(imputation.fills.indices.filter { isText(imputation.fills[$0]) })
    case .text: return [0]
    default: return []
    }
  }

  private static func isText(_ label: Label) -> Bool { if case .string = label { true } else { false } }
}
