// A graph run by ONNX Runtime.

internal import Equivalence
internal import Inference
internal import ModelCore

struct RuntimeModel: Predictor {
  let name: String
  let columns: [PredictorColumn]?
  let precision: Precision
  private let session: InferenceSession
  /// Kept to load the graph a second time, with as many threads as there are cores; nil where that is not asked for.
  private let bytes: ContiguousArray<UInt8>?
  private let metadata: [Property]

  /// - Parameter metadata: properties of the file; `columns` names the columns of a graph that takes them as one matrix.
  init(_ bytes: ContiguousArray<UInt8>, metadata: [Property], threads: Int = 1) throws {
    let session = try InferenceSession(bytes, in: InferenceLibrary(), options: .init(threads: threads))
    self.init(session, metadata: metadata, bytes: bytes)
  }

  /// A graph that is loaded already.
  init(_ session: InferenceSession, metadata: [Property], bytes: ContiguousArray<UInt8>? = nil) {
    self.session = session
    self.bytes = bytes
    self.metadata = metadata
    name = "ONNX Runtime \(session.runtimeVersion)"
    columns = Self.columns(session.inputs, metadata)
    let outputs = session.outputs.compactMap { info -> ElementType? in
      if case .tensor(let type, _) = info.type { type } else { nil }
    }
    precision = outputs.contains(.float) ? .single : .double
  }

  private static func columns(_ inputs: [ValueInfo], _ metadata: [Property]) -> [PredictorColumn]? {
    if inputs.count == 1, let width = inputs[0].width, width != 1 {
      let names = metadata.first { $0.key == "columns" }?.value.split(separator: "\n").map(String.init) ?? []
      return (0..<width).map { index in
        PredictorColumn(
          name: index < names.count ? names[index] : "x\(index)", isNamed: names.count == width,
          isText: inputs[0].isText)
      }
    }
    if inputs.count == 1, inputs[0].width == nil { return nil }
    return inputs.map { PredictorColumn(name: $0.name, isNamed: true, isText: $0.isText) }
  }

  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions {
    let given = try session.inputs.enumerated().map { place, info in
      NamedTensor(info.name, try tensor(rows, info, place))
    }
    let outputs = try session.run(given).compactMap { try Self.output($0, rows: rows.rowCount) }
    return Predictions(outputs: outputs, rowCount: rows.rowCount)
  }

  func repeated(_ rows: Table) throws -> Predictions {
    guard let bytes else { return try predictions(rows, from: 0) }
    return try RuntimeModel(bytes, metadata: metadata, threads: 0).inSmallBatches(rows)
  }

  private func tensor(_ rows: Table, _ info: ValueInfo, _ place: Int) throws -> Tensor {
    if session.inputs.count > 1 || rows.columnCount == 1 { return try tensor(rows.cells(place), info) }
    guard case .matrix(let matrix) = rows else {
      throw VerificationError(
        "the graph takes one matrix of numbers and the rows have strings", remedy: "convert it with an input a column")
    }
    return try Self.numbers(matrix.values, [matrix.rowCount, matrix.columnCount], info)
  }

  private func tensor(_ cells: Cells, _ info: ValueInfo) throws -> Tensor {
    let shape = info.rank == 1 ? [cells.count] : [cells.count, 1]
    switch cells {
    case .numbers(let numbers): return try Self.numbers(ContiguousArray(numbers), shape, info)
    case .strings(let strings): return Tensor(strings.map { $0 ?? "" }, shape: shape)
    }
  }

  private static func numbers(_ values: ContiguousArray<Double>, _ shape: [Int], _ info: ValueInfo) throws -> Tensor {
    guard case .tensor(let type, _) = info.type else {
      throw VerificationError("input `\(info.name)` is no tensor", remedy: "compare a graph that takes tensors")
    }
    switch type {
    case .double: return Tensor(values, shape: shape)
    case .float: return Tensor(values.map { Float($0) }, shape: shape)
    case .int64: return Tensor(try values.map { try whole($0, info.name) }, shape: shape)
    case .bool: return Tensor(values.map { $0 != 0 }, shape: shape)
    default:
      throw VerificationError(
        "input `\(info.name)` takes \(type), which rows cannot be given as here",
        remedy: "compare a graph that takes float, double, int64, bool or string")
    }
  }

  private static func whole(_ value: Double, _ name: String) throws -> Int64 {
    guard let whole = Int64(exactly: value) else {
      throw VerificationError(
        "input `\(name)` takes whole numbers and a row has \(value)", remedy: "give whole numbers")
    }
    return whole
  }

  // MARK: Outputs

  private static func output(_ result: NamedTensor, rows: Int) throws -> Predictions.Output? {
    let tensor = result.tensor
    let width = tensor.shape.dropFirst().reduce(1, *)
    switch tensor.contents {
    case .strings(let strings):
      return Predictions.Output(name: result.name, role: .label, content: .labels(strings.map { .string($0) }))
    case .integers(let integers) where width == 1:
      return Predictions.Output(name: result.name, role: .label, content: .labels(integers.map { .integer(Int($0)) }))
    case .integers(let integers):
      return numbers(result.name, ContiguousArray(integers.map { Double($0) }), rows, width)
    case .doubles(let doubles) where width == 1 && isLabel(result.name):
      return Predictions.Output(name: result.name, role: .label, content: .labels(doubles.map { .number($0) }))
    case .floats(let floats) where width == 1 && isLabel(result.name):
      return Predictions.Output(name: result.name, role: .label, content: .labels(floats.map { .number(Double($0)) }))
    case .doubles(let doubles): return numbers(result.name, doubles, rows, width)
    case .floats(let floats): return numbers(result.name, ContiguousArray(floats.map { Double($0) }), rows, width)
    case .bytes(let bytes) where tensor.type == .bool:
      return Predictions.Output(name: result.name, role: .label, content: .labels(bytes.map { .boolean($0 != 0) }))
    case .bytes, .external: return nil
    }
  }

  /// Classes may be fractions; their output is called as converters call it.
  private static func isLabel(_ name: String) -> Bool {
    name == "label" || name == "output_label" || name.hasPrefix("label_")
  }

  private static func numbers(
    _ name: String, _ values: ContiguousArray<Double>, _ rows: Int, _ width: Int
  ) -> Predictions.Output? {
    guard values.count == rows * width else { return nil }
    let matrix = Matrix(rowCount: rows, columnCount: width, values: values)
    return Predictions.Output(name: name, role: role(of: name, matrix), content: .numbers(matrix))
  }

  /// By the names that converters give; else by the shape: rows that add up to 1 are probabilities.
  private static func role(of name: String, _ matrix: Matrix) -> Predictions.Role {
    if name.contains("prob") { return .probabilities }
    if name.hasPrefix("score") || name.contains("decision") { return .scores }
    if name.hasPrefix("transform") { return .numbers }
    if name.hasPrefix("prediction") || name == "variable" || matrix.columnCount == 1 { return .values }
    let addsUp = (0..<matrix.rowCount).allSatisfy { abs(matrix.row($0).reduce(0, +) - 1) < 1e-3 }
    return addsUp && matrix.rowCount > 0 ? .probabilities : .numbers
  }
}

extension ValueInfo {
  /// The size of the last dimension, if there are two and it is fixed.
  fileprivate var width: Int? {
    guard case .tensor(_, let shape?) = type, shape.count == 2, case .fixed(let width) = shape[1] else { return nil }
    return width
  }
  fileprivate var rank: Int {
    if case .tensor(_, let shape?) = type { shape.count } else { 2 }
  }
  fileprivate var isText: Bool {
    if case .tensor(.string, _) = type { true } else { false }
  }
}
