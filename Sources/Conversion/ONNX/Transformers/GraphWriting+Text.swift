// Texts to counts of terms, by ONNX Runtime's tokenizer where it can cut as the library does.

internal import ModelCore

extension GraphWriting {
  func vectorize(_ table: GraphTable, _ text: TextVectorization) throws -> GraphTable {
    guard table.width == 1, table.blocks[0].isText else { throw misfit("it takes one column of text") }
    guard text.accents == .none else {
      throw refusal("`strip_accents` has no operator in ONNX", remedy: "strip accents before the model")
    }
    guard text.idf.map({ $0.count == text.vocabulary.count }) ?? true else { throw misfit("its idf is not one a term") }
    guard !text.vocabulary.isEmpty else { throw misfit("its vocabulary is empty") }
    let expression = try tokenExpression(text)
    var value = table.blocks[0].value.reshaped([-1])
    if text.lowercases {
      value = graph.apply(
        "StringNormalizer", [value],
        [Attribute("case_change_action", .string("LOWER")), Attribute("locale", .string("C.UTF-8"))], type: .string)
      note(.bounded, "lower case by the operator's locale: single characters outside of ASCII may differ from Python's")
    }
    graph.use(domain: "com.microsoft", version: 1)
    note(.exact, "words are cut by ONNX Runtime's own operator `Tokenizer`; other runtimes do not have it")
    let tokens = graph.apply(
      "Tokenizer", [value], domain: "com.microsoft",
      [
        Attribute("mark", .integer(0)), Attribute("mincharnum", .integer(1)), Attribute("pad_value", .string("\u{1}")),
        Attribute("tokenexp", .string(expression)),
      ], type: .string)
    return GraphTable(matrix: weighted(counts(tokens, text), text), width: text.vocabulary.count)
  }

  /// The token pattern in the tokenizer's language, RE2, where the same text matches.
  private func tokenExpression(_ text: TextVectorization) throws -> String {
    // RE2's \w is ASCII only. Python's holds letters, numbers of all kinds and the underscore.
    let word = #"[\p{L}\p{N}_]"#
    guard case .words(let pattern) = text.analyzer else {
      throw refusal(
        "an analyzer of characters has no operator in ONNX",
        remedy: "cut the text before the model, or keep the library")
    }
    if !text.stopWords.isEmpty && text.maximumLength > 1 {
      throw refusal(
        "stop words cannot be left out before words are joined into runs",
        remedy: "fit with ngram_range=(1, 1), or no stop words")
    }
    switch pattern {
    case #"(?u)\b\w\w+\b"#, #"\b\w\w+\b"#: return word + word + "+"
    case #"(?u)\b\w+\b"#, #"\b\w+\b"#, #"(?u)\w+"#, #"\w+"#: return word + "+"
    case #"\S+"#, #"(?u)\S+"#: return #"[^\s\x{b}\x{1c}-\x{1f}\x{85}\p{Z}]+"#
    default:
      throw refusal(
        "the token pattern `\(pattern)` is not known to mean the same in the tokenizer's language",
        remedy: #"fit with the default pattern, \w+ or \S+"#)
    }
  }

  /// n × terms whole numbers, counted in single precision, which is exact up to 16,777,216.
  private func counts(_ tokens: Value, _ text: TextVectorization) -> Value {
    // Pools stand by length; `offsets` are where each begins.
    var byLength: [Int: [(words: [String], column: Int)]] = [:]
    for (column, term) in text.vocabulary.enumerated() {
      let words =
        text.maximumLength == 1 ? [term] : term.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      if text.stopWords.contains(term) { continue }
      byLength[words.count, default: []].append((words, column))
    }
    var offsets: [Int64] = []
    var pool: [String] = []
    var columns: [Int64] = []
    for length in 1...text.maximumLength {
      offsets.append(Int64(pool.count))
      for term in byLength[length] ?? [] where length >= text.minimumLength {
        pool += term.words
        columns.append(Int64(term.column))
      }
    }
    let counted = graph.apply(
      "TfIdfVectorizer", [tokens],
      [
        Attribute("mode", .string("TF")), Attribute("min_gram_length", .integer(Int64(text.minimumLength))),
        Attribute("max_gram_length", .integer(Int64(text.maximumLength))), Attribute("max_skip_count", .integer(0)),
        Attribute("ngram_counts", .integers(offsets)), Attribute("ngram_indexes", .integers(columns)),
        Attribute("pool_strings", .strings(pool)),
      ], type: .float
    ).cast(to: .double)
    // Terms that can never be counted may stand behind the last that can.
    let known = Int(columns.max() ?? 0) + 1
    if known == text.vocabulary.count { return counted }
    return graph.concatenate([counted, counted.filled(with: 0, columns: text.vocabulary.count - known)])
  }

  private func weighted(_ counts: Value, _ text: TextVectorization) -> Value {
    var value = text.isBinary ? (counts > 0).cast(to: .double) : counts
    if text.isSublinear {
      let isThere = value > 0
      value = graph.where(isThere, graph.where(isThere, value, graph.scalar(1)).log() + 1, graph.scalar(0))
    }
    if let idf = text.idf { value = value * graph.row(idf) }
    guard let norm = text.norm else { return value }
    return divided(GraphMatrix(value, width: text.vocabulary.count), by: norm)
  }
}
