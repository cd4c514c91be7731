// Every model with trees in the corpus, with one thing wrong in it at a time: rows made from the original tell each.

import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

/// `GODWIT_MUTANTS=N` takes all models (of folders that begin with `GODWIT_MUTANTS_OF`) and N mutants of each kind, and prints what it finds; without it one model in 23 is
/// taken, and one mutant of each kind.
@Suite("Every model with trees")
struct EveryTreeTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models").standardized
  private static let wanted = ProcessInfo.processInfo.environment["GODWIT_MUTANTS"].flatMap { Int($0) }

  private static let chosen = ProcessInfo.processInfo.environment["GODWIT_MUTANTS_OF"] ?? ""

  private static let folders: [String] =
    (["open", "sklearn", "lightgbm", "xgboost", "catboost"].flatMap { library in
      ((try? FileManager.default.contentsOfDirectory(atPath: corpus.appending(path: library).path())) ?? [])
        .map { "\(library)/\($0)" }
    }).filter { !$0.hasSuffix(".md") && !$0.hasSuffix(".py") && $0.hasPrefix(chosen) }.sorted()

  /// Model files of a folder, one a model: a model in other protocols is the same model.
  private static func files(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: corpus.appending(path: folder).path())) ?? []
    let endings = [".pkl", ".joblib", ".txt", ".json", ".cbm", ".gz"]
    var seen: Set<Substring> = []
    return names.sorted().filter { name in
      endings.contains { name.hasSuffix($0) } && seen.insert(name.prefix { $0 != "." }).inserted
    }
  }

  @Test("each mutant that answers any row otherwise is told from its original", arguments: folders)
  func mutants(folder: String) throws {
    var tally = Tally()
    let files = Self.files(folder)
    let step = Self.wanted == nil ? 23 : 1
    for place in stride(from: folder.utf8.reduce(0) { $0 + Int($1) } % step, to: files.count, by: step) {
      let path = Self.corpus.appending(path: folder).appending(path: files[place]).path()
      guard let model = try? ModelReading.read(try ModelFile(path: path))?.model, var trial = try Trial(model) else {
        continue
      }
      tally.models += 1
      for mutant in trial.mutants(Self.wanted ?? 1, seed: UInt64(place + 1)) {
        switch try trial.verdict(on: mutant) {
        case .caught: tally.caught[mutant.kind, default: 0] += 1
        case .open: tally.open.append("\(files[place]), \(mutant.kind), \(mutant.place)")
        case .same(let reason): tally.same[reason, default: 0] += 1
        case .missed(let row):
          Issue.record(
            "\(folder)/\(files[place]): \(mutant.kind), \(mutant.place): not told, though it may be by: \(row)")
        }
      }
    }
    let same = tally.same.sorted { $0.key < $1.key }.map { "\($0.value), since \($0.key)" }.joined(separator: "; ")
    let caught = tally.caught.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    if Self.wanted != nil, tally.models > 0 {
      print(
        "\(folder): \(tally.models) models; told: \(caught); as the original answer: \(same.isEmpty ? "0" : same); neither a row nor a proof: \(tally.open)"
      )
    }
  }

  private struct Tally {
    var models = 0
    var caught: [String: Int] = [:]
    var same: [String: Int] = [:]
    var open: [String] = []
  }
}

/// A model with one thing wrong in it.
struct Mutant {
  var kind: String
  var place: String
  var model: PredictiveModel
  /// What comes to the changed node, as far as its tree alone says it: by feature, between two numbers.
  var witness: [Int: ClosedRange<Double>] = [:]
  /// The row of a tree that is changed, and the one number whose way changes; nil where all change.
  var change: (tree: Int, node: Int, number: Double?)?
}

/// One original, its answers for the rows made from it, and what becomes of its mutants.
struct Trial {
  /// `open` is neither a row that tells nor a proof that there is none.
  enum Verdict { case caught, same(String), open, missed(String) }

  private let model: PredictiveModel
  private let ensemble: TreeEnsemble
  /// As many rows as the model is quick for.
  private let rows: Table
  private let reference: Predictions
  /// The rows that the program makes where it is not told how many.
  private var all: Table?
  private var comparison: Comparison

  /// Nil for a model without trees, and for one whose input is not all numbers.
  init?(_ model: PredictiveModel) throws {
    var found: TreeEnsemble?
    _ = model.estimator.changingFirstTrees { found = $0 }
    guard let found, found.trees.contains(where: { $0.nodes.count > 1 }) else { return nil }
    self.model = model
    ensemble = found
    rows = GeneratedRows(for: model, limit: 20_000, walks: 400_000, least: 1000).table
    reference = try InterpretedModel(model).predictions(rows, from: 0)
    var profile = ReferenceProfile()
    profile.add(reference)
    comparison = Comparison(policy: Policy(tolerance: .double), profile: profile)
  }

  mutating func verdict(on mutant: Mutant) throws -> Verdict {
    let candidate = try InterpretedModel(mutant.model)
    if try isTold(reference, candidate.predictions(rows, from: 0)) { return .caught }
    let original = try InterpretedModel(model)
    let all = all ?? GeneratedRows(for: model, limit: 20_000).table
    self.all = all
    if try isTold(original.predictions(all, from: 0), candidate.predictions(all, from: 0)) { return .caught }
    if let reason = SameAnswers(model: model, ensemble: ensemble, mutant: mutant).reason { return .same(reason) }
    guard let witnesses = witnesses(mutant) else { return .open }
    for row in 0..<witnesses.rowCount {
      let part = Table.matrix(witnesses).part(row..<(row + 1))
      if try isTold(original.predictions(part, from: 0), candidate.predictions(part, from: 0)) {
        return .missed("\(Array(witnesses.row(row)))")
      }
    }
    return .open
  }

  private func isTold(_ one: Predictions, _ other: Predictions) throws -> Bool {
    var comparison = comparison
    comparison.add(PairedRows(reference: one, candidate: other))
    return comparison.judgement.verdict == .different
  }

  /// Rows that come to the changed node, whatever its tree's other columns hold.
  private func witnesses(_ mutant: Mutant) -> Matrix? {
    guard !mutant.witness.isEmpty, model.inputs.allSatisfy({ $0.kind == .double }) else { return nil }
    var generator = SplitMix(seed: 7)
    let rows = (0..<300).map { _ in
      model.inputs.indices.map { column -> Double in
        guard let range = mutant.witness[column] else { return Double.random(in: -3...3, using: &generator) }
        let low = max(range.lowerBound, -1e6)
        let high = min(range.upperBound, 1e6)
        return low < high ? Double.random(in: low...high, using: &generator) : range.lowerBound
      }
    }
    return Matrix(rows: rows)
  }

  // MARK: Mutants

  func mutants(_ count: Int, seed: UInt64) -> [Mutant] {
    var generator = SplitMix(seed: seed)
    var mutants: [Mutant] = []
    func node() -> (tree: Int, node: Int)? {
      for _ in 0..<200 {
        let tree = Int.random(in: ensemble.trees.indices, using: &generator)
        let node = Int.random(in: ensemble.trees[tree].nodes.indices, using: &generator)
        let row = ensemble.trees[tree].nodes[node]
        if row.test == .less || row.test == .lessOrEqual, ensemble.trees[tree].tellsChildrenApart(node) {
          return (tree, node)
        }
      }
      return nil
    }
    for _ in 0..<count {
      if let place = node() { mutants.append(threshold(place.tree, place.node)) }
      if let place = node() { mutants.append(children(place.tree, place.node)) }
    }
    if ensemble.base.contains(where: { $0 != 0 }) {
      mutants.append(Mutant(kind: "base score", place: "all", model: edited { $0.base = $0.base.map { _ in 0 } }))
    }
    if let swapped = model.estimator.withLabelsSwapped() {
      var other = model
      other.estimator = swapped
      mutants.append(Mutant(kind: "classes", place: "the first two", model: other))
    }
    return mutants
  }

  private func edited(_ change: (inout TreeEnsemble) -> Void) -> PredictiveModel {
    var other = model
    other.estimator = model.estimator.changingFirstTrees(change)
    return other
  }

  /// One step of the precision that inputs are compared in.
  private func threshold(_ tree: Int, _ node: Int) -> Mutant {
    let row = ensemble.trees[tree].nodes[node]
    let isSingle = ensemble.inputPrecision == .single
    let old = row.threshold
    let new = isSingle ? Double(max(Float(old), Float(old).nextDown).nextUp) : old.nextUp
    // What lies between goes the other way: of `<` the old threshold itself, of `≤` the new one.
    let between = isSingle ? Double(Float(row.test == .less ? old : new)) : row.test == .less ? old : new
    var mutant = Mutant(
      kind: "threshold", place: "tree \(tree), node \(node)",
      model: edited { $0.trees[tree].nodes[node].threshold = new })
    mutant.change = (tree, node, between)
    mutant.witness = ensemble.trees[tree].box(of: node)
    if let range = mutant.witness[Int(row.feature)], !range.contains(between) { mutant.witness = [:] }
    if !mutant.witness.isEmpty || node == 0 { mutant.witness[Int(row.feature)] = between...between }
    return mutant
  }

  private func children(_ tree: Int, _ node: Int) -> Mutant {
    let row = ensemble.trees[tree].nodes[node]
    var mutant = Mutant(
      kind: "children", place: "tree \(tree), node \(node)",
      model: edited {
        $0.trees[tree].nodes[node].yes = row.no
        $0.trees[tree].nodes[node].no = row.yes
      })
    mutant.change = (tree, node, nil)
    mutant.witness = ensemble.trees[tree].box(of: node)
    return mutant
  }
}

extension DecisionTree {
  /// The numbers that come to a node, by feature; empty where none do, or where sets of categories are on the way.
  fileprivate func box(of node: Int) -> [Int: ClosedRange<Double>] {
    var box: [Int: ClosedRange<Double>] = [:]
    var place = node
    while place != 0 {
      guard let parent = nodes.firstIndex(where: { $0.test != .leaf && (Int($0.yes) == place || Int($0.no) == place) })
      else { return [:] }
      let row = nodes[parent]
      guard row.test == .less || row.test == .lessOrEqual else { return [:] }
      let old = box[Int(row.feature)] ?? -Double.infinity...Double.infinity
      let isYes = Int(row.yes) == place
      // A little inside, so that rounding to single does not lead elsewhere.
      let edge = row.threshold
      let slack = abs(edge) * 1e-6 + 1e-9
      let low = isYes ? old.lowerBound : max(old.lowerBound, edge + slack)
      let high = isYes ? min(old.upperBound, edge - slack) : old.upperBound
      guard low <= high else { return [:] }
      box[Int(row.feature)] = low...high
      place = parent
    }
    return box
  }
}

extension Estimator {
  /// The same with the names of the first two classes changed; nil where what it ends in is no classifier of two.
  fileprivate func withLabelsSwapped() -> Estimator? {
    switch self {
    case .pipeline(var steps):
      guard let last = steps.popLast()?.withLabelsSwapped() else { return nil }
      return .pipeline(steps + [last])
    case .classifier(var classifier):
      if case .wrapped(let inner) = classifier.rule {
        guard let inner = inner.withLabelsSwapped() else { return nil }
        classifier.rule = .wrapped(inner)
        return .classifier(classifier)
      }
      // Members name labels of their own.
      guard classifier.labels.count > 1, case .scores = classifier.rule else { return nil }
      classifier.labels.swapAt(0, 1)
      return .classifier(classifier)
    default: return nil
    }
  }
}

extension Estimator {
  /// The model with its first ensemble of trees changed, wherever that stands.
  func changingFirstTrees(_ change: (inout TreeEnsemble) -> Void) -> Estimator {
    var isDone = false
    return changingTrees { trees in
      if !isDone { change(&trees) }
      isDone = true
    }
  }
}

/// Numbers by chance that are the same each time.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
