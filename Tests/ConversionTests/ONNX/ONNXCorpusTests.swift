// Every model of the corpus through ONNX Runtime, held against the interpreter.

import Conversion
import Inference
import ModelCore
import ModelFormats
import Testing

@Suite("ONNX of the corpus")
struct ONNXCorpusTests {
  static let library = Result { try InferenceLibrary() }

  @Test(
    "every open model answers in ONNX Runtime as in the interpreter, in old and new opsets", arguments: CorpusModel.open
  )
  func open(model: CorpusModel) throws {
    guard let estimator = try model.model() else { return }
    let rows = try model.recorded().rows
    for opset in model.name == "tfidf" ? [15, 28] : [9, 11, 13, 17, 21, 28] {
      try expectSame(estimator, rows, opset: opset, isExact: ["dtc", "dtr", "rfc"].contains(model.name))
    }
  }

  @Test(
    "every fitted model answers in ONNX Runtime as in the interpreter, or is refused by name",
    arguments: CorpusModel.fitted)
  func fitted(model: CorpusModel) throws {
    // What the reader refuses, and label encoders, which take one column of labels that no input of the corpus is.
    guard let estimator = try? model.model(), model.name != "labels" else { return }
    let rows = try model.recorded().rows
    do {
      // Trees with sets are another operator in old opsets, and so are string encoders.
      let isOldToo = model.name.contains("categor") || model.name.contains("onehot") || model.name.contains("ordinal")
      for opset in isOldToo ? [9, 17, 28] : [28] { try expectSame(estimator, rows, opset: opset, isExact: false) }
    } catch let error as ConversionError {
      #expect(Self.refused.contains { error.message.contains($0) }, "\(error)")
    }
  }

  @Test("a graph without columns, or one that would take text for numbers, is refused")
  func nothing() throws {
    func convert(_ transformer: Transformer) throws {
      let model = PredictiveModel(
        inputs: [InputColumn(name: "a", kind: .double)], estimator: .transformer(transformer),
        origin: ModelOrigin(library: "scikit-learn", version: nil))
      _ = try ONNXConversion.convert(model, options: .init(target: OperatorTarget()))
    }
    #expect(throws: ConversionError.self) { try convert(.select([])) }
    let words = OneHotEncoding.Column(categories: [.string("x"), .string("y")])
    #expect(throws: ConversionError.self) { try convert(.oneHot(OneHotEncoding(columns: [words], unknown: .zeros))) }
    let mixed = OneHotEncoding.Column(categories: [.number(1), .string("y")])
    try convert(.oneHot(OneHotEncoding(columns: [mixed], unknown: .zeros)))
  }

  /// What has no faithful graph.
  static let refused = [
    "strip_accents", "is not written as a graph",
    "labels that are text go into another estimator", "runs of characters are hashed by no operator",
  ]

  private func expectSame(_ model: PredictiveModel, _ rows: Table, opset: Int, isExact: Bool) throws {
    let options = ONNXConversion.Options(target: try OperatorTarget(opset: opset))
    let converted = try ONNXConversion.convert(model, options: options)
    let bytes = ONNXWriter.bytes(of: converted.model)
    #expect(try ONNXReader.read(bytes).model.graph.nodes.count == converted.model.graph.nodes.count)
    let session = try InferenceSession(bytes, in: try Self.library.get(), options: .init(threads: 2))
    let outputs = try session.run(Self.tensors(rows, ModelInputs(of: model)))
    let answer = try Interpreter(model).answer(rows)
    var compared = 0
    func compare(_ answer: Answer, _ suffix: String) {
      for output in outputs {
        let expected: [Double]?
        switch output.name {
        case "probabilities\(suffix)": expected = answer.probabilities.map { Array($0.values) }
        case "scores\(suffix)": expected = answer.scores.map { Array($0.values) }
        case "prediction\(suffix)": expected = answer.values.map { Array($0.values) }
        case "transformed\(suffix)":
          if case .matrix(let matrix)? = answer.transformation {
            expected = Array(matrix.values)
          } else {
            expected = nil
          }
        case "label\(suffix)":
          #expect(Self.texts(output.tensor) == answer.labels?.map(Self.text), "\(output.name) at opset \(opset)")
          compared += 1
          continue
        default: continue
        }
        guard let expected else { continue }
        guard case .doubles(let found) = output.tensor.contents, found.count == expected.count else {
          Issue.record("\(output.name) has another size at opset \(opset)")
          continue
        }
        compared += 1
        let worst =
          zip(found, expected).map { one, other in
            one == other || (one.isNaN && other.isNaN) ? 0 : abs(one - other) / max(1, abs(other))
          }.max { !($0.isNaN) && ($1.isNaN || $0 < $1) } ?? 0
        #expect(worst <= (isExact ? 0 : 1e-11), "\(output.name) at opset \(opset) differs by \(worst)")
      }
      for (place, target) in answer.targets.enumerated() { compare(target, "\(suffix)_\(place)") }
    }
    compare(answer, "")
    #expect(compared > 0)
  }

  static func tensors(_ rows: Table, _ inputs: ModelInputs) -> [NamedTensor] {
    let count = rows.rowCount
    if let name = inputs.matrixName {
      let cells = (0..<count).flatMap { row in
        (0..<rows.columnCount).map { column -> Double in
          switch rows {
          case .matrix(let matrix): matrix[row, column]
          case .columns(let columns): if case .numbers(let numbers) = columns[column] { numbers[row] } else { .nan }
          }
        }
      }
      return [NamedTensor(name, Tensor(cells, shape: [count, rows.columnCount]))]
    }
    return inputs.names.enumerated().map { place, name in
      let cells: Cells =
        switch rows {
        case .matrix(let matrix): .numbers(matrix.column(place))
        case .columns(let columns): columns[place]
        }
      switch cells {
      case .numbers(let numbers): return NamedTensor(name, Tensor(numbers, shape: [count, 1]))
      case .strings(let strings): return NamedTensor(name, Tensor(strings.map { $0 ?? "" }, shape: [count, 1]))
      }
    }
  }

  static func text(_ label: Label) -> String {
    switch label {
    case .boolean(let flag): flag ? "1" : "0"
    default: label.text ?? "None"
    }
  }

  static func texts(_ tensor: Tensor) -> [String] {
    switch tensor.contents {
    case .integers(let values): values.map(String.init)
    case .doubles(let values): values.map(\.description)
    case .strings(let values): values
    case .bytes(let values): values.map { String($0) }
    default: []
    }
  }
}
