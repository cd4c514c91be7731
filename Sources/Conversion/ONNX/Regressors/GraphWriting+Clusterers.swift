// Clusters and outliers.

internal import ModelCore

extension GraphWriting {
  func answer(of clusterer: Clusterer, _ table: GraphTable) throws -> GraphAnswer {
    switch clusterer {
    case .centers(let centers): return try nearest(centers, Array(0..<centers.rowCount), table)
    case .groups(let centers, let groups): return try nearest(centers, groups, table)
    case .gaussianMixture(let mixture): return try within("GaussianMixture") { try answer(of: mixture, table) }
    }
  }

  private func nearest(_ centers: Matrix, _ groups: [Int], _ table: GraphTable) throws -> GraphAnswer {
    guard groups.count == centers.rowCount else { throw misfit("its centres have no group each") }
    let rows = try numbers(of: table, for: "KMeans", width: centers.columnCount)
    let distances = pairSums(rows, centers) { ($0 - $1).squared() }.sqrt()
    var choices = distances.argMin()
    if groups != Array(0..<groups.count) {
      choices = graph.constant(Tensor(groups.map { Int64($0) }, shape: [groups.count])).gathered(choices, axis: 0)
    }
    return GraphAnswer(
      classes: (0...(groups.max() ?? 0)).map(Label.integer), choices: choices,
      transformation: GraphTable(matrix: distances, width: centers.rowCount))
  }

  private func answer(of mixture: GaussianMixture, _ table: GraphTable) throws -> GraphAnswer {
    let width = mixture.means.columnCount
    let count = mixture.means.rowCount
    let rows = try numbers(of: table, for: "GaussianMixture", width: width)
    let logWeights = mixture.logWeights ?? mixture.weights.map { Mathematics.log($0) }
    guard logWeights.count == count, (mixture.logDensityCorrections?.count ?? count) == count else {
      throw misfit("its weights are not one a component")
    }
    let joint = try (0..<count).map { place -> Value in
      let centered = rows.value - graph.row(Array(mixture.means.row(place)))
      let scaled: Value
      let diagonal: [Double]
      switch mixture.precisions {
      case .full(let matrices):
        guard matrices.count == count else { throw misfit("its precisions are not one a component") }
        (scaled, diagonal) = (
          centered.times(graph.constant(matrices[place])), (0..<width).map { matrices[place][$0, $0] }
        )
      case .tied(let matrix):
        (scaled, diagonal) = (centered.times(graph.constant(matrix)), (0..<width).map { matrix[$0, $0] })
      case .diagonal(let matrix):
        (scaled, diagonal) = (centered * graph.row(Array(matrix.row(place))), Array(matrix.row(place)))
      case .spherical(let numbers):
        (scaled, diagonal) = (centered * numbers[place], [Double](repeating: numbers[place], count: width))
      }
      let constant =
        diagonal.reduce(0) { $0 + Mathematics.log($1) } - 0.5 * Double(width) * Mathematics.log(2 * .pi)
        + (mixture.logDensityCorrections?[place] ?? 0) + logWeights[place]
      return constant - 0.5 * scaled.squared().sum()
    }
    return likelihoodAnswer(graph.concatenate(joint), (0..<count).map(Label.integer))
  }

  /// Labels and probabilities from logarithms of joint likelihoods.
  func likelihoodAnswer(_ joint: Value, _ labels: [Label]) -> GraphAnswer {
    GraphAnswer(
      classes: labels, choices: joint.choice(),
      probabilities: GraphMatrix((joint - joint.logSumExp()).exp(), width: labels.count))
  }

  func answer(of detector: OutlierDetector, _ table: GraphTable) throws -> GraphAnswer {
    let score: Value
    let isInlier: Value
    switch detector {
    case .isolationForest(let forest):
      score = try isolationScores(forest, table)
      isInlier = !(score < 0)
    case .oneClass(let machine):
      score = try scores(machine, table).value
      isInlier = score > 0
    case .localDensity(let model):
      score = try within("LocalOutlierFactor") { try densityScores(model, table) }
      isInlier = !(score < 0)
    }
    return GraphAnswer(
      classes: [.integer(-1), .integer(1)], choices: isInlier.cast(to: .int64).squeezed([1]),
      scores: GraphMatrix(score, width: 1))
  }

  private func isolationScores(_ forest: IsolationForest, _ table: GraphTable) throws -> Value {
    var ensemble = forest.trees
    if let columns = forest.columns {
      guard columns.count == ensemble.trees.count else { throw misfit("its columns are not one list a tree") }
      for (place, columns) in columns.enumerated() {
        for node in ensemble.trees[place].nodes.indices where !ensemble.trees[place].nodes[node].isLeaf {
          let feature = Int(ensemble.trees[place].nodes[node].feature)
          guard columns.indices.contains(feature) else { throw misfit("a tree tests a column it does not take") }
          ensemble.trees[place].nodes[node].feature = Int32(columns[feature])
        }
      }
    }
    ensemble.aggregation = .sum
    ensemble.base = [0]
    let divisor = forest.normalization * Double(ensemble.trees.count)
    let sums = try scores(ensemble, table).value
    let depth = divisor == 0 ? sums.filled(with: 1) : sums / divisor
    return -(graph.scalar(2).power(-depth)) - forest.offset
  }
}
