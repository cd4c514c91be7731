// LightGBM's models with one thing wrong in them are told from what they were.

import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Mutated models of LightGBM's")
struct LightGBMMutationTests {
  static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models/lightgbm").standardized

  private static func model(_ path: String) throws -> PredictiveModel {
    try #require(try ModelReading.read(ModelFile(path: corpus.appending(path: path).path())).map(\.model))
  }

  private func verdict(_ model: PredictiveModel, _ mutant: PredictiveModel) throws -> Verdict {
    let rows = GeneratedRows(for: model, limit: 20_000).table
    let reference = try InterpretedModel(model).predictions(rows, from: 0)
    let candidate = try InterpretedModel(mutant).predictions(rows, from: 0)
    var profile = ReferenceProfile()
    profile.add(reference)
    var comparison = Comparison(policy: Policy(tolerance: .double), profile: profile)
    comparison.add(PairedRows(reference: reference, candidate: candidate))
    return comparison.judgement.verdict
  }

  static let models = [
    "4.6.0/l2.txt", "4.6.0/binary.txt", "2.0.12/multiclass.txt", "4.6.0/zero-as-missing.txt", "3.2.1/categories.txt",
    "4.6.0/frame-booster.txt",
    "3.2.1/linear-missing.txt", "2.3.1/forest-l2.txt", "4.6.0/full.txt",
  ]

  @Test("a model is equivalent to itself", arguments: models)
  func itself(path: String) throws {
    let model = try Self.model(path)
    #expect(try verdict(model, model) == .equivalent)
  }

  /// Changes each inner row of the first two trees, one at a time, where the change changes anything: `change` gives the
  /// number that now goes the other way, and tests of the same feature above must let it come to the row.
  private func expectCaught(
    _ path: String, _ change: @escaping (inout DecisionTree, Int) -> Double?
  ) throws -> Int {
    let model = try Self.model(path)
    let numeric = model.inputs.indices.filter { model.inputs[$0].kind == .double }
    var tried = 0
    for tree in 0..<2 {
      for node in 0..<8 {
        let edit = EnsembleEdit { ensemble in
          guard tree < ensemble.trees.count, node < ensemble.trees[tree].nodes.count,
            ensemble.trees[tree].nodes[node].test != .leaf, ensemble.trees[tree].tellsChildrenApart(node)
          else { return }
          var changed = ensemble.trees[tree]
          guard let number = change(&changed, node), ensemble.trees[tree].lets(number, to: node) else { return }
          // Codes of categories are whole numbers.
          let feature = Int(changed.nodes[node].feature)
          if !numeric.contains(feature) && !number.isNaN && number.rounded() != number { return }
          ensemble.trees[tree] = changed
        }
        var mutant = model
        mutant.estimator = edit.applied(to: model.estimator)
        guard mutant != model else { continue }
        tried += 1
        #expect(try verdict(model, mutant) == .different, "\(path), tree \(tree), row \(node)")
      }
    }
    return tried
  }

  @Test("a threshold moved by one unit in the last place is caught", arguments: models)
  func threshold(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      guard tree.nodes[node].test == .lessOrEqual else { return nil }
      tree.nodes[node].threshold = tree.nodes[node].threshold.nextUp
      return tree.nodes[node].threshold
    }
    #expect(tried > 0)
  }

  @Test("two children that changed places are caught", arguments: models)
  func children(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      let row = tree.nodes[node]
      tree.nodes[node].yes = row.no
      tree.nodes[node].no = row.yes
      return row.test == .member ? Double(tree.sets[Int(row.index)][0]) : row.threshold.rounded(.down)
    }
    #expect(tried > 0)
  }

  @Test("missing numbers that go the other way are caught", arguments: models)
  func missing(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      guard tree.nodes[node].test == .lessOrEqual else { return nil }
      switch tree.nodes[node].missing {
      case .goesYes: tree.nodes[node].missing = .goesNo
      case .goesNo: tree.nodes[node].missing = .goesYes
      case .zeroGoesYes: tree.nodes[node].missing = .zeroGoesNo
      case .zeroGoesNo: tree.nodes[node].missing = .zeroGoesYes
      default: return nil
      }
      return .nan
    }
    #expect(tried > 0)
  }

  @Test("zero that is no longer missing is caught")
  func zero() throws {
    let tried = try expectCaught("4.6.0/zero-as-missing.txt") { tree, node in
      let row = tree.nodes[node]
      let passes = 0 <= row.threshold
      guard row.missing == .zeroGoesYes && !passes || row.missing == .zeroGoesNo && passes else { return nil }
      tree.nodes[node].missing = passes ? .goesNo : .goesYes
      return 0
    }
    #expect(tried > 0)
  }

  @Test("a category that left its set is caught", arguments: ["3.2.1/categories.txt", "4.6.0/frame-booster.txt"])
  func category(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      let row = tree.nodes[node]
      guard row.test == .member else { return nil }
      return Double(tree.sets[Int(row.index)].removeFirst())
    }
    #expect(tried > 0)
  }

  @Test("negative fractions that are no longer category 0 are caught")
  func truncation() throws {
    let model = try Self.model("3.2.1/categories.txt")
    var mutant = model
    mutant.estimator = EnsembleEdit { $0.truncatesCategories = false }.applied(to: model.estimator)
    #expect(mutant != model)
    #expect(try verdict(model, mutant) == .different)
  }

  @Test("a coefficient of a linear leaf moved by a millionth is caught")
  func linearLeaf() throws {
    let model = try Self.model("3.2.1/linear-missing.txt")
    for leaf in 0..<4 {
      var mutant = model
      mutant.estimator = EnsembleEdit { ensemble in
        guard !ensemble.trees[1].linearLeaves[leaf].coefficients.isEmpty else { return }
        ensemble.trees[1].linearLeaves[leaf].coefficients[0] *= 1.000001
      }.applied(to: model.estimator)
      guard mutant != model else { continue }
      #expect(try verdict(model, mutant) == .different)
    }
  }

  @Test("a mean that became a sum is caught")
  func mean() throws {
    let model = try Self.model("2.3.1/forest-l2.txt")
    var mutant = model
    mutant.estimator = EnsembleEdit { $0.aggregation = .sum }.applied(to: model.estimator)
    #expect(mutant != model)
    #expect(try verdict(model, mutant) == .different)
  }

  @Test("another slope of the logistic function is caught")
  func slope() throws {
    let model = try Self.model("4.6.0/binary-sigmoid.txt")
    guard case .classifier(var classifier) = model.estimator,
      case .scores(let scores, .logistic(let slope), let decision) = classifier.rule
    else {
      Issue.record("it is no classifier of scores")
      return
    }
    #expect(slope == 2.5)
    classifier.rule = .scores(scores, .logistic(slope: 1), decision)
    var mutant = model
    mutant.estimator = .classifier(classifier)
    #expect(try verdict(model, mutant) == .different)
  }
}

extension DecisionTree {
  /// Whether a row with this number in a node's feature comes to the node, as far as tests of that feature go.
  func lets(_ number: Double, to node: Int) -> Bool {
    var place = node
    while place != 0 {
      guard let parent = nodes.firstIndex(where: { $0.test != .leaf && (Int($0.yes) == place || Int($0.no) == place) })
      else { return false }
      let row = nodes[parent]
      if row.feature == nodes[node].feature, passes(number, row) != (Int(row.yes) == place) { return false }
      place = parent
    }
    return true
  }

  private func passes(_ number: Double, _ row: Node) -> Bool {
    let isZero = abs(number) <= Double(Float(1e-35))
    switch row.missing {
    case .goesYes where number.isNaN, .zeroGoesYes where number.isNaN || isZero: return true
    case .goesNo where number.isNaN, .zeroGoesNo where number.isNaN || isZero: return false
    default: break
    }
    guard row.test == .member else { return row.test == .less ? number < row.threshold : number <= row.threshold }
    return number > -1 && number < 0x1p31 && sets[Int(row.index)].contains(Int32(number))
  }
}
