// A project's models and the code around them, moved together: convert, adapt, verify.

package import Adaptation
package import Changes
package import Conversion
package import Equivalence
package import ModelCore
import ModelFormats
package import RuleModel
package import Semantics
package import Verification

/// What is to be migrated, and how carefully.
package struct MigrationRequest: Sendable {
  /// What the code is adapted by; its models and swaps are filled in from the project.
  package var adaptation: AdaptationRequest
  /// The library that takes over: `onnxruntime`.
  package var target: String
  /// The `ai.onnx` opset of converted models.
  package var opset = MigrationRequest.usualOpset
  /// How many rows each model is compared on at most.
  package var rowLimit = 20_000
  /// What the project's plan says of its models.
  package var plan: MigrationPlan?
  /// An interpreter with the libraries of before, which runs each original once more.
  package var interpreter: String?
  /// Runs the project's own tests before and after.
  package var rehearsal: Rehearsal?

  /// Opset 17 runs on every ONNX Runtime from 1.12 on (1.19 is the last for Python 3.8); trees of opset 21 need 1.21.
  package static let usualOpset = 17

  package init(adaptation: AdaptationRequest, target: String) {
    self.adaptation = adaptation
    self.target = target
  }
}

/// One model that the code loads, and what became of it.
package struct MigratedModel: Sendable {
  package enum Proof: Sendable {
    case verdict(VerificationReport)
    /// An earlier run found the same bytes equivalent on the same rows, which it describes.
    case earlier(rows: String)
    /// One sentence: why nothing could be compared.
    case none(String)
  }

  package var fact: ModelFact
  package var item: InventoriedModel
  package var bytes: ContiguousArray<UInt8>
  package var remarks: [Remark]
  package var proof: Proof
  /// The same, the original run by the interpreter with the libraries of before, where the user named one.
  package var originalProof: Proof?

  /// Whether the converted model was proved to answer the same.
  package var isEquivalent: Bool { proof.isEquivalent && originalProof?.isEquivalent ?? true }
}

extension MigratedModel.Proof {
  package var isEquivalent: Bool {
    switch self {
    case .verdict(let report): report.judgement.verdict == .equivalent
    case .earlier: true
    case .none: false
    }
  }
}

/// What a migration would do.
package struct MigrationReport: Sendable {
  package var root: String
  package var inventory: ModelInventory
  /// The models that the rewritten code loads, in the order of their paths.
  package var models: [MigratedModel]
  /// Models that the code goes on using as they are, each with its reason.
  package var held: [ModelFact] = []
  /// What an earlier run moved already, by the names of the models: what it became, and the rows it was compared on.
  package var done: [String: (converted: String, rows: String)] = [:]
  /// Where the project is not what its plan says, one sentence each.
  package var planProblems: [String] = []
  package var rehearsal: RehearsalReport?
  /// Plain values that stood beside models in one file, each now a file of its own.
  package var values: [ProjectFile] = []
  package var adaptation: AdaptationReport

  /// A file of the project by its path from the root.
  package struct ProjectFile: Sendable {
    package var path: String
    package var bytes: ContiguousArray<UInt8>
  }

  /// Models of a library that takes part, which the code does not load or which cannot be converted.
  package var others: [InventoriedModel] {
    inventory.models.filter { item in !models.contains { $0.item.name == item.name } && item.kind != .onnx }
  }

  /// Models that were compared and answer otherwise, or could not be compared.
  package var unproved: [MigratedModel] { models.filter { !$0.isEquivalent } }
}

/// Plans and proves a migration; nothing of the project is written but `.godwit/preview`.
package struct MigrationRun: Sendable {
  /// Rows with their answers that travel with each model; `godwit verify` of the file alone checks them.
  private static let goldenRows = 100

  package let request: MigrationRequest
  private let root: String
  private let inventory: ModelInventory
  private let catalogue: PackCatalogue
  private let language: any Language

  /// Walks the project, reads its models, and selects rules; throws where there is nothing to run with.
  package init(_ request: MigrationRequest, root: String, catalogue: PackCatalogue, language: any Language) throws {
    var request = request
    self.root = root
    do {
      _ = try OperatorTarget(opset: request.opset)
    } catch {
      throw AdaptationError("\(error)")
    }
    let inventory = ModelInventory(
      paths: request.adaptation.paths, root: root, excludes: request.adaptation.excludes, jobs: request.adaptation.jobs)
    guard let swaps = RuntimeSwaps(to: request.target, of: inventory, catalogue, language) else {
      throw AdaptationError("no pack puts \(request.target) in the place of another library.")
    }
    request.adaptation.swaps = swaps.swaps
    request.adaptation.models = swaps.models.map { fact in
      guard request.plan?.model(fact.file)?.decision == .stay else { return fact }
      var fact = fact
      fact.held = "\(MigrationPlan.fileName) says that it stays."
      return fact
    }
    request.adaptation.cacheFolder = nil
    self.request = request
    self.inventory = inventory
    self.catalogue = catalogue
    self.language = language
  }

  package func execute(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws -> MigrationReport {
    let whole = try WholeModels(request.adaptation, catalogue: catalogue, language: language, progress: progress)
    let outcome = try whole.run.complete(whole.outcome)
    let preview = try PreviewFolder(root: root)
    var known = KnownVerdicts(preview)
    let models = try outcome.report.movedModels.compactMap { fact in try migrated(fact, preview, &known) }
    try preview.write("changes.patch", outcome.report.patch)
    let values = outcome.report.movedModels.compactMap { fact -> MigrationReport.ProjectFile? in
      guard let bundle = fact.bundle, bundle.hasPlainValues, let text = inventory.bundles[fact.file]?.plainText else {
        return nil
      }
      return MigrationReport.ProjectFile(path: fact.converted, bytes: ContiguousArray(text.utf8))
    }
    for file in values { try preview.write(file.path, file.bytes) }
    var report = MigrationReport(
      root: root, inventory: inventory, models: models, held: whole.held, planProblems: planProblems,
      adaptation: outcome.report)
    report.values = values
    for fact in request.adaptation.models where fact.bundle == nil {
      guard let item = report.others.first(where: { $0.path == fact.file && $0.part == fact.part }),
        let key = try? comparison(of: item, "\(root)/\(fact.converted)").key, let rows = known.rows(key)
      else { continue }
      report.done[item.name] = (fact.converted, rows)
    }
    if let rehearsal = request.rehearsal, !report.adaptation.changedFiles.isEmpty {
      report.rehearsal = rehearsal.report(root: root, replacements: try replacements(report, preview))
    }
    return report
  }

  /// The files of the migrated project that differ from what stands there, written into the preview.
  private func replacements(_ report: MigrationReport, _ preview: PreviewFolder) throws -> [ProjectCheck.Replacement] {
    var found = report.models.map {
      ProjectCheck.Replacement(path: $0.fact.converted, source: preview.path($0.fact.converted))
    }
    found += report.values.map { ProjectCheck.Replacement(path: $0.path, source: preview.path($0.path)) }
    for file in report.adaptation.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      found.append(.init(path: file.path, source: try preview.write("files/\(file.path)", rewriting.after)))
    }
    return found
  }

  // MARK: The plan

  /// A model that changed since, or is gone, is told; it is moved or left as the plan says all the same.
  private var planProblems: [String] {
    (request.plan?.models ?? []).compactMap { planned in
      guard let item = inventory.models.first(where: { $0.path == planned.file }) else {
        return "\(MigrationPlan.fileName) speaks of \(planned.file), and there is no model of that name."
      }
      guard let hash = planned.hash, let bytes = try? Self.contents(of: item.location),
        SHA256.hexadecimal(bytes) != hash
      else { return nil }
      return "\(planned.file) is not the file that \(MigrationPlan.fileName) was written for (SHA-256 \(hash))."
    }
  }

  private static func contents(of path: String) throws -> ContiguousArray<UInt8> {
    try ModelSource(path: path).bytes.withUnsafeBytes { ContiguousArray($0) }
  }

  // MARK: One model

  private func migrated(
    _ fact: ModelFact, _ preview: PreviewFolder, _ known: inout KnownVerdicts
  ) throws -> MigratedModel? {
    guard fact.bundle == nil,
      let item = inventory.models.first(where: { $0.path == fact.file && $0.part == fact.part }), let model = item.model
    else { return nil }
    let target = try OperatorTarget(opset: request.opset)
    var result = try ONNXConversion.convert(model, options: .init(target: target))
    if let golden = try? GoldenRows(of: model, limit: Self.goldenRows) {
      result.model.metadata.append(golden.property)
    }
    let bytes = ONNXWriter.bytes(of: result.model)
    let path = try preview.write(fact.converted, bytes)
    var migrated = MigratedModel(
      fact: fact, item: item, bytes: bytes, remarks: result.remarks, proof: proof(of: item, path, by: nil, &known))
    if let interpreter = request.interpreter {
      migrated.originalProof = proof(of: item, path, by: interpreter, &known)
    }
    return migrated
  }

  private func proof(
    of item: InventoriedModel, _ migrated: String, by interpreter: String?, _ known: inout KnownVerdicts
  ) -> MigratedModel.Proof {
    do {
      var (wanted, key) = try comparison(of: item, migrated)
      wanted.python = interpreter
      // What an interpreter has for libraries can change under its name, so that it is asked each time.
      if interpreter == nil, let rows = known.rows(key) { return .earlier(rows: rows) }
      var run = VerificationRun(wanted)
      let report = try run.report()
      if interpreter == nil, report.judgement.verdict == .equivalent { try known.remember(key, rows: report.rows) }
      return .verdict(report)
    } catch {
      return .none("\(error)")
    }
  }

  /// What is compared, and by what the comparison is known.
  private func comparison(
    of item: InventoriedModel, _ migrated: String
  ) throws -> (wanted: VerificationRequest, key: String) {
    let planned = request.plan?.model(item.path)
    var wanted = VerificationRequest(original: item.location, migrated: migrated)
    wanted.select = item.selection
    wanted.rowLimit = request.rowLimit
    wanted.data = planned?.data.map { $0.hasPrefix("/") ? $0 : "\(root)/\($0)" }
    wanted.tolerance = planned?.precision?.tolerance
    let contents = try ([item.location, migrated] + [wanted.data].compactMap { $0 }).map(Self.contents)
    let settings =
      "\(request.rowLimit) \(planned?.precision?.rawValue ?? "usual") \(item.selection ?? "") \(request.adaptation.programStamp)"
    return (wanted, KnownVerdicts.key(contents, settings: settings))
  }
}

extension MigrationPlan.Model.Precision {
  package var tolerance: Tolerance {
    switch self {
    case .double: .double
    case .single: .single
    case .tight: .tightSingle
    case .half: .half
    case .bfloat16: .brainHalf
    }
  }
}

extension MigrationReport {
  /// The plan that leads here again: what was moved and what was left, with the contents that the models have now.
  package func plan(_ request: MigrationRequest) -> MigrationPlan {
    var plan = MigrationPlan(target: request.target)
    plan.opset = request.opset
    plan.rows = request.rowLimit
    plan.excludes = request.adaptation.excludes
    plan.check = request.rehearsal?.arguments ?? request.plan?.check ?? []
    for item in inventory.models where item.kind != .onnx && !plan.models.contains(where: { $0.file == item.path }) {
      var model = request.plan?.model(item.path) ?? MigrationPlan.Model(file: item.path)
      model.hash = (try? ModelSource(path: item.location).bytes.withUnsafeBytes { ContiguousArray($0) })
        .map(SHA256.hexadecimal)
      if !models.contains(where: { $0.item.path == item.path }) { model.decision = .stay }
      plan.models.append(model)
    }
    return plan
  }

  /// All changes of the project's files as one set: sources, requirements, and the converted models.
  package func changeSet(command: String, plan: MigrationPlan? = nil) throws -> ChangeSet {
    var set = ChangeSet(root: root, command: command)
    if let plan { try set.create(MigrationPlan.fileName, ContiguousArray(plan.text.utf8)) }
    for file in adaptation.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try set.replace(file.path, expecting: rewriting.before, with: rewriting.after)
    }
    for file in models.map({ ProjectFile(path: $0.fact.converted, bytes: $0.bytes) }) + values {
      if let old = try? ModelSource(path: "\(root)/\(file.path)") {
        try set.replace(file.path, expecting: old.bytes.withUnsafeBytes { ContiguousArray($0) }, with: file.bytes)
      } else {
        try set.create(file.path, file.bytes)
      }
    }
    return set
  }
}
