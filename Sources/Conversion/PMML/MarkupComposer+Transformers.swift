// Transformers of numbers as expressions.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func transform(_ columns: [MarkupColumn], by transformer: Transformer) throws -> [MarkupColumn] {
    switch transformer {
    case .passthrough: return columns
    case .sequence(let steps): return try steps.reduce(columns) { try transform($0, by: $1) }
    case .branches(let branches): return try branches.flatMap { try transform(columns, by: $0) }
    case .select(let places): return try select(places, of: columns)
    case .arithmetic(let operations): return try operations.reduce(columns) { try apply($1, to: $0) }
    case .normalize(let norm): return normalize(try numbers(columns, "normalizer"), norm)
    case .binarize(let threshold):
      return try numbers(columns, "binarizer").map {
        .condition(ordered($0).applying("greaterThan", .constant(threshold)), .constant(1), .constant(0))
      }
    case .impute(let imputation): return try impute(columns, imputation)
    case .oneHot(let encoding): return try within("OneHotEncoder") { try encode(columns, encoding) }
    case .ordinal(let encoding): return try within("OrdinalEncoder") { try encode(columns, encoding) }
    case .labels(let labels):
      let codes = labels.indices.map(Double.init)
      return try within("LabelEncoder") {
        try encode(columns, OrdinalEncoding(columns: [.init(categories: labels, codes: codes)]))
      }
    case .discretize(let discretization): return try discretize(columns, discretization)
    case .polynomial(let expansion): return try expand(columns, expansion)
    case .power(let power): return try raise(columns, power)
    case .quantile(let quantile): return try within("QuantileTransformer") { try rank(columns, quantile) }
    case .project(let projection): return try project(columns, projection)
    case .text(let text): return try within("TextVectorizer") { try vectorize(columns, text) }
    case .splines:
      throw refusal("splines are not written as PMML", remedy: "convert to ONNX")
    case .imputeByNeighbors, .imputeIteratively:
      throw refusal("missing cells filled from other cells are not written as PMML", remedy: "convert to ONNX")
    case .answer(let estimator, let kind): return try answerColumns(of: estimator, kind, columns)
    case .function(let function): return try numbers(columns, "function").map { apply(function, to: $0) }
    }
  }

  func numbers(_ columns: [MarkupColumn], _ user: String, width: Int? = nil) throws -> [MarkupColumn] {
    if let width, width != columns.count {
      throw misfit("\(user) takes \(width) columns and is given \(columns.count)")
    }
    guard !columns.contains(where: \.isText) else {
      throw refusal("\(user) is given text where it takes numbers", remedy: "encode text columns before")
    }
    return columns
  }

  private func transform(_ columns: [MarkupColumn], by branch: Transformer.Branch) throws -> [MarkupColumn] {
    try within(branch.name.isEmpty ? "branch" : branch.name) {
      let chosen = try branch.columns.map { try select($0, of: columns) } ?? columns
      let result = try transform(chosen, by: branch.transformer)
      return branch.weight == 1 ? result : result.map { $0 * .constant(branch.weight) }
    }
  }

  func select(_ places: [Int], of columns: [MarkupColumn]) throws -> [MarkupColumn] {
    guard places.allSatisfy(columns.indices.contains) else { throw misfit("a step takes a column that there is not") }
    return places.map { columns[$0] }
  }

  private func apply(_ operation: ColumnArithmetic, to columns: [MarkupColumn]) throws -> [MarkupColumn] {
    func each(
      _ operands: [Double], _ neutral: Double, _ body: (MarkupColumn, Double) -> MarkupColumn
    ) throws -> [MarkupColumn] {
      zip(try numbers(columns, "scaler", width: operands.count), operands).map { $1 == neutral ? $0 : body($0, $1) }
    }
    switch operation {
    case .subtract(let operands): return try each(operands, 0) { $0 - .constant($1) }
    case .divide(let operands): return try each(operands, 1) { $0 / .constant($1) }
    case .multiply(let operands): return try each(operands, 1) { $0 * .constant($1) }
    case .add(let operands): return try each(operands, 0) { $0 + .constant($1) }
    case .clip(let lower, let upper):
      return zip(try numbers(columns, "scaler", width: lower.count), zip(lower, upper)).map { column, bounds in
        clip(column, bounds.0, bounds.1)
      }
    }
  }

  /// Bins and codes are categories to other engines, which do not compare them; as a field they are numbers.
  private func ordered(_ column: MarkupColumn) -> MarkupColumn {
    switch column.expression {
    case .discretize, .mapValues, .normDiscrete: materialized(column)
    default: column
    }
  }

  func clip(_ column: MarkupColumn, _ lower: Double, _ upper: Double) -> MarkupColumn {
    let column = materialized(column)
    let above = MarkupColumn.condition(column.applying("greaterThan", .constant(upper)), .constant(upper), column)
    return .condition(column.applying("lessThan", .constant(lower)), .constant(lower), above)
  }

  private func normalize(_ columns: [MarkupColumn], _ norm: Transformer.RowNorm) -> [MarkupColumn] {
    let columns = columns.map { materialized($0) }
    let sizes = columns.map { $0.applying("abs") }
    let size: MarkupColumn
    switch norm {
    case .l1: size = added(sizes)
    case .l2: size = added(columns.map { $0 * $0 }).applying("sqrt")
    case .max: size = MarkupColumn(expression: .apply(Application("max", sizes.map(\.expression))))
    case .greatest: size = MarkupColumn(expression: .apply(Application("max", columns.map(\.expression))))
    }
    let whole = materialized(size, "norm")
    let divisor = materialized(.condition(whole.applying("equal", .constant(0)), .constant(1), whole), "divisor")
    return columns.map { $0 / divisor }
  }

  private func impute(_ columns: [MarkupColumn], _ imputation: Imputation) throws -> [MarkupColumn] {
    guard columns.count == imputation.fills.count else { throw misfit("an imputer is for another number of columns") }
    var result: [MarkupColumn] = []
    let columns = columns.map { materialized($0) }
    for (column, fill) in zip(columns, imputation.fills) where imputation.fillsCells {
      if fill == .missing {
        if imputation.keepsEmptyColumns { result.append(.constant(0)) }
        continue
      }
      var filled = MarkupColumn(expression: .literal(Literal(try labelText(fill)), column.isText ? .string : .double))
      if case .number(let number) = fill, number.isNaN { filled = MarkupColumn(expression: .missing) }
      var cell = marked(column, imputation.marker, filled, column)
      cell.isText = column.isText
      result.append(cell)
    }
    for place in imputation.indicators {
      guard columns.indices.contains(place) else { throw misfit("an imputer indicates a column that there is not") }
      result.append(marked(columns[place], imputation.marker, .constant(1), .constant(0)))
    }
    return result
  }

  /// One column where a cell has the marker, another where not. A cell without a value is asked for first: engines end in an
  /// error where such a one is compared.
  private func marked(
    _ column: MarkupColumn, _ marker: Imputation.Marker, _ yes: MarkupColumn, _ no: MarkupColumn
  ) -> MarkupColumn {
    let plain = MarkupColumn.condition(isMissing(column, marker), yes, no)
    switch marker {
    case .nan, .none: return plain
    case .number(let number) where number.isNaN: return plain
    case .number, .string: return .condition(column.applying("isMissing"), no, plain)
    }
  }

  private func isMissing(_ column: MarkupColumn, _ marker: Imputation.Marker) -> MarkupColumn {
    switch marker {
    case .nan, .none: return column.applying("isMissing")
    case .number(let number) where number.isNaN: return column.applying("isMissing")
    case .number(let number): return column.applying("equal", .constant(number))
    case .string(let text):
      return column.applying("equal", MarkupColumn(expression: .literal(Literal(text), .string), isText: true))
    }
  }

  private func discretize(_ columns: [MarkupColumn], _ discretization: Discretization) throws -> [MarkupColumn] {
    let columns = try numbers(columns, "KBinsDiscretizer", width: discretization.edges.count)
    return zip(columns, discretization.edges).flatMap { column, edges -> [MarkupColumn] in
      var column = column
      if discretization.nudgesUp {
        column = materialized(column)
        column = column + (.constant(1e-8) + .constant(1e-5) * column.applying("abs"))
      }
      let name = field(column, "binned")
      // One bin holds everything, and an interval has to end somewhere: it is cut in two, which mean the same.
      let cuts = edges.count == 2 ? [edges[1].isFinite ? edges[1] : 0] : Array(edges[1..<(edges.count - 1)])
      let bins = (0...cuts.count).map { bin in
        var interval = Interval()
        interval.includesLower = true
        if bin > 0 { interval.lower = cuts[bin - 1] }
        if bin < cuts.count { interval.upper = cuts[bin] }
        return interval
      }
      let binCount = edges.count - 1
      func expression(_ bins: [Discretize.Bin], fallback: Literal?) -> MarkupColumn {
        var discretize = Discretize()
        discretize.field = name
        discretize.bins = bins
        discretize.fallback = fallback
        discretize.type = .double
        return MarkupColumn(expression: .discretize(discretize))
      }
      if !discretization.isOneHot {
        return [
          expression(bins.enumerated().map { .init($1, Literal(Double(min($0, binCount - 1)))) }, fallback: nil)
        ]
      }
      if binCount == 1 { return [expression(bins.map { .init($0, Literal(1.0)) }, fallback: Literal(0.0))] }
      return bins.map { expression([.init($0, Literal(1.0))], fallback: Literal(0.0)) }
    }
  }

  private func expand(_ columns: [MarkupColumn], _ expansion: PolynomialExpansion) throws -> [MarkupColumn] {
    let columns = try numbers(columns, "PolynomialFeatures").map { materialized($0) }
    return try expansion.exponents.map { exponents in
      guard exponents.count == columns.count, exponents.allSatisfy({ (0...100).contains($0) }) else {
        throw misfit("a row of exponents is for another number of columns")
      }
      let factors = exponents.indices.reversed().flatMap { Array(repeating: columns[$0], count: exponents[$0]) }
      guard let first = factors.first else { return .constant(1) }
      return factors.dropFirst().reduce(first, *)
    }
  }

  private func raise(_ columns: [MarkupColumn], _ power: PowerTransform) throws -> [MarkupColumn] {
    zip(try numbers(columns, "PowerTransformer", width: power.lambdas.count), power.lambdas).map { column, lambda in
      let x = materialized(column)
      func raised(_ log: MarkupColumn, _ lambda: Double, isLog: Bool) -> MarkupColumn {
        isLog ? log : (.constant(lambda) * log).applying("expm1") / .constant(lambda)
      }
      if power.method == .boxCox { return raised(x.applying("ln"), lambda, isLog: abs(lambda) < 1e-19) }
      let epsilon = Double.ulpOfOne
      let upper = raised(x.applying("ln1p"), lambda, isLog: abs(lambda) < epsilon)
      let lower = raised((.constant(0) - x).applying("ln1p"), 2 - lambda, isLog: abs(lambda - 2) <= epsilon)
      return .condition(x.applying("greaterOrEqual", .constant(0)), upper, .constant(0) - lower)
    }
  }

  private func project(_ columns: [MarkupColumn], _ projection: Projection) throws -> [MarkupColumn] {
    let components = projection.components
    var columns = try numbers(columns, "projection", width: components.columnCount).map { materialized($0) }
    if let mean = projection.mean, !projection.centersAfterwards {
      columns = zip(columns, mean).map { materialized($0 - .constant($1), "centered") }
    }
    return (0..<components.rowCount).map { row in
      var result = added(
        columns.indices.map { columns[$0] * .constant(components[row, $0]) })
      if let mean = projection.mean, projection.centersAfterwards {
        let shift = mean.indices.reduce(0.0) { $0 + mean[$1] * components[row, $1] }
        result = result - .constant(shift)
      }
      if let scale = projection.scale { result = result / .constant(scale[row]) }
      return result
    }
  }

  private func apply(_ function: Transformer.ElementFunction, to column: MarkupColumn) -> MarkupColumn {
    switch function {
    case .identity: return column
    case .log: return column.applying("ln")
    case .log1p: return column.applying("ln1p")
    case .log2:
      note(.bounded, "PMML has no logarithm of base 2: it is ln x / ln 2, within 2 units in the last place")
      return column.applying("ln") / .constant(Mathematics.log(2))
    case .log10: return column.applying("log10")
    case .exp: return column.applying("exp")
    case .expm1: return column.applying("expm1")
    case .sqrt: return column.applying("sqrt")
    case .square:
      let x = materialized(column)
      return x * x
    case .absolute: return column.applying("abs")
    case .negative: return .constant(0) - column
    case .reciprocal: return .constant(1) / column
    case .sin: return column.applying("sin")
    case .cos: return column.applying("cos")
    case .tanh: return column.applying("tanh")
    }
  }

  /// One kind of an estimator's answers as columns.
  func answerColumns(of estimator: Estimator, _ kind: AnswerKind, _ columns: [MarkupColumn]) throws -> [MarkupColumn] {
    let answer = try compose(estimator, columns)
    switch kind {
    case .transformation:
      guard let transformation = answer.transformation else { throw misfit("an estimator transforms nothing") }
      return transformation
    case .probabilities: return try probabilities(answer, "inner")
    case .scores:
      guard let scores = answer.scores else { throw refusal("an estimator is asked for scores that it does not have") }
      return scores.map { column($0) }
    case .prediction: return answer.targets.isEmpty ? [try value(answer, "prediction")] : answer.targets
    }
  }
}
