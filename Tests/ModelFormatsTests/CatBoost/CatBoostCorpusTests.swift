// Every model of CatBoost's in the corpus: read, interpreted, and held against what its own release answered.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Models of CatBoost")
struct CatBoostCorpusTests {
  static let folder =
    ProcessInfo.processInfo.environment["GODWIT_CATBOOST"].map { URL(filePath: $0) }
    ?? Fixtures.root.appending(path: "Corpus/models/catboost")

  /// `RELEASE/FILE`.
  static let files: [String] = names(in: folder).filter { $0.first?.isNumber ?? false }.flatMap { release in
    names(in: folder.appending(path: release))
      .filter { name in [".pkl", ".cbm", ".json"].contains { name.hasSuffix($0) } }
      .map { "\(release)/\($0)" }
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).sorted()
  }

  @Test("columns keep to their file: no place far beyond it, and no borders that many columns share")
  func columns() throws {
    var model = CatBoostModel()
    var room = 100
    let column = CatBoostModel.Column(place: 3, name: "abcd", borders: [1, 2, 3], missing: .asIs)
    for _ in 0..<6 { try model.add(column, fileSize: 100, room: &room) }
    #expect(model.columnCount == 4 && room == 4)
    #expect(throws: FormatError.self) { try model.add(column, fileSize: 100, room: &room) }
    var far = column
    far.place = (1 << 24) - 1
    room = 100
    #expect(throws: FormatError.self) { try model.add(far, fileSize: 9000, room: &room) }
  }

  @Test("each model answers as the release that wrote it did", arguments: files)
  func answers(path: String) throws {
    let url = Self.folder.appending(path: path)
    let name = String(url.lastPathComponent.prefix { $0 != "." })
    func model() throws -> PredictiveModel {
      try #require(try ModelReading.read(try ModelFile(path: url.path()))).model
    }
    if name.hasPrefix("refused") || name == "uncertain" {
      #expect(throws: ModelRefusal.self) { try model() }
      return
    }
    let folder = url.deletingLastPathComponent()
    let rows = try NumPyFile.array(try Fixtures.bytes(folder.appending(path: "X.npy"))).matrix()
    let all = try NumPyArchive.arrays(try Fixtures.bytes(folder.appending(path: name + ".npz")))
    func recorded(_ name: String) -> NumPyArray? { all.first { $0.name == name }?.array }
    let answer = try Interpreter(try model()).answer(.matrix(rows))

    let raw = try #require(recorded("raw")).doubles()
    let scores = answer.scores ?? answer.values
    if answer.scores != nil || name != "poisson" && name != "tweedie" {
      #expect(Self.worst(scores, raw) <= 1e-14)
    }
    if let probabilities = recorded("predict_proba") {
      #expect(Self.worst(answer.probabilities, try probabilities.doubles()) <= 1e-14)
    }
    let predicted = try #require(recorded("predict"))
    if let labels = answer.labels {
      // A file does not say that it was no classifier which wrote it.
      if name == "plain-binary" { return }
      #expect(labels.map(Self.text) == (try predicted.labels().map(Self.text)))
    } else {
      #expect(Self.worst(answer.values, try predicted.doubles()) <= 1e-14)
    }
  }

  /// The greatest difference, to the size of what is expected.
  private static func worst(_ found: Matrix?, _ expected: [Double]) -> Double {
    guard let found, found.values.count == expected.count else { return .infinity }
    return zip(found.values, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
  }

  /// Releases before 1.0 answered with 1.0 for the label 1.
  private static func text(_ label: Label) -> String {
    switch label {
    case .integer(let number): "\(Double(number))"
    case .number(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .string(let text): text == "True" || text == "False" ? text.lowercased() : text
    case .missing: "nothing"
    }
  }

  @Test("files cut short and changed are refused, and never end the program")
  func broken() throws {
    var random = SystemRandomNumberGenerator()
    let turns = ProcessInfo.processInfo.environment["GODWIT_MUTATIONS"].flatMap { Int($0) } ?? 80
    for path in ["1.2/many.cbm", "1.2/lossguide.cbm", "1.2/lossguide-missing.json"] {
      let bytes = try Fixtures.bytes(Self.folder.appending(path: path))
      let whole = Array(bytes.storage[bytes.range])
      for turn in 0..<turns {
        var changed = ContiguousArray(
          turn % 3 == 0 ? whole.prefix(Int.random(in: 0..<whole.count, using: &random)) : whole[...])
        for _ in 0..<(turn % 4) where !changed.isEmpty {
          changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do {
          let file = try ModelFile(ModelSource(name: "changed", bytes: Bytes(changed)))
          if let reading = try ModelReading.read(file) {
            _ = try Interpreter(reading.model).answer(
              .matrix(Matrix(rows: [[Double](repeating: 0.5, count: reading.model.inputs.count)])))
          }
        } catch is FormatError {
        } catch is ModelRefusal {
        } catch is Refusal {}
      }
    }
  }
}
