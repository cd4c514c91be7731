// Trees as tree models, ensembles as segmentations.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  /// A score function of trees: one regression model an output.
  func models(of ensemble: TreeEnsemble, _ columns: [MarkupColumn]) throws -> [MarkupModel] {
    let fields = try treeFields(ensemble, columns)
    return try (0..<ensemble.outputCount).map { output in
      let trees = ensemble.trees.filter { ($0.firstOutput..<($0.firstOutput + $0.leafWidth)).contains(output) }
      var models = try trees.map { try regressionTree($0, output: output, ensemble, fields) }
      let base = output < ensemble.base.count ? ensemble.base[output] : 0
      var method = Segmentation.Method.sum
      var constant = 0.0
      if ensemble.aggregation == .mean {
        method = .average
        constant = base
      } else if base != 0 {
        // A sum that begins with its base is another one than a sum that gets it at the end.
        let first = constantTree(base, ensemble.accumulation)
        if ensemble.baseOrder == .first { models.insert(first, at: 0) } else { models.append(first) }
      }
      return combined(models, method, constant, ensemble.accumulation)
    }
  }

  private func combined(
    _ models: [MarkupModel], _ method: Segmentation.Method, _ constant: Double, _ precision: Precision
  ) -> MarkupModel {
    if models.isEmpty { return constantTree(constant, precision) }
    var model = models[0]
    if models.count > 1 {
      model = MarkupModel(.regression, .mining(Segmentation(method, numbered(models))))
      model.precision = precision
    }
    if constant != 0 {
      var target = Target()
      target.constant = constant
      model.targets = [target]
    }
    return model
  }

  func numbered(_ models: [MarkupModel]) -> [Segmentation.Segment] {
    models.enumerated().map { place, model in
      var segment = Segmentation.Segment(model)
      segment.id = String(place + 1)
      return segment
    }
  }

  private func constantTree(_ value: Double, _ precision: Precision) -> MarkupModel {
    var tree = TreeModel()
    tree.root = TreeNode(.always, score: scoreText(value, precision))
    var model = MarkupModel(.regression, .tree(tree))
    model.precision = precision
    return model
  }

  private func scoreText(_ value: Double, _ precision: Precision) -> String {
    precision == .single ? Float(value).description : Literal.text(of: value)
  }

  private func regressionTree(
    _ tree: DecisionTree, output: Int, _ ensemble: TreeEnsemble, _ fields: TreeFields
  ) throws -> MarkupModel {
    let isSingle = ensemble.accumulation == .single
    if !tree.linearLeaves.isEmpty { return try linearTree(tree, fields) }
    let shaper = TreeShaper(tree: tree, fields: fields, roundsInputs: ensemble.inputPrecision == .single) { leaf in
      let value = tree.values[leaf * tree.leafWidth + output - tree.firstOutput]
      let weighted = isSingle ? Double(Float(tree.weight) * Float(value)) : tree.weight * value
      return TreeNode(.always, score: self.scoreText(weighted, ensemble.accumulation))
    }
    var result = TreeModel()
    result.root = try shaper.root(of: self)
    var model = MarkupModel(.regression, .tree(result))
    model.precision = ensemble.accumulation
    return model
  }

  /// Trees whose leaves are shares of classes, as one classification model.
  func classificationTrees(
    _ ensemble: TreeEnsemble, labels: [Label], normalizes: Bool, _ columns: [MarkupColumn]
  ) throws -> MarkupModel {
    let fields = try treeFields(ensemble, columns)
    let texts = try labels.map { try labelText($0) }
    let models = try ensemble.trees.map { tree in
      let shaper = TreeShaper(tree: tree, fields: fields, roundsInputs: ensemble.inputPrecision == .single) { leaf in
        var values = tree.values[(leaf * labels.count)..<((leaf + 1) * labels.count)].map { $0 * tree.weight }
        let counts = values
        let sum = values.reduce(0, +)
        if normalizes, sum != 0 { values = values.map { $0 / sum } }
        var node = TreeNode(.always)
        let greatest = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
        node.score = texts[greatest]
        node.distribution = texts.indices.map {
          ScoreDistribution(texts[$0], recordCount: counts[$0], probability: values[$0])
        }
        return node
      }
      var result = TreeModel()
      result.root = try shaper.root(of: self)
      return MarkupModel(.classification, .tree(result))
    }
    if models.count == 1 { return models[0] }
    return MarkupModel(.classification, .mining(Segmentation(.average, numbered(models))))
  }

  /// The fields that tests of an ensemble look at.
  private func treeFields(_ ensemble: TreeEnsemble, _ columns: [MarkupColumn]) throws -> TreeFields {
    var fields = TreeFields()
    func add(_ feature: Int) throws {
      guard columns.indices.contains(feature), !columns[feature].isText else {
        throw misfit("a tree looks at column \(feature), which it is not given as numbers")
      }
      if fields.names[feature] == nil { fields.names[feature] = field(columns[feature], "feature") }
    }
    for tree in ensemble.trees {
      for leaf in tree.linearLeaves { for feature in leaf.features { try add(Int(feature)) } }
      for node in tree.nodes where node.test != .leaf {
        let feature = Int(node.feature)
        try add(feature)
        if node.test == .member, fields.categories[feature] == nil {
          let name = fields.names[feature] ?? field(columns[feature], "feature")
          fields.categories[feature] = field(
            category(MarkupColumn(expression: .field(name)), isTruncated: ensemble.truncatesCategories), "category")
        }
      }
    }
    return fields
  }

  /// A number cut to a whole one: what is between −1 and 0 becomes 0 where it is truncated. A missing one is passed by,
  /// since engines refuse to compare or to round it.
  private func category(_ column: MarkupColumn, isTruncated: Bool) -> MarkupColumn {
    var cut = column.applying("floor")
    if isTruncated {
      let isBelowZero = column.applying("lessThan", .constant(0))
      cut = .condition(isBelowZero, .constant(0) - (.constant(0) - column).applying("floor"), cut)
    }
    // Rounding gives an integer of 32 bits there, and no category is beyond.
    let isSmall = column.applying("abs").applying("lessThan", .constant(2_147_483_647))
    let whole = MarkupColumn.condition(isSmall, cut, column)
    return MarkupColumn(expression: .apply("if", column.applying("isNotMissing").expression, whole.expression))
  }
}

/// Names of the fields that trees test.
struct TreeFields {
  var names: [Int: String] = [:]
  /// Cut to whole numbers, for tests of sets.
  var categories: [Int: String] = [:]
}

/// One tree of the dialect as nodes.
///
/// At each row one child has a predicate and the other takes the rest; a missing value makes the predicate unknown, which
/// counts as false, so the child without one is where missing values go.
struct TreeShaper {
  let tree: DecisionTree
  let fields: TreeFields
  let roundsInputs: Bool
  let leaf: (Int) -> TreeNode

  /// PMML's trees are as deep as their elements are nested.
  static let depthLimit = 400

  func root(of composer: MarkupComposer) throws -> TreeNode {
    guard !tree.nodes.isEmpty else { throw composer.misfit("a tree has no rows") }
    return try node(0, .always, depth: 0, composer)
  }

  private func node(_ place: Int, _ predicate: RowPredicate, depth: Int, _ composer: MarkupComposer) throws -> TreeNode
  {
    guard tree.nodes.indices.contains(place) else { throw composer.misfit("a tree points outside of itself") }
    guard depth < Self.depthLimit else {
      throw composer.refusal(
        "a tree is deeper than \(Self.depthLimit), deeper than XML is read", remedy: "fit with a smaller max_depth")
    }
    let row = tree.nodes[place]
    if row.test == .leaf {
      guard row.index >= 0, (Int(row.index) + 1) * tree.leafWidth <= tree.values.count else {
        throw composer.misfit("a leaf points outside of the values")
      }
      var node = leaf(Int(row.index))
      node.predicate = predicate
      return node
    }
    let test = try test(row, composer)
    let (tested, rest) = test.isForYes ? (row.yes, row.no) : (row.no, row.yes)
    var node = TreeNode(predicate)
    node.children = [
      try self.node(Int(tested), test.predicate, depth: depth + 1, composer),
      try self.node(Int(rest), .always, depth: depth + 1, composer),
    ]
    return node
  }

  struct Test {
    var predicate: RowPredicate
    /// Whether the predicate stands at the child for `yes`.
    var isForYes: Bool
  }

  func test(_ row: DecisionTree.Node, _ composer: MarkupComposer) throws -> Test {
    let feature = Int(row.feature)
    let missingGoesYes: Bool
    switch row.missing {
    case .compares, .goesNo, .zeroGoesNo: missingGoesYes = false
    case .goesYes, .zeroGoesYes: missingGoesYes = true
    case .isZero: missingGoesYes = try takesZero(row, composer)
    }
    if row.test == .member {
      guard tree.sets.indices.contains(Int(row.index)), let name = fields.categories[feature] else {
        throw composer.misfit("a test of a set has none")
      }
      let set = tree.sets[Int(row.index)].map { Literal(String($0)) }
      return Test(predicate: .set(field: name, isIn: !missingGoesYes, set), isForYes: !missingGoesYes)
    }
    let name = fields.names[feature] ?? ""
    var predicate = TreeThreshold(row, rounds: roundsInputs).predicate(name, holds: !missingGoesYes)
    if row.missing == .zeroGoesYes || row.missing == .zeroGoesNo {
      let isNotZero = RowPredicate.compound(
        .or,
        [.simple(field: name, .lessThan, Literal(-Self.zero)), .simple(field: name, .greaterThan, Literal(Self.zero))])
      predicate = .compound(.and, [predicate, isNotZero])
    }
    return Test(predicate: predicate, isForYes: !missingGoesYes)
  }

  /// LightGBM counts as zero what single precision's 1e-35 bounds.
  private static let zero = Double(Float(1e-35))

  private func takesZero(_ row: DecisionTree.Node, _ composer: MarkupComposer) throws -> Bool {
    switch row.test {
    case .lessOrEqual: return 0 <= row.threshold
    case .less: return 0 < row.threshold
    case .member, .leaf:
      guard tree.sets.indices.contains(Int(row.index)) else { throw composer.misfit("a test of a set has none") }
      return tree.sets[Int(row.index)].contains(0)
    }
  }
}

/// A threshold against doubles that says what the tree's says against its own inputs.
struct TreeThreshold {
  /// The greatest doubles that pass are those up to here, itself included or not.
  let bound: Double
  let includesBound: Bool

  /// With rounding the tree compares x as a float; a double passes where the float it rounds to does, which is up to the
  /// middle between the greatest float that passes and the next one. A double in the very middle rounds to the even one.
  init(_ row: DecisionTree.Node, rounds: Bool) {
    guard rounds, row.threshold.isFinite else {
      bound = row.threshold
      includesBound = row.test == .lessOrEqual
      return
    }
    var last = Float(row.threshold)
    if Double(last) > row.threshold || (row.test == .less && Double(last) == row.threshold) { last = last.nextDown }
    guard last.isFinite else {
      bound = Double(last)
      includesBound = true
      return
    }
    let next = last.nextUp
    bound = next.isFinite ? (Double(last) + Double(next)) / 2 : Double(last) + Double(last.ulp) / 2
    includesBound = last.bitPattern % 2 == 0
  }

  func predicate(_ name: String, holds: Bool) -> RowPredicate {
    let comparison: RowPredicate.Comparison
    switch (holds, includesBound) {
    case (true, true): comparison = .lessOrEqual
    case (true, false): comparison = .lessThan
    case (false, true): comparison = .greaterThan
    case (false, false): comparison = .greaterOrEqual
    }
    return .simple(field: name, comparison, Literal(bound))
  }
}
