// Models inside of dictionaries, lists, tuples and objects of the user's.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Models in other things")
struct HeldModelTests {
  private static let folder = Fixtures.root.appending(path: "Corpus/models/held")

  private static func file(_ name: String) throws -> ModelFile {
    try ModelFile(path: folder.appending(path: name).path())
  }

  /// What the model answers for the rows beside it.
  private func expectAnswers(_ name: String, _ selection: ModelSelection, as answer: String) throws -> PredictiveModel {
    let model = try #require(try ModelReading.read(Self.file(name), selecting: selection)?.model)
    let rows = try NumPyFile.array(try Self.file("rows.npy").source.bytes).matrix()
    let answers = try NumPyArchive.arrays(try Self.file("answers.npz").source.bytes)
    let expected = try #require(answers.first { $0.name == answer }).array.matrix()
    let found = try #require(try Interpreter(model).answer(.matrix(rows)).probabilities)
    for (one, other) in zip(found.values, expected.values) { #expect(abs(one - other) <= 1e-12, "\(name)") }
    return model
  }

  @Test("the only model of a file is taken, and what stays behind is told")
  func only() throws {
    for name in ["dictionary.0.pkl", "dictionary.2.pkl", "dictionary.5.pkl"] {
      let remarks = try expectAnswers(name, .only, as: "model").remarks
      #expect(
        remarks.first
          == Remark(
            .lossy, at: "model", "What the file holds beside it stays behind: features (list of 3), threshold (0.5)."))
    }
    #expect(try expectAnswers("object.pkl", .only, as: "pipeline").remarks.first?.place == "pipeline")
    #expect(try expectAnswers("tuple.joblib", .only, as: "pipeline").remarks.first?.place == "[0]")
  }

  @Test("of several models one is chosen by its path, and without a choice all are named")
  func several() throws {
    _ = try expectAnswers("several.joblib", .path("models[0]"), as: "model")
    _ = try expectAnswers("several.joblib", .path("models[1]"), as: "pipeline")
    let scaler = try #require(
      try ModelReading.read(Self.file("several.joblib"), selecting: .path("meta.scaler"))?.model)
    #expect(scaler.inputs.count == 3)
    for selection in [ModelSelection.only, .path("models[2]")] {
      #expect {
        try ModelReading.read(Self.file("several.joblib"), selecting: selection)
      } throws: { error in
        ["models[0]", "models[1]", "meta.scaler"].allSatisfy { "\(error)".contains("`\($0)`") }
      }
    }
  }

  @Test("a file as a whole is no model where it holds one, and data hold none")
  func whole() throws {
    #expect(throws: ModelRefusal.self) { try ModelReading.read(Self.file("dictionary.2.pkl")) }
    #expect(throws: ModelRefusal.self) { try ModelReading.read(Self.file("data.pkl"), selecting: .only) }
    let held = ScikitLearnReader.held(in: try Pickle.read(try Self.file("data.pkl").source))
    #expect(held.map(\.path) == ["rows", "names"] && held.map(\.summary) == ["array", "list of 3"])
  }

  @Test("containers that hold one another end")
  func cycles() throws {
    // `l = []; l.append(l); l.append(l)`, two ways at each step.
    let bytes: [UInt8] = [0x80, 0x02] + Array("]q\u{0}(h\u{0}h\u{0}e.".utf8)
    let held = ScikitLearnReader.held(in: try Pickle.read(Bytes(ContiguousArray(bytes))))
    #expect(held.allSatisfy { !$0.isEstimator })
  }
}
