// Where a model goes after it is loaded: to an application's state, into dictionaries, through parameters, past annotations.

import Adaptation
import Changes
import Foundation
import RuleModel
import Semantics
import Testing

@testable import Migration

@Suite("Where models go")
struct ModelFlowTests {
  private static let catalogue = Result { try PackCatalogue() }
  private static let flows = ServiceTests.corpus.appendingPathComponent("flows")

  /// A small service of the corpus, with a model.
  private func project(_ name: String) throws -> Project {
    let project = try Project(copying: Self.flows.appendingPathComponent(name))
    try project.write("requirements.txt", "scikit-learn==0.24.2\n")
    try FileManager.default.createDirectory(atPath: project.root + "/models", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: ServiceTests.corpus.appendingPathComponent("churn-flask/before/models/churn.joblib"),
      to: URL(fileURLWithPath: project.root + "/models/churn.joblib"))
    return project
  }

  @Test(
    "followed to where it is used, it moves with all its uses, and a second run finds nothing",
    arguments: [
      ("application-state", "app/routers/score.py", "request.app.state.model.run("),
      ("flask-attribute", "service.py", "current_app.model.run("),
      ("flask-config", "service.py", "current_app.config[\"MODEL\"].run("),
      ("registry", "service.py", "ml_models[\"churn\"].run("),
      ("registry-of-another-module", "svc/api.py", "MODELS[\"churn\"].run("),
      ("class-attribute", "service.py", "clf.run("),
      ("dependency", "service.py", "model.run("),
      ("annotated-dependency", "service.py", "model: Annotated[ort.InferenceSession, Depends(get_model)]"),
      ("hosted-functions", "service.py", "return model.run("),
      ("class-that-is-given-it", "svc/predictor.py", "self.model.run("),
      ("function-that-is-given-it", "svc/scoring.py", "model.run("),
      ("annotated-result-and-fixture", "tests/test_api.py", "model.run("),
      ("cast", "service.py", "model = cast(ort.InferenceSession, "),
      ("application-configuration", "scoring/views.py", "ScoringConfig.model.run("),
      ("declared-to-be-optional", "service.py", "_model: Optional[ort.InferenceSession] = None"),
      ("field-of-a-data-class", "service.py", "    model: ort.InferenceSession\n"),
      ("protocol", "service.py", "return model.run("),
      ("helpers-of-training", "svc/serve.py", "MODEL.run("),
      ("same-name-elsewhere", "svc/api.py", "MODEL.run("),
      ("training-beside", "service.py", "model.run("),
      ("handed-on-uncalled", "service.py", "loop.run_in_executor(None, lambda X: model.run("),
      ("loaded-by-helper", "svc/api.py", "load(\"models/churn.onnx\")"),
    ])
  func follows(service: String, file: String, text: String) throws {
    let project = try project(service)
    let report = try project.run(Self.catalogue.get())
    #expect(report.held.isEmpty, "\(report.held.first?.held ?? "")")
    _ = try report.changeSet(command: "godwit migrate").apply()
    let moved = try project.text(file)
    #expect(moved.contains(text), "\(moved)")
    for (name, data) in try project.contents() where name.hasSuffix(".py") && !Self.training.contains(name) {
      let code = String(decoding: data, as: UTF8.self)
      for gone in ["joblib.load", "pickle.load", ".predict_proba(", "sklearn"] {
        #expect(!code.contains(gone), "\(name): \(code)")
      }
    }
    let again = try project.run(Self.catalogue.get())
    #expect(again.adaptation.changedFiles.isEmpty)
  }

  /// Files that have to do with models that are made, not loaded.
  private static let training: Set<String> = ["svc/train.py", "svc/evaluation.py", "train.py"]

  @Test("code that loads a file that is not there keeps no other model back, and stays as it is")
  func another() throws {
    let project = try project("another-file-beside")
    let report = try project.run(Self.catalogue.get())
    #expect(report.held.isEmpty, "\(report.held.first?.held ?? "")")
    _ = try report.changeSet(command: "godwit migrate").apply()
    let text = try project.text("service.py")
    #expect(text.contains("model.run("))
    #expect(text.contains("joblib.load(\"models/lifetime-of-last-year.joblib\")") && text.contains("lifetime.predict("))
  }

  @Test(
    "where one use cannot be followed, nothing of it moves",
    arguments: [
      ("explained", "shap.TreeExplainer"),
      ("faked-in-tests", "predict_proba"),
      ("object-nothing-is-known-of", "predict"),
    ])
  func stays(service: String, obstacle: String) throws {
    let report = try project(service).run(Self.catalogue.get())
    #expect(report.models.isEmpty && report.adaptation.changedFiles.isEmpty)
    #expect(report.held.first?.held?.contains(obstacle) == true, "\(report.held.first?.held ?? "")")
  }
}
