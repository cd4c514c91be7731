// Terms counted in texts.

internal import ModelCore

extension TextIndex {
  func evaluate(in scope: Scope, depth: Int) throws(ScoringError) -> FieldValue {
    let text = try scope.value(of: field)
    let term = try self.term.evaluate(in: scope, depth: depth)
    if text.isMissing || term.isMissing { return .missing }
    let reader = TextReader(
      separator: separator, word: word, tokenizes: tokenizes, isCaseSensitive: isCaseSensitive,
      maximumEdits: maximumEdits)
    var (textString, termString) = (text.text, term.text)
    for normalization in normalizations {
      textString = try normalization.normalize(textString, as: reader)
      termString = try normalization.normalize(termString, as: reader)
    }
    let words = try reader.words(of: textString)
    let wanted = try reader.words(of: termString)
    // A term that is no word is in no text.
    guard !wanted.isEmpty else { return weighting == .termFrequency || weighting == .binary ? .integer(0) : .double(0) }
    let hits = hits(of: wanted, in: words)
    switch weighting {
    case .termFrequency: return .integer(hits)
    case .binary: return .integer(hits > 0 ? 1 : 0)
    case .logarithmic: return .double(Mathematics.log10(1 + Double(hits)))
    case .augmentedNormalizedTermFrequency:
      var counts: [String: Int] = [:]
      for word in words { counts[word, default: 0] += 1 }
      let greatest = counts.values.max() ?? 0
      let binary = hits > 0 ? 1.0 : 0.0
      return .double(greatest == 0 ? 0 : 0.5 * (binary + Double(hits) / Double(greatest)))
    }
  }

  /// Runs of words within the allowed number of edits; `bestHits` counts those with the fewest.
  private func hits(of wanted: [String], in words: [String]) -> Int {
    guard words.count >= wanted.count else { return 0 }
    var byEdits: [Int: Int] = [:]
    for start in 0...(words.count - wanted.count) {
      var edits = 0
      for (offset, word) in wanted.enumerated() where edits <= maximumEdits {
        let found = words[start + offset]
        if found != word { edits += maximumEdits == 0 ? 1 : Levenshtein.distance(found, word, atMost: maximumEdits) }
      }
      if edits <= maximumEdits { byEdits[edits, default: 0] += 1 }
    }
    return counting == .allHits ? byEdits.values.reduce(0, +) : byEdits.min { $0.key < $1.key }?.value ?? 0
  }
}

/// How texts become words.
struct TextReader {
  var separator: String
  var word: String?
  var tokenizes: Bool
  var isCaseSensitive: Bool
  var maximumEdits: Int

  /// Words in the case they are compared in; punctuation at the ends of words falls off, as the standard tells.
  func words(of text: String) throws(ScoringError) -> [String] {
    let text = isCaseSensitive ? text : Self.lowered(text)
    if let word { return try RegularExpression(word).allMatches(in: text) }
    guard tokenizes else { return text.isEmpty ? [] : [text] }
    return try RegularExpression(separator).split(text).compactMap { Self.trimmed($0) }
  }

  /// In small letters, a Greek sigma at the end of a word in its own shape.
  static func lowered(_ text: String) -> String {
    guard text.unicodeScalars.contains("\u{3A3}") else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (place, scalar) in scalars.enumerated() {
      let follows = place > 0 && scalars[place - 1].properties.isAlphabetic
      let ends = place + 1 == scalars.count || !scalars[place + 1].properties.isAlphabetic
      if scalar == "\u{3A3}", follows, ends {
        result.append("\u{3C2}")
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }

  private static func trimmed(_ word: String) -> String? {
    var part = word[...]
    while let first = part.first, first.isPunctuation { part.removeFirst() }
    while let last = part.last, last.isPunctuation { part.removeLast() }
    return part.isEmpty ? nil : String(part)
  }
}

extension TextIndex.Normalization {
  func normalize(_ text: String, as reader: TextReader) throws(ScoringError) -> String {
    guard let input = table.index(of: inField), let output = table.index(of: outField) else {
      throw ScoringError(.brokenDocument, "a TextIndexNormalization has no columns \(inField) and \(outField)")
    }
    let regex = table.index(of: regexField)
    var text = text
    var rounds = 0
    while true {
      let before = text
      for row in table.rows {
        guard let from = row[input] else { continue }
        let to = row[output] ?? ""
        let isPattern = regex.flatMap { row[$0] } == "true"
        text =
          isPattern ? try pattern(from, reader).replace(in: text, with: to) : try replaceWords(text, from, to, reader)
      }
      rounds += 1
      guard isRecursive, text != before, rounds < 100 else { return text }
    }
  }

  private func pattern(_ text: String, _ reader: TextReader) throws(ScoringError) -> RegularExpression {
    try RegularExpression((isCaseSensitive ?? reader.isCaseSensitive) ? text : "(?i)" + text)
  }

  private func replaceWords(
    _ text: String, _ from: String, _ to: String, _ reader: TextReader
  ) throws(ScoringError) -> String {
    var reader = reader
    if let isCaseSensitive { reader.isCaseSensitive = isCaseSensitive }
    if let separator { reader.separator = separator }
    let wanted = try reader.words(of: from)
    guard !wanted.isEmpty else { return text }
    var result: [String] = []
    let words = try RegularExpression(reader.separator).split(text)
    let compared = reader.isCaseSensitive ? words : words.map { $0.lowercased() }
    var index = 0
    while index < words.count {
      if index + wanted.count <= words.count, Array(compared[index..<(index + wanted.count)]) == wanted {
        if !to.isEmpty { result.append(to) }
        index += wanted.count
      } else {
        result.append(words[index])
        index += 1
      }
    }
    return result.joined(separator: " ")
  }
}

/// Edits between words.
enum Levenshtein {
  static func distance(_ left: String, _ right: String, atMost limit: Int) -> Int {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    if abs(left.count - right.count) > limit { return limit + 1 }
    var row = Array(0...right.count)
    for (i, scalar) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = Swift.min(above + 1, row[j] + 1, diagonal + (scalar == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
