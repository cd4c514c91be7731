// Piecewise polynomials of each column.

struct SplineStep: PreparedTransformer {
  private let columns: [SplineExpansion.Column]
  private static let name = "SplineTransformer"

  init(_ expansion: SplineExpansion) throws {
    for column in expansion.columns {
      let width = column.outputCount
      guard !column.pieces.isEmpty, column.pieces.allSatisfy({ $0.coefficients.allSatisfy { $0.count == width } })
      else {
        throw Refusal.misfit(Self.name, "its pieces are for another number of splines")
      }
    }
    columns = expansion.columns
  }

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: Self.name, width: columns.count)
    for (place, column) in columns.enumerated() {
      for row in 0..<matrix.rowCount { try check(matrix[row, place], column, place) }
    }
    return .matrix(
      matrix.mapRows(width: columns.reduce(0) { $0 + $1.outputCount }) { cells, out in
        var offset = 0
        for (place, column) in columns.enumerated() {
          let x = column.period.map { Self.turned(cells[place], into: $0) } ?? cells[place]
          let piece = column.pieces.last { $0.start <= x } ?? column.pieces[0]
          let u = x - piece.origin
          for output in 0..<column.outputCount {
            out[offset + output] = piece.coefficients.reversed().reduce(0) { $0 * u + $1[output] }
          }
          offset += column.outputCount
        }
      })
  }

  private func check(_ x: Double, _ column: SplineExpansion.Column, _ place: Int) throws {
    if x.isNaN {
      throw Refusal(Self.name, "met a missing number in column \(place)", remedy: "fill missing numbers before")
    }
    if let allowed = column.allowed, !allowed.contains(x) {
      throw Refusal(
        Self.name, "met \(x) in column \(place), beyond the knots it was fitted with", remedy: "leave such rows out")
    }
  }

  /// As Python's `%`: the rest has the sign of the divisor.
  static func turned(_ x: Double, into period: Range<Double>) -> Double {
    let length = period.upperBound - period.lowerBound
    let rest = (x - period.lowerBound).truncatingRemainder(dividingBy: length)
    return period.lowerBound + (rest < 0 ? rest + length : rest)
  }
}
