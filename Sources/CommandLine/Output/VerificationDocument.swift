// A verdict for programs: JSON, and JSON Lines.

import Equivalence
import ModelCore
import Verification

/// A verdict as JSON. Numbers that are not finite are strings.
struct VerificationDocument: Encodable {
  struct Output: Encodable {
    var name: String
    var role: String
    var cells: Int
    var changedCells: Int
    var rowsOutside: Int
    var rowsNotFinite: Int
    var ties: Int
    var boundaryFlips: Int
    var materialFlips: Int
    var largestDifference: Double
    var largestExcess: Double
    /// 99 of 100 rows differ by no more, to 1.6 %.
    var difference99: Double?
    var largestTotalVariation: Double?
    var largestSumError: Double?
    var embeddings: Embeddings?
    var detections: Detections?
    var ranking: Ranking?
  }
  struct Embeddings: Encodable {
    var leastCosine: Double
    var leastNormRatio: Double
    var largestNormRatio: Double
    var largestShift: Double
    /// Of the ten nearest neighbours, the share that is the same; of a sample of the rows.
    var neighbourOverlap: Double?
  }
  struct Detections: Encodable {
    var originalBoxes: Int
    var migratedBoxes: Int
    var matched: Int
    var lost: Int
    var added: Int
    var ignored: Int
    var reclassified: Int
    var medianOverlap: Double?
    var leastOverlap: Double
    var scoresOutside: Int
    var largestScoreDifference: Double
  }
  struct Ranking: Encodable {
    var queries: Int
    var changedTops: Int
    var reordered: Int
    var pairs: Int
    var discordantPairs: Int
    var tiedPairs: Int
    var meanTau: Double?
    var leastTau: Double
    var originalGain: Double?
    var migratedGain: Double?
  }
  struct Truth: Encodable {
    var originalAccuracy: Double?
    var migratedAccuracy: Double?
    var rowsLost: Int?
    var rowsWon: Int?
    var chance: Double?
    var originalError: Double?
    var migratedError: Double?
  }
  struct Slice: Encodable {
    var column: String
    var value: String
    var rows: Int
    var different: Int
    var chance: Double
  }
  struct Noise: Encodable {
    var rows: Int
    var changedRows: Int
    var largestDifference: Double
    var flips: Int
  }
  struct Coverage: Encodable {
    var column: String
    var thresholds: Int
    var covered: Int
  }
  struct Row: Encodable {
    /// From 1.
    var row: Int
    var output: String
    var severity: String
    var margin: Double?
    var original: String
    var migrated: String
  }
  var verdict: String
  var rowsMissing: Int?
  var reasons: [String]
  var notes: [String]
  var original: String
  var migrated: String
  var source: String
  var rows: Int
  /// Where they are what is judged.
  var queries: Int?
  var differentRows: Int
  var boundaryRows: Int
  var budget: Double
  var confidence: Double
  var absoluteTolerance: Double
  var relativeTolerance: Double
  var flipBound: Double
  var outputs: [Output]
  var truth: Truth?
  var noise: Noise?
  var rounding: Noise?
  var toleranceFactor: Double
  var coverage: [Coverage]?
  var slices: [Slice]
  var worst: [Row]

  init(_ report: VerificationReport) {
    switch report.judgement.verdict {
    case .equivalent: verdict = "equivalent"
    case .different: verdict = "different"
    case .notEnoughEvidence(let missing):
      verdict = "not enough evidence"
      rowsMissing = missing
    }
    let comparison = report.comparison
    reasons = report.judgement.reasons
    notes = report.notes
    original = report.originalName
    migrated = report.migratedName
    source = report.rows
    rows = comparison.rows
    queries = comparison.queries > 0 ? comparison.queries : nil
    differentRows = comparison.differentRows
    boundaryRows = comparison.boundaryRows
    budget = comparison.policy.budget
    confidence = comparison.policy.confidence
    absoluteTolerance = comparison.policy.tolerance.absolute
    relativeTolerance = comparison.policy.tolerance.relative
    flipBound = report.judgement.flipBound
    outputs = comparison.outputs.map(Output.init)
    truth = comparison.truth.map(Truth.init)
    noise = report.noise.map(Noise.init)
    rounding = report.rounding.map(Noise.init)
    toleranceFactor = report.toleranceFactor
    coverage = report.coverage?.lines.map {
      Coverage(column: $0.column, thresholds: $0.thresholds, covered: $0.covered)
    }
    let overall = Proportion(comparison.differentRows + comparison.boundaryRows, of: comparison.unitCount)
    slices = comparison.slices.findings(overall: overall).map { finding in
      Slice(
        column: finding.column, value: finding.value, rows: finding.counts.rows, different: finding.counts.different,
        chance: finding.chance)
    }
    worst = comparison.worst.rows.map { row in
      Row(
        row: row.row + 1, output: row.output, severity: "\(row.severity)", margin: row.margin,
        original: row.reference.text, migrated: row.candidate.text)
    }
  }
}

extension VerificationDocument.Output {
  fileprivate init(_ output: OutputStatistics) {
    name = output.name
    role = output.role.rawValue
    cells = output.cells
    changedCells = output.changedCells
    rowsOutside = output.rowsOutside
    rowsNotFinite = output.rowsNotFinite
    ties = output.ties
    boundaryFlips = output.boundaryFlips
    materialFlips = output.materialFlips
    largestDifference = output.largestDifference
    largestExcess = output.largestExcess
    difference99 = output.differences.quantile(0.99)
    if output.role == .probabilities {
      largestTotalVariation = output.largestTotalVariation
      largestSumError = output.largestSumError
    }
    if output.role == .embeddings { embeddings = .init(output.embeddings) }
    if output.role == .detections { detections = .init(output.detections) }
    if output.role == .ranking { ranking = .init(output.ranking) }
  }
}

extension VerificationDocument.Embeddings {
  fileprivate init(_ seen: EmbeddingStatistics) {
    leastCosine = seen.leastCosine
    leastNormRatio = seen.leastNormRatio
    largestNormRatio = seen.largestNormRatio
    largestShift = seen.largestShift
    neighbourOverlap = seen.neighbours > 0 ? Double(seen.keptNeighbours) / Double(seen.neighbours) : nil
  }
}

extension VerificationDocument.Detections {
  fileprivate init(_ seen: DetectionStatistics) {
    originalBoxes = seen.referenceBoxes
    migratedBoxes = seen.candidateBoxes
    matched = seen.matched
    lost = seen.lost
    added = seen.added
    ignored = seen.ignored
    reclassified = seen.reclassified
    medianOverlap = seen.overlaps.quantile(0.5)
    leastOverlap = seen.leastOverlap
    scoresOutside = seen.scoresOutside
    largestScoreDifference = seen.largestScoreDifference
  }
}

extension VerificationDocument.Ranking {
  fileprivate init(_ seen: RankingStatistics) {
    queries = seen.queries
    changedTops = seen.changedTops
    reordered = seen.reordered
    pairs = seen.pairs
    discordantPairs = seen.discordant
    tiedPairs = seen.tiedPairs
    meanTau = seen.meanTau
    leastTau = seen.leastTau
    originalGain = seen.meanGains?.reference
    migratedGain = seen.meanGains?.candidate
  }
}

extension VerificationDocument.Truth {
  fileprivate init(_ truth: TruthStatistics) {
    if let accuracies = truth.accuracies {
      originalAccuracy = accuracies.reference
      migratedAccuracy = accuracies.candidate
      rowsLost = truth.onlyReference
      rowsWon = truth.onlyCandidate
      chance = truth.pairs.chance
    }
    originalError = truth.meanErrors?.reference
    migratedError = truth.meanErrors?.candidate
  }
}

extension VerificationDocument.Noise {
  fileprivate init(_ noise: NoiseFloor) {
    rows = noise.rows
    changedRows = noise.changedRows
    largestDifference = noise.largestDifference
    flips = noise.flips
  }
}

// MARK: JSON Lines

extension VerificationDocument {
  /// One line for the verdict, then one an output, a slice, a worst row; `kind` says which.
  var lines: [String] {
    get throws {
      var head = self
      head.outputs = []
      head.slices = []
      head.worst = []
      head.coverage = nil
      var lines = [try JSONOutput.encode(Line(kind: "verdict", content: head))]
      lines += try outputs.map { try JSONOutput.encode(Line(kind: "output", content: $0)) }
      lines += try (coverage ?? []).map { try JSONOutput.encode(Line(kind: "coverage", content: $0)) }
      lines += try slices.map { try JSONOutput.encode(Line(kind: "slice", content: $0)) }
      lines += try worst.map { try JSONOutput.encode(Line(kind: "row", content: $0)) }
      return lines
    }
  }

  /// An object with one key more.
  private struct Line<Content: Encodable>: Encodable {
    var kind: String
    var content: Content
    enum Key: String, CodingKey { case kind }

    func encode(to encoder: any Encoder) throws {
      try content.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(kind, forKey: .kind)
    }
  }
}
