// LightGBM's text format: a head of `key=value` lines, trees, and parameters behind them.

internal import ModelCore

/// Reads one model text, each byte once.
struct LightGBMTextReader {
  static let format = "LightGBM model"

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var model = LightGBMModel()
  /// Trees that the head promises; nil where it does not say.
  private var promisedTrees: Int?
  private var featureCount: Int?
  private var budget: MemoryBudget

  /// Trees take less memory than their text, which says much that is not needed.
  ///
  /// - Parameter beyond: how much more than the text what is made of it may take.
  static func read(_ bytes: Bytes, beyond: Int = 32 << 20) throws -> LightGBMModel {
    let budget = MemoryBudget(bytes.allowance(beyond: beyond))
    var outcome: Result<LightGBMModel, any Error>?
    bytes.withUnsafeBytes { raw in
      outcome = Result {
        var reader = LightGBMTextReader(raw.bindMemory(to: UInt8.self), budget)
        return try reader.whole()
      }
    }
    guard let outcome else { preconditionFailure("the body has run") }
    return try outcome.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ budget: MemoryBudget) {
    self.bytes = bytes
    self.budget = budget
  }

  private mutating func whole() throws -> LightGBMModel {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    try readHead()
    try readTrees()
    try readRest()
    model.memory = budget.used
    return model
  }

  // MARK: Lines

  /// The next line without its end; nil at the end of the file.
  private mutating func line() -> Range<Int>? {
    guard let (line, next) = Self.line(bytes, from: place) else { return nil }
    place = next
    return line
  }

  /// The line at a place, and where the next one begins.
  static func line(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (Range<Int>, next: Int)? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    let next = min(end + 1, bytes.count)
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return (start..<end, next)
  }

  static func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard line.count >= count else { return false }
    for offset in 0..<count where bytes[line.lowerBound + offset] != text.utf8Start[offset] { return false }
    return true
  }

  private func starts(_ line: Range<Int>, with text: StaticString) -> Bool { Self.starts(bytes, line, with: text) }

  private func text(_ range: Range<Int>) throws -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw malformed(range.lowerBound, "A line is no UTF-8.")
    }
    return text
  }

  private func malformed(_ place: Int, _ message: String) -> FormatError {
    FormatError(.malformed, Self.format, at: place, message)
  }

  // MARK: The head

  private mutating func readHead() throws {
    guard let first = line(), starts(first, with: "tree"), first.count == 4 else {
      throw malformed(0, "It does not begin with the line `tree`.")
    }
    var treeCount: Int?
    var start = place
    while let line = line() {
      if starts(line, with: "Tree=") || starts(line, with: "end of trees") || starts(line, with: "feature importances:")
      {
        place = start
        break
      }
      start = place
      guard let sign = bytes[line].firstIndex(of: 0x3D) else {
        if starts(line, with: "average_output") { model.isAveraged = true }
        continue
      }
      let value = (sign + 1)..<line.upperBound
      switch try text(line.lowerBound..<sign) {
      case "version": model.format = try text(value)
      case "num_class": if treeCount == nil { treeCount = try integer(value, "num_class") }
      case "num_tree_per_iteration": treeCount = try integer(value, "num_tree_per_iteration")
      case "max_feature_idx": featureCount = try integer(value, "max_feature_idx") + 1
      case "objective": model.objective = try text(value)
      case "feature_names": try readNames(value)
      case "feature_infos": try readFeatures(value)
      case "tree_sizes": promisedTrees = count(value)
      default: continue
      }
    }
    guard let treeCount, (1...(1 << 20)).contains(treeCount) else {
      throw malformed(0, "The head does not say how many trees an iteration has (`num_tree_per_iteration`).")
    }
    model.outputCount = treeCount
    guard let format = model.format, ["v2", "v3", "v4"].contains(format) else {
      throw FormatError(
        .unsupported, Self.format,
        "Formats v2 to v4 are read (LightGBM 2.0 to 4.6), and this is \(model.format ?? "an older one"); load and save it with one of those releases."
      )
    }
    guard let featureCount, featureCount > 0 else {
      throw malformed(0, "The head does not say how many features there are (`max_feature_idx`).")
    }
    guard model.featureNames.count == featureCount else {
      throw malformed(
        0, "The head names \(model.featureNames.count) features (`feature_names`), and there are \(featureCount).")
    }
    guard model.features.isEmpty || model.features.count == featureCount else {
      throw malformed(
        0, "The head tells of \(model.features.count) features (`feature_infos`), and there are \(featureCount).")
    }
  }

  private func integer(_ range: Range<Int>, _ key: String) throws -> Int {
    var numbers = DecimalText(bytes, range)
    guard let value = numbers.integer(), numbers.isAtEnd(), (0..<(1 << 24)).contains(value) else {
      throw malformed(range.lowerBound, "\(key) is no count.")
    }
    return value
  }

  /// How many words stand between blanks.
  private func count(_ range: Range<Int>) -> Int {
    var count = 0
    forEachWord(in: range, separator: 0x20) { _ in count += 1 }
    return count
  }

  /// Goes over what stands between separators, where there is anything.
  private func forEachWord(in range: Range<Int>, separator: UInt8, _ body: (Range<Int>) throws -> Void) rethrows {
    var start = range.lowerBound
    for place in range where bytes[place] == separator {
      if place > start { try body(start..<place) }
      start = place + 1
    }
    if start < range.upperBound { try body(start..<range.upperBound) }
  }

  private func words(in range: Range<Int>, separator: UInt8) -> [Range<Int>] {
    var words: [Range<Int>] = []
    forEachWord(in: range, separator: separator) { words.append($0) }
    return words
  }

  private mutating func readNames(_ range: Range<Int>) throws {
    try budget.charge(48 * count(range))
    try forEachWord(in: range, separator: 0x20) { model.featureNames.append(try text($0)) }
  }

  /// `none`, `[low:high]`, or categories with colons between them.
  private mutating func readFeatures(_ range: Range<Int>) throws {
    try budget.charge(48 * count(range))
    for word in words(in: range, separator: 0x20) { model.features.append(try feature(word)) }
  }

  private mutating func feature(_ word: Range<Int>) throws -> LightGBMFeature {
    if starts(word, with: "none") { return .unused }
    if starts(word, with: "["), bytes[word.upperBound - 1] == 0x5D, word.count > 2 {
      var numbers = words(in: (word.lowerBound + 1)..<(word.upperBound - 1), separator: 0x3A).map {
        DecimalText(bytes, $0)
      }
      guard numbers.count == 2, let low = numbers[0].double(), let high = numbers[1].double() else {
        throw malformed(word.lowerBound, "A feature's range is no pair of numbers.")
      }
      return .range(low: low, high: high)
    }
    try budget.charge(24 * (word.count + 1) / 2)
    return .categories(
      try words(in: word, separator: 0x3A).map { part in
        var number = DecimalText(bytes, part)
        guard let category = number.integer(), number.isAtEnd() else {
          throw malformed(part.lowerBound, "A feature's category is no integer.")
        }
        return category
      })
  }

  // MARK: Trees

  private mutating func readTrees() throws {
    if let promisedTrees {
      try budget.charge(MemoryLayout<DecisionTree>.stride * min(promisedTrees, bytes.count / 64))
      model.trees.reserveCapacity(min(promisedTrees, bytes.count / 64))
    }
    var start = place
    while let line = line() {
      if line.isEmpty {
        start = place
        continue
      }
      guard starts(line, with: "Tree=") else {
        model.hasEnd = starts(line, with: "end of trees")
        place = start
        break
      }
      var tree = LightGBMTreeText(bytes, featureCount: featureCount ?? 0)
      let next = tree.findLines(from: place)
      precondition(next >= place, "a tree's text lies behind its first line")
      place = next
      var made = try tree.made(&budget)
      made.firstOutput = model.trees.count % model.outputCount
      model.trees.append(made)
      start = place
    }
    if let promisedTrees, promisedTrees != model.trees.count {
      throw FormatError(
        promisedTrees > model.trees.count ? .truncated : .malformed, Self.format, at: place,
        "The head promises \(promisedTrees) trees, and \(model.trees.count) are there.")
    }
    guard model.trees.count % model.outputCount == 0 else {
      throw FormatError(
        .truncated, Self.format, at: place,
        "\(model.trees.count) trees are not the same number for each of \(model.outputCount) outputs.")
    }
  }

  // MARK: Behind the trees

  private mutating func readRest() throws {
    var isInParameters = false
    var hasImportances = false
    while let line = line() {
      if starts(line, with: "feature importances:") { hasImportances = true }
      if line.count == 11, starts(line, with: "parameters:") { isInParameters = true }
      if starts(line, with: "end of parameters") { isInParameters = false }
      if starts(line, with: "[categorical_feature:") || starts(line, with: "[categorical_column:") {
        try readCategoricalFeatures(line)
      } else if starts(line, with: "pandas_categorical:") {
        try budget.charge(line.count)
        let value = (line.lowerBound + "pandas_categorical:".utf8.count)..<line.upperBound
        model.pandasCategories = try LightGBMCategories.labels(Bytes(ContiguousArray(bytes[value])), &budget)
      }
    }
    // Each release that names its format `v3` or later says where the trees end; those before tell of importances.
    guard model.hasEnd || model.format == "v2" && (hasImportances || !model.trees.isEmpty) else {
      throw FormatError(.truncated, Self.format, at: place, "The line `end of trees` is missing.")
    }
    if isInParameters {
      throw FormatError(.truncated, Self.format, at: place, "The line `end of parameters` is missing.")
    }
  }

  /// `[categorical_feature: 0,3]`; names where the user gave names.
  private mutating func readCategoricalFeatures(_ line: Range<Int>) throws {
    guard let colon = bytes[line].firstIndex(of: 0x3A), let end = bytes[line].lastIndex(of: 0x5D), colon < end else {
      return
    }
    let words = words(in: (colon + 1)..<end, separator: 0x2C)
    try budget.charge(24 * words.count)
    let places = words.compactMap { word in
      var number = DecimalText(bytes, word)
      return number.integer()
    }
    if places.count == words.count && !places.isEmpty { model.categoricalFeatures = places }
  }
}

/// How much memory a file may still ask for.
struct MemoryBudget {
  private var left: Int
  private let size: Int
  var used: Int { size - left }

  init(_ size: Int) {
    self.size = size
    left = size
  }

  mutating func charge(_ size: Int) throws(FormatError) {
    let (rest, overflow) = left.subtractingReportingOverflow(size)
    guard !overflow, rest >= 0 else {
      throw FormatError(
        .tooLarge, LightGBMTextReader.format, "Its trees would become much larger than the file that they stand in.")
    }
    left = rest
  }
}
