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
  /// Of rankers: the query of each row. Rows of a query stand together, and all of them in one part.
  package var queries: [String]

  package init(
    firstRow: Int = 0, reference: Predictions, candidate: Predictions,
    truth: (output: Int, content: Predictions.Content)? = nil, slices: [(column: String, values: [String])] = [],
    queries: [String] = []
  ) {
    self.queries = queries
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
  /// Groups of rows that are judged as one; 0 where each row is.
  package internal(set) var queries = 0
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
    var judge = RowJudge(pair: pair, policy: policy, tolerances: pair.reference.outputs.indices.map(tolerance(of:)))
    for row in 0..<pair.reference.rowCount { judge.judge(row, into: &self) }
    addQueries(pair)
    for (index, output) in pair.reference.outputs.enumerated() where output.role == .embeddings {
      if case .numbers(let first) = output.content, case .numbers(let second) = pair.candidate.outputs[index].content {
        outputs[index].embeddings.countNeighbours(first, second)
      }
    }
    rows += pair.reference.rowCount
    countTruth(pair)
  }

  /// Of a regression output the absolute part is a share of the inter-quartile range.
  private func tolerance(of output: Int) -> Tolerance {
    var tolerance = policy.tolerance
    if let range = profile.interquartileRange(of: output) { tolerance.absolute *= range }
    return tolerance
  }

  /// What is judged: rows, or queries.
  package var unitCount: Int { queries > 0 ? queries : rows }
  package var unitName: String { queries > 0 ? "queries" : "rows" }

  /// The row counted from 0 that a query begins with stands for all of its rows.
  private mutating func addQueries(_ pair: PairedRows) {
    let index = pair.reference.outputs.firstIndex { $0.role == .ranking }
    guard let index, pair.queries.count == pair.reference.rowCount,
      case .numbers(let reference) = pair.reference.outputs[index].content,
      case .numbers(let candidate) = pair.candidate.outputs[index].content, reference.columnCount == 1
    else { return }
    var start = 0
    while start < pair.queries.count {
      let end = pair.queries[start...].firstIndex { $0 != pair.queries[start] } ?? pair.queries.count
      let query = RankedQuery(
        reference: ArraySlice(reference.values[start..<end]), candidate: ArraySlice(candidate.values[start..<end]),
        tolerance: tolerance(of: index), topCount: policy.topCount)
      queries += 1
      let severity = query.compare(into: &outputs[index].ranking)
      if let severity, severity >= .outside { differentRows += 1 } else if severity == .boundary { boundaryRows += 1 }
      if let severity { keep(query, severity, pair.firstRow + start, output: index) }
      if let truth = pair.truth, truth.output == index, case .numbers(let relevance) = truth.content {
        countGain(query, ArraySlice(relevance.values[start..<end]), output: index)
      }
      start = end
    }
  }

  private mutating func keep(_ query: RankedQuery, _ severity: WorstRow.Severity, _ row: Int, output: Int) {
    let excess = zip(query.reference, query.candidate).reduce(0) { max($0, abs($1.0 - $1.1)) }
    guard worst.keeps(severity, excess: excess, row: row) else { return }
    worst.add(
      WorstRow(
        row: row, output: outputs[output].name, severity: severity, excess: excess, margin: nil,
        reference: .numbers(Array(query.reference)), candidate: .numbers(Array(query.candidate))))
  }

  private mutating func countGain(_ query: RankedQuery, _ relevance: ArraySlice<Double>, output: Int) {
    let top = policy.topCount
    guard let first = RankedQuery.gain(query.reference, relevance: relevance, topCount: top),
      let second = RankedQuery.gain(query.candidate, relevance: relevance, topCount: top)
    else { return }
    outputs[output].ranking.gainQueries += 1
    outputs[output].ranking.referenceGain.add(first)
    outputs[output].ranking.candidateGain.add(second)
  }

  private mutating func countTruth(_ pair: PairedRows) {
    guard let (index, content) = pair.truth, pair.reference.outputs[index].role != .ranking else { return }
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
    queries += other.queries
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
