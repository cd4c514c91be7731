// Each number to its quantile: QuantileTransformer.

/// The mean of interpolating forward and backward, so that repeated quantiles count at their middle.
struct QuantileStep: PreparedTransformer {
  private struct Column: Sendable {
    var quantiles: [Double]
    var backwards: [Double]
  }
  private let columns: [Column]
  private let references: [Double]
  private let backwardReferences: [Double]
  private let isNormal: Bool
  private let hasMargin: Bool
  private static let name = "QuantileTransformer"

  init(_ transform: QuantileTransform) throws {
    guard !transform.references.isEmpty, transform.quantiles.allSatisfy({ $0.count == transform.references.count })
    else {
      throw Refusal.misfit(Self.name, "a column has another number of quantiles than there are references")
    }
    columns = transform.quantiles.map { Column(quantiles: $0, backwards: $0.reversed().map { -$0 }) }
    references = transform.references
    backwardReferences = transform.references.reversed().map { -$0 }
    isNormal = transform.isNormal
    hasMargin = transform.hasMargin
  }

  /// The distance from the outermost quantiles that still counts as outside, and the least tail of a normal answer.
  private static let bound = 1e-7
  private static let leastNormal = Mathematics.normalQuantile(bound - Double.ulpOfOne)
  private static let greatestNormal = Mathematics.normalQuantile(1 - (bound - Double.ulpOfOne))

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: Self.name, width: columns.count)
    return .matrix(
      matrix.mapRows(width: columns.count) { cells, out in
        for (column, cell) in cells.enumerated() { out[column] = value(of: cell, in: columns[column]) }
      })
  }

  private func value(of x: Double, in column: Column) -> Double {
    if x.isNaN { return x }
    let share = share(of: x, in: column)
    guard isNormal else { return share }
    return min(max(Mathematics.normalQuantile(share), Self.leastNormal), Self.greatestNormal)
  }

  private func share(of x: Double, in column: Column) -> Double {
    let first = column.quantiles[0]
    let last = column.quantiles[column.quantiles.count - 1]
    if hasMargin ? x - Self.bound < first : x == first { return 0 }
    if hasMargin ? x + Self.bound > last : x == last { return 1 }
    let forwards = Interpolation.value(at: x, column.quantiles, references)
    let backwards = Interpolation.value(at: -x, column.backwards, backwardReferences)
    return 0.5 * (forwards - backwards)
  }
}
