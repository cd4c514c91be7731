// Rows as the leaves they come to: a column a leaf of each tree.

internal import ModelCore

enum TreeEmbedding {
  static let transformers: [String: TransformerMaker] = ["RandomTreesEmbedding": embedding]

  /// Trees whose leaves answer with a 1 in a column of their own. Every leaf held a row when it was fitted, so that the
  /// encoder behind the trees knows all of them.
  private static let embedding: TransformerMaker = { fitted in
    let encoder = try fitted.part("one_hot_encoder_")
    guard encoder.has("categories_") else {
      throw fitted.refusal(
        "one_hot_encoder_", "Encoders before scikit-learn 0.20 are not known here.",
        remedy: "Fit it with scikit-learn 0.20 or later.")
    }
    let seen = try encoder.list("categories_")
    let parts = try fitted.list("estimators_")
    guard seen.count == parts.count, !parts.isEmpty else {
      throw fitted.refusal("one_hot_encoder_", "It does not fit the trees.")
    }
    return .branches(
      try parts.enumerated().map { place, value in
        let tree = try FittedTree(try fitted.part(value, "estimators_[\(place)]"))
        let leaves = tree.left.indices.filter { tree.left[$0] < 0 }
        guard try encoder.integers(seen[place], "categories_") == leaves else {
          throw fitted.refusal("one_hot_encoder_", "It does not know all leaves of tree \(place).")
        }
        return Transformer.Branch(
          name: "", columns: nil,
          transformer: .answer(
            of: .regressor(.scores(.trees(try ensemble(tree, leaves.count)), .identity)), .prediction))
      })
  }

  private static func ensemble(_ tree: FittedTree, _ count: Int) throws -> TreeEnsemble {
    let (size, overflow) = count.multipliedReportingOverflow(by: count)
    guard !overflow, size < 1 << 24 else {
      throw tree.fitted.refusal("tree_", "It has \(count) leaves.", remedy: "Fit it with `max_depth` up to 11.")
    }
    try tree.fitted.context.charge(8 * size)
    var values = ContiguousArray<Double>(repeating: 0, count: size)
    for leaf in 0..<count { values[leaf * count + leaf] = 1 }
    var next = -1
    let nodes = try tree.nodes { _ in
      next += 1
      return next
    }
    return TreeEnsemble(
      trees: [DecisionTree(nodes: nodes, values: values, leafWidth: count)], outputCount: count, base: [],
      inputPrecision: .single)
  }
}
