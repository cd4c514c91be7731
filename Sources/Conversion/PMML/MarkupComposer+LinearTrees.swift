// Trees whose leaves are linear functions: PMML's trees have none such, so each leaf becomes a segment.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  /// The first segment whose predicate holds answers. Leaves stand in the order of the tree, tested children first, so that
  /// a leaf's predicate is what its way says with tests alone: where a test did not hold, or was unknown, the way goes on
  /// to leaves that come later.
  func linearTree(_ tree: DecisionTree, _ fields: TreeFields) throws -> MarkupModel {
    note(
      .bounded,
      "linear leaves add their constant last: a few units in the last place; infinite scores have no probabilities")
    let shaper = TreeShaper(tree: tree, fields: fields, roundsInputs: false) { _ in TreeNode(.always) }
    var segments: [Segmentation.Segment] = []
    /// Rows still to go through, with the tests on their way.
    var open: [(place: Int, tests: [RowPredicate])] = [(0, [])]
    var steps = 0
    while let (place, tests) = open.popLast() {
      steps += 1
      guard steps <= tree.nodes.count, tree.nodes.indices.contains(place) else {
        throw misfit("a tree points outside of itself, or reaches a row in two ways")
      }
      let row = tree.nodes[place]
      if row.test == .leaf {
        segments += try leaf(Int(row.index), of: tree, fields, behind: tests)
        continue
      }
      let test = try shaper.test(row, self)
      let (tested, rest) = test.isForYes ? (row.yes, row.no) : (row.no, row.yes)
      open.append((Int(rest), tests))
      open.append((Int(tested), tests + [test.predicate]))
    }
    for place in segments.indices { segments[place].id = String(place + 1) }
    return MarkupModel(.regression, .mining(Segmentation(.selectFirst, segments)))
  }

  /// The function where none of its features is missing, and the leaf's value where one is.
  private func leaf(
    _ leaf: Int, of tree: DecisionTree, _ fields: TreeFields, behind tests: [RowPredicate]
  ) throws -> [Segmentation.Segment] {
    guard tree.linearLeaves.indices.contains(leaf), tree.values.indices.contains(leaf) else {
      throw misfit("a leaf points outside of the values")
    }
    let linear = tree.linearLeaves[leaf]
    let names = linear.features.map { fields.names[Int($0)] ?? "" }
    let function = RegressionModel.Equation(
      intercept: tree.weight * linear.intercept,
      numeric: zip(names, linear.coefficients).map { .init($0, coefficient: tree.weight * $1) })
    let present = names.map { RowPredicate.simple(field: $0, .isNotMissing, Literal("")) }
    var segments = [segment(function, behind: tests + present)]
    if !names.isEmpty {
      segments.append(segment(RegressionModel.Equation(intercept: tree.weight * tree.values[leaf]), behind: tests))
    }
    return segments
  }

  private func segment(_ equation: RegressionModel.Equation, behind tests: [RowPredicate]) -> Segmentation.Segment {
    var segment = Segmentation.Segment(
      MarkupModel(.regression, .regression(RegressionModel(.none, [equation]))))
    segment.predicate = tests.isEmpty ? .always : tests.count == 1 ? tests[0] : .compound(.and, tests)
    return segment
  }
}
