// Files of several models and plain values: taken apart where the code says what it takes out, else left.

import Adaptation
import Changes
import Foundation
import RuleModel
import Semantics
import Testing
import Verification

@testable import Migration

@Suite("Models in one file with other values")
struct BundleTests {
  private static let catalogue = Result { try PackCatalogue() }
  private static let held = ServiceTests.corpus.deletingLastPathComponent().appendingPathComponent("models/held")

  private func project(_ model: String, _ code: String) throws -> Project {
    let project = try Project(files: ["requirements.txt": "scikit-learn==1.2.2\n", "app.py": code])
    try FileManager.default.copyItem(
      at: Self.held.appendingPathComponent(model), to: URL(fileURLWithPath: "\(project.root)/\(model)"))
    return project
  }

  private static let load = """
    import pickle

    with open("dictionary.2.pkl", "rb") as file:
        bundle = pickle.load(file)

    """

  @Test("a dictionary becomes a dictionary of sessions, and what is plain goes into JSON")
  func dictionary() throws {
    let project = try project(
      "dictionary.2.pkl",
      Self.load
        + "model = bundle.get(\"model\")\n\n\ndef score(rows):\n    return model.predict(rows[bundle[\"features\"]])\n")
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.map(\.fact.converted) == ["dictionary.2.model.onnx"])
    #expect(report.unproved.isEmpty && report.held.isEmpty)
    #expect(report.values.map(\.path) == ["dictionary.2.json"])
    _ = try report.changeSet(command: "godwit migrate").apply()
    let values = try JSONSerialization.jsonObject(with: Data(project.text("dictionary.2.json").utf8)) as? [String: Any]
    #expect(values?["features"] as? [String] == ["a", "b", "c"] && values?["threshold"] as? Double == 0.5)
    let code = try project.text("app.py")
    #expect(code.contains("open(\"dictionary.2.json\", \"rb\")") && code.contains("**json.load(file)"), "\(code)")
    #expect(code.contains("model.run([\"label\"]"), "\(code)")
    let again = try project.run(Self.catalogue.get())
    #expect(try again.changeSet(command: "godwit migrate").isEmpty)
    try Journal(root: project.root).undo()
    #expect(!FileManager.default.fileExists(atPath: project.root + "/dictionary.2.json"))
  }

  @Test("a tuple is taken apart by its places")
  func tuple() throws {
    let project = try project(
      "tuple.joblib",
      "import joblib\n\nmodel, names = joblib.load(\"tuple.joblib\")\n\n\ndef score(rows):\n    return model.predict(rows[names])\n"
    )
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.map(\.fact.converted) == ["tuple.0.onnx"], "\(report.held.map { $0.held ?? "" })")
    _ = try report.changeSet(command: "godwit migrate").apply()
    #expect(try project.text("tuple.json") == "[\n  [\"a\", \"b\", \"c\"]\n]\n")
    #expect(try project.text("app.py").contains("model.run([\"label\"]"))
  }

  @Test(
    "where the code takes it as a whole, all of it stays",
    arguments: [
      "for value in bundle.values():\n    print(value)\n", "print([bundle[key] for key in names])\n",
      "import service\nservice.start(bundle)\n", "both = [bundle, 1]\n", "bundle[\"model\"].fit(rows, labels)\n",
      "import shap\nshap.Explainer(bundle[\"model\"])\n",
    ])
  func whole(use: String) throws {
    let project = try project(
      "dictionary.2.pkl", Self.load + "model = bundle[\"model\"]\n" + use + "print(model.predict(rows))\n")
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.isEmpty && report.adaptation.changedFiles.isEmpty, "\(report.adaptation.changedFiles)")
    #expect(Set(report.held.map(\.file)) == ["dictionary.2.pkl"])
    #expect(report.values.isEmpty)
  }

  @Test(
    "an estimator that is deeper inside, or in an object of a class nobody knows, is blocked with the reason",
    arguments: [("several.joblib", "models[0]"), ("object.pkl", "an object of service.Churn")])
  func opaque(file: String, reason: String) throws {
    let project = try project(
      file, "import joblib\n\nmodels = joblib.load(\"\(file)\")\nmodel = models[\"models\"][0]\n")
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.isEmpty && report.adaptation.changedFiles.isEmpty)
    guard case .blocked(let why)? = report.inventory.models.first?.outcome else {
      Issue.record("it is not blocked: \(report.inventory.models)")
      return
    }
    #expect(why.contains(reason), "\(why)")
  }
}
