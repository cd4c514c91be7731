// Exports of another converter that are known to be wrong, and one that only looks so.

import Conversion
import Equivalence
import Foundation
import ModelFormats
import Testing

@testable import Verification

@Suite("Exports that are wrong, and one that only looks so")
struct EquivalenceModelTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models/equivalence").standardized

  private func report(_ original: String, _ migrated: String) throws -> VerificationReport {
    var run = VerificationRun(
      VerificationRequest(
        original: original, migrated: migrated, data: Self.folder.appending(path: "rows.npy").path))
    return try run.report()
  }

  private func report(_ name: String) throws -> VerificationReport {
    try report(
      Self.folder.appending(path: "\(name).pkl").path, Self.folder.appending(path: "\(name).onnx").path)
  }

  // The numbers are those that the generator counted with scikit-learn and ONNX's reference evaluator.
  @Test(
    "neighbours that lost their weights are different", arguments: [("knn3", 150, 0.547), ("knn6", 703, 0.491)])
  func neighbours(name: String, flips: Int, difference: Double) throws {
    let report = try report(name)
    #expect(report.judgement.verdict == .different)
    #expect(report.comparison.outputs[0].flips == flips)
    #expect(abs(report.comparison.outputs[1].largestDifference - difference) < 0.0005)
  }

  @Test("a forest whose every flip is a tie is equivalent")
  func forest() throws {
    let report = try report("forest")
    #expect(report.judgement.verdict == .equivalent)
    #expect(report.comparison.outputs[0].flips == 157 && report.comparison.outputs[0].ties == 157)
    #expect(report.comparison.outputs[1].largestDifference < 5e-7)
    #expect(report.comparison.rows == 12_000)
  }

  @Test("the same models, converted here, are equivalent", arguments: ["knn3", "knn6", "forest"])
  func converted(name: String) throws {
    let original = Self.folder.appending(path: "\(name).pkl").path
    let graph = try ONNXConversion.convert(
      ScikitLearnReader.read(ModelFile(path: original)).model, options: .init(target: OperatorTarget()))
    try ScratchFile(Data(ONNXWriter.bytes(of: graph.model)), ending: "onnx").read { path in
      let report = try report(original, path)
      #expect(report.judgement.verdict == .equivalent)
      #expect(report.comparison.outputs[0].flips == 0)
    }
  }
}
