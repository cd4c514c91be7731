// Nearest neighbours: distances, who is near, and what they say.

/// Points that were learnt by heart, and how near a row is to each.
struct Neighborhood: Sendable {
  let neighbors: NearestNeighbors
  static let name = "k-nearest neighbours"

  init(_ neighbors: NearestNeighbors) throws {
    if case .count(let count) = neighbors.reach, !(1...max(1, neighbors.points.rowCount)).contains(count) {
      throw Refusal.misfit(Self.name, "it asks for \(count) neighbours among \(neighbors.points.rowCount) points")
    }
    self.neighbors = neighbors
  }

  /// Those within reach, nearest first; of equals the one learnt first.
  func near(_ cells: UnsafeBufferPointer<Double>) -> [(point: Int, weight: Double)] { weighted(nearest(cells)) }

  /// The same with their distances.
  func nearest(_ cells: UnsafeBufferPointer<Double>) -> [(point: Int, distance: Double)] {
    let points = neighbors.points
    return points.values.withUnsafeBufferPointer { all in
      let distances = (0..<points.rowCount).map { place in
        let start = place * cells.count
        return neighbors.metric.distance(cells, UnsafeBufferPointer(rebasing: all[start..<(start + cells.count)]))
      }
      switch neighbors.reach {
      case .count(let count): return Self.nearest(count, distances)
      case .radius(let radius):
        return distances.enumerated().filter { $0.element <= radius }.map { ($0.offset, $0.element) }
      }
    }
  }

  /// Inserted in order, each behind those that are as near.
  static func nearest(_ count: Int, _ distances: [Double]) -> [(point: Int, distance: Double)] {
    var found: [(point: Int, distance: Double)] = []
    found.reserveCapacity(count + 1)
    for (point, distance) in distances.enumerated() {
      if found.count == count, let last = found.last, !(distance < last.distance) { continue }
      var place = found.count
      while place > 0, distance < found[place - 1].distance { place -= 1 }
      found.insert((point, distance), at: place)
      if found.count > count { found.removeLast() }
    }
    return found
  }

  /// Weights 1, or 1/distance; where a distance is 0, those at 0 count 1 and all others nothing.
  private func weighted(_ found: [(point: Int, distance: Double)]) -> [(point: Int, weight: Double)] {
    switch neighbors.weighting {
    case .uniform: found.map { ($0.point, 1) }
    case .distance:
      found.contains { $0.distance == 0 }
        ? found.map { ($0.point, $0.distance == 0 ? 1 : 0) } : found.map { ($0.point, 1 / $0.distance) }
    }
  }
}

extension NearestNeighbors.Metric {
  func distance(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    switch self {
    case .euclidean: Self.sum(a, b) { ($0 - $1) * ($0 - $1) }.squareRoot()
    case .manhattan: Self.sum(a, b) { abs($0 - $1) }
    case .chebyshev: a.indices.reduce(0) { max($0, abs(a[$1] - b[$1])) }
    case .hamming: Self.sum(a, b) { $0 != $1 ? 1 : 0 } / Double(a.count)
    case .canberra: Self.sum(a, b) { $0 == 0 && $1 == 0 ? 0 : abs($0 - $1) / (abs($0) + abs($1)) }
    case .brayCurtis: Self.brayCurtis(a, b)
    case .cosine: Self.cosine(a, b)
    case .minkowski(let p, let weights): Self.minkowski(a, b, p, weights)
    case .seuclidean(let variances):
      a.indices.reduce(0) { $0 + (a[$1] - b[$1]) * (a[$1] - b[$1]) / variances[$1] }.squareRoot()
    case .mahalanobis(let inverse): Self.mahalanobis(a, b, inverse)
    case .haversine: Self.haversine(a, b)
    }
  }

  private static func sum(
    _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>, _ term: (Double, Double) -> Double
  ) -> Double {
    var sum = 0.0
    for place in a.indices { sum += term(a[place], b[place]) }
    return sum
  }

  private static func brayCurtis(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    let size = sum(a, b) { abs($0) + abs($1) }
    return size > 0 ? sum(a, b) { abs($0 - $1) } / size : 0
  }

  /// 1 − the cosine of unit vectors; a vector of zeros stays what it is.
  private static func cosine(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    let (left, right) = (Transformer.RowNorm.l2.size(a), Transformer.RowNorm.l2.size(b))
    let product = sum(a, b) { ($0 / (left == 0 ? 1 : left)) * ($1 / (right == 0 ? 1 : right)) }
    return min(max(1 - product, 0), 2)
  }

  private static func minkowski(
    _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>, _ p: Double, _ weights: [Double]?
  ) -> Double {
    let total = a.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * Mathematics.pow(abs(a[$1] - b[$1]), p) }
    return Mathematics.pow(total, 1 / p)
  }

  private static func mahalanobis(
    _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>, _ inverse: Matrix
  ) -> Double {
    var total = 0.0
    for row in a.indices {
      var sum = 0.0
      for column in a.indices { sum += inverse[row, column] * (a[column] - b[column]) }
      total += sum * (a[row] - b[row])
    }
    return total.squareRoot()
  }

  /// Latitude and longitude in radians, on a sphere of radius 1.
  private static func haversine(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    let (north, east) = (Mathematics.sin(0.5 * (a[0] - b[0])), Mathematics.sin(0.5 * (a[1] - b[1])))
    return 2
      * Mathematics.asin((north * north + Mathematics.cos(a[0]) * Mathematics.cos(b[0]) * east * east).squareRoot())
  }

  /// The number of columns the metric's own parameters are for; nil for any.
  func check(width: Int) throws {
    let fits =
      switch self {
      case .minkowski(_, let weights): (weights?.count ?? width) == width
      case .seuclidean(let variances): variances.count == width
      case .mahalanobis(let inverse): inverse.rowCount == width && inverse.columnCount == width
      case .haversine: width == 2
      default: true
      }
    guard fits else { throw Refusal.misfit(Neighborhood.name, "its metric is for another number of columns") }
  }
}

struct NeighborsClassifier: PreparedEstimator {
  private let labels: [Label]
  private let neighborhood: Neighborhood
  private let classes: [Int]
  /// Where a row without neighbours goes.
  private let outlier: Int?
  private let allLabels: [Label]

  init(labels: [Label], _ neighbors: NearestNeighbors, classes: [Int], outlierLabel: Label?) throws {
    guard classes.count == neighbors.points.rowCount, classes.allSatisfy(labels.indices.contains) else {
      throw Refusal.misfit(Neighborhood.name, "its points have no class each")
    }
    try neighbors.metric.check(width: neighbors.points.columnCount)
    self.labels = labels
    self.classes = classes
    neighborhood = try Neighborhood(neighbors)
    let known = outlierLabel.flatMap { CategoryPlaces(labels)[$0] }
    allLabels = known == nil ? labels + (outlierLabel.map { [$0] } ?? []) : labels
    outlier = outlierLabel.map { _ in known ?? labels.count }
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: Neighborhood.name, width: neighborhood.neighbors.points.columnCount)
    var choices: [Int] = []
    let probabilities = try rows.mapRows(width: labels.count) { cells, out in
      for (point, weight) in neighborhood.near(cells) { out[classes[point]] += weight }
      let sum = out.reduce(0, +)
      if sum == 0 {
        choices.append(try lonely(out, row: choices.count))
        return
      }
      for place in out.indices { out[place] /= sum }
      choices.append(out.indexOfGreatest)
    }
    return Answer(classes: allLabels, choices: choices, probabilities: probabilities)
  }

  private func lonely(_ out: UnsafeMutableBufferPointer<Double>, row: Int) throws -> Int {
    guard let outlier else {
      throw Refusal(
        "RadiusNeighborsClassifier", "found no neighbours of row \(row) and has no label for outliers",
        remedy: "leave the row out, or fit it with outlier_label")
    }
    if outlier < labels.count { out[outlier] = 1 }
    return outlier
  }
}

struct NeighborsRegressor: PreparedEstimator {
  private let neighborhood: Neighborhood
  private let targets: Matrix

  init(_ neighbors: NearestNeighbors, targets: Matrix) throws {
    guard targets.rowCount == neighbors.points.rowCount else {
      throw Refusal.misfit(Neighborhood.name, "its points have no target each")
    }
    try neighbors.metric.check(width: neighbors.points.columnCount)
    neighborhood = try Neighborhood(neighbors)
    self.targets = targets
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: Neighborhood.name, width: neighborhood.neighbors.points.columnCount)
    return Answer(
      values: rows.mapRows(width: targets.columnCount) { cells, out in
        var total = 0.0
        for (point, weight) in neighborhood.near(cells) {
          total += weight
          for place in out.indices { out[place] += weight * targets[point, place] }
        }
        for place in out.indices { out[place] = total == 0 ? .nan : out[place] / total }
      })
  }
}
