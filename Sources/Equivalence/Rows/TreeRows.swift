// For each inner row of each tree: inputs that reach it and stand at its threshold.

internal import ModelCore

/// Rows, as cells by input column, that lead to inner rows of trees.
struct TreeRows {
  let survey: ModelSurvey

  /// - Parameter variants: how many ways to each test, where there are several pairs of leaves that tell its sides apart.
  func rows(limit: Int, variants: Int = 1) -> [[Int: GeneratedCell]] {
    let places = survey.trees.reduce(0) { sum, entry in sum + entry.ensemble.trees.reduce(0) { $0 + $1.nodes.count } }
    let step = max(1, places * 3 / 2 / max(1, limit))
    var rows: [[Int: GeneratedCell]] = []
    var place = 0
    for (ensemble, origins) in survey.trees {
      for tree in ensemble.trees {
        // Of large ensembles most trees have no row that is tried.
        let inner = tree.nodes.count { !$0.isLeaf }
        if place / step == (place + inner) / step {
          place += inner
          continue
        }
        let parents = Parents(tree)
        for index in tree.nodes.indices where !tree.nodes[index].isLeaf {
          place += 1
          guard place % step == 0 else { continue }
          for variant in 0..<variants {
            rows += self.rows(at: index, of: tree, parents, ensemble.inputPrecision, origins, variant: variant)
          }
        }
      }
    }
    return rows
  }

  /// Cells of the inputs that features come from. A feature that comes from none of them, or from several, is left to
  /// chance.
  func rows(
    at index: Int, of tree: DecisionTree, _ parents: Parents, _ precision: Precision, _ origins: [FeatureOrigin?],
    variant: Int = 0
  ) -> [[Int: GeneratedCell]] {
    var box = Box(tree: tree)
    guard box.descend(to: index, parents) else { return [] }
    let node = tree.nodes[index]
    let tested = Int(node.feature)
    guard let origin = origins.indices.contains(tested) ? origins[tested] : nil else { return [] }
    if let telling = box.tellingSidesApart(at: index, parents, variant) { box = telling }
    var row: [Int: GeneratedCell] = [:]
    var choices: [Int: CategoryChoice] = [:]
    for feature in box.features where feature != tested {
      guard let origin = origins.indices.contains(feature) ? origins[feature] : nil else { continue }
      guard let value = box.value(of: feature, among: origin.indicated == nil ? origin.codes : [0, 1]) else {
        return []
      }
      if let category = origin.indicated {
        choices[origin.column, default: CategoryChoice()].note(category, isThere: value == 1)
      } else {
        row[origin.column] = origin.cell(for: value)
      }
    }
    if let category = origin.indicated {
      return indicatorRows(category, at: origin.column, row, choices, variant)
    }
    for (column, choice) in choices {
      guard let cell = choice.cell(among: survey.columns[column], variant) else { return [] }
      row[column] = cell
    }
    let trials = origin.codes.map { $0.prefix(Self.codeLimit) + [.nan] } ?? Self.trials(node, tree, precision)
    return trials.compactMap { value in
      guard let cell = origin.cell(for: value), cell != .missing || survey.columns[origin.column].takesMissing else {
        return nil
      }
      var row = row
      row[origin.column] = cell
      return row
    }
  }

  /// Rows with a category and without it.
  private func indicatorRows(
    _ category: Label, at column: Int, _ row: [Int: GeneratedCell], _ choices: [Int: CategoryChoice], _ variant: Int
  ) -> [[Int: GeneratedCell]] {
    [true, false].compactMap { isThere in
      var row = row
      var choices = choices
      choices[column, default: CategoryChoice()].note(category, isThere: isThere)
      for (column, choice) in choices {
        guard let cell = choice.cell(among: survey.columns[column], variant) else { return nil }
        row[column] = cell
      }
      return row
    }
  }

  /// What numbers come to a row, by feature; nil where sets of categories are on the way, or no number comes there.
  func bounds(at index: Int, of tree: DecisionTree, _ parents: Parents) -> [Int: ClosedRange<Double>]? {
    var box = Box(tree: tree)
    return box.descend(to: index, parents) ? box.bounds : nil
  }

  /// Codes of one category feature that a test is tried with.
  private static let codeLimit = 40

  /// Values that tell one side of a test from the other.
  private static func trials(_ node: DecisionTree.Node, _ tree: DecisionTree, _ precision: Precision) -> [Double] {
    if node.isMember {
      let set = tree.sets[Int(node.index)]
      let outside = (0...Int32(set.count)).first { !set.contains($0) } ?? 0
      return set.map(Double.init) + [Double(outside)] + (node.missing == .compares ? [] : [.nan])
    }
    let threshold = node.threshold
    var trials = [threshold.nextDown, threshold, threshold.nextUp]
    if precision == .single, threshold.magnitude < Double(Float.greatestFiniteMagnitude) {
      // The numbers of single precision on both sides are what the test can see.
      let near = Float(threshold)
      trials = [near.nextDown, near, near.nextUp].map(Double.init) + [threshold]
    }
    if node.missing != .compares { trials.append(.nan) }
    if node.readsZeros { trials.append(0) }
    return trials
  }
}

/// What tests of a column's categories, each a feature of its own, leave of it.
private struct CategoryChoice {
  private var wanted: [Label] = []
  private var excluded: [Label] = []

  mutating func note(_ category: Label, isThere: Bool) {
    if isThere { wanted.append(category) } else { excluded.append(category) }
  }

  /// Nil where none is left.
  func cell(among points: ColumnPoints, _ variant: Int) -> GeneratedCell? {
    if let first = wanted.first {
      return wanted.allSatisfy { $0 == first } && !excluded.contains(first) ? GeneratedCell(first) : nil
    }
    let left = points.indicated.filter { !excluded.contains($0) }.compactMap { GeneratedCell($0) }
    if !left.isEmpty { return left[variant % left.count] }
    guard points.takesUnseen else { return nil }
    return points.strings.isEmpty ? .number(-0.5) : .string("never seen")
  }
}

/// The way up from each row of a tree.
struct Parents {
  /// −1 for the root.
  let parent: [Int32]
  let isYes: [Bool]

  init(_ tree: DecisionTree) {
    var parent = [Int32](repeating: -1, count: tree.nodes.count)
    var isYes = [Bool](repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() where !node.isLeaf {
      parent[Int(node.yes)] = Int32(index)
      parent[Int(node.no)] = Int32(index)
      isYes[Int(node.yes)] = true
    }
    self.parent = parent
    self.isYes = isYes
  }
}

/// What the features must be to come to a row of a tree.
private struct Box {
  let tree: DecisionTree
  /// lower < x ≤ upper, or lower ≤ x < upper; which of the two does not matter for a number inside.
  private var lower: [Int: Double] = [:]
  private var upper: [Int: Double] = [:]
  /// Categories that sets on the way leave, and those that they take out.
  private var members: [Int: Set<Int32>] = [:]
  private var excluded: [Int: Set<Int32>] = [:]

  init(tree: DecisionTree) { self.tree = tree }

  /// Whether there is a way: a tree may hold rows that no number reaches.
  mutating func descend(to index: Int, from top: Int = 0, _ parents: Parents) -> Bool {
    var index = index
    // A tree has no more rows on a way than rows in all.
    for _ in 0..<tree.nodes.count {
      let above = Int(parents.parent[index])
      guard index != top, above >= 0 else { break }
      require(tree.nodes[above], isYes: parents.isYes[index])
      index = above
    }
    return isPossible
  }

  private var isPossible: Bool { features.allSatisfy { value(of: $0, among: nil) != nil } }

  /// How many leaves of each side are tried against each other.
  private static let leafLimit = 24

  /// This box, narrowed so that both sides of the test at `index` lead to leaves that answer differently; nil where none
  /// of the leaves tried are such. Another `variant` is another pair of leaves, as long as there are some.
  func tellingSidesApart(at index: Int, _ parents: Parents, _ variant: Int) -> Box? {
    let node = tree.nodes[index]
    let firsts = leaves(below: Int(node.yes))
    let seconds = leaves(below: Int(node.no))
    var found: [Box] = []
    // Neighbours on the way through the pairs have neither leaf in common.
    for offset in seconds.indices {
      for (place, first) in firsts.enumerated() {
        let second = seconds[(place + offset) % seconds.count]
        var both = self
        guard answer(of: first) != answer(of: second), both.descend(to: first, from: Int(node.yes), parents),
          both.descend(to: second, from: Int(node.no), parents), both.allows(node)
        else { continue }
        found.append(both)
        if found.count > variant { return both }
      }
    }
    return found.isEmpty ? nil : found[variant % found.count]
  }

  /// Whether the feature of a test may stand at its threshold.
  private func allows(_ node: DecisionTree.Node) -> Bool {
    let feature = Int(node.feature)
    guard !node.isMember else { return members[feature] == nil && excluded[feature] == nil }
    return (lower[feature] ?? -.infinity) < node.threshold && node.threshold < (upper[feature] ?? .infinity)
  }

  private func leaves(below top: Int) -> [Int] {
    var found: [Int] = []
    var open = [top]
    while let next = open.popLast(), found.count < Self.leafLimit {
      if tree.nodes[next].isLeaf {
        found.append(next)
      } else {
        open += [Int(tree.nodes[next].no), Int(tree.nodes[next].yes)]
      }
    }
    return found
  }

  private func answer(of leaf: Int) -> ArraySlice<Double> {
    let start = Int(tree.nodes[leaf].index) * tree.leafWidth
    guard start + tree.leafWidth <= tree.values.count else { return [] }
    return ArraySlice(tree.values[start..<(start + tree.leafWidth)])
  }

  private mutating func require(_ node: DecisionTree.Node, isYes: Bool) {
    let feature = Int(node.feature)
    if node.isMember {
      let set = Set(tree.sets[Int(node.index)])
      if isYes {
        members[feature] = members[feature]?.intersection(set) ?? set
      } else {
        excluded[feature, default: []].formUnion(set)
      }
    } else if isYes {
      upper[feature] = min(upper[feature] ?? .infinity, node.threshold)
    } else {
      lower[feature] = max(lower[feature] ?? -.infinity, node.threshold)
    }
  }

  /// A value that comes through all tests of a feature; one of `codes`, where it can have no other.
  func value(of feature: Int, among codes: [Double]?) -> Double? {
    let taken = excluded[feature] ?? []
    var candidates = codes
    if let members = members[feature] {
      candidates = codes?.filter { members.contains(Int32($0)) } ?? members.sorted().map(Double.init)
    } else if !taken.isEmpty && codes == nil {
      candidates = (0...taken.count).map(Double.init)
    }
    if let candidates {
      return candidates.first { code in
        code > lower[feature] ?? -.infinity && code <= upper[feature] ?? .infinity && !taken.contains(Int32(code))
      }
    }
    switch (lower[feature], upper[feature]) {
    case (let low?, let high?): return low < high ? low + (high - low) / 2 : nil
    case (let low?, nil): return low + max(1, abs(low) * 0.1)
    case (nil, let high?): return high - max(1, abs(high) * 0.1)
    case (nil, nil): return nil
    }
  }

  /// As intervals; nil where sets of categories are on the way.
  var bounds: [Int: ClosedRange<Double>]? {
    guard members.isEmpty, excluded.isEmpty else { return nil }
    var bounds: [Int: ClosedRange<Double>] = [:]
    for feature in features {
      let (low, high) = (lower[feature] ?? -.infinity, upper[feature] ?? .infinity)
      guard low <= high else { return nil }
      bounds[feature] = low...high
    }
    return bounds
  }

  /// Features that are tested on the way, ascending.
  var features: [Int] { Set(lower.keys).union(upper.keys).union(members.keys).union(excluded.keys).sorted() }
}
