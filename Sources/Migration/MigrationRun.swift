// A project's models and the code around them, moved together: convert, adapt, verify.

package import Adaptation
package import Changes
package import Conversion
import Equivalence
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
    /// One sentence: why nothing could be compared.
    case none(String)
  }

  package var fact: ModelFact
  package var item: InventoriedModel
  package var bytes: ContiguousArray<UInt8>
  package var remarks: [Remark]
  package var proof: Proof

  /// Whether the converted model was proved to answer the same.
  package var isEquivalent: Bool {
    if case .verdict(let report) = proof, case .equivalent = report.judgement.verdict { return true }
    return false
  }
}

/// What a migration would do.
package struct MigrationReport: Sendable {
  package var root: String
  package var inventory: ModelInventory
  /// The models that the rewritten code loads, in the order of their paths.
  package var models: [MigratedModel]
  package var adaptation: AdaptationReport

  /// Models of a library that takes part, which the code does not load or which cannot be converted.
  package var others: [InventoriedModel] {
    inventory.models.filter { item in !models.contains { $0.item.path == item.path } && item.kind != .onnx }
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
  private let adaptation: AdaptationRun

  /// Walks the project, reads its models, and selects rules; throws where there is nothing to run with.
  package init(_ request: MigrationRequest, root: String, catalogue: PackCatalogue, language: any Language) throws {
    var request = request
    self.root = root
    let inventory = ModelInventory(paths: request.adaptation.paths, root: root)
    guard let swaps = RuntimeSwaps(to: request.target, of: inventory, catalogue, language) else {
      throw AdaptationError("no pack puts \(request.target) in the place of another library.")
    }
    request.adaptation.swaps = swaps.swaps
    request.adaptation.models = swaps.models
    request.adaptation.cacheFolder = nil
    self.request = request
    self.inventory = inventory
    adaptation = try AdaptationRun(request.adaptation, catalogue: catalogue, language: language)
  }

  package func execute(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws -> MigrationReport {
    let outcome = try adaptation.complete(try adaptation.execute(progress: progress))
    let preview = try PreviewFolder(root: root)
    let models = try outcome.report.movedModels.compactMap { fact in try migrated(fact, preview) }
    try preview.write("changes.patch", outcome.report.patch)
    return MigrationReport(root: root, inventory: inventory, models: models, adaptation: outcome.report)
  }

  private func migrated(_ fact: ModelFact, _ preview: PreviewFolder) throws -> MigratedModel? {
    guard let item = inventory.models.first(where: { $0.path == fact.file }), let model = item.model else { return nil }
    let target = try OperatorTarget(opset: request.opset)
    var result = try ONNXConversion.convert(model, options: .init(target: target))
    if let golden = try? GoldenRows(of: model, limit: Self.goldenRows) {
      result.model.metadata.append(golden.property)
    }
    let bytes = ONNXWriter.bytes(of: result.model)
    let path = try preview.write(fact.converted, bytes)
    return MigratedModel(
      fact: fact, item: item, bytes: bytes, remarks: result.remarks, proof: proof(of: item.location, path))
  }

  private func proof(of original: String, _ migrated: String) -> MigratedModel.Proof {
    var wanted = VerificationRequest(original: original, migrated: migrated)
    wanted.rowLimit = request.rowLimit
    var run = VerificationRun(wanted)
    do {
      return .verdict(try run.report())
    } catch {
      return .none("\(error)")
    }
  }
}

extension MigrationReport {
  /// All changes of the project's files as one set: sources, requirements, and the converted models.
  package func changeSet(command: String) throws -> ChangeSet {
    var set = ChangeSet(root: root, command: command)
    for file in adaptation.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try set.replace(file.path, expecting: rewriting.before, with: rewriting.after)
    }
    for model in models {
      let path = model.fact.converted
      if let old = try? ModelSource(path: "\(root)/\(path)") {
        try set.replace(path, expecting: old.bytes.withUnsafeBytes { ContiguousArray($0) }, with: model.bytes)
      } else {
        try set.create(path, model.bytes)
      }
    }
    return set
  }
}
