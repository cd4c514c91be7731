// Clusters: the nearest centre, Gaussian mixtures.

/// The group of the nearest centre, the first of equals.
struct CenterClusterer: PreparedEstimator {
  private let centers: Matrix
  private let groups: [Int]
  private let classes: [Label]

  init(centers: Matrix, groups: [Int]) throws {
    guard groups.count == centers.rowCount, groups.allSatisfy((0..<max(centers.rowCount, 1)).contains) else {
      throw Refusal.misfit("clusters", "its centres have no group each")
    }
    self.centers = centers
    self.groups = groups
    classes = (0...(groups.max() ?? 0)).map(Label.integer)
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: "KMeans", width: centers.columnCount)
    let distances = rows.mapRows(width: centers.rowCount) { cells, out in
      for place in out.indices {
        var sum = 0.0
        for (column, cell) in cells.enumerated() {
          let difference = cell - centers[place, column]
          sum += difference * difference
        }
        out[place] = sum.squareRoot()
      }
    }
    let choices = (0..<rows.rowCount).map { row -> Int in
      let distances = distances.row(row)
      return distances.min().flatMap { least in distances.firstIndex(of: least) }.map { $0 - distances.startIndex } ?? 0
    }
    return Answer(
      classes: classes, choices: choices.map { groups[$0] }, transformation: .matrix(distances))
  }
}

/// Gaussians with weights.
struct MixtureClusterer: PreparedEstimator {
  private let mixture: GaussianMixture
  /// For each component its factor (d × d), or the diagonal's numbers.
  private let factors: [Factor]
  private let constants: [Double]
  private enum Factor: Sendable {
    case full(Matrix)
    case diagonal([Double])
  }
  private static let name = "GaussianMixture"

  init(_ mixture: GaussianMixture) throws {
    self.mixture = mixture
    let count = mixture.means.rowCount
    let width = mixture.means.columnCount
    factors =
      switch mixture.precisions {
      case .full(let matrices): matrices.map(Factor.full)
      case .tied(let matrix): [Factor](repeating: .full(matrix), count: count)
      case .diagonal(let matrix): (0..<matrix.rowCount).map { .diagonal(Array(matrix.row($0))) }
      case .spherical(let numbers): numbers.map { .diagonal([Double](repeating: $0, count: width)) }
      }
    guard factors.count == count, factors.allSatisfy({ Self.fits($0, width) }),
      (mixture.logWeights ?? mixture.weights).count == count,
      (mixture.logDensityCorrections?.count ?? count) == count
    else { throw Refusal.misfit(Self.name, "its weights, means and precisions are not one a component") }
    constants = factors.enumerated().map { place, factor in
      let diagonal =
        switch factor {
        case .full(let matrix): (0..<width).map { matrix[$0, $0] }
        case .diagonal(let numbers): numbers
        }
      let logWeight = mixture.logWeights?[place] ?? Mathematics.log(mixture.weights[place])
      return diagonal.reduce(0) { $0 + Mathematics.log($1) } - 0.5 * Double(width) * Mathematics.log(2 * .pi)
        + (mixture.logDensityCorrections?[place] ?? 0) + logWeight
    }
  }

  private static func fits(_ factor: Factor, _ width: Int) -> Bool {
    switch factor {
    case .full(let matrix): matrix.rowCount == width && matrix.columnCount == width
    case .diagonal(let numbers): numbers.count == width
    }
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: Self.name, width: mixture.means.columnCount)
    let joint = rows.mapRows(width: factors.count) { cells, out in
      for place in out.indices { out[place] = constants[place] - 0.5 * distance(cells, to: place) }
    }
    return Answer(
      classes: factors.indices.map(Label.integer), choices: (0..<rows.rowCount).map { joint.row($0).indexOfGreatest },
      probabilities: joint.mapRows(width: factors.count) { cells, out in
        let total = Mathematics.logSumExp(cells)
        for (place, cell) in cells.enumerated() { out[place] = Mathematics.exp(cell - total) }
      })
  }

  private func distance(_ cells: UnsafeBufferPointer<Double>, to place: Int) -> Double {
    var total = 0.0
    switch factors[place] {
    case .diagonal(let numbers):
      for (column, cell) in cells.enumerated() {
        let scaled = (cell - mixture.means[place, column]) * numbers[column]
        total += scaled * scaled
      }
    case .full(let factor):
      for column in 0..<factor.columnCount {
        var sum = 0.0
        for (row, cell) in cells.enumerated() { sum += (cell - mixture.means[place, row]) * factor[row, column] }
        total += sum * sum
      }
    }
    return total
  }
}
