// Filling of missing cells.

internal import ModelCore

enum Imputers {
  static let makers: [String: TransformerMaker] = [
    "SimpleImputer": simple, "Imputer": old, "MissingIndicator": indicator,
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
    let count = fitted["n_features_in_", "_n_features"]?.integer ?? (features.max().map { $0 + 1 } ?? 0)
    guard count >= 0, count < 1 << 24 else { throw fitted.refusal("_n_features", "It is no number of columns.") }
    return .impute(
      Imputation(
        marker: try marker(fitted), fills: [Label](repeating: .number(0), count: count), indicators: features,
        fillsCells: false))
  }
}
