// What was counted of one output; merges without regard to order.

/// Counters of one output over all rows seen.
package struct OutputStatistics: Equatable, Sendable {
  package let name: String
  package let role: Predictions.Role
  /// Numbers, or labels, compared.
  package var cells = 0
  /// Cells that are not the same bit for bit (zeros of both signs, and two NaN, are the same).
  package var changedCells = 0
  package var cellsOutside = 0
  package var rowsOutside = 0
  /// NaN or an infinity on one side only.
  package var rowsNotFinite = 0
  package var bothNaN = 0
  package var ties = 0
  package var boundaryFlips = 0
  package var materialFlips = 0
  /// Of |a − b| over finite pairs.
  package var largestDifference = 0.0
  /// Of |a − b| / (absolute + relative · |a|).
  package var largestExcess = 0.0
  /// Each row's largest |a − b|.
  package var differences = MagnitudeHistogram()
  /// Half the sum of |a − b| over a row of probabilities.
  package var largestTotalVariation = 0.0
  package var totalVariation = ExactSum()
  /// How far a row of the migrated model's probabilities is from adding up to 1.
  package var largestSumError = 0.0
  /// Which labels became which; nil where they are too many.
  package var labelPairs: LabelPairs? = LabelPairs()
  package var embeddings = EmbeddingStatistics()
  package var detections = DetectionStatistics()
  package var ranking = RankingStatistics()

  init(name: String, role: Predictions.Role) {
    self.name = name
    self.role = role
  }

  package var flips: Int { ties + boundaryFlips + materialFlips }

  mutating func count(_ flip: FlipKind) {
    switch flip {
    case .tie: ties += 1
    case .boundary: boundaryFlips += 1
    case .material: materialFlips += 1
    }
  }

  mutating func merge(_ other: OutputStatistics) {
    cells += other.cells
    changedCells += other.changedCells
    cellsOutside += other.cellsOutside
    rowsOutside += other.rowsOutside
    rowsNotFinite += other.rowsNotFinite
    bothNaN += other.bothNaN
    ties += other.ties
    boundaryFlips += other.boundaryFlips
    materialFlips += other.materialFlips
    largestDifference = max(largestDifference, other.largestDifference)
    largestExcess = max(largestExcess, other.largestExcess)
    differences.merge(other.differences)
    largestTotalVariation = max(largestTotalVariation, other.largestTotalVariation)
    totalVariation.merge(other.totalVariation)
    largestSumError = max(largestSumError, other.largestSumError)
    if let theirs = other.labelPairs { labelPairs = labelPairs?.merged(theirs) } else { labelPairs = nil }
    embeddings.merge(other.embeddings)
    detections.merge(other.detections)
    ranking.merge(other.ranking)
  }
}
