// Scores made probabilities by calibrators: CalibratedClassifierCV.

/// The mean of calibrated classifiers' probabilities.
struct CalibratedAverage: PreparedEstimator {
  let labels: [Label]
  let parts: [PreparedCalibration]

  func answer(_ table: Table) throws -> Answer {
    var sums = Matrix(rowCount: table.rowCount, columnCount: labels.count)
    for part in parts {
      let shares = try part.probabilities(table)
      for index in sums.values.indices { sums.values[index] += shares.values[index] }
    }
    for index in sums.values.indices { sums.values[index] /= Double(parts.count) }
    return Answer(
      classes: labels, choices: (0..<sums.rowCount).map { sums.row($0).indexOfGreatest }, probabilities: sums)
  }
}

/// One classifier with a calibrator a class, or one for the second of two.
struct PreparedCalibration: Sendable {
  private enum Calibrator: Sendable {
    case sigmoid(a: Double, b: Double)
    case isotonic(IsotonicCurve)
    case temperature(Double)

    func value(at score: Double) -> Double {
      switch self {
      case .sigmoid(let a, let b): Mathematics.logistic(-(a * score + b))
      case .isotonic(let curve): curve.value(at: score)
      case .temperature(let temperature): score / temperature
      }
    }
  }
  private let estimator: any PreparedEstimator
  private let answer: AnswerKind
  private let calibrators: [Calibrator]
  private let classes: [Int]
  private let classCount: Int
  private static let name = "CalibratedClassifierCV"

  init(_ part: CalibratedClassifier, classCount: Int) throws {
    let isOneOfTwo = classCount == 2 && part.calibrators.count == 1
    guard !part.calibrators.isEmpty, isOneOfTwo || part.classes.count == part.calibrators.count,
      part.classes.allSatisfy((0..<classCount).contains)
    else { throw Refusal.misfit(Self.name, "its calibrators are not one a class") }
    estimator = try Preparation.estimator(part.estimator)
    answer = part.answer
    calibrators = try part.calibrators.map { calibrator in
      switch calibrator {
      case .sigmoid(let a, let b): .sigmoid(a: a, b: b)
      case .isotonic(let thresholds, let values):
        .isotonic(try IsotonicCurve(thresholds: thresholds, values: values, clips: true))
      case .temperature(let temperature): .temperature(temperature)
      }
    }
    classes = part.classes
    self.classCount = classCount
  }

  func probabilities(_ table: Table) throws -> Matrix {
    let scores = try estimator.columns(answer, of: table, for: Self.name).numbers(for: Self.name)
    if case .temperature = calibrators[0] { return tempered(scores) }
    let isOneOfTwo = classCount == 2 && calibrators.count == 1
    guard isOneOfTwo || scores.columnCount == calibrators.count else {
      throw Refusal.misfit(Self.name, "\(calibrators.count) calibrators for \(scores.columnCount) scores")
    }
    return scores.mapRows(width: classCount) { cells, out in
      if isOneOfTwo {
        out[1] = calibrators[0].value(at: cells[cells.count - 1])
        out[0] = 1 - out[1]
        return
      }
      for (place, calibrator) in calibrators.enumerated() { out[classes[place]] = calibrator.value(at: cells[place]) }
      let sum = out.reduce(0, +)
      for place in out.indices {
        out[place] = sum == 0 ? 1 / Double(classCount) : out[place] / sum
        if out[place] > 1 && out[place] <= 1 + 1e-5 { out[place] = 1 }
      }
    }
  }

  /// Softmax of scores, or of logarithms of probabilities, divided by the temperature.
  private func tempered(_ scores: Matrix) -> Matrix {
    scores.mapRows(width: classCount) { cells, out in
      var logits = answer == .probabilities ? cells.map { Mathematics.log($0 + 1e-12) } : Array(cells)
      if logits.count == 1 { logits = [-logits[0], logits[0]] }
      let shares = Mathematics.softmax(logits.map { calibrators[0].value(at: $0) })
      for (place, share) in shares.enumerated() where place < out.count { out[place] = share }
    }
  }
}
