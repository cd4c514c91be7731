// XGBoost's models as ONNX graphs and PMML documents, run, and held against the interpreter.

import Conversion
import Foundation
import Inference
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

/// One model file of the corpus and the rows it was asked about.
struct XGBoostFile: CustomTestStringConvertible, Sendable {
  let release: String
  let name: String
  var testDescription: String { "\(release)/\(name)" }

  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_XGBOOST_CORPUS"].map { URL(filePath: $0) }
    ?? CorpusModel.root.appending(path: "xgboost")

  /// One file of each model: formats of the same model are the same model, as the tests of the readers hold.
  static let all: [XGBoostFile] = names(in: folder).flatMap { release in
    var seen = Set<Substring>()
    return names(in: folder.appending(path: release)).filter { name in
      !name.hasSuffix(".npz") && !name.hasPrefix("expectile") && seen.insert(name.prefix { $0 != "." }).inserted
    }.map { XGBoostFile(release: release, name: $0) }
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter {
      !$0.hasSuffix(".md") && !$0.hasSuffix(".py")
    }.sorted()
  }

  var stem: Substring { name.prefix { $0 != "." } }
  private func path(_ file: String) -> String { Self.folder.appending(path: "\(release)/\(file)").path() }

  func model() throws -> PredictiveModel { try #require(try ModelReading.read(ModelFile(path: path(name)))).model }

  func rows() throws -> Table {
    let inputs = try NumPyArchive.arrays(try ModelFile(path: path("inputs.npz")).source.bytes)
    let answers = try NumPyArchive.arrays(try ModelFile(path: path("\(stem).npz")).source.bytes)
    let input = try #require(try answers.first { $0.name == "input" }?.array.texts().first ?? nil)
    if let matrix = inputs.first(where: { $0.name == input })?.array { return .matrix(try matrix.matrix()) }
    return .columns(
      try inputs.filter { $0.name.hasPrefix(input + ".") }.sorted { $0.name < $1.name }.map { _, array in
        array.type.kind == .text ? .strings(try array.texts()) : .numbers(try array.doubles())
      })
  }
}

@Suite("XGBoost as ONNX and PMML")
struct XGBoostConversionTests {
  @Test("each model answers in ONNX Runtime as in the interpreter: sums bit for bit", arguments: XGBoostFile.all)
  func onnx(_ file: XGBoostFile) throws {
    let model = try file.model()
    let rows = try file.rows()
    let answer = try Interpreter(model).answer(rows)
    // Categories that are text need an encoder of newer opsets.
    for opset in file.stem == "colours" ? [15, 28] : [9, 28] {
      let options = ONNXConversion.Options(target: try OperatorTarget(opset: opset))
      let bytes = ONNXWriter.bytes(of: try ONNXConversion.convert(model, options: options).model)
      let session = try InferenceSession(bytes, in: try ONNXCorpusTests.library.get(), options: .init(threads: 2))
      let outputs = try session.run(ONNXCorpusTests.tensors(rows, ModelInputs(of: model)))
      let title = "\(file.testDescription) at opset \(opset)"
      func expect(_ name: String, _ matrix: Matrix?, _ bound: Double) {
        guard let matrix else { return }
        let found = outputs.first { $0.name == name }.flatMap { output -> [Double]? in
          if case .doubles(let values) = output.tensor.contents { Array(values) } else { nil }
        }
        let problem = Self.difference(found, Array(matrix.values), bound)
        #expect(problem == nil, "\(title), \(name): \(problem ?? "")")
      }
      func expect(_ answer: Answer, _ suffix: String) {
        expect("scores" + suffix, answer.scores, Self.bound(file))
        expect("probabilities" + suffix, answer.probabilities, 1e-13)
        expect("prediction" + suffix, answer.values, Self.isIdentity(model) ? Self.bound(file) : 1e-13)
        guard let labels = answer.labels else { return }
        let found = outputs.first { $0.name == "label" + suffix }.map { ONNXCorpusTests.texts($0.tensor) }
        #expect(found == labels.map(ONNXCorpusTests.text), "\(title), label\(suffix)")
      }
      expect(answer, "")
      for (place, target) in answer.targets.enumerated() { expect(target, "_\(place)") }
    }
  }

  /// What PMML has no words for: rows brought into order, and several labels at once.
  private static let beyondPMML = ["quantile", "many-labels", "vector-labels"]

  @Test("each model answers as a PMML document as in the interpreter: sums bit for bit", arguments: XGBoostFile.all)
  func pmml(_ file: XGBoostFile) throws {
    let model = try file.model()
    let rows = try file.rows()
    let answer = try Interpreter(model).answer(rows)
    let document: MarkupDocument
    do { document = try PMMLConversion.convert(model).document } catch let error as ConversionError {
      #expect(Self.beyondPMML.contains { file.stem == $0 }, "\(file.testDescription): \(error)")
      #expect(!error.remedy.isEmpty)
      return
    }
    let scorer = try Scorer(try PMMLReader.read(Bytes(PMMLWriter.write(document))))
    let names = model.inputs.map(\.name)
    let answers = try (0..<rows.rowCount).map { try scorer.score(rows.values($0, names)) }
    func outputs(_ prefix: String) -> [Double]? {
      let numbers = answers.flatMap { answer in
        answer.outputs.filter { $0.isFinal && $0.name.hasPrefix(prefix) }.map { $0.value.number ?? .nan }
      }
      return numbers.isEmpty ? nil : numbers
    }
    if let probabilities = answer.probabilities {
      let problem = Self.difference(outputs("probability("), Array(probabilities.values), Self.single)
      #expect(problem == nil, "\(file.testDescription), probability: \(problem ?? "")")
    }
    if let values = answer.values {
      let found = values.columnCount == 1 ? answers.map { $0.value.number ?? .nan } : outputs("prediction(")
      let bound = Self.isIdentity(model) ? Self.bound(file) : Self.single
      let problem = Self.difference(found, Array(values.values), bound)
      #expect(problem == nil, "\(file.testDescription), value: \(problem ?? "")")
    }
    if let labels = answer.labels {
      #expect(
        answers.map { $0.value.text.lowercased() } == labels.map { $0.text?.lowercased() },
        "\(file.testDescription), label")
    }
  }

  /// Trees' sums are exact; products are added up in another order.
  private static func bound(_ file: XGBoostFile) -> Double { file.stem.hasPrefix("linear") ? 1e-12 : 0 }

  /// Documents say that they are of single precision, and scorers make probabilities of sums in that, as the library does.
  private static let single = 2e-7

  private static func isIdentity(_ model: PredictiveModel) -> Bool {
    if case .regressor(.scores(_, .identity)) = model.estimator { true } else { false }
  }

  private static func difference(_ found: [Double]?, _ wanted: [Double], _ bound: Double) -> String? {
    guard let found else { return "it is not there" }
    guard found.count == wanted.count else { return "\(found.count) numbers for \(wanted.count)" }
    for (place, (one, other)) in zip(found, wanted).enumerated() where one != other && !(one.isNaN && other.isNaN) {
      let distance = (one - other).magnitude / max(1, other.magnitude)
      if !(distance <= bound) { return "[\(place)] \(one) for \(other)" }
    }
    return nil
  }
}
