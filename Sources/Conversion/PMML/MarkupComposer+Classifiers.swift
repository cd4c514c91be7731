// Classifiers as model elements.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func compose(_ classifier: Classifier, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let labels = classifier.labels
    var answer: ComposedAnswer
    switch classifier.rule {
    case .scores(let function, let link, let decision):
      answer = try scored(labels, function, link, decision, columns)
    case .pairwiseVectors(let machine): answer = try within("SVC") { try pairwise(labels, machine, columns) }
    case .neighbors(let neighbors, let classes, let outlier):
      guard classes.allSatisfy(labels.indices.contains), outlier == nil else {
        throw refusal("neighbours with a label for outliers")
      }
      answer = try neighborly(labels, neighbors, classes, columns)
    case .gaussianNaiveBayes(let bayes): answer = try gaussian(labels, bayes, columns)
    case .discreteNaiveBayes(let bayes): answer = try discrete(labels, bayes, columns)
    case .quadraticDiscriminant(let model): answer = try quadratic(labels, model, columns)
    case .voting(let members, let isSoft): answer = try voting(labels, members, isSoft, columns)
    case .adaBoost(let members, let algorithm): answer = try boosted(labels, members, algorithm, columns)
    case .oneVersusRest(let estimators, let isMultilabel, let lastWins):
      guard !isMultilabel else { throw refusal("several labels at once", remedy: "convert one classifier a label") }
      answer = try oneVersusRest(labels, estimators, columns, lastWins: lastWins)
    case .oneVersusOne(let members, let decidesAtZero):
      answer = try oneVersusOne(labels, members, columns, decidesAtZero: decidesAtZero)
    case .stacking(let members, let final, let kind, let passesInputs):
      answer = try compose(final, try stacked(members, kind, passesInputs, columns))
    case .calibrated(let parts): answer = try calibrated(labels, parts, columns)
    case .thresholded(let estimator, let threshold, let kind, let positive):
      answer = try thresholded(labels, estimator, threshold, kind, positive, columns)
    case .targets, .chain:
      throw refusal("classifiers of several targets", remedy: "convert one classifier a target")
    case .wrapped(let estimator):
      answer = try compose(estimator, columns)
      if !labels.isEmpty, answer.classes != labels { return try renamed(answer, labels) }
      return answer
    }
    if answer.classes.isEmpty { answer.classes = labels }
    return answer
  }

  /// The same probabilities under other labels.
  private func renamed(_ answer: ComposedAnswer, _ labels: [Label]) throws -> ComposedAnswer {
    guard answer.classes.count == labels.count else { throw misfit("labels are for another number of classes") }
    let texts = try zip(answer.classes, labels).map { (try labelText($0), try labelText($1)) }
    let renaming = Dictionary(texts, uniquingKeysWith: { first, _ in first })
    var result = answer
    result.classes = labels
    result.model = CategoryRenaming(names: renaming).apply(to: answer.model)
    return result
  }

  // MARK: Decisions

  /// A model that gives those probabilities, and the label of the greatest, the first of equals.
  func deciding(_ labels: [Label], _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    if labels.count == 1 {
      // A regression model of one class is none.
      var tree = TreeModel()
      tree.root.score = try labelText(labels[0])
      tree.root.distribution = [ScoreDistribution(try labelText(labels[0]), recordCount: 1, probability: 1)]
      return probable(MarkupModel(.classification, .tree(tree)), labels)
    }
    let equations = try zip(labels, columns).map { label, column in
      equation(column, "probability", category: try labelText(label))
    }
    var answer = ComposedAnswer(MarkupModel(.classification, .regression(RegressionModel(.simplemax, equations))))
    answer.classes = labels
    answer.hasProbabilities = true
    answer.probabilities = columns.map { materialized($0, "probability") }
    return answer
  }

  func softmax(_ labels: [Label], _ equations: [RegressionModel.Equation]) throws -> ComposedAnswer {
    if labels.count == 1 { return try deciding(labels, [.constant(1)]) }
    let named = try zip(labels, equations).map { label, equation in
      var equation = equation
      equation.category = try labelText(label)
      return equation
    }
    var answer = ComposedAnswer(MarkupModel(.classification, .regression(RegressionModel(.softmax, named))))
    answer.classes = labels
    answer.hasProbabilities = true
    return answer
  }

  // MARK: Scores

  private func scored(
    _ labels: [Label], _ function: ScoreFunction, _ link: ProbabilityLink, _ decision: Decision,
    _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    let count = function.outputCount
    guard !labels.isEmpty, count == labels.count || (count == 1 && labels.count <= 2) else {
      throw misfit("\(count) scores for \(labels.count) labels")
    }
    if labels.count == 1 { return try deciding(labels, [.constant(1)]) }
    if let answer = try native(labels, function, link, columns) { return answer }
    let equations = try equations(of: function, columns)
    var precision = Precision.double
    if case .trees(let ensemble) = function { precision = ensemble.accumulation }
    var answer =
      count == 1
      ? try binary(labels, equations[0], link, decision, precision)
      : try several(labels, equations, link, decision)
    answer.scores = equations
    return answer
  }

  /// Models that PMML has an element for.
  private func native(
    _ labels: [Label], _ function: ScoreFunction, _ link: ProbabilityLink, _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer? {
    switch function {
    case .trees(let ensemble):
      let isWhole = ensemble.trees.allSatisfy { $0.leafWidth == labels.count && $0.firstOutput == 0 }
      let isOne = ensemble.trees.count == 1
      let isMean = ensemble.aggregation == .mean && link == .identity
      guard isWhole, ensemble.outputCount == labels.count, !ensemble.trees.isEmpty, ensemble.accumulation == .double,
        ensemble.base.allSatisfy({ $0 == 0 }), isMean || (isOne && (link == .normalized || link == .identity))
      else { return nil }
      let model = try classificationTrees(ensemble, labels: labels, normalizes: link == .normalized, columns)
      return probable(model, labels)
    case .network(let network):
      guard let last = network.layers.last, last.activation == .softmax || link == .softmax,
        last.weights.columnCount == labels.count
      else { return nil }
      var layers = try self.network(network, columns)
      layers.layers[layers.layers.count - 1].normalization = .softmax
      layers.outputs = try zip(layers.layers[layers.layers.count - 1].neurons, labels).map { neuron, label in
        .init(
          neuron.id,
          DerivedField(
            "", labelType(labels), .categorical,
            .normDiscrete(field: "y", value: Literal(try labelText(label)), missing: nil)))
      }
      return probable(MarkupModel(.classification, .network(layers)), labels)
    default: return nil
    }
  }

  private func probable(_ model: MarkupModel, _ labels: [Label]) -> ComposedAnswer {
    var answer = ComposedAnswer(model)
    answer.classes = labels
    answer.hasProbabilities = true
    return answer
  }

  private func binary(
    _ labels: [Label], _ equation: RegressionModel.Equation, _ link: ProbabilityLink, _ decision: Decision,
    _ precision: Precision
  ) throws -> ComposedAnswer {
    func scaled(_ factor: Double) -> RegressionModel.Equation {
      var result = equation
      result.intercept *= factor
      for place in result.numeric.indices { result.numeric[place].coefficient *= factor }
      return result
    }
    let score = { self.materialized(self.column(equation), "score") }
    let second: MarkupColumn
    switch link {
    case .logistic(let slope) where precision == .single:
      // The library's logistic is computed in single precision too.
      return try single(labels, scaled(slope))
    case .logistic(let slope), .oneVersusRestLogistic(let slope):
      return ordered(try softmax(labels, [RegressionModel.Equation(intercept: 0), scaled(slope)]), decision)
    case .softmax: return ordered(try softmax(labels, [RegressionModel.Equation(intercept: 0), scaled(1)]), decision)
    case .symmetricSoftmax(let slope): return ordered(try softmax(labels, [scaled(-slope), scaled(slope)]), decision)
    case .identity, .normalized, .shares: second = score()
    case .clipped: second = (clip(score(), -1, 1) + .constant(1)) / .constant(2)
    case .probit: second = score().applying("stdNormalCDF")
    case .step: second = .condition(score().applying("greaterThan", .constant(0)), .constant(1), .constant(0))
    case .none:
      var answer = try decidedByScore(labels, score(), decision, [])
      answer.hasProbabilities = false
      answer.probabilities = nil
      return answer
    }
    let positive = materialized(second, "positive")
    let shares = [.constant(1) - positive, positive]
    guard decision == .scores || decision == .scoresFromZero else { return try deciding(labels, shares) }
    return try decidedByScore(labels, score(), decision, shares)
  }

  /// The second class where the score is above 0, whatever the probabilities.
  private func decidedByScore(
    _ labels: [Label], _ score: MarkupColumn, _ decision: Decision, _ shares: [MarkupColumn]
  ) throws -> ComposedAnswer {
    let test = decision == .scoresFromZero ? "greaterOrEqual" : "greaterThan"
    let flag = materialized(.condition(score.applying(test, .constant(0)), .constant(1), .constant(0)), "isSecond")
    var answer = try deciding(labels, [.constant(1) - flag, flag])
    answer.probabilities = shares.map { materialized($0, "probability") }
    return answer
  }

  /// Of two equal probabilities the document's first decides; where the second class is right at 0, it comes first.
  private func ordered(_ answer: ComposedAnswer, _ decision: Decision) -> ComposedAnswer {
    guard decision == .scoresFromZero, case .regression(var regression) = answer.model.content else { return answer }
    var answer = answer
    regression.equations.reverse()
    answer.model.content = .regression(regression)
    return answer
  }

  /// A logistic of single precision: a regression segment in that precision, then the two shares of it.
  private func single(_ labels: [Label], _ equation: RegressionModel.Equation) throws -> ComposedAnswer {
    var model = MarkupModel(.regression, .regression(RegressionModel(.logit, [equation])))
    model.precision = .single
    let positive = push(
      model, outputs: [OutputField("positive", .predictedValue, type: .float, operation: .continuous)])[0]
    note(
      .exact,
      "sums are in single precision as in the library, by the attribute x-mathContext; engines that do not know it sum in double"
    )
    let second = MarkupColumn(expression: .apply("+", positive.expression, .constant(0)))
    let value = materialized(second, "probability")
    return try deciding(labels, [.constant(1) - value, value])
  }

  private func several(
    _ labels: [Label], _ equations: [RegressionModel.Equation], _ link: ProbabilityLink, _ decision: Decision
  ) throws -> ComposedAnswer {
    if link == .softmax { return try softmax(labels, equations) }
    let scores = equations.map { materialized(column($0), "score") }
    let count = Double(labels.count)
    func shares(_ parts: [MarkupColumn], orElse: (Int) -> MarkupColumn) throws -> ComposedAnswer {
      let parts = parts.map { materialized($0, "share") }
      let sum = materialized(added(parts), "sum")
      let isZero = sum.applying("equal", .constant(0))
      return try decided(parts.enumerated().map { .condition(isZero, orElse($0), $1 / sum) })
    }
    // Where scores decide, saturated probabilities must not.
    func decided(_ shares: [MarkupColumn]) throws -> ComposedAnswer {
      guard decision == .scores || decision == .scoresFromZero else { return try deciding(labels, shares) }
      var answer = try softmax(labels, equations)
      answer.probabilities = shares.map { materialized($0, "probability") }
      return answer
    }
    switch link {
    case .softmax, .identity: return try decided(scores)
    case .normalized: return try shares(scores) { scores[$0] }
    case .shares:
      // Of rows so far from every point that no kernel counts, the first class wins and has no probability.
      let isFar = materialized(added(scores), "sum").applying("equal", .constant(0))
      var answer = try shares(scores) { .constant($0 == 0 ? 1 : 0) }
      answer.probabilities = answer.probabilities?.map {
        .condition(isFar, MarkupColumn(expression: .missing), $0)
      }
      return answer
    case .oneVersusRestLogistic(let slope):
      return try shares(scores.map { (slope == 1 ? $0 : $0 * .constant(slope)).logistic }) { _ in .constant(1 / count) }
    case .clipped:
      return try shares(scores.map { (clip($0, -1, 1) + .constant(1)) / .constant(2) }) { _ in .constant(1 / count) }
    case .logistic(let slope): return try decided(scores.map { ($0 * .constant(slope)).logistic })
    case .probit: return try decided(scores.map { $0.applying("stdNormalCDF") })
    case .step, .symmetricSoftmax: throw misfit("a link of two classes for \(labels.count)")
    case .none:
      var answer = try softmax(labels, equations)
      answer.hasProbabilities = false
      note(
        .bounded,
        "the greatest score decides by its softmax: rows whose two best scores differ by less than 1e-16 of themselves may flip"
      )
      return answer
    }
  }
}
