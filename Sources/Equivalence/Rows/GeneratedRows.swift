// Rows made from a model: at every place where it changes its mind, and around it.

package import ModelCore

/// Rows that try a model at its thresholds, categories and ends. The same model gives the same rows.
///
/// For each inner row of each tree there are rows that reach it, with the feature at the threshold, just below and just
/// above; in the precision the tree compares in, since `x` and the next double may be the same number there.
package struct GeneratedRows: Sendable {
  package let table: Table

  /// - Parameter limit: at most this many rows; if there are more places than that, evenly chosen ones.
  ///
  /// With `walks`, of an ensemble of many trees as many fewer as keep rows times trees below it, but no fewer than `least`.
  package init(
    for model: PredictiveModel, limit: Int = 100_000, walks: Int? = nil, least: Int = 0, seed: UInt64 = 1
  ) {
    let survey = ModelSurvey(model)
    let trees = survey.trees.reduce(0) { $0 + $1.ensemble.trees.count }
    let affordable = walks.map { max(least, $0 / max(1, trees)) } ?? limit
    var generator = RowGenerator(inputs: model.inputs, survey: survey, seed: seed)
    table = generator.table(limit: min(limit, affordable), of: model, walks: walks ?? Self.walks)
  }

  /// How many walks through trees the search for rows in which one voter decides may take: about a second.
  private static let walks = 40_000_000
}

/// A cell of a row being made.
enum GeneratedCell: Hashable, Sendable {
  case number(Double)
  case string(String)
  case missing

  /// Nil for what has no cell.
  init?(_ label: Label) {
    if case .string(let text) = label {
      self = .string(text)
    } else if let number = label.numericValue, !number.isNaN {
      self = .number(number)
    } else {
      return nil
    }
  }
}

struct RowGenerator {
  let inputs: [InputColumn]
  let survey: ModelSurvey
  private var random: SplitMix64
  private var rows: [[GeneratedCell]] = []
  /// How many rows are wanted; more than that are never made.
  private var limit = 0

  /// The most cells of a table: a model of texts has tens of thousands of columns, and as many rows would take all memory.
  private static let cellLimit = 48_000_000
  /// Of models with more columns, evenly chosen ones are tried with what is missing or beyond all measure.
  private static let wide = 1000

  init(inputs: [InputColumn], survey: ModelSurvey, seed: UInt64) {
    self.inputs = inputs
    self.survey = survey
    random = SplitMix64(state: seed)
  }

  mutating func table(limit: Int, of model: PredictiveModel, walks: Int) -> Table {
    let limit = min(limit, max(1, Self.cellLimit / max(1, inputs.count)))
    self.limit = limit
    rows = []
    let places = TreeRows(survey: survey)
    var treeRows = places.rows(limit: limit * 6 / 10)
    if !survey.voted.isEmpty {
      var search = DecidingRows(model: model, survey: survey, walks: walks, most: limit / 2)
      rows = search.rows { self.filled($0) }
    }
    // The two sides of a test may answer the same for one row and not for another: each place is tried with several.
    let repetitions = max(1, min(8, limit * 6 / 10 / max(1, treeRows.count)))
    if repetitions > 1 { treeRows = places.rows(limit: limit * 6 / 10, variants: repetitions) }
    for constraint in treeRows where rows.count < limit { rows.append(filled(constraint)) }
    addEnds()
    let points = survey.columns.reduce(0) { $0 + $1.numbers.count * 3 + $1.strings.count }
    let step = max(1, points / max(1, limit * 2 / 10))
    addPoints(every: step)
    // What is left, at least a tenth, is drawn at random, so that models without thresholds are tried too.
    let drawn = max(limit / 10, min(limit - rows.count, 4000))
    for _ in 0..<max(0, drawn) where rows.count < limit { rows.append(filled([:])) }
    return Self.table(of: Array(rows.prefix(limit)), inputs: inputs, survey: survey)
  }

  /// A row with some cells given and others drawn.
  private mutating func filled(_ given: [Int: GeneratedCell]) -> [GeneratedCell] {
    inputs.indices.map { column in given[column] ?? drawn(column) }
  }

  /// A likely value of a column.
  private mutating func drawn(_ column: Int) -> GeneratedCell {
    let points = survey.columns[column]
    if !points.strings.isEmpty, inputs[column].kind != .double {
      let word = points.strings[Int(random.next() % UInt64(points.strings.count))]
      // Of texts of one word each, none shows what words do to each other.
      guard points.isProse, random.unit() < 0.5 else { return .string(word) }
      let words = (0..<(1 + random.next() % 12)).map { _ in
        points.strings[Int(random.next() % UInt64(points.strings.count))]
      }
      return .string(([word] + words).joined(separator: " "))
    }
    return .number(number(points))
  }

  /// Between two neighbouring points, or from a normal distribution around what a scaler learnt.
  private mutating func number(_ points: ColumnPoints) -> Double {
    if points.numbers.count > 1, random.unit() < 0.8 {
      let index = Int(random.next() % UInt64(points.numbers.count - 1))
      let low = points.numbers[index]
      return low + (points.numbers[index + 1] - low) * random.unit()
    }
    let location = points.location ?? points.numbers.first ?? 0
    let spread = (points.numbers.last ?? 0) - (points.numbers.first ?? 0)
    return location + (points.scale ?? (spread > 0 ? spread : 1)) * random.normal() * (random.unit() < 0.1 ? 10 : 1)
  }

  /// Each point of each column with its neighbours, in an otherwise drawn row.
  private mutating func addPoints(every step: Int) {
    for column in inputs.indices {
      let points = survey.columns[column]
      for number in points.numbers.enumerated().filter({ $0.offset % step == 0 }).map(\.element) {
        for value in [number.nextDown, number, number.nextUp] { add(.number(value), at: column) }
      }
      for string in points.strings.enumerated().filter({ $0.offset % step == 0 }).map(\.element) {
        add(.string(string), at: column)
      }
    }
  }

  /// What is missing, unseen, empty or beyond all measure, where the model has an answer to it.
  private mutating func addEnds() {
    let step = inputs.count > Self.wide ? max(1, inputs.count * 20 / max(1, limit)) : 1
    for column in stride(from: 0, to: inputs.count, by: step) {
      let points = survey.columns[column]
      if !points.strings.isEmpty {
        if points.takesUnseen {
          for string in ["", " ", "never seen", "\u{e4}\u{f6} \u{1F426}"] { add(.string(string), at: column) }
        }
      } else {
        for number in [0, -0.0, 1, -1, 1e-300, 1e30, -1e30] { add(.number(number), at: column) }
        if points.takesUnseen { for number in [-1, -0.5, 1e6, 0.5] { add(.number(number), at: column) } }
        if points.takesInfinity { for number in [Double.infinity, -.infinity] { add(.number(number), at: column) } }
      }
      if points.takesMissing { for _ in 0..<4 { add(.missing, at: column) } }
    }
    guard rows.count < limit, survey.columns.contains(where: \.takesMissing) else { return }
    rows.append(inputs.indices.map { survey.columns[$0].takesMissing ? .missing : drawn($0) })
  }

  private mutating func add(_ cell: GeneratedCell, at column: Int) {
    guard rows.count < limit else { return }
    var row = filled([:])
    row[column] = cell
    rows.append(row)
  }

  // MARK: The table

  static func table(of rows: [[GeneratedCell]], inputs: [InputColumn], survey: ModelSurvey) -> Table {
    let isText = inputs.indices.map { inputs[$0].kind == .string || !survey.columns[$0].strings.isEmpty }
    if !isText.contains(true) {
      let values = rows.joined().map { cell -> Double in if case .number(let number) = cell { number } else { .nan } }
      return .matrix(
        Matrix(rowCount: rows.count, columnCount: inputs.count, values: ContiguousArray(values)))
    }
    return .columns(
      inputs.indices.map { column in
        isText[column]
          ? .strings(rows.map { if case .string(let string) = $0[column] { string } else { nil } })
          : .numbers(rows.map { if case .number(let number) = $0[column] { number } else { .nan } })
      })
  }
}

/// Sebastiano Vigna's generator: the same numbers on every machine.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// In [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// About normal: the sum of twelve uniform numbers, less six.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}
