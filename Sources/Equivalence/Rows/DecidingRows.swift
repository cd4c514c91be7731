// Rows in which one voter decides: where only labels are counted, a test that goes the other way mostly changes nothing.

internal import ModelCore

/// A search for rows that tell each test of voters' trees from the same test one step aside.
///
/// Such a row needs all other voters in balance, and the voter's own trees near the point where they change their mind. Rows by
/// chance that come to the test are tried against the model with that one threshold moved, and rows that were found for other
/// tests, which are in balance already, are tried with the test's own columns.
struct DecidingRows {
  private let model: PredictiveModel
  private let survey: ModelSurvey
  private let original: Interpreter?
  /// Walks through trees that are left.
  private var walks: Int
  /// The most rows that are kept.
  private let most: Int
  private let treeCount: Int
  private var flips: [Flip] = []
  private var found: [[GeneratedCell]] = []
  private var random = SplitMix64(state: 11)

  /// A threshold moved one step up or down, and rows that come to its test: one a trial value.
  private struct Flip {
    let ensemble: Int
    let tree: Int
    let node: Int
    let isUp: Bool
    let trials: [[Int: GeneratedCell]]
    /// The trials among which is the number that the flip sends to the other side.
    let tried: Range<Int>
    /// The column that the test looks at, and what all others may be; without them trials stand as they are.
    let tested: Int
    let bounds: [Int: ClosedRange<Double>]?
  }

  init(model: PredictiveModel, survey: ModelSurvey, walks: Int, most: Int) {
    self.model = model
    self.survey = survey
    self.walks = walks
    self.most = most
    original = try? Interpreter(model)
    treeCount = max(1, survey.trees.reduce(0) { $0 + $1.ensemble.trees.count })
    flips = Self.flips(survey)
  }

  private static func flips(_ survey: ModelSurvey) -> [Flip] {
    let rows = TreeRows(survey: survey)
    var flips: [Flip] = []
    for place in survey.voted {
      let (ensemble, origins) = survey.trees[place]
      for (number, tree) in ensemble.trees.enumerated() {
        let parents = Parents(tree)
        for node in tree.nodes.indices where !tree.nodes[node].isLeaf && !tree.nodes[node].isMember {
          let trials = rows.rows(at: node, of: tree, parents, ensemble.inputPrecision, origins)
          guard !trials.isEmpty else { continue }
          for isUp in [true, false] {
            guard let origin = origins[Int(tree.nodes[node].feature)] else { continue }
            let bounds = rows.bounds(at: node, of: tree, parents).flatMap { inputs(of: $0, origins) }
            let tried =
              origin.isCell && origin.categories == nil
              ? tried(tree.nodes[node], ensemble.inputPrecision, isUp: isUp) : 0..<trials.count
            flips.append(
              Flip(
                ensemble: place, tree: number, node: node, isUp: isUp, trials: trials,
                tried: tried.clamped(to: 0..<trials.count), tested: origin.column, bounds: bounds))
          }
        }
      }
    }
    return flips
  }

  /// Bounds of features as bounds of columns; nil where a feature is not a column as it is.
  private static func inputs(
    of bounds: [Int: ClosedRange<Double>], _ origins: [FeatureOrigin?]
  ) -> [Int: ClosedRange<Double>]? {
    var columns: [Int: ClosedRange<Double>] = [:]
    for (feature, range) in bounds {
      guard origins.indices.contains(feature), let origin = origins[feature], origin.isCell,
        origin.categories == nil
      else { return nil }
      let known = columns[origin.column] ?? range
      guard known.overlaps(range) else { return nil }
      columns[origin.column] = known.clamped(to: range)
    }
    return columns
  }

  /// Trials are the number below a threshold, the threshold and the number above it; in single precision the threshold may
  /// stand between two of them.
  private static func tried(_ node: DecisionTree.Node, _ precision: Precision, isUp: Bool) -> Range<Int> {
    if precision == .single { return isUp ? 1..<3 : 0..<2 }
    let place = (isUp ? 1 : 0) + (node.test == .lessOrEqual ? 1 : 0)
    return place..<(place + 1)
  }

  /// How many rows are tried for each test, round by round, as long as walks are left.
  private static let rounds = [16, 64, 256, 1024, 4096]

  /// Rows found, with those beside them at the same threshold; `fill` draws what a row leaves open.
  mutating func rows(_ fill: ([Int: GeneratedCell]) -> [GeneratedCell]) -> [[GeneratedCell]] {
    guard let original else { return [] }
    var open = Array(flips.indices)
    var kept: [[GeneratedCell]] = []
    for count in Self.rounds {
      var left: [Int] = []
      for place in open {
        guard walks > 0, kept.count < most else { return kept }
        if let row = tellingRow(flips[place], count, original, fill) {
          kept += row
        } else {
          left.append(place)
        }
      }
      open = left
      if open.isEmpty { break }
    }
    return kept
  }

  /// The first of `count` rows whose label the flip changes, at each of its trial values; nil where none is.
  private mutating func tellingRow(
    _ flip: Flip, _ count: Int, _ original: Interpreter, _ fill: ([Int: GeneratedCell]) -> [GeneratedCell]
  ) -> [[GeneratedCell]]? {
    walks -= 2 * count * flip.tried.count * treeCount
    guard let flipped = try? Interpreter(flipped(flip)) else { return nil }
    var rows: [[GeneratedCell]] = []
    for number in 0..<count {
      var base = number % 2 == 1 && !found.isEmpty ? found[Int(random.next() % UInt64(found.count))] : fill([:])
      // Voters that are no trees may change their minds far from all thresholds.
      if number % 4 == 2 { base = scattered(base) }
      if let bounds = flip.bounds { base = moved(base, into: bounds, but: flip.tested) }
      for trial in flip.trials[flip.tried] { rows.append(Self.row(base, at: trial, of: flip)) }
    }
    let table = RowGenerator.table(of: rows, inputs: model.inputs, survey: survey)
    guard let first = try? original.answer(table).choices, let second = try? flipped.answer(table).choices,
      let telling = zip(first, second).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset
    else { return nil }
    found.append(rows[telling])
    return flip.trials.map { Self.row(rows[telling], at: $0, of: flip) }
  }

  /// A row at a trial: of one that is free in its other columns only the column that is tested is set.
  private static func row(_ row: [GeneratedCell], at trial: [Int: GeneratedCell], of flip: Flip) -> [GeneratedCell] {
    var row = row
    for (column, cell) in trial where flip.bounds == nil || column == flip.tested { row[column] = cell }
    return row
  }

  /// A row with some of its numbers far out.
  private mutating func scattered(_ row: [GeneratedCell]) -> [GeneratedCell] {
    var row = row
    for (column, cell) in row.enumerated() where random.unit() < 0.5 {
      guard case .number(let number) = cell else { continue }
      row[column] = .number(
        (random.unit() < 0.5 ? -1 : 1) * (1 + abs(number)) * [2, 10, 100, 1000][Int(random.next() % 4)])
    }
    return row
  }

  /// A row with the numbers that would lead elsewhere replaced by some that do not.
  private mutating func moved(
    _ row: [GeneratedCell], into bounds: [Int: ClosedRange<Double>], but tested: Int
  ) -> [GeneratedCell] {
    var row = row
    for (column, range) in bounds.sorted(by: { $0.key < $1.key }) where column != tested {
      if case .number(let number) = row[column], range.lowerBound < number, number < range.upperBound { continue }
      let points = survey.columns[column].numbers
      // Open sides reach as far as the other numbers do, and sometimes much farther.
      let reach = random.unit() < 0.25 ? 1000.0 : 1
      let low = range.lowerBound.isFinite ? range.lowerBound : min(points.first ?? 0, range.upperBound) - reach
      let high = range.upperBound.isFinite ? range.upperBound : max(points.last ?? 0, low) + reach
      row[column] = .number(low + (high - low) * random.unit())
    }
    return row
  }

  private func flipped(_ flip: Flip) -> PredictiveModel {
    let wanted = survey.trees[flip.ensemble].ensemble
    var isDone = false
    var other = model
    other.estimator = model.estimator.changingTrees { ensemble in
      guard !isDone, ensemble == wanted else { return }
      isDone = true
      let threshold = ensemble.trees[flip.tree].nodes[flip.node].threshold
      ensemble.trees[flip.tree].nodes[flip.node].threshold = ensemble.inputPrecision.step(threshold, isUp: flip.isUp)
    }
    return other
  }
}

extension Precision {
  /// The next number that an input of this precision may be told apart from.
  fileprivate func step(_ number: Double, isUp: Bool) -> Double {
    if self == .double || number.magnitude > Double(Float.greatestFiniteMagnitude) {
      return isUp ? number.nextUp : number.nextDown
    }
    // The threshold itself may lie between two singles: those around it are told apart.
    let near = Float(number)
    if isUp { return Double(Double(near) > number ? near : near.nextUp) }
    return Double(Double(near) < number ? near : near.nextDown)
  }
}
