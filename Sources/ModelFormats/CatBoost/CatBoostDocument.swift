// CatBoost's model as JSON.

internal import ModelCore

enum CatBoostDocument {
  static func read(_ root: DocumentValue) throws -> CatBoostModel {
    var model = CatBoostModel()
    let byPlace = try readColumns(root, into: &model)
    if let info = root["model_info"] {
      for (key, value) in info.entries where CatBoostModel.isRead(key) {
        model.notes[key] = value
      }
      model.versionText = info["catboost_version_info"]?.text
    }
    try readScale(root, into: &model)
    guard model.foreign == nil else { return model }
    if let trees = root["oblivious_trees"], trees.kind == .array {
      try trees.forEachElement { tree in try readSymmetric(tree, byPlace, into: &model) }
    } else if let trees = root["trees"], trees.kind == .array {
      model.outputCount = try trees.elements.first.map { try width($0, depth: 0) } ?? 1
      try trees.forEachElement { tree in
        var made = DecisionTree(nodes: [], values: [], leafWidth: model.outputCount)
        try readNode(tree, byPlace, model, into: &made, depth: 0)
        model.trees.append(made)
      }
    } else {
      throw broken("It holds no trees.")
    }
    return model
  }

  /// The numbers that the first leaf holds.
  private static func width(_ value: DocumentValue, depth: Int) throws -> Int {
    guard depth < 512 else { throw broken("A tree is deeper than 512.") }
    if let low = value["left"] { return try width(low, depth: depth + 1) }
    return max(1, value["value"]?.count ?? 1)
  }

  /// The columns of numbers, by the places that tests name.
  private static func readColumns(
    _ root: DocumentValue, into model: inout CatBoostModel
  ) throws -> [Int: CatBoostModel.Column] {
    var byPlace: [Int: CatBoostModel.Column] = [:]
    let features = root["features_info"]
    // Text in JSON is there once for each time it is read.
    var room = Int.max
    for column in features?["float_features"]?.elements ?? [] {
      guard let place = column["flat_feature_index"]?.integer else { throw broken("A column has no place.") }
      let missing: CatBoostModel.Missing =
        switch column["nan_value_treatment"]?.text {
        case "AsIs", nil: .asIs
        case "AsFalse": .below
        case "AsTrue": .above
        case let other?: throw broken("What becomes of missing numbers is not known here: \(other).")
        }
      let name = column["feature_id"]?.text ?? column["feature_name"]?.text ?? ""
      let made = CatBoostModel.Column(place: place, name: name, borders: [], missing: missing)
      byPlace[column["feature_index"]?.integer ?? model.columns.count] = made
      try model.add(made, fileSize: root.tree.rows.count, room: &room)
    }
    for (key, kind) in [("categorical_features", "categories"), ("text_features", "texts")]
    where features?.entries.contains(where: { $0.key == key && $0.value.count > 0 }) ?? false {
      model.foreign = kind
    }
    return byPlace
  }

  /// A scale, and a bias or one an output.
  private static func readScale(_ root: DocumentValue, into model: inout CatBoostModel) throws {
    guard let both = root["scale_and_bias"] else { return }
    if let numbers = both.doubles(), numbers.count == 2 {
      (model.scale, model.bias) = (numbers[0], [numbers[1]])
    } else if both.count == 2, let scale = both.elements.first?.double, let bias = both.elements[1].doubles() {
      (model.scale, model.bias) = (scale, Array(bias))
    } else {
      throw broken("Its scale and bias are no numbers.")
    }
  }

  private static func readSymmetric(
    _ tree: DocumentValue, _ columns: [Int: CatBoostModel.Column], into model: inout CatBoostModel
  ) throws {
    guard let values = tree["leaf_values"]?.doubles() else { throw broken("A tree has no leaves.") }
    let splits = tree["splits"]?.elements ?? []
    guard splits.count <= 16, values.count % (1 << splits.count) == 0, !values.isEmpty else {
      throw broken("A tree of depth \(splits.count) has \(values.count) values.")
    }
    let width = values.count >> splits.count
    if model.trees.isEmpty { model.outputCount = width }
    guard width == model.outputCount else { throw broken("Trees answer with different counts of numbers.") }
    model.trees.append(
      try model.symmetric(try splits.map { try test($0, columns) }, values: values[...]))
  }

  private static func readNode(
    _ value: DocumentValue, _ columns: [Int: CatBoostModel.Column], _ model: CatBoostModel,
    into tree: inout DecisionTree,
    depth: Int
  ) throws {
    guard depth < 512 else { throw broken("A tree is deeper than 512.") }
    let row = tree.nodes.count
    tree.nodes.append(DecisionTree.Node(test: .leaf))
    guard let split = value["split"] else {
      let numbers = value["value"]?.double.map { [$0] } ?? value["value"]?.doubles()
      guard let numbers, numbers.count == tree.leafWidth else { throw broken("A leaf has no value.") }
      tree.nodes[row].index = Int32(tree.values.count / tree.leafWidth)
      tree.values += numbers
      return
    }
    guard let low = value["left"], let high = value["right"] else { throw broken("A node has only one side.") }
    let test = try test(split, columns)
    try readNode(low, columns, model, into: &tree, depth: depth + 1)
    let second = tree.nodes.count
    try readNode(high, columns, model, into: &tree, depth: depth + 1)
    tree.nodes[row] = model.node(test.column, test.border, low: row + 1, high: second)
  }

  private static func test(
    _ split: DocumentValue, _ columns: [Int: CatBoostModel.Column]
  ) throws -> (column: CatBoostModel.Column, border: Float) {
    guard split["split_type"]?.text ?? "FloatFeature" == "FloatFeature",
      let place = split["float_feature_index"]?.integer, let column = columns[place],
      let border = split["border"]?.double
    else { throw broken("A tree tests what is no border of a column of numbers.") }
    return (column, Float(border))
  }

  private static func broken(_ message: String) -> FormatError {
    FormatError(.malformed, FlatTable.format, message)
  }
}
