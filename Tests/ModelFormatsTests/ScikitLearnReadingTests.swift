// What is read out of scikit-learn's models besides what they answer: who wrote them, what they take, why they are refused.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Reading scikit-learn")
struct ScikitLearnReadingTests {
  private static let models = Fixtures.root.appending(path: "Corpus/models")

  private static func model(_ path: String) throws -> PredictiveModel {
    try ScikitLearnReader.read(try Pickle.read(try ModelFile(path: models.appending(path: path).path()).source))
  }

  static let refused: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: models.appending(path: "refused").path())) ?? [])
    .filter { $0.hasSuffix(".pkl") }.sorted()

  @Test("what cannot be represented is refused with its estimator, its parameter and what to do", arguments: refused)
  func refusals(name: String) throws {
    #expect(Self.refused.count > 15)
    let parts = name.dropLast(4).split(separator: "-").map { String($0) }
    do {
      _ = try Self.model("refused/\(name)")
      Issue.record("it was read")
    } catch let refusal as ModelRefusal {
      #expect(refusal.estimator == parts[0] || refusal.place.contains(parts[0].lowercased()))
      #expect(refusal.parameter == (parts.count > 1 ? parts[1] : nil))
      #expect(refusal.reason.hasSuffix(".") && refusal.remedy.hasSuffix("."), "\(refusal)")
    }
  }

  @Test("the release that wrote a model is told, and whether it was concluded")
  func origins() throws {
    let old = try Self.model("open/sk017/gnb.p2.pkl").origin
    #expect(old == ModelOrigin(library: "scikit-learn", version: "0.17", isInferred: true))
    let new = try Self.model("open/sk13/dtc.pkl").origin
    #expect(new == ModelOrigin(library: "scikit-learn", version: "1.3.2", isInferred: false))
  }

  @Test("columns have the names and kinds the model was fitted on")
  func inputs() throws {
    let frame = try Self.model("sklearn/1.5/columns-frame.joblib")
    #expect(frame.inputs.map(\.name) == ["age", "size", "colour", "height"])
    #expect(frame.inputs.map(\.kind) == [.double, .string, .string, .double])
    #expect(frame.inputs.allSatisfy { $0.isNamed })
    let plain = try Self.model("open/sk017/linreg.pkl")
    #expect(plain.inputs.map(\.name) == ["x0", "x1", "x2", "x3", "x4"])
    #expect(plain.inputs.allSatisfy { !$0.isNamed && $0.kind == .double })
    let texts = try Self.model("open/sk12/tfidf.pkl")
    #expect(texts.inputs.map(\.kind) == [.string])
  }

  @Test("a model with files beside it needs them, and says which one is missing")
  func siblings() throws {
    let path = Self.models.appending(path: "open/sk017/gnb.joblib").path()
    let (joblib, pickle) = (try Self.model("open/sk017/gnb.joblib"), try Self.model("open/sk017/gnb.pkl"))
    #expect(joblib == pickle)
    let alone = ModelSource(name: "gnb.joblib", bytes: try Fixtures.bytes(URL(filePath: path)))
    #expect { try Pickle.read(alone) } throws: { "\($0)".contains("gnb.joblib_01.npy") }
  }

  @Test("joblib's compressed files of before 0.10, and lz4, hold the models they should")
  func joblibFiles() throws {
    let beside = try ScikitLearnReader.read(
      try ModelFile(path: Self.models.appending(path: "joblib/old.joblib").path()))
    let single = try ScikitLearnReader.read(
      try ModelFile(path: Self.models.appending(path: "joblib/old2.joblib").path()))
    #expect(beside.kind == .joblibZ && single.kind == .joblibZ)
    #expect(beside.model == single.model)
    let forest = try ScikitLearnReader.read(
      try ModelFile(path: Self.models.appending(path: "joblib/f.lz4.joblib").path()))
    #expect(forest.compression == .lz4 && forest.kind == .joblib)
    guard case .classifier(let classifier) = forest.model.estimator,
      case .scores(.trees(let ensemble), _, _) = classifier.rule
    else {
      Issue.record("it is no forest")
      return
    }
    #expect(ensemble.trees.count == 3)
    let wrapped = try ModelFile(path: Self.models.appending(path: "open/sk024/rfc.z.joblib").path())
    #expect(wrapped.compression == .zlib)
  }

  @Test("the names a pickle wants are told, known ones apart from others")
  func globals() throws {
    let file = try ModelFile(path: Self.models.appending(path: "open/sk13/dtc.pkl").path())
    let wanted = try Pickle.read(file.source).wanted
    #expect(wanted.contains { $0.global.path == "sklearn.tree._tree.Tree" && $0.isCalled })
    #expect(wanted.allSatisfy { $0.meaning == .interpreted })
    let process = try ModelFile(path: Self.models.appending(path: "refused/GaussianProcessClassifier.pkl").path())
    let unknown = try Pickle.read(process.source).wanted.filter { $0.meaning == .opaque }.map(\.global.name)
    #expect(unknown.contains("GaussianProcessClassifier"))
  }
}
