// Vectorisers of texts in ONNX Runtime: row by row, and where the operators would cut in another way.

import Conversion
import Inference
import ModelCore
import ModelFormats
import Testing

@Suite("Texts in ONNX")
struct TextConversionTests {
  static let vectorisers = CorpusModel.fitted.filter { $0.folder.hasSuffix("1.9-texts") }

  private static func outputs(_ model: PredictiveModel, _ texts: [String], opset: Int? = nil) throws -> [[Double]] {
    let target = try opset.map { try OperatorTarget(opset: $0) } ?? OperatorTarget()
    let bytes = ONNXWriter.bytes(of: try ONNXConversion.convert(model, options: .init(target: target)).model)
    let session = try InferenceSession(bytes, in: try ONNXCorpusTests.library.get(), options: .init(threads: 1))
    return try texts.map { text in
      let rows = ONNXCorpusTests.tensors(.columns([.strings([text])]), ModelInputs(of: model))
      return try session.run(rows).flatMap { output -> [Double] in
        if case .doubles(let values) = output.tensor.contents { Array(values) } else { [] }
      }
    }
  }

  private static func answers(_ model: PredictiveModel, _ texts: [String]) throws -> [[Double]] {
    let answer = try Interpreter(model).answer(.columns([.strings(texts)]))
    guard case .matrix(let matrix)? = answer.transformation else { return [] }
    return (0..<matrix.rowCount).map { Array(matrix.row($0)) }
  }

  @Test("a text alone answers as among others, nothing and blanks too", arguments: vectorisers)
  func alone(file: CorpusModel) throws {
    let model = try #require(try file.model())
    guard case .transformer = model.estimator else { return }
    let texts = ["", " ", "a", "the", "ab", "\u{e9}", "the cat sat on a mat", "don't  stop", "a\tb\n", "\u{1f426}"]
    let expected = try Self.answers(model, texts)
    for (text, (found, wanted)) in zip(texts, zip(try Self.outputs(model, texts), expected)) {
      #expect(found.count == wanted.count, "'\(text)'")
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-12 }, "'\(text)'")
    }
  }

  @Test("a letter that the operator would lower in another way gives NaN, and others do not", arguments: vectorisers)
  func letters(file: CorpusModel) throws {
    let model = try #require(try file.model())
    guard case .transformer(.text(let text)) = model.estimator else { return }
    let others = [
      "\u{130}stanbul", "\u{39f}\u{394}\u{39f}\u{3a3}", "\u{39f}\u{394}\u{39f}\u{3a3} x", "a\u{3a3}\u{3a3}!",
    ]
    let same = [
      "\u{3a3}\u{3bf}\u{3c6}\u{3af}\u{3b1}", "= \u{3a3} x", "\u{3a3}", "\u{c9}COLE", "A\u{3a3}\u{391}", "STRASSE",
    ]
    for (text, found) in zip(others, try Self.outputs(model, others)) where model.lowercasesTexts {
      #expect(found.allSatisfy { $0.isNaN }, "'\(text)'")
    }
    let expected = try Self.answers(model, same)
    for (one, (found, wanted)) in zip(same, zip(try Self.outputs(model, same), expected)) {
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-12 }, "'\(one)' of \(text.analyzer)")
    }
  }

  @Test("marks and pads of the operator in a text give NaN where they would be counted")
  func marks() throws {
    let file = try #require(Self.vectorisers.first { $0.name == "count-inside-many" })
    let model = try #require(try file.model())
    let pads = [0xFDD0, 0xFDD1].compactMap(Unicode.Scalar.init).map { "a\($0)b" }
    let found = try Self.outputs(model, ["a\u{2}b", "a\u{3} b"] + pads)
    #expect(found.count == 4 && found.joined().allSatisfy { $0.isNaN })
    let other = try Self.outputs(model, ["a\u{1}b"])
    #expect(other[0].contains { $0 > 0 })
  }

  @Test("what older operators cannot do is refused with the opset that can", arguments: ["chars", "whole"])
  func older(kind: String) throws {
    let file = try #require(Self.vectorisers.first { $0.name == "count-\(kind)" })
    let model = try #require(try file.model())
    let error = #expect(throws: ConversionError.self) { _ = try Self.outputs(model, ["a"], opset: 19) }
    #expect(error?.remedy == "ask for opset 20 or later")
  }

  @Test("text that is lowered is refused where there is no operator for it")
  func oldest() throws {
    for (name, isRefused) in [("count-plain", true), ("count-case", false)] {
      let file = try #require(Self.vectorisers.first { $0.name == name })
      let model = try #require(try file.model())
      let target = try OperatorTarget(opset: 9)
      let converted = try? ONNXConversion.convert(model, options: .init(target: target))
      #expect((converted == nil) == isRefused)
    }
  }

  @Test("words, and characters inside of words, are counted in old opsets too")
  func old() throws {
    for name in ["count-plain", "count-inside-many", "tfidf-stop-two", "tfidf-letters"] {
      let file = try #require(Self.vectorisers.first { $0.name == name })
      let model = try #require(try file.model())
      let texts = ["", "the cat and the dog ran", "ab \u{e9}t\u{e9}  x7"]
      for opset in name == "tfidf-stop-two" ? [11, 15] : [10, 15] {
        for (found, wanted) in zip(try Self.outputs(model, texts, opset: opset), try Self.answers(model, texts)) {
          #expect(found.count == wanted.count && zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-12 }, "\(name)")
        }
      }
    }
  }
}

extension PredictiveModel {
  fileprivate var lowercasesTexts: Bool {
    if case .transformer(.text(let text)) = estimator { text.lowercases } else { false }
  }
}
