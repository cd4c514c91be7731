// Transformers: where each goes, and those that arrange columns.

internal import ModelCore

extension GraphWriting {
  func transform(_ table: GraphTable, by transformer: Transformer) throws -> GraphTable {
    switch transformer {
    case .passthrough: return table
    case .sequence(let steps):
      return try steps.enumerated().reduce(table) { table, step in
        try within("steps[\(step.offset)]") { try transform(table, by: step.element) }
      }
    case .branches(let branches): return try transform(table, byBranches: branches)
    case .select(let columns):
      guard columns.allSatisfy((0..<table.width).contains) else {
        throw misfit("a selection names a column there is not")
      }
      return table.columns(columns)
    case .arithmetic(let operations): return try within("scaler") { try arithmetic(operations, table) }
    case .normalize(let norm): return try within("Normalizer") { try normalized(table, norm) }
    case .binarize(let threshold):
      return try mapNumbers(table, "Binarizer") { graph.where($0.isNaN(), $0, ($0 > threshold).cast(to: .double)) }
    case .impute(let imputation): return try within("SimpleImputer") { try impute(table, imputation) }
    case .oneHot(let encoding): return try within("OneHotEncoder") { try oneHot(table, encoding) }
    case .ordinal(let encoding): return try within("OrdinalEncoder") { try ordinal(table, encoding) }
    case .labels(let labels): return try within("LabelEncoder") { try labelPlaces(table, labels) }
    case .discretize(let bins): return try within("KBinsDiscretizer") { try discretize(table, bins) }
    case .polynomial(let expansion): return try within("PolynomialFeatures") { try expand(table, expansion) }
    case .power(let power): return try within("PowerTransformer") { try transform(table, power) }
    case .quantile(let quantile): return try within("QuantileTransformer") { try transform(table, quantile) }
    case .project(let projection): return try within("projection") { try project(table, projection) }
    case .text(let text): return try within("text vectoriser") { try vectorize(table, text) }
    case .splines(let splines): return try within("SplineTransformer") { try expand(table, splines) }
    case .imputeByNeighbors(let imputation): return try within("KNNImputer") { try impute(table, imputation) }
    case .imputeIteratively(let imputation): return try within("IterativeImputer") { try impute(table, imputation) }
    case .answer(let estimator, let kind):
      return try columns(kind, of: answer(of: estimator, table), for: "a transformer")
    case .function(let function): return try mapNumbers(table, function.rawValue) { apply(function, $0) }
    }
  }

  /// The same function on every number.
  func mapNumbers(_ table: GraphTable, _ user: String, _ body: (Value) -> Value) throws -> GraphTable {
    let rows = try numbers(of: table, for: user)
    return GraphTable(matrix: body(rows.value), width: rows.width)
  }

  private func transform(_ table: GraphTable, byBranches branches: [Transformer.Branch]) throws -> GraphTable {
    let parts = try branches.map { branch -> GraphTable in
      try within(branch.name.isEmpty ? "branch" : branch.name) {
        if let columns = branch.columns, !columns.allSatisfy((0..<table.width).contains) {
          throw misfit("a branch takes a column there is not")
        }
        let mine = branch.columns.map(table.columns) ?? table
        // A column transformer with a branch of no columns leaves it out.
        if branch.columns?.isEmpty == true { return GraphTable(blocks: []) }
        let result = try transform(mine, by: branch.transformer)
        guard branch.weight != 1 else { return result }
        return try mapNumbers(result, "a branch's weight") { $0 * branch.weight }
      }
    }
    return GraphTable(sideBySide: parts)
  }

  private func arithmetic(_ operations: [ColumnArithmetic], _ table: GraphTable) throws -> GraphTable {
    let rows = try numbers(of: table, for: "a scaler")
    let value = try operations.reduce(rows.value) { value, operation in
      func operand(_ numbers: [Double]) throws -> Value {
        guard numbers.count == rows.width else { throw misfit("\(numbers.count) numbers for \(rows.width) columns") }
        return graph.row(numbers)
      }
      switch operation {
      case .subtract(let numbers): return value - (try operand(numbers))
      case .divide(let numbers): return value / (try operand(numbers))
      case .multiply(let numbers): return value * (try operand(numbers))
      case .add(let numbers): return value + (try operand(numbers))
      case .clip(let lower, let upper): return value.clipped(try operand(lower), try operand(upper))
      }
    }
    return GraphTable(matrix: value, width: rows.width)
  }

  private func normalized(_ table: GraphTable, _ norm: Transformer.RowNorm) throws -> GraphTable {
    let rows = try numbers(of: table, for: "Normalizer")
    return GraphTable(matrix: divided(rows, by: norm), width: rows.width)
  }

  /// NaN for rows with NaN in them, 0 for others.
  private func missing(in rows: GraphMatrix) -> Value {
    rowSum(GraphMatrix(graph.where(rows.value.isNaN(), rows.value, graph.scalar(0)), width: rows.width))
  }

  /// Rows divided by their norm, rows of zeros as they are.
  func divided(_ rows: GraphMatrix, by norm: Transformer.RowNorm) -> Value {
    let size =
      switch norm {
      case .l1: rowSum(GraphMatrix(rows.value.absolute(), width: rows.width))
      case .l2: rowSum(GraphMatrix(rows.value.squared(), width: rows.width)).sqrt()
      // ReduceMax leaves open what becomes of NaN: the sum of those there are is added.
      case .max: rows.value.absolute().maximum() + missing(in: rows)
      case .greatest: rows.value.maximum() + missing(in: rows)
      }
    return rows.value / graph.where(size.isEqual(to: 0), size + 1, size)
  }

  private func apply(_ function: Transformer.ElementFunction, _ x: Value) -> Value {
    switch function {
    case .identity: x
    case .log: x.log()
    case .log1p: x.log1p()
    case .log2: x.log() / 0.6931471805599453
    case .log10: x.log() / 2.302585092994046
    case .exp: x.exp()
    case .expm1: x.expm1()
    case .sqrt: x.sqrt()
    case .square: x.squared()
    case .absolute: x.absolute()
    case .negative: -x
    case .reciprocal: x.reciprocal()
    case .sin: x.sin()
    case .cos: x.cos()
    case .tanh: x.tanh()
    }
  }
}
