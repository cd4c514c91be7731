// Results of a model as outputs of the graph.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
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
    if answer.targets.isEmpty {
      write(answer.value, number: "prediction", label: "label", target: model.targetName)
    }
    for target in answer.targets {
      write(target.answer.value, number: target.name, label: target.name, target: target.name)
    }
    if answer.targets.isEmpty, let probabilities = answer.probabilities {
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
          graph.output(field.name, places.looked(up: Tensor(texts + [""], shape: [texts.count + 1])), shape: shape)
        }
      }
    }
  }

  /// Those of a chain's segments, then its own.
  static func finalOutputs(of model: MarkupModel) -> [OutputField] {
    var fields: [OutputField] = []
    if case .mining(let segmentation) = model.content,
      segmentation.method == .modelChain || segmentation.method == .multiModelChain
    {
      fields = segmentation.segments.flatMap { finalOutputs(of: $0.model) }
    }
    return fields + model.outputs.filter(\.isFinalResult)
  }

  private func write(_ value: FieldValueOfGraph, number: String, label: String, target: String?) {
    switch value.content {
    case .number(let values): graph.output(number, values, shape: [.named("rows"), .fixed(1)])
    case .text(let text): graph.output(label, text.squeezed([1]), shape: [.named("rows")])
    case .choice(let places, let texts):
      graph.output(label, labels(places.squeezed([1]), texts, target), shape: [.named("rows")])
    }
  }

  /// Labels as the target's type has them: integers, or strings, of which the empty one is none.
  private func labels(_ places: Value, _ texts: [String], _ target: String?) -> Value {
    let type = target.flatMap { name in document.fields.first { $0.name == name } }?.type
    let integers = texts.compactMap { Int64($0) }
    guard type == .integer, integers.count == texts.count, let first = integers.first else {
      return places.looked(up: Tensor(texts + [""], shape: [texts.count + 1]))
    }
    note(.bounded, "a row without an answer has NaN for its probabilities, and \(first) as its label")
    return places.looked(up: Tensor(integers + [first], shape: [integers.count + 1]))
  }
}
