// Verdicts on pairs of answers whose difference is known.

import ModelCore
import Testing

@testable import Equivalence

@Suite("Verdicts")
struct VerdictTests {
  /// A classifier's answers: label and probabilities, from the probability of the second class.
  private func answers(_ probabilities: [Double], labels: [Int]? = nil) -> Predictions {
    let labels = labels ?? probabilities.map { $0 > 0.5 ? 1 : 0 }
    return Predictions(
      outputs: [
        .init(name: "label", role: .label, content: .labels(labels.map { .integer($0) })),
        .init(
          name: "probabilities", role: .probabilities,
          content: .numbers(Matrix(rows: probabilities.map { [1 - $0, $0] }))),
      ], rowCount: probabilities.count)
  }

  private func compared(
    _ reference: Predictions, _ candidate: Predictions, policy: Policy = Policy(), truth: [Int]? = nil,
    slices: [(column: String, values: [String])] = []
  ) -> Comparison {
    var profile = ReferenceProfile()
    profile.add(reference)
    var comparison = Comparison(policy: policy, profile: profile)
    comparison.add(
      PairedRows(
        reference: reference, candidate: candidate,
        truth: truth.map { (0, .labels($0.map { .integer($0) })) }, slices: slices))
    return comparison
  }

  private func spread(_ count: Int) -> [Double] { (0..<count).map { (Double($0) + 0.5) / Double(count) } }

  @Test("the same answers in enough rows are equivalent")
  func same() {
    let comparison = compared(answers(spread(3000)), answers(spread(3000)))
    #expect(comparison.judgement.verdict == .equivalent)
    #expect(comparison.worst.rows.isEmpty)
  }

  @Test("the same answers in few rows are not enough evidence, and it is said how many are missing")
  func few() {
    #expect(
      compared(answers(spread(120)), answers(spread(120))).judgement.verdict == .notEnoughEvidence(rowsMissing: 2875))
    let none = compared(answers([]), answers([]))
    #expect(none.judgement.verdict == .notEnoughEvidence(rowsMissing: 2995))
  }

  @Test("a label of scores that are no numbers is an accident, but the numbers themselves count")
  func noPreference() {
    let reference = answers(spread(4000) + [.nan], labels: spread(4000).map { $0 > 0.5 ? 1 : 0 } + [0])
    let other = answers(spread(4000) + [.nan], labels: spread(4000).map { $0 > 0.5 ? 1 : 0 } + [1])
    #expect(compared(reference, other).judgement.verdict == .equivalent)
    #expect(compared(reference, other).outputs[0].ties == 1)
    let sure = answers(spread(4000) + [0.7], labels: spread(4000).map { $0 > 0.5 ? 1 : 0 } + [1])
    #expect(compared(reference, sure).judgement.verdict == .different)
  }

  @Test("a forest of tied votes: flips at exact ties are told and do not count")
  func tiedForest() {
    let probabilities: [Double] = (0..<50_000).map { row in
      if row < 111 { return 0.5 }
      let share = Double(row % 100) / 100
      return share == 0.5 ? 0.51 : share
    }
    let moved: [Double] = probabilities.map { probability in probability + (probability < 0.9 ? 4.2e-7 : -4.2e-7) }
    var labels = probabilities.map { $0 > 0.5 ? 1 : 0 }
    for row in 0..<65 { labels[row] = 1 }
    let comparison = compared(answers(probabilities), answers(moved, labels: labels))
    #expect(comparison.outputs[0].ties == 65)
    #expect(comparison.outputs[0].flips == 65)
    #expect(comparison.judgement.verdict == .equivalent)
  }

  @Test("uniform in place of distance weights is different although every label agrees")
  func weightedNeighbors() {
    let reference = spread(10_000)
    let candidate = reference.map { $0 < 0.4 ? $0 + 0.096 : $0 > 0.6 ? $0 - 0.096 : $0 }
    let comparison = compared(answers(reference), answers(candidate))
    #expect(comparison.outputs[0].flips == 0)
    #expect(comparison.judgement.verdict == .different)
    #expect(comparison.worst.rows.count == 20)
  }

  @Test("a flip where the original was sure is different, one at a boundary is under the budget")
  func flips() {
    let reference = spread(20_000)
    var candidate = reference
    candidate[10_000] -= 6e-5
    let loose = Policy(tolerance: Tolerance(absolute: 1e-6, relative: 1e-4))
    let boundary = compared(answers(reference), answers(candidate), policy: loose)
    #expect(boundary.outputs[0].flips == 1)
    var labels = reference.map { $0 > 0.5 ? 1 : 0 }
    labels[100] = 1
    let sure = compared(answers(reference), answers(reference, labels: labels))
    #expect(sure.outputs[0].materialFlips == 1)
    #expect(sure.judgement.verdict == .different)
    #expect(sure.worst.rows.first?.row == 100)
  }

  @Test("what is no number on one side only is different, on both sides the same")
  func notFinite() {
    func values(_ numbers: [Double]) -> Predictions {
      Predictions(
        outputs: [.init(name: "y", role: .values, content: .numbers(Matrix(rows: numbers.map { [$0] })))],
        rowCount: numbers.count)
    }
    var numbers = spread(3000)
    numbers[5] = .nan
    numbers[6] = .infinity
    #expect(compared(values(numbers), values(numbers)).judgement.verdict == .equivalent)
    var other = numbers
    other[5] = 0
    #expect(compared(values(numbers), values(other)).judgement.verdict == .different)
    other = numbers
    other[6] = -.infinity
    let comparison = compared(values(numbers), values(other))
    #expect(comparison.judgement.verdict == .different)
    #expect(comparison.worst.rows.map(\.row) == [6])
    other = numbers
    other[0] = -0.0
    numbers[0] = 0
    #expect(compared(values(numbers), values(other)).outputs[0].changedCells == 0)
  }

  @Test("answers of another shape are different before a row is looked at")
  func structure() {
    var candidate = answers(spread(10))
    candidate.outputs[0].content = .labels(spread(10).map { _ in .string("1") })
    let kinds = compared(answers(spread(10)), candidate)
    #expect(kinds.judgement.verdict == .different)
    #expect(kinds.judgement.reasons == ["`label` of the original is whole numbers, of the migrated model strings"])
    let rows = compared(answers(spread(10)), answers(spread(9)))
    #expect(rows.judgement.reasons == ["the original answered 10 rows and the migrated model 9"])
  }

  @Test("shards in any order give the same comparison, bit for bit")
  func shards() {
    var generator = SplitMix(state: 11)
    let reference = (0..<4000).map { _ in Double.random(in: 0...1, using: &generator) }
    let candidate = reference.map { $0 + Double.random(in: -2e-5...2e-5, using: &generator) }
    let truth = reference.map { $0 > 0.4 ? 1 : 0 }
    let slice = (0..<4000).map { "\($0 % 7)" }
    let first = answers(reference)
    let second = answers(candidate)
    let whole = compared(first, second, truth: truth, slices: [("k", slice)])
    var profile = ReferenceProfile()
    profile.add(first)
    let parts = [2000..<3500, 0..<10, 3500..<4000, 10..<2000].map { range in
      var part = Comparison(policy: Policy(), profile: profile)
      part.add(
        PairedRows(
          firstRow: range.lowerBound, reference: answers(Array(reference[range])),
          candidate: answers(Array(candidate[range])), truth: (0, .labels(truth[range].map { .integer($0) })),
          slices: [("k", Array(slice[range]))]))
      return part
    }
    var merged = parts[0]
    for part in parts.dropFirst() { merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.judgement == whole.judgement)
  }

  @Test("the slice that differs is found first")
  func slices() throws {
    let reference = spread(5000)
    let colour = (0..<5000).map { $0 % 10 == 3 ? "red" : "blue" }
    let candidate = reference.enumerated().map {
      $0.offset % 10 == 3 && $0.element < 0.4 ? $0.element + 0.01 : $0.element
    }
    let comparison = compared(answers(reference), answers(candidate), slices: [("colour", colour)])
    let overall = Proportion(comparison.differentRows, of: comparison.rows)
    let finding = try #require(comparison.slices.findings(overall: overall).first)
    #expect(finding.value == "red")
    #expect(finding.chance < 1e-10)
    let many = compared(
      answers(reference), answers(candidate), slices: [("id", (0..<5000).map { "\($0)" })])
    #expect(many.slices.findings(overall: overall).isEmpty)
  }

  @Test("worse answers than before are different where the truth is known")
  func truth() {
    let reference = spread(10_000)
    let right = reference.map { $0 > 0.5 ? 1 : 0 }
    var wrong = right
    for row in stride(from: 0, to: 10_000, by: 50) { wrong[row] = 1 - wrong[row] }
    let comparison = compared(answers(reference), answers(reference, labels: wrong), truth: right)
    #expect(comparison.truth?.onlyReference == 200)
    #expect(comparison.judgement.reasons.contains { $0.hasPrefix("accuracy falls from 100 % to 98 %") })
  }

  @Test("a regression's absolute tolerance follows the spread of its answers")
  func regression() {
    func values(_ numbers: [Double]) -> Predictions {
      Predictions(
        outputs: [.init(name: "y", role: .values, content: .numbers(Matrix(rows: numbers.map { [$0] })))],
        rowCount: numbers.count)
    }
    let policy = Policy(tolerance: Tolerance(absolute: 1e-5, relative: 0))
    let wide = spread(4000).map { $0 * 1e6 }
    #expect(compared(values(wide), values(wide.map { $0 + 1 }), policy: policy).judgement.verdict == .equivalent)
    let narrow = spread(4000).map { $0 * 1e-6 }
    #expect(compared(values(narrow), values(narrow.map { $0 + 1e-9 }), policy: policy).judgement.verdict == .different)
  }
}
