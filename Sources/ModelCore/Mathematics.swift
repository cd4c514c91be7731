// The functions of real numbers that models are made of.

internal import CMath

/// C's math library in double and single precision, and what models make of it.
package enum Mathematics {
  package static func exp(_ x: Double) -> Double { cmath_exp(x) }
  package static func exp(_ x: Float) -> Float { cmath_expf(x) }
  package static func log(_ x: Double) -> Double { cmath_log(x) }
  package static func log2(_ x: Double) -> Double { cmath_log2(x) }
  package static func log10(_ x: Double) -> Double { cmath_log10(x) }
  package static func sin(_ x: Double) -> Double { cmath_sin(x) }
  package static func cos(_ x: Double) -> Double { cmath_cos(x) }
  package static func asin(_ x: Double) -> Double { cmath_asin(x) }
  package static func log1p(_ x: Double) -> Double { cmath_log1p(x) }
  package static func expm1(_ x: Double) -> Double { cmath_expm1(x) }
  package static func pow(_ base: Double, _ exponent: Double) -> Double { cmath_pow(base, exponent) }
  package static func tanh(_ x: Double) -> Double { cmath_tanh(x) }
  package static func erf(_ x: Double) -> Double { cmath_erf(x) }
  package static func erfc(_ x: Double) -> Double { cmath_erfc(x) }
  package static func lgamma(_ x: Double) -> Double { cmath_lgamma(x) }

  /// 1 / (1 + e^(−x)), without overflow.
  package static func logistic(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let power = exp(x)
    return power / (1 + power)
  }

  /// ln(Σ e^x), the greatest taken out first; −∞ for none.
  package static func logSumExp(_ values: some Collection<Double>) -> Double {
    guard let greatest = values.max(), greatest > -.infinity else { return -.infinity }
    return greatest + log(values.reduce(0) { $0 + exp($1 - greatest) })
  }

  /// e^x / Σ e^x, the greatest taken out first.
  package static func softmax(_ values: some Collection<Double>) -> [Double] {
    let greatest = values.max() ?? 0
    let powers = values.map { exp($0 - greatest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// The standard normal distribution's function.
  package static func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

  /// The inverse of `normalDistribution`, to a few units in the last place.
  ///
  /// A rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4) in the lower half, then Halley's steps, each of
  /// which triples the digits. The upper half is the lower one mirrored; 1 − p is exact there.
  package static func normalQuantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    if p > 0.5 { return -normalQuantile(1 - p) }
    if p == 0.5 { return 0 }
    let t = (-2 * log(p)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<4 {
      let error = (normalDistribution(x) - p) * exp(0.5 * x * x) * (2 * Double.pi).squareRoot()
      x -= error / (1 + 0.5 * x * error)
    }
    return x
  }
}
