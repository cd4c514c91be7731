// Nearest neighbours: distances, who is near, and what they say.

internal import ModelCore

extension GraphWriting {
  func neighborClasses(
    _ neighbors: NearestNeighbors, _ labels: [Label], _ classes: [Int], _ outlier: Label?, _ table: GraphTable
  ) throws -> GraphAnswer {
    guard classes.count == neighbors.points.rowCount, classes.allSatisfy(labels.indices.contains) else {
      throw misfit("its points have no class each")
    }
    var targets = Matrix(rowCount: classes.count, columnCount: labels.count)
    for (point, place) in classes.enumerated() { targets[point, place] = 1 }
    let sums = try weightedSums(neighbors, targets, table).sums
    let total = rowSum(GraphMatrix(sums, width: labels.count))
    let isLonely = total.isEqual(to: 0)
    let shares = sums / graph.where(isLonely, graph.scalar(1), total)
    guard case .radius = neighbors.reach else {
      return GraphAnswer(
        classes: labels, choices: shares.argMax(), probabilities: GraphMatrix(shares, width: labels.count))
    }
    guard let outlier else {
      note(
        .lossy, "a row without neighbours raises in the library; here its probabilities are NaN and its label the first"
      )
      let probabilities = graph.where(isLonely, graph.scalar(.nan), shares)
      return GraphAnswer(
        classes: labels, choices: shares.argMax(), probabilities: GraphMatrix(probabilities, width: labels.count))
    }
    let known = labels.firstIndex(of: outlier)
    let place = graph.scalar(Double(known ?? labels.count), as: .int64)
    let lonely = graph.row(labels.indices.map { $0 == known ? 1.0 : 0 })
    return GraphAnswer(
      classes: known == nil ? labels + [outlier] : labels,
      choices: graph.where(isLonely.squeezed([1]), place, shares.argMax()),
      probabilities: GraphMatrix(graph.where(isLonely, lonely, shares), width: labels.count))
  }

  func neighborValues(_ neighbors: NearestNeighbors, _ targets: Matrix, _ table: GraphTable) throws -> GraphAnswer {
    guard targets.rowCount == neighbors.points.rowCount else { throw misfit("its points have no target each") }
    let (sums, total) = try weightedSums(neighbors, targets, table)
    return GraphAnswer(values: GraphMatrix(sums / total, width: targets.columnCount))
  }

  /// n × t sums of weights times targets, and n × 1 sums of weights; nearest first where they are counted.
  private func weightedSums(
    _ neighbors: NearestNeighbors, _ targets: Matrix, _ table: GraphTable
  ) throws -> (sums: Value, total: Value) {
    let rows = try numbers(of: table, for: "nearest neighbours", width: neighbors.points.columnCount)
    let distances = try distances(rows, neighbors.points, neighbors.metric)
    switch neighbors.reach {
    case .count(let count):
      guard (1...max(1, neighbors.points.rowCount)).contains(count) else {
        throw misfit("it asks for more neighbours than points")
      }
      let (near, places) = distances.top(count, isLargest: false)
      let weights = weights(near, neighbors.weighting)
      let values = graph.constant(targets, "targets").gathered(places, axis: 0)
      return (
        (values * weights.unsqueezed([2])).orderedSum(count: count, rank: 2),
        weights.orderedSum(count: count).unsqueezed([1])
      )
    case .radius(let radius):
      let isNear = distances <= radius
      let far = graph.where(isNear, distances, graph.scalar(.infinity))
      let weights = graph.where(isNear, weights(far, neighbors.weighting), graph.scalar(0))
      return (weights.times(graph.constant(targets, "targets")), weights.sum())
    }
  }

  /// n × 1 local outlier factors, negative, less their offset.
  func densityScores(_ model: LocalDensity, _ table: GraphTable) throws -> Value {
    let points = model.neighbors.points
    guard case .count(let count) = model.neighbors.reach, (1...max(1, points.rowCount)).contains(count),
      model.densities.count == points.rowCount, model.reaches.count == points.rowCount
    else { throw misfit("its densities are not one a point") }
    let rows = try numbers(of: table, for: "LocalOutlierFactor", width: points.columnCount)
    let (near, places) = try distances(rows, points, model.neighbors.metric).top(count, isLargest: false)
    func look(_ numbers: [Double]) -> Value {
      graph.constant(Tensor(numbers, shape: [numbers.count])).gathered(places, axis: 0)
    }
    let reaches = look(model.reaches)
    let reachable = graph.where(reaches > near, reaches, near).orderedSum(count: count).unsqueezed([1]) / Double(count)
    let density = 1 / (reachable + 1e-10)
    return -((look(model.densities) / density).orderedSum(count: count).unsqueezed([1]) / Double(count)) - model.offset
  }

  /// Weights 1, or 1/distance; where a distance is 0, those at 0 count 1 and all others nothing.
  private func weights(_ distances: Value, _ weighting: NearestNeighbors.Weighting) -> Value {
    switch weighting {
    case .uniform: return distances.isEqual(to: -1).cast(to: .double) + 1
    case .distance:
      let isZero = distances.isEqual(to: 0)
      let hasZero = isZero.cast(to: .double).maximum() > 0
      return graph.where(hasZero, isZero.cast(to: .double), 1 / graph.where(isZero, graph.scalar(1), distances))
    }
  }

  private func distances(_ rows: GraphMatrix, _ points: Matrix, _ metric: NearestNeighbors.Metric) throws -> Value {
    switch metric {
    case .euclidean: return pairSums(rows, points) { ($0 - $1).squared() }.sqrt()
    case .manhattan: return pairSums(rows, points) { ($0 - $1).absolute() }
    case .chebyshev:
      return pairFold(rows, points, term: { ($0 - $1).absolute() }, join: { $0.builder.where($1 > $0, $1, $0) })
    case .hamming: return pairSums(rows, points) { (!$0.isEqual(to: $1)).cast(to: .double) } / Double(rows.width)
    case .canberra:
      return pairSums(rows, points) { a, b in
        let size = a.absolute() + b.absolute()
        return (a - b).absolute() / (size + size.isEqual(to: 0).cast(to: .double))
      }
    case .minkowski(let p, nil): return pairSums(rows, points) { ($0 - $1).absolute().power(p) }.power(1 / p)
    case .seuclidean(let variances):
      guard variances.count == rows.width else { throw misfit("its variances are not one a column") }
      return try scaledDistances(rows, points, variances)
    case .cosine:
      let unit = divided(rows, by: .l2)
      var turned = points
      for row in 0..<points.rowCount {
        let size = points.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
        for column in 0..<points.columnCount { turned[row, column] = points[row, column] / (size == 0 ? 1 : size) }
      }
      return (1 - pairSums(GraphMatrix(unit, width: rows.width), turned) { $0 * $1 }).clipped(0, 2)
    case .brayCurtis, .minkowski, .mahalanobis, .haversine:
      throw refusal(
        "the metric \(metric) is not written as a graph",
        remedy: "keep the library for this model, or fit it with a Minkowski metric")
    }
  }

  /// Squared differences over a variance each; the variance goes along as a third sequence.
  private func scaledDistances(_ rows: GraphMatrix, _ points: Matrix, _ variances: [Double]) throws -> Value {
    let zeros = rows.value.filled(with: 0, columns: points.rowCount)
    let scales = graph.row(variances)
    return graph.scan(zeros, rank: 2, over: [(rows.value, 1), (graph.constant(points), 1), (scales, 1)]) {
      sum, slices in
      sum + (slices[0].unsqueezed([1]) - slices[1].unsqueezed([0])).squared() / slices[2]
    }.sqrt()
  }
}
