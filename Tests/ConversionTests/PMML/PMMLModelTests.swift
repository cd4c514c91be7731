// Models of the corpus as PMML documents: written, read back, scored, and held against what their library answered.

import Foundation
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

@testable import Conversion

@Suite("Models as PMML")
struct PMMLModelTests {
  @Test("every open model that PMML can say answers as it did", arguments: CorpusModel.open)
  func open(_ test: CorpusModel) throws {
    #expect(CorpusModel.open.count == 80)
    // Boosters have a reader of their own.
    guard let model = try test.model() else {
      #expect(["lgbm", "xgb", "cat"].contains(test.name), "\(test.testDescription) is not read")
      return
    }
    try expectAnswers(of: model, test)
  }

  @Test(
    "every model fitted for the corpus answers as it did, or is refused with the estimator",
    arguments: CorpusModel.fitted)
  func fitted(_ test: CorpusModel) throws {
    do {
      guard let model = try test.model() else { return }
      try expectAnswers(of: model, test)
    } catch let refusal as ModelRefusal {
      // Readers refuse what does not say how wide its rows are.
      #expect(!refusal.remedy.isEmpty)
    } catch let error as ConversionError {
      #expect(!error.place.isEmpty && !error.remedy.isEmpty)
      #expect(Self.isBeyondPMML(test.name), "\(test.testDescription): \(error)")
    }
  }

  /// What PMML has no words for.
  private static func isBeyondPMML(_ name: String) -> Bool {
    let beyond = [
      "count", "tfidf", "text", "radius", "multi", "chain", "labelbinarizer", "quantile", "knnr-two", "hashing",
      "ovr-multilabel", "fixed",
    ]
    // Splines, imputers that learn, densities, groups of centres, and kernels of other names.
    let rarer = [
      "spline-", "iterative", "knnimputer", "lof-", "birch", "gp-matern-5", "gp-matern-15", "gp-matern-25", "gp-sum",
      "kernelridge-laplacian", "nystroem-laplacian", "ovr-constant", "hash-",
    ]
    return beyond.contains { name.contains($0) } || rarer.contains { name.hasPrefix($0) }
  }

  private func expectAnswers(of model: PredictiveModel, _ test: CorpusModel) throws {
    let result = try PMMLConversion.convert(model)
    let bytes = PMMLWriter.write(result.document)
    let (rows, recorded) = try test.recorded()
    try Self.keep(bytes, rows, model, test)
    let scorer = try Scorer(try PMMLReader.read(Bytes(bytes)))
    let names = model.inputs.map(\.name)
    let answers = try (0..<rows.rowCount).map { try scorer.score(rows.values($0, names)) }
    for (method, expected) in recorded.sorted(by: { $0.key < $1.key }) {
      let what = "\(method) of \(test.testDescription)"
      switch method {
      case "predict" where expected.shape.count == 1:
        let found = answers.map { $0.value.number ?? Literal.number($0.value.text) ?? .nan }
        if let numbers = try? expected.doubles() {
          expect(found.map { [$0] }, numbers.map { [$0] }, what)
        } else {
          #expect(answers.map(\.value.text) == (try expected.texts()), "\(what)")
        }
      case "predict" where expected.shape[1] == 1:
        expect(answers.map { [$0.value.number ?? .nan] }, try Self.rows(expected), what)
      case "predict": expect(outputs("prediction(", answers), try Self.rows(expected), what)
      case "predict_proba" where answers[0].outputs.contains { $0.name.hasPrefix("probability(") }:
        expect(outputs("probability(", answers), try Self.rows(expected), what)
      case "transform" where answers[0].outputs.contains { $0.name.hasPrefix("transformed(") }:
        expect(outputs("transformed(", answers), try Self.rows(expected), what)
      default: break
      }
    }
  }

  private func outputs(_ prefix: String, _ answers: [ModelAnswer]) -> [[Double]] {
    answers.map { answer in
      answer.outputs.filter { $0.isFinal && $0.name.hasPrefix(prefix) }.map { $0.value.number ?? .nan }
    }
  }

  private static func rows(_ array: NumPyArray) throws -> [[Double]] {
    let numbers = try array.doubles()
    let width = array.shape.count > 1 ? array.shape[1] : 1
    return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<($0 + width)]) }
  }

  private func expect(_ found: [[Double]], _ expected: [[Double]], _ what: String) {
    guard found.count == expected.count, found.first?.count == expected.first?.count else {
      Issue.record(
        "\(what): \(found.count) × \(found.first?.count ?? 0) for \(expected.count) × \(expected.first?.count ?? 0)")
      return
    }
    var worst = (error: 0.0, place: "")
    for (row, cells) in expected.enumerated() {
      for (column, cell) in cells.enumerated() where found[row][column] != cell {
        if cell.isNaN && found[row][column].isNaN { continue }
        let error = abs(found[row][column] - cell) / max(1, abs(cell))
        if !(error <= worst.error) { worst = (error, "[\(row), \(column)] \(found[row][column]) for \(cell)") }
      }
    }
    #expect(worst.error <= 1e-12, "\(what): \(worst.place), off by \(worst.error)")
  }

  /// Leaves documents and rows for `Tests/Oracle/pmml_models.py`, if asked to.
  private static func keep(
    _ bytes: ContiguousArray<UInt8>, _ rows: Table, _ model: PredictiveModel, _ test: CorpusModel
  ) throws {
    guard let folder = ProcessInfo.processInfo.environment["GODWIT_PMML_FOLDER"] else { return }
    let place = URL(filePath: folder).appending(path: test.testDescription.replacing("/", with: "-"))
    try Data(bytes).write(to: place.appendingPathExtension("pmml"))
    let names = model.inputs.map(\.name)
    let objects = (0..<rows.rowCount).map { row in
      rows.values(row, names).mapValues { value -> Any in
        if case .string(let text) = value { return text }
        return value.number.flatMap { $0.isFinite ? $0 : nil } ?? NSNull()
      }
    }
    try JSONSerialization.data(withJSONObject: objects).write(to: place.appendingPathExtension("json"))
  }
}
