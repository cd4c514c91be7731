// Golden rows as ONNX's own test runner reads them.

internal import Equivalence
package import ModelCore

extension GoldenRows {
  /// The tensors of `test_data_set_0`: one an input of the graph, one an output, in the graph's order.
  ///
  /// The runner holds labels exactly, so rows on which the original has no preference are left out.
  ///
  /// - Throws: `VerificationError` for a graph with inputs or outputs that rows have no form for.
  package func tensors(for graph: Graph) throws -> (inputs: [NamedTensor], outputs: [NamedTensor]) {
    let sure = sureRows
    let rows = self.rows.rows(sure)
    let answers = self.answers.rows(sure)
    let inputs = try graph.inputs.enumerated().map { place, info in
      NamedTensor(info.name, try input(info, place, rows, isOnly: graph.inputs.count == 1))
    }
    let outputs = try graph.outputs.map { info in
      guard let output = answers.outputs.first(where: { $0.name == info.name }) else {
        throw VerificationError("no row answers the output `\(info.name)`", remedy: "leave --test-data out")
      }
      return NamedTensor(info.name, try Self.tensor(output.content, info))
    }
    return (inputs, outputs)
  }

  /// Rows whose label does not hang on the last bits.
  private var sureRows: [Int] {
    var policy = Policy(tolerance: .single)
    policy.worstRowCount = 0
    let scores = answers.outputs.first { $0.role == .probabilities || $0.role == .scores }
    guard let scores, case .numbers(let matrix) = scores.content else { return Array(0..<count) }
    return (0..<count).filter { GoldenChoice.isSure(matrix.row($0), role: scores.role, policy.tolerance) }
  }

  private func input(_ info: ValueInfo, _ place: Int, _ rows: Table, isOnly: Bool) throws -> Tensor {
    if isOnly, case .matrix(let matrix) = rows {
      return try Self.numbers(matrix.values, [matrix.rowCount, matrix.columnCount], info)
    }
    guard place < rows.columnCount else {
      throw VerificationError("the graph has more inputs than rows have columns", remedy: "leave --test-data out")
    }
    switch rows.cells(place) {
    case .numbers(let cells): return try Self.numbers(ContiguousArray(cells), [cells.count, 1], info)
    case .strings(let cells): return Tensor(cells.map { $0 ?? "" }, shape: [cells.count, 1])
    }
  }

  private static func numbers(_ values: ContiguousArray<Double>, _ shape: [Int], _ info: ValueInfo) throws -> Tensor {
    switch info.type {
    case .tensor(.double, _)?: return Tensor(values, shape: shape)
    case .tensor(.float, _)?: return Tensor(values.map { Float($0) }, shape: shape)
    case .tensor(.int64, _)?:
      let whole = values.compactMap { Int64(exactly: $0) }
      if whole.count == values.count { return Tensor(whole, shape: shape) }
    default: break
    }
    throw VerificationError("`\(info.name)` is of a type that rows have no form for", remedy: "leave --test-data out")
  }

  private static func tensor(_ content: Predictions.Content, _ info: ValueInfo) throws -> Tensor {
    switch content {
    case .numbers(let matrix): return try numbers(matrix.values, [matrix.rowCount, matrix.columnCount], info)
    case .labels(let labels):
      if case .tensor(.string, _)? = info.type { return Tensor(labels.map { $0.text ?? "" }, shape: [labels.count]) }
      if case .tensor(.bool, _)? = info.type {
        return Tensor(labels.map { $0 == .boolean(true) }, shape: [labels.count])
      }
      return try numbers(ContiguousArray(labels.map { $0.numericValue ?? .nan }), [labels.count], info)
    case .detections:
      throw VerificationError("`\(info.name)` holds boxes", remedy: "leave --test-data out")
    }
  }
}
