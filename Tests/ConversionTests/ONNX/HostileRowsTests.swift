// Every model that converts, in ONNX Runtime and in the interpreter, on rows made to tell the two apart.

import Conversion
import Foundation
import Inference
import ModelCore
import ModelFormats
import Testing

@Suite("ONNX on hostile rows")
struct HostileRowsTests {
  /// Generated rows a model, where the oracles ask for more than a quick look.
  private static let wanted = ProcessInfo.processInfo.environment["GODWIT_HOSTILE_ROWS"].flatMap { Int($0) }
  private static let limit = wanted ?? 100

  @Test("models of scikit-learn", arguments: CorpusModel.open + CorpusModel.fitted)
  func scikitLearn(file: CorpusModel) throws {
    guard let model = try? file.model(), file.name != "labels" else { return }
    // What components have in common cancels, and cosines are taken of rests of whole turns: of greater numbers nothing is
    // left, in the library either.
    let bound = ["mixture-tied": 1e6, "rbfsampler": 1e12][file.name] ?? .infinity
    try expectSame(model, try file.recorded().rows, file.testDescription, upTo: bound)
  }

  @Test("models of LightGBM", arguments: LightGBMFile.all)
  func lightGBM(file: LightGBMFile) throws {
    let model = try file.model()
    try expectSame(model, try file.rows(for: model), file.testDescription)
  }

  @Test("models of XGBoost", arguments: XGBoostFile.all)
  func xgboost(file: XGBoostFile) throws {
    try expectSame(try file.model(), try file.rows(), file.testDescription)
  }

  private func expectSame(
    _ model: PredictiveModel, _ usual: Table, _ title: String, upTo bound: Double = .infinity
  ) throws {
    // What is in the graph depends on the operators at hand; the oldest have thresholds in single precision.
    for opset in Self.wanted == nil || !model.isTrees ? [nil] : [nil, 9] {
      let target = try opset.map { try OperatorTarget(opset: $0) } ?? OperatorTarget()
      guard let converted = try? ONNXConversion.convert(model, options: .init(target: target)) else { continue }
      let rows = HostileRows.table(for: model, usual: usual, limit: Self.limit, bases: max(2, Self.limit / 100))
        .filtered { $0.allSatisfy { abs($0) <= bound || !$0.isFinite } }
      try expectSame(model, converted.model, rows, "\(title) at opset \(target.opset)")
    }
  }

  private func expectSame(_ model: PredictiveModel, _ graph: TensorModel, _ rows: Table, _ title: String) throws {
    let interpreter = try Interpreter(model)
    let session = try InferenceSession(
      ONNXWriter.bytes(of: graph), in: try ONNXCorpusTests.library.get(), options: .init(threads: 1))
    let inputs = ModelInputs(of: model)
    var comparison = HostileComparison(of: model, interpreter: interpreter)
    var refused = 0
    func compare(_ range: Range<Int>) throws {
      let part = rows.slice(range)
      guard let answer = try? interpreter.answer(part) else {
        // The library does not take one of the rows; which one is found by halves.
        if range.count == 1 { refused += 1; return }
        let middle = range.lowerBound + range.count / 2
        try compare(range.lowerBound..<middle)
        try compare(middle..<range.upperBound)
        return
      }
      comparison.add(answer, try session.run(ONNXCorpusTests.tensors(part, inputs)), part, "")
    }
    for start in stride(from: 0, to: rows.rowCount, by: 1024) {
      try compare(start..<min(start + 1024, rows.rowCount))
    }
    #expect(comparison.compared > 0, "\(title): nothing was compared")
    #expect(
      comparison.different == 0,
      "\(title): \(comparison.different) of \(comparison.compared) differ, \(refused) of \(rows.rowCount) rows refused; first \(comparison.examples.joined(separator: "; "))"
    )
  }
}

/// Counts values that differ.
struct HostileComparison {
  let isTrees: Bool
  let interpreter: Interpreter
  private(set) var compared = 0
  /// Values that differ by less than the interpreter's own do where a cell moves by one unit in the last place.
  private(set) var illConditioned = 0
  private(set) var different = 0
  private(set) var examples: [String] = []

  init(of model: PredictiveModel, interpreter: Interpreter) {
    isTrees = model.isTrees
    self.interpreter = interpreter
  }

  mutating func add(_ answer: Answer, _ outputs: [NamedTensor], _ rows: Table, _ suffix: String) {
    for output in outputs {
      guard let part = Part(output.name, suffix) else { continue }
      if part == .label {
        guard let labels = answer.labels else { continue }
        for (row, (one, other)) in zip(ONNXCorpusTests.texts(output.tensor), labels.map(ONNXCorpusTests.text))
          .enumerated()
        {
          // Of a text that is lowered otherwise the label means nothing; the report of what is lost says so.
          if one != other, rows.holdsLetter(row) { continue }
          note(one == other, "\(output.name)[\(row)] \(one) for \(other)", rows, row) {
            $0.target(suffix)?.labels.map { ONNXCorpusTests.text($0[0]) } == one
          }
        }
      } else if let expected = part.matrix(of: answer) {
        compare(expected, output, rows, part == .scores && isTrees ? 0 : 1e-9) { answer in
          answer.target(suffix).flatMap { part.matrix(of: $0) }
        }
      } else {
        note(false, "\(output.name) is the graph's alone", rows, 0) { _ in false }
      }
    }
    for (place, target) in answer.targets.enumerated() { add(target, outputs, rows, "\(suffix)_\(place)") }
  }

  private mutating func compare(
    _ expected: Matrix, _ output: NamedTensor, _ rows: Table, _ bound: Double, _ part: (Answer) -> Matrix?
  ) {
    guard case .doubles(let found) = output.tensor.contents, found.count == expected.values.count else {
      return note(false, "\(output.name) has another size", rows, 0) { _ in false }
    }
    for place in found.indices {
      let (one, other) = (found[place], expected.values[place])
      let isSame = one == other || (one.isNaN && other.isNaN) || abs(one - other) <= bound * max(1, abs(other))
      let (row, column) = place.quotientAndRemainder(dividingBy: expected.columnCount)
      if !isSame, one.isNaN, rows.holdsLetter(row) { continue }
      note(isSame, "\(output.name)[\(row),\(column)] \(one) for \(other)", rows, row) { moved in
        guard let moved = part(moved)?[0, column] else { return false }
        return (one.isNaN && moved.isNaN) || one == moved || abs(one - other) <= 8 * abs(moved - other)
      }
    }
  }

  private mutating func note(
    _ isSame: Bool, _ text: @autoclosure () -> String, _ rows: Table, _ row: Int, _ explains: (Answer) -> Bool
  ) {
    compared += 1
    guard !isSame else { return }
    if !isTrees,
      rows.slice(row..<(row + 1)).moved.contains(where: { (try? interpreter.answer($0)).map(explains) ?? false })
    {
      illConditioned += 1
      return
    }
    different += 1
    if examples.count < 3 { examples.append(text() + " at " + rows.text(of: row)) }
  }

  /// What a name of an output stands for.
  private enum Part: String {
    case probabilities, scores, prediction, transformed, label

    init?(_ name: String, _ suffix: String) {
      guard name.hasSuffix(suffix) else { return nil }
      self.init(rawValue: String(name.dropLast(suffix.count)))
    }

    func matrix(of answer: Answer) -> Matrix? {
      switch self {
      case .probabilities: answer.probabilities
      case .scores: answer.scores
      case .prediction: answer.values
      case .transformed: if case .matrix(let matrix)? = answer.transformation { matrix } else { nil }
      case .label: nil
      }
    }
  }
}

extension Answer {
  /// The answer for the target that a suffix such as `_0_1` counts to.
  fileprivate func target(_ suffix: String) -> Answer? {
    suffix.split(separator: "_").reduce(self as Answer?) { answer, place in
      guard let answer, let place = Int(place), answer.targets.indices.contains(place) else { return nil }
      return answer.targets[place]
    }
  }
}

extension Table {
  /// One row with each of its numbers moved up and down by a unit in the last place.
  fileprivate var moved: [Table] {
    (0..<columnCount).flatMap { column -> [Table] in
      [\Double.nextUp, \Double.nextDown].compactMap { neighbour in
        switch self {
        case .matrix(var matrix):
          matrix[0, column] = matrix[0, column][keyPath: neighbour]
          return .matrix(matrix)
        case .columns(var columns):
          guard case .numbers(let numbers) = columns[column] else { return nil }
          columns[column] = .numbers(numbers.map { $0[keyPath: neighbour] })
          return .columns(columns)
        }
      }
    }
  }
}

extension PredictiveModel {
  /// Whether the scores are sums of leaves and nothing else.
  var isTrees: Bool { Self.isTrees(estimator) }

  private static func isTrees(_ estimator: Estimator) -> Bool {
    switch estimator {
    case .regressor(.scores(.trees(let trees), _)): trees.trees.allSatisfy(\.linearLeaves.isEmpty)
    case .classifier(let classifier):
      if case .scores(.trees(let trees), _, _) = classifier.rule {
        trees.trees.allSatisfy(\.linearLeaves.isEmpty)
      } else {
        false
      }
    default: false
    }
  }
}

extension Table {
  func slice(_ range: Range<Int>) -> Table {
    switch self {
    case .matrix(let matrix):
      .matrix(
        Matrix(
          rowCount: range.count, columnCount: matrix.columnCount,
          values: ContiguousArray(
            matrix.values[(range.lowerBound * matrix.columnCount)..<(range.upperBound * matrix.columnCount)])))
    case .columns(let columns):
      .columns(
        columns.map { cells in
          switch cells {
          case .numbers(let numbers): .numbers(Array(numbers[range]))
          case .strings(let strings): .strings(Array(strings[range]))
          }
        })
    }
  }

  /// Rows of numbers that are wanted.
  fileprivate func filtered(_ isWanted: ([Double]) -> Bool) -> Table {
    guard case .matrix(let matrix) = self else { return self }
    return .matrix(Matrix(rows: (0..<matrix.rowCount).map { Array(matrix.row($0)) }.filter(isWanted)))
  }

  /// Whether there are letters in a row that the operator does not lower as Python does: where a vectoriser meets them all
  /// numbers that are answered are NaN, and a label, which cannot be, is any.
  fileprivate func holdsLetter(_ row: Int) -> Bool {
    guard case .columns(let columns) = self else { return false }
    return columns.contains { cells in
      guard case .strings(let strings) = cells, let text = strings[row] else { return false }
      return text.unicodeScalars.contains { $0 == "\u{130}" || $0 == "\u{3a3}" }
    }
  }

  func text(of row: Int) -> String {
    switch self {
    case .matrix(let matrix): "\(Array(matrix.row(row).prefix(8)))"
    case .columns(let columns):
      "["
        + columns.prefix(8).map { cells in
          switch cells {
          case .numbers(let numbers): "\(numbers[row])"
          case .strings(let strings): strings[row].map { "'\($0)'" } ?? "nil"
          }
        }.joined(separator: ", ") + "]"
    }
  }
}
