// Sums of terms, networks, and segments put together.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func regress(_ regression: RegressionModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    let sums = try regression.equations.map { try sum($0, model) }
    guard let first = sums.first else { throw refusal("a regression model has no equation") }
    if model.function == .regression {
      return MarkupGraphAnswer(value: .number(try inverse(regression.normalization, first, model)))
    }
    let categories = regression.equations.map { $0.category ?? "" }
    let scores = graph.concatenate(sums)
    let shares: Value
    switch regression.normalization {
    case .softmax: shares = scores.softmax()
    case .simplemax: shares = scores / scores.sum()
    case .logit where sums.count > 2:
      let parts = try inverse(.logit, scores, model)
      shares = parts / parts.sum()
    case _ where sums.count == 2 || regression.normalization == .none:
      let parts = try sums.dropLast().map { try inverse(regression.normalization, $0, model) }
      let rest = parts.reduce(try constant(1)) { $0 - $1 }
      shares = graph.concatenate(parts + [rest])
    default: throw refusal("\(regression.normalization.rawValue) of \(sums.count) categories")
    }
    if model.targetName.flatMap({ name in document.fields.first { $0.name == name } })?.operation == .ordinal {
      throw refusal("ordered categories of a regression model")
    }
    return classified(categories, shares)
  }

  func classified(_ categories: [String], _ shares: Value) -> MarkupGraphAnswer {
    MarkupGraphAnswer(
      value: FieldValueOfGraph(content: .choice(shares.argMax(keepsAxis: true), categories)), categories: categories,
      probabilities: shares)
  }

  private func sum(_ equation: RegressionModel.Equation, _ model: MarkupModel) throws -> Value {
    var terms: [Value] = []
    for predictor in equation.numeric {
      let x = try number(predictor.field)
      let power = predictor.exponent == 1 ? x : x.power(Double(predictor.exponent))
      terms.append(predictor.coefficient == 1 ? power : rounded(power * predictor.coefficient, model))
    }
    for predictor in equation.categorical {
      let flag = try equals(try field(predictor.field), predictor.value).cast(to: .double)
      terms.append(flag * predictor.coefficient)
    }
    for term in equation.terms {
      terms.append(try term.fields.reduce(try constant(term.coefficient)) { $0 * (try number($1)) })
    }
    let sum = terms.dropFirst().reduce(try terms.first ?? constant(0)) { rounded($0 + $1, model) }
    return equation.intercept == 0 ? sum : rounded(sum + equation.intercept, model)
  }

  func inverse(_ normalization: RegressionModel.Normalization, _ x: Value, _ model: MarkupModel) throws -> Value {
    let result: Value
    switch normalization {
    case .none, .simplemax: return x
    case .softmax, .logit: result = 1 / (1 + (-x).exp())
    case .exp: result = x.exp()
    case .cloglog: result = 1 - (-(x.exp())).exp()
    case .loglog: result = (-((-x).exp())).exp()
    case .probit, .cauchit: throw refusal("\(normalization.rawValue) has no operators in double precision")
    }
    return rounded(result, model)
  }

  func regress(_ regression: GeneralRegressionModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var factors: [String: [(category: String?, value: Value)]] = [:]
    for cell in regression.predictorCells {
      let value = try field(cell.predictor)
      let factor: Value
      if let contrast = regression.factors.first(where: { $0.field == cell.predictor }) {
        guard contrast.contrasts.isEmpty else { throw refusal("a factor with a contrast matrix") }
        factor = try equals(value, cell.value).cast(to: .double)
      } else {
        let x = try number(value, cell.predictor)
        factor = cell.value.number == 1 ? x : x.power(cell.value.number)
      }
      factors[cell.parameter, default: []].append((cell.category, factor))
    }
    let offset = try regression.offsetField.map { try number($0) } ?? constant(regression.offset ?? 0)
    func predictor(_ category: String?) throws -> Value {
      let isPlain = regression.kind == .regression || regression.kind == .generalLinear
      return try regression.parameterCells.reduce(isPlain ? constant(0) : offset) { sum, cell in
        guard cell.category == nil || cell.category == category else { return sum }
        let own = (factors[cell.parameter] ?? []).filter { $0.category == nil || $0.category == category }
        return sum + (try own.reduce(constant(1)) { $0 * $1.value }) * cell.beta
      }
    }
    var categories: [String] = []
    for case .some(let category) in regression.parameterCells.map(\.category) where !categories.contains(category) {
      categories.append(category)
    }
    if let reference = regression.referenceCategory, !categories.contains(reference) { categories.append(reference) }
    switch regression.kind {
    case .regression, .generalLinear: return MarkupGraphAnswer(value: .number(try predictor(nil)))
    case .generalizedLinear:
      let links: [GeneralRegressionModel.Link: RegressionModel.Normalization] = [
        .identity: .none, .log: .exp, .logit: .logit, .cloglog: .cloglog, .loglog: .loglog,
      ]
      guard let link = links[regression.link ?? .identity] else {
        throw refusal("the link \(regression.link?.rawValue ?? "")")
      }
      if model.function == .regression {
        let mean = try inverse(link, try predictor(nil), model)
        guard regression.trialsField == nil else { throw refusal("trials by a field") }
        return MarkupGraphAnswer(value: .number(regression.trials.map { mean * $0 } ?? mean))
      }
      guard categories.count == 2 else { throw refusal("\(categories.count) categories of a generalised linear model") }
      let first = try inverse(link, try predictor(categories[0]), model)
      return classified(categories, graph.concatenate([first, 1 - first]))
    case .multinomialLogistic:
      let sums = try categories.map { $0 == regression.referenceCategory ? try constant(0) : try predictor($0) }
      return classified(categories, graph.concatenate(sums).softmax())
    case .ordinalMultinomial, .coxRegression:
      throw refusal("general regression of the kind \(regression.kind.rawValue)")
    }
  }

  func feed(_ network: NeuralNetworkModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var known: [String: Int] = [:]
    var columns: [Value] = []
    for input in network.inputs {
      known[input.id] = columns.count
      columns.append(try number(try value(of: input.field.expression), input.id))
    }
    var all = graph.concatenate(columns)
    for layer in network.layers {
      var weights = Matrix(rowCount: known.count, columnCount: layer.neurons.count)
      for (place, neuron) in layer.neurons.enumerated() {
        for connection in neuron.connections {
          guard let from = known[connection.from] else {
            throw refusal("a neuron is fed by \(connection.from), which is none before it")
          }
          weights[from, place] = connection.weight
        }
      }
      let sums = all.times(graph.constant(weights)) + graph.row(layer.neurons.map { $0.bias ?? 0 })
      var fired = try activate(layer.activation ?? network.activation, sums, layer.threshold ?? network.threshold)
      switch layer.normalization ?? network.normalization {
      case .none: break
      case .softmax: fired = fired.softmax()
      case .simplemax: fired = fired / fired.sum()
      }
      for neuron in layer.neurons { known[neuron.id] = known.count }
      all = graph.concatenate([all, fired])
    }
    var shares: [(String, Value)] = []
    for output in network.outputs {
      guard let place = known[output.neuron] else {
        throw refusal("an output reads \(output.neuron), which is no neuron")
      }
      switch output.field.expression {
      case .normDiscrete(_, let value, _): shares.append((value.text, all.column(place)))
      case .field: return MarkupGraphAnswer(value: .number(all.column(place)))
      default: throw refusal("a neural output that is scaled back")
      }
    }
    return classified(shares.map(\.0), graph.concatenate(shares.map(\.1)))
  }

  private func activate(_ activation: NeuralNetworkModel.Activation, _ x: Value, _ threshold: Double) throws -> Value {
    switch activation {
    case .threshold: return (x > threshold).cast(to: .double)
    case .logistic: return 1 / (1 + (-x).exp())
    case .tanh: return x.tanh()
    case .identity: return x
    case .exponential: return x.exp()
    case .reciprocal: return 1 / x
    case .square: return x * x
    case .Gauss: return (-(x * x)).exp()
    case .sine: return x.sin()
    case .cosine: return x.cos()
    case .Elliott: return x / (1 + x.absolute())
    case .rectifier: return graph.where(x < 0, graph.scalar(0), x)
    case .arctan, .radialBasis, .leakyRectifier: throw refusal("the activation \(activation.rawValue)")
    }
  }

  // MARK: Segments

  func combine(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    let isEverywhere = segmentation.segments.allSatisfy { $0.predicate == .always }
    guard isEverywhere || segmentation.method == .selectFirst else {
      throw refusal("segments that run for some rows only")
    }
    if segmentation.method == .modelChain || segmentation.method == .multiModelChain {
      return try chain(segmentation, model)
    }
    let models = segmentation.segments.map(\.model)
    let weights = segmentation.segments.map(\.weight)
    let additive: Set<Segmentation.Method> = [
      .sum, .average, .weightedSum, .weightedAverage, .majorityVote, .weightedMajorityVote,
    ]
    let isTrees = models.allSatisfy { inner in
      if case .tree(let tree) = inner.content {
        tree.missingStrategy != .aggregateNodes && inner.outputs.isEmpty && inner.targets.isEmpty
          && inner.function == model.function
          && inner.precision == model.precision
      } else {
        false
      }
    }
    if additive.contains(segmentation.method), isTrees {
      return try trees(models, weights: weights, method: segmentation.method, model)
    }
    if segmentation.method == .selectFirst { return try selectFirst(segmentation) }
    let answers = try models.enumerated().map { place, inner in
      try within("segment \(place + 1)") { try answer(of: inner) }
    }
    return model.function == .regression
      ? try combineNumbers(answers, weights, segmentation.method, model)
      : try combineClasses(answers, weights, segmentation.method, model)
  }

  private func chain(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var last: MarkupGraphAnswer?
    for (place, segment) in segmentation.segments.enumerated() {
      let isLast = place == segmentation.segments.count - 1
      last = try within("segment \(place + 1)") {
        let answer = try answer(of: segment.model)
        for field in segment.model.outputs {
          let value = try withScope(segment.model.derived) { try outputValue(field, answer) }
          if isLast, field.isFinalResult { finals[field.name] = value }
          set(field.name, value)
        }
        return answer
      }
    }
    guard let last else { throw refusal("a chain has no segment") }
    return last
  }

  private func combineNumbers(
    _ answers: [MarkupGraphAnswer], _ weights: [Double], _ method: Segmentation.Method, _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    let numbers = try answers.map { try number($0.value, "a segment") }
    let all = graph.concatenate(numbers)
    func sum(_ values: [Value]) -> Value { values.dropFirst().reduce(values[0]) { rounded($0 + $1, model) } }
    let weighted = { sum(zip(numbers, weights).map { self.rounded($0 * $1, model) }) }
    let value: Value
    switch method {
    case .sum: value = sum(numbers)
    case .average: value = rounded(sum(numbers) / Double(numbers.count), model)
    case .weightedSum: value = weighted()
    case .weightedAverage: value = rounded(weighted() / weights.reduce(0, +), model)
    case .max: value = all.maximum()
    case .median:
      let (values, _) = all.top(numbers.count, isLargest: false)
      let middle = numbers.count / 2
      value = numbers.count % 2 == 1 ? values.column(middle) : (values.column(middle - 1) + values.column(middle)) / 2
    case .weightedMedian:
      let (values, places) = all.top(numbers.count, isLargest: false)
      let sorted = graph.constant(Tensor(weights, shape: [weights.count])).gathered(places, axis: 0)
      let reached = graph.apply("CumSum", [sorted, graph.integer(1)], type: .double)
      let isFirst = (reached >= reached.column(numbers.count - 1) * 0.5).cast(to: .int64).argMax(keepsAxis: true)
      value = graph.apply("GatherElements", [values, isFirst], [Attribute("axis", .integer(1))], type: .double)
    default: throw refusal("the method \(method.rawValue) of numbers")
    }
    return MarkupGraphAnswer(value: .number(value))
  }

  private func combineClasses(
    _ answers: [MarkupGraphAnswer], _ weights: [Double], _ method: Segmentation.Method, _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    var names: [String] = []
    for name in answers.flatMap(\.categories) where !names.contains(name) { names.append(name) }
    let categories = ordered(names, model)
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    var parts: [Value] = []
    for (place, answer) in answers.enumerated() {
      let part: Value
      if isVote {
        guard case .choice(let choices, let texts) = answer.value.content else {
          throw refusal("a segment votes for no class")
        }
        let table = Matrix(rows: texts.map { text in categories.map { $0 == text ? 1.0 : 0 } })
        part = graph.constant(table).gathered(choices.squeezed([1]), axis: 0)
      } else {
        guard let probabilities = answer.probabilities else { throw refusal("a segment has no probabilities") }
        part = graph.concatenate(
          try categories.map { name in
            try answer.categories.firstIndex(of: name).map { probabilities.column($0) } ?? constant(0)
          })
      }
      parts.append(method.isWeighted ? part * weights[place] : part)
    }
    let sum = graph.sum(parts)
    switch method {
    case .average, .majorityVote: return classified(categories, sum / Double(answers.count))
    case .weightedAverage, .weightedMajorityVote: return classified(categories, sum / weights.reduce(0, +))
    case .sum, .weightedSum: return classified(categories, sum)
    default: throw refusal("the method \(method.rawValue) of classes")
    }
  }

  private func selectFirst(_ segmentation: Segmentation) throws -> MarkupGraphAnswer {
    let answers = try segmentation.segments.enumerated().map { place, segment in
      try within("segment \(place + 1)") { try answer(of: segment.model) }
    }
    guard answers.allSatisfy({ $0.categories.isEmpty }) else { throw refusal("the first of segments that classify") }
    var result = try constant(.nan)
    for (segment, answer) in zip(segmentation.segments, answers).reversed() {
      result = graph.where(try holds(segment.predicate).isTrue, try number(answer.value, "a segment"), result)
    }
    return MarkupGraphAnswer(value: .number(result))
  }
}
