// Functions that no operator computes in double precision, made of those that do.

internal import ModelCore

extension Value {
  /// ln(1 + x) without losing small x. Source: W. Kahan's correction, as in HP's calculators.
  package func log1p() -> Value {
    let whole = 1 + self
    let corrected = whole.log() * (self / (whole - 1))
    return builder.where(whole.isEqual(to: 1), self, builder.where(whole.isEqual(to: .infinity), whole, corrected))
  }

  /// e^x − 1 without losing small x, by the same correction.
  package func expm1() -> Value {
    let power = exp()
    let rest = power - 1
    let corrected = rest * (self / power.log())
    let isPlain = rest.isEqual(to: -1) || power.isEqual(to: .infinity)
    return builder.where(power.isEqual(to: 1), self, builder.where(isPlain, rest, corrected))
  }

  /// x to a whole power by squaring.
  func wholePower(_ exponent: Int) -> Value {
    var result: Value?
    var square = self
    var left = max(exponent, 0)
    while left > 0 {
      if left % 2 == 1 { result = result.map { $0 * square } ?? square }
      left /= 2
      if left > 0 { square = square * square }
    }
    return result ?? filled(with: 1)
  }

  /// The normal distribution's function, ½ · erfc(−x / √2).
  package func normalDistribution() -> Value {
    let scaled = self * (-0.5.squareRoot())
    let size = scaled.absolute()
    let tail = size.complementaryError()
    return 0.5 * builder.where(scaled < 0, 2 - tail, tail)
  }

  /// erfc for x ≥ 0: e^(−x²) times a polynomial in t = 2 / (2 + x), by Clenshaw's recurrence over Chebyshev polynomials.
  private func complementaryError() -> Value {
    let t = 2 / (self + 2)
    let y = 2 * t - 1
    var last = scalar(0)
    var beforeLast = scalar(0)
    for coefficient in Self.scaledErrorCoefficients.dropFirst().reversed() {
      (last, beforeLast) = ((2 * y) * last - beforeLast + coefficient, last)
    }
    let polynomial = y * last - beforeLast + Self.scaledErrorCoefficients[0]
    return builder.where(self > 27, scalar(0) * t, (-(self * self)).exp() * polynomial * t)
  }

  /// The angle whose tangent x is: the angle is halved three times, so that a short series in x ≤ tan(π/32) gives it.
  package func arcTangent() -> Value {
    let size = absolute()
    let isSteep = size > 1
    var slope = builder.where(isSteep, 1 / size, size)
    for _ in 0..<3 { slope = slope / (1 + (1 + slope * slope).sqrt()) }
    let square = slope * slope
    var series = scalar(1.0 / 19)
    for divisor in stride(from: 17.0, through: 1, by: -2) { series = 1 / divisor - square * series }
    let angle = 8 * slope * series
    let turned = builder.where(isSteep, Double.pi / 2 - angle, angle)
    return builder.where(self < 0, -turned, turned)
  }

  /// The inverse of `normalDistribution` for shares strictly between 0 and 1: Abramowitz and Stegun 26.2.23 as a start,
  /// then Halley's steps, each of which triples the digits.
  package func normalQuantile() -> Value {
    let mirrored = self > 0.5
    let share = builder.where(mirrored, 1 - self, self)
    let t = (-2 * share.log()).sqrt()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      let error = (x.normalDistribution() - share) * (0.5 * x * x).exp() * (2 * Double.pi).squareRoot()
      x = x - error / (1 + 0.5 * x * error)
    }
    let lower = builder.where(share.isEqual(to: 0.5), x * 0, x)
    return builder.where(mirrored, -lower, lower)
  }

  /// The value of the line through points at each number; constant outside their ends, as NumPy's `interp`. `xs` ascend.
  /// n × 1 → n × 1.
  func interpolated(_ xs: [Double], _ ys: [Double]) -> Value {
    let count = xs.count
    guard count > 1 else { return builder.where(isNaN(), self, builder.scalar(ys[0])) }
    // All of them for NaN, which is put back at the end.
    let notAbove = (!(builder.row(xs) > self)).cast(to: .int64).sum()
    let left = (notAbove - 1)
    let place = builder.where(left < 0, builder.scalar(0, as: .int64), left)
    let inner = builder.where(place > Double(count - 2), builder.scalar(Double(count - 2), as: .int64), place)
    func look(_ table: [Double]) -> Value {
      builder.constant(Tensor(table, shape: [table.count])).gathered(inner, axis: 0)
    }
    let slopes = (0..<(count - 1)).map { (place: Int) -> Double in
      let rise: Double = ys[place + 1] - ys[place]
      return rise / (xs[place + 1] - xs[place])
    }
    let (x0, y0, x1, y1) = (look(xs), look(ys), look(Array(xs.dropFirst())), look(Array(ys.dropFirst())))
    let slope = look(slopes)
    let line = slope * (self - x0) + y0
    let otherLine = builder.where(y0.isEqual(to: y1), y0, slope * (self - x1) + y1)
    let onLine = builder.where(isEqual(to: x0), y0, builder.where(line.isNaN(), otherLine, line))
    let ended = builder.where(
      left < 0, scalar(ys[0]), builder.where(left >= Double(count - 1), scalar(ys[count - 1]), onLine))
    return builder.where(isNaN(), self, ended)
  }
}

extension Value {
  /// Chebyshev coefficients of e^(x²) · erfc(x) / t over y = 2t − 1, t = 2 / (2 + x). Computed with 50 digits; what is cut
  /// off is below 1e-18.
  fileprivate static let scaledErrorCoefficients: [Double] = [
    0.5770337386164697, 0.3554369212704985, 0.06509515882878653, 0.003671142395836639, -0.0011128447433526325,
    -0.0001607582991537808, 3.278031574173137e-05, 5.442441645505016e-06, -1.5154665553171482e-06,
    -1.4297608181169865e-07, 8.234608827419493e-08, -1.2962846852306563e-09, -4.154721631015199e-09,
    6.347058278362811e-10, 1.4320822712256225e-10, -6.160390105204585e-11, 2.0612138554721698e-12,
    3.5714931488477042e-12, -8.586422843251796e-13, -6.14560021379063e-14, 7.418725748596617e-14,
    -1.2895042755032325e-14, -2.358726385710632e-15, 1.5729349381685912e-15, -2.2782966239546465e-16,
    -6.31233045075643e-17, 3.5916763531814925e-17, -5.049809149847729e-18, -1.5324541113154899e-18,
  ]
}
