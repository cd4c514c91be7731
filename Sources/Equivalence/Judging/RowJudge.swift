// One row at a time: what differs in it, and how much.

internal import ModelCore

/// Judges rows of a pair of predictions.
struct RowJudge {
  private let pair: PairedRows
  private let policy: Policy
  /// By output.
  private let tolerances: [Tolerance]
  /// The output that says how sure the original was of its labels.
  private let scores: (role: Predictions.Role, index: Int, reference: Matrix, candidate: Matrix)?

  init(pair: PairedRows, policy: Policy, tolerances: [Tolerance]) {
    self.pair = pair
    self.policy = policy
    self.tolerances = tolerances
    let roles: [Predictions.Role] = [.probabilities, .scores, .distances]
    scores =
      roles.lazy.compactMap { role in
        for (index, output) in pair.reference.outputs.enumerated() where output.role == role {
          if case .numbers(let reference) = output.content,
            case .numbers(let candidate) = pair.candidate.outputs[index].content
          {
            return (role, index, reference, candidate)
          }
        }
        return nil
      }.first
  }

  mutating func judge(_ row: Int, into comparison: inout Comparison) {
    var worst: WorstRow.Severity?
    for index in pair.reference.outputs.indices {
      let severity: WorstRow.Severity?
      switch (pair.reference.outputs[index].content, pair.candidate.outputs[index].content) {
      case (.labels(let reference), .labels(let candidate)):
        severity = judge(reference[row], candidate[row], row, output: index, into: &comparison)
      case (.numbers(let reference), .numbers(let candidate)):
        severity =
          switch pair.reference.outputs[index].role {
          case .ranking: nil
          case .embeddings: judgeVectors(reference, candidate, row, output: index, into: &comparison)
          default: judge(reference, candidate, row, output: index, into: &comparison)
          }
      case (.detections(let reference), .detections(let candidate)):
        severity = judge(reference[row], candidate[row], row, output: index, into: &comparison)
      default: severity = nil
      }
      if let severity { worst = max(worst ?? severity, severity) }
    }
    count(worst, row, into: &comparison)
  }

  private func count(_ worst: WorstRow.Severity?, _ row: Int, into comparison: inout Comparison) {
    let isDifferent = worst.map { $0 >= .outside } ?? false
    if isDifferent { comparison.differentRows += 1 } else if worst == .boundary { comparison.boundaryRows += 1 }
    for slice in pair.slices {
      comparison.slices.add(slice.column, value: slice.values[row], isDifferent: isDifferent || worst == .boundary)
    }
  }

  // MARK: Labels

  private func judge(
    _ reference: Label, _ candidate: Label, _ row: Int, output: Int, into comparison: inout Comparison
  ) -> WorstRow.Severity? {
    comparison.outputs[output].cells += 1
    if comparison.outputs[output].labelPairs?.add(reference, candidate) == false {
      comparison.outputs[output].labelPairs = nil
    }
    guard reference != candidate else { return nil }
    let (kind, margin) = flip(row)
    comparison.outputs[output].changedCells += 1
    comparison.outputs[output].count(kind)
    let severity: WorstRow.Severity =
      switch kind {
      case .tie: .tie
      case .boundary: .boundary
      case .material: .material
      }
    keep(severity, excess: .infinity, margin, row, output, into: &comparison) { (.label(reference), .label(candidate)) }
    return severity
  }

  private func flip(_ row: Int) -> (kind: FlipKind, margin: Double?) {
    guard let scores else { return (.material, nil) }
    let first = scores.reference.row(row)
    let second = scores.candidate.row(row)
    let preference = Preference(first, role: scores.role)
    let tolerance = tolerances[scores.index]
    let allowed = tolerance.absolute + tolerance.relative * preference.magnitude
    // Scores that are all infinite or no numbers prefer nothing: which label they end in is an accident of the library.
    if preference.margin <= 2 * allowed || preference.margin.isNaN { return (.tie, preference.margin) }
    let change = zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) }
    return (preference.margin <= 2 * change ? .boundary : .material, preference.margin)
  }

  // MARK: Numbers

  private func judge(
    _ reference: Matrix, _ candidate: Matrix, _ row: Int, output: Int, into comparison: inout Comparison
  ) -> WorstRow.Severity? {
    let tolerance = tolerances[output]
    var seen = RowDifference()
    let start = row * reference.columnCount
    for cell in start..<(start + reference.columnCount) {
      seen.add(reference.values[cell], candidate.values[cell], tolerance)
    }
    seen.enter(&comparison.outputs[output], width: reference.columnCount)
    if comparison.outputs[output].role == .anomalies {
      countSides(reference.values[start], candidate.values[start], tolerance, &comparison.outputs[output])
    }
    let severity = seen.severity
    if let severity {
      keep(severity, excess: seen.isFinite ? seen.excess : .infinity, nil, row, output, into: &comparison) {
        (.numbers(Array(reference.row(row))), .numbers(Array(candidate.row(row))))
      }
    }
    return severity
  }

  /// An anomaly score that changed sides of the threshold is a flip of a label that is not given.
  private func countSides(
    _ reference: Double, _ candidate: Double, _ tolerance: Tolerance, _ statistics: inout OutputStatistics
  ) {
    let threshold = policy.threshold ?? 0
    guard (reference < threshold) != (candidate < threshold) else { return }
    let margin = abs(reference - threshold)
    if tolerance.allows(margin / 2, from: reference) {
      statistics.count(.tie)
    } else {
      statistics.count(margin <= 2 * abs(reference - candidate) ? .boundary : .material)
    }
  }

  private func judgeVectors(
    _ reference: Matrix, _ candidate: Matrix, _ row: Int, output: Int, into comparison: inout Comparison
  ) -> WorstRow.Severity? {
    let first = reference.row(row)
    let second = candidate.row(row)
    comparison.outputs[output].cells += reference.columnCount
    let changed = zip(first, second).count { $0 != $1 && !($0.isNaN && $1.isNaN) }
    comparison.outputs[output].changedCells += changed
    let isFinite = (first + second).allSatisfy(\.isFinite)
    guard changed > 0 else {
      if isFinite { comparison.outputs[output].embeddings.add(EmbeddingPair(first, second)) }
      comparison.outputs[output].differences.add(0)
      return nil
    }
    let pair = EmbeddingPair(first, second)
    let isAllowed = isFinite && pair.isAllowed(policy)
    comparison.outputs[output].embeddings.add(pair)
    comparison.outputs[output].differences.add(pair.shift)
    comparison.outputs[output].largestDifference = max(comparison.outputs[output].largestDifference, pair.shift)
    if !isAllowed { comparison.outputs[output].rowsOutside += 1 }
    if !isFinite { comparison.outputs[output].rowsNotFinite += 1 }
    let severity: WorstRow.Severity = isAllowed ? .changed : isFinite ? .outside : .notFinite
    keep(severity, excess: isFinite ? pair.shift : .infinity, nil, row, output, into: &comparison) {
      (.numbers(Array(first)), .numbers(Array(second)))
    }
    return severity
  }

  // MARK: Boxes

  private func judge(
    _ reference: [Detection], _ candidate: [Detection], _ row: Int, output: Int, into comparison: inout Comparison
  ) -> WorstRow.Severity? {
    comparison.outputs[output].cells += reference.count
    let match = DetectionMatch(policy: policy, tolerance: tolerances[output])
    let severity = match.compare(reference, candidate, into: &comparison.outputs[output].detections)
    guard let severity else { return nil }
    comparison.outputs[output].changedCells += 1
    if severity == .outside { comparison.outputs[output].rowsOutside += 1 }
    keep(severity, excess: .infinity, nil, row, output, into: &comparison) {
      (.detections(reference), .detections(candidate))
    }
    return severity
  }

  // MARK: The worst

  private func keep(
    _ severity: WorstRow.Severity, excess: Double, _ margin: Double?, _ row: Int, _ output: Int,
    into comparison: inout Comparison, cells: () -> (WorstRow.Cell, WorstRow.Cell)
  ) {
    let number = pair.firstRow + row
    guard comparison.worst.keeps(severity, excess: excess, row: number) else { return }
    let (reference, candidate) = cells()
    comparison.worst.add(
      WorstRow(
        row: number, output: pair.reference.outputs[output].name, severity: severity, excess: excess, margin: margin,
        reference: reference, candidate: candidate))
  }
}

extension WorstRow.Severity: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What differs among the numbers of one row.
private struct RowDifference {
  var changed = 0
  var outside = 0
  var bothNaN = 0
  var isFinite = true
  var largest = 0.0
  var excess = 0.0
  var variation = 0.0
  var sum = 0.0

  mutating func add(_ reference: Double, _ candidate: Double, _ tolerance: Tolerance) {
    sum += candidate
    if reference == candidate { return }
    if reference.isNaN && candidate.isNaN {
      bothNaN += 1
      return
    }
    changed += 1
    guard reference.isFinite, candidate.isFinite else {
      isFinite = false
      outside += 1
      return
    }
    let difference = abs(reference - candidate)
    largest = max(largest, difference)
    variation += difference
    excess = max(
      excess, difference / max(tolerance.absolute + tolerance.relative * abs(reference), .leastNonzeroMagnitude))
    if !tolerance.allows(difference, from: reference) { outside += 1 }
  }

  var severity: WorstRow.Severity? {
    if !isFinite { return .notFinite }
    return outside > 0 ? .outside : changed > 0 ? .changed : nil
  }

  func enter(_ statistics: inout OutputStatistics, width: Int) {
    statistics.cells += width
    statistics.changedCells += changed
    statistics.bothNaN += bothNaN
    statistics.cellsOutside += outside
    if outside > 0 { statistics.rowsOutside += 1 }
    if !isFinite { statistics.rowsNotFinite += 1 }
    statistics.largestDifference = max(statistics.largestDifference, largest)
    statistics.largestExcess = max(statistics.largestExcess, excess)
    statistics.differences.add(largest)
    guard statistics.role == .probabilities else { return }
    statistics.largestTotalVariation = max(statistics.largestTotalVariation, variation / 2)
    statistics.totalVariation.add(variation / 2)
    if width > 1, sum.isFinite { statistics.largestSumError = max(statistics.largestSumError, abs(sum - 1)) }
  }
}
