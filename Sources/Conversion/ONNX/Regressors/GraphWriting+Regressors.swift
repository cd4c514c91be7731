// Estimators that answer with numbers.

internal import ModelCore

extension GraphWriting {
  func answer(of regressor: Regressor, _ table: GraphTable) throws -> GraphAnswer {
    switch regressor {
    case .scores(let function, let link):
      let scores = try scores(function, table)
      return GraphAnswer(
        scores: givesRawScores && link != .identity ? scores : nil,
        values: GraphMatrix(linked(scores.value, link, width: scores.width), width: scores.width))
    case .neighbors(let neighbors, let targets):
      return try within("KNeighborsRegressor") { try neighborValues(neighbors, targets, table) }
    case .average(let members): return try average(members, table)
    case .weightedMedian(let members): return try within("AdaBoostRegressor") { try median(members, table) }
    case .targets(let estimators):
      return GraphAnswer(values: try joined(try estimators.map { try values(of: try answer(of: $0, table)) }))
    case .chain(let estimators, let order):
      return GraphAnswer(values: try joined(try chain(estimators, order, table).map { try values(of: $0) }))
    case .stacking(let members, let final, let kind, let passes):
      return try answer(of: final, try stacked(members, kind, passes, table))
    case .transformedTarget(let inner, let inverse):
      let back = try transform(GraphTable(try values(of: try answer(of: inner, table))), by: inverse)
      return GraphAnswer(values: try numbers(of: back, for: "TransformedTargetRegressor"))
    case .isotonic(let thresholds, let values, let clips):
      let rows = try numbers(of: table, for: "IsotonicRegression", width: 1)
      return GraphAnswer(values: GraphMatrix(try isotonic(rows.value, thresholds, values, clips: clips), width: 1))
    }
  }

  private func linked(_ x: Value, _ link: Link, width: Int) -> Value {
    switch link {
    case .identity: x
    case .exponential: x.exp()
    case .logistic(let slope): (slope == 1 ? x : slope * x).logistic()
    case .softplus: graph.where(x > 0, x, graph.scalar(0)) + (-x.absolute()).exp().log1p()
    case .signedSquare: graph.where(x < 0, -(x * x), x * x)
    case .probit: x.normalDistribution()
    case .complementaryLogLog: -((-(x.exp())).expm1())
    case .logLog: (-((-x).exp())).exp()
    case .reciprocal: 1 / x
    case .power(let exponent): x.power(exponent)
    case .step: (x > 0).cast(to: .double)
    case .ascending: x.ascending(width)
    }
  }

  func isotonic(_ x: Value, _ thresholds: [Double], _ values: [Double], clips: Bool) throws -> Value {
    guard !thresholds.isEmpty, thresholds.count == values.count else {
      throw misfit("its thresholds are not one a value")
    }
    if thresholds.count == 1 { return x.filled(with: values[0]) }
    let curve = x.interpolated(thresholds, values)
    if clips { return curve }
    let isOutside = (x < thresholds[0]) || (x > thresholds[thresholds.count - 1])
    return graph.where(isOutside, graph.scalar(.nan), curve)
  }

  /// What a regressor says, or labels as numbers.
  func values(of answer: GraphAnswer) throws -> GraphMatrix {
    try numbers(of: try columns(.prediction, of: answer, for: "an ensemble"), for: "an ensemble")
  }
  private func joined(_ parts: [GraphMatrix]) throws -> GraphMatrix {
    try numbers(of: GraphTable(sideBySide: parts.map { GraphTable($0) }), for: "targets")
  }

  func answer(of member: Regressor.Member, _ index: Int, _ table: GraphTable) throws -> GraphAnswer {
    try within("estimators_[\(index)]") {
      if let columns = member.columns, !columns.allSatisfy((0..<table.width).contains) {
        throw misfit("a member takes a column there is not")
      }
      return try answer(of: member.estimator, member.columns.map(table.columns) ?? table)
    }
  }

  private func average(_ members: [Regressor.Member], _ table: GraphTable) throws -> GraphAnswer {
    guard !members.isEmpty else { throw misfit("it has no members") }
    let answers = try members.enumerated().map { try values(of: try answer(of: $1, $0, table)) }
    guard Set(answers.map(\.width)).count == 1 else { throw misfit("its members predict different numbers of targets") }
    let sum = graph.sum(zip(members, answers).map { $0.weight == 1 ? $1.value : $0.weight * $1.value })
    return GraphAnswer(values: GraphMatrix(sum / members.reduce(0) { $0 + $1.weight }, width: answers[0].width))
  }

  private func median(_ members: [Regressor.Member], _ table: GraphTable) throws -> GraphAnswer {
    guard !members.isEmpty else { throw misfit("it has no members") }
    guard graph.target.opset >= 11 else {
      throw refusal("the weighted median needs running sums", remedy: "ask for opset 11 or later")
    }
    let answers = graph.concatenate(
      try members.enumerated().map { try values(of: try answer(of: $1, $0, table)).value })
    let (sorted, order) = answers.top(members.count, isLargest: false)
    let weights = graph.constant(Tensor(members.map(\.weight), shape: [members.count])).gathered(order, axis: 0)
    let sums = weights.runningSum()
    let place = (sums >= 0.5 * sums.column(members.count - 1)).cast(to: .int64).argMax(keepsAxis: true)
    let chosen = graph.apply("GatherElements", [sorted, place], [Attribute("axis", .integer(1))], type: .double)
    return GraphAnswer(values: GraphMatrix(chosen, width: 1))
  }

  /// Answers by target; each estimator also takes what those before it predicted.
  func chain(_ estimators: [Estimator], _ order: [Int], _ table: GraphTable) throws -> [GraphAnswer] {
    guard order.sorted() == Array(estimators.indices) else { throw misfit("its order does not name each target once") }
    var table = table
    var answers = [GraphAnswer](repeating: GraphAnswer(), count: estimators.count)
    for (estimator, target) in zip(estimators, order) {
      answers[target] = try answer(of: estimator, table)
      table = GraphTable(sideBySide: [table, GraphTable(try values(of: answers[target]))])
    }
    return answers
  }

  /// Answers of members side by side, before the inputs where those go along.
  func stacked(
    _ members: [Regressor.Member], _ kind: AnswerKind, _ passesInputs: Bool, _ table: GraphTable
  ) throws -> GraphTable {
    var parts = try members.enumerated().map { index, member -> GraphTable in
      let answers = try answer(of: member, index, table)
      var wanted = kind
      if case .transformer = member.estimator { wanted = .transformation }
      let found = try columns(wanted, of: answers, for: "stacking")
      return wanted == .probabilities && found.width == 2 && answers.targets.isEmpty ? found.columns([1]) : found
    }
    if passesInputs { parts.append(table) }
    return GraphTable(sideBySide: parts)
  }
}
