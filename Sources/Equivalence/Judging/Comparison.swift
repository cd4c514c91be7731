// Two models' answers to the same rows, compared row by row into counters.

internal import ModelCore

/// Rows to compare: what both models answered, and what is known of the rows.
package struct PairedRows: Sendable {
  /// The number of the first row, counted from 0 over all shards.
  package var firstRow: Int
  package var reference: Predictions
  /// Outputs in the order of the reference's.
  package var candidate: Predictions
  /// What should have been answered, for one output.
  package var truth: (output: Int, content: Predictions.Content)?
  /// Columns to slice by: name, and a value a row.
  package var slices: [(column: String, values: [String])]

  package init(
    firstRow: Int = 0, reference: Predictions, candidate: Predictions,
    truth: (output: Int, content: Predictions.Content)? = nil, slices: [(column: String, values: [String])] = []
  ) {
    self.firstRow = firstRow
    self.reference = reference
    self.candidate = candidate
    self.truth = truth
    self.slices = slices
  }
}

/// Everything counted about pairs of answers. Shards that are merged, in any order, equal one run bit for bit.
package struct Comparison: Equatable, Sendable {
  package let policy: Policy
  private let profile: ReferenceProfile
  package internal(set) var rows = 0
  package internal(set) var outputs: [OutputStatistics] = []
  /// Rows with a material flip, outside the tolerance or not finite, in any output.
  package internal(set) var differentRows = 0
  /// Rows with a boundary flip and nothing worse.
  package internal(set) var boundaryRows = 0
  package internal(set) var worst: WorstRows
  package internal(set) var slices: Slices
  package internal(set) var truth: TruthStatistics?
  /// Why the answers cannot be compared, in the order found; no row is judged then.
  package internal(set) var mismatches: [String] = []

  /// - Parameter profile: of all rows of the original, those of other shards too.
  package init(policy: Policy, profile: ReferenceProfile) {
    self.policy = policy
    self.profile = profile
    worst = WorstRows(limit: policy.worstRowCount)
    slices = Slices(limit: policy.sliceLimit)
  }

  package mutating func add(_ pair: PairedRows) {
    let found = StructureCheck.mismatches(pair.reference, pair.candidate)
    for mismatch in found where !mismatches.contains(mismatch) { mismatches.append(mismatch) }
    guard found.isEmpty else { return }
    if outputs.isEmpty { outputs = pair.reference.outputs.map { OutputStatistics(name: $0.name, role: $0.role) } }
    var judge = RowJudge(pair: pair, tolerances: pair.reference.outputs.indices.map(tolerance(of:)))
    for row in 0..<pair.reference.rowCount { judge.judge(row, into: &self) }
    rows += pair.reference.rowCount
    countTruth(pair)
  }

  /// Of a regression output the absolute part is a share of the inter-quartile range.
  private func tolerance(of output: Int) -> Tolerance {
    var tolerance = policy.tolerance
    if let range = profile.interquartileRange(of: output) { tolerance.absolute *= range }
    return tolerance
  }

  private mutating func countTruth(_ pair: PairedRows) {
    guard let (index, content) = pair.truth else { return }
    var counted = truth ?? TruthStatistics()
    switch (content, pair.reference.outputs[index].content, pair.candidate.outputs[index].content) {
    case (.labels(let truth), .labels(let reference), .labels(let candidate)):
      for row in truth.indices { counted.add(truth: truth[row], reference: reference[row], candidate: candidate[row]) }
    case (.numbers(let truth), .numbers(let reference), .numbers(let candidate)):
      for cell in truth.values.indices {
        counted.add(truth: truth.values[cell], reference: reference.values[cell], candidate: candidate.values[cell])
      }
    default: return
    }
    truth = counted
  }

  /// Joins what another shard counted.
  package mutating func merge(_ other: Comparison) {
    precondition(policy == other.policy && profile == other.profile, "shards are judged by one policy and one profile")
    for mismatch in other.mismatches where !mismatches.contains(mismatch) { mismatches.append(mismatch) }
    mismatches.sort()
    rows += other.rows
    if outputs.isEmpty {
      outputs = other.outputs
    } else {
      for (index, statistics) in other.outputs.enumerated() { outputs[index].merge(statistics) }
    }
    differentRows += other.differentRows
    boundaryRows += other.boundaryRows
    worst.merge(other.worst)
    slices.merge(other.slices)
    if let theirs = other.truth {
      truth = truth ?? TruthStatistics()
      truth?.merge(theirs)
    }
  }
}
