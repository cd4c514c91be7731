// What changes along with the code: requirements, build files, and the paths of models in other files.

import Projects
import RuleModel
import Semantics
import SourceModel

/// The changes of files that are no sources, found once it is known which sources change.
struct FollowingChanges {
  /// Of one file there may be several.
  let reports: [FileReport]
  let notes: [PinNote]
  /// Models whose converted files the code now loads.
  let moved: [ModelFact]

  /// - Parameters:
  ///   - changed: The sources that change.
  ///   - known: The models of the run with what the project says of their paths.
  ///   - after: The bytes of a source as it is to become.
  init(
    _ files: ProjectFiles, _ plan: AdaptationPlan, _ request: AdaptationRequest, wishes: ManifestWishes,
    changed: ChangedSources, sources: [FileReport] = [], known: LoadableModels = LoadableModels(),
    after: @escaping (FileReport) -> ContiguousArray<UInt8>? = { _ in nil }
  ) throws {
    let pins = try PinAdaptation(
      files: files, targets: plan.pinTargets, isStraddling: request.isStraddling, changed: changed,
      demands: { wishes.demands })
    let swaps = SwapAdaptation(
      files: files, paths: request.paths, swaps: plan.requirementSwaps(wishes), models: request.models,
      changed: Set(changed.paths), sources: sources, known: known, after: after)
    let build = BuildAdaptation(
      files: files, libraries: plan.libraries,
      words: try Self.buildWords(files, plan, request, isCodeMoved: !changed.paths.isEmpty),
      version: plan.pinTargets.first?.version.description)
    reports = pins.reports + swaps.reports + build.reports
    notes = pins.notes + swaps.notes + build.notes
    moved = swaps.moved
  }

  /// What moves in build files: nothing where the code has to run with both releases, or where a library stays.
  private static func buildWords(
    _ files: ProjectFiles, _ plan: AdaptationPlan, _ request: AdaptationRequest, isCodeMoved: Bool
  ) throws -> [BuildWord] {
    guard !files.cmakeFiles.isEmpty || !files.makefiles.isEmpty, !request.isStraddling else { return [] }
    return plan.pinTargets.isEmpty && !isCodeMoved ? [] : try plan.buildWords()
  }
}
