// A model of the corpus with rows and what its own library answered for them.

import Foundation
import ModelCore
import ModelFormats
import PredictiveMarkup
import Testing

/// One file of `Corpus/models/open` or `Corpus/models/sklearn`.
struct CorpusModel: CustomTestStringConvertible, Sendable {
  let folder: String
  let name: String
  let file: String
  var testDescription: String { "\(folder)/\(name)" }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Corpus/models")
    .standardized

  /// The default pickle of each open model.
  static let open: [CorpusModel] = models(below: "open") { $0.hasSuffix(".pkl") && !$0.hasSuffix(".p2.pkl") }
  static let fitted: [CorpusModel] = models(below: "sklearn") { $0.hasSuffix(".pkl") || $0.hasSuffix(".joblib") }

  private static func models(below folder: String, _ isModel: (String) -> Bool) -> [CorpusModel] {
    names(in: folder).flatMap { release in
      names(in: "\(folder)/\(release)").filter(isModel).map { file in
        CorpusModel(folder: "\(folder)/\(release)", name: String(file.prefix { $0 != "." }), file: file)
      }
    }
  }

  /// The corpus of all releases, where it was made, stands for the one that is kept.
  private static func path(_ place: String) -> String {
    if let all = ProcessInfo.processInfo.environment["GODWIT_CORPUS"], place.hasPrefix("sklearn") {
      return URL(filePath: all).appending(path: String(place.dropFirst("sklearn/".count))).path()
    }
    return root.appending(path: place).path()
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }

  private func path(_ file: String) -> String { Self.path("\(folder)/\(file)") }

  /// Nil for a file that holds no estimator of scikit-learn.
  func model() throws -> PredictiveModel? {
    let pickle = try Pickle.read(try ModelFile(path: path(file)).source)
    return ScikitLearnReader.canRead(pickle) ? try ScikitLearnReader.read(pickle) : nil
  }

  /// Answers by the method that gave them; rows of columns.
  /// Label encoders are kept without rows: their labels alone.
  func recorded() throws -> (rows: Table, answers: [String: NumPyArray]) {
    if folder.hasPrefix("open") {
      let answers = try Self.array(path("\(name).exp.npy"))
      let method =
        ["ct": "transform", "tfidf": "transform"][name] ?? (answers.shape.count == 2 ? "predict_proba" : "predict")
      return (try openRows(), [method: answers])
    }
    let answers = try Self.archive(path("\(name).npz"))
    let input = try #require(try answers["input"]?.texts().first ?? nil)
    // A label encoder answers its own classes with their places.
    if input.isEmpty, let classes = answers["classes"] {
      let places = NumPyFile.write((0..<classes.shape[0]).map(Double.init), shape: classes.shape)
      return (try Self.table(classes), ["transform": try NumPyFile.array(Bytes(ContiguousArray(places)))])
    }
    let inputs = try Self.archive(path("inputs.npz"))
    if let rows = inputs[input] ?? answers[input] { return (try Self.table(rows), answers) }
    // A frame's columns are kept one by one, numbered.
    let columns = inputs.filter { $0.key.hasPrefix(input + ".") }.sorted { $0.key < $1.key }
    try #require(!columns.isEmpty)
    return (.columns(try columns.map { try Self.cells($0.value) }), answers)
  }

  private func openRows() throws -> Table {
    switch name {
    case "ct": return .columns([.strings(["a", "b"]), .numbers([1.0, 2.5])])
    case "tfidf": return .columns([.strings(["a cat sat", "the dog"])])
    default: return try Self.table(Self.array(path("X.npy")))
    }
  }

  private static func array(_ path: String) throws -> NumPyArray {
    try NumPyFile.array(try ModelFile(path: path).source.bytes)
  }

  private static func archive(_ path: String) throws -> [String: NumPyArray] {
    let arrays = try NumPyArchive.arrays(try ModelFile(path: path).source.bytes)
    return Dictionary(arrays.map { ($0.name, $0.array) }, uniquingKeysWith: { first, _ in first })
  }

  private static func cells(_ array: NumPyArray) throws -> Cells {
    if let numbers = try? array.doubles() { return .numbers(numbers) }
    return .strings(try array.texts())
  }

  static func table(_ array: NumPyArray) throws -> Table {
    let width = array.shape.count > 1 ? array.shape[1] : 1
    if let numbers = try? array.doubles() {
      return .matrix(Matrix(rowCount: array.shape[0], columnCount: width, values: ContiguousArray(numbers)))
    }
    let texts = try array.texts()
    return .columns(
      (0..<width).map { column in
        let cells = stride(from: column, to: texts.count, by: width).map { texts[$0] }
        let numbers = cells.map { $0.flatMap { Double($0) } }
        return numbers.allSatisfy { $0 != nil } ? .numbers(numbers.map { $0 ?? .nan }) : .strings(cells)
      })
  }
}

extension Table {
  /// A row as a document takes it.
  func values(_ row: Int, _ names: [String]) -> [String: FieldValue] {
    Dictionary(
      names.enumerated().map { place, name in
        switch self {
        case .matrix(let matrix): return (name, .double(matrix[row, place]))
        case .columns(let columns):
          switch columns[place] {
          case .numbers(let numbers): return (name, .double(numbers[row]))
          case .strings(let strings): return (name, strings[row].map(FieldValue.string) ?? .missing)
          }
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}
