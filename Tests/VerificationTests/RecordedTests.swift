// Recorded answers beside one another: what each kind of output makes of them.

import Equivalence
import Foundation
import Testing

@testable import Verification

@Suite("Recorded answers")
struct RecordedTests {
  /// The report on two files with these contents.
  private func report(
    _ original: String, _ migrated: String, ending: String = "csv",
    _ change: (inout VerificationRequest) -> Void = { _ in }
  ) throws -> VerificationReport {
    try ScratchFile(original, ending: ending).read { first in
      try ScratchFile(migrated, ending: ending).read { second in
        var request = VerificationRequest(original: first, migrated: second)
        change(&request)
        var run = VerificationRun(request)
        return try run.report()
      }
    }
  }

  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
  }

  private static let count = 9_000

  private func csv(_ header: String, _ row: (Int) -> String) -> String {
    header + "\n" + (0..<Self.count).map(row).joined(separator: "\n") + "\n"
  }

  @Test("labels and probabilities are told apart by name; flips are classed by the margin")
  func classifier() throws {
    let first = csv("label,probabilities_0,probabilities_1") { $0 % 2 == 0 ? "a,0.75,0.25" : "b,0.5,0.5" }
    let second = csv("label,probabilities_0,probabilities_1") { $0 % 2 == 0 ? "a,0.75,0.25" : "a,0.5,0.5" }
    let ties = try report(first, second)
    #expect(ties.judgement.verdict == .equivalent)
    #expect(ties.comparison.outputs.map(\.role) == [.label, .probabilities])
    #expect(ties.comparison.outputs[0].ties == Self.count / 2)
    let flipped = try report(first, csv("label,probabilities_0,probabilities_1") { _ in "b,0.75,0.25" })
    #expect(flipped.judgement.verdict == .different && flipped.comparison.outputs[0].materialFlips == Self.count / 2)
  }

  @Test("whole numbers beyond what doubles hold are other labels")
  func longLabels() throws {
    let first = csv("label") { _ in "9007199254740993" }
    let second = csv("label") { _ in "9007199254740992" }
    #expect(try report(first, second).judgement.verdict == .different)
    #expect(try report(first, first).judgement.verdict == .equivalent)
  }

  @Test("embeddings may turn a little, and neither point nor reach elsewhere")
  func embeddings() throws {
    func vectors(_ change: (Double, Int) -> Double) -> String {
      csv("e0,e1,e2") { row in
        (0..<3).map { "\(change(Double((row * 7 + $0 * 13) % 29) - 14.5, $0))" }.joined(separator: ",")
      }
    }
    func verdict(_ change: @escaping (Double, Int) -> Double) throws -> Verdict {
      try report(vectors { value, _ in value }, vectors(change)) { $0.kind = .embeddings }.judgement.verdict
    }
    #expect(try verdict { value, _ in value * 1.001 } == .equivalent)
    #expect(try verdict { value, place in place == 0 ? value * 1.001 : value } == .equivalent)
    #expect(try verdict { value, place in place == 0 ? -value : value } == .different)
    // The same direction, twice as long: the cosine is 1.
    #expect(try verdict { value, _ in value * 2 } == .different)
    #expect(try verdict { _, _ in .nan } == .different)
  }

  @Test("boxes are matched by class and by what they cover")
  func detections() throws {
    func boxes(_ row: (Int) -> String) -> String { (0..<Self.count).map(row).joined(separator: "\n") }
    let first = boxes { _ in
      "{\"boxes\": [[0, 0, 10, 10], [20, 20, 30, 40]], \"classes\": [\"cat\", \"dog\"], \"scores\": [0.9, 0.31]}"
    }
    func verdict(_ second: String, threshold: Double? = nil) throws -> VerificationReport {
      try report(first, second, ending: "jsonl") { $0.threshold = threshold }
    }
    // In another order, and moved by a thousandth.
    let moved = boxes { _ in
      "{\"boxes\": [[20, 20, 30, 40], [0, 0.01, 10, 10]], \"classes\": [\"dog\", \"cat\"], \"scores\": [0.31, 0.9]}"
    }
    #expect(try verdict(moved).judgement.verdict == .equivalent)
    let lost = boxes { _ in "{\"boxes\": [[0, 0, 10, 10]], \"classes\": [\"cat\"], \"scores\": [0.9]}" }
    let without = try verdict(lost)
    #expect(without.judgement.verdict == .different && without.comparison.outputs[0].detections.lost == Self.count)
    // The box that is lost is one at the threshold.
    let near = try verdict(lost, threshold: 0.31)
    #expect(near.judgement.verdict == .equivalent && near.comparison.outputs[0].detections.ignored == Self.count)
    let renamed = boxes { _ in
      "{\"boxes\": [[0, 0, 10, 10], [20, 20, 30, 40]], \"classes\": [\"cat\", \"cow\"], \"scores\": [0.9, 0.31]}"
    }
    #expect(try verdict(renamed).comparison.outputs[0].detections.reclassified == Self.count)
    let shifted = boxes { _ in
      "{\"boxes\": [[1, 0, 11, 10], [21, 20, 31, 40]], \"classes\": [\"cat\", \"dog\"], \"scores\": [0.9, 0.31]}"
    }
    #expect(try verdict(shifted).judgement.verdict == .different)
    let empty = boxes { _ in "{\"boxes\": [], \"classes\": [], \"scores\": []}" }
    #expect(try report(empty, empty, ending: "jsonl").judgement.verdict == .equivalent)
    let odd = boxes { _ in "{\"boxes\": [[0, 0, 10]], \"classes\": [1], \"scores\": [1]}" }
    #expect(message { _ = try verdict(odd) }.hasPrefix("row 1 has a box that is not four numbers"))
  }

  @Test("rankings are orders within queries; ties may fall either way")
  func rankings() throws {
    // Queries of 12 items, the last two of which are tied.
    func scores(_ change: (Int, Double) -> Double) -> String {
      "query,score\n"
        + (0..<(3_600 * 12)).map { row in
          let place = row % 12
          return "\(row / 12),\(change(place, place == 11 ? 2 : Double(12 - place)))"
        }.joined(separator: "\n")
    }
    func outcome(_ change: @escaping (Int, Double) -> Double) throws -> VerificationReport {
      try report(scores { $1 }, scores(change)) {
        $0.kind = .ranking
        $0.query = "query"
      }
    }
    // Another scale is the same order.
    #expect(try outcome { $1 * 3 - 100 }.judgement.verdict == .equivalent)
    let tied = try outcome { place, score in place == 11 ? 2.00000001 : score }
    #expect(tied.judgement.verdict == .equivalent && tied.comparison.queries == 3_600)
    let top = try outcome { place, score in place == 11 ? 50 : score }
    #expect(top.judgement.verdict == .different && top.comparison.outputs[0].ranking.changedTops == 3_600)
    let inner = try outcome { place, score in place == 0 ? 10.5 : score }
    #expect(inner.comparison.outputs[0].ranking.reordered == 3_600 && inner.judgement.verdict == .different)
    #expect(inner.comparison.outputs[0].ranking.meanTau.map { abs($0 - 63.0 / 65) < 1e-12 } ?? false)
    #expect(
      message { _ = try report(scores { $1 }, scores { $1 }) { $0.kind = .ranking } }
        .hasPrefix("a ranking has one score a row, and the file has 2 columns"))
  }

  @Test("clusters may have other numbers only if that is allowed")
  func clusters() throws {
    let first = csv("cluster") { "\($0 % 3)" }
    let second = csv("cluster") { "\(($0 + 1) % 3)" }
    let strict = try report(first, second)
    #expect(strict.judgement.verdict == .different)
    #expect(strict.judgement.reasons.contains { $0.contains("the groups are the same under other labels") })
    #expect(try report(first, second) { $0.allowsRelabelling = true }.judgement.verdict == .equivalent)
    let merged = csv("cluster") { "\($0 % 3 == 0 ? 1 : $0 % 3)" }
    #expect(try report(first, merged) { $0.allowsRelabelling = true }.judgement.verdict == .different)
  }

  @Test("anomaly scores may not change sides of the threshold")
  func anomalies() throws {
    func verdict(_ change: Double, threshold: Double) throws -> Verdict {
      try report(
        csv("anomaly") { "\(Double($0 % 10) / 10 + 0.05)" },
        csv("anomaly") { "\(Double($0 % 10) / 10 + 0.05 + change)" }
      ) {
        $0.threshold = threshold
        $0.tolerance = .half
      }.judgement.verdict
    }
    #expect(try verdict(0.001, threshold: 0.5) == .equivalent)
    #expect(try verdict(-0.001, threshold: 0.0502) == .equivalent)
    #expect(try verdict(-0.1, threshold: 0.5) == .different)
  }

  @Test("regressions are held against their spread over all rows")
  func spread() throws {
    func values(_ change: Double) -> String { csv("prediction") { "\(Double($0) * 1e6 + 0.5 + change)" } }
    // An inter-quartile range of about 4.5e9 allows 450 in double precision.
    #expect(try report(values(0), values(100)).judgement.verdict == .equivalent)
    #expect(try report(values(0), values(1e4)).judgement.verdict == .different)
  }

  @Test("rows must be the same: counts, keys, cells")
  func structure() throws {
    let first = csv("id,prediction") { "\($0),\(Double($0) / 7)" }
    #expect(
      message { _ = try report(first, "id,prediction\n0,0.0\n") }.hasPrefix("one file has 1 rows and the other more"))
    let moved = csv("id,prediction") { "\($0 == 8_500 ? 8_501 : $0),\(Double($0) / 7)" }
    #expect(
      message { _ = try report(first, moved) { $0.key = "id" } }
        .hasPrefix("row 8501 is `8500` in one file and `8501` in another"))
    #expect(try report(first, first) { $0.key = "id" }.judgement.verdict == .equivalent)
    #expect(message { _ = try report(first, first) { $0.key = "no" } }.contains("have a column `no`"))
    let broken = csv("id,prediction") { "\($0),\($0 == 5_000 ? "x" : "0.5")" }
    #expect(message { _ = try report(first, broken) }.contains("column `prediction`, row 5001: `x` is not a number"))
    #expect(message { _ = try report("a\n", "a\n") }.hasPrefix("there are no rows to compare"))
  }
}
