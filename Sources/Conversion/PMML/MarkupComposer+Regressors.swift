// Regressors as model elements.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func compose(_ regressor: Regressor, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    switch regressor {
    case .scores(let function, let link): return try compose(function, link, columns)
    case .neighbors(let neighbors, let targets): return try compose(neighbors, targets: targets, columns)
    case .average(let members): return try average(members, columns)
    case .weightedMedian(let members): return try weightedMedian(members, columns)
    case .targets(let estimators):
      return targets(
        try estimators.enumerated().map { place, estimator in
          try within("targets[\(place)]") { try value(try compose(estimator, columns), "target") }
        })
    case .chain(let estimators, let order):
      guard order.count == estimators.count, Set(order) == Set(estimators.indices) else {
        throw misfit("a chain's order is none")
      }
      var (columns, values) = (columns, [MarkupColumn](repeating: .constant(0), count: order.count))
      for (estimator, target) in zip(estimators, order) {
        let value = try value(try compose(estimator, columns), "target")
        values[target] = value
        columns.append(value)
      }
      return targets(values)
    case .stacking(let members, let final, let kind, let passesInputs):
      return try compose(final, try stacked(members, kind, passesInputs, columns))
    case .transformedTarget(let estimator, let inverse):
      let answer = try compose(estimator, columns)
      let values = answer.targets.isEmpty ? [try value(answer, "raw")] : answer.targets
      let results = try transform(values, by: inverse)
      return results.count == 1 ? .value(equation(results[0], "prediction")) : targets(results)
    case .isotonic(let thresholds, let values, let clips):
      let x = try numbers(columns, "IsotonicRegression", width: 1)[0]
      return .value(equation(try curve(thresholds, values, clips: clips, at: x), "prediction"))
    }
  }

  func targets(_ columns: [MarkupColumn]) -> ComposedAnswer {
    guard columns.count > 1 else { return .value(equation(columns.first ?? .constant(0), "prediction")) }
    var answer = ComposedAnswer.value(equation(columns[0], "prediction"))
    answer.targets = columns
    return answer
  }

  private func compose(_ function: ScoreFunction, _ link: Link, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    if function.outputCount != 1 {
      return targets(try equations(of: function, columns).map { try linked(column($0), link) })
    }
    if case .linear(let linear) = function, let normalization = Self.normalization(link) {
      let equation = try equations(of: linear, columns)
      return ComposedAnswer(MarkupModel(.regression, .regression(RegressionModel(normalization, equation))))
    }
    if link == .identity {
      switch function {
      case .trees(let ensemble): return ComposedAnswer(try models(of: ensemble, columns)[0])
      case .supportVectors(let machine): return ComposedAnswer(try models(of: machine, columns)[0])
      case .network(let network):
        let layers = try self.network(network, columns)
        return ComposedAnswer(regression(layers, neuron: layers.layers.last?.neurons.first?.id ?? ""))
      case .linear, .constant: break
      }
    }
    let score = column(try equations(of: function, columns)[0])
    var precision = Precision.double
    if case .trees(let ensemble) = function { precision = ensemble.accumulation }
    if let normalization = Self.normalization(link) {
      var model = MarkupModel(.regression, .regression(RegressionModel(normalization, [equation(score, "score")])))
      model.precision = precision
      return ComposedAnswer(model)
    }
    return .value(equation(try linked(score, link), "prediction"))
  }

  /// What `RegressionModel` itself does to its sum.
  private static func normalization(_ link: Link) -> RegressionModel.Normalization? {
    switch link {
    case .identity: RegressionModel.Normalization.none
    case .exponential: .exp
    case .logistic(slope: 1): .logit
    case .probit: .probit
    case .logLog: .loglog
    default: nil
    }
  }

  func linked(_ score: MarkupColumn, _ link: Link) throws -> MarkupColumn {
    let x = materialized(score, "score")
    switch link {
    case .identity: return x
    case .exponential: return x.applying("exp")
    case .logistic(let slope): return (slope == 1 ? x : x * .constant(slope)).logistic
    case .softplus:
      let upper = x + (.constant(0) - x).applying("exp").applying("ln1p")
      return .condition(x.applying("greaterThan", .constant(0)), upper, x.applying("exp").applying("ln1p"))
    case .signedSquare:
      return .condition(x.applying("lessThan", .constant(0)), .constant(0) - x * x, x * x)
    case .probit: return x.applying("stdNormalCDF")
    case .complementaryLogLog: return .constant(0) - (.constant(0) - x.applying("exp")).applying("expm1")
    case .logLog: return (.constant(0) - (.constant(0) - x).applying("exp")).applying("exp")
    case .reciprocal: return .constant(1) / x
    case .power(let exponent): return x.applying("pow", .constant(exponent))
    case .step: return .condition(x.applying("greaterThan", .constant(0)), .constant(1), .constant(0))
    case .ascending: throw refusal("several quantiles, which are brought into order row by row")
    }
  }

  private func average(_ members: [Regressor.Member], _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    guard let first = members.first else { throw misfit("an average has no members") }
    let answers = try members.enumerated().map { place, member in
      try within("members[\(place)]") { try compose(member.estimator, try own(member, columns)) }
    }
    if answers.contains(where: { !$0.targets.isEmpty }) {
      throw refusal("an average of estimators of several targets")
    }
    guard answers.allSatisfy({ $0.classes.isEmpty }) else { throw misfit("an average has members that classify") }
    var segments = numbered(answers.map(\.model))
    let isEven = members.allSatisfy { $0.weight == first.weight }
    for (place, member) in members.enumerated() where !isEven { segments[place].weight = member.weight }
    let method: Segmentation.Method = isEven ? .average : .weightedAverage
    return ComposedAnswer(MarkupModel(.regression, .mining(Segmentation(method, segments))))
  }

  private func weightedMedian(_ members: [Regressor.Member], _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let answers = try members.enumerated().map { place, member in
      try within("members[\(place)]") { try compose(member.estimator, try own(member, columns)) }
    }
    guard answers.allSatisfy({ $0.classes.isEmpty && $0.targets.isEmpty }) else {
      throw misfit("a median has members that classify or have several targets")
    }
    var segments = numbered(answers.map(\.model))
    for (place, member) in members.enumerated() { segments[place].weight = member.weight }
    return ComposedAnswer(MarkupModel(.regression, .mining(Segmentation(.weightedMedian, segments))))
  }

  func own(_ member: Regressor.Member, _ columns: [MarkupColumn]) throws -> [MarkupColumn] {
    try member.columns.map { try select($0, of: columns) } ?? columns
  }

  /// What members answer, and the inputs behind it, as the last estimator takes them.
  func stacked(
    _ members: [Regressor.Member], _ kind: AnswerKind, _ passesInputs: Bool, _ columns: [MarkupColumn]
  ) throws -> [MarkupColumn] {
    let answers = try members.enumerated().flatMap { place, member -> [MarkupColumn] in
      try within("members[\(place)]") {
        let own = try own(member, columns)
        if case .transformer(let transformer) = member.estimator { return try transform(own, by: transformer) }
        let answered = try answerColumns(of: member.estimator, kind, own)
        // Of two classes only the second goes in.
        return kind == .probabilities && answered.count == 2 ? [answered[1]] : answered
      }
    }
    return answers.map { materialized($0, "member") } + (passesInputs ? columns : [])
  }

  /// Straight pieces between points; beyond the ends the end's value where `clips`, else none.
  func curve(_ xs: [Double], _ ys: [Double], clips: Bool, at x: MarkupColumn) throws -> MarkupColumn {
    guard xs.count == ys.count, let only = ys.first else { throw misfit("a curve has no points") }
    if xs.count == 1 { return .constant(only) }
    guard zip(xs, xs.dropFirst()).allSatisfy({ $0 < $1 }) else { throw misfit("a curve's thresholds do not ascend") }
    var norm = NormContinuous()
    norm.field = field(x, "score")
    norm.outliers = clips ? .asExtremeValues : .asMissingValues
    norm.points = zip(xs, ys).map { .init($0, $1) }
    return MarkupColumn(expression: .normContinuous(norm))
  }

  // MARK: Neighbours

  private func compose(
    _ neighbors: NearestNeighbors, targets: Matrix, _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    let answers = try (0..<targets.columnCount).map { target in
      var model = try model(of: neighbors, targets.column(target).map { Literal.text(of: $0) }, "y", columns)
      model.continuousScoring = neighbors.weighting == .distance ? .weightedAverage : .average
      return localized(MarkupModel(.regression, .nearestNeighbor(model)))
    }
    if answers.count == 1 { return ComposedAnswer(answers[0]) }
    throw refusal("neighbours with several targets", remedy: "fit one regressor a target")
  }

  /// Classes by neighbours: PMML's element gives no probabilities, so they are added up from who the neighbours are and
  /// how far.
  func neighborly(
    _ labels: [Label], _ neighbors: NearestNeighbors, _ classes: [Int], _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    let texts = try labels.map { try labelText($0) }
    var model = try model(of: neighbors, classes.map { texts[$0] }, "y", columns)
    model.categoricalScoring = neighbors.weighting == .distance ? .weightedMajorityVote : .majorityVote
    // A neighbour's name begins with the place of its class.
    let names = freshName("neighbor")
    model.idField = names
    model.instanceFields.insert(.init(names, column: "id"), at: 0)
    model.instances.columns.insert("id", at: 0)
    model.instances.rows = TableRows(
      model.instances.rows.enumerated().map { row, cells in ["\(classes[row])/\(row)"] + cells })
    addField(DataField(names, .string, .categorical))
    let outputs = (1...model.neighborCount).flatMap { rank -> [OutputField] in
      var (id, distance) = (
        OutputField("neighbor \(rank)", .entityId, type: .string, operation: .categorical),
        // Engines read the first one's distance under this name, and the others' under the other.
        OutputField("distance \(rank)", rank == 1 ? .entityAffinity : .affinity, type: .double, operation: .continuous)
      )
      (id.rank, distance.rank) = (rank, rank)
      return neighbors.weighting == .distance ? [id, distance] : [id]
    }
    let found = push(localized(MarkupModel(.classification, .nearestNeighbor(model))), outputs: outputs)
    let step = neighbors.weighting == .distance ? 2 : 1
    var votes = [[MarkupColumn]](repeating: [], count: labels.count)
    for place in stride(from: 0, to: found.count, by: step) {
      let pattern = MarkupColumn(expression: .literal(Literal("/.*"), .string), isText: true)
      let empty = MarkupColumn(expression: .literal(Literal(""), .string), isText: true)
      var owner = found[place].applying("replace", pattern, empty)
      owner.isText = true
      owner = materialized(owner, "class")
      let weight =
        step == 2 ? materialized(.constant(1) / (found[place + 1] + .constant(1e-300)), "weight") : .constant(1)
      for label in labels.indices {
        let own = MarkupColumn(expression: .literal(Literal(String(label)), .string), isText: true)
        votes[label].append(.condition(owner.applying("equal", own), weight, .constant(0)))
      }
    }
    let sums = votes.map { materialized(added($0), "votes") }
    let total = materialized(added(sums), "all votes")
    return try deciding(labels, sums.map { $0 / total })
  }

  /// What segments before put out is no field that instances can be of: it is taken over into fields of the model's own.
  private func localized(_ model: MarkupModel) -> MarkupModel {
    guard case .nearestNeighbor(var neighbors) = model.content else { return model }
    var model = model
    var names: [String: String] = [:]
    for input in neighbors.inputs where isOutput(input.field) && names[input.field] == nil {
      let name = freshName("near")
      names[input.field] = name
      model.derived.append(DerivedField(name, .double, .continuous, .field(input.field)))
    }
    for place in neighbors.inputs.indices {
      neighbors.inputs[place].field = names[neighbors.inputs[place].field] ?? neighbors.inputs[place].field
    }
    for place in neighbors.instanceFields.indices {
      neighbors.instanceFields[place].field =
        names[neighbors.instanceFields[place].field] ?? neighbors.instanceFields[place].field
    }
    model.content = .nearestNeighbor(neighbors)
    return model
  }

  /// The points as rows of the document. `target`: what the field of the answers will be called.
  func model(
    of neighbors: NearestNeighbors, _ answers: [String], _ target: String, _ columns: [MarkupColumn]
  ) throws -> NearestNeighborModel {
    let columns = try numbers(columns, "nearest neighbours", width: neighbors.points.columnCount)
    guard case .count(let count) = neighbors.reach else {
      throw refusal("all neighbours within a radius; PMML's models take a number of them")
    }
    var result = NearestNeighborModel()
    result.neighborCount = count
    result.isTransformed = true
    // Small enough to vanish beside any distance; a neighbour at distance 0 outweighs all others.
    result.threshold = 1e-300
    let fields = columns.map { field($0, "feature") }
    result.inputs = fields.map { NearestNeighborModel.Input($0) }
    result.measure.metric = try metric(neighbors.metric, &result.inputs)
    result.instanceFields = fields.enumerated().map { .init($1, column: "x\($0)") } + [.init(target, column: "y")]
    result.instances.columns = fields.indices.map { "x\($0)" } + ["y"]
    guard answers.count == neighbors.points.rowCount else { throw misfit("points have no answer each") }
    result.instances.rows = TableRows(
      answers.enumerated().map { row, answer in neighbors.points.row(row).map { Literal.text(of: $0) } + [answer] })
    return result
  }

  private func metric(
    _ metric: NearestNeighbors.Metric, _ inputs: inout [NearestNeighborModel.Input]
  ) throws -> ComparisonMeasure.Metric {
    func weigh(_ weights: [Double]) { for place in inputs.indices { inputs[place].weight = weights[place] } }
    switch metric {
    case .euclidean: return .euclidean
    case .manhattan: return .cityBlock
    case .chebyshev: return .chebychev
    case .minkowski(let p, let weights):
      if let weights, weights.count == inputs.count { weigh(weights) }
      return .minkowski(p: p)
    case .seuclidean(let variances) where variances.count == inputs.count:
      weigh(variances.map { 1 / $0 })
      note(.bounded, "squares are multiplied by 1 / variance, not divided: within 2 units in the last place")
      return .euclidean
    case .hamming:
      for place in inputs.indices { inputs[place].comparison = .delta }
      weigh(inputs.map { _ in 1 / Double(inputs.count) })
      return .cityBlock
    default: throw refusal("the metric \(metric), which PMML has no word for")
    }
  }
}
