// Steps over numbers that were learnt: bins, powers, polynomials, quantiles, projections.

internal import ModelCore

extension GraphWriting {
  // MARK: Bins

  func discretize(_ table: GraphTable, _ bins: Discretization) throws -> GraphTable {
    let rows = try numbers(of: table, for: "KBinsDiscretizer", width: bins.edges.count)
    guard bins.edges.allSatisfy({ $0.count >= 2 }) else { throw misfit("a column has fewer than two edges") }
    let nudged = bins.nudgesUp ? rows.value + (1e-8 + 1e-5 * rows.value.absolute()) : rows.value
    return GraphTable(
      sideBySide: bins.edges.enumerated().map { place, edges in
        let value = rows.width == 1 ? nudged : nudged.column(place)
        let binCount = edges.count - 1
        let inner = edges[1..<binCount]
        // NaN is above all of them, as in NumPy's search.
        let bin = inner.isEmpty ? value.filled(with: 0) : (!(graph.row(Array(inner)) > value)).cast(to: .double).sum()
        guard bins.isOneHot else { return GraphTable(matrix: bin, width: 1) }
        return GraphTable(
          matrix: bin.isEqual(to: graph.row((0..<binCount).map(Double.init))).cast(to: .double), width: binCount)
      })
  }

  // MARK: Polynomials

  /// Products in the library's order, the last column first; outputs of the same number of factors are made together.
  func expand(_ table: GraphTable, _ expansion: PolynomialExpansion) throws -> GraphTable {
    let rows = try numbers(of: table, for: "PolynomialFeatures", width: expansion.exponents.first?.count)
    let factors = expansion.exponents.map { exponents in
      exponents.indices.reversed().flatMap { Array(repeating: $0, count: exponents[$0]) }
    }
    var parts: [GraphTable] = []
    var order: [Int] = []
    for count in Set(factors.map(\.count)).sorted() {
      let outputs = factors.indices.filter { factors[$0].count == count }
      var product = rows.value.filled(with: 1, columns: outputs.count)
      for step in 0..<count {
        let factor = rows.value.columns(outputs.map { factors[$0][step] })
        product = step == 0 ? factor : product * factor
      }
      parts.append(GraphTable(matrix: product, width: outputs.count))
      order += outputs
    }
    let all = try numbers(of: GraphTable(sideBySide: parts), for: "PolynomialFeatures")
    let places = order.indices.sorted { order[$0] < order[$1] }
    return places == Array(order.indices)
      ? GraphTable(all) : GraphTable(matrix: all.value.columns(places), width: all.width)
  }

  // MARK: Powers

  func transform(_ table: GraphTable, _ power: PowerTransform) throws -> GraphTable {
    let rows = try numbers(of: table, for: "PowerTransformer", width: power.lambdas.count)
    let value = power.method == .yeoJohnson ? yeoJohnson(rows.value, power.lambdas) : boxCox(rows.value, power.lambdas)
    return GraphTable(matrix: value, width: rows.width)
  }

  /// e^(λ·log) − 1 over λ, or the logarithm itself in columns where λ is 0.
  private func powered(_ log: Value, _ lambdas: [Double], isZero: (Double) -> Bool) -> Value {
    let zeros = lambdas.map(isZero)
    let divisors = graph.row(zip(lambdas, zeros).map { $1 ? 1 : $0 })
    let power = (divisors * log).expm1() / divisors
    guard zeros.contains(true) else { return power }
    return graph.where(graph.constant(Tensor(zeros, shape: [1, zeros.count])), log, power)
  }

  private func yeoJohnson(_ x: Value, _ lambdas: [Double]) -> Value {
    let epsilon = Double.ulpOfOne
    let isNegative = x < 0
    let upper = powered(graph.where(isNegative, x * 0, x).log1p(), lambdas) { abs($0) < epsilon }
    let lower = powered(graph.where(isNegative, -x, x * 0).log1p(), lambdas.map { 2 - $0 }) { abs($0) <= epsilon }
    return graph.where(x.isNaN(), x, graph.where(isNegative, -lower, upper))
  }

  private func boxCox(_ x: Value, _ lambdas: [Double]) -> Value { powered(x.log(), lambdas) { abs($0) < 1e-19 } }

  // MARK: Quantiles

  func transform(_ table: GraphTable, _ quantile: QuantileTransform) throws -> GraphTable {
    let rows = try numbers(of: table, for: "QuantileTransformer", width: quantile.quantiles.count)
    guard !quantile.references.isEmpty, quantile.quantiles.allSatisfy({ $0.count == quantile.references.count }) else {
      throw misfit("its quantiles are not one a reference")
    }
    return GraphTable(
      sideBySide: quantile.quantiles.enumerated().map { place, quantiles in
        let column = rows.width == 1 ? rows.value : rows.value.column(place)
        return GraphTable(matrix: share(of: column, quantiles, quantile), width: 1)
      })
  }

  /// The distance from the outermost quantiles that still counts as outside, and the least tail of a normal answer, are
  /// scikit-learn's.
  private func share(of x: Value, _ quantiles: [Double], _ quantile: QuantileTransform) -> Value {
    let bound = 1e-7
    let first = quantiles[0]
    let last = quantiles[quantiles.count - 1]
    let forwards = x.interpolated(quantiles, quantile.references)
    let backwards = (-x).interpolated(quantiles.reversed().map { -$0 }, quantile.references.reversed().map { -$0 })
    let middle = 0.5 * (forwards - backwards)
    let isBelow = quantile.hasMargin ? (x - bound) < first : x.isEqual(to: first)
    let isAbove = quantile.hasMargin ? (x + bound) > last : x.isEqual(to: last)
    let share = graph.where(isBelow, graph.scalar(0), graph.where(isAbove, graph.scalar(1), middle))
    guard quantile.isNormal else { return graph.where(x.isNaN(), x, share) }
    let tail = bound - Double.ulpOfOne
    let ends = (Mathematics.normalQuantile(tail), Mathematics.normalQuantile(1 - tail))
    // The outermost shares have infinite quantiles, which clipping makes the ends.
    let normal = graph.where(
      share <= 0, graph.scalar(ends.0),
      graph.where(share >= 1, graph.scalar(ends.1), share.clipped(1e-300, 1 - 1e-16).normalQuantile()))
    return graph.where(x.isNaN(), x, normal.clipped(ends.0, ends.1))
  }

  // MARK: Projections

  func project(_ table: GraphTable, _ projection: Projection) throws -> GraphTable {
    let components = projection.components
    let rows = try numbers(of: table, for: "a projection", width: components.columnCount)
    let width = components.rowCount
    guard projection.mean.map({ $0.count == rows.width }) ?? true, projection.scale.map({ $0.count == width }) ?? true
    else {
      throw misfit("its mean or scale is for another number of columns")
    }
    var value = rows.value
    if let mean = projection.mean, !projection.centersAfterwards { value = value - graph.row(mean) }
    value = value.times(graph.constant(components.transposed(), "components"))
    if let mean = projection.mean, projection.centersAfterwards {
      value =
        value - graph.row((0..<width).map { row in zip(components.row(row), mean).reduce(0) { $0 + $1.0 * $1.1 } })
    }
    if let scale = projection.scale { value = value / graph.row(scale) }
    return GraphTable(matrix: value, width: width)
  }
}

extension Matrix {
  func transposed() -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount { for column in 0..<columnCount { result[column, row] = self[row, column] } }
    return result
  }
}
