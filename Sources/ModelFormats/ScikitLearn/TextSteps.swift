// Text into counts and weights of its terms.

internal import ModelCore

enum TextSteps {
  static let makers: [String: TransformerMaker] = [
    "CountVectorizer": { .text(try counts($0)) }, "TfidfVectorizer": weighted, "TfidfTransformer": weights,
    "HashingVectorizer": { .text(try hashed($0)) },
  ]

  private static func counts(_ fitted: FittedEstimator) throws -> TextVectorization {
    for name in ["preprocessor", "tokenizer"] where fitted.has(name) {
      throw fitted.refusal(
        name, "It is a function of the user's.",
        remedy: "Use `token_pattern`, `lowercase` and `strip_accents`, or keep this step in code.")
    }
    guard fitted.text("input", default: "content") == "content" else {
      throw fitted.refusal("input", "It reads files.", remedy: "Fit it with `input=\"content\"`.")
    }
    let range = try fitted.integers(try fitted.value("ngram_range"), "ngram_range")
    guard range.count == 2 else { throw fitted.refusal("ngram_range", "It is no pair.") }
    guard range[1] <= TextVectorization.longest else { throw fitted.refusal("ngram_range", "It is out of bounds.") }
    return TextVectorization(
      analyzer: try analyzer(fitted), lowercases: fitted.boolean("lowercase", default: true),
      accents: try accents(fitted),
      stopWords: try stopWords(fitted), minimumLength: range[0], maximumLength: range[1],
      vocabulary: fitted.name == "HashingVectorizer" ? [] : try vocabulary(fitted),
      isBinary: fitted.boolean("binary", default: false), isSublinear: false,
      idf: nil,
      norm: nil)
  }

  private static func hashed(_ fitted: FittedEstimator) throws -> TextVectorization {
    var text = try counts(fitted)
    let count = try fitted.integer("n_features")
    guard 1...Int(Int32.max) ~= count else { throw fitted.refusal("n_features", "It is no number of columns.") }
    var signs: TermHashing.Signs = fitted.boolean("alternate_sign", default: true) ? .alternating : .none
    if signs == .alternating, fitted.boolean("non_negative", default: false) { signs = .dropped }
    // A feature whose terms cancel out counts as 1.
    if text.isBinary { signs = .none }
    text.hashing = TermHashing(featureCount: count, signs: signs)
    text.norm = try norm(fitted)
    return text
  }

  /// A pipeline with columns for those hashed features alone that its linear model looks at: by default there are a million,
  /// most of which no text had.
  static func narrowed(_ steps: [Estimator], _ end: Estimator) -> (steps: [Estimator], end: Estimator) {
    guard steps.count == 1, case .transformer(.text(var text)) = steps[0], let hashing = text.hashing,
      let function = end.linearFunction, function.coefficients.columnCount == hashing.featureCount
    else { return (steps, end) }
    let coefficients = function.coefficients
    var kept = (0..<hashing.featureCount).filter { column in
      (0..<coefficients.rowCount).contains { coefficients[$0, column] != 0 }
    }
    if kept.isEmpty { kept = [0] }
    guard kept.count < hashing.featureCount else { return (steps, end) }
    text.hashing?.kept = kept
    var narrow = Matrix(rowCount: coefficients.rowCount, columnCount: kept.count)
    for row in 0..<coefficients.rowCount {
      for (place, column) in kept.enumerated() { narrow[row, place] = coefficients[row, column] }
    }
    let other = LinearFunction(coefficients: narrow, intercepts: function.intercepts)
    return ([.transformer(.text(text))], end.replacingLinearFunction(by: other))
  }

  private static func analyzer(_ fitted: FittedEstimator) throws -> TextVectorization.Analyzer {
    switch fitted["analyzer"]?.text {
    case "word", nil:
      if fitted.has("analyzer"), fitted["analyzer"]?.text == nil {
        throw fitted.refusal("analyzer", "It is a function of the user's.", remedy: "Use `word`, `char` or `char_wb`.")
      }
      return .words(pattern: try pattern(fitted))
    case "char": return .characters
    case "char_wb": return .charactersInWords
    case let other?: throw fitted.refusal("analyzer", "The analyzer `\(other)` is not known here.")
    }
  }

  /// Python 2 took `\w` and its like for ASCII unless the pattern said `(?u)`. It wrote attribute names as narrow text.
  private static func pattern(_ fitted: FittedEstimator) throws -> String {
    let pattern = fitted.text("token_pattern", default: "(?u)\\b\\w\\w+\\b")
    let isPython2 = fitted.object.attributes.contains { $0.key.kind == .narrowText }
    let usesClasses = ["w", "W", "b", "B", "d", "D", "s", "S"].contains { pattern.contains("\\" + $0) }
    if isPython2 && usesClasses && !pattern.hasPrefix("(?u)") {
      throw fitted.refusal(
        "token_pattern", "Python 2, which wrote the model, took `\(pattern)` for letters of ASCII only.",
        remedy: "Begin the pattern with `(?u)`, or fit the model again with Python 3.")
    }
    return pattern
  }

  private static func accents(_ fitted: FittedEstimator) throws -> TextVectorization.AccentStripping {
    guard let value = fitted["strip_accents"], !value.isNone else { return .none }
    switch value.text {
    case "ascii": return .ascii
    case "unicode": return .unicode
    default:
      if value.boolean == false { return .none }
      throw fitted.refusal("strip_accents", "It is a function of the user's.", remedy: "Use `ascii` or `unicode`.")
    }
  }

  /// Words are left out for the analyzer `word` only.
  private static func stopWords(_ fitted: FittedEstimator) throws -> [String] {
    guard let value = fitted["stop_words"], !value.isNone, fitted.text("analyzer", default: "word") == "word" else {
      return []
    }
    if let name = value.text {
      guard name == "english" else { throw fitted.refusal("stop_words", "The list `\(name)` is not known here.") }
      return fitted.version < ScikitLearnVersion(0, 18) ? EnglishStopWords.first : EnglishStopWords.all
    }
    guard let words = value.items?.compactMap(\.text) else {
      throw fitted.refusal("stop_words", "It is no list of words.")
    }
    return words.sorted()
  }

  /// Large vocabularies are plain dictionaries; places of numbers of NumPy's go the long way.
  private static func numbered(_ value: PickleValue) -> [String]? {
    var terms: [(place: Int, term: String)] = []
    let isPlain = value.forEachInteger { term, place in
      terms.append((place, term))
      return true
    }
    guard isPlain else { return nil }
    var isSeen = [Bool](repeating: false, count: terms.count)
    for entry in terms {
      guard isSeen.indices.contains(entry.place), !isSeen[entry.place] else { return nil }
      isSeen[entry.place] = true
    }
    var result = [String](repeating: "", count: terms.count)
    for entry in terms { result[entry.place] = entry.term }
    return result
  }

  private static func vocabulary(_ fitted: FittedEstimator) throws -> [String] {
    let value = try fitted.value("vocabulary_")
    if let quick = numbered(value) { return quick }
    guard let entries = value.entries else {
      throw fitted.refusal("vocabulary_", "It is no dictionary.")
    }
    var terms = [String?](repeating: nil, count: entries.count)
    for entry in entries {
      guard let term = entry.key.text, let place = entry.value.integer, terms.indices.contains(place),
        terms[place] == nil
      else {
        throw fitted.refusal("vocabulary_", "Its terms are not numbered from 0 on.")
      }
      terms[place] = term
    }
    return terms.compactMap { $0 }
  }

  private static let weighted: TransformerMaker = { fitted in
    var text = try counts(fitted)
    let weights = try fitted.part("_tfidf")
    text.isSublinear = weights.boolean("sublinear_tf", default: false)
    text.idf = try idf(weights)
    text.norm = try norm(weights)
    return .text(text)
  }

  /// A sparse diagonal up to 1.4, a vector since.
  private static func idf(_ fitted: FittedEstimator) throws -> [Double]? {
    guard fitted.boolean("use_idf", default: true) else { return nil }
    if let diagonal = fitted["_idf_diag"], !diagonal.isNone {
      guard let sparse = try SparseMatrix(diagonal, in: fitted.context) else {
        throw fitted.refusal("_idf_diag", "It is no sparse matrix.")
      }
      try fitted.charge(forZerosOf: 1, min(sparse.rowCount, sparse.columnCount), "_idf_diag")
      return sparse.diagonal
    }
    return try fitted.vector("idf_", "_idf")
  }

  private static func norm(_ fitted: FittedEstimator) throws -> Transformer.RowNorm? {
    guard let value = fitted["norm"], !value.isNone else { return nil }
    guard let norm = value.text.flatMap({ Transformer.RowNorm(rawValue: $0) }) else {
      throw fitted.refusal("norm", "It is not known here.")
    }
    return norm
  }

  /// On its own, behind counts.
  private static let weights: TransformerMaker = { fitted in
    guard !fitted.boolean("sublinear_tf", default: false) else {
      throw fitted.refusal(
        "sublinear_tf", "Logarithms of counts are known of TfidfVectorizer only.",
        remedy: "Use TfidfVectorizer in place of the two steps.")
    }
    var steps: [Transformer] = []
    if let idf = try idf(fitted) { steps.append(.arithmetic([.multiply(idf)])) }
    if let norm = try norm(fitted) { steps.append(.normalize(norm)) }
    return steps.count == 1 ? steps[0] : steps.isEmpty ? .passthrough : .sequence(steps)
  }
}

extension Estimator {
  /// Of a linear classifier or regressor.
  fileprivate var linearFunction: LinearFunction? {
    switch self {
    case .classifier(let classifier):
      if case .scores(.linear(let function), _, _) = classifier.rule { return function }
    case .regressor(.scores(.linear(let function), _)): return function
    default: break
    }
    return nil
  }

  fileprivate func replacingLinearFunction(by function: LinearFunction) -> Estimator {
    switch self {
    case .classifier(var classifier):
      guard case .scores(.linear, let link, let decision) = classifier.rule else { return self }
      classifier.rule = .scores(.linear(function), link, decision)
      return .classifier(classifier)
    case .regressor(.scores(.linear, let link)): return .regressor(.scores(.linear(function), link))
    default: return self
    }
  }
}
