// Rows that travel with a model: what they are, and that a model that is another one does not pass them.

import Conversion
import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Golden rows")
struct GoldenTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models").standardized

  private static func model(_ name: String) throws -> PredictiveModel {
    let file = try ModelFile(path: corpus.appending(path: "\(name).pkl").path)
    return try ScikitLearnReader.read(file).model
  }

  private func verdict(_ model: PredictiveModel, _ golden: GoldenRows) throws -> Verdict {
    var graph = try ONNXConversion.convert(model, options: .init(target: OperatorTarget())).model
    graph.metadata.append(golden.property)
    return try ScratchFile(Data(ONNXWriter.bytes(of: graph)), ending: "onnx").read { path in
      try GoldenCheck(path: path, tolerance: nil).report().judgement.verdict
    }
  }

  static let models = [
    "open/sk024/rfc", "open/sk024/gbc", "open/sk024/logreg", "open/sk024/km", "open/sk024/ct", "open/sk017/gbc",
    "open/sk019/dtr", "equivalence/forest", "equivalence/knn6",
  ]

  @Test("a graph passes the rows of the model it was made from", arguments: models)
  func passes(name: String) throws {
    let model = try Self.model(name)
    #expect(try verdict(model, GoldenRows(of: model, limit: 200)) == .equivalent)
  }

  @Test("they read back as they were written, labels, signs of zero and missing cells included", arguments: models)
  func roundTrip(name: String) throws {
    let golden = try GoldenRows(of: Self.model(name), limit: 50)
    let again = try GoldenRows(golden.property.value)
    #expect(again.property == golden.property)
    #expect(again.columns.map(\.name) == golden.columns.map(\.name))
    #expect(again.count == golden.count && (1...50).contains(golden.count))
  }

  @Test(
    "a model with a tree turned around, or its classes permuted, does not pass",
    arguments: ["open/sk024/rfc", "open/sk017/gbc", "open/sk019/dtr", "equivalence/forest"])
  func mutants(name: String) throws {
    let model = try Self.model(name)
    let golden = try GoldenRows(of: model, limit: 200)
    var mutant = model
    let path = TreePath(tree: 0) { tree, _ in
      guard let node = tree.nodes.firstIndex(where: { $0.test != .leaf }) else { return }
      let row = tree.nodes[node]
      tree.nodes[node].yes = row.no
      tree.nodes[node].no = row.yes
    }
    mutant.estimator = path.applied(to: model.estimator)
    #expect(mutant != model)
    #expect(try verdict(mutant, golden) == .different)
    guard case .classifier(var classifier) = model.estimator else { return }
    classifier.labels.swapAt(0, 1)
    mutant.estimator = .classifier(classifier)
    #expect(try verdict(mutant, golden) == .different)
  }

  @Test("the least sure rows and the ends are among those chosen")
  func choice() {
    // 1,000 rows of one column; rows 700 to 702 are tied, row 3 has the greatest cell.
    var cells = (0..<1000).map { Double($0 % 97) }
    cells[3] = 1e9
    let shares = (0..<1000).flatMap { row -> [Double] in (700...702).contains(row) ? [0.5, 0.5] : [0.9, 0.1] }
    let answers = Predictions(
      outputs: [
        .init(
          name: "probabilities", role: .probabilities,
          content: .numbers(Matrix(rowCount: 1000, columnCount: 2, values: ContiguousArray(shares))))
      ], rowCount: 1000)
    let table = Table.matrix(Matrix(columns: [cells]))
    let chosen = GoldenChoice.rows(of: table, answers: answers, limit: 30)
    #expect(chosen.count == 30 && chosen == chosen.sorted() && Set(chosen).count == 30)
    #expect(Set(chosen).isSuperset(of: [3, 700, 701, 702]))
    #expect(GoldenChoice.rows(of: table, answers: answers, limit: 5000).count == 1000)
  }

  @Test(
    "broken golden rows are said, and crash nothing",
    arguments: [
      "", "{}", "[]", "{\"format\":1}", "{\"format\":1,\"rows\":1000000,\"inputs\":[],\"outputs\":[]}",
      "{\"format\":1,\"rows\":2,\"inputs\":[{\"name\":\"a\",\"numbers\":[1]}],\"outputs\":[]}",
      "{\"format\":1,\"rows\":1,\"inputs\":[{\"name\":\"a\",\"numbers\":[[]]}],\"outputs\":[]}",
      "{\"format\":1,\"rows\":1,\"inputs\":[{\"name\":\"a\",\"numbers\":[1]}],\"outputs\":[{\"name\":\"p\",\"role\":\"x\"}]}",
      "{\"format\":1,\"rows\":1,\"inputs\":[{\"name\":\"a\",\"numbers\":[1]}],\"outputs\":[{\"name\":\"p\",\"role\":\"values\",\"width\":9223372036854775807,\"numbers\":[]}]}",
    ])
  func broken(text: String) {
    #expect(throws: VerificationError.self) { try GoldenRows(text) }
  }
}
