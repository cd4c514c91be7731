// Splines as the piecewise polynomials that they are.

internal import ModelCore

enum Splines {
  static let makers: [String: TransformerMaker] = ["SplineTransformer": splines]

  private static let splines: TransformerMaker = { fitted in
    guard fitted.text("handle_missing", default: "error") == "error" else {
      throw fitted.refusal(
        "handle_missing", "Missing numbers have splines of their own.",
        remedy: "Fit it with `handle_missing=\"error\"`.")
    }
    let isLinear = fitted.text("extrapolation", default: "constant") == "linear"
    let (degree, count) = (try fitted.integer("degree"), try fitted.list("bsplines_").count)
    guard !isLinear || degree > 1 || count == 1 else {
      throw fitted.refusal(
        "extrapolation", "With a degree below 2 the library continues all columns but the first from the wrong knot.",
        remedy: "Fit it with a degree of at least 2, or with another extrapolation.")
    }
    let keepsLast = fitted.boolean("include_bias", default: true)
    let columns = try fitted.list("bsplines_").enumerated().map { place, value in
      var spline = try fitted.part(value, "bsplines_[\(place)]")
      // Newer releases of SciPy keep an inner spline, whose state is beside an empty array.
      if !spline.has("t"), let inner = value.object?.state?.items?.first, inner.object != nil {
        spline = try fitted.part(inner, "bsplines_[\(place)]")
      }
      return try column(spline, of: fitted, keepsLast: keepsLast)
    }
    return .splines(SplineExpansion(columns: columns))
  }

  /// `t` are knots, `k` the degree, `c` what the basis is multiplied by: bases × splines.
  private static func column(
    _ spline: FittedEstimator, of fitted: FittedEstimator, keepsLast: Bool
  ) throws -> SplineExpansion.Column {
    let knots = try spline.vector("t", "_t")
    let degree = try spline.integer("k")
    let weights = try spline.matrix("c", "_c")
    let bases = knots.count - degree - 1
    guard (0...32).contains(degree), bases > degree, weights.rowCount == bases, weights.columnCount > 0,
      zip(knots, knots.dropFirst()).allSatisfy({ $0 <= $1 }), knots[degree] < knots[bases]
    else { throw fitted.refusal("bsplines_", "Their knots do not fit their degree.") }
    // The library then takes the outermost values and all beyond for no spline's, or for the wrong one's.
    guard knots[degree] < knots[degree + 1], knots[bases - 1] < knots[bases] else {
      throw fitted.refusal(
        "knots", "Its outermost knots coincide, and what the library answers there is no spline.",
        remedy: "Fit it with `knots=\"uniform\"`, or with fewer knots.")
    }
    try fitted.context.charge(16 * (degree + 1) * weights.values.count)
    let basis = SplineBasis(knots: knots, degree: degree)
    let outputs = keepsLast ? weights.columnCount : weights.columnCount - 1
    var pieces: [SplineExpansion.Piece] = []
    for place in degree..<bases where knots[place] < knots[place + 1] {
      let coefficients = basis.polynomials(on: place).map { powers in
        (0..<outputs).map { output in powers.reduce(0) { $0 + $1.value * weights[$1.basis, output] } }
      }
      pieces.append(SplineExpansion.Piece(start: knots[place], origin: knots[place], coefficients: coefficients))
    }
    let ends = (lower: knots[degree], upper: knots[bases])
    return try extended(SplineExpansion.Column(pieces: pieces), ends, fitted)
  }

  /// What holds before the first knot and behind the last.
  private static func extended(
    _ column: SplineExpansion.Column, _ ends: (lower: Double, upper: Double), _ fitted: FittedEstimator
  ) throws -> SplineExpansion.Column {
    var column = column
    let first = column.pieces[0]
    let last = column.pieces[column.pieces.count - 1]
    switch fitted.text("extrapolation", default: "constant") {
    case "continue": column.pieces[0].start = -.infinity
    case "periodic":
      column.period = ends.lower..<ends.upper
      column.pieces[0].start = -.infinity
    case "error":
      column.allowed = ends.lower...ends.upper
      column.pieces[0].start = -.infinity
    case let name where name == "constant" || name == "linear":
      let powers = name == "linear" ? 2 : 1
      let before = SplineExpansion.Piece(
        start: -.infinity, origin: ends.lower, coefficients: Array(first.coefficients.prefix(powers)))
      let after = SplineExpansion.Piece(
        start: ends.upper, origin: ends.upper,
        coefficients: Array(last.shifted(by: ends.upper - last.origin).prefix(powers)))
      column.pieces = [before] + column.pieces + [after]
    case let other: throw fitted.refusal("extrapolation", "`\(other)` is not known here.")
    }
    return column
  }
}

extension SplineExpansion.Piece {
  /// The same polynomials in powers of u, where x − origin = u + distance: Taylor's shift.
  fileprivate func shifted(by distance: Double) -> [[Double]] {
    var result = coefficients
    for lowest in result.indices {
      for power in stride(from: result.count - 2, through: lowest, by: -1) where power >= 0 {
        for output in result[power].indices { result[power][output] += distance * result[power + 1][output] }
      }
    }
    return result
  }
}

/// B-splines over knots, by the recurrence of de Boor and Cox.
private struct SplineBasis {
  let knots: [Double]
  let degree: Int

  /// The bases that are not 0 between knots `place` and `place + 1`: by power of x − knots[place], their coefficients.
  func polynomials(on place: Int) -> [[(basis: Int, value: Double)]] {
    let origin = knots[place]
    // Of degree 0 one basis is 1 there, the others are 0.
    var polynomials: [Int: [Double]] = [place: [1]]
    for step in 0..<degree {
      let order = step + 1
      var next: [Int: [Double]] = [:]
      for basis in (place - order)...place {
        var sum = [Double](repeating: 0, count: order + 1)
        // (x − t_i) / (t_{i+k} − t_i) · B_i, and (t_{i+k+1} − x) / (t_{i+k+1} − t_{i+1}) · B_{i+1}.
        add(
          polynomials[basis], slope: 1, from: origin - knots[basis], over: knots[basis + order] - knots[basis], to: &sum
        )
        add(
          polynomials[basis + 1], slope: -1, from: knots[basis + order + 1] - origin,
          over: knots[basis + order + 1] - knots[basis + 1], to: &sum)
        next[basis] = sum
      }
      polynomials = next
    }
    let bases = polynomials.keys.sorted()
    return (0...degree).map { power in bases.map { ($0, polynomials[$0]?[power] ?? 0) } }
  }

  /// Adds (from + slope · u) / over times a polynomial in u. Where knots meet there is nothing to add.
  private func add(
    _ polynomial: [Double]?, slope: Double, from start: Double, over length: Double, to sum: inout [Double]
  ) {
    guard let polynomial, length > 0 else { return }
    for (power, coefficient) in polynomial.enumerated() {
      sum[power] += coefficient * start / length
      sum[power + 1] += coefficient * slope / length
    }
  }
}
