// Missing cells filled from near rows or by estimators, and piecewise polynomials.

internal import ModelCore

extension GraphWriting {
  // MARK: Neighbours

  func impute(_ table: GraphTable, _ imputation: NeighborImputation) throws -> GraphTable {
    let points = imputation.points
    let rows = try numbers(of: table, for: "KNNImputer", width: points.columnCount)
    guard points.rowCount > 0, imputation.count > 0 else { throw misfit("it has no rows, or asks for none") }
    let missing = isMissing(rows.value, imputation.marker)
    let distances = commonDistances(rows, missing, points)
    var parts: [Value] = []
    for column in 0..<points.columnCount {
      let donors = (0..<points.rowCount).filter { !points[$0, column].isNaN }
      if donors.isEmpty {
        if imputation.keepsEmptyColumns { parts.append(rows.value.filled(with: 0)) }
        continue
      }
      let value = try filling(column, donors, distances, imputation)
      parts.append(graph.where(missing.column(column), value, rows.value.column(column)))
    }
    parts += imputation.indicators.map { missing.column($0).cast(to: .double) }
    return GraphTable(matrix: graph.concatenate(parts), width: parts.count)
  }

  private func isMissing(_ value: Value, _ marker: Imputation.Marker) -> Value {
    switch marker {
    case .number(let number) where !number.isNaN: value.isEqual(to: number)
    case .string: value < -.infinity
    default: value.isNaN()
    }
  }

  /// n × m: the distance over common columns, raised to all columns; infinite where there are none.
  private func commonDistances(_ rows: GraphMatrix, _ missing: Value, _ points: Matrix) -> Value {
    var filled = points
    var known = Matrix(rowCount: points.rowCount, columnCount: points.columnCount, repeating: 1)
    for place in points.values.indices where points.values[place].isNaN {
      filled.values[place] = 0
      known.values[place] = 0
    }
    let own = (!missing).cast(to: .double)
    let given = graph.where(missing, graph.scalar(0), rows.value)
    let zeros = rows.value.filled(with: 0, columns: points.rowCount)
    let (points, has) = (graph.constant(filled, "points"), graph.constant(known, "known"))
    let sequences = [(given, 1), (points, 1), (own, 1), (has, 1)].map { (value: $0.0, axis: $0.1) }
    let sums = graph.scan(zeros, rank: 2, over: sequences) { sum, slices in
      let both = slices[2].unsqueezed([1]) * slices[3].unsqueezed([0])
      return sum + both * (slices[0].unsqueezed([1]) - slices[1].unsqueezed([0])).squared()
    }
    let common = own.times(graph.constant(known.transposed(), "known"))
    let isStranger = common.isEqual(to: 0)
    let ratio = Double(rows.width) / graph.where(isStranger, graph.scalar(1), common)
    let distance = (sums * ratio).sqrt()
    let isNear = !isStranger && (distance <= Double.greatestFiniteMagnitude)
    return graph.where(isNear, distance, graph.scalar(.infinity))
  }

  private func filling(
    _ column: Int, _ donors: [Int], _ distances: Value, _ imputation: NeighborImputation
  ) throws -> Value {
    let count = min(imputation.count, donors.count)
    let numbers = donors.map { imputation.points[$0, column] }
    let (near, places) = distances.columns(donors).top(count, isLargest: false)
    let isStranger = near > Double.greatestFiniteMagnitude
    let one = graph.scalar(1)
    var weights: Value
    switch imputation.weighting {
    case .uniform: weights = isStranger.cast(to: .double) * 0 + 1
    case .distance:
      let isZero = near.isEqual(to: 0)
      let hasZero = isZero.cast(to: .double).maximum() > 0
      weights = graph.where(hasZero, isZero.cast(to: .double), 1 / graph.where(isZero, one, near))
    }
    if !(imputation.weighting == .uniform && imputation.countsStrangers) {
      weights = graph.where(isStranger, graph.scalar(0), weights)
    }
    let values = graph.constant(Tensor(numbers, shape: [numbers.count]), "donors").gathered(places, axis: 0)
    let sum = (values * weights).orderedSum(count: count).unsqueezed([1])
    let total = weights.orderedSum(count: count).unsqueezed([1])
    let isAlone = near.column(0) > Double.greatestFiniteMagnitude
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return graph.where(isAlone, graph.scalar(mean), sum / graph.where(isAlone, one, total))
  }

  // MARK: Iterations

  func impute(_ table: GraphTable, _ imputation: IterativeImputation) throws -> GraphTable {
    let fills = imputation.initial.fills
    let rows = try numbers(of: table, for: "IterativeImputer", width: fills.count)
    let missing = isMissing(rows.value, imputation.initial.marker)
    let kept = fills.indices.filter { imputation.initial.keepsEmptyColumns || fills[$0] != .missing }
    let filled = try impute(GraphTable(rows), imputation.initial)
    var columns = kept.indices.map { filled.column($0).value }
    for (number, step) in imputation.steps.enumerated() {
      guard columns.indices.contains(step.column), step.features.allSatisfy(columns.indices.contains) else {
        throw misfit("a step takes a column there is not")
      }
      if fills[kept[step.column]] == .missing { continue }
      let given = GraphTable(
        matrix: graph.concatenate(step.features.map { columns[$0] }), width: step.features.count)
      let answer = try within("imputation_sequence_[\(number)]") { try self.answer(of: step.estimator, given) }
      guard let values = answer.values, values.width == 1 else { throw misfit("a step does not answer with a number") }
      let clipped = values.value.clipped(step.lower, step.upper)
      columns[step.column] = graph.where(missing.column(kept[step.column]), clipped, columns[step.column])
    }
    let flags = imputation.indicators.map { missing.column($0).cast(to: .double) }
    return GraphTable(matrix: graph.concatenate(columns + flags), width: columns.count + flags.count)
  }

  // MARK: Splines

  func expand(_ table: GraphTable, _ expansion: SplineExpansion) throws -> GraphTable {
    let rows = try numbers(of: table, for: "SplineTransformer", width: expansion.columns.count)
    let parts = try expansion.columns.enumerated().map { place, column -> Value in
      guard column.outputCount > 0 else { throw misfit("it has no splines") }
      return try expand(rows.width == 1 ? rows.value : rows.value.column(place), column)
    }
    note(.lossy, "a missing number raises in the library; here its splines are NaN")
    return GraphTable(
      matrix: graph.concatenate(parts), width: expansion.columns.reduce(0) { $0 + $1.outputCount })
  }

  private func expand(_ value: Value, _ column: SplineExpansion.Column) throws -> Value {
    var x = value
    if let period = column.period {
      let length = period.upperBound - period.lowerBound
      let rest = (value - period.lowerBound).remainder(dividingBy: length)
      x = graph.where(rest < 0, rest + length, rest) + period.lowerBound
    }
    if let allowed = column.allowed {
      note(.lossy, "a number beyond the knots raises in the library; here its splines are NaN")
      x = graph.where((x < allowed.lowerBound) || (x > allowed.upperBound), graph.scalar(.nan), x)
    }
    let starts = column.pieces.dropFirst().map(\.start)
    let piece =
      starts.isEmpty
      ? graph.constant(Tensor([Int64(0)], shape: [1, 1])) * x.isNaN().cast(to: .int64)
      : (!(graph.row(starts) > x)).cast(to: .int64).sum()
    // n × 1 → n: one piece a row.
    let places = piece.squeezed([1])
    let u = x - graph.constant(Matrix(rows: column.pieces.map { [$0.origin] }), "origins").gathered(places, axis: 0)
    let highest = column.pieces.map(\.coefficients.count).max() ?? 1
    var result: Value?
    for power in (0..<highest).reversed() {
      let table = Matrix(
        rows: column.pieces.map { piece in
          piece.coefficients.indices.contains(power)
            ? piece.coefficients[power] : [Double](repeating: 0, count: column.outputCount)
        })
      let coefficients = graph.constant(table, "splines").gathered(places, axis: 0)
      result = result.map { $0 * u + coefficients } ?? coefficients + u * 0
    }
    guard let result else { throw misfit("it has no polynomials") }
    return result
  }
}
