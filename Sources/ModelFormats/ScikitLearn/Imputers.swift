// Filling of missing cells.

internal import ModelCore

enum Imputers {
  static let makers: [String: TransformerMaker] = [
    "SimpleImputer": simple, "Imputer": old, "MissingIndicator": indicator, "KNNImputer": nearest,
    "IterativeImputer": iterative,
  ]

  private static func marker(_ fitted: FittedEstimator) throws -> Imputation.Marker {
    guard let value = fitted["missing_values"] else { return .nan }
    if value.isNone { return .none }
    if let text = value.text { return fitted.name == "Imputer" && text == "NaN" ? .nan : .string(text) }
    if let number = value.double { return number.isNaN ? .nan : .number(number) }
    // `pandas.NA` reads as NaN in a table of numbers and as a missing string in others.
    return value.global?.name == "NA" || value.object?.callable?.name == "NAType" ? .nan : .none
  }

  private static let simple: TransformerMaker = { fitted in
    let fills = try fitted.labels("statistics_").map { $0.isMissing ? Label.missing : $0 }
    var indicators: [Int] = []
    if fitted.boolean("add_indicator", default: false), fitted.has("indicator_") {
      indicators = try fitted.part("indicator_").integers("features_")
    }
    return .impute(
      Imputation(
        marker: try marker(fitted), fills: fills,
        keepsEmptyColumns: fitted.boolean("keep_empty_features", default: false),
        indicators: indicators))
  }

  private static let old: TransformerMaker = { fitted in
    guard try fitted["axis"]?.integer ?? 0 == 0 else {
      throw fitted.refusal("axis", "It fills by rows.", remedy: "Fit it with `axis=0`.")
    }
    return try simple(fitted)
  }

  private static let indicator: TransformerMaker = { fitted in
    let features = try fitted.integers("features_")
    let count = fitted["n_features_in_", "_n_features"]?.integer ?? features.max().map { [$0, 1].sum ?? .max } ?? 0
    guard count >= 0, count < 1 << 24 else { throw fitted.refusal("_n_features", "It is no number of columns.") }
    return .impute(
      Imputation(
        marker: try marker(fitted), fills: [Label](repeating: .number(0), count: count), indicators: features,
        fillsCells: false))
  }

  private static func indicators(_ fitted: FittedEstimator) throws -> [Int] {
    guard fitted.boolean("add_indicator", default: false), fitted.has("indicator_") else { return [] }
    return try fitted.part("indicator_").integers("features_")
  }

  /// What is missing among the rows learnt is told by the marker, whatever the mask beside them says.
  private static let nearest: TransformerMaker = { fitted in
    guard fitted.text("metric", default: "") == "nan_euclidean" else {
      throw fitted.refusal(
        "metric", "It is a function of the user's.", remedy: "Fit it with `metric=\"nan_euclidean\"`.")
    }
    guard fitted["weights"]?.isNone ?? true || fitted["weights"]?.text != nil,
      let weighting = NearestNeighbors.Weighting(rawValue: fitted.text("weights", default: "uniform"))
    else {
      throw fitted.refusal("weights", "It is a function of the user's.", remedy: "Fit it with `uniform` or `distance`.")
    }
    let marker = try marker(fitted)
    var points = try fitted.matrix("_fit_X")
    for place in points.values.indices where marker.marks(points.values[place]) { points.values[place] = .nan }
    fitted.remark(
      .bounded, "n_neighbors",
      "Of rows that are equally far, those learnt first are taken; the library takes any of them.")
    return .imputeByNeighbors(
      NeighborImputation(
        points: points, marker: marker, count: try fitted.integer("n_neighbors"), weighting: weighting,
        keepsEmptyColumns: fitted.boolean("keep_empty_features", default: false), indicators: try indicators(fitted),
        countsStrangers: fitted.version < ScikitLearnVersion(1, 6)))
  }

  private static let iterative: TransformerMaker = { fitted in
    guard !fitted.boolean("sample_posterior", default: false) else {
      throw fitted.refusal("sample_posterior", "It fills by chance.", remedy: "Fit it with `sample_posterior=False`.")
    }
    let before = try fitted.part("initial_imputer_")
    guard case .impute(let initial) = try simple(before) else {
      throw fitted.refusal("initial_imputer_", "It is none.")
    }
    let kept = initial.fills.indices.filter { initial.keepsEmptyColumns || initial.fills[$0] != .missing }
    let count = try fitted.integer("n_iter_")
    let parts = count == 0 ? [] : try fitted.list("imputation_sequence_")
    let lower = parts.isEmpty ? [] : try limits(fitted, "_min_value", "min_value", -.infinity, kept.count)
    let upper = parts.isEmpty ? [] : try limits(fitted, "_max_value", "max_value", .infinity, kept.count)
    let steps = try parts.enumerated().map { place, value in
      let triple = fields(of: value)
      guard triple.count == 3, let column = triple[0].integer, kept.indices.contains(column) else {
        throw fitted.refusal("imputation_sequence_", "They are no triples of a column, columns and an estimator.")
      }
      let features = try fitted.integers(triple[1], "imputation_sequence_")
      let part = try fitted.part(triple[2], "imputation_sequence_[\(place)]")
      return IterativeImputation.Step(
        column: column, features: features, estimator: try EstimatorCatalogue.estimator(part), lower: lower[column],
        upper: upper[column])
    }
    if !steps.isEmpty {
      fitted.remark(
        .bounded, "imputation_sequence_",
        "Where every cell of all rows given together is missing, the library stops at its initial values; here the columns are filled as for other rows."
      )
    }
    return .imputeIteratively(IterativeImputation(initial: initial, steps: steps, indicators: try indicators(fitted)))
  }

  /// A named tuple's: handed to its class, or to `_reconstructor` in old protocols.
  private static func fields(of value: PickleValue) -> [PickleValue] {
    let arguments = value.items ?? value.object?.arguments ?? []
    if arguments.count == 3, arguments[0].global != nil, let inner = arguments[2].items { return inner }
    return arguments
  }

  /// One number for all columns, or one each.
  private static func limits(
    _ fitted: FittedEstimator, _ fittedName: String, _ name: String, _ standard: Double, _ count: Int
  ) throws -> [Double] {
    let numbers =
      fitted.has(fittedName)
      ? try fitted.vector(fittedName) : fitted.has(name) ? try fitted.vector(name) : [standard]
    if numbers.count == count { return numbers }
    // Of empty columns that are left out no limit is asked.
    guard let first = numbers.first, numbers.count == 1 || numbers.allSatisfy({ $0 == first }) else {
      throw fitted.refusal(name, "There is not one limit for each column.")
    }
    return [Double](repeating: first, count: count)
  }
}
