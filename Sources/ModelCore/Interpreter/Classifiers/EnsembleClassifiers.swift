// Classifiers made of classifiers of the same labels: voting, boosting, wrapping.

/// A member of an ensemble, ready to run. Its labels are the ensemble's, maybe fewer of them.
struct PreparedMember: Sendable {
  let estimator: any PreparedEstimator
  let columns: [Int]?
  let weight: Double
  /// Whether it stands for the columns it transforms to, whatever it is asked for.
  let isTransformer: Bool

  init(_ member: Regressor.Member) throws {
    estimator = try Preparation.estimator(member.estimator)
    columns = member.columns
    weight = member.weight
    if case .transformer = member.estimator { isTransformer = true } else { isTransformer = false }
  }

  func answer(_ table: Table) throws -> Answer {
    try estimator.answer(try columns.map { try table.columns($0, for: "member of an ensemble") } ?? table)
  }
}

/// Where a member's classes stand among the ensemble's.
struct ClassMap {
  let places: [Int]

  init(_ classes: [Label], in all: CategoryPlaces, ensemble: String) throws {
    places = try classes.map { label in
      guard let place = all[label] else {
        throw Refusal.misfit(ensemble, "a member answers \(label.text ?? "None"), which the ensemble does not know")
      }
      return place
    }
  }
}

struct VotingClassifier: PreparedEstimator {
  let labels: [Label]
  let members: [PreparedMember]
  /// Means of probabilities; else votes by weight.
  let isSoft: Bool
  private static let name = "voting"

  func answer(_ table: Table) throws -> Answer {
    var sums = Matrix(rowCount: table.rowCount, columnCount: labels.count)
    let places = CategoryPlaces(labels)
    let answers = try members.map { try $0.answer(table) }
    for (member, answer) in zip(members, answers) {
      let map = try ClassMap(answer.classes, in: places, ensemble: Self.name).places
      if isSoft, let probabilities = answer.probabilities {
        for row in 0..<sums.rowCount {
          for column in 0..<probabilities.columnCount {
            sums[row, map[column]] += member.weight * probabilities[row, column]
          }
        }
      } else {
        guard let choices = answer.choices else {
          throw Refusal.misfit(Self.name, "a member gives neither probabilities nor labels")
        }
        for (row, choice) in choices.enumerated() { sums[row, map[choice]] += member.weight }
      }
    }
    if isSoft {
      let total = members.reduce(0) { $0 + $1.weight }
      for index in sums.values.indices { sums.values[index] /= total }
    }
    return Answer(
      classes: labels, choices: (0..<sums.rowCount).map { sums.row($0).indexOfGreatest },
      probabilities: isSoft ? sums : nil, scores: isSoft ? meanScores(answers) : nil)
  }

  /// The mean of members' scores, where they have nothing better and know all classes: bagging over such members.
  private func meanScores(_ answers: [Answer]) -> Matrix? {
    guard answers.contains(where: { $0.probabilities == nil }), answers.allSatisfy({ $0.classes == labels }) else {
      return nil
    }
    let scores = answers.compactMap(\.scores)
    guard scores.count == answers.count, var sums = scores.first else { return nil }
    for next in scores.dropFirst() {
      for index in sums.values.indices { sums.values[index] += next.values[index] }
    }
    for index in sums.values.indices { sums.values[index] /= Double(scores.count) }
    return sums
  }
}

struct AdaBoostClassifier: PreparedEstimator {
  let labels: [Label]
  let members: [PreparedMember]
  let algorithm: AdaBoostAlgorithm
  private static let name = "AdaBoostClassifier"

  func answer(_ table: Table) throws -> Answer {
    let count = labels.count
    if count == 1 {
      return Answer(
        classes: labels, choices: [Int](repeating: 0, count: table.rowCount),
        probabilities: Matrix(rowCount: table.rowCount, columnCount: 1, repeating: 1))
    }
    var sums = Matrix(rowCount: table.rowCount, columnCount: count)
    var shares = algorithm == .discreteOverProbabilities ? sums : nil
    let places = CategoryPlaces(labels)
    for member in members {
      let answer = try member.answer(table)
      let map = try ClassMap(answer.classes, in: places, ensemble: Self.name).places
      if algorithm == .real {
        try addLogarithms(answer, map, to: &sums)
      } else {
        try addVotes(answer, map, member, to: &sums)
      }
      if let probabilities = answer.probabilities {
        for row in 0..<table.rowCount {
          for column in 0..<probabilities.columnCount {
            shares?[row, map[column]] += member.weight * probabilities[row, column]
          }
        }
      }
    }
    let total = members.reduce(0) { $0 + (algorithm == .real ? 1 : $1.weight) }
    for index in sums.values.indices { sums.values[index] /= total }
    let scores = count == 2 ? sums.mapRows(width: 1) { $1[0] = $0[1] - $0[0] } : sums
    let choices = (0..<sums.rowCount).map { row in
      count == 2 ? (scores[row, 0] > 0 ? 1 : 0) : sums.row(row).indexOfGreatest
    }
    return Answer(
      classes: labels, choices: choices, probabilities: probabilities(scores, shares, total), scores: scores)
  }

  /// A vote of the member's weight; where votes are centred, every other class loses its part of it.
  private func addVotes(_ answer: Answer, _ map: [Int], _ member: PreparedMember, to sums: inout Matrix) throws {
    guard let choices = answer.choices else { throw Refusal.misfit(Self.name, "a member gives no labels") }
    let loss = algorithm == .discreteCentered ? -1 / Double(labels.count - 1) * member.weight : 0
    for (row, choice) in choices.enumerated() {
      for place in labels.indices { sums[row, place] += place == map[choice] ? member.weight : loss }
    }
  }

  /// (k − 1)(ln p − mean ln p), probabilities held above the least step from 1.
  private func addLogarithms(_ answer: Answer, _ map: [Int], to sums: inout Matrix) throws {
    guard let probabilities = answer.probabilities, map == Array(labels.indices) else {
      throw Refusal.misfit(Self.name, "a member gives no probabilities, or not of all classes")
    }
    let count = Double(labels.count)
    for row in 0..<sums.rowCount {
      let logs = probabilities.row(row).map { Mathematics.log(max($0, Double.ulpOfOne)) }
      let sum = logs.reduce(0, +)
      for (place, log) in logs.enumerated() { sums[row, place] += (count - 1) * (log - 1 / count * sum) }
    }
  }

  private func probabilities(_ scores: Matrix, _ shares: Matrix?, _ total: Double) -> Matrix {
    let steps = Double(labels.count - 1)
    if let shares {
      return shares.mapRows(width: labels.count) { cells, out in
        for (place, share) in Mathematics.softmax(cells.map { $0 / total / steps }).enumerated() { out[place] = share }
      }
    }
    return scores.mapRows(width: labels.count) { cells, out in
      let exponents = cells.count == 1 ? [-cells[0] / 2, cells[0] / 2] : cells.map { $0 / steps }
      for (place, share) in Mathematics.softmax(exponents).enumerated() { out[place] = share }
    }
  }
}

/// Another estimator that ends in a classifier, under labels of its own if it has any.
struct WrappedClassifier: PreparedEstimator {
  let labels: [Label]
  let inner: any PreparedEstimator

  func answer(_ table: Table) throws -> Answer {
    var answer = try inner.answer(table)
    if !labels.isEmpty {
      guard answer.classes.count == labels.count else {
        throw Refusal.misfit("classifier", "\(labels.count) labels around a classifier of \(answer.classes.count)")
      }
      answer.classes = labels
    }
    return answer
  }
}

/// A threshold of one's own for the positive class.
struct ThresholdedClassifier: PreparedEstimator {
  private let labels: [Label]
  private let inner: any PreparedEstimator
  private let threshold: Double
  private let answerKind: AnswerKind
  private let positive: Int

  init(labels: [Label], inner: any PreparedEstimator, threshold: Double, answer: AnswerKind, positive: Int) throws {
    guard labels.count == 2, labels.indices.contains(positive) else {
      throw Refusal.misfit("threshold classifier", "\(labels.count) labels, the positive one at \(positive)")
    }
    self.labels = labels
    self.inner = inner
    self.threshold = threshold
    answerKind = answer
    self.positive = positive
  }

  func answer(_ table: Table) throws -> Answer {
    var answer = try inner.answer(table)
    let values: [Double]
    switch (answerKind, answer.probabilities, answer.scores) {
    case (.probabilities, let probabilities?, _): values = probabilities.column(positive)
    case (.scores, _, let scores?): values = scores.column(0).map { positive == 1 ? $0 : -$0 }
    default: throw Refusal.misfit("threshold classifier", "its classifier has no \(answerKind.rawValue)")
    }
    answer.classes = labels
    answer.choices = values.map { $0 >= threshold ? positive : 1 - positive }
    return answer
  }
}
