// Columns that pandas gave as categories: which they are, and how their values become the codes that trees ask for.

internal import ModelCore

enum LightGBMCategories {
  /// `[["a", "b"], [1, 2]]`, or `null`, as the line of a text model and a dump have it.
  static func labels(_ json: Bytes, _ budget: inout MemoryBudget) throws -> [[Label]] {
    if json.isEmpty { return [] }
    try budget.charge(16 * json.count)
    return try labels(JSONReader.read(json).root, &budget)
  }

  static func labels(_ lists: DocumentValue, _ budget: inout MemoryBudget) throws -> [[Label]] {
    guard lists.count > 0 else { return [] }
    // A list of numbers alone, or an empty one, is kept as numbers.
    if lists.doubles() != nil, lists.elements.isEmpty { throw malformed(lists) }
    return try lists.elements.map { list in
      guard list.kind == .array else { throw malformed(list) }
      try budget.charge(48 * list.count)
      if let numbers = list.doubles(), list.elements.isEmpty {
        return numbers.map { number in Int(exactly: number).map { .integer($0) } ?? .number(number) }
      }
      return try list.elements.map { value in
        if let text = value.text { return .string(text) }
        if let flag = value.boolean { return .boolean(flag) }
        if let integer = value.integer { return .integer(integer) }
        guard let number = value.double, !number.isNaN else { throw malformed(value) }
        return .number(number)
      }
    }
  }

  private static func malformed(_ value: DocumentValue) -> FormatError {
    FormatError(
      .malformed, LightGBMTextReader.format, "`pandas_categorical` is no list of lists of categories.")
  }

  /// A list of lists in a pickle; nil where it is none.
  static func labels(_ value: PickleValue?) throws -> [[Label]]? {
    guard let lists = value?.items else { return nil }
    return try lists.map { list in
      guard let items = list.items else {
        throw FormatError(.malformed, LightGBMTextReader.format, "`pandas_categorical` holds what is no list.")
      }
      return try items.map { try $0.label() }
    }
  }

  /// Values to codes in the columns of categories, others as they are; nil where there are no such columns.
  ///
  /// A value that was not there in training is missing.
  static func encoding(of model: LightGBMModel, _ reader: LightGBMEstimator) throws -> Transformer? {
    guard !model.pandasCategories.isEmpty else { return nil }
    guard let places = places(in: model) else {
      throw reader.refusal(
        "pandas_categorical", "The file does not say which columns its categories belong to.",
        remedy: "Encode such columns as numbers before fitting, or leave columns out that have one value only.")
    }
    var branches: [Transformer.Branch] = []
    for place in model.featureNames.indices {
      guard let index = places.firstIndex(of: place) else {
        if let last = branches.indices.last, branches[last].transformer == .passthrough {
          branches[last].columns?.append(place)
        } else {
          branches.append(.init(name: "", columns: [place], transformer: .passthrough))
        }
        continue
      }
      let categories = model.pandasCategories[index]
      guard isOfOneKind(categories) else {
        throw reader.refusal(
          "pandas_categorical", "The column `\(model.featureNames[place])` has categories of several types.",
          remedy: "Make them all text, or all numbers, before fitting.")
      }
      let column = OrdinalEncoding.Column(
        categories: categories, codes: categories.indices.map(Double.init), unknown: .nan, missing: .nan)
      branches.append(
        .init(
          name: model.featureNames[place], columns: [place], transformer: .ordinal(OrdinalEncoding(columns: [column]))))
    }
    return .branches(branches)
  }

  private static func isOfOneKind(_ labels: [Label]) -> Bool {
    let texts = labels.count { if case .string = $0 { true } else { false } }
    return texts == 0 || texts == labels.count
  }

  // MARK: Which columns

  /// The column of each list of categories; nil where several ways are possible.
  ///
  /// The file keeps the lists in the order of their columns and not their names. Categories without an order were made
  /// categorical features, unless the user named those; the ones with an order became numbers.
  private static func places(in model: LightGBMModel) -> [Int]? {
    let lists = model.pandasCategories
    let named = model.categoricalFeatures.map { $0.sorted().filter(model.featureNames.indices.contains) }
    let seen = model.features.indices.filter { if case .categories = model.features[$0] { true } else { false } }
    for candidates in [named, seen] {
      if let candidates, candidates.count == lists.count,
        zip(candidates, lists).allSatisfy({ isPossible(model.features, $0, $1.count) })
      {
        return candidates
      }
    }
    return onlyWay(
      lists.map { list in
        model.featureNames.indices.filter { isPossible(model.features, $0, list.count) }
      })
  }

  /// Whether what training saw in a column can be codes of so many categories.
  private static func isPossible(_ features: [LightGBMFeature], _ place: Int, _ count: Int) -> Bool {
    guard features.indices.contains(place) else { return true }
    switch features[place] {
    case .unused: return true
    case .range(let low, let high):
      return low >= 0 && high <= Double(count - 1) && low.rounded() == low && high.rounded() == high
    case .categories(let codes): return codes.allSatisfy { $0 < count }
    }
  }

  /// Ascending places, one of each list of candidates, if there is one way only: the earliest ones and the latest are the
  /// same then.
  private static func onlyWay(_ candidates: [[Int]]) -> [Int]? {
    var earliest: [Int] = []
    for list in candidates {
      guard let place = list.first(where: { $0 > earliest.last ?? -1 }) else { return nil }
      earliest.append(place)
    }
    var latest: [Int] = []
    for list in candidates.reversed() {
      guard let place = list.last(where: { $0 < latest.last ?? .max }) else { return nil }
      latest.append(place)
    }
    return earliest == latest.reversed() ? earliest : nil
  }
}
