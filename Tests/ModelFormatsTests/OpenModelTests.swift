// The open models: what eleven releases saved and answered, with pickles of several protocols and joblib's files.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Open models")
struct OpenModelTests {
  static let folder = Fixtures.root.appending(path: "Corpus/models/open")

  /// Files that hold a model of scikit-learn alone: pickles, joblib's, compressed or not.
  static let files: [String] =
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? [])
    .filter { path in
      (path.hasSuffix(".pkl") || path.hasSuffix(".joblib"))
        && !["lgbm", "xgb", "cat"].contains { path.contains("/\($0).") }
    }
    .sorted()

  @Test("each file answers as its release did: trees exactly, others to 1e-12", arguments: files)
  func answers(path: String) throws {
    #expect(Self.files.count > 230)
    let model = try ScikitLearnCorpusTests.model(Self.folder.appending(path: path).path())
    let stem = String(path[..<(path.firstIndex(of: ".") ?? path.endIndex)])
    let expected = try NumPyFile.array(try Fixtures.bytes(Self.folder.appending(path: stem + ".exp.npy")))
    let name = String(stem[stem.index(after: stem.firstIndex(of: "/") ?? stem.startIndex)...])
    let release = String(path.prefix { $0 != "/" })
    let answer = try Interpreter(model).answer(try Self.rows(name, release))
    let found = try Self.numbers(answer)
    let wanted = try expected.doubles()
    try #require(found.count == wanted.count)
    // The newest boosters of 1.4 and later add in another order than their releases' own `expit`.
    let isExact = ["dtc", "dtr", "rfc"].contains(name)
    for (one, other) in zip(found, wanted) where one != other {
      let distance = (one - other).magnitude / max(1, other.magnitude)
      #expect(!isExact && distance <= 1e-12, "\(one) is not \(other)")
      if isExact || distance > 1e-12 { return }
    }
  }

  private static func rows(_ name: String, _ release: String) throws -> Table {
    switch name {
    case "ct": return .columns([.strings(["a", "b"]), .numbers([1, 2.5])])
    case "tfidf": return .columns([.strings(["a cat sat", "the dog"])])
    default:
      return .matrix(try NumPyFile.array(try Fixtures.bytes(folder.appending(path: "\(release)/X.npy"))).matrix())
    }
  }

  /// As they were recorded: probabilities, else the prediction, else the transformation.
  private static func numbers(_ answer: Answer) throws -> [Double] {
    if let matrix = answer.probabilities ?? answer.values { return Array(matrix.values) }
    if case .matrix(let matrix)? = answer.transformation, answer.choices == nil { return Array(matrix.values) }
    return try #require(answer.labels).map { label in
      switch label {
      case .integer(let number): Double(number)
      case .number(let number): number
      case .boolean(let flag): flag ? 1 : 0
      default: .nan
      }
    }
  }
}
