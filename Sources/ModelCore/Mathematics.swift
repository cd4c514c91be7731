// The functions of real numbers that models are made of.

internal import CMath

/// C's math library in double and single precision, and what models make of it.
package enum Mathematics {
  package static func exp(_ x: Double) -> Double { cmath_exp(x) }
  package static func exp(_ x: Float) -> Float { cmath_expf(x) }
  package static func log(_ x: Double) -> Double { cmath_log(x) }
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
}
