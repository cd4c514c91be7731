// Rows made from models: they reach every place where the model changes its mind.

import ModelCore
import Testing

@testable import Equivalence

@Suite("Rows generated from a model")
struct GeneratedRowsTests {
  /// x0 ≤ 1.5 ? (x1 ≤ −2 ? a : b) : (x0 ≤ 3.25 ? c : d)
  private static let tree = DecisionTree(
    nodes: [
      .init(test: .lessOrEqual, feature: 0, threshold: 1.5, yes: 1, no: 2),
      .init(test: .lessOrEqual, feature: 1, threshold: -2, yes: 3, no: 4),
      .init(test: .lessOrEqual, feature: 0, threshold: 3.25, yes: 5, no: 6),
      .init(test: .leaf, index: 0), .init(test: .leaf, index: 1), .init(test: .leaf, index: 2),
      .init(test: .leaf, index: 3),
    ], values: [1, 2, 3, 4])

  private func model(_ tree: DecisionTree, scaled: Bool = false, precision: Precision = .double) -> PredictiveModel {
    let ensemble = TreeEnsemble(trees: [tree], outputCount: 1, base: [0], inputPrecision: precision)
    var steps: [Estimator] = [.regressor(.scores(.trees(ensemble), .identity))]
    if scaled { steps.insert(.transformer(.arithmetic([.subtract([10, 20]), .divide([2, 4])])), at: 0) }
    return PredictiveModel(
      inputs: [InputColumn(name: "x0", kind: .double), InputColumn(name: "x1", kind: .double)],
      estimator: .pipeline(steps), origin: ModelOrigin(library: "scikit-learn", version: nil))
  }

  private func rows(_ model: PredictiveModel, limit: Int = 5000) throws -> [[Double]] {
    guard case .matrix(let matrix) = GeneratedRows(for: model, limit: limit).table else {
      throw NotNumbers()
    }
    return (0..<matrix.rowCount).map { Array(matrix.row($0)) }
  }

  private func leaf(_ tree: DecisionTree, _ row: [Double]) -> Int {
    var node = 0
    while tree.nodes[node].test != .leaf {
      let inner = tree.nodes[node]
      node = Int(row[Int(inner.feature)] <= inner.threshold ? inner.yes : inner.no)
    }
    return node
  }

  @Test("each threshold and both its neighbours occur in rows that reach it")
  func thresholds() throws {
    let rows = try rows(model(Self.tree))
    for (index, node) in Self.tree.nodes.enumerated() where node.test != .leaf {
      for value in [node.threshold.nextDown, node.threshold, node.threshold.nextUp] {
        let found = rows.contains { row in
          row[Int(node.feature)] == value && passes(index, row)
        }
        #expect(found, "row \(index) at \(value)")
      }
    }
    #expect(Set(rows.map { leaf(Self.tree, $0) }) == [3, 4, 5, 6])
  }

  private func passes(_ index: Int, _ row: [Double]) -> Bool {
    var node = 0
    while node != index, Self.tree.nodes[node].test != .leaf {
      let inner = Self.tree.nodes[node]
      node = Int(row[Int(inner.feature)] <= inner.threshold ? inner.yes : inner.no)
    }
    return node == index
  }

  @Test("a threshold moved by one unit in the last place changes the leaf of some row")
  func oneUnit() throws {
    let rows = try rows(model(Self.tree))
    for index in Self.tree.nodes.indices where Self.tree.nodes[index].test != .leaf {
      for moved in [Self.tree.nodes[index].threshold.nextUp, Self.tree.nodes[index].threshold.nextDown] {
        var mutant = Self.tree
        mutant.nodes[index].threshold = moved
        #expect(rows.contains { leaf(mutant, $0) != leaf(Self.tree, $0) })
      }
    }
  }

  @Test("behind a scaler the inputs are those that the scaler makes into thresholds")
  func scaled() throws {
    let rows = try rows(model(Self.tree, scaled: true))
    let inner = rows.map { [($0[0] - 10) / 2, ($0[1] - 20) / 4] }
    #expect(Set(inner.map { leaf(Self.tree, $0) }) == [3, 4, 5, 6])
    #expect(inner.contains { $0[1] == -2 })
  }

  @Test("in single precision both neighbours are numbers that the tree can tell apart")
  func single() throws {
    var tree = Self.tree
    tree.nodes[0].threshold = 0.1
    let rows = try rows(model(tree, precision: .single))
    let seen = Set(rows.map { Float($0[0]) })
    #expect(seen.contains(0.1) && seen.contains(Float(0.1).nextDown) && seen.contains(Float(0.1).nextUp))
  }

  @Test("missing cells occur only where the model has an answer to them")
  func missing() throws {
    #expect(try !rows(model(Self.tree)).joined().contains { $0.isNaN })
    var tree = Self.tree
    tree.nodes[1].missing = .goesNo
    let rows = try rows(model(tree))
    #expect(rows.contains { $0[1].isNaN })
    #expect(!rows.contains { $0[0].isNaN })
  }

  @Test("beside a part that refuses missing cells there are none, unless they are filled before it")
  func refused() throws {
    var tree = Self.tree
    for node in tree.nodes.indices where !tree.nodes[node].isLeaf { tree.nodes[node].missing = .goesYes }
    let ensemble = TreeEnsemble(trees: [tree], outputCount: 1, base: [0])
    let linear = Estimator.regressor(
      .scores(.linear(LinearFunction(coefficients: Matrix(rows: [[1, 1]]), intercepts: [0])), .identity))
    let fill = Estimator.transformer(.impute(Imputation(marker: .nan, fills: [.number(0), .number(0)])))
    let curve = Estimator.transformer(.power(PowerTransform(method: .yeoJohnson, lambdas: [0.5, 0.5])))
    func hasMissing(_ members: Estimator...) throws -> Bool {
      let average = Estimator.regressor(.average(members.map { Regressor.Member($0) }))
      let inputs = ["x", "y"].map { InputColumn(name: $0, kind: .double) }
      let model = PredictiveModel(
        inputs: inputs, estimator: average, origin: ModelOrigin(library: "scikit-learn", version: nil))
      return try rows(model).joined().contains { $0.isNaN }
    }
    let trees = Estimator.regressor(.scores(.trees(ensemble), .identity))
    #expect(try hasMissing(trees))
    #expect(try !hasMissing(trees, linear))
    #expect(try hasMissing(trees, .pipeline([fill, linear])))
    #expect(try hasMissing(.pipeline([curve, trees])))
    #expect(try !hasMissing(trees, .pipeline([curve, linear])))
  }

  @Test("categories, unseen and empty strings occur")
  func categories() throws {
    let encoding = OneHotEncoding(
      columns: [.init(categories: [.string("red"), .string("green")])], unknown: .zeros)
    let model = PredictiveModel(
      inputs: [InputColumn(name: "colour", kind: .string), InputColumn(name: "size", kind: .double)],
      estimator: .pipeline([
        .transformer(
          .branches([
            .init(name: "a", columns: [0], transformer: .oneHot(encoding)),
            .init(name: "b", columns: [1], transformer: .passthrough),
          ])),
        .regressor(.scores(.constant([1]), .identity)),
      ]), origin: ModelOrigin(library: "scikit-learn", version: nil))
    guard case .columns(let columns) = GeneratedRows(for: model, limit: 1000).table,
      case .strings(let colours) = columns[0]
    else { throw NotNumbers() }
    #expect(Set(colours.compactMap { $0 }).isSuperset(of: ["red", "green", "", "never seen"]))
    #expect(!colours.contains(nil))
  }

  @Test("behind a column a category rows come to each test, and columns behind those left out are the right ones")
  func indicators() throws {
    let words = ["red", "green", "blue", "white"].map(Label.string)
    // Is it blue? Else, is it green? Of green ones, is the size up to 0.3? The first category of the second column has no column.
    let tree = DecisionTree(
      nodes: [
        .init(test: .lessOrEqual, feature: 2, threshold: 0.5, yes: 1, no: 2),
        .init(test: .lessOrEqual, feature: 1, threshold: 0.5, yes: 3, no: 4), .init(test: .leaf, index: 0),
        .init(test: .leaf, index: 1), .init(test: .lessOrEqual, feature: 5, threshold: 0.3, yes: 5, no: 6),
        .init(test: .leaf, index: 2), .init(test: .leaf, index: 3),
      ], values: [1, 2, 3, 4])
    let encoding = OneHotEncoding(
      columns: [
        .init(categories: words), .init(categories: [.string("no"), .string("yes")], dropped: 0),
      ], unknown: .refuse)
    let model = PredictiveModel(
      inputs: [
        InputColumn(name: "colour", kind: .string), InputColumn(name: "new", kind: .string),
        InputColumn(name: "size", kind: .double),
      ],
      estimator: .pipeline([
        .transformer(
          .branches([
            .init(name: "a", columns: [0, 1], transformer: .oneHot(encoding)),
            .init(name: "b", columns: [2], transformer: .passthrough),
          ])),
        .regressor(.scores(.trees(TreeEnsemble(trees: [tree], outputCount: 1, base: [0])), .identity)),
      ]), origin: ModelOrigin(library: "scikit-learn", version: nil))
    guard case .columns(let columns) = GeneratedRows(for: model, limit: 200).table,
      case .strings(let colours) = columns[0], case .numbers(let sizes) = columns[2]
    else { throw NotNumbers() }
    let greens = Set(zip(colours, sizes).filter { $0.0 == "green" }.map(\.1))
    #expect(greens.isSuperset(of: [0.3, 0.3.nextUp, 0.3.nextDown]))
    #expect(Set(colours.compactMap { $0 }) == ["red", "green", "blue", "white"])
  }

  @Test("the same model gives the same rows, and never more than the limit")
  func limits() throws {
    let first = try rows(model(Self.tree), limit: 50)
    #expect(first.count == 50)
    #expect(try rows(model(Self.tree), limit: 50) == first)
  }

  @Test("a model of 15,000 columns, as texts make them, takes no more rows than are asked for", .timeLimit(.minutes(1)))
  func wide() throws {
    let count = 15_000
    let model = PredictiveModel(
      inputs: (0..<count).map { InputColumn(name: "x\($0)", kind: .double) },
      estimator: .regressor(.scores(.constant([1]), .identity)),
      origin: ModelOrigin(library: "scikit-learn", version: nil))
    #expect(try rows(model, limit: 1).count == 1)
    let some = try rows(model, limit: 40)
    #expect(some.count == 40)
    // Columns far apart have their turn, not the first few alone.
    #expect(some.contains { $0[0] == 1e30 } && some.contains { row in row[1000...].contains(1e30) })
  }

  @Test("where labels are counted, each test of a voter has a row in which that voter decides")
  func votes() throws {
    // Seven voters over four columns: most tests matter only where three of the others say one thing and three the other.
    func stump(_ feature: Int32, _ threshold: Double) -> Estimator {
      let tree = DecisionTree(
        nodes: [
          .init(test: .lessOrEqual, feature: feature, threshold: threshold, yes: 1, no: 2),
          .init(test: .leaf, index: 0), .init(test: .leaf, index: 1),
        ], values: [1, 0, 0, 1], leafWidth: 2)
      return .classifier(
        Classifier(
          labels: [.integer(0), .integer(1)],
          rule: .scores(.trees(TreeEnsemble(trees: [tree], outputCount: 2, base: [0, 0])), .normalized, .probabilities))
      )
    }
    let steps: [Double] = [0, 0.25, 0.5, 0.75]
    let members = steps.map { stump(0, $0) } + [stump(1, 10), stump(2, -10), stump(3, 0)]
    let model = PredictiveModel(
      inputs: (0..<4).map { InputColumn(name: "x\($0)", kind: .double) },
      estimator: .classifier(
        Classifier(
          labels: [.integer(0), .integer(1)],
          rule: .voting(members.map { Regressor.Member($0, columns: nil, weight: 1) }, isSoft: false))),
      origin: ModelOrigin(library: "scikit-learn", version: nil))
    let rows = GeneratedRows(for: model, limit: 2000).table
    let original = try Interpreter(model).answer(rows).choices
    for place in members.indices {
      var number = -1
      var mutant = model
      mutant.estimator = model.estimator.changingTrees { trees in
        number += 1
        if number == place { trees.trees[0].nodes[0].threshold = trees.trees[0].nodes[0].threshold.nextUp }
      }
      #expect(try Interpreter(mutant).answer(rows).choices != original, "voter \(place)")
    }
  }

  private struct NotNumbers: Error {}
}
