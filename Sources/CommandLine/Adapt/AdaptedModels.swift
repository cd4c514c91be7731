// Where a swap moves models, it moves each of them whole, as a migration does.

import Adaptation
import Migration
import RuleModel
import Semantics

enum AdaptedModels {
  /// Looks at the project; where models move, each moves with all its uses or stays with them, as in a migration.
  ///
  /// - Parameter alone: The run where no models move.
  static func looked(
    _ alone: AdaptationRun?, _ request: AdaptationRequest, _ catalogue: PackCatalogue, _ language: any Language,
    _ console: Console,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> (run: AdaptationRun, outcome: AdaptationRun.Outcome) {
    if let alone { return (alone, try alone.execute(progress: progress)) }
    let whole = try WholeModels(request, catalogue: catalogue, language: language, progress: progress)
    for model in whole.held { console.note("\(model.file) stays: \(model.held ?? "")") }
    return (whole.run, whole.outcome)
  }
}
