// Decision trees and forests of them.

internal import ModelCore

/// The arrays of one `Tree`.
struct FittedTree {
  let fitted: FittedEstimator
  let left: [Int]
  let right: [Int]
  let feature: [Int]
  let threshold: [Double]
  /// From 1.3 on: whether a missing number goes left.
  let missingGoesLeft: [Int]?
  let sampleCounts: [Int]
  /// nodes × outputs × classes.
  let values: NumPyArray
  let featureCount: Int

  /// `tree_` of a fitted tree: arguments `(n_features, n_classes, n_outputs)`, and a state of two arrays.
  init(_ fitted: FittedEstimator) throws {
    self.fitted = fitted
    let tree = try fitted.part("tree_")
    guard tree.name == "Tree", let nodes = try tree.value("nodes").array(),
      let values = try tree.value("values").array()
    else {
      throw fitted.refusal("tree_", "It is no tree of a release that is known.")
    }
    func field(_ name: String) throws -> NumPyArray {
      guard let field = nodes.field(name) else { throw fitted.refusal("tree_", "Its nodes have no field \(name).") }
      return field
    }
    left = try field("left_child").integers()
    right = try field("right_child").integers()
    feature = try field("feature").integers()
    threshold = try field("threshold").doubles()
    sampleCounts = try field("n_node_samples").integers()
    missingGoesLeft = try nodes.field("missing_go_to_left")?.integers()
    self.values = values
    featureCount = tree.object.arguments.first?.integer ?? 0
    guard (0..<(1 << 24)).contains(featureCount) else {
      throw fitted.refusal("tree_", "It claims to test \(featureCount) columns.")
    }
    try fitted.context.charge(40 * left.count + 8 * values.count)
    guard values.shape.count == 3, values.shape[0] == left.count, !left.isEmpty else {
      throw fitted.refusal("tree_", "Its values do not fit its nodes.")
    }
  }

  /// The rows; `leaf` gives the place of a leaf's values, called in the order of nodes.
  func nodes(_ leaf: (Int) -> Int) throws -> ContiguousArray<DecisionTree.Node> {
    var nodes = ContiguousArray<DecisionTree.Node>()
    nodes.reserveCapacity(left.count)
    for place in left.indices {
      guard left[place] >= 0 else {
        nodes.append(DecisionTree.Node(test: .leaf, index: Int32(leaf(place))))
        continue
      }
      let children = (place + 1)..<left.count
      guard place + 1 < left.count, children.contains(left[place]), children.contains(right[place]),
        left[place] != right[place],
        (0..<max(featureCount, 1)).contains(feature[place])
      else { throw fitted.refusal("tree_", "Node \(place) points outside of the tree.") }
      nodes.append(
        DecisionTree.Node(
          test: .lessOrEqual, missing: missingGoesLeft.map { $0[place] != 0 ? .goesYes : .goesNo } ?? .compares,
          feature: Int32(feature[place]), threshold: threshold[place], yes: Int32(left[place]), no: Int32(right[place]))
      )
    }
    return nodes
  }

  /// One output's classes, or all outputs' numbers: a tree whose leaves hold `width` numbers from `start` on.
  func tree(from start: Int, width: Int, weight: Double = 1, _ normalizes: Bool = false) throws -> DecisionTree {
    let all = try values.doubles()
    let step = values.shape[1] * values.shape[2]
    guard start >= 0, width > 0, start + width <= step else {
      throw fitted.refusal("tree_", "Its leaves hold too few values.")
    }
    var leaves = ContiguousArray<Double>()
    let nodes = try nodes { place in
      let row = all[(place * step + start)..<(place * step + start + width)]
      let sum = normalizes ? Self.pairwiseSum(row) : 1
      for value in row { leaves.append(normalizes && sum != 0 ? value / sum : value * weight) }
      return leaves.count / width - 1
    }
    return DecisionTree(nodes: nodes, values: leaves, leafWidth: width)
  }

  /// As NumPy adds up a row: one by one to seven, in eight sums from eight on.
  private static func pairwiseSum(_ row: ArraySlice<Double>) -> Double {
    guard row.count >= 8 else { return row.reduce(0, +) }
    let values = Array(row)
    var sums = Array(values[0..<8])
    var place = 8
    while place + 8 <= values.count {
      for lane in 0..<8 { sums[lane] += values[place + lane] }
      place += 8
    }
    let total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    return values[place...].reduce(total, +)
  }
}

enum Trees {
  static let makers: [String: EstimatorMaker] = [
    "DecisionTreeClassifier": { try classifier($0, [$0]) }, "ExtraTreeClassifier": { try classifier($0, [$0]) },
    "DecisionTreeRegressor": { try regressor($0, [$0]) }, "ExtraTreeRegressor": { try regressor($0, [$0]) },
    "RandomForestClassifier": { try classifier($0, try members($0)) },
    "ExtraTreesClassifier": { try classifier($0, try members($0)) },
    "RandomForestRegressor": { try regressor($0, try members($0)) },
    "ExtraTreesRegressor": { try regressor($0, try members($0)) },
  ]

  static func members(_ fitted: FittedEstimator) throws -> [FittedEstimator] {
    let members = try fitted.list("estimators_").enumerated().map {
      try fitted.part($0.element, "estimators_[\($0.offset)]")
    }
    guard !members.isEmpty else { throw fitted.refusal("estimators_", "It has no trees.") }
    return members
  }

  private static func regressor(_ fitted: FittedEstimator, _ trees: [FittedEstimator]) throws -> Estimator {
    let made = try trees.map { tree -> DecisionTree in
      let tree = try FittedTree(tree)
      return try tree.tree(from: 0, width: tree.values.shape[1] * tree.values.shape[2])
    }
    let width = made[0].leafWidth
    guard made.allSatisfy({ $0.leafWidth == width }) else {
      throw fitted.refusal("estimators_", "Its trees differ in outputs.")
    }
    return .regressor(.scores(.trees(ensemble(made, outputs: width)), .identity))
  }

  private static func classifier(_ fitted: FittedEstimator, _ trees: [FittedEstimator]) throws -> Estimator {
    let read = try trees.map { try FittedTree($0) }
    let outputs = read[0].values.shape[1]
    guard read.allSatisfy({ $0.values.shape == [$0.values.shape[0], outputs, read[0].values.shape[2]] }) else {
      throw fitted.refusal("estimators_", "Its trees differ in outputs.")
    }
    let classes = try fitted.value("classes_")
    let labels =
      outputs == 1
      ? [try fitted.labels(classes, "classes_")]
      : try fitted.list(classes, "classes_").map { try fitted.labels($0, "classes_") }
    guard labels.count == outputs else {
      throw fitted.refusal("classes_", "There is not one list of them for each output.")
    }
    let targets = try labels.enumerated().map { try target($0.element, output: $0.offset, read, fitted) }
    return .classifier(outputs == 1 ? targets[0] : Classifier(labels: [], rule: .targets(targets)))
  }

  /// Leaves hold counts up to 1.3, which are divided by their sum; from 1.4 on they hold fractions, taken as they are.
  private static func target(
    _ labels: [Label], output: Int, _ trees: [FittedTree], _ fitted: FittedEstimator
  ) throws -> Classifier {
    let normalizes = fitted.version < ScikitLearnVersion(1, 4)
    let made = try trees.map { try $0.tree(from: output * $0.values.shape[2], width: labels.count, normalizes) }
    return Classifier(
      labels: labels, rule: .scores(.trees(ensemble(made, outputs: labels.count)), .identity, .probabilities))
  }

  private static func ensemble(_ trees: [DecisionTree], outputs: Int) -> TreeEnsemble {
    TreeEnsemble(
      trees: trees, outputCount: outputs, base: [Double](repeating: 0, count: outputs),
      aggregation: trees.count > 1 ? .mean : .sum,
      inputPrecision: .single)
  }
}
