// Texts to counts and weights of terms: CountVectorizer, TfidfVectorizer.

/// One column of strings in, one column a term out.
struct TextStep: PreparedTransformer {
  private let vectorization: TextVectorization
  private let pattern: TokenPattern?
  private let stopWords: Set<ExactText>
  private let places: [ExactText: Int]
  /// Columns of hashed features.
  private let columns: [Int: Int]
  private static let name = "text vectoriser"

  init(_ vectorization: TextVectorization) throws {
    guard vectorization.idf.map({ $0.count == vectorization.vocabulary.count }) ?? true else {
      throw Refusal.misfit(Self.name, "it has another number of idf weights than of terms")
    }
    guard 1 <= vectorization.minimumLength, vectorization.minimumLength <= vectorization.maximumLength,
      vectorization.maximumLength <= TextVectorization.longest
    else { throw Refusal.misfit(Self.name, "its range of n-grams is empty or out of bounds") }
    if let hashing = vectorization.hashing {
      guard 1...TermHashing.widest ~= hashing.columnCount, hashing.featureCount <= Int(Int32.max) else {
        throw Refusal(
          Self.name, "hashes terms into \(hashing.columnCount) columns, more than are held",
          remedy:
            "fit it with n_features=\(TermHashing.widest) or fewer, or put a linear model right behind it in one pipeline"
        )
      }
    }
    self.vectorization = vectorization
    columns = Dictionary(
      (vectorization.hashing?.kept ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    if case .words(let pattern) = vectorization.analyzer {
      self.pattern = try TokenPattern(pattern)
    } else {
      pattern = nil
    }
    stopWords = Set(vectorization.stopWords.map(ExactText.init))
    places = Dictionary(
      vectorization.vocabulary.enumerated().map { (ExactText($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  func transform(_ table: Table) throws -> Table {
    guard table.columnCount == 1 else { throw Refusal.width(Self.name, expected: 1, found: table.columnCount) }
    guard case .strings(let texts) = table.cells(0) else {
      throw Refusal(Self.name, "takes text and was given numbers", remedy: "give the column of text")
    }
    var result = Matrix(rowCount: texts.count, columnCount: vectorization.columnCount)
    for (row, text) in texts.enumerated() {
      guard let text else {
        throw Refusal(Self.name, "met a missing text in row \(row)", remedy: "give an empty text in its place")
      }
      if let hashing = vectorization.hashing {
        hash(text, hashing, into: &result, row: row)
        continue
      }
      for term in terms(of: text) {
        if let place = places[ExactText(term)] { result[row, place] += 1 }
      }
      weigh(&result, row: row)
    }
    return .matrix(result)
  }

  private func hash(_ text: String, _ hashing: TermHashing, into result: inout Matrix, row: Int) {
    var sums: [Int: Double] = [:]
    for term in terms(of: text) {
      let hash = Int(TermHash.murmur3(term.utf8))
      sums[abs(hash) % hashing.featureCount, default: 0] += hash < 0 && hashing.signs != .none ? -1 : 1
    }
    // In order, so that the norm is the same each time.
    var features = sums.sorted { $0.key < $1.key }
    for place in features.indices {
      if hashing.signs == .dropped { features[place].value = abs(features[place].value) }
      if vectorization.isBinary { features[place].value = 1 }
    }
    let size: Double =
      switch vectorization.norm {
      case .l1: features.reduce(0) { $0 + abs($1.value) }
      case .l2: features.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
      case .max, .greatest: features.reduce(0) { max($0, abs($1.value)) }
      case nil: 1
      }
    for (feature, value) in features {
      guard let column = hashing.kept == nil ? feature : columns[feature] else { continue }
      result[row, column] = size == 0 ? value : value / size
    }
  }

  private func weigh(_ matrix: inout Matrix, row: Int) {
    var sum = 0.0
    for place in 0..<matrix.columnCount where matrix[row, place] != 0 {
      var weight = vectorization.isBinary ? 1 : matrix[row, place]
      if vectorization.isSublinear { weight = Mathematics.log(weight) + 1 }
      if let idf = vectorization.idf { weight *= idf[place] }
      matrix[row, place] = weight
      switch vectorization.norm {
      case .l1: sum += abs(weight)
      case .l2: sum += weight * weight
      case .max, .greatest: sum = max(sum, abs(weight))
      case nil: break
      }
    }
    guard let norm = vectorization.norm, sum != 0 else { return }
    let size = norm == .l2 ? sum.squareRoot() : sum
    for place in 0..<matrix.columnCount where matrix[row, place] != 0 { matrix[row, place] /= size }
  }

  private func terms(of text: String) -> [String] {
    var scalars = Array(text.unicodeScalars)
    if vectorization.lowercases { scalars = PythonCharacters.lowercased(scalars) }
    if vectorization.accents != .none {
      scalars = AccentFolding.folded(scalars, toASCII: vectorization.accents == .ascii)
    }
    switch vectorization.analyzer {
    case .words: return wordRuns(scalars)
    case .characters: return runs(in: Self.withSingleSpaces(scalars)[...])
    case .charactersInWords: return paddedRuns(Self.withSingleSpaces(scalars))
    }
  }

  private func wordRuns(_ scalars: [Unicode.Scalar]) -> [String] {
    var words = (pattern?.tokens(in: scalars) ?? []).map(Self.string)
    if !stopWords.isEmpty { words.removeAll { stopWords.contains(ExactText($0)) } }
    var terms = vectorization.minimumLength == 1 ? words : []
    for length in max(2, vectorization.minimumLength)..<(vectorization.maximumLength + 1) where length <= words.count {
      for start in 0...(words.count - length) { terms.append(words[start..<(start + length)].joined(separator: " ")) }
    }
    return terms
  }

  private func runs(in scalars: ArraySlice<Unicode.Scalar>) -> [String] {
    var terms: [String] = []
    for length in vectorization.minimumLength...vectorization.maximumLength where length <= scalars.count {
      for start in scalars.startIndex...(scalars.endIndex - length) {
        terms.append(Self.string(scalars[start..<(start + length)]))
      }
    }
    return terms
  }

  /// Runs inside each word between blanks; a word shorter than a run counts once, at the first length it falls short of.
  private func paddedRuns(_ scalars: [Unicode.Scalar]) -> [String] {
    var terms: [String] = []
    for word in scalars.split(whereSeparator: PythonCharacters.isSpace) {
      let padded = [" "] + word + [" "]
      for length in vectorization.minimumLength...vectorization.maximumLength {
        if length >= padded.count {
          terms.append(Self.string(padded[...]))
          break
        }
        for start in 0...(padded.count - length) { terms.append(Self.string(padded[start..<(start + length)])) }
      }
    }
    return terms
  }

  /// Two or more spaces in a row become one blank; a single one stays what it is.
  private static func withSingleSpaces(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var place = 0
    while place < scalars.count {
      let end = scalars[place...].firstIndex { !PythonCharacters.isSpace($0) } ?? scalars.count
      if end > place { result += end - place == 1 ? [scalars[place]] : [" "] } else { result.append(scalars[place]) }
      place = max(end, place + 1)
    }
    return result
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
