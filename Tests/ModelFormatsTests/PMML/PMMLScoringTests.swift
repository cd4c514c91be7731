// Documents scored, and held against the answers of other engines.

import Foundation
import PredictiveMarkup
import Testing

@testable import ModelFormats

@Suite("PMML documents answer as other engines say")
struct PMMLScoringTests {
  @Test("each row of each document", arguments: PMMLCase.all + PMMLCase.oracle)
  func score(_ test: PMMLCase) throws {
    let document = try PMMLReader.read(try test.bytes)
    try expect(document, test)
  }

  @Test("a document that was read and written is the same document, and the same bytes again", arguments: PMMLCase.all)
  func roundTrip(_ test: PMMLCase) throws {
    var document = try PMMLReader.read(try test.bytes)
    document.version = "4.4"
    let written = PMMLWriter.write(document)
    let again = try PMMLReader.read(Bytes(written))
    #expect(again == document)
    #expect(PMMLWriter.write(again) == written)
  }

  private func expect(_ document: MarkupDocument, _ test: PMMLCase) throws {
    let scorer = try Scorer(document)
    let lines = try test.lines
    #expect(!lines.isEmpty || test.place != PMMLCase.folder)
    for line in lines {
      let row = line.row.mapValues { PMMLCase.value($0) }
      guard let expected = line.answer else {
        #expect(isWithoutAnswer(scorer, row), "\(test.name) answers \(row)")
        continue
      }
      let answer: ModelAnswer
      do {
        answer = try scorer.score(row)
      } catch {
        Issue.record("\(test.name), \(row): \(error)")
        continue
      }
      for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
        let found = result(name, of: answer, in: document)
        // What another library computed may be off by more than what another engine read out of the same document.
        if !isSame(found, PMMLCase.value(value), within: test.place == PMMLCase.folder ? 1e-13 : 1e-11) {
          Issue.record("\(test.name), \(row): \(name) is \(found), not \(value)")
        }
      }
    }
  }

  /// Another engine refuses what has a missing number in it; here the answer is missing, or the row is refused too.
  private func isWithoutAnswer(_ scorer: Scorer, _ row: [String: FieldValue]) -> Bool {
    guard let answer = try? scorer.score(row) else { return true }
    return answer.value.isMissing || answer.value.number?.isFinite == false
      || answer.outputs.contains { $0.value.isMissing || $0.value.number?.isFinite == false }
  }

  /// By the names that engines give to results: an output, or the target.
  private func result(_ name: String, of answer: ModelAnswer, in document: MarkupDocument) -> FieldValue {
    if let output = answer.output(name) { return output }
    if name.hasPrefix("probability_"), let value = answer.probability(of: String(name.dropFirst(12))) {
      return .double(value)
    }
    if name == "probability" { return answer.probabilities.map(\.value).max().map(FieldValue.double) ?? .missing }
    return answer.value(of: name) ?? answer.value
  }

  private func isSame(_ found: FieldValue, _ expected: FieldValue, within tolerance: Double) -> Bool {
    if case .string(let text) = expected {
      if let number = found.number, let wanted = Literal.number(text) {
        return number == wanted || (number.isNaN && wanted.isNaN)
      }
      // PMML4S has NaN where no number is.
      if found.isMissing { return text == "NaN" }
      return found.text == text
    }
    if case .list(let list) = expected { return found.text == FieldValue.list(list).text }
    guard let wanted = expected.number, let number = found.number else {
      return found.isMissing && expected.isMissing
    }
    // JPMML-Evaluator's exponential of a float is a power of 2.7182817, which is off by 3e-8 of itself for each unit.
    if case .float = found {
      return Float(number) == Float(wanted) || abs(number - wanted) <= 5e-7 * max(0.5, abs(wanted))
    }
    return number == wanted || abs(number - wanted) <= tolerance * max(1, abs(wanted))
  }
}
