// A model moves with all its uses, or stays with all of them; and what a plan and a rehearsal make of that.

import Adaptation
import Changes
import Foundation
import RuleModel
import Semantics
import Testing
import Verification

@testable import Migration

@Suite("Models that move whole")
struct WholeModelTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// A small service around the model of the corpus, with `body` as its code.
  private func service(_ body: String) throws -> Project {
    let project = try Project(files: ["requirements.txt": "scikit-learn==0.24.2\n"])
    try project.write("app.py", "import joblib\n\nmodel = joblib.load(\"models/churn.joblib\")\n" + body)
    try FileManager.default.createDirectory(atPath: project.root + "/models", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: ServiceTests.corpus.appendingPathComponent("churn-flask/before/models/churn.joblib"),
      to: URL(fileURLWithPath: project.root + "/models/churn.joblib"))
    return project
  }

  private static let predict = "\n\ndef score(frame):\n    return model.predict(frame)\n"

  @Test(
    "where every use can follow, the model moves",
    arguments: ["", "print(model)\n", "import logging\nlogging.info(\"loaded %s\", model)\n"])
  func follows(use: String) throws {
    let report = try service(use + Self.predict).run(Self.catalogue.get())
    #expect(report.models.map(\.fact.file) == ["models/churn.joblib"])
    #expect(report.held.isEmpty)
  }

  @Test(
    "where one use cannot, the load and all other uses stay, with the reason",
    arguments: [
      ("steps = model.named_steps\n", "named_steps"), ("model.fit(rows, labels)\n", "fit"),
      ("answer = model.something_of_our_own()\n", "something_of_our_own"),
      ("print(model.weights_by_name)\n", "weights_by_name"),
      ("import shap\nexplainer = shap.TreeExplainer(model)\n", "shap.TreeExplainer"),
      (
        "from sklearn.model_selection import cross_val_score\nprint(cross_val_score(estimator=model))\n",
        "cross_val_score"
      ),
      ("assert getattr(model, 'ready', True)\n", "getattr"),
    ])
  func held(use: String, member: String) throws {
    let project = try service(use + Self.predict)
    let before = try project.contents()
    let report = try project.run(Self.catalogue.get())
    #expect(report.models.isEmpty && report.adaptation.changedFiles.isEmpty)
    #expect(report.held.map(\.file) == ["models/churn.joblib"])
    #expect(report.held.first?.held?.contains(member) == true, "\(report.held.first?.held ?? "")")
    #expect(report.adaptation.findings.contains { $0.why.contains("Held back: ") })
    #expect(try report.changeSet(command: "godwit migrate").isEmpty)
    #expect(try project.contents() == before)
  }

  @Test("a review that is asked for moves it all the same")
  func asked() throws {
    let report = try service("steps = model.named_steps\n" + Self.predict).run(Self.catalogue.get()) {
      $0.adaptation.includesReview = true
    }
    #expect(report.models.count == 1)
  }

  // MARK: Plans

  @Test("a plan says what stays; it reads back as it is written, and tells of models that changed since")
  func plan() throws {
    let project = try service(Self.predict)
    let first = try project.run(Self.catalogue.get())
    var request = MigrationRequest(adaptation: .init(paths: [project.root]), target: "onnxruntime")
    request.adaptation.excludes = ["a \"quoted\" folder/", "b"]
    var plan = first.plan(request)
    #expect(plan.models.map(\.decision) == [.move])
    #expect(try MigrationPlan(path: "godwit.yaml", bytes: ContiguousArray(plan.text.utf8)) == plan)

    plan.models[0].decision = .stay
    let stayed = try project.run(Self.catalogue.get()) { $0.plan = plan }
    #expect(stayed.models.isEmpty && stayed.planProblems.isEmpty)
    #expect(stayed.held.map(\.held) == ["godwit.yaml says that it stays."])

    plan.models[0].hash = String(repeating: "0", count: 64)
    plan.models.append(.init(file: "models/gone.pkl"))
    let changed = try project.run(Self.catalogue.get()) { $0.plan = plan }
    #expect(changed.planProblems.count == 2)
  }

  @Test("a plan that is saved is part of the change set, and says the same after the models have moved")
  func saved() throws {
    let project = try service(Self.predict)
    let first = try project.run(Self.catalogue.get())
    let plan = first.plan(MigrationRequest(adaptation: .init(paths: [project.root]), target: "onnxruntime"))
    _ = try first.changeSet(command: "godwit migrate", plan: plan).apply()
    #expect(try project.text("godwit.yaml") == plan.text)
    #expect(try project.text("app.py").contains("churn.onnx"))
    let again = try project.run(Self.catalogue.get()) { $0.plan = plan }
    #expect(try again.changeSet(command: "godwit migrate").isEmpty && again.planProblems.isEmpty)
  }

  @Test(
    "mistakes in a plan are told where they stand",
    arguments: [
      ("opset: 17\n", "a plan says where the project moves"), ("to: onnxruntime\nopset: none\n", "a number from 1"),
      ("to: onnxruntime\nmodel: []\n", "no key `model`"),
      ("to: onnxruntime\nmodels:\n- file: a\n  decision: mov\n", "did you mean `move`"),
      ("to: onnxruntime\nmodels:\n- file: a\n- file: a\n", "named twice"),
      ("to: onnxruntime\nmodels:\n- file: a\n  sha256: abc\n", "64 digits"),
    ])
  func mistakes(text: String, message: String) {
    do {
      _ = try MigrationPlan(path: "godwit.yaml", bytes: ContiguousArray(text.utf8))
      Issue.record("\(text) is read")
    } catch {
      #expect(error.rendered.contains(message), "\(error.rendered)")
      #expect(error.rendered.hasPrefix("godwit.yaml:"))
    }
  }

  @Test("what was compared once is known by its contents, and compared again where a model changed")
  func known() throws {
    let project = try service(Self.predict)
    func isKnown(_ change: (inout MigrationRequest) -> Void = { _ in }) throws -> Bool {
      let report = try project.run(Self.catalogue.get(), change)
      guard case .earlier? = report.models.first?.proof else { return false }
      return report.unproved.isEmpty
    }
    #expect(try !isKnown())
    #expect(try isKnown())
    #expect(try !isKnown { $0.rowLimit = 3_999 })
    #expect(try !isKnown { $0.opset = 18 })
    #expect(try isKnown())
  }

  // MARK: Rehearsals

  @Test("the project's own check is run before and after, in copies: what it says is compared")
  func rehearsal() throws {
    let project = try service(Self.predict)
    try project.write(
      "check.py", "import sys\nprint(\"churn\" in open(\"app.py\").read())\nopen(\"left\", \"w\").close()\n")
    try project.write("differs.py", "print(\"onnx\" in open(\"app.py\").read())\n")
    try project.write("fails.py", "import sys\nsys.exit(\"onnx\" in open(\"app.py\").read())\n")
    try project.write("never.py", "raise SystemExit(3)\n")
    let before = try project.contents()
    for (file, verdict) in [
      ("check.py", RehearsalReport.Verdict.same), ("differs.py", .different), ("fails.py", .different),
      ("never.py", .noEvidence),
    ] {
      let report = try project.run(Self.catalogue.get()) {
        $0.rehearsal = Rehearsal(old: "python3", new: "python3", arguments: [file])
      }
      let rehearsal = try #require(report.rehearsal)
      #expect(rehearsal.verdict == verdict, "\(file): \(RehearsalReport.sentence(rehearsal.after))")
    }
    let report = try project.run(Self.catalogue.get()) {
      $0.rehearsal = Rehearsal(old: "python3", new: "/no/such/python", arguments: ["check.py"])
    }
    #expect(report.rehearsal?.verdict == .noEvidence)
    #expect(try project.contents() == before, "the copies are what a check writes into")
  }
}
