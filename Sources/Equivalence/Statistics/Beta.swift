// The beta distribution, which exact bounds of proportions come from.

internal import ModelCore

enum Beta {
  /// The regularised incomplete beta function I_x(a, b): the chance of a value up to x.
  ///
  /// By the continued fraction of DLMF 8.17.22, which converges fast for x below (a + 1) / (a + b + 2); by symmetry above.
  static func distribution(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - distribution(1 - x, b, a) }
    let logFront =
      Mathematics.lgamma(a + b) - Mathematics.lgamma(a) - Mathematics.lgamma(b) + a * Mathematics.log(x)
      + b * Mathematics.log1p(-x)
    return Mathematics.exp(logFront) / a / fraction(x, a, b)
  }

  /// Lentz's evaluation of 1 + d₁x / (1 + d₂x / (1 + …)).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var value = 1.0
    var upper = 1.0
    var lower = 0.0
    // Converges within about √(a + b) steps; the limit is far above that for any count of rows.
    for step in 1...100_000 {
      let m = Double(step / 2)
      let term =
        step % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      lower = 1 + term * lower
      lower = 1 / (abs(lower) < tiny ? tiny : lower)
      upper = 1 + term / upper
      upper = abs(upper) < tiny ? tiny : upper
      let factor = upper * lower
      value *= factor
      if abs(factor - 1) < 1e-15 { break }
    }
    return value
  }

  /// The x with I_x(a, b) = `share`, by halving until it cannot be told from its neighbour.
  static func quantile(_ share: Double, _ a: Double, _ b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<1100 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if distribution(middle, a, b) < share { low = middle } else { high = middle }
    }
    return high
  }
}
