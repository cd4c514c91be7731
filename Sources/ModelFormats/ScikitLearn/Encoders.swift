// Encoders of categories.

internal import ModelCore

enum Encoders {
  static let makers: [String: TransformerMaker] = [
    "OneHotEncoder": oneHot, "OrdinalEncoder": ordinal, "LabelEncoder": { .labels(try $0.labels("classes_")) },
    "TargetEncoder": target, "LabelBinarizer": binarizer,
  ]

  private static let oneHot: TransformerMaker = { fitted in
    // Up to 0.19, and in 0.20 and 0.21 where it was asked for integers: categories were their own places.
    guard fitted.has("categories_"), !fitted.boolean("_legacy_mode", default: false) else { return try legacy(fitted) }
    let categories = try fitted.list("categories_").map { try fitted.labels($0, "categories_") }
    let dropped = try dropped(fitted, count: categories.count)
    let infrequent = try infrequent(fitted, count: categories.count)
    let columns = categories.indices.map {
      OneHotEncoding.Column(categories: categories[$0], dropped: dropped[$0], infrequent: infrequent[$0])
    }
    return .oneHot(OneHotEncoding(columns: columns, unknown: policy(fitted)))
  }

  private static func policy(_ fitted: FittedEstimator) -> OneHotEncoding.UnknownPolicy {
    switch fitted.text("handle_unknown", default: "error") {
    case "ignore": .zeros
    case "infrequent_if_exist", "warn": .infrequent
    default: .refuse
    }
  }

  /// One number for each column, or nothing; an array of numbers, or of objects with `None` among them.
  private static func dropped(_ fitted: FittedEstimator, count: Int) throws -> [Int?] {
    guard let value = fitted["_drop_idx_after_grouping", "drop_idx_"], !value.isNone else {
      return [Int?](repeating: nil, count: count)
    }
    guard let array = try value.array(), array.count == count else {
      throw fitted.refusal("drop_idx_", "It does not fit categories_.")
    }
    return array.type.kind == .object ? array.objects.map(\.integer) : try array.integers().map { $0 }
  }

  private static func infrequent(_ fitted: FittedEstimator, count: Int) throws -> [[Int]] {
    guard fitted.has("_infrequent_indices") else { return [[Int]](repeating: [], count: count) }
    let lists = try fitted.list("_infrequent_indices").map {
      $0.isNone ? [] : try fitted.integers($0, "_infrequent_indices")
    }
    // Where nothing can be infrequent there are no lists.
    return lists.count == count ? lists : [[Int]](repeating: [], count: count)
  }

  private static func legacy(_ fitted: FittedEstimator) throws -> Transformer {
    guard fitted["categorical_features"].map({ $0.isNone || $0.text == "all" }) ?? true else {
      throw fitted.refusal(
        "categorical_features", "Only some columns are encoded.",
        remedy: "Use a ColumnTransformer in a release that has it.")
    }
    let starts = try fitted.integers(
      fitted["_feature_indices_", "feature_indices_"] ?? (try fitted.value("feature_indices_")), "feature_indices_")
    var active: Set<Int>?
    if let value = fitted["_active_features_", "active_features_"], !value.isNone {
      active = Set(try fitted.integers(value, "active_features_"))
    }
    guard starts.count > 1, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), let last = starts.last,
      last < 1 << 24
    else {
      throw fitted.refusal("feature_indices_", "They do not ascend.")
    }
    let columns = starts.indices.dropLast().map { column in
      OneHotEncoding.Column(
        categories: (starts[column]..<starts[column + 1]).filter { active?.contains($0) ?? true }.map {
          .integer($0 - starts[column])
        })
    }
    return .oneHot(OneHotEncoding(columns: columns, unknown: policy(fitted)))
  }

  private static let ordinal: TransformerMaker = { fitted in
    let categories = try fitted.list("categories_").map { try fitted.labels($0, "categories_") }
    let unknown =
      fitted.text("handle_unknown", default: "error") == "use_encoded_value" ? try fitted.number("unknown_value") : nil
    let missing = fitted.has("encoded_missing_value") ? try fitted.number("encoded_missing_value") : Double.nan
    let infrequent = try infrequent(fitted, count: categories.count)
    let columns = categories.indices.map { column in
      let groups = grouped(categories[column].count, infrequent[column])
      let codes = zip(categories[column], groups).map { label, code in label.isMissing ? missing : Double(code) }
      return OrdinalEncoding.Column(categories: categories[column], codes: codes, unknown: unknown)
    }
    return .ordinal(OrdinalEncoding(columns: columns))
  }

  /// Infrequent categories share the code behind the others.
  private static func grouped(_ count: Int, _ infrequent: [Int]) -> [Int] {
    let rare = Set(infrequent)
    var next = 0
    return (0..<count).map { place in
      if rare.contains(place) { return count - rare.count }
      defer { next += 1 }
      return next
    }
  }

  private static let target: TransformerMaker = { fitted in
    var categories = try fitted.list("categories_").map { try fitted.labels($0, "categories_") }
    let encodings = try fitted.list("encodings_").map { try fitted.numbers($0, "encodings_") }
    let means = try fitted.vector("target_mean_")
    let width = categories.count
    let isMany = fitted.text("target_type_", default: "continuous") == "multiclass"
    guard !means.isEmpty, [width, isMany ? means.count : 1].product == encodings.count else {
      throw fitted.refusal("encodings_", "They do not fit categories_.")
    }
    // Of several classes each column is encoded once a class.
    if isMany { categories = categories.flatMap { [[Label]](repeating: $0, count: means.count) } }
    guard zip(categories, encodings).allSatisfy({ $0.count == $1.count }) else {
      throw fitted.refusal("encodings_", "They do not fit categories_.")
    }
    let encoding = OrdinalEncoding(
      columns: categories.indices.map { place in
        OrdinalEncoding.Column(
          categories: categories[place], codes: encodings[place], unknown: means[isMany ? place % means.count : 0])
      })
    guard isMany else { return .ordinal(encoding) }
    return .sequence([.select((0..<width).flatMap { [Int](repeating: $0, count: means.count) }), .ordinal(encoding)])
  }

  /// A column a class, one alone for two classes; a label that was not seen is in none of them.
  private static let binarizer: TransformerMaker = { fitted in
    let type = fitted.text("y_type_", default: "multiclass")
    guard ["binary", "multiclass"].contains(type) else {
      throw fitted.refusal("y_type_", "It takes several labels at once.", remedy: "Encode each label on its own.")
    }
    let labels = try fitted.labels("classes_")
    let (low, high) = (
      fitted.has("neg_label") ? try fitted.number("neg_label") : 0,
      fitted.has("pos_label") ? try fitted.number("pos_label") : 1
    )
    let column = OneHotEncoding.Column(categories: labels, dropped: labels.count == 2 ? 0 : nil)
    let places = Transformer.oneHot(OneHotEncoding(columns: [column], unknown: .zeros))
    let width = labels.count == 2 ? 1 : labels.count
    if low == 0 && high == 1 { return places }
    return .sequence([
      places,
      .arithmetic([
        .multiply([Double](repeating: high - low, count: width)), .add([Double](repeating: low, count: width)),
      ]),
    ])
  }
}

extension Label {
  var isMissing: Bool {
    switch self {
    case .missing: true
    case .number(let number): number.isNaN
    default: false
    }
  }
}
