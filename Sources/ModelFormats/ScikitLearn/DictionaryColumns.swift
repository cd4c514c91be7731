// DictVectorizer: what stands in dictionaries becomes columns of a table, a key each.

internal import ModelCore

/// The keys that a DictVectorizer was fitted on: `size` of a number, `city=Rome` and `city=Oslo` of a text.
struct DictionaryColumns {
  /// A key, with the place of its one feature, or of the feature of each of its texts.
  struct Key {
    var name: String
    var number: Int?
    var texts: [(text: String, place: Int)] = []
  }
  private(set) var keys: [Key] = []
  private let featureCount: Int

  static let makers: [String: TransformerMaker] = [
    "DictVectorizer": { fitted in
      fitted.context.dictionaryCount += 1
      let columns = try DictionaryColumns(fitted)
      fitted.remark(
        .bounded, "feature_names_",
        "Dictionaries become a table with a column a key: a number or one text in each cell. What a dictionary does not have is NaN, or the empty string."
      )
      return columns.transformer
    }
  ]

  /// Throws where a key has numbers and texts, which no one column has.
  init(_ fitted: FittedEstimator) throws {
    let separator = fitted.text("separator", default: "=")
    let names = try fitted.list("feature_names_").compactMap(\.text)
    featureCount = names.count
    guard !names.isEmpty, try fitted.list("feature_names_").count == names.count else {
      throw fitted.refusal("feature_names_", "They are no texts, or there are none.")
    }
    var places: [String: Int] = [:]
    for (feature, name) in names.enumerated() {
      let (key, text) = Self.parts(of: name, separator)
      let place = places[key] ?? keys.count
      if place == keys.count {
        places[key] = place
        keys.append(Key(name: key))
      }
      if let text { keys[place].texts.append((text, feature)) } else { keys[place].number = feature }
      if text.map({ Self.parts(of: $0, separator).text != nil }) ?? false {
        fitted.remark(
          .bounded, "feature_names_", "`\(name)` is taken for the key `\(key)`, which ends at the first `\(separator)`."
        )
      }
      if text == "" {
        fitted.remark(.bounded, "feature_names_", "ONNX takes a missing `\(key)` for the empty text, which was seen.")
      }
    }
    if let both = keys.first(where: { $0.number != nil && !$0.texts.isEmpty }) {
      throw fitted.refusal(
        "feature_names_", "The key `\(both.name)` has numbers and texts, and a column has one of them.",
        remedy: "Give the two different keys, and fit it again.")
    }
  }

  /// The key and, of `key=text`, the text.
  private static func parts(of name: String, _ separator: String) -> (key: String, text: String?) {
    guard !separator.isEmpty else { return (name, nil) }
    let (bytes, mark) = (Array(name.utf8), Array(separator.utf8))
    var start = 0
    while start + mark.count <= bytes.count {
      if bytes[start..<(start + mark.count)].elementsEqual(mark) {
        return (
          String(decoding: bytes[..<start], as: UTF8.self),
          String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
        )
      }
      start += 1
    }
    return (name, nil)
  }

  /// Texts to columns of 0 and 1, numbers as they are, all in the order of the features.
  private var transformer: Transformer {
    let texts = keys.indices.filter { keys[$0].number == nil }
    let numbers = keys.indices.filter { keys[$0].number != nil }
    var branches: [Transformer.Branch] = []
    if !texts.isEmpty {
      let columns = texts.map { OneHotEncoding.Column(categories: keys[$0].texts.map { .string($0.text) }) }
      branches.append(
        .init(name: "texts", columns: texts, transformer: .oneHot(OneHotEncoding(columns: columns, unknown: .zeros))))
    }
    if !numbers.isEmpty {
      let fills = [Label](repeating: .number(0), count: numbers.count)
      branches.append(
        .init(name: "numbers", columns: numbers, transformer: .impute(Imputation(marker: .nan, fills: fills))))
    }
    let features = texts.flatMap { keys[$0].texts.map(\.place) } + numbers.compactMap { keys[$0].number }
    var order = [Int](repeating: 0, count: featureCount)
    for (place, feature) in features.enumerated() { order[feature] = place }
    return order == Array(0..<featureCount)
      ? .branches(branches) : .sequence([.branches(branches), .select(order)])
  }

  // MARK: The model around it

  /// Whether rows of the model are dictionaries; throws where they would be for one part of the model and not for another.
  static func areRows(of root: FittedEstimator) throws -> Bool {
    guard root.context.dictionaryCount > 0 else { return false }
    guard root.context.dictionaryCount == 1, try first(of: root, depth: 0).name == "DictVectorizer" else {
      throw root.refusal(
        nil, "A DictVectorizer stands elsewhere than at the beginning.",
        remedy: "Make it the first step of one pipeline around the whole model.")
    }
    return true
  }

  private static func first(of fitted: FittedEstimator, depth: Int) throws -> FittedEstimator {
    guard depth < 8 else { return fitted }
    if let step = try? fitted.list("steps").first?.items?.last {
      return try first(of: try fitted.part(step, "steps[0]"), depth: depth + 1)
    }
    if fitted.has("best_estimator_") { return try first(of: try fitted.part("best_estimator_"), depth: depth + 1) }
    return fitted
  }
}
