// Every model of LightGBM's in the corpus: read, interpreted, and held against what its own release answered.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Models of LightGBM")
struct LightGBMCorpusTests {
  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_LIGHTGBM"].map { URL(filePath: $0) }
    ?? Fixtures.root.appending(path: "Corpus/models/lightgbm")

  static let versions: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter { !$0.hasSuffix(".md") }
    .sorted()

  @Test("each model answers as the release that wrote it did: scores bit for bit", arguments: versions)
  func answers(version: String) throws {
    let folder = Self.folder.appending(path: version)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { !$0.hasSuffix(".npz") }
    for name in names.sorted() {
      let stem = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
      do {
        if Self.isRefused(name, version) {
          #expect(throws: ModelRefusal.self, "\(version)/\(name)") {
            try Self.model(folder.appending(path: name).path())
          }
          continue
        }
        let model = try Self.model(folder.appending(path: name).path())
        let recorded = try LightGBMAnswers(folder.appending(path: stem + ".npz"))
        if model.remarks.contains(where: { $0.loss == .lossy }) {
          #expect(Self.isLossy(name, version), "\(version)/\(name): \(model.remarks)")
          if name.hasPrefix("linear") { continue }
        }
        let problem = recorded.difference(from: try Interpreter(model).answer(recorded.rows), model)
        #expect(problem == nil, "\(version)/\(name): \(problem ?? "")")
      } catch {
        Issue.record("\(version)/\(name): \(error)")
      }
    }
    #expect(names.count >= 60)
  }

  /// Dumps say what becomes of scores since 2.2, and what columns held since 3.0.
  static func isRefused(_ name: String, _ version: String) -> Bool {
    name.hasSuffix(".json") && (version < "2.2" || version < "3.0" && name.hasPrefix("frame"))
  }

  /// Dumps of 3.2 hide linear leaves, and so those of its neighbours are remarked on. One class is not two.
  static func isLossy(_ name: String, _ version: String) -> Bool {
    name.hasSuffix(".json") && version.hasPrefix("3.") || name.hasPrefix("classifier-one-class")
  }

  static func model(_ path: String) throws -> PredictiveModel {
    let file = try ModelFile(path: path)
    let isOwn = file.kind == .lightGBM || file.kind == .lightGBMJSON
    return isOwn ? try LightGBMReader.read(file).model : try ScikitLearnReader.read(file).model
  }
}

/// The rows of one model and what its release answered.
struct LightGBMAnswers {
  let rows: Table
  private let arrays: [String: NumPyArray]

  init(_ url: URL) throws {
    let all = try NumPyArchive.arrays(try Fixtures.bytes(url))
    let arrays = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.array) })
    self.arrays = arrays
    if let matrix = try arrays["rows"]?.matrix() {
      rows = .matrix(matrix)
      return
    }
    let names = arrays.keys.filter { $0.hasPrefix("rows.") }.sorted()
    rows = .columns(
      try names.map { name in
        let array = try #require(arrays[name])
        guard array.type.kind == .text else { return .numbers(try array.doubles()) }
        // What is missing was kept as nothing: NumPy drops a null character at the end.
        return .strings(try array.texts().map { $0?.isEmpty ?? true ? nil : $0 })
      })
  }

  /// What differs; nil for nothing. Scores and what needs no function are the same bits, others to 1e-14.
  func difference(from answer: Answer, _ model: PredictiveModel) -> String? {
    if let raw = try? arrays["raw"]?.doubles(), let scores = answer.scores ?? (isPlain(model) ? answer.values : nil) {
      // Before 4.0 a forest's raw score is its sum; what is asked for here is the mean that it predicts with.
      if let problem = Self.difference(Array(scores.values), raw, 0, "raw"), !isForest(model) { return problem }
    }
    if let wanted = try? arrays["predict_proba"]?.doubles() {
      guard answer.classes.count != 1 else { return Self.difference(answer.labels ?? [], arrays["predict"]) }
      // With an objective of the user's own the library gives raw scores for probabilities.
      guard let found = answer.probabilities ?? answer.values else { return "no probabilities" }
      if let problem = Self.difference(Array(found.values), wanted, 1e-14, "predict_proba") { return problem }
    }
    guard let predicted = arrays["predict"] else { return "no recorded prediction" }
    if let labels = answer.labels, arrays["leaves"] == nil { return Self.difference(labels, predicted) }
    guard var found = answer.values ?? answer.probabilities, let wanted = try? predicted.doubles() else {
      return "no numbers"
    }
    // A booster of two classes answers with the second one's probability alone.
    if answer.values == nil, found.columnCount == 2, wanted.count == found.rowCount {
      found = Matrix(columns: [found.column(1)])
    }
    return Self.difference(Array(found.values), wanted, 1e-14, "predict")
  }

  private func isPlain(_ model: PredictiveModel) -> Bool {
    if case .regressor(.scores(.trees, .identity)) = model.estimator { true } else { false }
  }

  private func isForest(_ model: PredictiveModel) -> Bool {
    switch model.estimator {
    case .regressor(.scores(.trees(let trees), _)): trees.aggregation == .mean
    case .classifier(let classifier):
      if case .scores(.trees(let trees), _, _) = classifier.rule { trees.aggregation == .mean } else { false }
    default: false
    }
  }

  private static func difference(_ found: [Double], _ wanted: [Double], _ bound: Double, _ what: String) -> String? {
    guard found.count == wanted.count else { return "\(what): \(found.count) numbers for \(wanted.count)" }
    for (place, (one, other)) in zip(found, wanted).enumerated() where one != other && !(one.isNaN && other.isNaN) {
      let distance = (one - other).magnitude / max(other.magnitude, 1e-300)
      if !(distance <= bound) { return "\(what)[\(place)]: \(one) is not \(other)" }
    }
    return nil
  }

  private static func difference(_ found: [Label], _ predicted: NumPyArray?) -> String? {
    let wanted = (try? predicted?.labels()) ?? []
    for (place, (one, other)) in zip(found, wanted).enumerated() where one != other {
      return "label[\(place)]: \(one) is not \(other)"
    }
    return found.count == wanted.count ? nil : "\(found.count) labels for \(wanted.count)"
  }
}
