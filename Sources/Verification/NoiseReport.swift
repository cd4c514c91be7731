// The original asked twice, before it is compared with anything.

internal import Equivalence
internal import ModelCore

/// How far the original's own answers lie apart.
struct NoiseReport {
  var noise: NoiseFloor?
  var rounding: NoiseFloor?
  var factor = 1.0
  var notes: [String] = []
}

extension VerificationRun {
  /// Asks the original about the first rows a second time, in other batches, and once with rows in single precision if that
  /// is what the migrated model takes. Only the first says what the tolerance must allow: what rounding does at a threshold
  /// is a difference of the migrated model, which the verdict is about.
  func noise(
    _ original: Contestant, _ migrated: Contestant, _ source: SourceRows, _ policy: Policy
  ) throws -> NoiseReport {
    var report = NoiseReport()
    guard let model = original.model else { return report }
    var parts = try source.parts()
    let wanted = (model.columns?.count ?? 0) >= (migrated.columns?.count ?? 0) ? model.columns : migrated.columns
    guard let part = try parts.next(Self.noiseRows, for: wanted) else { return report }
    let rows = try part.rows(for: model.columns)
    let first = try model.predictions(rows, from: 0)
    let noise = NoiseFloor(first, try model.repeated(rows), policy: policy)
    report.noise = noise
    report.factor = noise.factor(for: policy.tolerance)
    if noise.changedRows > 0 {
      report.notes.append(
        "the original differs from itself by up to \(noise.largestDifference) when it is asked twice"
          + (report.factor > 1 ? "; the tolerance is \(report.factor) times as wide for that" : ""))
    }
    if migrated.model != nil, migrated.precision == .single, model.precision == .double {
      // A model may have no answer to rounded rows: a category that is no category any more.
      report.rounding = (try? model.predictions(rows.rounded, from: 0)).map { NoiseFloor(first, $0, policy: policy) }
    }
    return report
  }
}
