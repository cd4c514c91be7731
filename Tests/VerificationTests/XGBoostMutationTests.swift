// XGBoost's models with one thing wrong in them are told from what they were, at the tolerance of single precision.

import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Mutated models of XGBoost's")
struct XGBoostMutationTests {
  static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models/xgboost").standardized

  private static func model(_ path: String) throws -> PredictiveModel {
    try #require(try ModelReading.read(ModelFile(path: corpus.appending(path: path).path())).map(\.model))
  }

  private func verdict(_ model: PredictiveModel, _ mutant: PredictiveModel) throws -> Verdict {
    let rows = GeneratedRows(for: model, limit: 20_000).table
    let reference = try InterpretedModel(model).predictions(rows, from: 0)
    let candidate = try InterpretedModel(mutant).predictions(rows, from: 0)
    var profile = ReferenceProfile()
    profile.add(reference)
    var comparison = Comparison(policy: Policy(tolerance: .single), profile: profile)
    comparison.add(PairedRows(reference: reference, candidate: candidate))
    return comparison.judgement.verdict
  }

  static let models = [
    "0.90/binary.bin", "3.4.1/three.json", "3.4.1/three.ubj", "2.1.4/squared-holes.json.gz", "1.3.3/dart.json.gz",
    "1.7.6/categories-onehot.json.gz", "2.1.4/categories-partition.ubj.gz", "1.6.2/unseen-partition.json.gz",
    "2.1.4/vector.json.gz", "1.4.2/poisson.bin.gz", "1.4.2/marked.pkl.gz", "3.1.2/quantile.json.gz",
  ]

  @Test("a model is equivalent to itself", arguments: models)
  func itself(path: String) throws {
    let model = try Self.model(path)
    #expect(try verdict(model, model) == .equivalent)
  }

  /// Changes inner rows of the first two trees, one at a time, where a row with the number that `change` gives comes by.
  private func expectCaught(
    _ path: String, _ change: @escaping (inout DecisionTree, Int) -> Double?
  ) throws -> Int {
    let model = try Self.model(path)
    var tried = 0
    for tree in 0..<2 {
      for node in 0..<8 {
        let edit = EnsembleEdit { ensemble in
          guard tree < ensemble.trees.count, node < ensemble.trees[tree].nodes.count,
            ensemble.trees[tree].nodes[node].test != .leaf, ensemble.trees[tree].tellsChildrenApart(node)
          else { return }
          var changed = ensemble.trees[tree]
          guard let number = change(&changed, node), ensemble.trees[tree].lets(number, to: node) else { return }
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

  @Test("a threshold moved by one unit of single precision is caught", arguments: models)
  func threshold(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      guard tree.nodes[node].test == .less else { return nil }
      let threshold = tree.nodes[node].threshold
      tree.nodes[node].threshold = Double(Float(threshold).nextUp)
      return threshold
    }
    #expect(tried > 0)
  }

  @Test("two children that changed places are caught", arguments: models)
  func children(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      let row = tree.nodes[node]
      tree.nodes[node].yes = row.no
      tree.nodes[node].no = row.yes
      return row.test == .member ? Double(tree.sets[Int(row.index)][0]) : row.threshold
    }
    #expect(tried > 0)
  }

  @Test("missing numbers that go the other way are caught", arguments: models)
  func missing(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      let row = tree.nodes[node]
      // Further tests of the same column may bring missing numbers to one answer whichever way they go here.
      let sides = [row.yes, row.no].map { tree.answers(below: Int($0), withoutColumn: row.feature) }
      guard sides[0].count > 1 || sides[0] != sides[1] else { return nil }
      let isYes = row.missing == .goesYes
      tree.nodes[node].missing = isYes ? .goesNo : .goesYes
      return .nan
    }
    #expect(tried > 0)
  }

  @Test("a category that left its set is caught", arguments: models.filter { $0.contains("-partition") })
  func category(path: String) throws {
    let tried = try expectCaught(path) { tree, node in
      let row = tree.nodes[node]
      guard row.test == .member, tree.sets[Int(row.index)].count > 1 else { return nil }
      return Double(tree.sets[Int(row.index)].removeFirst())
    }
    #expect(tried > 0)
  }

  @Test("a base score left out, and the weight of a dropped tree, are caught")
  func sums() throws {
    for path in ["0.90/binary-base.bin.gz", "2.1.4/squared-base.json.gz", "3.1.2/tweedie.json.gz"] {
      let model = try Self.model(path)
      var mutant = model
      mutant.estimator = EnsembleEdit { $0.base = $0.base.map { _ in 0 } }.applied(to: model.estimator)
      #expect(mutant != model)
      #expect(try verdict(model, mutant) == .different, "\(path)")
    }
    let model = try Self.model("3.4.1/dart.json.gz")
    var mutant = model
    mutant.estimator = EnsembleEdit { ensemble in
      for place in ensemble.trees.indices { ensemble.trees[place].weight = 1 }
    }.applied(to: model.estimator)
    #expect(mutant != model)
    #expect(try verdict(model, mutant) == .different)
  }

  @Test("two classes that changed places, a link and an order that were lost are caught")
  func answers() throws {
    let three = try Self.model("3.4.1/three.json")
    guard case .classifier(var classifier) = three.estimator else {
      Issue.record("it is no classifier")
      return
    }
    classifier.labels.swapAt(0, 1)
    var mutant = three
    mutant.estimator = .classifier(classifier)
    #expect(try verdict(three, mutant) == .different)
    for path in ["1.4.2/poisson.bin.gz", "1.4.2/logistic.bin.gz"] {
      let model = try Self.model(path)
      guard case .regressor(.scores(let scores, let link)) = model.estimator else {
        Issue.record("\(path) is no regressor")
        continue
      }
      #expect(link != .identity)
      mutant = model
      mutant.estimator = .regressor(.scores(scores, .identity))
      #expect(try verdict(model, mutant) == .different, "\(path)")
    }
  }

  @Test("a number that no longer counts as missing is caught")
  func marker() throws {
    let model = try Self.model("1.4.2/marked.pkl.gz")
    guard case .pipeline(let steps) = model.estimator, steps.count == 2 else {
      Issue.record("it has no step for the number")
      return
    }
    var mutant = model
    mutant.estimator = steps[1]
    #expect(try verdict(model, mutant) == .different)
  }
}

extension DecisionTree {
  /// What is answered below a row by rows in which a column is missing.
  fileprivate func answers(below node: Int, withoutColumn column: Int32) -> Set<[Double]> {
    var found: Set<[Double]> = []
    var open = [node]
    while let next = open.popLast() {
      let row = nodes[next]
      if row.test == .leaf {
        let start = Int(row.index) * leafWidth
        found.insert(Array(values[start..<(start + leafWidth)]))
      } else if row.feature == column {
        open.append(Int(row.missing == .goesYes ? row.yes : row.no))
      } else {
        open += [Int(row.no), Int(row.yes)]
      }
    }
    return found
  }
}
