// Both models over the same rows, and the verdict.

internal import Equivalence
internal import ModelCore

/// Runs one request. No more than a few parts of the rows are in memory at any time.
package struct VerificationRun {
  let request: VerificationRequest
  private var notes: [String] = []
  private var alignment: Alignment?
  /// Columns of the data that have turned out to have too many values to slice by.
  private var unsliced: Set<String> = []

  package init(_ request: VerificationRequest) { self.request = request }

  /// Rows that both models answer at a time.
  static let part = 4096
  /// Rows that the original is asked a second time.
  static let noiseRows = 1024
  /// A query of more items is refused: its pairs would be too many.
  static let longestQuery = 4096

  package mutating func report() throws -> VerificationReport {
    if request.kind == .ranking, request.query == nil {
      throw VerificationError("a ranking is an order within queries", remedy: "name their column with --query")
    }
    let (original, migrated, read) = try ModelLoading(request: request).contestants()
    let (source, origin) = try rows(original, migrated, read)
    var policy = policy(original, migrated)
    var report = NoiseReport()
    if let source { report = try noise(original, migrated, source, policy) }
    policy.tolerance = policy.tolerance.scaled(by: report.factor)
    var profile = ReferenceProfile()
    var coverage = try original.interpreted.flatMap { model in
      try ThresholdCoverage(model, names: try InterpretedModel(model).columns?.map(\.name) ?? [])
    }
    let names = (original, migrated)
    try profileIfNeeded(original, migrated, source, &profile)
    var comparison = Comparison(policy: policy, profile: profile)
    var queries = QueryBuffer(name: request.query)
    try pass(original, migrated, source) { (run, part, pair) in
      if let part, let model = original.model { coverage?.add(try part.rows(for: model.columns)) }
      for pair in try queries.whole(pair) { comparison.add(pair) }
      run.dropSlices(comparison.slices)
    }
    if let pair = queries.rest() { comparison.add(pair) }
    return VerificationReport(
      originalName: "\(request.original) (\(names.0.name))", migratedName: "\(request.migrated) (\(names.1.name))",
      rows: request.data.map { "\(comparison.rows) rows of \($0)" } ?? origin ?? "recorded answers",
      notes: notes + report.notes, comparison: comparison,
      judgement: comparison.judgement, noise: report.noise, rounding: report.rounding,
      toleranceFactor: report.factor, coverage: coverage)
  }

  private func policy(_ first: Contestant, _ second: Contestant) -> Policy {
    let isDouble = first.precision == .double && second.precision == .double
    var policy = Policy(tolerance: request.tolerance ?? (isDouble ? .double : .single))
    if let budget = request.budget { policy.budget = budget }
    if let cosine = request.cosine { policy.cosine = cosine }
    policy.threshold = request.threshold
    policy.allowsRelabelling = request.allowsRelabelling
    return policy
  }

  // MARK: Rows

  private mutating func rows(
    _ first: Contestant, _ second: Contestant, _ read: PredictiveModel?
  ) throws -> (SourceRows?, String?) {
    if let path = request.data {
      return (.file(path, besides: Set([request.truth, request.key, request.query].compactMap { $0 })), nil)
    }
    if first.model == nil, second.model == nil { return (nil, nil) }
    if first.model == nil || second.model == nil {
      throw VerificationError("recorded answers belong to rows", remedy: "give those rows with --data")
    }
    guard let read else {
      throw VerificationError(
        "rows can be generated from a model that is read here only", remedy: "give rows with --data")
    }
    var table = GeneratedRows(for: read, limit: request.rowLimit).table
    let refused = refusedRows(first, table)
    if let (rows, reason) = refused {
      notes.append("\(rows.count) generated rows are left out: the original refuses them (\(reason))")
      let left = Set(0..<table.rowCount).subtracting(rows).sorted()
      guard !left.isEmpty else {
        throw VerificationError(
          "the original refuses all rows generated from it (\(reason))", remedy: "give rows with --data")
      }
      table = table.rows(left)
    }
    let columns = read.inputs.map { input in
      PredictorColumn(name: input.name, isNamed: input.isNamed, isText: input.kind == .string)
    }
    return (.generated(table, columns), "\(table.rowCount) rows generated from the model")
  }

  /// Rows that the original, run here, has no answer for, such as categories that an encoder raises for; found by halves.
  private func refusedRows(_ first: Contestant, _ table: Table) -> (rows: [Int], reason: String)? {
    guard let read = first.interpreted, let model = try? InterpretedModel(read) else { return nil }
    var refused: [Int] = []
    var reason = ""
    var ranges = [0..<table.rowCount]
    while let range = ranges.popLast() {
      do {
        if !range.isEmpty { _ = try model.predictions(table.part(range), from: 0) }
      } catch {
        let middle = range.lowerBound + range.count / 2
        if range.count == 1 {
          refused.append(range.lowerBound)
          reason = "\(error)"
        } else {
          ranges += [middle..<range.upperBound, range.lowerBound..<middle]
        }
      }
    }
    return refused.isEmpty ? nil : (refused, reason)
  }

  private static func widest(_ first: Contestant, _ second: Contestant) -> [PredictorColumn]? {
    (first.columns?.count ?? 0) >= (second.columns?.count ?? 0) ? first.columns : second.columns
  }

  // MARK: Passes

  /// The spread of a regression's answers decides what is close, so the original is gone through once before.
  private mutating func profileIfNeeded(
    _ first: Contestant, _ second: Contestant, _ source: SourceRows?, _ profile: inout ReferenceProfile
  ) throws {
    var (one, other) = try streams(first, second)
    var parts = try source?.parts()
    let wanted = Self.widest(first, second)
    guard source == nil || first.model != nil || second.model != nil else { return }
    let start = try parts?.next(Self.part, for: wanted)
    guard source == nil || start != nil,
      let (reference, candidate) = try answers(&one, &other, start, first, second, 0)
    else { return }
    let found = try Alignment(reference, candidate, kind: request.kind)
    guard found.reference(reference).outputs.contains(where: { $0.role == .values }) else { return }
    profile.add(found.reference(reference))
    while true {
      let part = try parts?.next(Self.part, for: wanted)
      if source != nil && part == nil { return }
      guard let reference = try one.next(part, limit: Self.part, like: reference) else { return }
      profile.add(found.reference(reference))
    }
  }

  private func streams(_ first: Contestant, _ second: Contestant) throws -> (AnswerStream, AnswerStream) {
    let besides = Set([request.key, request.query, request.data == nil ? request.truth : nil].compactMap { $0 })
    return (
      try AnswerStream(first, besides: besides, kind: request.kind),
      try AnswerStream(second, besides: besides, kind: request.kind)
    )
  }

  private mutating func pass(
    _ first: Contestant, _ second: Contestant, _ source: SourceRows?,
    _ body: (inout VerificationRun, RowPart?, PairedRows) throws -> Void
  ) throws {
    var (one, other) = try streams(first, second)
    var parts = try source?.parts()
    let wanted = Self.widest(first, second)
    var start = 0
    while true {
      let part = try parts?.next(Self.part, for: wanted)
      if source != nil && part == nil { break }
      guard let (reference, candidate) = try answers(&one, &other, part, first, second, start) else { break }
      let pair = try paired(reference, candidate, part, one.recorded, other.recorded, start)
      try body(&self, part, pair)
      start += reference.rowCount
    }
    if source != nil {
      try expectEnd(&one, first)
      try expectEnd(&other, second)
    }
    if start == 0 && alignment == nil {
      throw VerificationError("there are no rows to compare", remedy: "give a file with at least one row")
    }
  }

  private func answers(
    _ one: inout AnswerStream, _ other: inout AnswerStream, _ part: RowPart?, _ first: Contestant,
    _ second: Contestant, _ start: Int
  ) throws -> (Predictions, Predictions)? {
    // A model says what recorded answers mean, so it is asked first.
    let early = first.model == nil && second.model != nil ? try other.next(part, limit: Self.part, like: nil) : nil
    let reference = try one.next(part, limit: Self.part, like: early)
    let like = first.model == nil && second.model == nil ? nil : reference
    let candidate = try early ?? other.next(part, limit: Self.part, like: like)
    if part == nil, reference == nil, candidate == nil { return nil }
    let counts = (reference?.rowCount ?? 0, candidate?.rowCount ?? 0)
    guard let reference, let candidate, counts.0 == counts.1 else {
      if part == nil {
        throw VerificationError(
          "one file has \(start + min(counts.0, counts.1)) rows and the other more",
          remedy: "give answers to the same rows")
      }
      throw VerificationError(
        "there are \(start + min(counts.0, counts.1)) recorded answers and more rows of data",
        remedy: "give the rows that were recorded")
    }
    return (reference, candidate)
  }

  private func expectEnd(_ stream: inout AnswerStream, _ contestant: Contestant) throws {
    guard contestant.model == nil, try stream.isExhausted() == false else { return }
    throw VerificationError(
      "there are more recorded answers than rows of data", remedy: "give the rows that were recorded")
  }

  // MARK: Pairs

  private mutating func paired(
    _ reference: Predictions, _ candidate: Predictions, _ part: RowPart?, _ one: DataTable?, _ other: DataTable?,
    _ start: Int
  ) throws -> PairedRows {
    if alignment == nil {
      let found = try Alignment(reference, candidate, kind: request.kind)
      alignment = found
      notes += found.notes
    }
    guard let alignment else { preconditionFailure("outputs are aligned by the first part") }
    var pair = PairedRows(
      firstRow: start, reference: alignment.reference(reference), candidate: alignment.candidate(candidate))
    let tables = [part?.data, one, other].compactMap { $0 }
    try expectSameKeys(tables)
    pair.queries = try queries(tables)
    if pair.queries.isEmpty, pair.reference.outputs.contains(where: { $0.role == .ranking }) {
      throw VerificationError("a ranking is an order within queries", remedy: "name their column with --query")
    }
    pair.truth = try truth(tables, pair.reference)
    pair.slices = slices(part?.data)
    return pair
  }

  private func expectSameKeys(_ tables: [DataTable]) throws {
    guard let key = request.key else { return }
    let keyed = tables.compactMap { table in table.index(of: key).map { (table, table.strings(of: $0)) } }
    guard keyed.count > 1, let first = keyed.first else {
      throw VerificationError(
        "fewer than two files have a column `\(key)`", remedy: "name a column that both have with --key")
    }
    for (table, keys) in keyed.dropFirst() {
      guard let row = keys.indices.first(where: { $0 >= first.1.count || keys[$0] != first.1[$0] }) else { continue }
      throw VerificationError(
        "row \(table.firstRow + row + 1) is `\(first.1[row] ?? "")` in one file and `\(keys[row] ?? "")` in another",
        remedy: "sort both by `\(key)`")
    }
  }

  private func queries(_ tables: [DataTable]) throws -> [String] {
    guard let query = request.query else { return [] }
    for table in tables {
      if let column = table.index(of: query) { return table.strings(of: column).map { $0 ?? "" } }
    }
    throw VerificationError("no file has a column `\(query)`", remedy: "name a column of the data with --query")
  }

  private func truth(
    _ tables: [DataTable], _ reference: Predictions
  ) throws -> (output: Int, content: Predictions.Content)? {
    guard let name = request.truth else { return nil }
    guard let table = tables.first(where: { $0.index(of: name) != nil }), let column = table.index(of: name) else {
      throw VerificationError("the data has no column `\(name)`", remedy: "name a column of the data with --truth")
    }
    for (index, output) in reference.outputs.enumerated() {
      switch output.content {
      case .labels(let labels):
        let isText = if case .string? = labels.first(where: { $0 != .missing }) { true } else { false }
        return (index, .labels(try table.labels(of: column, asText: isText)))
      case .numbers(let matrix)
      where (output.role == .values || output.role == .ranking) && matrix.columnCount == 1:
        let numbers = try table.numbers(of: column)
        return (index, .numbers(Matrix(rowCount: numbers.count, columnCount: 1, values: ContiguousArray(numbers))))
      case .numbers, .detections: continue
      }
    }
    throw VerificationError("the truth belongs to no output", remedy: "leave --truth out")
  }

  /// Columns of the data that have few values so far.
  private func slices(_ table: DataTable?) -> [(column: String, values: [String])] {
    guard let table else { return [] }
    return table.names.indices.filter { !unsliced.contains(table.names[$0]) }.map { index in
      (table.names[index], table.strings(of: index).map { $0 ?? "" })
    }
  }

  private mutating func dropSlices(_ slices: Slices) {
    for column in slices.droppedColumns { unsliced.insert(column) }
  }
}
