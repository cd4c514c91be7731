// Services of the corpus, migrated whole: code, requirements, images, models.

import Adaptation
import Changes
import Equivalence
import Foundation
import ModelFormats
import PythonLanguage
import RuleModel
import Semantics
import Testing
import Verification

@testable import Migration

@Suite("Services that are migrated")
struct ServiceTests {
  static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Corpus/migration")

  private static let catalogue = Result { try PackCatalogue() }

  /// The folders with a service before and after.
  static let services = [
    "churn-flask", "credit-bundle", "demand-booster", "fraud-booster", "house-prices", "species-bundle",
    "ticket-router",
  ]

  @Test(
    "become their after, byte for byte, with models that answer the same; once more changes nothing; undo gives all back",
    arguments: services)
  func becomes(service: String) throws {
    let folder = Self.corpus.appendingPathComponent(service)
    let project = try Project(copying: folder.appendingPathComponent("before"))
    let before = try project.contents()

    let report = try project.run(Self.catalogue.get())
    #expect(!report.models.isEmpty)
    for model in report.models {
      guard case .verdict(let verification) = model.proof else {
        Issue.record("\(model.fact.file) was not compared: \(model.proof)")
        continue
      }
      #expect(verification.judgement.verdict == .equivalent, "\(model.fact.file): \(verification.judgement.reasons)")
    }
    #expect(try project.contents() == before, "a preview changes nothing")

    _ = try report.changeSet(command: "godwit migrate").apply()
    try expectTexts(of: project.contents(), toBe: folder.appendingPathComponent("after"))

    let again = try project.run(Self.catalogue.get())
    #expect(again.models.isEmpty)
    #expect(try again.changeSet(command: "godwit migrate").isEmpty)

    try Journal(root: project.root).undo()
    #expect(try project.contents() == before, "undo gives every byte back")
  }

  /// The text files are those of a folder; models are compared by what they answer.
  private func expectTexts(of written: [String: Data], toBe after: URL) throws {
    let wanted = try Project.contents(of: after)
    let texts = written.filter { name, _ in
      ![".onnx", ".pkl", ".joblib"].contains { name.hasSuffix($0) }
        && (!name.hasPrefix("models/") || wanted[name] != nil)
    }
    #expect(Set(texts.keys) == Set(wanted.keys))
    for (name, bytes) in texts.sorted(by: { $0.key < $1.key }) where wanted[name] != bytes {
      let difference = FileDifference(
        path: name, from: ContiguousArray(wanted[name] ?? Data()), to: ContiguousArray(bytes))
      Issue.record("\(name): - is wanted, + is written\n\(String(decoding: difference.unified(), as: UTF8.self))")
    }
  }

  @Test("a model that nothing loads is left where it is, and told")
  func unused() throws {
    let project = try Project(copying: Self.corpus.appendingPathComponent("churn-flask/before"))
    try FileManager.default.copyItem(
      atPath: project.root + "/models/churn.joblib", toPath: project.root + "/models/old.joblib")
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.map(\.fact.file) == ["models/churn.joblib"])
    #expect(report.others.map(\.path) == ["models/old.joblib"])
  }

  @Test("a model that cannot be converted is blocked, with the reason, and its load is left")
  func blocked() throws {
    let project = try Project(copying: Self.corpus.appendingPathComponent("churn-flask/before"))
    let path = project.root + "/models/churn.joblib"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.dropLast(bytes.count / 2).write(to: URL(fileURLWithPath: path))
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.isEmpty)
    #expect(report.adaptation.changedFiles.isEmpty)
    #expect(!report.inventory.problems.isEmpty || report.others.map(\.path) == ["models/churn.joblib"])
  }
}
