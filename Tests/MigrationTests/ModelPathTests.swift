// Paths of models that are written down elsewhere than at the call that loads: found, followed, and changed there.

import Adaptation
import Changes
import Foundation
import RuleModel
import Semantics
import Testing

@testable import Migration

@Suite("Paths of models")
struct ModelPathTests {
  private static let catalogue = Result { try PackCatalogue() }

  private static let predict = "\n\ndef score(frame):\n    return model.predict(frame)\n"

  /// A project around the churn model of the corpus and another one, so that being the only model says nothing.
  private func project(_ files: [String: String]) throws -> Project {
    let project = try Project(files: files.merging(["requirements.txt": "scikit-learn==0.24.2\n"]) { own, _ in own })
    for (service, name) in [("churn-flask", "churn.joblib"), ("house-prices", "")] {
      let folder = ServiceTests.corpus.appendingPathComponent("\(service)/before")
      let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      guard
        let file = names.first(where: {
          name.isEmpty ? $0.hasSuffix(".pkl") || $0.hasSuffix(".joblib") : $0.hasSuffix(name)
        })
      else { continue }
      try FileManager.default.createDirectory(atPath: project.root + "/models", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent(file),
        to: URL(fileURLWithPath: project.root + "/models/" + (name.isEmpty ? "other.joblib" : name)))
    }
    return project
  }

  /// One way to write a path: the files with it, and the one that must change.
  struct Way: CustomTestStringConvertible, Sendable {
    var name: String
    var files: [String: String]
    var changed: String
    var testDescription: String { name }
  }

  private static func load(_ lines: String, _ path: String) -> String {
    "\(lines)import joblib\n\nmodel = joblib.load(\(path))\n" + predict
  }

  static let ways: [Way] = [
    Way(
      name: "a constant taken by name",
      files: [
        "service/__init__.py": "", "service/settings.py": "MODEL_PATH = \"models/churn.joblib\"\n",
        "service/app.py": load("from .settings import MODEL_PATH\n", "MODEL_PATH"),
      ], changed: "service/settings.py"),
    Way(
      name: "a constant of an imported module",
      files: [
        "settings.py":
          "from pathlib import Path\n\nMODEL_PATH = Path(__file__).parent / \"models\" / \"churn.joblib\"\n",
        "app.py": load("import settings\n", "settings.MODEL_PATH"),
      ], changed: "settings.py"),
    Way(
      name: "an attribute of a settings object",
      files: [
        "settings.py":
          "import os\n\n\nclass Settings:\n    model_path: str = os.environ.get(\"MODEL\", \"models/churn.joblib\")\n\n\nsettings = Settings()\n",
        "app.py": load("from settings import settings\n", "settings.model_path"),
      ], changed: "settings.py"),
    Way(
      name: "a text with a part put in",
      files: ["app.py": load("FOLDER = \"models\"\n", "f\"{FOLDER}/churn.joblib\"")], changed: "app.py"),
    Way(
      name: "a text with the name put in",
      files: ["app.py": load("NAME = \"churn\"\n", "f\"models/{NAME}.joblib\"")], changed: "app.py"),
    Way(
      name: "an option of the command line",
      files: [
        "app.py": load(
          "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--model-path\", default=\"models/churn.joblib\")\nargs = parser.parse_args()\n",
          "args.model_path")
      ], changed: "app.py"),
    Way(
      name: "a value of a YAML file",
      files: [
        "config.yaml": "model:\n  path: models/churn.joblib\n  threshold: 0.5\n",
        "app.py": load(
          "import yaml\n\nwith open(\"config.yaml\") as file:\n    config = yaml.safe_load(file)\n",
          "config[\"model\"][\"path\"]"),
      ], changed: "config.yaml"),
    Way(
      name: "a value of a JSON file",
      files: [
        "config.json": "{\n  \"model_path\": \"models/churn.joblib\"\n}\n",
        "app.py": load(
          "import json\n\nconfig = json.load(open(\"config.json\"))\n", "config.get(\"model_path\")"),
      ], changed: "config.json"),
  ]

  @Test("are followed, and changed where they are written", arguments: ways)
  func followed(way: Way) throws {
    let project = try project(way.files)
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.map(\.fact.file) == ["models/churn.joblib"], "\(report.held.map { $0.held ?? "" })")
    #expect(Set(report.adaptation.changedFiles.map(\.path)).contains(way.changed))
    _ = try report.changeSet(command: "godwit migrate").apply()
    let changed = try project.text(way.changed)
    #expect(changed.contains(".onnx") && !changed.contains(".joblib"), "\(changed)")
    let loading = way.files.keys.first { $0.hasSuffix("app.py") } ?? ""
    #expect(try project.text(loading).contains("InferenceSession("))
    let again = try project.run(Self.catalogue.get())
    #expect(try again.changeSet(command: "godwit migrate").isEmpty)
  }

  @Test(
    "that nobody can tell are for a person, and the model stays",
    arguments: [
      load("import os\n", "os.environ[\"MODEL_PATH\"]"), load("import sys\n", "sys.argv[1]"),
      "import gzip\nimport pickle\n\nwith gzip.open(\"models/churn.joblib\") as file:\n    model = pickle.load(file)\n"
        + predict,
    ])
  func untold(code: String) throws {
    let project = try project(["app.py": code])
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.isEmpty && report.adaptation.changedFiles.isEmpty)
  }

  @Test("a constant that training writes to as well is told")
  func writers() throws {
    let project = try project([
      "settings.py": "MODEL_PATH = \"models/churn.joblib\"\n",
      "app.py": Self.load("from settings import MODEL_PATH\n", "MODEL_PATH"),
      "train.py":
        "import joblib\nfrom settings import MODEL_PATH\n\n\ndef save(model):\n    joblib.dump(model, MODEL_PATH)\n",
    ])
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.count == 1)
    #expect(report.adaptation.pinNotes.contains { $0.path == "train.py" && $0.message.contains("MODEL_PATH") })
  }
}
