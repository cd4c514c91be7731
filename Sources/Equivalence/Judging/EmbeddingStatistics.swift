// Vectors of which the direction counts.

internal import ModelCore

/// Counters of embeddings; merges without regard to order.
package struct EmbeddingStatistics: Equatable, Sendable {
  package var rows = 0
  package var leastCosine = 1.0
  /// 1 − cosine of each row.
  package var distances = MagnitudeHistogram()
  /// Largest |b − a| / |a|.
  package var largestShift = 0.0
  package var leastNormRatio = 1.0
  package var largestNormRatio = 1.0
  /// Of the ten nearest neighbours of each row within its block, how many are the same; only of the first block of each
  /// part of the rows.
  package var neighbours = 0
  package var keptNeighbours = 0

  mutating func merge(_ other: EmbeddingStatistics) {
    rows += other.rows
    leastCosine = min(leastCosine, other.leastCosine)
    distances.merge(other.distances)
    largestShift = max(largestShift, other.largestShift)
    leastNormRatio = min(leastNormRatio, other.leastNormRatio)
    largestNormRatio = max(largestNormRatio, other.largestNormRatio)
    neighbours += other.neighbours
    keptNeighbours += other.keptNeighbours
  }
}

/// Two vectors, one of each model.
struct EmbeddingPair {
  let cosine: Double
  /// Of the migrated vector's length to the original's.
  let normRatio: Double
  /// |b − a| / |a|.
  let shift: Double

  /// Two zero vectors are the same; a zero vector is like no other.
  init(_ reference: ArraySlice<Double>, _ candidate: ArraySlice<Double>) {
    var product = 0.0
    var first = 0.0
    var second = 0.0
    var apart = 0.0
    for (one, other) in zip(reference, candidate) {
      product += one * other
      first += one * one
      second += other * other
      apart += (other - one) * (other - one)
    }
    let isSame = first == 0 && second == 0
    cosine = isSame ? 1 : min(1, product / (first.squareRoot() * second.squareRoot()))
    normRatio = isSame ? 1 : (second / first).squareRoot()
    shift = isSame ? 0 : (apart / first).squareRoot()
  }

  /// How far a vector may lie from the original's end, over the original's length, if only its direction changed by as much
  /// as the cosine allows; the length may change by no more.
  static func allowedShift(cosine: Double) -> Double { max(0, 2 * (1 - cosine)).squareRoot() }

  func isAllowed(_ policy: Policy) -> Bool {
    cosine >= policy.cosine && abs(normRatio - 1) <= Self.allowedShift(cosine: policy.cosine)
  }
}

extension EmbeddingStatistics {
  mutating func add(_ pair: EmbeddingPair) {
    rows += 1
    guard pair.cosine.isFinite, pair.normRatio.isFinite else {
      leastCosine = -1
      return
    }
    leastCosine = min(leastCosine, pair.cosine)
    distances.add(max(0, 1 - pair.cosine))
    largestShift = max(largestShift, pair.shift)
    leastNormRatio = min(leastNormRatio, pair.normRatio)
    largestNormRatio = max(largestNormRatio, pair.normRatio)
  }

  /// Rows whose neighbours are counted, at the start of each part.
  static let block = 256

  /// Counts among the first rows how many of each row's ten nearest are the same for both models.
  mutating func countNeighbours(_ reference: Matrix, _ candidate: Matrix) {
    let rows = min(Self.block, reference.rowCount)
    let wanted = min(10, rows - 1)
    guard wanted > 0, reference.columnCount > 0 else { return }
    for row in 0..<rows {
      let first = Self.nearest(row, in: reference, among: rows, wanted)
      let second = Self.nearest(row, in: candidate, among: rows, wanted)
      neighbours += wanted
      keptNeighbours += first.intersection(second).count
    }
  }

  private static func nearest(_ row: Int, in matrix: Matrix, among rows: Int, _ wanted: Int) -> Set<Int> {
    let width = matrix.columnCount
    let distances = matrix.values.withUnsafeBufferPointer { values -> [(distance: Double, row: Int)] in
      (0..<rows).filter { $0 != row }.map { other in
        var sum = 0.0
        for column in 0..<width {
          let apart = values[row * width + column] - values[other * width + column]
          sum += apart * apart
        }
        return (sum.isNaN ? .infinity : sum, other)
      }
    }
    return Set(distances.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(wanted).map(\.row))
  }
}
