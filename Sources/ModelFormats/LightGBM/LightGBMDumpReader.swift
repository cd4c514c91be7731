// LightGBM's JSON dump (`dump_model`): the same model, its trees as objects in objects.

internal import ModelCore

/// Reads one dump. Releases before 2.2.3 left out what predictions need; their dumps are refused.
struct LightGBMDumpReader {
  private var model = LightGBMModel()
  private var budget: MemoryBudget
  /// `leaf_index` of the leaves of the tree at hand, in the order in which they stand.
  private var leafNumbers: [Int] = []

  static func read(_ bytes: Bytes) throws -> LightGBMModel {
    let tree = try JSONReader.read(bytes)
    var reader = LightGBMDumpReader(budget: MemoryBudget(tree.allowance))
    try reader.read(tree.root)
    return reader.model
  }

  private init(budget: MemoryBudget) { self.budget = budget }

  private mutating func read(_ root: DocumentValue) throws {
    model.format = root["version"]?.text
    guard let format = model.format, ["v2", "v3", "v4"].contains(format) else {
      throw FormatError(
        .unsupported, "LightGBM dump", at: root.offset,
        "Dumps of formats v2 to v4 are read, and this is \(model.format ?? "of another"); save the model as text.")
    }
    guard let outputCount = root["num_tree_per_iteration"]?.integer, (1...(1 << 20)).contains(outputCount),
      let lastFeature = root["max_feature_idx"]?.integer, (0..<(1 << 24)).contains(lastFeature)
    else { throw malformed(root, "It does not say how many trees an iteration has, or how many features there are.") }
    model.outputCount = outputCount
    guard let isAveraged = root["average_output"]?.boolean else {
      throw ModelRefusal(
        place: "Booster", estimator: "Booster", parameter: "objective",
        "Dumps of releases before 2.2.3 do not say what becomes of scores.", remedy: "Save it with `save_model`.")
    }
    model.isAveraged = isAveraged
    model.hasEnd = true
    model.objective = root["objective"]?.text
    let names = root["feature_names"]?.elements ?? []
    try budget.charge(48 * names.count)
    model.featureNames = names.compactMap(\.text)
    guard model.featureNames.count == lastFeature + 1 else {
      throw malformed(root, "It names \(model.featureNames.count) features, and there are \(lastFeature + 1).")
    }
    try readFeatures(root["feature_infos"])
    if let trees = root["tree_info"] { try readTrees(trees) }
    guard model.trees.count % outputCount == 0 else {
      throw malformed(root, "\(model.trees.count) trees are not the same number for each of \(outputCount) outputs.")
    }
    model.mayHideLinearLeaves =
      model.format == "v3" && root["feature_importances"] != nil && model.trees.allSatisfy(\.linearLeaves.isEmpty)
    if let value = root["pandas_categorical"] { model.pandasCategories = try LightGBMCategories.labels(value, &budget) }
    model.memory = budget.used
  }

  /// Ranges and categories by the names of features; nothing for those without.
  private mutating func readFeatures(_ infos: DocumentValue?) throws {
    guard let infos, infos.count > 0 else { return }
    try budget.charge(96 * infos.count)
    let byName = Dictionary(infos.entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    model.features = try model.featureNames.map { name in
      guard let info = byName[name] else { return .unused }
      if let values = info["values"]?.integers(), !values.isEmpty {
        try budget.charge(8 * values.count)
        return .categories(values.map { Int($0) })
      }
      guard let low = info["min_value"]?.double, let high = info["max_value"]?.double else { return .unused }
      return .range(low: low, high: high)
    }
  }

  // MARK: Trees

  /// Leaves as LightGBM counts them; `pred_leaf` tells them so.
  private mutating func sortLeaves(of tree: inout DecisionTree, _ value: DocumentValue) throws {
    defer { leafNumbers.removeAll(keepingCapacity: true) }
    let count = tree.values.count
    guard leafNumbers.count == count, count > 1 else { return }
    var places = [Int](repeating: -1, count: count)
    for (place, number) in leafNumbers.enumerated() {
      guard places.indices.contains(number), places[number] < 0 else {
        throw malformed(value, "The leaves of a tree are not counted from 0 (`leaf_index`).")
      }
      places[number] = place
    }
    tree.values = ContiguousArray(places.map { [values = tree.values] in values[$0] })
    if !tree.linearLeaves.isEmpty { tree.linearLeaves = places.map { [leaves = tree.linearLeaves] in leaves[$0] } }
    for row in tree.nodes.indices where tree.nodes[row].isLeaf {
      tree.nodes[row].index = Int32(leafNumbers[Int(tree.nodes[row].index)])
    }
  }

  private mutating func readTrees(_ trees: DocumentValue) throws {
    try budget.charge((MemoryLayout<DecisionTree>.stride + 160) * trees.count)
    model.trees.reserveCapacity(trees.count)
    try trees.forEachElement { (value) throws(any Error) in
      guard let structure = value["tree_structure"] else { throw malformed(value, "A tree has no `tree_structure`.") }
      var tree = DecisionTree(nodes: [], values: [], firstOutput: model.trees.count % model.outputCount)
      _ = try node(structure, in: &tree, depth: 0)
      if tree.linearLeaves.count < tree.values.count { tree.linearLeaves = [] }
      try sortLeaves(of: &tree, value)
      model.trees.append(tree)
    }
  }

  /// Deeper than the reader of JSON goes.
  private static let deepest = 256

  /// Appends a node and all below it, and gives its row.
  private mutating func node(_ value: DocumentValue, in tree: inout DecisionTree, depth: Int) throws -> Int32 {
    guard depth < Self.deepest else { throw malformed(value, "A tree is deeper than \(Self.deepest).") }
    try budget.charge(MemoryLayout<DecisionTree.Node>.stride * 2)
    let row = tree.nodes.count
    guard let feature = value["split_feature"] else {
      tree.nodes.append(DecisionTree.Node(test: .leaf, index: Int32(tree.values.count)))
      try appendLeaf(value, to: &tree)
      return Int32(row)
    }
    guard let feature = feature.integer, model.featureNames.indices.contains(feature) else {
      throw malformed(value, "A node asks for a feature that there is not.")
    }
    tree.nodes.append(try test(value, Int32(feature), &tree))
    guard let left = value["left_child"], let right = value["right_child"] else {
      throw malformed(value, "A node has no two children.")
    }
    let yes = try node(left, in: &tree, depth: depth + 1)
    let no = try node(right, in: &tree, depth: depth + 1)
    tree.nodes[row].yes = yes
    tree.nodes[row].no = no
    return Int32(row)
  }

  private mutating func test(
    _ value: DocumentValue, _ feature: Int32, _ tree: inout DecisionTree
  ) throws -> DecisionTree.Node {
    switch value["decision_type"]?.text {
    case "<=", "no_greater":
      guard let threshold = value["threshold"]?.double, let isLeft = value["default_left"]?.boolean,
        let type = ["None", "Zero", "NaN"].firstIndex(of: value["missing_type"]?.text)
      else { throw malformed(value, "A node does not say its threshold, or what becomes of missing numbers.") }
      return try LightGBMTreeText.comparison(
        feature, threshold, goesLeft: isLeft, missingType: type)
        ?? { throw malformed(value, "A threshold is no number.") }()
    case "==", "is":
      // `1||4`: the categories that go left; one alone is a number or a text.
      let text = value["threshold"]?.text ?? value["threshold"]?.integer.map { String($0) } ?? ""
      try budget.charge(64 + 24 * text.utf8.count)
      let set = text.split(separator: "||").compactMap { Int32($0) }
      guard !set.isEmpty, set.count == text.split(separator: "||").count, set.allSatisfy({ $0 >= 0 }) else {
        throw malformed(value, "A node's categories are no numbers with `||` between them.")
      }
      tree.sets.append(set.sorted())
      return DecisionTree.Node(test: .member, missing: .goesNo, feature: feature, index: Int32(tree.sets.count - 1))
    default: throw malformed(value, "A node decides in a way that is not known (`decision_type`).")
    }
  }

  private mutating func appendLeaf(_ value: DocumentValue, to tree: inout DecisionTree) throws {
    guard let number = value["leaf_value"]?.double else { throw malformed(value, "A leaf has no `leaf_value`.") }
    tree.values.append(number)
    if let place = value["leaf_index"]?.integer { leafNumbers.append(place) }
    guard let constant = value["leaf_const"]?.double else { return }
    let features = value["leaf_features"]?.integers() ?? []
    let coefficients = value["leaf_coeff"]?.doubles() ?? []
    try budget.charge(MemoryLayout<DecisionTree.LinearLeaf>.stride + 96 + 12 * features.count)
    guard features.count == coefficients.count,
      features.allSatisfy({ model.featureNames.indices.contains(Int($0)) })
    else { throw malformed(value, "A linear leaf's features do not fit its coefficients.") }
    tree.linearLeaves.append(
      DecisionTree.LinearLeaf(intercept: constant, features: Array(features), coefficients: Array(coefficients)))
  }

  private func malformed(_ value: DocumentValue, _ message: String) -> FormatError {
    FormatError(.malformed, "LightGBM dump", at: value.offset, message)
  }
}
