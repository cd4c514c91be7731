// Texts to counts of terms, by ONNX Runtime's tokenizer where it can cut as the library does.

internal import ModelCore

extension GraphWriting {
  func vectorize(_ table: GraphTable, _ text: TextVectorization) throws -> GraphTable {
    guard table.width == 1, table.blocks[0].isText else { throw misfit("it takes one column of text") }
    guard text.accents == .none else {
      throw refusal("`strip_accents` has no operator in ONNX", remedy: "strip accents before the model")
    }
    guard text.idf.map({ $0.count == text.vocabulary.count }) ?? true else { throw misfit("its idf is not one a term") }
    guard !text.vocabulary.isEmpty || text.hashing != nil else { throw misfit("its vocabulary is empty") }
    guard 1 <= text.minimumLength, text.minimumLength <= text.maximumLength else {
      throw misfit("its n-grams are none")
    }
    let given = table.blocks[0].value.reshaped([-1])
    let value = text.lowercases ? try lowercased(given) : given
    graph.use(domain: "com.microsoft", version: 1)
    note(.exact, "texts are cut by ONNX Runtime's own operator `Tokenizer`; other runtimes do not have it")
    let cut = try TextCut(self, text)
    if let hashing = text.hashing {
      guard case .words(let pattern) = text.analyzer else {
        throw refusal("runs of characters are hashed by no operator", remedy: "fit with the analyzer `word`")
      }
      let sums = try hashed(try cut.words(value, pattern), pad: cut.pad, text, hashing)
      return GraphTable(matrix: cut.guarded(sums, given), width: text.columnCount)
    }
    let counts = try cut.counts(of: value)
    let weighted = cut.guarded(weighted(counts, text), given)
    return GraphTable(matrix: weighted, width: text.vocabulary.count)
  }

  private func lowercased(_ value: Value) throws -> Value {
    guard graph.target.opset >= 10 else {
      throw refusal("lower case has no operator before opset 10", remedy: "ask for opset 10 or later")
    }
    note(
      .bounded,
      "lower case by the operator's locale C.UTF-8, which a machine must have; letters newer than its tables stay")
    return graph.apply(
      "StringNormalizer", [value],
      [Attribute("case_change_action", .string("LOWER")), Attribute("locale", .string("C.UTF-8"))], type: .string)
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

/// How texts become tokens, and tokens counts.
struct TextCut {
  private let writing: GraphWriting
  private let graph: GraphBuilder
  private let text: TextVectorization
  /// Texts that stand behind a row's last token, and for a word that is not there; no term and, by the guard, no text holds
  /// them.
  let pad: String
  private let wordPad: String

  init(_ writing: GraphWriting, _ text: TextVectorization) throws {
    self.writing = writing
    graph = writing.graph
    self.text = text
    // Unicode keeps these for a program's own use.
    let taken = Set(text.vocabulary.lazy.flatMap(\.unicodeScalars))
    let free = (0xFDD0...0xFDEF).compactMap(Unicode.Scalar.init).filter { !taken.contains($0) }
    guard free.count >= 2 else { throw writing.misfit("its vocabulary holds what no text holds") }
    pad = String(free[0])
    wordPad = String(free[1])
  }

  /// What Python's `\s` matches, in RE2's words; without brackets.
  private static let space = #"\s\x{b}\x{1c}-\x{1f}\x{85}\p{Z}"#

  /// n × terms.
  func counts(of value: Value) throws -> Value {
    switch text.analyzer {
    case .words(let pattern): return counted(try words(value, pattern), wordTerms())
    case .characters: return counted(try characters(value), characterTerms { $0 })
    case .charactersInWords: return charactersInWords(value)
    }
  }

  private func tokenizer(_ value: Value, _ pad: String, marks: Bool = false, _ cut: Attribute) -> Value {
    graph.apply(
      "Tokenizer", [value], domain: "com.microsoft",
      [
        Attribute("mark", .integer(marks ? 1 : 0)), Attribute("mincharnum", .integer(1)),
        Attribute("pad_value", .string(pad)), cut,
      ], type: .string)
  }

  // MARK: Words

  func words(_ value: Value, _ pattern: String) throws -> Value {
    guard let pattern = TokenExpression(pattern) else {
      throw writing.refusal(
        "the token pattern `\(pattern)` is not known to mean the same in the tokenizer's language",
        remedy: #"fit with the default pattern, \w+, \S+, or one class of characters such as [a-z]+"#)
    }
    let tokens = tokenizer(value, pad, Attribute("tokenexp", .string(pattern.run)))
    let stopWords = text.maximumLength > 1 || text.hashing != nil ? text.stopWords : []
    guard pattern.whole != nil || !stopWords.isEmpty else { return tokens }
    let padded = graph.concatenate([tokens, value.repeatingText(pad)])
    var isOut = try encoded(padded, [pad] + stopWords)
    if let whole = pattern.whole {
      try require(20, "a pattern between word boundaries")
      isOut = isOut || !matches(padded, whole)
    }
    return try compacted(padded, without: isOut)
  }

  /// Whether a token is one of some words.
  private func encoded(_ tokens: Value, _ words: [String]) throws -> Value {
    try require(11, "stop words before words are joined into runs")
    let places = graph.apply(
      "LabelEncoder", [tokens], domain: "ai.onnx.ml",
      [
        Attribute("keys_strings", .strings(words.filter { !$0.utf8.contains(0) })),
        Attribute("values_int64s", .integers(words.filter { !$0.utf8.contains(0) }.map { _ in 1 })),
        Attribute("default_int64", .integer(0)),
      ], type: .int64)
    return places.isEqual(to: graph.scalar(1, as: .int64))
  }

  /// The tokens that stay, moved up; pads behind them.
  private func compacted(_ tokens: Value, without isOut: Value) throws -> Value {
    try require(11, "tokens that are left out")
    let length = graph.apply("Shape", [tokens], type: .int64).gathered(graph.integers([1]), axis: 0)
    let places = graph.apply(
      "Range", [graph.integer(0), length.squeezed([0]), graph.integer(1)], type: .int64)
    // Sums of a place and, for those left out, more than any place.
    let far = graph.scalar(0x1p40, as: .int64)
    let order = isOut.cast(to: .int64) * far + places
    let sorted = graph.apply(
      "TopK", [order, length], [Attribute("axis", .integer(1)), Attribute("largest", .integer(0))],
      types: [.int64, .int64])
    let moved = graph.apply(
      "GatherElements", [tokens, sorted[1]], [Attribute("axis", .integer(1))], type: .string)
    return graph.where(sorted[0] >= far, graph.row([pad]), moved)
  }

  private func wordTerms() -> [Term] {
    text.vocabulary.enumerated().compactMap { column, term in
      let words =
        text.maximumLength == 1 ? [term] : term.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let isCounted = text.minimumLength <= words.count && words.count <= text.maximumLength
      return isCounted && !text.stopWords.contains(term) ? Term(tokens: words, column: column) : nil
    }
  }

  // MARK: Characters

  /// Each scalar a token; two or more spaces in a row are one blank.
  private func characters(_ value: Value) throws -> Value {
    try require(20, "an analyzer of characters")
    let space = "[" + Self.space + "]{2,}"
    let tokens = tokenizer(value, pad, Attribute("tokenexp", .string(space + "|(?s:.)")))
    return graph.where(matches(tokens, space), graph.row([" "]), tokens)
  }

  /// The tokenizer marks both ends of a word, and marks are blanks; so a run that goes over a word's end is no term.
  private func charactersInWords(_ value: Value) -> Value {
    let words = tokenizer(value, wordPad, Attribute("tokenexp", .string("[^" + Self.space + "]+")))
    let padded = graph.concatenate([words, value.repeatingText(wordPad)])
    let characters = tokenizer(padded, pad, marks: true, Attribute("separators", .strings([""])))
    let (start, end) = ("\u{2}", "\u{3}")
    var terms = characterTerms { characters in
      guard characters.count > 1 else { return characters }
      var characters = characters
      if characters[0] == " " { characters[0] = start }
      if characters[characters.count - 1] == " " { characters[characters.count - 1] = end }
      return characters
    }
    // Each word begins and ends with a blank; so do those that are not there, which are counted to be taken off.
    let blank = terms.firstIndex { $0.tokens == [" "] }.map { terms.remove(at: $0).column }
    let width = text.vocabulary.count
    guard let blank else { return counted(characters.reshaped([0, -1]), terms) }
    terms += [start, end].map { Term(tokens: [$0], column: blank) } + [Term(tokens: [wordPad], column: width)]
    let counts = counted(characters.reshaped([0, -1]), terms, width: width + 1)
    var twice = [Double](repeating: 0, count: width)
    twice[blank] = 2
    return counts.columns(Array(0..<width)) - counts.column(width) * graph.row(twice)
  }

  /// A word that is shorter than the shortest run counts as a whole: such a term has a blank at both ends.
  private func characterTerms(_ spelled: ([String]) -> [String]) -> [Term] {
    text.vocabulary.enumerated().compactMap { column, term in
      let characters = term.unicodeScalars.map { String($0) }
      let isWhole =
        text.analyzer == .charactersInWords && characters.count > 2 && characters.first == " " && characters.last == " "
      let isCounted =
        characters.count <= text.maximumLength && (characters.count >= text.minimumLength || isWhole)
        && !characters.isEmpty
      return isCounted ? Term(tokens: spelled(characters), column: column) : nil
    }
  }

  // MARK: Counts

  private struct Term {
    var tokens: [String]
    var column: Int
  }

  /// n × terms whole numbers, counted in single precision, which is exact up to 16,777,216.
  private func counted(_ tokens: Value, _ terms: [Term], width: Int? = nil) -> Value {
    let width = width ?? text.vocabulary.count
    // Pools stand by length; `offsets` are where each begins.
    let byLength = Dictionary(grouping: terms) { $0.tokens.count }
    guard let longest = byLength.keys.max(), let shortest = byLength.keys.min() else {
      return tokens.repeating(graph.row([Double](repeating: 0, count: width)))
    }
    var offsets: [Int64] = []
    var pool: [String] = []
    var columns: [Int64] = []
    for length in 1...longest {
      offsets.append(Int64(pool.count))
      for term in byLength[length] ?? [] {
        pool += term.tokens
        columns.append(Int64(term.column))
      }
    }
    let counted = graph.apply(
      "TfIdfVectorizer", [tokens],
      [
        Attribute("mode", .string("TF")), Attribute("min_gram_length", .integer(Int64(shortest))),
        Attribute("max_gram_length", .integer(Int64(longest))), Attribute("max_skip_count", .integer(0)),
        Attribute("ngram_counts", .integers(offsets)), Attribute("ngram_indexes", .integers(columns)),
        Attribute("pool_strings", .strings(pool)),
      ], type: .float
    ).cast(to: .double)
    // Terms that can never be counted may stand behind the last that can.
    let known = Int(columns.max() ?? 0) + 1
    if known == width { return counted }
    return graph.concatenate([counted, counted.filled(with: 0, columns: width - known)])
  }

  // MARK: What cannot be said

  private func require(_ opset: Int, _ what: String) throws {
    guard graph.target.opset >= opset else {
      throw writing.refusal("\(what) has no operator before opset \(opset)", remedy: "ask for opset \(opset) or later")
    }
  }

  private func matches(_ value: Value, _ pattern: String) -> Value {
    graph.apply("RegexFullMatch", [value], [Attribute("pattern", .string(pattern))], type: .bool)
  }

  /// Rows whose text the operators would cut in another way are NaN, and so is what the graph answers to them: trees, bins
  /// and thresholds behind the text would take NaN for a number like others.
  ///
  /// Python writes a capital sigma at a word's end as ς, and a dotted capital I as two characters; the operator writes σ and
  /// i. A text that holds the marks and pads used here would be counted as if it had ends of words there.
  func guarded(_ value: Value, _ given: Value) -> Value {
    var marks = "\\x{\(Self.hexadecimal(pad))}"
    if text.analyzer == .charactersInWords { marks += "\\x{\(Self.hexadecimal(wordPad))}\\x02\\x03" }
    var expression = "[^\(marks)]*"
    if text.lowercases {
      // A letter behind a sigma with a case of its own: the sigma is not the word's last.
      let cased =
        #"[\p{Ll}\p{Lt}A-Z\x{c0}-\x{d6}\x{d8}-\x{de}\x{386}\x{388}-\x{38f}\x{391}-\x{3a1}\x{3a4}-\x{3ab}\x{410}-\x{42f}]"#
      let plain = "[^\\x{130}\\x{3a3}\(marks)]"
      expression = "\\x{3a3}?(?:\(plain)|[\\s\\p{Z}]\\x{3a3}|\\x{3a3}+\(cased))*"
      if graph.target.opset < 20 {
        writing.note(.lossy, "a capital sigma at a word's end and a dotted capital I are lowered as the operator does")
        return value
      }
      writing.note(
        .lossy,
        "a text with a capital sigma at a word's end or a dotted capital I, which the operator lowers otherwise, is NaN, "
          + "and so are the answers; its label means nothing"
      )
    } else if graph.target.opset < 20 {
      return value
    }
    let isFaithful = matches(given, "(?s)" + expression).unsqueezed([1])
    writing.keep(faithful: isFaithful)
    return graph.where(isFaithful, value, graph.scalar(.nan))
  }

  private static func hexadecimal(_ text: String) -> String {
    text.unicodeScalars.map { String($0.value, radix: 16) }.joined()
  }
}

extension Value {
  /// A text once for each row: n × 1.
  fileprivate func repeatingText(_ text: String) -> Value { repeating(builder.row([text])) }
}
