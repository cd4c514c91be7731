// Classifiers that are scores, a way to probabilities, and a decision.

/// A score function with a link.
struct ScoredClassifier: PreparedEstimator {
  private let labels: [Label]
  private let scores: any PreparedScores
  private let link: ProbabilityLink
  private let decision: Decision

  init(labels: [Label], scores function: ScoreFunction, link: ProbabilityLink, decision: Decision) throws {
    let count = function.outputCount
    guard !labels.isEmpty, count == labels.count || (count == 1 && labels.count <= 2) else {
      throw Refusal.misfit("classifier", "\(count) scores for \(labels.count) labels")
    }
    self.labels = labels
    self.scores = try Preparation.scores(function)
    self.link = link
    self.decision = decision
  }

  func answer(_ table: Table) throws -> Answer {
    let scores = try scores.scores(table)
    let probabilities = link.probabilities(of: scores, classCount: labels.count)
    let deciding = decision.isByScores ? scores : probabilities ?? scores
    return Answer(
      classes: labels, choices: (0..<scores.rowCount).map { choice(deciding.row($0)) }, probabilities: probabilities,
      scores: [.identity, .normalized, .shares].contains(link) ? nil : scores)
  }

  private func choice(_ row: ArraySlice<Double>) -> Int {
    if labels.count == 1 { return 0 }
    guard row.count == 1 || (row.count == 2 && decision == .positiveHalf), let last = row.last else {
      return row.indexOfGreatest
    }
    switch decision {
    case .scores: return last > 0 ? 1 : 0
    case .scoresFromZero: return last >= 0 ? 1 : 0
    case .probabilities, .positiveHalf: return last > 0.5 ? 1 : 0
    }
  }
}

extension Decision {
  fileprivate var isByScores: Bool { self == .scores || self == .scoresFromZero }
}

extension Collection where Element == Double {
  /// How far from the beginning the greatest stands, the first of equals; NaN counts as the greatest, as in NumPy.
  var indexOfGreatest: Int {
    var best = 0
    var greatest = -Double.infinity
    for (place, value) in enumerated() {
      if value.isNaN { return place }
      if value > greatest {
        greatest = value
        best = place
      }
    }
    return best
  }
}

extension ProbabilityLink {
  /// n × k probabilities; nil for a model without.
  func probabilities(of scores: Matrix, classCount: Int) -> Matrix? {
    if self == .none { return nil }
    if classCount == 1 { return Matrix(rowCount: scores.rowCount, columnCount: 1, repeating: 1) }
    if scores.columnCount == 1 {
      return scores.mapRows(width: 2) { cells, out in
        let second = positive(cells[0])
        out[0] = first(cells[0], second)
        out[1] = second
      }
    }
    return scores.mapRows(width: scores.columnCount) { cells, out in fill(out, from: cells) }
  }

  /// The second class's probability from the one score.
  private func positive(_ score: Double) -> Double {
    switch self {
    case .none, .identity, .normalized, .shares: score
    case .logistic(let slope), .oneVersusRestLogistic(let slope): Mathematics.logistic(slope * score)
    case .softmax: Mathematics.softmax([0, score])[1]
    case .symmetricSoftmax(let slope): Mathematics.softmax([-slope * score, slope * score])[1]
    case .clipped: (min(max(score, -1), 1) + 1) / 2
    case .step: score > 0 ? 1 : 0
    case .probit: Mathematics.normalDistribution(score)
    }
  }

  private func first(_ score: Double, _ second: Double) -> Double {
    if case .symmetricSoftmax(let slope) = self { return Mathematics.softmax([-slope * score, slope * score])[0] }
    return 1 - second
  }

  private func fill(_ out: UnsafeMutableBufferPointer<Double>, from cells: UnsafeBufferPointer<Double>) {
    switch self {
    case .softmax: for (place, share) in Mathematics.softmax(cells).enumerated() { out[place] = share }
    case .identity, .none: for place in cells.indices { out[place] = cells[place] }
    case .logistic, .probit, .step, .symmetricSoftmax:
      for place in cells.indices { out[place] = positive(cells[place]) }
    case .shares:
      let sum = cells.reduce(0, +)
      for place in cells.indices { out[place] = cells[place] / sum }
    case .normalized:
      let sum = cells.reduce(0, +)
      for place in cells.indices { out[place] = sum == 0 ? cells[place] : cells[place] / sum }
    case .oneVersusRestLogistic, .clipped:
      for place in cells.indices { out[place] = positive(cells[place]) }
      let sum = out.reduce(0, +)
      for place in out.indices { out[place] = sum == 0 ? 1 / Double(out.count) : out[place] / sum }
    }
  }
}
