// Models that move whole: where one use of a model cannot follow, its other uses and its load are not rewritten either.

package import Adaptation
import RuleEngine
package import RuleModel
package import Semantics
import SourceModel

/// A run of rules after which no code loads one file and uses the model as if it were the other.
package struct WholeModels {
  package let run: AdaptationRun
  package let outcome: AdaptationRun.Outcome
  /// The models whose code was left as it is, with the reason, in the order of the request.
  package let held: [ModelFact]

  /// Looks at the project until no model is moved in part; each turn holds back one more at least.
  package init(
    _ request: AdaptationRequest, catalogue: PackCatalogue, language: any Language,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws {
    var request = request
    for _ in 0...request.models.count {
      let run = try AdaptationRun(request, catalogue: catalogue, language: language)
      let outcome = try run.execute(progress: progress)
      let reasons = request.includesReview ? [:] : Self.obstacles(request.models, outcome.report)
      if reasons.isEmpty {
        self.run = run
        self.outcome = outcome
        held = request.models.filter { $0.held != nil }
        return
      }
      for index in request.models.indices {
        if let reason = reasons[request.models[index].type] { request.models[index].held = reason }
      }
    }
    preconditionFailure("each turn holds one more model back, and there are no more models")
  }

  // MARK: What holds a model back

  /// Why models that are not held yet cannot move, by type.
  private static func obstacles(_ models: [ModelFact], _ report: AdaptationReport) -> [String: String] {
    var reasons: [String: String] = [:]
    let free = models.filter { $0.held == nil }
    for model in free {
      reasons[model.type] = openUse(of: model, report) ?? strangeUse(of: model, report)
    }
    for model in free where reasons[model.type] == nil {
      reasons[model.type] = openLoad(model.library, models, report) ?? lostLoad(of: model, report)
    }
    // What one file holds stays together.
    for model in free where reasons[model.type] == nil && (model.part != nil || model.bundle != nil) {
      let others = models.filter { $0.file == model.file && $0.type != model.type }
      reasons[model.type] = others.compactMap { $0.held ?? reasons[$0.type] }.first
    }
    return reasons
  }

  /// A use that a rule knows and did not rewrite.
  private static func openUse(of model: ModelFact, _ report: AdaptationReport) -> String? {
    for file in report.files {
      for finding in file.findings where finding.name.hasPrefix(model.type + ".") && !finding.isApplied {
        let member = finding.name.dropFirst(model.type.count + 1)
        return "`\(member)` in \(file.path):\(finding.start.line) cannot follow unasked."
      }
    }
    return nil
  }

  /// A use that no rule knows.
  private static func strangeUse(of model: ModelFact, _ report: AdaptationReport) -> String? {
    for file in report.files {
      for standing in [Standing.unknown, .broken] {
        let names = file.ledger.names(standing).map(\.name)
        guard let name = names.first(where: { $0.hasPrefix(model.type + ".") }) else { continue }
        let member = name.dropFirst(model.type.count + 1)
        if member.hasPrefix("(") { return "it is handed to `\(member.dropFirst().dropLast())` in \(file.path)." }
        return "nothing is known of `\(member)` in \(file.path)."
      }
    }
    return nil
  }

  /// A call that loads some model of the library, or makes something for one, which could be rewritten and was not.
  private static func openLoad(_ library: String, _ models: [ModelFact], _ report: AdaptationReport) -> String? {
    for file in report.files {
      for finding in file.findings where finding.rule.hasPrefix(library + "/to-") && finding.isFixable {
        guard !finding.isApplied, !models.contains(where: { finding.name.hasPrefix($0.type + ".") }) else { continue }
        return "`\(finding.name)` in \(file.path):\(finding.start.line) cannot follow unasked."
      }
    }
    return nil
  }

  /// Uses are rewritten, and no code that loads the model is.
  private static func lostLoad(of model: ModelFact, _ report: AdaptationReport) -> String? {
    guard !report.movedModels.contains(where: { $0.type == model.type }) else { return nil }
    let isUsed = report.findings.contains { $0.isApplied && $0.name.hasPrefix(model.type + ".") }
    return isUsed ? "the code that loads it was not found." : nil
  }
}
