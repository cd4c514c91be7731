// Outliers: isolation forests, one-class support vector machines. 1 is an inlier, −1 an outlier.

struct IsolationDetector: PreparedEstimator {
  private let trees: TreeScores
  private let divisor: Double
  private let offset: Double
  private static let name = "IsolationForest"

  init(_ forest: IsolationForest) throws {
    var ensemble = forest.trees
    guard ensemble.outputCount == 1 else { throw Refusal.misfit(Self.name, "its trees have several outputs") }
    if let columns = forest.columns {
      guard columns.count == ensemble.trees.count else {
        throw Refusal.misfit(Self.name, "its columns are not one list a tree")
      }
      for (place, columns) in columns.enumerated() { try Self.remap(&ensemble.trees[place], to: columns) }
    }
    ensemble.aggregation = .sum
    ensemble.base = [0]
    trees = try TreeScores(ensemble)
    divisor = forest.normalization * Double(ensemble.trees.count)
    offset = forest.offset
  }

  private static func remap(_ tree: inout DecisionTree, to columns: [Int]) throws {
    for place in tree.nodes.indices where tree.nodes[place].test != .leaf {
      guard columns.indices.contains(Int(tree.nodes[place].feature)) else {
        throw Refusal.misfit(name, "a tree tests a column it does not take")
      }
      tree.nodes[place].feature = Int32(columns[Int(tree.nodes[place].feature)])
    }
  }

  func answer(_ table: Table) throws -> Answer {
    var scores = try trees.scores(table)
    for index in scores.values.indices {
      let depth = divisor == 0 ? 1 : scores.values[index] / divisor
      scores.values[index] = -Mathematics.pow(2, -depth) - offset
    }
    return Answer(
      classes: [.integer(-1), .integer(1)], choices: scores.values.map { $0 < 0 ? 0 : 1 }, scores: scores)
  }
}

/// A kernel machine's one score.
struct OneClassDetector: PreparedEstimator {
  let machine: KernelScores

  func answer(_ table: Table) throws -> Answer {
    let scores = try machine.scores(table)
    return Answer(
      classes: [.integer(-1), .integer(1)], choices: (0..<scores.rowCount).map { scores[$0, 0] > 0 ? 1 : 0 },
      scores: scores)
  }
}

/// Local outlier factors.
struct DensityDetector: PreparedEstimator {
  private let model: LocalDensity
  private let neighborhood: Neighborhood

  init(_ model: LocalDensity) throws {
    let count = model.neighbors.points.rowCount
    guard model.densities.count == count, model.reaches.count == count, case .count = model.neighbors.reach else {
      throw Refusal.misfit("LocalOutlierFactor", "its densities are not one a point")
    }
    self.model = model
    neighborhood = try Neighborhood(model.neighbors)
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: "LocalOutlierFactor", width: model.neighbors.points.columnCount)
    let scores = rows.mapRows(width: 1) { cells, out in
      let near = neighborhood.nearest(cells)
      let count = Double(near.count)
      let reachable = near.reduce(0) { $0 + max($1.distance, model.reaches[$1.point]) } / count
      let density = 1 / (reachable + 1e-10)
      out[0] = -(near.reduce(0) { $0 + model.densities[$1.point] / density } / count) - model.offset
    }
    return Answer(
      classes: [.integer(-1), .integer(1)], choices: (0..<scores.rowCount).map { scores[$0, 0] < 0 ? 0 : 1 },
      scores: scores)
  }
}
