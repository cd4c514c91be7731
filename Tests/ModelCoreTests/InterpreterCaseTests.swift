// The interpreter held against scikit-learn: recorded parameters, rows and answers of several releases.

import Foundation
import Testing

@testable import ModelCore

@Suite("Answers of scikit-learn's estimators")
struct InterpreterCaseTests {
  @Test("are reproduced: labels and trees exactly, other numbers to 1e-12", arguments: ["0.24", "1.5", "1.9"])
  func cases(version: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Cases/scikit-learn-\(version).json")
    let cases = try JSONDecoder().decode([JSONValue].self, from: Data(contentsOf: file))
    #expect(cases.count > 150)
    for json in cases {
      let name = "\(try json["name"].text()) of scikit-learn \(version)"
      do {
        try expectAnswers(json, name)
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }

  private func expectAnswers(_ json: JSONValue, _ name: String) throws {
    let interpreter = try Interpreter(
      DialectReader.estimator(json["model"]), columnCount: json["width"].integer())
    let table = try Self.table(json["inputs"])
    let answer = try interpreter.answer(table)
    let expected = json["expected"]
    let tolerance = try json["tolerance"].optional { try $0.number() } ?? 1e-12
    func expect(_ kind: String, _ found: Matrix?) throws {
      guard !expected[kind].isNull else { return }
      let rows = try expected[kind].list().map { try $0.numbers() }
      expectClose(found, rows, tolerance, "\(kind) of \(name)")
    }
    try expect("values", answer.values)
    try expect("probabilities", answer.probabilities)
    try expect("scores", answer.scores)
    try expect("transformation", try answer.transformation?.numbers(for: "test"))
    if let labels = try expected["labels"].optional({ try $0.texts() }) {
      let found = answer.labels?.map { $0.text ?? "None" }
      #expect(found == labels, "labels of \(name)")
    }
    if let targets = try expected["targets"].optional({ try $0.list().map { try $0.texts() } }) {
      #expect(
        answer.targets.map { $0.labels?.map(Self.number) } == targets.map { $0.map(Self.number) }, "targets of \(name)")
    }
    let shares = try expected["targetProbabilities"].optional({ try $0.list() }) ?? []
    for (place, probabilities) in shares.enumerated() {
      let rows = try probabilities.list().map { try $0.numbers() }
      expectClose(answer.targets[place].probabilities, rows, tolerance, "probabilities of target \(place) of \(name)")
    }
  }

  /// `1`, `1.0` and a label of 1 are the same.
  private static func number(_ label: Label) -> String { label.numericValue.map { "\($0)" } ?? label.text ?? "None" }
  private static func number(_ text: String) -> String { Double(text).map { "\($0)" } ?? text }

  private static func table(_ json: JSONValue) throws -> Table {
    if !json["rows"].isNull { return .matrix(Matrix(rows: try json["rows"].list().map { try $0.numbers() })) }
    return .columns(
      try json["columns"].list().map { column in
        if column["strings"].isNull { return .numbers(try column["numbers"].numbers()) }
        return .strings(try column["strings"].list().map { try $0.optional { try $0.text() } })
      })
  }

  private func expectClose(_ found: Matrix?, _ expected: [[Double]], _ tolerance: Double, _ name: String) {
    guard let found, found.rowCount == expected.count, found.columnCount == expected.first?.count ?? 0 else {
      Issue.record(
        "\(name): \(found.map { "\($0.rowCount) × \($0.columnCount)" } ?? "nothing") for \(expected.count) × \(expected.first?.count ?? 0)"
      )
      return
    }
    // What cancels to nearly nothing is as exact as the greatest number that went into the column.
    var worst = (error: 0.0, place: "")
    for (row, cells) in expected.enumerated() {
      for (column, cell) in cells.enumerated() where found[row, column] != cell {
        if found[row, column].isNaN && cell.isNaN { continue }
        let error = abs(found[row, column] - cell) / max(abs(cell), 1e-3)
        if !(error <= worst.error) { worst = (error, "[\(row), \(column)] \(found[row, column]) for \(cell)") }
      }
    }
    #expect(worst.error <= tolerance, "\(name): \(worst.place), off by \(worst.error)")
  }
}
