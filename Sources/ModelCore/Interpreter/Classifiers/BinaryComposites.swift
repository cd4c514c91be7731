// Classifiers made of binary ones: one against the rest, one against one.

/// A binary estimator, and the score it is asked for.
struct BinaryMember: Sendable {
  private let estimator: any PreparedEstimator
  private let ensemble: String

  init(_ estimator: Estimator, ensemble: String) throws {
    self.estimator = try Preparation.estimator(estimator)
    self.ensemble = ensemble
  }

  struct Answers {
    /// `decision_function`, else the second class's probability, else a regressor's value.
    var scores: [Double]
    /// The score from which on it is the second class.
    var threshold: Double
    /// Of the second class; nil without probabilities.
    var probabilities: [Double]?
    var choices: [Int]?
  }

  func answers(_ table: Table) throws -> Answers {
    let answer = try estimator.answer(table)
    let positive = answer.probabilities.map { $0.column($0.columnCount - 1) }
    func answers(_ scores: [Double], _ threshold: Double) -> Answers {
      Answers(scores: scores, threshold: threshold, probabilities: positive, choices: answer.choices)
    }
    if let scores = answer.scores { return answers(scores.column(0), 0) }
    if let positive { return answers(positive, 0.5) }
    guard let values = answer.values else {
      throw Refusal.misfit(ensemble, "a binary estimator gives neither scores nor probabilities nor values")
    }
    return answers(values.column(0), 0)
  }
}

struct OneVersusRestClassifier: PreparedEstimator {
  private let labels: [Label]
  private let members: [BinaryMember]
  private let isMultilabel: Bool
  private let lastWins: Bool
  private static let name = "OneVsRestClassifier"

  init(labels: [Label], _ estimators: [Estimator], isMultilabel: Bool, lastWins: Bool) throws {
    guard estimators.count == labels.count || (estimators.count == 1 && labels.count == 2 && !isMultilabel) else {
      throw Refusal.misfit(Self.name, "\(estimators.count) estimators for \(labels.count) labels")
    }
    self.labels = labels
    members = try estimators.map { try BinaryMember($0, ensemble: Self.name) }
    self.isMultilabel = isMultilabel
    self.lastWins = lastWins
  }

  func answer(_ table: Table) throws -> Answer {
    let answers = try members.map { try $0.answers(table) }
    let scores = Matrix(columns: answers.map(\.scores))
    if isMultilabel { return multilabel(answers, scores) }
    let positives = answers.compactMap(\.probabilities)
    return Answer(
      classes: labels,
      choices: (0..<table.rowCount).map { row in
        answers.count == 1
          ? answers[0].scores[row] > answers[0].threshold ? 1 : 0 : greatest(scores.row(row))
      },
      probabilities: positives.count == answers.count ? shares(positives) : nil, scores: scores)
  }

  private func shares(_ positives: [[Double]]) -> Matrix {
    if positives.count == 1 { return Matrix(columns: [positives[0].map { 1 - $0 }, positives[0]]) }
    let matrix = Matrix(columns: positives)
    return matrix.mapRows(width: matrix.columnCount) { cells, out in
      let sum = cells.reduce(0, +)
      for (place, cell) in cells.enumerated() { out[place] = sum == 0 ? cell : cell / sum }
    }
  }

  private func greatest(_ row: some Collection<Double>) -> Int {
    guard lastWins else { return row.indexOfGreatest }
    // What is no number counts as the least.
    var best = 0
    var greatest = -Double.infinity
    for (place, value) in row.enumerated() where value >= greatest || (value.isNaN && greatest == -.infinity) {
      if !value.isNaN { greatest = value }
      best = place
    }
    return best
  }

  private func multilabel(_ answers: [BinaryMember.Answers], _ scores: Matrix) -> Answer {
    let positives = answers.compactMap(\.probabilities)
    let targets = answers.map { answer in
      Answer(
        classes: [.integer(0), .integer(1)], choices: answer.scores.map { $0 > answer.threshold ? 1 : 0 },
        probabilities: answer.probabilities.map { Matrix(columns: [$0.map { 1 - $0 }, $0]) })
    }
    return Answer(
      classes: labels, probabilities: positives.count == answers.count ? Matrix(columns: positives) : nil,
      scores: scores, targets: targets)
  }
}

struct OneVersusOneClassifier: PreparedEstimator {
  private let labels: [Label]
  private let members: [(member: BinaryMember, columns: [Int]?)]
  private let pairs: [(Int, Int)]
  private let decidesAtZero: Bool
  private static let name = "OneVsOneClassifier"

  init(labels: [Label], _ members: [Regressor.Member], decidesAtZero: Bool) throws {
    self.decidesAtZero = decidesAtZero
    pairs = labels.indices.flatMap { first in ((first + 1)..<max(labels.count, first + 1)).map { (first, $0) } }
    guard pairs.count == members.count else {
      throw Refusal.misfit(Self.name, "\(members.count) estimators for \(labels.count) labels")
    }
    self.labels = labels
    self.members = try members.map { (try BinaryMember($0.estimator, ensemble: Self.name), $0.columns) }
  }

  func answer(_ table: Table) throws -> Answer {
    let answers = try members.map { member, columns in
      try member.answers(try columns.map { try table.columns($0, for: Self.name) } ?? table)
    }
    var scores = Matrix(rowCount: table.rowCount, columnCount: labels.count)
    for row in 0..<table.rowCount {
      let isSecond = answers.map { ($0.choices?[row] ?? ($0.scores[row] > $0.threshold ? 1 : 0)) == 1 }
      scores.values.withUnsafeMutableBufferPointer { all in
        PairVotes.fill(
          UnsafeMutableBufferPointer(rebasing: all[(row * labels.count)..<((row + 1) * labels.count)]), pairs: pairs,
          isSecond: isSecond, confidences: answers.map { $0.scores[row] })
      }
    }
    guard labels.count == 2 else {
      return Answer(
        classes: labels, choices: (0..<scores.rowCount).map { scores.row($0).indexOfGreatest }, scores: scores)
    }
    let second = scores.column(1)
    let threshold = decidesAtZero ? 0 : answers[0].threshold
    return Answer(classes: labels, choices: second.map { $0 > threshold ? 1 : 0 }, scores: Matrix(columns: [second]))
  }
}
