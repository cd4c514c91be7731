// Proofs that a model with one row of a tree changed answers every row as it did.

import Equivalence
import Foundation
import ModelCore

/// Why no row tells a mutant from its original, where that can be shown.
struct SameAnswers {
  let model: PredictiveModel
  /// The first of the model, which the mutant changes.
  let ensemble: TreeEnsemble
  let mutant: Mutant

  /// Nil where there is no proof.
  var reason: String? {
    guard let change = mutant.change else { return smallBase ?? equalBases }
    let tree = ensemble.trees[change.tree]
    if tree.weight == 0 { return "the tree weighs nothing" }
    if let number = change.number {
      if agree(tree.nodes[change.node], on: number) { return "the library takes the number between for a missing one" }
      if !reaches(number, tree.nodes[change.node].feature) { return "no input becomes the number between" }
      if !comes(number, to: change.node, of: tree) { return "a test above sends the number between elsewhere" }
    }
    if !tellsApart(change.node, of: tree, at: change.number) {
      return "both sides end in the same answers, or in the same vote"
    }
    if keepsItsSide(tree, change.node) { return "all sums stay on one side of what decides" }
    if let voter = changedVoter,
      isTriedAll(voter.before, voter.after, columnCount: ensemble.columnCount, alike: { $0.choices == $1.choices })
    {
      return "the voter says the same in all cells between its thresholds"
    }
    let isTried = isTriedAll(model.estimator, mutant.model.estimator, columnCount: model.inputs.count, alike: ==)
    return isTried ? "all cells between thresholds were tried" : nil
  }

  // MARK: A base score

  /// What a verdict lets pass between two models in double precision.
  private var smallBase: String? {
    mutant.kind == "base score" && ensemble.base.allSatisfy { abs($0) < Tolerance.double.absolute }
      ? "the base score is less than what a verdict tolerates" : nil
  }

  /// Softmax takes what is added to all scores for nothing.
  private var equalBases: String? {
    guard mutant.kind == "base score", Set(ensemble.base).count == 1, ensemble.outputCount > 1,
      case .classifier(let classifier) = model.estimator.last,
      case .scores(_, .softmax, _) = classifier.rule
    else { return nil }
    return "a softmax takes nothing of what is added to all scores"
  }

  // MARK: One test

  /// Whether a test goes one way for a number, where its threshold is what it was and where it is the mutant's.
  private func agree(_ node: DecisionTree.Node, on number: Double) -> Bool {
    var moved = node
    guard let change = mutant.change else { return false }
    _ = mutant.model.estimator.changingFirstTrees { moved = $0.trees[change.tree].nodes[change.node] }
    return goesYes(node, number) == goesYes(moved, number)
  }

  /// What the interpreter does at a test.
  private func goesYes(_ node: DecisionTree.Node, _ number: Double) -> Bool? {
    var test = node
    test.feature = 0
    test.yes = 1
    test.no = 2
    let stump = TreeEnsemble(
      trees: [
        DecisionTree(nodes: [test, .init(test: .leaf, index: 0), .init(test: .leaf, index: 1)], values: [1, 0])
      ], outputCount: 1, base: [0], inputPrecision: ensemble.inputPrecision,
      truncatesCategories: ensemble.truncatesCategories)
    let answer = try? Interpreter(.regressor(.scores(.trees(stump), .identity)), columnCount: 1)
      .answer(.matrix(Matrix(rows: [[number]])))
    return answer?.values.map { $0.values[0] == 1 }
  }

  private func comes(_ number: Double, to node: Int, of tree: DecisionTree) -> Bool {
    let feature = tree.nodes[node].feature
    return way(to: node, of: tree).allSatisfy { step in
      step.node.feature != feature || goesYes(step.node, number) == step.isYes
    }
  }

  /// Whether any input becomes a number: false where the steps before scale their columns, or end in linear functions, and
  /// the number is none of what they answer.
  private func reaches(_ number: Double, _ feature: Int32) -> Bool {
    guard case .pipeline(let steps) = model.estimator, steps.count > 1 else { return true }
    let before = steps.dropLast()
    if case .transformer(let step) = before.last, step.hasWholeNumbers(at: Int(feature)) {
      return number == number.rounded()
    }
    if case .transformer(.answer(of: .regressor(.scores(.linear(let function), .identity)), .prediction)) = before.last
    {
      // Whatever the sum is, the intercept comes last.
      return isReached(number) { $0 + function.intercepts[Int(feature)] }
    }
    guard before.allSatisfy({ if case .transformer(.arithmetic) = $0 { true } else { false } }),
      model.inputs.indices.contains(Int(feature)),
      let interpreter = try? Interpreter(.pipeline(Array(before)), columnCount: model.inputs.count)
    else { return true }
    return isReached(number) { input in
      var row = [Double](repeating: 0, count: model.inputs.count)
      row[Int(feature)] = input
      guard case .matrix(let rows)? = try? interpreter.answer(.matrix(Matrix(rows: [row]))).transformation else {
        return .nan
      }
      return rows[0, Int(feature)]
    }
  }

  /// What comes out of `step` ascends or descends with what goes in, so the last input below the number and the next one tell.
  private func isReached(_ number: Double, by step: (Double) -> Double) -> Bool {
    var (low, high) = (-1e300, 1e300)
    let ascends = step(1) > step(-1)
    guard step(1) != step(-1) else { return true }
    for _ in 0..<2200 where low.nextUp < high {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      let value = step(middle)
      if value == number || value.isNaN { return true }
      if (value < number) == ascends { low = middle } else { high = middle }
    }
    return step(low) == number || step(high) == number || low.nextUp < high
  }

  private struct Step {
    let node: DecisionTree.Node
    let isYes: Bool
  }

  private func way(to target: Int, from top: Int = 0, of tree: DecisionTree) -> [Step] {
    var steps: [Step] = []
    var place = target
    while place != top {
      guard let parent = tree.nodes.firstIndex(where: { !$0.isLeaf && (Int($0.yes) == place || Int($0.no) == place) })
      else { return steps }
      steps.append(Step(node: tree.nodes[parent], isYes: Int(tree.nodes[parent].yes) == place))
      place = parent
    }
    return steps
  }

  // MARK: Two sides

  /// Whether there may be a row that comes to a test and to leaves of both sides that differ, one a side.
  private func tellsApart(_ node: Int, of tree: DecisionTree, at number: Double?) -> Bool {
    let above = way(to: node, of: tree)
    let row = tree.nodes[node]
    let (first, second) = (leaves(below: Int(row.yes), of: tree), leaves(below: Int(row.no), of: tree))
    for one in first {
      for other in second where answer(one, of: tree) != answer(other, of: tree) || !tree.linearLeaves.isEmpty {
        let steps = above + way(to: one, from: Int(row.yes), of: tree) + way(to: other, from: Int(row.no), of: tree)
        if mayHold(steps, feature: row.feature, at: number) { return true }
      }
    }
    return false
  }

  private func leaves(below top: Int, of tree: DecisionTree) -> [Int] {
    var found: [Int] = []
    var open = [top]
    while let next = open.popLast() {
      if tree.nodes[next].isLeaf {
        found.append(next)
      } else {
        open += [Int(tree.nodes[next].no), Int(tree.nodes[next].yes)]
      }
    }
    return found
  }

  private func answer(_ leaf: Int, of tree: DecisionTree) -> [Double] {
    let start = Int(tree.nodes[leaf].index) * tree.leafWidth
    let values = tree.values[start..<(start + tree.leafWidth)]
    guard isVoter, let greatest = values.max(), let place = values.firstIndex(of: greatest) else {
      return Array(values)
    }
    return [Double(place - start)]
  }

  /// Whether the ensemble is one tree, by itself a voter whose label alone counts: the class of which a leaf saw most.
  private var isVoter: Bool {
    guard ensemble.trees.count == 1, ensemble.trees[0].leafWidth > 1, let voter = changedVoter,
      case .classifier(let classifier) = voter.before.last, case .scores = classifier.rule
    else { return false }
    return true
  }

  /// The voter that ends in the changed trees, where a label is all that it adds, as it was and as it is in the mutant.
  private var changedVoter: (before: Estimator, after: Estimator)? {
    guard case .classifier(let classifier) = model.estimator.last, let before = classifier.rule.voters,
      case .classifier(let other) = mutant.model.estimator.last, let after = other.rule.voters
    else { return nil }
    return zip(before, after).lazy.map { ($0.estimator, $1.estimator) }.first { voter in
      guard voter.0 != voter.1, case .classifier(let last) = voter.0.last,
        case .scores(.trees(let own), _, _) = last.rule
      else { return false }
      return own == ensemble
    }
  }

  /// False only where two of the tests contradict each other.
  private func mayHold(_ steps: [Step], feature: Int32, at number: Double?) -> Bool {
    for (tested, of) in Dictionary(grouping: steps, by: \.node.feature) {
      if tested == feature, let number {
        guard of.allSatisfy({ goesYes($0.node, number) == $0.isYes }) else { return false }
        continue
      }
      if of.contains(where: { $0.node.isMember }) || of.allSatisfy({ goesYes($0.node, .nan) == $0.isYes }) { continue }
      let lower = of.filter { !$0.isYes }.map(\.node.threshold).max() ?? -.infinity
      let upper = of.filter(\.isYes).map(\.node.threshold).min() ?? .infinity
      guard lower <= upper else { return false }
    }
    return true
  }

  // MARK: Sums that decide

  /// Of a model that says a label and nothing else: whether no row brings a sum with a leaf of one side over to the other side
  /// of 0, whatever all other trees add.
  private func keepsItsSide(_ tree: DecisionTree, _ node: Int) -> Bool {
    guard case .classifier(let classifier) = model.estimator.last, case .scores(.trees, .step, _) = classifier.rule,
      ensemble.outputCount == 1, ensemble.aggregation == .sum, tree.linearLeaves.isEmpty
    else { return false }
    let below = leaves(below: node, of: tree).map { answer($0, of: tree)[0] * tree.weight }
    guard var least = below.min(), var greatest = below.max(), let place = mutant.change?.tree else { return false }
    for (index, other) in ensemble.trees.enumerated() where index != place {
      let all = other.values.map { $0 * other.weight }
      least += all.min() ?? 0
      greatest += all.max() ?? 0
    }
    // Sums in single precision differ from these by less.
    let slack = 1e-3 * max(1, abs(least), abs(greatest))
    return least + ensemble.base[0] > slack || greatest + ensemble.base[0] < -slack
  }

  // MARK: Every row there is

  /// The most rows that are tried.
  private static let most = 300_000

  /// An estimator of nothing but trees answers alike between two neighbouring thresholds: one row of each such cell stands for
  /// all. False where there are too many cells, or in one of them the two differ.
  private func isTriedAll(
    _ before: Estimator, _ after: Estimator, columnCount: Int, alike: (Answer, Answer) -> Bool
  ) -> Bool {
    guard before.isMadeOfTrees, let change = mutant.change else { return false }
    var points = [Set<Double>](repeating: [], count: columnCount)
    var takesMissing = false
    var isPlain = true
    _ = before.changingTrees { ensemble in
      for node in ensemble.trees.lazy.flatMap(\.nodes) where !node.isLeaf {
        isPlain = isPlain && !node.isMember && points.indices.contains(Int(node.feature))
        takesMissing = takesMissing || node.missing != .compares
        if isPlain { points[Int(node.feature)].insert(node.threshold) }
      }
    }
    guard isPlain else { return false }
    var cells = points.map { Self.cells(between: $0.sorted(), takesMissing) }
    if let number = change.number { cells[Int(ensemble.trees[change.tree].nodes[change.node].feature)] = [number] }
    for step in way(to: change.node, of: ensemble.trees[change.tree]) {
      cells[Int(step.node.feature)].removeAll { goesYes(step.node, $0) != step.isYes }
    }
    guard let count = product(cells.map(\.count)),
      let original = try? Interpreter(before, columnCount: columnCount),
      let other = try? Interpreter(after, columnCount: columnCount)
    else { return false }
    var start = 0
    while start < count {
      let rows = (start..<min(start + 4096, count)).map { Self.row($0, of: cells) }
      guard let one = try? original.answer(.matrix(Matrix(rows: rows))),
        let two = try? other.answer(.matrix(Matrix(rows: rows))), alike(one, two)
      else { return false }
      start += 4096
    }
    return true
  }

  /// Each threshold, what lies next to it, and one number between each two of them.
  private static func cells(between thresholds: [Double], _ takesMissing: Bool) -> [Double] {
    // Some take 0, and what is nearly 0, for missing.
    let missing = takesMissing ? [Double.nan, 0] : []
    guard let first = thresholds.first, let last = thresholds.last else { return missing.isEmpty ? [0] : missing }
    let middles = zip(thresholds, thresholds.dropFirst()).map { $0 + ($1 - $0) / 2 }
    let near = thresholds.flatMap { [$0, Double(Float($0)), Double(Float($0).nextUp)] }
    return Array(Set([first - 1, last + 1] + middles + near)).sorted() + missing
  }

  private func product(_ counts: [Int]) -> Int? {
    var product = 1
    for count in counts {
      product *= count
      if product > Self.most { return nil }
    }
    return product
  }

  private static func row(_ number: Int, of cells: [[Double]]) -> [Double] {
    var rest = number
    return cells.map { column in
      defer { rest /= column.count }
      return column[rest % column.count]
    }
  }
}

extension Transformer {
  /// Whether a column of the result holds nothing but whole numbers: 0 and 1, or counts of words.
  fileprivate func hasWholeNumbers(at column: Int) -> Bool {
    switch self {
    case .oneHot: return true
    case .text(let text): return text.idf == nil && text.norm == nil && !text.isSublinear
    case .sequence(let steps):
      guard let last = steps.last else { return false }
      if case .select(let places) = last, places.indices.contains(column) {
        return Transformer.sequence(steps.dropLast()).hasWholeNumbers(at: places[column])
      }
      return last.hasWholeNumbers(at: column)
    case .branches(let branches):
      var column = column
      for branch in branches {
        guard branch.weight == 1, let width = branch.transformer.width else { return false }
        if column < width { return branch.transformer.hasWholeNumbers(at: column) }
        column -= width
      }
      return false
    default: return false
    }
  }

  /// Of the steps that dictionaries become.
  private var width: Int? {
    switch self {
    case .oneHot(let encoding):
      encoding.columns.allSatisfy { $0.dropped == nil && $0.infrequent.isEmpty }
        ? encoding.columns.reduce(0) { $0 + $1.categories.count } : nil
    case .impute(let imputation): imputation.indicators.isEmpty ? imputation.fills.count : nil
    default: nil
    }
  }
}

extension TreeEnsemble {
  /// As many as its tests speak of.
  fileprivate var columnCount: Int {
    (trees.lazy.flatMap(\.nodes).filter { !$0.isLeaf }.map { Int($0.feature) }.max() ?? -1) + 1
  }
}

extension Estimator {
  /// What the model ends in.
  var last: Estimator {
    switch self {
    case .pipeline(let steps): steps.last?.last ?? self
    default: self
    }
  }

  /// Whether it has no other part than trees and what counts or adds up what they say.
  var isMadeOfTrees: Bool {
    switch self {
    case .pipeline(let steps): return steps.count == 1 && steps[0].isMadeOfTrees
    case .classifier(let classifier): return classifier.rule.isMadeOfTrees
    case .regressor(.scores(.trees, _)): return true
    case .regressor(.average(let members)), .regressor(.weightedMedian(let members)):
      return members.allSatisfy { $0.columns == nil && $0.estimator.isMadeOfTrees }
    default: return false
    }
  }
}

extension Classifier.Rule {
  /// Of votes for labels.
  fileprivate var voters: [Regressor.Member]? {
    switch self {
    case .voting(let members, isSoft: false): return members
    case .wrapped(let inner):
      if case .classifier(let classifier) = inner.last { return classifier.rule.voters }
      return nil
    default: return nil
    }
  }

  fileprivate var isMadeOfTrees: Bool {
    switch self {
    case .scores(.trees, _, _): true
    case .voting(let members, _), .adaBoost(let members, _):
      members.allSatisfy { $0.columns == nil && $0.estimator.isMadeOfTrees }
    case .oneVersusOne(let members, _): members.allSatisfy { $0.columns == nil && $0.estimator.isMadeOfTrees }
    case .oneVersusRest(let parts, _, _): parts.allSatisfy(\.isMadeOfTrees)
    case .calibrated(let classifiers): classifiers.allSatisfy { $0.estimator.isMadeOfTrees }
    case .wrapped(let inner), .thresholded(let inner, _, _, _): inner.isMadeOfTrees
    default: false
    }
  }
}
