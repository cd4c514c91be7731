// Categories, quantiles and texts as columns of numbers.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func encode(_ columns: [MarkupColumn], _ encoding: OneHotEncoding) throws -> [MarkupColumn] {
    guard columns.count == encoding.columns.count else { throw misfit("the encoder is for another number of columns") }
    if encoding.unknown == .refuse {
      note(
        .lossy,
        "the library raises for a category it has not seen; the document answers as if none of the columns were 1")
    }
    return try zip(columns, encoding.columns).flatMap { try encode($0, $1, encoding.unknown) }
  }

  private func encode(
    _ column: MarkupColumn, _ encoding: OneHotEncoding.Column, _ unknown: OneHotEncoding.UnknownPolicy
  ) throws -> [MarkupColumn] {
    let name = field(column, "category")
    let infrequent = Set(encoding.infrequent)
    var groups = try encoding.categories.indices.filter { !infrequent.contains($0) }
      .map { try indicator(name, encoding.categories[$0], column.isText) }
    if !infrequent.isEmpty {
      let frequent = encoding.categories.indices.filter { !infrequent.contains($0) }
      let group = unknown == .infrequent ? frequent : encoding.infrequent
      let literals = try group.map { try literal(encoding.categories[$0], column.isText) }
      let isIn = MarkupColumn(expression: .apply(Application("isIn", [.field(name)] + literals)))
      // A missing cell is in no group; the condition is unknown there.
      let (yes, no) = unknown == .infrequent ? (0.0, 1.0) : (1.0, 0.0)
      var application = Application("if", [isIn.expression, .constant(yes), .constant(no)])
      application.missing = Literal(no)
      groups.append(
        literals.isEmpty ? .constant(no) : MarkupColumn(expression: .apply(application)))
    }
    if let dropped = encoding.dropped {
      guard groups.indices.contains(dropped) else { throw misfit("the encoder drops a category that it does not have") }
      groups.remove(at: dropped)
    }
    return groups
  }

  private func indicator(_ name: String, _ category: Label, _ isText: Bool) throws -> MarkupColumn {
    var isNaN = false
    if case .number(let number) = category { isNaN = number.isNaN }
    if category == .missing || isNaN {
      return .condition(MarkupColumn(expression: .field(name)).applying("isMissing"), .constant(1), .constant(0))
    }
    return MarkupColumn(expression: .normDiscrete(field: name, value: Literal(try labelText(category)), missing: 0))
  }

  private func literal(_ category: Label, _ isText: Bool) throws -> FieldExpression {
    .literal(Literal(try labelText(category)), isText ? .string : .double)
  }

  func encode(_ columns: [MarkupColumn], _ encoding: OrdinalEncoding) throws -> [MarkupColumn] {
    guard columns.count == encoding.columns.count else { throw misfit("the encoder is for another number of columns") }
    return try zip(columns, encoding.columns).map { column, encoding in
      var map = MapValues()
      map.pairs = [.init(field: field(column, "category"), column: "category")]
      map.outputColumn = "code"
      map.type = .double
      map.table.columns = ["category", "code"]
      var missing = encoding.missing ?? encoding.unknown
      for (category, code) in zip(encoding.categories, encoding.codes) {
        var isNaN = category == .missing
        if case .number(let number) = category { isNaN = isNaN || number.isNaN }
        if isNaN {
          missing = code
        } else {
          map.table.rows.append([try labelText(category), Literal.text(of: code)])
        }
      }
      map.missing = missing.flatMap { $0.isNaN ? nil : Literal($0) }
      map.fallback = encoding.unknown.flatMap { $0.isNaN ? nil : Literal($0) }
      if encoding.unknown == nil {
        note(.lossy, "the library raises for a category it has not seen; the document gives no answer for such a row")
      }
      return MarkupColumn(expression: .mapValues(map))
    }
  }

  /// A quantile transformer whose quantiles ascend strictly is one line through points; where they repeat, the mean of two.
  func rank(_ columns: [MarkupColumn], _ quantile: QuantileTransform) throws -> [MarkupColumn] {
    let columns = try numbers(columns, "QuantileTransformer", width: quantile.quantiles.count)
    return try zip(columns, quantile.quantiles).map { column, quantiles in
      guard quantiles.count == quantile.references.count, quantiles.count >= 2,
        zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 < $1 })
      else {
        throw refusal(
          "quantiles that are equal are interpolated from both sides, which PMML's NormContinuous does not",
          remedy: "fit with fewer quantiles (n_quantiles), or convert to ONNX")
      }
      var norm = NormContinuous()
      norm.field = field(column, "ranked")
      norm.outliers = .asExtremeValues
      norm.points = zip(quantiles, quantile.references).map { .init($0, $1) }
      note(
        .bounded,
        "shares between two quantiles are interpolated once, not from both sides: within 2 units in the last place")
      var share = MarkupColumn(expression: .normContinuous(norm))
      if quantile.hasMargin {
        // The library takes what is that near to an end for the end, the lower one first.
        let plain = materialized(column)
        let first = MarkupColumn.constant(quantiles[0])
        let last = MarkupColumn.constant(quantiles[quantiles.count - 1])
        share = .condition((plain + .constant(1e-7)).applying("greaterThan", last), .constant(1), share)
        share = .condition((plain - .constant(1e-7)).applying("lessThan", first), .constant(0), share)
      }
      guard quantile.isNormal else { return share }
      // scikit-learn holds the result within the quantiles of 1e-7 and 1 − 1e-7 less a step.
      let least = Mathematics.normalQuantile(1e-7 - Double.ulpOfOne)
      let greatest = Mathematics.normalQuantile(1 - (1e-7 - Double.ulpOfOne))
      let inner = materialized(clip(share, 1e-300, 1 - 1e-16), "share")
      return clip(inner.applying("stdNormalIDF"), least, greatest)
    }
  }

  /// Words counted by `TextIndex`, one a term.
  func vectorize(_ columns: [MarkupColumn], _ text: TextVectorization) throws -> [MarkupColumn] {
    guard columns.count == 1, columns[0].isText else { throw misfit("the vectoriser takes one column of text") }
    guard text.hashing == nil else {
      throw refusal("PMML has no function that hashes words", remedy: "convert to ONNX, or fit a TfidfVectorizer")
    }
    guard case .words(let pattern) = text.analyzer else {
      throw refusal("runs of characters are no words, and PMML's TextIndex counts words")
    }
    guard !pattern.indices.contains(where: { pattern[$0...].hasPrefix("(") && !pattern[$0...].hasPrefix("(?") }) else {
      throw refusal(
        "the pattern \(pattern) takes words out of groups", remedy: "write the groups as (?:…) and fit anew")
    }
    guard let word = Self.plainPattern(pattern) else {
      throw refusal(
        "what the pattern \(pattern) calls a letter and a blank differs between Python and engines of PMML",
        remedy: #"fit with a pattern like [a-z]+, \b\w+\b or \b\w{3,}\b, or convert it to ONNX"#)
    }
    guard text.accents == .none else { throw refusal("PMML has no function that strips accents") }
    guard text.minimumLength == 1, text.maximumLength == 1 || text.stopWords.isEmpty else {
      throw refusal("runs of words around stop words are no neighbours in the text", remedy: "fit without stop words")
    }
    note(
      .bounded,
      "words are found by the pattern \(pattern) in the attribute x-wordRE; engines that do not know it count words between blanks"
    )
    let name = field(columns[0], "text")
    let counts = text.vocabulary.enumerated().map { place, term in
      var index = TextIndex()
      index.field = name
      index.isCaseSensitive = !text.lowercases
      index.word = word
      index.weighting = text.isBinary ? .binary : .termFrequency
      index.term = .literal(Literal(term), .string)
      var column = MarkupColumn(expression: .textIndex(index))
      if text.isSublinear {
        let count = materialized(column, "count")
        column = .condition(
          count.applying("greaterThan", .constant(0)), .constant(1) + count.applying("ln"), .constant(0))
      }
      return text.idf.map { column * .constant($0[place]) } ?? column
    }
    guard let norm = text.norm else { return counts }
    return try transform(counts, by: .normalize(norm))
  }

  /// A pattern without Python's own flags, its words spelled out: `\\w` is letters of any script in Python, and not so in
  /// every engine. Whole words of a least length are runs of such letters. Nil for all other patterns with classes that are
  /// not spelled out.
  private static func plainPattern(_ pattern: String) -> String? {
    let plain = pattern.hasPrefix("(?u)") ? String(pattern.dropFirst(4)) : pattern
    let letters = #"[\p{L}\p{N}_]"#
    switch plain {
    case #"\b\w\w+\b"#: return letters + "{2,}"
    case #"\b\w+\b"#: return letters + "+"
    default:
      let least = plain.dropFirst(5).dropLast(4)
      if plain.hasPrefix(#"\b\w{"#), plain.hasSuffix(#",}\b"#), !least.isEmpty, least.allSatisfy(\.isNumber) {
        return letters + "{\(least),}"
      }
      return plain.contains("\\") || !plain.utf8.allSatisfy { $0 < 0x80 } ? nil : plain
    }
  }
}
