// Every model of XGBoost's in the corpus: read in each of its formats, interpreted, held against what its release answered.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Models of XGBoost")
struct XGBoostCorpusTests {
  private static let own = Fixtures.root.appending(path: "Corpus/models/xgboost")
  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_XGBOOST_CORPUS"].map { URL(filePath: $0) } ?? own

  static let versions: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).filter { $0.first?.isNumber ?? false }
    .sorted()

  @Test("the corpus spans thirteen releases")
  func releases() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Self.own.path())) ?? []
    #expect(names.filter { $0.first?.isNumber ?? false }.count == 13)
  }

  @Test("each model answers as the release that wrote it did", arguments: versions)
  func answers(version: String) throws {
    let folder = Self.folder.appending(path: version)
    let inputs = CorpusInputs(try NumPyArchive.arrays(try Fixtures.bytes(folder.appending(path: "inputs.npz"))))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    var count = 0
    for name in names where !name.hasSuffix(".npz") {
      let stem = String(name.prefix { $0 != "." })
      let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      do {
        let answers = try NumPyArchive.arrays(try Fixtures.bytes(folder.appending(path: stem + ".npz")))
        let check = XGBoostCheck(title: "\(version)/\(plain)", inputs: inputs, answers: answers)
        let path = folder.appending(path: name).path()
        if stem == "expectile" {
          #expect(throws: ModelRefusal.self, "\(version)/\(name)") { try XGBoostCheck.model(path) }
        } else {
          try check.run(try XGBoostCheck.model(path), version: version)
        }
        count += 1
      } catch {
        Issue.record("\(version)/\(name): \(error)")
      }
    }
    #expect(count > 20)
  }

  private static func reading(_ path: String) throws -> ModelReading {
    try #require(try ModelReading.read(ModelFile(path: own.appending(path: path).path())))
  }

  @Test("the three formats of one booster are one model, and so is one with a header")
  func formats() throws {
    let json = try Self.reading("1.7.6/binary.json.gz")
    let packed = try Self.reading("1.7.6/binary.ubj.gz")
    let binary = try Self.reading("1.7.6/binary.bin.gz")
    #expect([json.kind, packed.kind, binary.kind] == [.xgboostJSON, .xgboostUBJSON, .xgboostBinary])
    #expect(json.model == packed.model)
    #expect(json.model.estimator == binary.model.estimator)
    #expect(binary.model.origin.version == "1.7" && json.model.origin.version == "1.7.6")
    let plain = try Fixtures.bytes(Self.own.appending(path: "0.90/binary.bin"))
    let file = try ModelFile(
      ModelSource(name: "", bytes: Bytes(ContiguousArray("binf".utf8) + plain.storage[plain.range])))
    #expect(file.kind == .xgboostBinary)
    #expect(try XGBoostReader.read(file).model == Self.reading("0.90/binary.bin").model)
  }

  @Test("what a person should know of early stopping is told")
  func earlyStopping() throws {
    let wrapped = try Self.reading("3.4.1/early.pkl.gz").model
    #expect(wrapped.remarks.contains { $0.place.hasSuffix("best_iteration") && $0.loss == .exact })
    let plain = try Self.reading("3.4.1/early.json.gz").model
    #expect(plain.remarks.contains { $0.place == "Booster.best_iteration" && $0.loss == .bounded })
  }
}

/// One model's answers beside the recorded ones.
struct XGBoostCheck {
  let title: String
  let inputs: CorpusInputs
  let recorded: [String: NumPyArray]

  init(title: String, inputs: CorpusInputs, answers: [(name: String, array: NumPyArray)]) {
    self.title = title
    self.inputs = inputs
    recorded = Dictionary(uniqueKeysWithValues: answers.map { ($0.name, $0.array) })
  }

  static func model(_ path: String) throws -> PredictiveModel {
    let file = try ModelFile(path: path)
    switch file.kind {
    case .pickle, .joblib: return try ScikitLearnReader.read(file).model
    default: return try XGBoostReader.read(file).model
    }
  }

  func run(_ model: PredictiveModel, version: String) throws {
    let name = try #require(try recorded["input"]?.texts().first ?? "")
    let table = try #require(inputs[name])
    let answer = try Interpreter(model).answer(table)
    let isPickle = title.hasSuffix(".pkl") || title.hasSuffix(".joblib")
    let isBooster = !isPickle || title.hasSuffix(".booster.pkl")
    #expect(model.inputs.count == table.columnCount, "\(title)")
    if isPickle || model.origin.version != "before 1.0" {
      let isBoosters = model.origin.library == "xgboost"
      let written = model.origin.version ?? ""
      #expect(!isBoosters || model.origin.isInferred || version.hasPrefix(written), "\(title)")
    }
    let holdsNames = version > "1.4"
    if holdsNames && title.contains("/b-names.json") || title.contains("/b-names.booster.pkl") {
      #expect(model.inputs.first?.name == "width" && model.inputs.allSatisfy(\.isNamed), "\(title)")
    }
    // A wrapper of releases before 2.1 notes itself in the file, which is then read as one.
    let isNoted = !isPickle && model.remarks.contains { $0.place.hasSuffix("best_iteration") && $0.loss == .exact }
    let prefix = isBooster && !isNoted && recorded["native.predict"] != nil ? "native." : ""
    if isBooster && !isNoted {
      try compareBooster(answer, prefix)
    } else {
      try compareEstimator(answer)
    }
    if isNoted { return }
    try compareMargin(answer, prefix + "margin", model)
  }

  /// `Booster.predict` says a probability, a class, probabilities, or a value.
  private func compareBooster(_ answer: Answer, _ prefix: String) throws {
    let array = try #require(recorded[prefix + "predict"], "\(title)")
    if let values = answer.values { return try compare(values, array, "predict") }
    if !answer.targets.isEmpty { return try compare(positives(answer), array, "predict") }
    let probabilities = try #require(answer.probabilities, "\(title)")
    if array.shape.count == 2 && array.shape[1] > 1 { return try compare(probabilities, array, "predict") }
    if answer.classes.count > 2 {
      let classes = try #require(answer.choices).map { Double($0) }
      #expect(try classes == array.doubles(), "\(title): classes")
      return
    }
    let second = ContiguousArray(probabilities.column(1))
    try compare(Matrix(rowCount: second.count, columnCount: 1, values: second), array, "predict")
  }

  private func compareEstimator(_ answer: Answer) throws {
    let array = try #require(recorded["predict"], "\(title)")
    if let values = answer.values {
      try compare(values, array, "predict")
    } else if !answer.targets.isEmpty {
      let columns = answer.targets.map { ($0.labels ?? []).compactMap(\.numericValue) }
      let rows = (0..<(columns.first?.count ?? 0)).flatMap { row in columns.map { $0[row] } }
      #expect(try rows == array.doubles(), "\(title): labels")
    } else {
      let labels = try #require(answer.labels, "\(title)")
      #expect(try labels == array.labels(), "\(title): labels")
    }
    if let wanted = recorded["predict_proba"] {
      let found = answer.targets.isEmpty ? answer.probabilities : try positives(answer)
      try compare(try #require(found, "\(title)"), wanted, "predict_proba")
    }
  }

  private func positives(_ answer: Answer) throws -> Matrix {
    Matrix(columns: try answer.targets.map { try #require($0.probabilities).column(1) })
  }

  /// Sums of leaves are the library's to the last bit, which no wrong leaf and no other order of adding would be.
  private func compareMargin(_ answer: Answer, _ key: String, _ model: PredictiveModel) throws {
    guard let array = recorded[key] else { return }
    let scores =
      answer.targets.isEmpty ? answer.scores : Matrix(columns: answer.targets.compactMap { $0.scores?.column(0) })
    guard let scores, scores.columnCount > 0 else { return }
    try compare(scores, array, "margin")
  }

  private var isLinear: Bool { title.contains("/linear") }

  private func compare(_ matrix: Matrix, _ array: NumPyArray, _ key: String) throws {
    let expected = try array.doubles()
    guard matrix.values.count == expected.count else {
      Issue.record("\(title): \(key) has \(matrix.rowCount) × \(matrix.columnCount) numbers, expected \(array.shape)")
      return
    }
    var worst = 0.0
    for (found, wanted) in zip(matrix.values, expected) {
      if found == wanted || (found.isNaN && wanted.isNaN) { continue }
      worst = max(worst, (found - wanted).magnitude / max(1, wanted.magnitude))
      if found.isNaN != wanted.isNaN { worst = .infinity }
    }
    // The library makes probabilities, exponentials and products in single precision.
    // Isotonic calibration interpolates between probabilities that are close together.
    let tolerance =
      key == "margin" && !isLinear ? 0 : isLinear || title.contains("/calibrated-three") ? 2e-6 : 4e-7
    #expect(worst <= tolerance, "\(title): \(key) is off by \(worst)")
  }
}
