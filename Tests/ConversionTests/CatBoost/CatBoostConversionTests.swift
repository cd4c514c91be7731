// CatBoost's models as ONNX graphs and PMML documents, run, and held against the interpreter.

import Conversion
import Foundation
import Inference
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

@Suite("CatBoost as ONNX and PMML")
struct CatBoostConversionTests {
  private static let folder = CorpusModel.root.appending(path: "catboost")

  /// Those of the newest release that convert.
  private static let files: [String] = ["0.20", "1.2"].flatMap { release in
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: release).path())) ?? [])
      .filter { $0.hasSuffix(".pkl") && !$0.hasPrefix("refused") && !$0.hasPrefix("uncertain") }
      .sorted().map { "\(release)/\($0)" }
  }

  private func model(_ path: String) throws -> (PredictiveModel, Matrix) {
    let url = Self.folder.appending(path: path)
    let rows = try ModelFile(path: url.deletingLastPathComponent().appending(path: "X.npy").path()).source.bytes
    let reading = try #require(try ModelReading.read(try ModelFile(path: url.path())))
    return (reading.model, try NumPyFile.array(rows).matrix())
  }

  @Test("each model answers in ONNX Runtime as in the interpreter: sums bit for bit", arguments: files)
  func onnx(_ path: String) throws {
    let (model, rows) = try model(path)
    let answer = try Interpreter(model).answer(.matrix(rows))
    for opset in [9, 17, 28] {
      let options = ONNXConversion.Options(target: try OperatorTarget(opset: opset))
      let bytes = ONNXWriter.bytes(of: try ONNXConversion.convert(model, options: options).model)
      let session = try InferenceSession(bytes, in: try ONNXCorpusTests.library.get(), options: .init(threads: 1))
      let outputs = try session.run(ONNXCorpusTests.tensors(.matrix(rows), ModelInputs(of: model)))
      func expect(_ name: String, _ matrix: Matrix?, _ bound: Double) {
        guard let matrix else { return }
        let found = outputs.first { $0.name == name }.flatMap { output -> [Double]? in
          if case .doubles(let values) = output.tensor.contents { Array(values) } else { nil }
        }
        let worst = found.map { zip($0, matrix.values).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0 }
        #expect(found?.count == matrix.values.count && worst ?? 1 <= bound, "\(path), \(name), opset \(opset)")
      }
      expect("scores", answer.scores, 0)
      expect("probabilities", answer.probabilities, 1e-14)
      expect("prediction", answer.values, 1e-14)
      if let labels = answer.labels {
        let found = outputs.first { $0.name == "label" }.map { ONNXCorpusTests.texts($0.tensor) }
        #expect(found == labels.map(ONNXCorpusTests.text), "\(path), label, opset \(opset)")
      }
    }
  }

  @Test("each model answers as a PMML document as in the interpreter", arguments: files)
  func pmml(_ path: String) throws {
    let (model, rows) = try model(path)
    let answer = try Interpreter(model).answer(.matrix(rows))
    let document = try PMMLConversion.convert(model).document
    let scorer = try Scorer(try PMMLReader.read(Bytes(PMMLWriter.write(document))))
    let names = model.inputs.map(\.name)
    for row in 0..<rows.rowCount {
      let found = try scorer.score(Table.matrix(rows).values(row, names))
      if let labels = answer.labels {
        #expect(found.value.text.lowercased() == labels[row].text?.lowercased(), "\(path), label")
      }
      for (prefix, matrix) in [("probability(", answer.probabilities), ("prediction(", answer.values)] {
        guard let matrix else { continue }
        let expected = Array(matrix.row(row))
        let several = found.outputs.filter { $0.isFinal && $0.name.hasPrefix(prefix) }.map { $0.value.number ?? .nan }
        let numbers = answer.values != nil && expected.count == 1 ? [found.value.number ?? .nan] : several
        #expect(numbers.count == expected.count, "\(path), \(prefix): \(found.outputs.map(\.name))")
        for (one, other) in zip(numbers, expected) {
          #expect(abs(one - other) <= 1e-13 * max(1, abs(other)), "\(path)")
        }
      }
    }
  }
}
