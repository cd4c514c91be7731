// Models with one thing wrong in them are told from what they were, by rows made from the original.

import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Mutated models")
struct MutationTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models/open").standardized

  private static func model(_ name: String) throws -> PredictiveModel {
    try ScikitLearnReader.read(ModelFile(path: corpus.appending(path: "\(name).pkl").path)).model
  }

  /// The comparison of a model with a mutant of it, over rows made from the original.
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

  static let trees = ["sk019/dtr", "sk020/dtr", "sk017/gbc", "sk024/gbc", "sk024/rfc", "sk020/ada"]

  @Test("a model is equivalent to itself", arguments: MutationTests.trees + ["sk019/gnb", "sk024/logreg"])
  func itself(name: String) throws {
    let model = try Self.model(name)
    #expect(try verdict(model, model) == .equivalent)
  }

  @Test("a threshold moved by one unit in the last place is caught", arguments: MutationTests.trees)
  func threshold(name: String) throws {
    try expectCaught(name) { tree, node, precision in
      let threshold = tree.nodes[node].threshold
      tree.nodes[node].threshold =
        precision == .single ? Double(max(Float(threshold), Float(threshold).nextDown).nextUp) : threshold.nextUp
    }
  }

  @Test("two children that changed places are caught", arguments: MutationTests.trees)
  func children(name: String) throws {
    try expectCaught(name) { tree, node, _ in
      let row = tree.nodes[node]
      tree.nodes[node].yes = row.no
      tree.nodes[node].no = row.yes
    }
  }

  /// Mutates some inner rows of the first trees, one at a time.
  private func expectCaught(
    _ name: String, _ mutate: @escaping (inout DecisionTree, Int, Precision) -> Void
  ) throws {
    let model = try Self.model(name)
    var tried = 0
    for tree in 0..<2 {
      for node in 0..<12 {
        var mutant = model
        let isMutated = Flag()
        let path = TreePath(tree: tree) { tree, precision in
          guard node < tree.nodes.count, tree.nodes[node].test != .leaf, tree.tellsChildrenApart(node) else { return }
          mutate(&tree, node, precision)
          isMutated.isSet = true
        }
        mutant.estimator = path.applied(to: model.estimator)
        guard isMutated.isSet else { continue }
        tried += 1
        #expect(try verdict(model, mutant) == .different, "\(name), tree \(tree), row \(node)")
      }
    }
    #expect(tried > 0)
  }

  @Test("an initial score left out is caught", arguments: ["sk017/gbc", "sk024/gbc"])
  func base(name: String) throws {
    let model = try Self.model(name)
    var mutant = model
    mutant.estimator = EnsembleEdit { $0.base = $0.base.map { _ in 0 } }.applied(to: model.estimator)
    #expect(mutant != model)
    #expect(try verdict(model, mutant) == .different)
  }

  @Test(
    "two classes that changed places are caught", arguments: ["sk019/gnb", "sk024/logreg", "sk024/rfc", "sk017/gbc"])
  func classes(name: String) throws {
    let model = try Self.model(name)
    guard case .classifier(var classifier) = model.estimator else {
      Issue.record("\(name) is no classifier")
      return
    }
    classifier.labels.swapAt(0, 1)
    var mutant = model
    mutant.estimator = .classifier(classifier)
    #expect(try verdict(model, mutant) == .different)
  }
}

/// Set from inside an escaping closure.
private final class Flag { var isSet = false }

extension DecisionTree {
  /// Whether the subtrees below a row answer differently somewhere: by the leaves they end in.
  func tellsChildrenApart(_ node: Int) -> Bool { leaves(Int(nodes[node].yes)) != leaves(Int(nodes[node].no)) }

  private func leaves(_ node: Int) -> [Double] {
    var found: [Double] = []
    var open = [node]
    while let next = open.popLast() {
      let row = nodes[next]
      if row.test == .leaf {
        let start = Int(row.index) * leafWidth
        found += values[start..<(start + leafWidth)]
      } else {
        open += [Int(row.no), Int(row.yes)]
      }
    }
    return found
  }
}

/// Changes the first ensembles of trees in a model.
struct EnsembleEdit {
  let change: (inout TreeEnsemble) -> Void

  func applied(to estimator: Estimator) -> Estimator {
    switch estimator {
    case .pipeline(let steps): .pipeline(steps.map(applied))
    case .regressor(.scores(.trees(let trees), let link)): .regressor(.scores(.trees(changed(trees)), link))
    case .classifier(let classifier):
      .classifier(Classifier(labels: classifier.labels, rule: applied(to: classifier.rule)))
    default: estimator
    }
  }

  private func applied(to rule: Classifier.Rule) -> Classifier.Rule {
    switch rule {
    case .scores(.trees(let trees), let link, let decision): .scores(.trees(changed(trees)), link, decision)
    case .adaBoost(let members, let algorithm):
      .adaBoost(
        members.enumerated().map { place, member in
          place == 0
            ? Regressor.Member(applied(to: member.estimator), columns: member.columns, weight: member.weight) : member
        }, algorithm)
    case .wrapped(let estimator): .wrapped(applied(to: estimator))
    default: rule
    }
  }

  private func changed(_ trees: TreeEnsemble) -> TreeEnsemble {
    var trees = trees
    change(&trees)
    return trees
  }
}

/// One tree of a model's ensemble.
struct TreePath {
  let edit: EnsembleEdit

  init(tree: Int, _ change: @escaping (inout DecisionTree, Precision) -> Void) {
    edit = EnsembleEdit { ensemble in
      guard tree < ensemble.trees.count else { return }
      change(&ensemble.trees[tree], ensemble.inputPrecision)
    }
  }

  func applied(to estimator: Estimator) -> Estimator { edit.applied(to: estimator) }
}
