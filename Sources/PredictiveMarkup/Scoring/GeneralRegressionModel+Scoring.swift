// Generalised linear models, multinomial and ordinal ones, and proportional hazards.

internal import ModelCore

extension PreparedModel {
  func score(_ regression: GeneralRegressionModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    if regression.kind == .coxRegression, try baseline(regression, in: scope) == 0 { return regressed(0) }
    let design = try parameterValues(of: regression, in: scope)
    let isPlain = regression.kind == .regression || regression.kind == .generalLinear
    let offset =
      isPlain
      ? 0
      : try regression.offsetField.flatMap { name throws(ScoringError) in try scope.number(of: name) } ?? regression
        .offset ?? 0
    // A predictor that is missing matters where its parameter has a coefficient.
    let used = Set(regression.parameterCells.map(\.parameter))
    if used.contains(where: { design.missing.contains($0) && !design.none.contains($0) }) { return ModelAnswer() }
    func predictor(_ category: String?) -> Double {
      regression.parameterCells.reduce(offset) { sum, cell in
        guard cell.category == nil || cell.category == category else { return sum }
        return model.precision.rounded(
          sum + model.precision.rounded(cell.beta * design.value(cell.parameter, category)))
      }
    }
    switch regression.kind {
    case .regression, .generalLinear: return regressed(predictor(nil))
    case .coxRegression: return regressed(try hazard(regression, predictor: predictor(nil), in: scope))
    case .generalizedLinear where model.function == .regression:
      let trials =
        try regression.trialsField.flatMap { name throws(ScoringError) in try scope.number(of: name) }
        ?? regression.trials
      let mean = try inverse(regression, predictor(nil))
      return regressed(trials.map { $0 * mean } ?? mean)
    case .generalizedLinear:
      let categories = categories(of: regression)
      guard categories.count == 2 else {
        throw ScoringError(
          .brokenDocument, "a generalised linear classifier has \(categories.count) categories, not two")
      }
      let first = try inverse(regression, predictor(categories[0]))
      return classified([.init(categories[0], first), .init(categories[1], 1 - first)])
    case .multinomialLogistic:
      let categories = categories(of: regression)
      let sums = categories.map { $0 == regression.referenceCategory ? 0 : predictor($0) }
      return classified(zip(categories, softmax(sums)).map { .init($0, $1) })
    case .ordinalMultinomial:
      var below = 0.0
      let categories = orderedCategories(of: regression)
      return classified(
        categories.enumerated().map { index, category in
          let upTo = index == categories.count - 1 ? 1 : cumulative(regression, predictor(category))
          defer { below = upTo }
          return .init(category, upTo - below)
        })
    }
  }

  /// What each parameter's coefficient is multiplied by.
  private struct Design {
    var products: [String: [(category: String?, factor: Double)]] = [:]
    /// Parameters that a missing predictor stands for.
    var missing: Set<String> = []
    /// Parameters of factors that the row does not have: 0, whatever else they are multiplied by.
    var none: Set<String> = []

    func value(_ parameter: String, _ category: String?) -> Double {
      products[parameter]?.reduce(1) { $1.category == nil || $1.category == category ? $0 * $1.factor : $0 } ?? 1
    }
  }

  private func parameterValues(
    of regression: GeneralRegressionModel, in scope: Scope
  ) throws(ScoringError) -> Design {
    var design = Design()
    for cell in regression.predictorCells {
      let value = try scope.value(of: cell.predictor)
      let factor: Double
      if value.isMissing {
        design.missing.insert(cell.parameter)
        continue
      } else if let contrast = regression.factors.first(where: { $0.field == cell.predictor }) {
        factor = Self.indicator(value, cell.value, contrast)
        if factor == 0, cell.category == nil { design.none.insert(cell.parameter) }
      } else if let number = value.number {
        factor = cell.value.number == 1 ? number : Mathematics.pow(number, cell.value.number)
      } else {
        design.missing.insert(cell.parameter)
        continue
      }
      design.products[cell.parameter, default: []].append((cell.category, factor))
    }
    return design
  }

  private static func indicator(
    _ value: FieldValue, _ category: Literal, _ factor: GeneralRegressionModel.Factor
  ) -> Double {
    guard !factor.contrasts.isEmpty,
      let row = factor.categories.firstIndex(where: { value.equals(Literal($0)) }),
      let column = factor.categories.firstIndex(of: category.text),
      factor.contrasts.indices.contains(row), factor.contrasts[row].indices.contains(column)
    else { return value.equals(category) ? 1 : 0 }
    return factor.contrasts[row][column]
  }

  /// In the order of the matrix, the reference last.
  private func categories(of regression: GeneralRegressionModel) -> [String] {
    var categories: [String] = []
    for case .some(let category) in regression.parameterCells.map(\.category) where !categories.contains(category) {
      categories.append(category)
    }
    let known = model.targetName.flatMap { dictionary[$0] }?.values.map(\.literal.text) ?? []
    if let reference = regression.referenceCategory, !categories.contains(reference) { categories.append(reference) }
    for category in known where !categories.contains(category) { categories.append(category) }
    return categories
  }

  private func orderedCategories(of regression: GeneralRegressionModel) -> [String] {
    let known = model.targetName.flatMap { dictionary[$0] }?.values.map(\.literal.text) ?? []
    return known.isEmpty ? categories(of: regression) : known
  }

  private func inverse(_ regression: GeneralRegressionModel, _ sum: Double) throws(ScoringError) -> Double {
    let parameter = regression.linkParameter ?? 0
    switch regression.link {
    case nil, .identity: return sum
    case .log: return Mathematics.exp(sum)
    case .logc: return 1 - Mathematics.exp(sum)
    case .logit: return inverse(.logit, of: sum)
    case .cloglog: return inverse(.cloglog, of: sum)
    case .loglog: return inverse(.loglog, of: sum)
    case .probit: return inverse(.probit, of: sum)
    case .negbin: return 1 / ((regression.distributionParameter ?? parameter) * (Mathematics.exp(-sum) - 1))
    case .oddspower:
      if parameter == 0 { return inverse(.logit, of: sum) }
      return 1 / (1 + Mathematics.pow(1 + parameter * sum, -1 / parameter))
    case .power: return parameter == 0 ? Mathematics.exp(sum) : Mathematics.pow(sum, 1 / parameter)
    }
  }

  private func cumulative(_ regression: GeneralRegressionModel, _ sum: Double) -> Double {
    switch regression.cumulativeLink ?? .logit {
    case .logit: inverse(.logit, of: sum)
    case .probit: inverse(.probit, of: sum)
    case .cloglog: inverse(.cloglog, of: sum)
    case .loglog: inverse(.loglog, of: sum)
    case .cauchit: inverse(.cauchit, of: sum)
    }
  }

  /// The cumulative hazard up to the row's time: the baseline's, times e to the predictor less that of the reference.
  private func hazard(
    _ regression: GeneralRegressionModel, predictor: Double, in scope: Scope
  ) throws(ScoringError) -> Double? {
    guard let baseline = try baseline(regression, in: scope) else { return nil }
    var reference = 0.0
    for cell in regression.parameterCells {
      let label = regression.parameters.first { $0.name == cell.parameter }
      reference += cell.beta * (label?.reference ?? 0)
    }
    return baseline * Mathematics.exp(predictor - reference)
  }

  private func baseline(_ regression: GeneralRegressionModel, in scope: Scope) throws(ScoringError) -> Double? {
    guard let field = regression.endTimeField, let time = try scope.number(of: field) else { return nil }
    var stratum = regression.strata.first
    if let name = regression.strataField {
      let value = try scope.value(of: name)
      stratum = regression.strata.first { $0.value.map { value.equals(Literal($0)) } ?? false }
    }
    guard let stratum, let first = stratum.cells.first else { return nil }
    if let maximum = stratum.maximumTime, time > maximum { return nil }
    if time < first.time { return 0 }
    return stratum.cells.last { $0.time <= time }?.hazard ?? 0
  }
}
