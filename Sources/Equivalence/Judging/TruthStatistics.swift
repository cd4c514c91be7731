// How often each model is right, where the truth is known.

internal import ModelCore

/// Counters of both models against the truth; merges without regard to order.
package struct TruthStatistics: Equatable, Sendable {
  // Labels.
  package var rows = 0
  package var bothRight = 0
  package var onlyReference = 0
  package var onlyCandidate = 0
  // Numbers: |error|, error², and the difference of |error| with its square, over all cells.
  package var cells = 0
  package var referenceError = ExactSum()
  package var candidateError = ExactSum()
  package var referenceSquare = ExactSum()
  package var candidateSquare = ExactSum()
  package var increase = ExactSum()
  package var increaseSquare = ExactSum()

  package init() {}

  mutating func add(truth: Label, reference: Label, candidate: Label) {
    rows += 1
    switch (reference == truth, candidate == truth) {
    case (true, true): bothRight += 1
    case (true, false): onlyReference += 1
    case (false, true): onlyCandidate += 1
    case (false, false): break
    }
  }

  mutating func add(truth: Double, reference: Double, candidate: Double) {
    let first = abs(reference - truth)
    let second = abs(candidate - truth)
    guard first.isFinite, second.isFinite else { return }
    cells += 1
    referenceError.add(first)
    candidateError.add(second)
    referenceSquare.add(first * first)
    candidateSquare.add(second * second)
    increase.add(second - first)
    increaseSquare.add((second - first) * (second - first))
  }

  mutating func merge(_ other: TruthStatistics) {
    rows += other.rows
    bothRight += other.bothRight
    onlyReference += other.onlyReference
    onlyCandidate += other.onlyCandidate
    cells += other.cells
    referenceError.merge(other.referenceError)
    candidateError.merge(other.candidateError)
    referenceSquare.merge(other.referenceSquare)
    candidateSquare.merge(other.candidateSquare)
    increase.merge(other.increase)
    increaseSquare.merge(other.increaseSquare)
  }

  package var pairs: DiscordantPairs {
    DiscordantPairs(onlyReference: onlyReference, onlyCandidate: onlyCandidate, total: rows)
  }

  package var accuracies: (reference: Double, candidate: Double)? {
    guard rows > 0 else { return nil }
    return (Double(bothRight + onlyReference) / Double(rows), Double(bothRight + onlyCandidate) / Double(rows))
  }

  package var meanErrors: (reference: Double, candidate: Double)? {
    guard cells > 0 else { return nil }
    return (referenceError.value / Double(cells), candidateError.value / Double(cells))
  }

  package var rootMeanSquares: (reference: Double, candidate: Double)? {
    guard cells > 0 else { return nil }
    return (
      (referenceSquare.value / Double(cells)).squareRoot(), (candidateSquare.value / Double(cells)).squareRoot()
    )
  }

  /// The mean increase of |error| and an upper bound of it by the central limit theorem; the bound is nil below 30 cells.
  package func increase(confidence: Double) -> (mean: Double, upperBound: Double?)? {
    guard cells > 0 else { return nil }
    let n = Double(cells)
    let mean = increase.value / n
    guard cells >= 30 else { return (mean, nil) }
    let variance = max(0, increaseSquare.value / n - mean * mean) * n / (n - 1)
    return (mean, mean - Normal.quantile(1 - confidence) * (variance / n).squareRoot())
  }
}
