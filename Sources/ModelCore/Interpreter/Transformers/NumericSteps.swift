// Steps over numbers that were learnt: bins, powers, polynomials, projections.

/// Numbers into bins.
struct DiscretizationStep: PreparedTransformer {
  private let discretization: Discretization
  private let binCounts: [Int]
  private static let name = "KBinsDiscretizer"

  init(_ discretization: Discretization) throws {
    guard discretization.edges.allSatisfy({ $0.count >= 2 }) else {
      throw Refusal.misfit(Self.name, "a column has fewer than two edges")
    }
    self.discretization = discretization
    binCounts = discretization.edges.map { $0.count - 1 }
  }

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: Self.name, width: binCounts.count)
    let width = discretization.isOneHot ? binCounts.reduce(0, +) : binCounts.count
    return .matrix(
      matrix.mapRows(width: width) { cells, out in
        var offset = 0
        for (column, cell) in cells.enumerated() {
          let bin = bin(of: cell, column: column)
          if discretization.isOneHot { out[offset + bin] = 1 } else { out[column] = Double(bin) }
          offset += binCounts[column]
        }
      })
  }

  private func bin(of cell: Double, column: Int) -> Int {
    let edges = discretization.edges[column]
    let value = discretization.nudgesUp ? cell + (1e-8 + 1e-5 * abs(cell)) : cell
    return min(Interpolation.countNotAbove(value, in: edges[1...]), binCounts[column] - 1)
  }
}

/// Products of powers, multiplied in the library's order: the last column first.
struct PolynomialStep: PreparedTransformer {
  /// For each output the columns to multiply.
  private let factors: [[Int]]
  private let width: Int

  init(_ expansion: PolynomialExpansion) throws {
    width = expansion.exponents.first?.count ?? 0
    guard expansion.exponents.allSatisfy({ [width] in $0.count == width && $0.allSatisfy { (0...1000).contains($0) } })
    else {
      throw Refusal.misfit("PolynomialFeatures", "its rows of exponents differ in length or are out of bounds")
    }
    factors = expansion.exponents.map { exponents in
      exponents.indices.reversed().flatMap { Array(repeating: $0, count: exponents[$0]) }
    }
  }

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: "PolynomialFeatures", width: width)
    return .matrix(
      matrix.mapRows(width: factors.count) { cells, out in
        for (place, factors) in factors.enumerated() { out[place] = factors.reduce(1) { $0 * cells[$1] } }
      })
  }
}

/// Yeo–Johnson or Box–Cox.
struct PowerStep: PreparedTransformer {
  let power: PowerTransform

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: "PowerTransformer", width: power.lambdas.count)
    return .matrix(
      matrix.mapRows(width: matrix.columnCount) { cells, out in
        for (column, cell) in cells.enumerated() {
          let lambda = power.lambdas[column]
          out[column] = power.method == .yeoJohnson ? Self.yeoJohnson(cell, lambda) : Self.boxCox(cell, lambda)
        }
      })
  }

  /// In the form that does not cancel near 0; its limits at λ = 0 and 2 are logarithms.
  static func yeoJohnson(_ x: Double, _ lambda: Double) -> Double {
    let epsilon = Double.ulpOfOne
    if x.isNaN { return x }
    if x >= 0 {
      let log = Mathematics.log1p(x)
      return abs(lambda) < epsilon ? log : Mathematics.expm1(lambda * log) / lambda
    }
    let log = Mathematics.log1p(-x)
    return abs(lambda - 2) <= epsilon ? -log : -Mathematics.expm1((2 - lambda) * log) / (2 - lambda)
  }

  static func boxCox(_ x: Double, _ lambda: Double) -> Double {
    let log = Mathematics.log(x)
    return abs(lambda) < 1e-19 ? log : Mathematics.expm1(lambda * log) / lambda
  }
}

/// `(x - mean) · componentsᵀ`, then divided by `scale`.
struct ProjectionStep: PreparedTransformer {
  private let projection: Projection
  /// What is taken off after projecting.
  private let shift: [Double]
  private let components: LinearScores

  init(_ projection: Projection) throws {
    let components = projection.components
    guard projection.mean.map({ $0.count == components.columnCount }) ?? true,
      projection.scale.map({ $0.count == components.rowCount }) ?? true
    else { throw Refusal.misfit("projection", "its mean or scale is for another number of columns") }
    self.projection = projection
    let zeros = [Double](repeating: 0, count: components.rowCount)
    self.components = try LinearScores(LinearFunction(coefficients: components, intercepts: zeros), name: "projection")
    if projection.centersAfterwards, let mean = projection.mean {
      shift = Array(self.components.scores(Matrix(rows: [mean])).values)
    } else {
      shift = zeros
    }
  }

  func transform(_ table: Table) throws -> Table {
    var matrix = try table.numbers(for: "projection", width: projection.components.columnCount)
    if let mean = projection.mean, !projection.centersAfterwards {
      matrix = matrix.mapRows(width: matrix.columnCount) { cells, out in
        for (column, cell) in cells.enumerated() { out[column] = cell - mean[column] }
      }
    }
    let scores = components.scores(matrix)
    return .matrix(
      scores.mapRows(width: scores.columnCount) { cells, out in
        for (column, cell) in cells.enumerated() {
          let shifted = cell - shift[column]
          out[column] = projection.scale.map { shifted / $0[column] } ?? shifted
        }
      })
  }
}
