// Products of counts and densities by class, as sums of logarithms.

internal import ModelCore

extension PreparedModel {
  func score(_ bayes: NaiveBayesModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var logarithms = bayes.output.map { Mathematics.log($0.count) }
    for input in bayes.inputs {
      let value: FieldValue
      if let derived = input.derived {
        value = try Scope.typed(try derived.expression.evaluate(in: scope), as: derived.type, of: derived.name)
      } else {
        value = try scope.value(of: input.field)
      }
      if value.isMissing { continue }
      for (index, output) in bayes.output.enumerated() {
        logarithms[index] += try part(of: input, value, class: output.value, floor: bayes.threshold)
      }
    }
    let total = Mathematics.logSumExp(logarithms)
    return classified(
      zip(bayes.output, logarithms).map { .init($0.value, model.precision.rounded(Mathematics.exp($1 - total))) })
  }

  private func part(
    of input: NaiveBayesModel.Input, _ value: FieldValue, class name: String, floor: Double
  ) throws(ScoringError) -> Double {
    if let distribution = input.distributions.first(where: { $0.value == name })?.distribution {
      guard let number = value.number else {
        throw ScoringError(.invalidValue, "\(input.field) is a number, and is given as \(value.text)")
      }
      return max(distribution.logarithm(of: number), Mathematics.log(floor))
    }
    // A value that no row of training had says nothing.
    guard let pair = input.pairs.first(where: { value.equals($0.value) }) else { return 0 }
    let count = pair.counts.first { $0.value == name }?.count ?? 0
    let total = input.pairs.reduce(0) { $0 + ($1.counts.first { $0.value == name }?.count ?? 0) }
    return Mathematics.log(count == 0 || total == 0 ? floor : count / total)
  }
}

extension NaiveBayesModel.Distribution {
  /// Of the density.
  func logarithm(of number: Double) -> Double {
    switch self {
    case .gaussian(let mean, let variance), .any(let mean, let variance):
      return -0.5 * (Mathematics.log(2 * Double.pi * variance) + (number - mean) * (number - mean) / variance)
    case .poisson(let mean): return number * Mathematics.log(mean) - mean - Mathematics.lgamma(number + 1)
    case .uniform(let lower, let upper):
      return (lower...upper).contains(number) ? -Mathematics.log(upper - lower) : -.infinity
    }
  }
}
