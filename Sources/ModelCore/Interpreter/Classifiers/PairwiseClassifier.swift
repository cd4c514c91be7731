// Support vector classifiers of k classes by pairs, as libsvm has them.

struct PairwiseClassifier: PreparedEstimator {
  private let labels: [Label]
  private let machine: PairwiseMachine
  private let scores: KernelScores
  /// The two classes of each score.
  private let pairs: [(Int, Int)]
  private static let name = "SVC"

  init(labels: [Label], _ machine: PairwiseMachine) throws {
    pairs = labels.indices.flatMap { first in ((first + 1)..<max(labels.count, first + 1)).map { (first, $0) } }
    guard machine.machine.intercepts.count == pairs.count else {
      throw Refusal.misfit(Self.name, "\(machine.machine.intercepts.count) scores for \(labels.count) classes")
    }
    guard machine.probA.count == machine.probB.count, machine.probA.isEmpty || machine.probA.count == pairs.count else {
      throw Refusal.misfit(Self.name, "its parameters of probability are not one a pair")
    }
    self.labels = labels
    self.machine = machine
    scores = try KernelScores(machine.machine)
  }

  func answer(_ table: Table) throws -> Answer {
    let pairScores = try scores.scores(table)
    let answered = answeredScores(pairScores)
    let breaksTies = machine.breaksTies && machine.answersPerClass && labels.count > 2
    let choices = (0..<pairScores.rowCount).map { row in
      breaksTies ? answered.row(row).indexOfGreatest : votes(pairScores.row(row)).indexOfGreatest
    }
    let probabilities =
      machine.probA.isEmpty
      ? nil
      : pairScores.mapRows(width: labels.count) { cells, out in
        for (place, share) in coupled(cells).enumerated() { out[place] = share }
      }
    return Answer(classes: labels, choices: choices, probabilities: probabilities, scores: answered)
  }

  /// A vote a pair: for the first class where the score is above 0.
  private func votes(_ scores: some Collection<Double>) -> [Double] {
    var votes = [Double](repeating: 0, count: labels.count)
    for ((first, second), score) in zip(pairs, scores) { votes[score > 0 ? first : second] += 1 }
    return votes
  }

  /// `decision_function`: of two classes one score, for the second.
  private func answeredScores(_ scores: Matrix) -> Matrix {
    if labels.count == 2 { return scores.mapRows(width: 1) { $1[0] = -$0[0] } }
    if !machine.answersPerClass { return scores }
    return scores.mapRows(width: labels.count) { cells, out in
      PairVotes.fill(out, pairs: pairs, isSecond: cells.map { $0 < 0 }, confidences: cells.map { -$0 })
    }
  }

  /// Pairs' probabilities by Platt's sigmoid, coupled.
  private func coupled(_ scores: UnsafeBufferPointer<Double>) -> [Double] {
    let least = 1e-7
    var shares = Matrix(rowCount: labels.count, columnCount: labels.count)
    for (place, (first, second)) in pairs.enumerated() {
      let exponent = scores[place] * machine.probA[place] + machine.probB[place]
      let share = min(max(Mathematics.logistic(-exponent), least), 1 - least)
      shares[first, second] = share
      shares[second, first] = 1 - share
    }
    return PairCoupling.probabilities(shares)
  }
}

/// One score a class from votes and confidences of pairs: whole votes, and less than a third of one for confidence.
enum PairVotes {
  static func fill(
    _ out: UnsafeMutableBufferPointer<Double>, pairs: [(Int, Int)], isSecond: [Bool], confidences: [Double]
  ) {
    var sums = [Double](repeating: 0, count: out.count)
    for (place, (first, second)) in pairs.enumerated() {
      sums[first] -= confidences[place]
      sums[second] += confidences[place]
      out[isSecond[place] ? second : first] += 1
    }
    for place in out.indices { out[place] += sums[place] / (3 * (abs(sums[place]) + 1)) }
  }
}

/// Class probabilities from pairs' ones: the second method of Wu, Lin and Weng (2004), stopped where libsvm stops.
enum PairCoupling {
  /// `shares[i, j]` is the probability of i where it is i or j.
  static func probabilities(_ shares: Matrix) -> [Double] {
    let count = shares.rowCount
    let system = system(of: shares)
    var p = [Double](repeating: 1 / Double(count), count: count)
    // The stopping error and the number of rounds are libsvm's: the answer is where it stops, not the fixed point.
    let tolerance = 0.005 / Double(count)
    for _ in 0..<max(100, count) {
      var product = (0..<count).map { row in (0..<count).reduce(0) { $0 + system[row, $1] * p[$1] } }
      var quadratic = (0..<count).reduce(0) { $0 + p[$1] * product[$1] }
      if product.allSatisfy({ abs($0 - quadratic) < tolerance }) { break }
      for place in 0..<count {
        let step = (quadratic - product[place]) / system[place, place]
        p[place] += step
        let scale = 1 + step
        quadratic = (quadratic + step * (step * system[place, place] + 2 * product[place])) / scale / scale
        for other in 0..<count {
          product[other] = (product[other] + step * system[place, other]) / scale
          p[other] /= scale
        }
      }
    }
    return p
  }

  private static func system(of shares: Matrix) -> Matrix {
    let count = shares.rowCount
    var system = Matrix(rowCount: count, columnCount: count)
    for row in 0..<count {
      for column in 0..<count where column != row {
        system[row, row] += shares[column, row] * shares[column, row]
        system[row, column] = -shares[column, row] * shares[row, column]
      }
    }
    return system
  }
}
