// Polynomials and bins.

internal import ModelCore

enum Expansions {
  static let makers: [String: TransformerMaker] = ["PolynomialFeatures": polynomial, "KBinsDiscretizer": bins]

  private static let polynomial: TransformerMaker = { fitted in
    let count = try fitted["n_features_in_", "n_input_features_"]?.integer ?? (try fitted.integer("n_input_features_"))
    var lowest = 1
    let highest: Int
    if let pair = fitted["degree"]?.items?.compactMap(\.integer), pair.count == 2 {
      (lowest, highest) = (pair[0], pair[1])
    } else {
      highest = try fitted.integer("degree")
    }
    guard (0...64).contains(highest), (0...(1 << 16)).contains(count) else {
      throw fitted.refusal("degree", "It is out of bounds.")
    }
    var exponents: [[Int]] = []
    if fitted.boolean("include_bias", default: true) { exponents.append([Int](repeating: 0, count: count)) }
    let repeats = !fitted.boolean("interaction_only", default: false)
    if highest > 0 {
      for degree in max(lowest, 1)...max(highest, lowest, 1) where degree <= highest {
        try append(&exponents, degree, count, repeats, fitted)
      }
    }
    return .polynomial(PolynomialExpansion(exponents: exponents))
  }

  /// Combinations of columns in lexicographic order, as `itertools` gives them.
  private static func append(
    _ exponents: inout [[Int]], _ degree: Int, _ count: Int, _ repeats: Bool, _ fitted: FittedEstimator
  ) throws {
    guard count > 0, repeats || degree <= count else { return }
    var places = (0..<degree).map { repeats ? 0 : $0 }
    while true {
      var row = [Int](repeating: 0, count: count)
      for place in places { row[place] += 1 }
      exponents.append(row)
      guard exponents.count * count <= 1 << 24 else { throw fitted.refusal("degree", "It makes too many columns.") }
      var at = degree - 1
      while at >= 0, places[at] == (repeats ? count - 1 : count - degree + at) { at -= 1 }
      if at < 0 { return }
      places[at] += 1
      for next in (at + 1)..<max(degree, at + 1) { places[next] = repeats ? places[at] : places[next - 1] + 1 }
    }
  }

  /// Before 1.1, numbers were nudged up before they were looked for.
  private static let bins: TransformerMaker = { fitted in
    let edges = try fitted.list("bin_edges_").map { try fitted.numbers($0, "bin_edges_") }
    return .discretize(
      Discretization(
        edges: edges, isOneHot: fitted.text("encode", default: "onehot") != "ordinal",
        nudgesUp: fitted.version < ScikitLearnVersion(1, 1)))
  }
}
