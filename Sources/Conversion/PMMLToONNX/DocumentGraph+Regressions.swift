// Sums of terms, and what their sums go through.

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
    if model.targetName.flatMap({ name in document.fields.first { $0.name == name } })?.operation == .ordinal {
      return try cumulative(categories, sums.map { try inverse(regression.normalization, $0, model) })
    }
    let scores = graph.concatenate(sums)
    let shares: Value
    switch regression.normalization {
    case .softmax where model.precision == .single:
      let powers = rounded(rounded(scores - scores.maximum(), model).exp(), model)
      // One after the other, as engines add them.
      let total = sums.indices.dropFirst().reduce(powers.column(0)) { rounded($0 + powers.column($1), model) }
      shares = rounded(powers / total, model)
    case .softmax: shares = scores.softmax()
    case .simplemax: shares = scores / scores.sum()
    case .logit where sums.count > 2:
      let parts = try inverse(.logit, scores, model)
      shares = parts / parts.sum()
    case _ where sums.count == 2 || regression.normalization == .none:
      let parts = try sums.dropLast().map { try inverse(regression.normalization, $0, model) }
      let rest = parts.reduce(try constant(1)) { rounded($0 - $1, model) }
      shares = graph.concatenate(parts + [rest])
    default:
      throw refusal(
        "\(regression.normalization.rawValue) of \(sums.count) categories that have no order: PMML has no rule")
    }
    return classified(categories, shares)
  }

  /// Ordered categories: each number is the share of this category and all below; the last one's is 1.
  func cumulative(_ categories: [String], _ upTo: [Value]) throws -> MarkupGraphAnswer {
    var below = try constant(0)
    var shares: [Value] = []
    for place in categories.indices {
      // A missing number stays missing in the last share too.
      let here = place == categories.count - 1 ? (upTo.last ?? below) * 0 + 1 : upTo[place]
      shares.append(here - below)
      below = here
    }
    return classified(categories, graph.concatenate(shares))
  }

  func classified(_ categories: [String], _ shares: Value) -> MarkupGraphAnswer {
    // Without shares there is no label.
    let places = graph.where(shares.sum().isNaN(), graph.scalar(-1, as: .int64), shares.argMax(keepsAxis: true))
    return MarkupGraphAnswer(
      value: FieldValueOfGraph(content: .choice(places, categories)), categories: categories, probabilities: shares)
  }

  private func sum(_ equation: RegressionModel.Equation, _ model: MarkupModel) throws -> Value {
    var terms: [Value] = []
    for predictor in equation.numeric {
      let x = try number(predictor.field)
      var power = predictor.exponent == 1 ? x : x.power(Double(predictor.exponent))
      // Anything to the power of 0 is 1, and a missing number is missing still.
      if predictor.exponent == 0 { power = graph.where(x.isNaN(), graph.scalar(.nan), power) }
      let coefficient = model.precision.held(predictor.coefficient)
      terms.append(coefficient == 1 ? power : rounded(power * coefficient, model))
    }
    for predictor in equation.categorical {
      let flag = try equals(try field(predictor.field), predictor.value).cast(to: .double)
      terms.append(flag * model.precision.held(predictor.coefficient))
    }
    for term in equation.terms {
      let coefficient = try constant(model.precision.held(term.coefficient))
      terms.append(try term.fields.reduce(coefficient) { rounded($0 * (try number($1)), model) })
    }
    let sum = terms.dropFirst().reduce(try terms.first ?? constant(0)) { rounded($0 + $1, model) }
    return equation.intercept == 0 ? sum : rounded(sum + model.precision.held(equation.intercept), model)
  }

  func inverse(_ normalization: RegressionModel.Normalization, _ x: Value, _ model: MarkupModel) throws -> Value {
    let result: Value
    switch normalization {
    case .none, .simplemax: return x
    case .softmax, .logit: result = 1 / rounded(1 + rounded((-x).exp(), model), model)
    case .exp: result = x.exp()
    case .cloglog: result = 1 - rounded((-rounded(x.exp(), model)).exp(), model)
    case .loglog: result = (-rounded((-x).exp(), model)).exp()
    case .probit: result = x.normalDistribution()
    case .cauchit: result = 0.5 + x.arcTangent() / Double.pi
    }
    return rounded(result, model)
  }
}

extension Precision {
  /// A number of the document as this precision holds it.
  func held(_ number: Double) -> Double { self == .single ? Double(Float(number)) : number }
}
