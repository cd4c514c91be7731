// Missing cells filled from near rows, or by estimators over the other columns.

/// The mean of a column in the nearest rows that have it.
struct NeighborImputationStep: PreparedTransformer {
  private let imputation: NeighborImputation
  /// For each column the rows that have it, and its mean over them.
  private let donors: [[Int]]
  private let means: [Double]
  private static let name = "KNNImputer"

  init(_ imputation: NeighborImputation) throws {
    let points = imputation.points
    guard imputation.count > 0, imputation.indicators.allSatisfy((0..<points.columnCount).contains) else {
      throw Refusal.misfit(Self.name, "it asks for \(imputation.count) neighbours, or indicates columns there are not")
    }
    self.imputation = imputation
    let donors = (0..<points.columnCount).map { column in
      (0..<points.rowCount).filter { !points[$0, column].isNaN }
    }
    self.donors = donors
    means = donors.enumerated().map { column, rows in
      rows.reduce(0) { $0 + points[$1, column] } / Double(max(rows.count, 1))
    }
  }

  func transform(_ table: Table) throws -> Table {
    let width = imputation.points.columnCount
    let given = try table.numbers(for: Self.name, width: width)
    let kept = donors.indices.filter { !donors[$0].isEmpty || imputation.keepsEmptyColumns }
    let filled = given.mapRows(width: kept.count + imputation.indicators.count) { cells, out in
      let missing = cells.map(imputation.marker.marks)
      let isComplete = kept.allSatisfy { !missing[$0] || donors[$0].isEmpty }
      let distances = isComplete ? [] : (0..<imputation.points.rowCount).map { distance(cells, missing, to: $0) }
      for (place, column) in kept.enumerated() {
        if donors[column].isEmpty {
          out[place] = 0
        } else {
          out[place] = missing[column] ? value(of: column, distances) : cells[column]
        }
      }
      for (place, column) in imputation.indicators.enumerated() { out[kept.count + place] = missing[column] ? 1 : 0 }
    }
    return .matrix(filled)
  }

  /// NaN where the two have no column in common, or where the square of a given cell is beyond all numbers, as in
  /// scikit-learn.
  private func distance(_ cells: UnsafeBufferPointer<Double>, _ missing: [Bool], to point: Int) -> Double {
    let points = imputation.points
    var sum = 0.0
    var common = 0
    for column in missing.indices where !missing[column] {
      if points[point, column].isNaN {
        sum += 0 * (cells[column] * cells[column])
        continue
      }
      let difference = cells[column] - points[point, column]
      sum += difference * difference
      common += 1
    }
    let distance = (sum * (Double(missing.count) / Double(common))).squareRoot()
    return common > 0 && distance.isFinite ? distance : .nan
  }

  private func value(of column: Int, _ distances: [Double]) -> Double {
    let rows = donors[column]
    let near = rows.map { distances[$0] }
    guard near.contains(where: { !$0.isNaN }) else { return means[column] }
    // Those with nothing in common come last.
    let found = Neighborhood.nearest(min(imputation.count, rows.count), near.map { $0.isNaN ? .infinity : $0 })
    let hasZero = found.contains { $0.distance == 0 }
    var sum = 0.0
    var total = 0.0
    for (place, distance) in found {
      let weight: Double
      if near[place].isNaN {
        weight = imputation.weighting == .uniform && imputation.countsStrangers ? 1 : 0
      } else {
        weight = imputation.weighting == .uniform ? 1 : hasZero ? (distance == 0 ? 1 : 0) : 1 / distance
      }
      sum += weight * imputation.points[rows[place], column]
      total += weight
    }
    return sum / total
  }
}

extension Imputation.Marker {
  /// Whether a number counts as missing.
  package func marks(_ number: Double) -> Bool {
    switch self {
    case .nan, .none: number.isNaN
    case .number(let marker): number == marker || (marker.isNaN && number.isNaN)
    case .string: false
    }
  }
}

/// Column after column, by estimators over what the others hold by then.
struct IterativeImputationStep: PreparedTransformer {
  private let initial: ImputationStep
  private let imputation: IterativeImputation
  private let estimators: [any PreparedEstimator]
  /// The columns given that the initial imputation keeps.
  private let kept: [Int]
  private static let name = "IterativeImputer"

  init(_ imputation: IterativeImputation) throws {
    let fills = imputation.initial.fills
    let keepsAll = imputation.initial.keepsEmptyColumns
    kept = fills.indices.filter { keepsAll || fills[$0] != .missing }
    guard imputation.indicators.allSatisfy(fills.indices.contains),
      imputation.steps.allSatisfy({ [kept] step in
        kept.indices.contains(step.column) && step.features.allSatisfy(kept.indices.contains)
      })
    else { throw Refusal.misfit(Self.name, "its steps take columns there are not") }
    self.imputation = imputation
    initial = ImputationStep(imputation.initial)
    estimators = try imputation.steps.map { try Preparation.estimator($0.estimator) }
  }

  func transform(_ table: Table) throws -> Table {
    let given = try table.numbers(for: Self.name, width: imputation.initial.fills.count)
    var filled = try initial.transform(.matrix(given)).numbers(for: Self.name, width: kept.count)
    let marker = imputation.initial.marker
    let isEmpty = kept.map { imputation.initial.fills[$0] == .missing }
    for (step, estimator) in zip(imputation.steps, estimators) where !isEmpty[step.column] {
      let rows = (0..<given.rowCount).filter { marker.marks(given[$0, kept[step.column]]) }
      if rows.isEmpty { continue }
      let features = Matrix(rows: rows.map { row in step.features.map { filled[row, $0] } })
      guard let values = try estimator.answer(.matrix(features)).values, values.columnCount == 1 else {
        throw Refusal.misfit(Self.name, "one of its estimators does not answer with a number")
      }
      for (place, row) in rows.enumerated() {
        let value = values[place, 0]
        filled[row, step.column] = value.isNaN ? value : min(max(value, step.lower), step.upper)
      }
    }
    guard !imputation.indicators.isEmpty else { return .matrix(filled) }
    let flags = imputation.indicators.map { column in
      (0..<given.rowCount).map { marker.marks(given[$0, column]) ? 1.0 : 0 }
    }
    return Table(sideBySide: [.matrix(filled), .matrix(Matrix(columns: flags))], rowCount: given.rowCount)
  }
}
