// LightGBM's models as ONNX graphs and PMML documents, run, and held against the interpreter.

import Conversion
import Foundation
import Inference
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

/// One model file of the corpus and the rows it was asked about.
struct LightGBMFile: CustomTestStringConvertible, Sendable {
  let release: String
  let name: String
  var testDescription: String { "\(release)/\(name)" }

  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_LIGHTGBM"].map { URL(filePath: $0) }
    ?? CorpusModel.root.appending(path: "lightgbm")

  /// All but dumps of old releases, which are refused.
  static let all: [LightGBMFile] = names(in: folder).flatMap { release in
    names(in: folder.appending(path: release)).filter {
      !$0.hasSuffix(".npz") && (release >= "3.0" || !$0.hasSuffix(".json"))
    }.map { LightGBMFile(release: release, name: $0) }
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter { !$0.hasSuffix(".md") }
      .sorted()
  }

  private func path(_ file: String) -> String { Self.folder.appending(path: "\(release)/\(file)").path() }

  func model() throws -> PredictiveModel {
    let file = try ModelFile(path: path(name))
    let isOwn = file.kind == .lightGBM || file.kind == .lightGBMJSON
    return isOwn ? try LightGBMReader.read(file).model : try ScikitLearnReader.read(file).model
  }

  /// Columns of text that the model does not look at are numbers to it, all missing.
  func rows(for model: PredictiveModel) throws -> Table {
    guard case .columns(let columns) = try rows() else { return try rows() }
    return .columns(
      zip(columns, ModelInputs(of: model).isText).map { cells, isText in
        if !isText, case .strings(let strings) = cells { return .numbers(strings.map { _ in .nan }) }
        return cells
      })
  }

  private func rows() throws -> Table {
    let stem = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
    let arrays = try NumPyArchive.arrays(try ModelFile(path: path(stem + ".npz")).source.bytes)
    if let matrix = arrays.first(where: { $0.name == "rows" })?.array { return .matrix(try matrix.matrix()) }
    return .columns(
      try arrays.filter { $0.name.hasPrefix("rows.") }.sorted { $0.name < $1.name }.map { name, array in
        guard array.type.kind == .text else { return .numbers(try array.doubles()) }
        return .strings(try array.texts().map { $0?.isEmpty ?? true ? nil : $0 })
      })
  }
}

@Suite("LightGBM as ONNX and PMML")
struct LightGBMConversionTests {
  @Test("each model answers in ONNX Runtime as in the interpreter: sums bit for bit", arguments: LightGBMFile.all)
  func onnx(_ file: LightGBMFile) throws {
    let model = try file.model()
    let rows = try file.rows(for: model)
    let answer = try Interpreter(model).answer(rows)
    for opset in file.name.contains("frame") || file.name.contains("columns") ? [15, 28] : [9, 17, 28] {
      let options = ONNXConversion.Options(target: try OperatorTarget(opset: opset))
      let bytes = ONNXWriter.bytes(of: try ONNXConversion.convert(model, options: options).model)
      let session = try InferenceSession(bytes, in: try ONNXCorpusTests.library.get(), options: .init(threads: 2))
      let outputs = try session.run(ONNXCorpusTests.tensors(rows, ModelInputs(of: model)))
      let title = "\(file.testDescription) at opset \(opset)"
      let bound = Self.isPlain(model) ? 0 : 1e-12
      func expect(_ name: String, _ matrix: Matrix?, _ bound: Double) {
        guard let matrix else { return }
        let found = outputs.first { $0.name == name }.flatMap { output -> [Double]? in
          if case .doubles(let values) = output.tensor.contents { Array(values) } else { nil }
        }
        let problem = Self.difference(found, Array(matrix.values), bound)
        #expect(problem == nil, "\(title), \(name): \(problem ?? "")")
      }
      expect("scores", answer.scores, bound)
      expect("probabilities", answer.probabilities, 1e-13)
      expect("prediction", answer.values, Self.isIdentity(model) ? bound : 1e-13)
      if let labels = answer.labels {
        let found = outputs.first { $0.name == "label" }.map { ONNXCorpusTests.texts($0.tensor) }
        #expect(found == labels.map(ONNXCorpusTests.text), "\(title), label")
      }
    }
  }

  @Test("each model answers as a PMML document as in the interpreter: sums bit for bit", arguments: LightGBMFile.all)
  func pmml(_ file: LightGBMFile) throws {
    let model = try file.model()
    let rows = try file.rows(for: model)
    let answer = try Interpreter(model).answer(rows)
    let document: MarkupDocument
    do { document = try PMMLConversion.convert(model).document } catch let error as ConversionError {
      #expect(file.name.contains("linear") && error.message.contains("linear"), "\(file.testDescription): \(error)")
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
      let problem = Self.difference(outputs("probability("), Array(probabilities.values), 1e-13)
      #expect(problem == nil, "\(file.testDescription), probability: \(problem ?? "")")
    }
    if let values = answer.values {
      let found = values.columnCount == 1 ? answers.map { $0.value.number ?? .nan } : outputs("prediction(")
      let problem = Self.difference(found, Array(values.values), Self.isIdentity(model) ? 0 : 1e-13)
      #expect(problem == nil, "\(file.testDescription), value: \(problem ?? "")")
    }
    if let labels = answer.labels {
      #expect(
        answers.map { $0.value.text.lowercased() } == labels.map { $0.text?.lowercased() },
        "\(file.testDescription), label")
    }
  }

  private static func isPlain(_ model: PredictiveModel) -> Bool {
    switch model.estimator {
    case .regressor(.scores): true
    case .classifier(let classifier): if case .scores = classifier.rule { true } else { false }
    default: false
    }
  }

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
