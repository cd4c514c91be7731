// The leaf that each tree of an ensemble ends in, by ONNX's tree operators.

internal import ModelCore

/// What a test looks at: a column, as it is or with its zeros and missing numbers made what the test takes them for.
private struct TestedColumn: Hashable {
  enum Reading: Hashable {
    case plain
    /// NaN is 0.
    case missingIsZero
    /// Zeros up to 1e-35 are NaN.
    case zeroIsMissing
    /// Cut to a whole number, −1 where it is no category; missing ones −2 or −1.
    case category(missing: DecisionTree.Missing)
  }
  var feature: Int32
  var reading: Reading
}

struct LeafFinder {
  private let writing: GraphWriting
  private let graph: GraphBuilder
  private let ensemble: TreeEnsemble
  private let rows: GraphMatrix
  private var columns: [TestedColumn: Int] = [:]
  private var order: [TestedColumn] = []

  init(_ writing: GraphWriting, _ ensemble: TreeEnsemble, _ rows: GraphMatrix) {
    self.writing = writing
    graph = writing.graph
    self.ensemble = ensemble
    self.rows = rows
    for feature in 0..<rows.width { add(TestedColumn(feature: Int32(feature), reading: .plain)) }
    for tree in ensemble.trees {
      for node in tree.nodes where !node.isLeaf && (node.isMember || node.readsZeros) { add(Self.column(of: node)) }
    }
  }

  private mutating func add(_ column: TestedColumn) {
    guard columns[column] == nil else { return }
    columns[column] = order.count
    order.append(column)
  }

  /// Columns as they are stand first.
  private func columnPlace(of node: DecisionTree.Node) -> Int {
    let column = Self.column(of: node)
    return column.reading == .plain ? Int(column.feature) : columns[column] ?? 0
  }

  private static func column(of node: DecisionTree.Node) -> TestedColumn {
    let reading: TestedColumn.Reading =
      switch (node.test, node.missing) {
      case (.member, let missing): .category(missing: missing)
      case (_, .isZero): .missingIsZero
      case (_, .zeroGoesYes), (_, .zeroGoesNo): .zeroIsMissing
      default: .plain
      }
    return TestedColumn(feature: node.feature, reading: reading)
  }

  /// n × trees integers: places of leaves, counted through all trees.
  func leaves() throws -> Value {
    let isSingle = ensemble.inputPrecision == .single
    let rounded = isSingle ? rows.value.roundedToSingle() : rows.value
    let value = graph.concatenate([rounded] + order.dropFirst(rows.width).map { reading($0, rounded) })
    return try graph.target.learningOpset >= 5
      ? newLeaves(value, isSingle: isSingle) : oldLeaves(value, isSingle: isSingle)
  }

  private func reading(_ column: TestedColumn, _ rows: Value) -> Value {
    let cells = rows.column(Int(column.feature))
    let isZero = cells.absolute() <= Double(Float(1e-35))
    switch column.reading {
    case .plain: return cells
    case .missingIsZero: return graph.where(cells.isNaN(), graph.scalar(0), cells)
    case .zeroIsMissing: return graph.where(isZero, graph.scalar(.nan), cells)
    case .category(let missing):
      let isCategory = (ensemble.truncatesCategories ? cells > -1 : cells >= 0) && (cells < 0x1p31)
      let whole = ensemble.truncatesCategories ? graph.where(cells < 0, graph.scalar(0), cells) : cells
      let category = graph.where(isCategory, whole, graph.scalar(-1)).floor()
      switch missing {
      case .compares, .goesNo: return category
      case .goesYes: return graph.where(cells.isNaN(), graph.scalar(-2), category)
      case .isZero: return graph.where(cells.isNaN(), graph.scalar(0), category)
      case .zeroGoesYes: return graph.where(cells.isNaN() || isZero, graph.scalar(-2), category)
      case .zeroGoesNo: return graph.where(cells.isNaN() || isZero, graph.scalar(-1), category)
      }
    }
  }

  // MARK: One list of tests for both operators

  /// x ≤ threshold, which every runtime knows; or membership in a set, which only the newer operator does.
  private struct Test {
    var tree: Int
    var column: Int
    var threshold: Double
    var set: [Double]?
    var missingGoesYes: Bool
    var yes: Target
    var no: Target
  }
  private enum Target {
    case test(Int)
    /// A leaf by its place in the tree.
    case leaf(Int)
  }

  private static func missingGoesYes(_ node: DecisionTree.Node) -> Bool {
    node.missing == .goesYes || node.missing == .zeroGoesYes
  }

  /// The members of a test's set among categories as `reading` gives them, as ranges.
  private static func ranges(of node: DecisionTree.Node, in tree: DecisionTree) -> [ClosedRange<Double>] {
    var ranges: [ClosedRange<Double>] = missingGoesYes(node) ? [-2 ... -2] : []
    for category in tree.sets[Int(node.index)] where category >= 0 {
      let value = Double(category)
      if let last = ranges.last, last.upperBound == value - 1 {
        ranges[ranges.count - 1] = last.lowerBound...value
      } else {
        ranges.append(value...value)
      }
    }
    return ranges
  }

  /// The tests of all trees, each tree's root first. A tree that is a leaf has a test that decides nothing. A set becomes
  /// two tests a range where `expandsSets`; they share the nodes they lead to, which the newer operator does not allow.
  private func tests(expandsSets: Bool) -> (tests: [Test], roots: [Int]) {
    var tests: [Test] = []
    var roots: [Int] = []
    for (place, tree) in ensemble.trees.enumerated() {
      roots.append(tests.count)
      // Where each node's first test will stand; a test of a set becomes two a range.
      var starts: [Int] = []
      var next = tests.count
      for node in tree.nodes {
        starts.append(next)
        if node.isMember && expandsSets {
          next += max(1, 2 * Self.ranges(of: node, in: tree).count)
        } else if !node.isLeaf {
          next += 1
        }
      }
      func target(_ child: Int32) -> Target {
        let node = tree.nodes[Int(child)]
        return node.isLeaf ? .leaf(Int(node.index)) : .test(starts[Int(child)])
      }
      func append(_ column: Int, _ threshold: Double, _ yes: Target, _ no: Target, missing: Bool = false) {
        tests.append(
          Test(tree: place, column: column, threshold: threshold, set: nil, missingGoesYes: missing, yes: yes, no: no))
      }
      if tree.nodes[0].isLeaf {
        append(0, 0, .leaf(Int(tree.nodes[0].index)), .leaf(Int(tree.nodes[0].index)))
        continue
      }
      for node in tree.nodes where !node.isLeaf {
        let column = columnPlace(of: node)
        let (yes, no) = (target(node.yes), target(node.no))
        switch node.test {
        case .leaf: break
        case .lessOrEqual: append(column, node.threshold, yes, no, missing: Self.missingGoesYes(node))
        case .less: append(column, node.threshold.nextDown, yes, no, missing: Self.missingGoesYes(node))
        case .member:
          let ranges = Self.ranges(of: node, in: tree)
          guard expandsSets else {
            append(column, 0, yes, no)
            // What no cell is stands for an empty set.
            let members = ranges.flatMap { Array(stride(from: $0.lowerBound, through: $0.upperBound, by: 1)) }
            tests[tests.count - 1].set = members.isEmpty ? [-3] : members
            continue
          }
          if ranges.isEmpty { append(column, 0, no, no) }
          for (index, range) in ranges.enumerated() {
            // Below the range: no. In it: yes. Above: the next range.
            append(column, range.lowerBound - 1, no, .test(tests.count + 1))
            append(column, range.upperBound, yes, index + 1 == ranges.count ? no : .test(tests.count + 1))
          }
        }
      }
    }
    return (tests, roots)
  }

  /// Where each tree's leaves begin among all leaves.
  var leafStarts: [Int] {
    var next = 0
    return ensemble.trees.map { tree in
      next += tree.leafCount
      return next - tree.leafCount
    }
  }

  // MARK: TreeEnsemble of ai.onnx.ml 5

  private func newLeaves(_ value: Value, isSingle: Bool) -> Value {
    let (tests, roots) = tests(expandsSets: false)
    let starts = leafStarts
    let leafCount = ensemble.trees.reduce(0) { $0 + $1.leafCount }
    // Whole numbers up to 2^24 are exact in single precision, and so are thresholds against rounded inputs.
    let usesSingle = isSingle && leafCount < 1 << 24
    func target(_ target: Target, _ tree: Int) -> (id: Int64, isLeaf: Int64) {
      switch target {
      case .test(let place): (Int64(place), 0)
      case .leaf(let place): (Int64(starts[tree] + place), 1)
      }
    }
    let yes = tests.map { target($0.yes, $0.tree) }
    let no = tests.map { target($0.no, $0.tree) }
    let trees = ensemble.trees.enumerated().flatMap { [Int64](repeating: Int64($0), count: $1.leafCount) }
    func numbers(_ values: [Double]) -> Tensor {
      usesSingle
        ? Tensor(values.map { $0.roundedDownToSingle }, shape: [values.count]) : Tensor(values, shape: [values.count])
    }
    let (lessOrEqual, member): (UInt8, UInt8) = (0, 6)
    let modes = ContiguousArray(tests.map { $0.set == nil ? lessOrEqual : member })
    var attributes: [Attribute] = [
      Attribute("tree_roots", .integers(roots.map(Int64.init))),
      Attribute("nodes_splits", .tensor(numbers(tests.map(\.threshold)))),
      Attribute("nodes_featureids", .integers(tests.map { Int64($0.column) })),
      Attribute("nodes_modes", .tensor(Tensor(type: .uint8, shape: [tests.count], contents: .bytes(modes)))),
      Attribute("nodes_truenodeids", .integers(yes.map(\.id))),
      Attribute("nodes_trueleafs", .integers(yes.map(\.isLeaf))),
      Attribute("nodes_falsenodeids", .integers(no.map(\.id))),
      Attribute("nodes_falseleafs", .integers(no.map(\.isLeaf))),
      Attribute("leaf_targetids", .integers(trees)),
      Attribute("leaf_weights", .tensor(numbers((0..<leafCount).map(Double.init)))),
      Attribute("n_targets", .integer(Int64(ensemble.trees.count))), Attribute("aggregate_function", .integer(1)),
      Attribute("post_transform", .integer(0)),
    ]
    if tests.contains(where: \.missingGoesYes) {
      attributes.append(
        Attribute("nodes_missing_value_tracks_true", .integers(tests.map { $0.missingGoesYes ? 1 : 0 })))
    }
    if modes.contains(member) {
      // Sets follow each other in the order of their tests, each ended by NaN.
      let members = tests.flatMap { test in test.set.map { $0 + [.nan] } ?? [] }
      let values =
        usesSingle ? Tensor(members.map { Float($0) }, shape: [members.count]) : Tensor(members, shape: [members.count])
      attributes.append(Attribute("membership_values", .tensor(values)))
    }
    let type: ElementType = usesSingle ? .float : .double
    return graph.apply("TreeEnsemble", [value.cast(to: type)], domain: "ai.onnx.ml", attributes, type: type).cast(
      to: .int64)
  }

  // MARK: TreeEnsembleRegressor

  /// The older operator has thresholds in single precision. Inputs that were rounded to it are held against thresholds
  /// rounded down; others are replaced by how many of their column's thresholds they exceed, a whole number.
  private func oldLeaves(_ value: Value, isSingle: Bool) throws -> Value {
    var (tests, roots) = tests(expandsSets: true)
    guard ensemble.trees.allSatisfy({ $0.leafCount < 1 << 24 }) else {
      throw writing.refusal("a tree has more leaves than single precision counts", remedy: "ask for opset 21 or later")
    }
    let input = isSingle && order.count == rows.width ? value.cast(to: .float) : ranks(value, &tests)
    var nodes = OldNodes()
    for (place, tree) in ensemble.trees.enumerated() {
      let end = place + 1 < roots.count ? roots[place + 1] : tests.count
      // Leaves are nodes too; they stand behind their tree's tests.
      func id(_ target: Target) -> Int64 {
        switch target {
        case .test(let test): Int64(test - roots[place])
        case .leaf(let leaf): Int64(end - roots[place] + leaf)
        }
      }
      for index in roots[place]..<end {
        let test = tests[index]
        nodes.append(
          tree: place, id: Int64(index - roots[place]), feature: Int64(test.column),
          threshold: test.threshold.roundedDownToSingle, yes: id(test.yes), no: id(test.no),
          missing: test.missingGoesYes ? 1 : 0, mode: "BRANCH_LEQ")
      }
      for leaf in 0..<tree.leafCount { nodes.appendLeaf(tree: place, id: id(.leaf(leaf)), value: Float(leaf)) }
    }
    let places = graph.apply(
      "TreeEnsembleRegressor", [input], domain: "ai.onnx.ml", nodes.attributes(trees: ensemble.trees.count),
      type: .float)
    return places.cast(to: .int64) + graph.row(leafStarts)
  }

  /// Each column as the number of its thresholds that a cell exceeds; thresholds become places among them.
  private func ranks(_ value: Value, _ tests: inout [Test]) -> Value {
    var thresholds = [Set<Double>](repeating: [], count: order.count)
    for test in tests { thresholds[test.column].insert(test.threshold) }
    let sorted = thresholds.map { $0.sorted() }
    let places = sorted.map { Dictionary(uniqueKeysWithValues: $0.enumerated().map { ($1, $0) }) }
    for index in tests.indices {
      tests[index].threshold = Double(places[tests[index].column][tests[index].threshold] ?? 0)
    }
    let columns = sorted.enumerated().map { place, list -> Value in
      let cells = order.count == 1 ? value : value.column(place)
      let rank = list.isEmpty ? cells.filled(with: 0) : (cells > graph.row(list)).cast(to: .double).sum()
      return graph.where(cells.isNaN(), cells, rank)
    }
    return graph.concatenate(columns).cast(to: .float)
  }
}

extension Double {
  /// The greatest number of single precision that is not above.
  fileprivate var roundedDownToSingle: Float {
    let nearest = Float(self)
    return Double(nearest) > self ? nearest.nextDown : nearest
  }
}

/// Attributes of `TreeEnsembleRegressor`, node by node.
private struct OldNodes {
  private var trees: [Int64] = []
  private var ids: [Int64] = []
  private var features: [Int64] = []
  private var thresholds: [Float] = []
  private var yes: [Int64] = []
  private var no: [Int64] = []
  private var missing: [Int64] = []
  private var modes: [String] = []
  private var leafTrees: [Int64] = []
  private var leafIDs: [Int64] = []
  private var leafValues: [Float] = []

  mutating func append(
    tree: Int, id: Int64, feature: Int64, threshold: Float, yes: Int64, no: Int64, missing: Int64, mode: String
  ) {
    trees.append(Int64(tree))
    ids.append(id)
    features.append(feature)
    thresholds.append(threshold)
    self.yes.append(yes)
    self.no.append(no)
    self.missing.append(missing)
    modes.append(mode)
  }

  mutating func appendLeaf(tree: Int, id: Int64, value: Float) {
    append(tree: tree, id: id, feature: 0, threshold: 0, yes: 0, no: 0, missing: 0, mode: "LEAF")
    leafTrees.append(Int64(tree))
    leafIDs.append(id)
    leafValues.append(value)
  }

  func attributes(trees count: Int) -> [Attribute] {
    [
      Attribute("nodes_treeids", .integers(trees)), Attribute("nodes_nodeids", .integers(ids)),
      Attribute("nodes_featureids", .integers(features)), Attribute("nodes_values", .floats(thresholds)),
      Attribute("nodes_modes", .strings(modes)), Attribute("nodes_truenodeids", .integers(yes)),
      Attribute("nodes_falsenodeids", .integers(no)), Attribute("nodes_missing_value_tracks_true", .integers(missing)),
      Attribute("target_treeids", .integers(leafTrees)), Attribute("target_nodeids", .integers(leafIDs)),
      Attribute("target_ids", .integers(leafTrees)), Attribute("target_weights", .floats(leafValues)),
      Attribute("n_targets", .integer(Int64(count))), Attribute("aggregate_function", .string("SUM")),
      Attribute("post_transform", .string("NONE")),
    ]
  }
}
