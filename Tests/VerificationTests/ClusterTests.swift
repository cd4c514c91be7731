// Clusterers and models of several targets: converted ones are equivalent, and such with parts changed are not.

import Conversion
import Equivalence
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Clusters and several targets")
struct ClusterTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus/models/sklearn").standardized

  private static let clusterers = [
    "1.9/kmeans.joblib", "1.9/mixture-full.joblib", "1.9/mixture-tied.pkl", "1.9/mixture-diag.pkl",
    "1.9/mixture-spherical.pkl", "1.9/bayesmixture.joblib", "1.9-found/found-bisecting.joblib",
    "1.9-found/found-bisecting-pipe.joblib",
  ]
  private static let severalNumbers = ["1.9/multir.pkl", "1.9/chainr.joblib", "1.9/multitask.joblib"]
  private static let severalLabels = ["1.9/multi.pkl", "1.9/chain.pkl", "1.9/forest-multi.joblib"]

  private static func path(_ name: String) -> String { folder.appending(path: name).path }

  private static func model(_ name: String) throws -> PredictiveModel {
    try ScikitLearnReader.read(ModelFile(path: path(name))).model
  }

  private func report(
    _ name: String, _ migrated: Data, ending: String, relabelled: Bool = false
  ) throws -> VerificationReport {
    try ScratchFile(migrated, ending: ending).read { path in
      var request = VerificationRequest(original: Self.path(name), migrated: path)
      request.allowsRelabelling = relabelled
      var run = VerificationRun(request)
      return try run.report()
    }
  }

  private func graph(_ model: PredictiveModel) throws -> Data {
    let converted = try ONNXConversion.convert(model, options: .init(target: OperatorTarget()))
    return Data(ONNXWriter.bytes(of: converted.model))
  }

  @Test("as graphs they are equivalent", arguments: clusterers + severalNumbers + severalLabels)
  func graphs(name: String) throws {
    let report = try report(name, try graph(try Self.model(name)), ending: "onnx")
    #expect(report.judgement.verdict == .equivalent, "\(report.judgement.reasons)")
    let labels = report.comparison.outputs.filter { $0.role == .label }
    if Self.severalLabels.contains(name) { #expect(labels.count == 2) }
    if Self.clusterers.contains(name) { #expect(labels.count == 1) }
  }

  @Test("as documents they are equivalent", arguments: clusterers + severalNumbers)
  func documents(name: String) throws {
    let document = PMMLWriter.write(try PMMLConversion.convert(try Self.model(name)).document)
    let report = try report(name, Data(document), ending: "pmml")
    #expect(report.judgement.verdict == .equivalent, "\(report.judgement.reasons)")
  }

  @Test("labels of clusters are compared as they are, or one for one where that is asked for")
  func renamed() throws {
    let name = "1.9-found/found-bisecting.joblib"
    var model = try Self.model(name)
    guard case .pipeline(var steps) = model.estimator, case .classifier(var last)? = steps.popLast() else {
      throw NotClusters()
    }
    last.labels.swapAt(0, 1)
    model.estimator = .pipeline(steps + [.classifier(last)])
    let bytes = try graph(model)
    #expect(try report(name, bytes, ending: "onnx").judgement.verdict == .different)
    #expect(try report(name, bytes, ending: "onnx", relabelled: true).judgement.verdict == .equivalent)
  }

  @Test("a centre that moved, and targets that changed places, are told")
  func changed() throws {
    var model = try Self.model("1.9/kmeans.joblib")
    guard case .clusterer(.centers(var centers)) = model.estimator else { throw NotClusters() }
    centers[0, 0] += 1e-3
    model.estimator = .clusterer(.centers(centers))
    #expect(try report("1.9/kmeans.joblib", try graph(model), ending: "onnx").judgement.verdict == .different)

    model = try Self.model("1.9/multir.pkl")
    guard case .regressor(.targets(var parts)) = model.estimator else { throw NotClusters() }
    parts.swapAt(0, 1)
    model.estimator = .regressor(.targets(parts))
    #expect(try report("1.9/multir.pkl", try graph(model), ending: "onnx").judgement.verdict == .different)

    model = try Self.model("1.9/multi.pkl")
    guard case .classifier(var classifier) = model.estimator, case .targets(var targets) = classifier.rule else {
      throw NotClusters()
    }
    targets[1].labels.swapAt(0, 1)
    classifier.rule = .targets(targets)
    model.estimator = .classifier(classifier)
    #expect(try report("1.9/multi.pkl", try graph(model), ending: "onnx").judgement.verdict == .different)
  }

  private struct NotClusters: Error {}
}
