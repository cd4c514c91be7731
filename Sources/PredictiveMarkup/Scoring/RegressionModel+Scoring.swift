// Regression equations and what their sums go through.

internal import ModelCore

extension PreparedModel {
  func score(_ regression: RegressionModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var sums: [ModelAnswer.Score] = []
    for equation in regression.equations {
      guard let sum = try sum(equation, in: scope) else { return ModelAnswer() }
      sums.append(ModelAnswer.Score(equation.category ?? "", sum))
    }
    if model.function == .regression {
      guard let first = sums.first else { throw ScoringError(.brokenDocument, "a regression model has no equation") }
      return regressed(inverse(regression.normalization, of: first.value))
    }
    let isOrdinal = model.targetName.flatMap { dictionary[$0]?.operation } == .ordinal
    return classified(
      isOrdinal ? cumulative(sums, regression.normalization) : try probabilities(sums, regression.normalization))
  }

  /// Nil where a number is missing; a category that is missing adds nothing.
  private func sum(_ equation: RegressionModel.Equation, in scope: Scope) throws(ScoringError) -> Double? {
    let precision = model.precision
    var sum = 0.0
    for predictor in equation.numeric {
      guard let number = try scope.number(of: predictor.field) else { return nil }
      let power = predictor.exponent == 1 ? number : Mathematics.pow(number, Double(predictor.exponent))
      let product = precision.rounded(precision.rounded(predictor.coefficient) * precision.rounded(power))
      sum = precision.rounded(sum + product)
    }
    for predictor in equation.categorical {
      let value = try scope.value(of: predictor.field)
      if value.equals(predictor.value) { sum = precision.rounded(sum + precision.rounded(predictor.coefficient)) }
    }
    for term in equation.terms {
      var product = precision.rounded(term.coefficient)
      for field in term.fields {
        guard let number = try scope.number(of: field) else { return nil }
        product = precision.rounded(product * precision.rounded(number))
      }
      sum = precision.rounded(sum + product)
    }
    return precision.rounded(sum + precision.rounded(equation.intercept))
  }

  /// The inverse of a link, for one number.
  func inverse(_ normalization: RegressionModel.Normalization, of number: Double) -> Double {
    let precision = model.precision
    let result: Double
    switch normalization {
    case .none, .simplemax: return number
    case .softmax, .logit:
      let power = precision.rounded(Mathematics.exp(-number))
      result = 1 / precision.rounded(1 + power)
    case .exp: result = Mathematics.exp(number)
    case .probit: result = BuiltInFunction.normalCDF(number)
    case .cloglog: result = 1 - precision.rounded(Mathematics.exp(-precision.rounded(Mathematics.exp(number))))
    case .loglog: result = Mathematics.exp(-precision.rounded(Mathematics.exp(-number)))
    case .cauchit: result = 0.5 + Mathematics.atan(number) / Double.pi
    }
    return precision.rounded(result)
  }

  private func probabilities(
    _ sums: [ModelAnswer.Score], _ normalization: RegressionModel.Normalization
  ) throws(ScoringError) -> [ModelAnswer.Score] {
    switch normalization {
    case .softmax: return zip(sums, softmax(sums.map(\.value))).map { .init($0.category, $1) }
    case .simplemax: return normalized(sums)
    case .logit where sums.count > 2:
      return normalized(sums.map { .init($0.category, inverse(.logit, of: $0.value)) })
    case _ where sums.count == 2 || normalization == .none:
      // The last category gets what the others leave.
      let first = sums.dropLast().map { ModelAnswer.Score($0.category, inverse(normalization, of: $0.value)) }
      let rest = first.reduce(1) { model.precision.rounded($0 - $1.value) }
      return first + sums.suffix(1).map { ModelAnswer.Score($0.category, rest) }
    default:
      throw ScoringError(
        .unsupported,
        "\(normalization.rawValue) of \(sums.count) categories that have no order; the standard does not tell it")
    }
  }

  func normalized(_ scores: [ModelAnswer.Score]) -> [ModelAnswer.Score] {
    let total = scores.reduce(0) { model.precision.rounded($0 + $1.value) }
    return scores.map { .init($0.category, model.precision.rounded($0.value / total)) }
  }

  func softmax(_ values: [Double]) -> [Double] {
    let precision = model.precision
    let greatest = values.max() ?? 0
    let powers = values.map { precision.rounded(Mathematics.exp(precision.rounded($0 - greatest))) }
    let total = powers.reduce(0) { precision.rounded($0 + $1) }
    return powers.map { precision.rounded($0 / total) }
  }

  /// Ordered categories: each sum gives the probability of this category or a lower one.
  private func cumulative(
    _ sums: [ModelAnswer.Score], _ normalization: RegressionModel.Normalization
  ) -> [ModelAnswer.Score] {
    var below = 0.0
    return sums.enumerated().map { index, sum in
      let upTo = index == sums.count - 1 ? 1 : inverse(normalization, of: sum.value)
      defer { below = upTo }
      return ModelAnswer.Score(sum.category, upTo - below)
    }
  }
}
