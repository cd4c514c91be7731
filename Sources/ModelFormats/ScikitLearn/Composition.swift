// Branches over columns.

internal import ModelCore

enum Composition {
  static let makers: [String: TransformerMaker] = ["ColumnTransformer": columns, "FeatureUnion": union]

  private static let union: TransformerMaker = { fitted in
    let weights = try weights(fitted)
    var branches: [Transformer.Branch] = []
    for pair in try fitted.list("transformer_list") {
      guard let parts = pair.items, parts.count == 2, let name = parts[0].text else {
        throw fitted.refusal("transformer_list", "They are no pairs of a name and a transformer.")
      }
      if parts[1].isNone || parts[1].text == "drop" { continue }
      let transformer =
        parts[1].text == "passthrough"
        ? Transformer.passthrough : try EstimatorCatalogue.transformer(try fitted.part(parts[1], name))
      branches.append(
        Transformer.Branch(name: name, columns: nil, transformer: transformer, weight: weights[name] ?? 1))
    }
    return .branches(branches)
  }

  private static func weights(_ fitted: FittedEstimator) throws -> [String: Double] {
    guard let value = fitted["transformer_weights"], !value.isNone else { return [:] }
    var weights: [String: Double] = [:]
    for entry in value.entries ?? [] { if let name = entry.key.text { weights[name] = entry.value.double } }
    return weights
  }

  private static let columns: TransformerMaker = { fitted in
    let weights = try weights(fitted)
    let names = try InputShape.names(fitted)
    let resolved = fitted["_transformer_to_input_indices"]
    var branches: [Transformer.Branch] = []
    for triple in try fitted.list("transformers_") {
      guard let parts = triple.items, parts.count == 3, let name = parts[0].text else {
        throw fitted.refusal("transformers_", "They are no triples of a name, a transformer and columns.")
      }
      if parts[1].isNone || parts[1].text == "drop" { continue }
      let selection =
        try (resolved?[name]).map { try fitted.places($0, name) }
        ?? (try ColumnSelection(fitted, names).places(parts[2], name))
      if selection.isEmpty { continue }
      let transformer =
        parts[1].text == "passthrough"
        ? Transformer.passthrough : try EstimatorCatalogue.transformer(try fitted.part(parts[1], name))
      branches.append(
        Transformer.Branch(name: name, columns: selection, transformer: transformer, weight: weights[name] ?? 1))
    }
    return .branches(branches)
  }
}

/// What a user may write for columns: places, names, a mask, a slice of places or of names, one of them alone.
private struct ColumnSelection {
  let fitted: FittedEstimator
  let names: [String]
  let count: Int?

  init(_ fitted: FittedEstimator, _ names: [String]) {
    self.fitted = fitted
    self.names = names
    let stated = fitted["n_features_in_", "_n_features"]?.integer.flatMap { (0..<(1 << 24)).contains($0) ? $0 : nil }
    count = names.isEmpty ? stated : names.count
  }

  func places(_ value: PickleValue, _ branch: String) throws -> [Int] {
    if let one = try place(value) { return [one] }
    if let object = value.object, object.callable?.name == "slice" { return try slice(object.arguments, branch) }
    if value.isArray, let array = try value.array() {
      if array.type.kind == .boolean { return mask(try array.integers()) }
      if [.integer, .unsigned].contains(array.type.kind) { return try array.integers().map { try checked($0) } }
      return try array.texts().map { try named($0 ?? "") }
    }
    // `pandas.Index` of names.
    if let texts = try InputShape.texts(value) { return try texts.map(named) }
    guard let items = value.items else {
      throw fitted.refusal(
        "transformers", "How `\(branch)` chooses columns is not known here.",
        remedy: "Choose columns by a list of names or places.")
    }
    if !items.isEmpty, items.allSatisfy({ $0.kind == .boolean }) {
      return mask(items.map { $0.boolean == true ? 1 : 0 })
    }
    return try items.map { item in
      guard let place = try place(item) else {
        throw fitted.refusal("transformers", "A column of `\(branch)` is neither name nor place.")
      }
      return place
    }
  }

  private func place(_ value: PickleValue) throws -> Int? {
    if let text = value.text { return try named(text) }
    if value.kind == .boolean { return nil }
    return try value.integer.map { try checked($0) }
  }

  private func checked(_ place: Int) throws -> Int {
    if place >= 0 && place < 1 << 24 { return place }
    guard let count, place >= -count, place < 0 else {
      throw fitted.refusal("transformers", "There is no column \(place).")
    }
    return count + place
  }

  private func named(_ name: String) throws -> Int {
    guard let place = names.firstIndex(of: name) else {
      throw fitted.refusal(
        "transformers", "There is no column `\(name)` among those it was fitted on.",
        remedy: "Save it again with scikit-learn 0.24 or later, which keeps the names.")
    }
    return place
  }

  private func mask(_ flags: [Int]) -> [Int] { flags.indices.filter { flags[$0] != 0 } }

  /// Ends of names are included, ends of places are not.
  private func slice(_ parts: [PickleValue], _ branch: String) throws -> [Int] {
    guard parts.count == 3, let count else {
      throw fitted.refusal("transformers", "The slice of `\(branch)` has no known end.")
    }
    let step = parts[2].integer ?? 1
    guard step > 0 else { throw fitted.refusal("transformers", "The slice of `\(branch)` goes backwards.") }
    let isNamed = parts[0].text != nil || parts[1].text != nil
    let start = try place(parts[0]) ?? 0
    let end = try place(parts[1]).map { isNamed ? $0 + 1 : $0 } ?? count
    return Array(stride(from: start, to: min(end, count), by: step))
  }
}
