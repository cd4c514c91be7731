// The generalised linear family, ordered categories, and proportional hazards.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func regress(_ regression: GeneralRegressionModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var factors: [String: [(category: String?, value: Value)]] = [:]
    var indicators: [String: Value] = [:]
    for cell in regression.predictorCells {
      let value = try field(cell.predictor)
      let factor: Value
      if let contrast = regression.factors.first(where: { $0.field == cell.predictor }) {
        factor = try indicator(value, cell.value, contrast)
        if cell.category == nil {
          indicators[cell.parameter] = indicators[cell.parameter].map { $0 * factor } ?? factor
        }
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
        var product = try own.reduce(constant(1)) { $0 * $1.value }
        // A factor that the row does not have is 0, whatever else it is multiplied by.
        if own.count > 1, let indicator = indicators[cell.parameter] {
          product = graph.where(indicator.isEqual(to: 0), graph.scalar(0), product)
        }
        return sum + product * cell.beta
      }
    }
    let categories = categories(of: regression, model)
    switch regression.kind {
    case .regression, .generalLinear: return MarkupGraphAnswer(value: .number(try predictor(nil)))
    case .generalizedLinear where model.function == .regression:
      let mean = try inverse(regression, try predictor(nil), model)
      if let field = regression.trialsField { return MarkupGraphAnswer(value: .number(mean * (try number(field)))) }
      return MarkupGraphAnswer(value: .number(regression.trials.map { mean * $0 } ?? mean))
    case .generalizedLinear:
      guard categories.count == 2 else { throw refusal("\(categories.count) categories of a generalised linear model") }
      let first = try inverse(regression, try predictor(categories[0]), model)
      return classified(categories, graph.concatenate([first, 1 - first]))
    case .multinomialLogistic:
      let sums = try categories.map { $0 == regression.referenceCategory ? try constant(0) : try predictor($0) }
      return classified(categories, graph.concatenate(sums).softmax())
    case .ordinalMultinomial:
      let known =
        model.targetName.flatMap { name in document.fields.first { $0.name == name } }?.values.map(\.literal.text) ?? []
      let ordered = known.isEmpty ? categories : known
      let links: [GeneralRegressionModel.CumulativeLink: RegressionModel.Normalization] = [
        .logit: .logit, .probit: .probit, .cloglog: .cloglog, .loglog: .loglog, .cauchit: .cauchit,
      ]
      let link = links[regression.cumulativeLink ?? .logit] ?? .logit
      return try cumulative(ordered, ordered.map { try inverse(link, try predictor($0), model) })
    case .coxRegression: return MarkupGraphAnswer(value: .number(try hazard(regression, try predictor(nil))))
    }
  }

  /// In the order of the matrix, the reference behind, then what else the data dictionary lists.
  private func categories(of regression: GeneralRegressionModel, _ model: MarkupModel) -> [String] {
    var categories: [String] = []
    for case .some(let category) in regression.parameterCells.map(\.category) where !categories.contains(category) {
      categories.append(category)
    }
    if let reference = regression.referenceCategory, !categories.contains(reference) { categories.append(reference) }
    let known = model.targetName.flatMap { name in document.fields.first { $0.name == name } }?.values ?? []
    for value in known where !categories.contains(value.literal.text) { categories.append(value.literal.text) }
    return categories
  }

  /// What a category's parameter is multiplied by: 1 where the field has it, or an entry of the contrast matrix.
  private func indicator(
    _ value: FieldValueOfGraph, _ category: Literal, _ factor: GeneralRegressionModel.Factor
  ) throws -> Value {
    let flag = try equals(value, category).cast(to: .double)
    var result = graph.where(isMissing(value), graph.scalar(.nan), flag)
    guard !factor.contrasts.isEmpty, let column = factor.categories.firstIndex(of: category.text) else { return result }
    for (row, name) in factor.categories.enumerated() {
      guard factor.contrasts.indices.contains(row), factor.contrasts[row].indices.contains(column) else { continue }
      result = graph.where(try equals(value, Literal(name)), graph.scalar(factor.contrasts[row][column]), result)
    }
    return result
  }

  private func inverse(
    _ regression: GeneralRegressionModel, _ x: Value, _ model: MarkupModel
  ) throws -> Value {
    let parameter = regression.linkParameter ?? 0
    switch regression.link ?? .identity {
    case .identity: return x
    case .log: return x.exp()
    case .logc: return 1 - x.exp()
    case .logit: return try inverse(.logit, x, model)
    case .cloglog: return try inverse(.cloglog, x, model)
    case .loglog: return try inverse(.loglog, x, model)
    case .probit: return try inverse(.probit, x, model)
    case .negbin: return 1 / (((-x).exp() - 1) * (regression.distributionParameter ?? parameter))
    case .oddspower where parameter == 0: return try inverse(.logit, x, model)
    case .oddspower: return 1 / (1 + (1 + x * parameter).power(-1 / parameter))
    case .power: return parameter == 0 ? x.exp() : x.power(1 / parameter)
    }
  }

  /// The baseline's cumulative hazard up to the row's time, times e to the predictor less that of the reference.
  private func hazard(_ regression: GeneralRegressionModel, _ predictor: Value) throws -> Value {
    guard let field = regression.endTimeField else { throw refusal("proportional hazards without a time") }
    let time = try number(field)
    var baseline = try constant(.nan)
    for stratum in regression.strata.reversed() {
      var own = try constant(0)
      for cell in stratum.cells { own = graph.where(time >= cell.time, graph.scalar(cell.hazard), own) }
      if let maximum = stratum.maximumTime { own = graph.where(time > maximum, graph.scalar(.nan), own) }
      own = graph.where(time.isNaN(), graph.scalar(.nan), own)
      guard let name = regression.strataField, let value = stratum.value else {
        baseline = own
        continue
      }
      baseline = graph.where(try equals(try self.field(name), Literal(value)), own, baseline)
    }
    let reference = regression.parameterCells.reduce(0) { sum, cell in
      sum + cell.beta * (regression.parameters.first { $0.name == cell.parameter }?.reference ?? 0)
    }
    // Before the first event there is no hazard, whatever the predictor is.
    return graph.where(baseline.isEqual(to: 0), graph.scalar(0), baseline * (predictor - reference).exp())
  }
}
