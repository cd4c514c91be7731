// One tree of LightGBM's text format: lines of numbers, one number a node or a leaf.

internal import ModelCore

/// The lines of one tree, and the tree that they make.
///
/// Inner nodes count from 0, and a child below zero is the leaf −1 − child. Of what stands there, gains, weights and counts
/// say nothing about predictions.
struct LightGBMTreeText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let featureCount: Int
  private var start = 0
  private var leafCount: Range<Int>?
  private var categoryCount: Range<Int>?
  private var feature: Range<Int>?
  private var threshold: Range<Int>?
  private var decision: Range<Int>?
  private var left: Range<Int>?
  private var right: Range<Int>?
  private var value: Range<Int>?
  private var setStarts: Range<Int>?
  private var setWords: Range<Int>?
  private var isLinear: Range<Int>?
  private var constants: Range<Int>?
  private var linearCounts: Range<Int>?
  private var linearFeatures: Range<Int>?
  private var coefficients: Range<Int>?

  private typealias Field = WritableKeyPath<LightGBMTreeText, Range<Int>?> & Sendable
  private static let fields: [(key: StaticString, field: Field)] = [
    ("num_leaves=", \.leafCount),
    ("num_cat=", \.categoryCount),
    ("split_feature=", \.feature),
    ("threshold=", \.threshold),
    ("decision_type=", \.decision),
    ("left_child=", \.left),
    ("right_child=", \.right),
    ("leaf_value=", \.value),
    ("cat_boundaries=", \.setStarts),
    ("cat_threshold=", \.setWords),
    ("is_linear=", \.isLinear),
    ("leaf_const=", \.constants),
    ("num_features=", \.linearCounts),
    ("leaf_features=", \.linearFeatures),
    ("leaf_coeff=", \.coefficients),
  ]

  init(_ bytes: UnsafeBufferPointer<UInt8>, featureCount: Int) {
    self.bytes = bytes
    self.featureCount = featureCount
  }

  /// Notes where each line's value stands, up to the next tree or an empty line, and gives the place behind.
  mutating func findLines(from place: Int) -> Int {
    start = place
    var place = place
    while let (line, next) = LightGBMTextReader.line(bytes, from: place) {
      if line.isEmpty || starts(line, "Tree=") || starts(line, "end of trees") { break }
      note(line)
      place = next
    }
    return place
  }

  private func starts(_ line: Range<Int>, _ text: StaticString) -> Bool {
    LightGBMTextReader.starts(bytes, line, with: text)
  }

  private mutating func note(_ line: Range<Int>) {
    for (key, field) in Self.fields where starts(line, key) {
      self[keyPath: field] = (line.lowerBound + key.utf8CodeUnitCount)..<line.upperBound
      return
    }
  }

  // MARK: Making the tree

  func made(_ budget: inout MemoryBudget) throws -> DecisionTree {
    let leaves = try count(leafCount, "num_leaves")
    // A leaf has a digit and a blank at least.
    guard leaves > 0, let value, leaves <= value.count else {
      throw malformed("A tree says that it has \(leaves) leaves, and has not as many values.")
    }
    try budget.charge(
      MemoryLayout<DecisionTree>.stride + (2 * leaves - 1) * MemoryLayout<DecisionTree.Node>.stride + 8 * leaves + 64)
    var tree = DecisionTree(nodes: [], values: [])
    tree.values.reserveCapacity(leaves)
    var numbers = DecimalText(bytes, value)
    for _ in 0..<leaves { tree.values.append(try next(&numbers, "leaf_value")) }
    try requireEnd(&numbers, "leaf_value")
    if let setWords, let setStarts, leaves > 1 { tree.sets = try sets(setStarts, setWords, &budget) }
    try appendNodes(leaves, to: &tree)
    if let isLinear, try count(isLinear, "is_linear") != 0 { tree.linearLeaves = try linearLeaves(leaves, &budget) }
    return tree
  }

  private func appendNodes(_ leaves: Int, to tree: inout DecisionTree) throws {
    let inner = leaves - 1
    tree.nodes.reserveCapacity(inner + leaves)
    if inner > 0 {
      guard let feature, let threshold, let decision, let left, let right else {
        throw malformed("A tree has \(leaves) leaves and not all the lines that lead to them.")
      }
      var features = DecimalText(bytes, feature)
      var thresholds = DecimalText(bytes, threshold)
      var decisions = DecimalText(bytes, decision)
      var lefts = DecimalText(bytes, left)
      var rights = DecimalText(bytes, right)
      for place in 0..<inner {
        guard let feature = features.integer(), (0..<featureCount).contains(feature) else {
          throw malformed("Node \(place) of a tree asks for a feature that there is not (`split_feature`).")
        }
        guard let type = decisions.integer(), (-128...255).contains(type) else {
          throw malformed("Node \(place) of a tree has no `decision_type`.")
        }
        let (yes, no) = (try child(&lefts, of: place, leaves), try child(&rights, of: place, leaves))
        tree.nodes.append(
          try node(type, feature, try next(&thresholds, "threshold"), yes, no, setCount: tree.sets.count))
      }
      for line in [features, thresholds, decisions, lefts, rights] {
        var line = line
        try requireEnd(&line, "a node's line")
      }
      try requireTree(tree.nodes, leaves)
    }
    for leaf in 0..<leaves { tree.nodes.append(DecisionTree.Node(test: .leaf, index: Int32(leaf))) }
  }

  /// Inner nodes stand first, leaves behind them; children come after their parents.
  private func child(_ numbers: inout DecimalText, of place: Int, _ leaves: Int) throws -> Int32 {
    guard let child = numbers.integer(), child < leaves - 1, child >= -leaves, child > place || child < 0 else {
      throw malformed("Node \(place) of a tree leads nowhere (`left_child`, `right_child`).")
    }
    return Int32(child >= 0 ? child : leaves - 2 - child)
  }

  /// Every row but the root is the child of one node.
  private func requireTree(_ nodes: ContiguousArray<DecisionTree.Node>, _ leaves: Int) throws {
    var isChild = [Bool](repeating: false, count: nodes.count + leaves)
    for node in nodes {
      for child in [Int(node.yes), Int(node.no)] {
        guard !isChild[child] else { throw malformed("A node of a tree is reached in two ways.") }
        isChild[child] = true
      }
    }
  }

  /// `decision_type`: bit 0 a set of categories, bit 1 missing goes left, bits 2 and 3 what is missing.
  private func node(
    _ type: Int, _ feature: Int, _ threshold: Double, _ yes: Int32, _ no: Int32, setCount: Int
  ) throws -> DecisionTree.Node {
    if type & 1 != 0 {
      guard threshold >= 0, threshold < Double(setCount) else {
        throw malformed("A node asks for a set of categories that there is not (`cat_boundaries`).")
      }
      // Whatever `decision_type` says: a missing category goes right.
      return DecisionTree.Node(
        test: .member, missing: .goesNo, feature: Int32(feature), yes: yes, no: no, index: Int32(threshold))
    }
    guard type >> 2 & 3 < 3 else {
      throw malformed("A node's `decision_type` is \(type), whose kind of missing values is not known.")
    }
    guard
      var node = Self.comparison(Int32(feature), threshold, goesLeft: type & 2 != 0, missingType: type >> 2 & 3)
    else { throw malformed("A threshold is no number.") }
    node.yes = yes
    node.no = no
    return node
  }

  /// A test of a number, its children aside; nil for a threshold that is none. Missing types: 0 nothing, 1 zero, 2 NaN.
  static func comparison(
    _ feature: Int32, _ threshold: Double, goesLeft: Bool, missingType: Int
  ) -> DecisionTree.Node? {
    guard !threshold.isNaN else { return nil }
    let bound = settled(threshold)
    let missing: DecisionTree.Missing
    switch missingType {
    case 1: missing = goesLeft ? .zeroGoesYes : .zeroGoesNo
    case 2: missing = goesLeft ? .goesYes : .goesNo
    // Nothing is missing: NaN is made zero.
    default: missing = 0 <= bound ? .goesYes : .goesNo
    }
    return DecisionTree.Node(test: .lessOrEqual, missing: missing, feature: feature, threshold: bound)
  }

  /// Single precision's 1e-35, up to which LightGBM takes numbers for zero.
  static let zero = Double(Float(1e-35))

  /// A threshold that says of each number what LightGBM's says of it once numbers up to 1e-35 are made zero, as it makes
  /// them before it asks a tree.
  static func settled(_ threshold: Double) -> Double {
    guard abs(threshold) <= zero else { return threshold }
    return threshold >= 0 ? zero : (-zero).nextDown
  }

  // MARK: Sets and linear leaves

  /// `cat_boundaries` are places among the words of `cat_threshold`, whose bits are categories.
  private func sets(_ starts: Range<Int>, _ words: Range<Int>, _ budget: inout MemoryBudget) throws -> [[Int32]] {
    let count = try count(categoryCount, "num_cat")
    guard count < starts.count else { throw malformed("A tree has fewer sets than `num_cat` says.") }
    try budget.charge(48 * count)
    var boundaries = DecimalText(bytes, starts)
    var numbers = DecimalText(bytes, words)
    guard var from = boundaries.integer(), from == 0 || count == 0 else {
      throw malformed("`cat_boundaries` do not begin with 0.")
    }
    var sets: [[Int32]] = []
    sets.reserveCapacity(count)
    for _ in 0..<count {
      guard let to = boundaries.integer(), to >= from, to - from <= words.count, to < 1 << 26 else {
        throw malformed("`cat_boundaries` do not ascend.")
      }
      var set: [Int32] = []
      for word in 0..<(to - from) {
        guard let bits = numbers.integer(), var rest = UInt32(exactly: bits) else {
          throw malformed("`cat_threshold` has no word of 32 bits for each set.")
        }
        try budget.charge(8 * rest.nonzeroBitCount)
        while rest != 0 {
          set.append(Int32(32 * word + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
      }
      sets.append(set)
      from = to
    }
    try requireEnd(&numbers, "cat_threshold")
    return sets
  }

  /// A constant and some features with coefficients a leaf.
  private func linearLeaves(_ leaves: Int, _ budget: inout MemoryBudget) throws -> [DecisionTree.LinearLeaf] {
    guard let constants, let linearCounts, let linearFeatures, let coefficients else {
      throw malformed("A tree's leaves are linear, and not all lines tell of them.")
    }
    try budget.charge(leaves * (MemoryLayout<DecisionTree.LinearLeaf>.stride + 96))
    var starts = DecimalText(bytes, constants)
    var counts = DecimalText(bytes, linearCounts)
    var features = DecimalText(bytes, linearFeatures)
    var numbers = DecimalText(bytes, coefficients)
    var linear: [DecisionTree.LinearLeaf] = []
    linear.reserveCapacity(leaves)
    for _ in 0..<leaves {
      let intercept = try next(&starts, "leaf_const")
      guard let count = counts.integer(), (0...min(featureCount, coefficients.count)).contains(count) else {
        throw malformed("A linear leaf does not say how many features it has (`num_features`).")
      }
      try budget.charge(16 * count)
      var leaf = DecisionTree.LinearLeaf(intercept: intercept, features: [], coefficients: [])
      for _ in 0..<count {
        guard let feature = features.integer(), (0..<featureCount).contains(feature) else {
          throw malformed("A linear leaf has a feature that there is not (`leaf_features`).")
        }
        leaf.features.append(Int32(feature))
        leaf.coefficients.append(try next(&numbers, "leaf_coeff"))
      }
      linear.append(leaf)
    }
    for (key, line) in [("leaf_features", features), ("leaf_coeff", numbers)] {
      var line = line
      try requireEnd(&line, key)
    }
    return linear
  }

  // MARK: Numbers

  @inline(__always)
  private func next(_ numbers: inout DecimalText, _ key: String) throws -> Double {
    guard let number = numbers.double() else { throw malformed("`\(key)` has not as many numbers as it should.") }
    return number
  }

  private func requireEnd(_ numbers: inout DecimalText, _ key: String) throws {
    guard numbers.isAtEnd() else { throw malformed("`\(key)` has more numbers than it should.") }
  }

  private func count(_ range: Range<Int>?, _ key: String) throws -> Int {
    guard let range else { throw malformed("A tree has no line `\(key)`.") }
    var numbers = DecimalText(bytes, range)
    guard let count = numbers.integer(), numbers.isAtEnd(), (0..<(1 << 30)).contains(count) else {
      throw malformed("`\(key)` is no count.")
    }
    return count
  }

  private func malformed(_ message: String) -> FormatError {
    FormatError(.malformed, LightGBMTextReader.format, at: start, message)
  }
}
