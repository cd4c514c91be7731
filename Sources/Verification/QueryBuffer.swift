// Rows of rankers, held back until the query they belong to is whole.

internal import Equivalence
internal import ModelCore

struct QueryBuffer {
  /// The column of queries; nil where rows are judged one by one.
  let name: String?
  private var held: PairedRows?

  init(name: String?) { self.name = name }

  /// What can be judged now that these rows have come.
  mutating func whole(_ pair: PairedRows) throws -> [PairedRows] {
    guard name != nil, !pair.queries.isEmpty else { return [pair] }
    var all = pair
    if let held { all = held.followed(by: pair) }
    let last = all.queries[all.queries.count - 1]
    let start = all.queries.lastIndex { $0 != last }.map { $0 + 1 } ?? 0
    guard all.queries.count - start <= VerificationRun.longestQuery else {
      throw VerificationError(
        "the query `\(last)` has more than \(VerificationRun.longestQuery) rows",
        remedy: "name another column with --query")
    }
    held = all.part(start..<all.queries.count)
    return start == 0 ? [] : [all.part(0..<start)]
  }

  mutating func rest() -> PairedRows? {
    defer { held = nil }
    return held
  }
}

extension PairedRows {
  func followed(by other: PairedRows) -> PairedRows {
    var all = self
    all.reference.append(other.reference)
    all.candidate.append(other.candidate)
    all.queries += other.queries
    if let truth, let theirs = other.truth, case .numbers(let one) = truth.content,
      case .numbers(let two) = theirs.content
    {
      all.truth = (truth.output, .numbers(Matrix(stacking: [one, two])))
    }
    all.slices = slices.compactMap { column, values in
      other.slices.first { $0.column == column }.map { (column, values + $0.values) }
    }
    return all
  }

  func part(_ range: Range<Int>) -> PairedRows {
    var part = self
    part.firstRow = firstRow + range.lowerBound
    part.reference = reference.part(range)
    part.candidate = candidate.part(range)
    part.queries = Array(queries[range])
    if let truth, case .numbers(let matrix) = truth.content, case .matrix(let rows) = Table.matrix(matrix).part(range) {
      part.truth = (truth.output, .numbers(rows))
    }
    part.slices = slices.map { ($0.column, Array($0.values[range])) }
    return part
  }
}
