// Scores that are sums of products.

/// `x · coefficientsᵀ + intercepts`.
struct LinearScores: PreparedScores {
  private let function: LinearFunction
  let name: String

  init(_ function: LinearFunction, name: String = "linear model") throws {
    guard function.intercepts.count == function.coefficients.rowCount else {
      throw Refusal.misfit(
        name, "\(function.coefficients.rowCount) rows of coefficients and \(function.intercepts.count) intercepts")
    }
    self.function = function
    self.name = name
  }

  var width: Int? { function.coefficients.columnCount }

  func scores(_ rows: Matrix) -> Matrix {
    let coefficients = function.coefficients
    return coefficients.values.withUnsafeBufferPointer { weights in
      rows.mapRows(width: coefficients.rowCount) { cells, out in
        for output in out.indices {
          let start = output * cells.count
          var sum = 0.0
          for place in cells.indices { sum += cells[place] * weights[start + place] }
          out[output] = sum + function.intercepts[output]
        }
      }
    }
  }
}

/// The same scores for every row.
struct ConstantScores: PreparedScores {
  let values: [Double]
  let name = "constant"
  let width: Int? = nil

  func scores(_ rows: Matrix) -> Matrix {
    rows.mapRows(width: values.count) { _, out in
      for (place, value) in values.enumerated() { out[place] = value }
    }
  }
}
