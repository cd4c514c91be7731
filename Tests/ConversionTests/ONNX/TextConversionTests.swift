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

  @Test("what trees and bins make of such a letter is NaN where it leaves the graph, and no leaf", arguments: [1, 2])
  func silence(count: Int) throws {
    let file = try #require(Self.vectorisers.first { $0.name == "count-plain" })
    var model = try #require(try file.model())
    guard case .transformer(.text(let text)) = model.estimator else { return }
    let scores = ScoreFunction.trees(Self.stump)
    let ends: [Estimator] = [
      .regressor(.scores(scores, .identity)),
      .classifier(Classifier(labels: [.integer(0), .integer(1)], rule: .scores(scores, .logistic(), .scores))),
      .transformer(.binarize(threshold: 0.5)),
      .transformer(.answer(of: .regressor(.scores(scores, .identity)), .prediction)),
    ]
    for end in ends {
      let words = (0..<count).map { Transformer.Branch(name: "words\($0)", columns: nil, transformer: .text(text)) }
      model.estimator = .pipeline([.transformer(.branches(words)), end])
      let found = try Self.outputs(model, ["\u{130}stanbul", "the \u{39f}\u{394}\u{39f}\u{3a3}", "the cat", ""])
      #expect(found.allSatisfy { !$0.isEmpty })
      #expect(found[..<2].joined().allSatisfy { $0.isNaN }, "\(end)")
      #expect(found[2...].joined().allSatisfy { !$0.isNaN }, "\(end)")
      let answer = try Interpreter(model).answer(.columns([.strings(["the cat", ""])]))
      let wanted = answer.values ?? answer.scores ?? answer.transformation.flatMap(\.numbers)
      let last = try #require(wanted?.columnCount)
      #expect(found[2].suffix(last).elementsEqual(try #require(wanted).row(0)), "\(end)")
    }
    model.estimator = .pipeline([.transformer(.text(text)), ends[0]])
    let options = ONNXConversion.Options(target: try OperatorTarget(), givesLeaves: true)
    let converted = try ONNXConversion.convert(model, options: options)
    #expect(converted.remarks.contains { $0.loss == .lossy && $0.text.hasSuffix("its label means nothing") })
    let session = try InferenceSession(
      ONNXWriter.bytes(of: converted.model), in: try ONNXCorpusTests.library.get(), options: .init(threads: 1))
    let rows = ONNXCorpusTests.tensors(.columns([.strings(["\u{130}", "the"])]), ModelInputs(of: model))
    let leaves = try #require(try session.run(rows).first { $0.name == "leaves" })
    guard case .integers(let places) = leaves.tensor.contents else {
      Issue.record("leaves are no integers")
      return
    }
    #expect(places.count == 2 && places[0] == -1 && places[1] >= 0)
  }

  /// One question: whether the first term stands in the text.
  private static let stump = TreeEnsemble(
    trees: [
      DecisionTree(
        nodes: [
          .init(test: .lessOrEqual, threshold: 0.5, yes: 1, no: 2), .init(test: .leaf, index: 0),
          .init(test: .leaf, index: 1),
        ], values: [0.25, 0.75])
    ], outputCount: 1, base: [0])

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

extension Table {
  fileprivate var numbers: Matrix? { if case .matrix(let matrix) = self { matrix } else { nil } }
}

extension PredictiveModel {
  fileprivate var lowercasesTexts: Bool {
    if case .transformer(.text(let text)) = estimator { text.lowercases } else { false }
  }
}
