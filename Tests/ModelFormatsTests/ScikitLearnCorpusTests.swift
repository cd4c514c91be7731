// Every model of the corpus: read, interpreted, and held against what its own release answered.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Models of scikit-learn")
struct ScikitLearnCorpusTests {
  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_CORPUS"].map { URL(filePath: $0) }
    ?? Fixtures.root.appending(path: "Corpus/models/sklearn")

  static let versions: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter { !$0.hasSuffix(".md") }
    .sorted()

  @Test("each model answers as the release that wrote it did", arguments: versions)
  func answers(version: String) throws {
    let folder = Self.folder.appending(path: version)
    let inputs = CorpusInputs(try NumPyArchive.arrays(try Fixtures.bytes(folder.appending(path: "inputs.npz"))))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    var count = 0
    for name in names where name.hasSuffix(".pkl") || name.hasSuffix(".joblib") {
      let stem = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
      do {
        let answers = try NumPyArchive.arrays(try Fixtures.bytes(folder.appending(path: stem + ".npz")))
        var check = CorpusCheck(title: "\(version)/\(name)", inputs: inputs, answers: answers)
        let path = folder.appending(path: name).path()
        if Self.isWidthUnknown(stem, version) || Self.isRefused(stem, version) {
          #expect(throws: ModelRefusal.self, "\(version)/\(name)") { try Self.model(path) }
          count += 1
          continue
        }
        let model = try Self.model(path)
        check.isRemarked = model.remarks.contains {
          $0.place.hasSuffix("decision_function") || $0.place.hasSuffix("threshold_")
        }
        try check.run(model)
        count += 1
      } catch {
        Issue.record("\(version)/\(name): \(error)")
      }
    }
    #expect(count > (version.hasSuffix("-found") ? 20 : version.hasSuffix("-records") ? 8 : 40))
  }

  /// Steps that do not look at the number of columns did not keep it before 0.23.
  static func isWidthUnknown(_ name: String, _ version: String) -> Bool {
    let release = ScikitLearnVersion(version) ?? .oldest
    if name.hasPrefix("dummy") { return release < ScikitLearnVersion(1, 5) }
    let isBlind = ["normalizer", "binarizer", "function"].contains { name.hasPrefix($0) }
    return isBlind && release < ScikitLearnVersion(0, 23)
  }

  /// What is refused of some releases: answers that depend on the rows asked about together, and letters that Python 2 took
  /// for others. (0.17, 0.18 and 0.20 were run by Python 2.7.)
  static func isRefused(_ name: String, _ version: String) -> Bool {
    let release = ScikitLearnVersion(version) ?? .oldest
    if name == "envelope" { return release < ScikitLearnVersion(0, 20) }
    if name.hasSuffix("sparsepca") { return release < ScikitLearnVersion(0, 22) }
    if name == "ridge-multilabel" { return release < ScikitLearnVersion(1, 0) }
    if name == "calibrated-svc" { return ScikitLearnVersion(0, 19) <= release && release < ScikitLearnVersion(0, 21) }
    return name == "text-group" && ["0.17", "0.18", "0.20"].contains(version.prefix { $0 != "-" })
  }

  static func model(_ path: String) throws -> PredictiveModel {
    let file = try ModelFile(path: path)
    return try ScikitLearnReader.read(try Pickle.read(file.source))
  }
}

/// The rows that models are asked about, by name.
struct CorpusInputs {
  private var tables: [String: Table] = [:]

  init(_ arrays: [(name: String, array: NumPyArray)]) {
    var columns: [String: [(Int, Cells)]] = [:]
    for (name, array) in arrays {
      let parts = name.split(separator: ".", maxSplits: 2).map { String($0) }
      if parts.count >= 2, let place = Int(parts[1]) {
        columns[parts[0], default: []].append((place, Self.cells(array)))
      } else if array.shape.count == 2, array.type.kind != .text, let matrix = try? array.matrix() {
        tables[name] = .matrix(matrix)
      } else if array.shape.count == 2, let texts = try? array.texts() {
        let width = array.shape[1]
        for place in 0..<width {
          columns[name, default: []].append(
            (place, .strings(stride(from: place, to: texts.count, by: width).map { texts[$0] })))
        }
      } else if array.shape.count == 1, array.type.kind != .text, let numbers = try? array.doubles() {
        tables[name] = .matrix(Matrix(rowCount: numbers.count, columnCount: 1, values: ContiguousArray(numbers)))
      } else {
        columns[name, default: []].append((0, Self.cells(array)))
      }
    }
    for (name, found) in columns { tables[name] = .columns(found.sorted { $0.0 < $1.0 }.map(\.1)) }
  }

  private static func cells(_ array: NumPyArray) -> Cells {
    if let numbers = try? array.doubles() { return .numbers(numbers) }
    return .strings((try? array.texts()) ?? [])
  }

  subscript(name: String) -> Table? { tables[name] }
}

/// One model's answers beside the recorded ones.
struct CorpusCheck {
  let title: String
  let inputs: CorpusInputs
  let recorded: [String: NumPyArray]
  /// Whether the reader said that scores of this release are not of the row alone.
  var isRemarked = false

  init(title: String, inputs: CorpusInputs, answers: [(name: String, array: NumPyArray)]) {
    self.title = title
    self.inputs = inputs
    recorded = Dictionary(uniqueKeysWithValues: answers.map { ($0.name, $0.array) })
  }

  func run(_ model: PredictiveModel) throws {
    let name = try #require(try recorded["input"]?.texts().first ?? "")
    if name.isEmpty { return try checkLabels(model) }
    let table = try #require(inputs[name])
    let answer = try Interpreter(model).answer(table)
    var compared = 0
    for key in recorded.keys.sorted() where key != "input" {
      guard let array = recorded[key] else { continue }
      let parts = key.split(separator: ".").map { String($0) }
      let one =
        parts.count > 1
        ? Int(parts[1]).flatMap { answer.targets.indices.contains($0) ? answer.targets[$0] : nil } : answer
      let target = try #require(one, "\(title): no target of \(key)")
      compared += try compare(target, array, method: parts[0], key: key) ? 1 : 0
    }
    #expect(compared > 0, "\(title): nothing compared")
  }

  private func checkLabels(_ model: PredictiveModel) throws {
    let classes = try #require(recorded["classes"])
    #expect(try model.estimator == .transformer(.labels(classes.labels())), "\(title)")
  }

  /// False where this answer is of another kind than the dialect gives.
  private func compare(_ answer: Answer, _ array: NumPyArray, method: String, key: String) throws -> Bool {
    switch method {
    case "predict": return try comparePrediction(answer, array, key)
    case "predict_proba":
      if answer.probabilities == nil, !answer.targets.isEmpty {
        let positives = answer.targets.compactMap { target in
          target.probabilities.map { $0.column(min(1, $0.columnCount - 1)) }
        }
        let rows = (0..<(positives.first?.count ?? 0)).map { row in positives.map { $0[row] } }
        return try compareNumbers(Matrix(rows: rows), array, key)
      }
      return try compareNumbers(answer.probabilities, array, key)
    case "decision_function":
      // Regressors had one before 0.19, which was `predict`; chains answer by targets.
      guard answer.scores != nil || (answer.values == nil && answer.targets.isEmpty) else { return false }
      if isRemarked { return false }
      return try compareNumbers(answer.scores, array, key)
    default:
      guard case .matrix(let matrix)? = answer.transformation else {
        guard answer.transformation != nil else { return false }
        return try compareTable(answer.transformation, array, key)
      }
      return try compareNumbers(matrix, array, key)
    }
  }

  private func comparePrediction(_ answer: Answer, _ array: NumPyArray, _ key: String) throws -> Bool {
    if let values = answer.values { return try compareNumbers(values, array, key) }
    if !answer.targets.isEmpty {
      let width = array.shape.count == 2 ? array.shape[1] : 1
      let expected = try array.doubles()
      for (target, one) in answer.targets.enumerated() {
        let labels = try #require(one.labels).map { Self.number($0) }
        #expect(labels == stride(from: target, to: expected.count, by: width).map { expected[$0] }, "\(title): \(key)")
      }
      return true
    }
    let labels = try #require(answer.labels, "\(title): \(key) has no labels")
    if array.type.kind == .float {
      #expect(try labels.map(Self.number) == array.doubles(), "\(title): \(key)")
    } else {
      #expect(try labels == array.labels(), "\(title): \(key)")
    }
    return true
  }

  private static func number(_ label: Label) -> Double {
    switch label {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .boolean(let flag): flag ? 1 : 0
    default: .nan
    }
  }

  private func compareTable(_ table: Table?, _ array: NumPyArray, _ key: String) throws -> Bool {
    guard case .columns(let columns)? = table else { return false }
    if array.type.kind == .text {
      let expected = try array.texts()
      for (place, cells) in columns.enumerated() {
        guard case .strings(let strings) = cells else { return false }
        let column = stride(from: place, to: expected.count, by: columns.count).map { expected[$0] }
        #expect(strings == column, "\(title): \(key)")
      }
      return true
    }
    let expected = try array.matrix()
    for (place, cells) in columns.enumerated() {
      guard case .numbers(let numbers) = cells else { continue }
      #expect(numbers == expected.column(place), "\(title): \(key)")
    }
    return true
  }

  private func compareNumbers(_ matrix: Matrix?, _ array: NumPyArray, _ key: String) throws -> Bool {
    let matrix = try #require(matrix, "\(title): there is no \(key)")
    let expected = try array.doubles()
    guard matrix.values.count == expected.count else {
      Issue.record("\(title): \(key) has \(matrix.rowCount) × \(matrix.columnCount) numbers, expected \(array.shape)")
      return true
    }
    var worst = 0.0
    for (found, wanted) in zip(matrix.values, expected) {
      if found == wanted || (found.isNaN && wanted.isNaN) { continue }
      worst = max(worst, (found - wanted).magnitude / max(1, wanted.magnitude))
      if found.isNaN != wanted.isNaN { worst = .infinity }
    }
    #expect(worst <= tolerance, "\(title): \(key) is off by \(worst)")
    return true
  }

  /// Arrays in single precision were computed so by the library.
  private var tolerance: Double { 1e-12 }
}
