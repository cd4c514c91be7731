// Documents as graphs, run by ONNX Runtime, and held against the scorer of documents.

import Foundation
import Inference
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

@testable import Conversion

@Suite("PMML as ONNX")
struct PMMLToONNXTests {
  @Test("every open model goes through PMML to ONNX: trees exactly, others to 1e-6", arguments: CorpusModel.open)
  func open(_ test: CorpusModel) throws {
    guard let model = try test.model(), test.name != "tfidf" else { return }
    let document = try PMMLConversion.convert(model).document
    let (rows, _) = try test.recorded()
    let isTree = ["dtc", "dtr", "rfc", "gbc", "hgb"].contains(test.name)
    try expect(document, rows, model.inputs.map(\.name), tolerance: isTree ? 1e-15 : 1e-6, test.testDescription)
  }

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(".pmml") }.map { String($0.dropLast(5)) }.sorted()
  }()
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../ModelFormatsTests/PMML/Cases").standardized

  @Test("documents of every element answer in ONNX Runtime as in the scorer, or are refused by name", arguments: cases)
  func elements(_ name: String) throws {
    do {
      try expect(documentAt: Self.folder.appending(path: name), name)
      #expect(!Self.beyondONNX.contains(name), "\(name) is converted by now")
    } catch let error as ConversionError {
      #expect(!error.message.isEmpty && !error.remedy.isEmpty)
      #expect(Self.beyondONNX.contains(name), "\(name): \(error)")
    }
  }

  @Test(
    "documents that `make oracle-pmml` has made answer in ONNX Runtime as in the scorer, or are refused with a reason")
  func oracle() throws {
    guard let path = ProcessInfo.processInfo.environment["GODWIT_PMML"] else { return }
    let root = URL(filePath: path)
    for folder in try FileManager.default.contentsOfDirectory(atPath: root.path()).sorted() {
      let place = root.appending(path: folder)
      var converted = 0
      var refused: [String: Int] = [:]
      let names = try FileManager.default.contentsOfDirectory(atPath: place.path()).sorted()
      for name in names.filter({ $0.hasSuffix(".pmml") }).map({ String($0.dropLast(5)) }) {
        do {
          try expect(documentAt: place.appending(path: name), name)
          converted += 1
        } catch let error as ConversionError {
          #expect(!error.message.isEmpty && !error.remedy.isEmpty)
          refused[error.message, default: 0] += 1
        }
      }
      print(
        "\(folder): \(converted) documents as ONNX answer as the scorer, \(refused.values.reduce(0, +)) are refused")
      for (message, count) in refused.sorted(by: { $0.key < $1.key }) { print("  \(count): \(message)") }
    }
  }

  private func expect(documentAt place: URL, _ name: String) throws {
    let document = try PMMLReader.read(Bytes(ContiguousArray(Data(contentsOf: place.appendingPathExtension("pmml")))))
    let lines = try String(contentsOf: place.appendingPathExtension("jsonl"), encoding: .utf8).split(separator: "\n")
    let rows = try lines.compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
      .compactMap { $0["row"] as? [String: Any] }
    let fields = document.fields.filter { field in
      document.models[0].schema.contains { $0.name == field.name && !$0.usage.isTarget }
    }
    let table = Table.columns(
      fields.map { field in
        let cells = rows.map { $0[field.name] }
        // Tensors have no missing strings: the empty one is.
        if field.type == .string { return .strings(cells.map { ($0 as? String).flatMap { $0.isEmpty ? nil : $0 } }) }
        return .numbers(cells.map { ($0 as? NSNumber)?.doubleValue ?? .nan })
      })
    try expect(document, table, fields.map(\.name), tolerance: 1e-9, name)
  }

  /// What has no operators, or no tensors: these documents and no others.
  static let beyondONNX: Set = [
    "association-exclusiveRecommendation", "association-recommendation", "association-ruleAssociation",
    "classes3-cauchit", "classes3-cloglog", "classes3-loglog", "classes3-probit",
    "functions-dates",
  ]

  private func expect(
    _ document: MarkupDocument, _ rows: Table, _ names: [String], tolerance: Double, _ what: String
  ) throws {
    let converted = try PMMLToONNXConversion.convert(document, target: OperatorTarget(opset: 23))
    let bytes = ONNXWriter.bytes(of: converted.model)
    let session = try InferenceSession(Array(bytes), in: try InferenceLibrary(), options: .init(threads: 1))
    let inputs = converted.model.graph.inputs.map { info -> NamedTensor in
      let place = names.firstIndex(of: info.name) ?? 0
      return NamedTensor(info.name, Self.tensor(rows, place))
    }
    let results = try session.run(inputs)
    let scorer = try Scorer(document)
    var isFirst = true
    for row in 0..<rows.rowCount {
      guard let answer = try? scorer.score(rows.values(row, names)) else { continue }
      for result in results {
        let found = Self.value(result.tensor, row)
        let expected =
          result.name == "label" || result.name == "prediction"
          ? answer.value : answer.output(result.name) ?? answer.value(of: result.name)
        guard let expected else { continue }
        let isSame = Self.isSame(found, expected, tolerance)
        if !isSame, isFirst { Issue.record("\(what), row \(row): \(result.name) is \(found), not \(expected)") }
        isFirst = isFirst && isSame
      }
    }
  }

  private static func tensor(_ rows: Table, _ place: Int) -> Tensor {
    switch rows {
    case .matrix(let matrix): return Tensor(matrix.column(place), shape: [matrix.rowCount, 1])
    case .columns(let columns):
      switch columns[place] {
      case .numbers(let numbers): return Tensor(numbers, shape: [numbers.count, 1])
      case .strings(let strings): return Tensor(strings.map { $0 ?? "" }, shape: [strings.count, 1])
      }
    }
  }

  private static func value(_ tensor: Tensor, _ row: Int) -> FieldValue {
    switch tensor.contents {
    case .doubles(let numbers): .double(numbers[row])
    case .integers(let numbers): .integer(Int(numbers[row]))
    case .strings(let texts): .string(texts[row])
    default: .missing
    }
  }

  private static func isSame(_ found: FieldValue, _ expected: FieldValue, _ tolerance: Double) -> Bool {
    if expected.isMissing {
      // Of integers no label is left for what is missing.
      if case .integer = found { return true }
      return found.text.isEmpty || found.number?.isNaN == true
    }
    if let left = found.number, let right = expected.number ?? Literal.number(expected.text) {
      return left == right || abs(left - right) <= tolerance * max(1, abs(right)) || (left.isNaN && right.isNaN)
    }
    return found.text == expected.text
  }
}
