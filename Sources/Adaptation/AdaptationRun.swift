// A whole run: what the project uses, which rules that takes, every file, the requirements, and the report.

import Projects
import RuleEngine
package import RuleModel
package import Semantics
import SourceModel

/// One run over one project, planned from a request.
///
/// Nothing of the project is written here: a report says what would change.
package struct AdaptationRun: Sendable {
  package let request: AdaptationRequest
  package let files: ProjectFiles
  let plan: AdaptationPlan
  let cache: ResultCache?

  /// Walks the project and selects rules; throws where there is nothing to run with.
  package init(
    _ request: AdaptationRequest, catalogue: PackCatalogue, language: any Language
  ) throws {
    self.request = request
    files = try ProjectFiles(paths: request.paths, excludes: request.excludes)
    plan = try AdaptationPlan(request, manifests: files.manifests, catalogue: catalogue, language: language) { [files] in
      files.relative($0)
    }
    cache = request.cacheFolder.map { [files, plan] folder in
      CacheFiles.cache(in: folder, root: files.root, key: plan.digest(of: request))
    }
  }

  /// What a run gives: the report, and what is needed to look at single files again.
  package struct Outcome: Sendable {
    package var report: AdaptationReport
    var project: Surroundings
  }

  private func scan(_ progress: @escaping @Sendable (Int, Int) -> Void) -> ProjectScan {
    ProjectScan(
      adaptation: adaptation, jobs: request.jobs, read: ProjectFiles.reader, cache: cache, progress: progress)
  }

  private var adaptation: FileAdaptation {
    FileAdaptation(ruleSet: plan.ruleSet, includesReview: request.includesReview)
  }

  /// Looks at every file.
  package func execute(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) -> Outcome {
    let result = scan(progress).run(files.sources)
    var reports = result.reports.filter { $0.changes || $0.hasContent }
    let pins = PinAdaptation(files: files, targets: plan.pinTargets, isStraddling: request.isStraddling)
    for pin in pins.reports {
      if let index = reports.firstIndex(where: { $0.path == pin.path }) {
        reports[index] = fresh(reports[index], result.project).joined(with: pin)
      } else {
        reports.append(pin)
      }
    }
    reports.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let report = AdaptationReport(
      root: files.root, upgrades: plan.upgrades, files: reports, pinNotes: pins.notes, problems: files.problems,
      fileCount: files.sources.count)
    return Outcome(report: report, project: result.project)
  }

  /// The outcome with the bytes of every change at hand: what came from the cache is looked at again.
  package func complete(_ outcome: Outcome) -> Outcome {
    var outcome = outcome
    for index in outcome.report.files.indices {
      outcome.report.files[index] = fresh(outcome.report.files[index], outcome.project)
    }
    return outcome
  }

  private func fresh(_ report: FileReport, _ project: Surroundings) -> FileReport {
    guard report.changes, report.rewriting == nil, let study = study(report.path, project) else { return report }
    return adaptation.report(study)
  }

  func study(_ path: String, _ project: Surroundings) -> FileAdaptation.Study? {
    guard let file = files.sources.first(where: { $0.path == path }),
      case .success(let bytes) = ProjectFiles.reader(file)
    else { return nil }
    let place = FileAdaptation.Place(
      path: file.path, module: file.module, isPackage: file.isPackage, takenByOthers: project.taken(from: file.module))
    return adaptation.study(bytes, at: place, project: project.index)
  }

  // MARK: One file at a time

  /// A file whose findings are accepted one by one.
  package struct Session: Sendable {
    let adaptation: FileAdaptation
    let study: FileAdaptation.Study

    /// The findings that could be written, in source order.
    package var fixable: [Int] { study.found.findings.indices.filter { study.found.findings[$0].isFixable } }

    /// The report with exactly these findings applied.
    package func report(accepting accepted: Set<Int>) -> FileReport {
      adaptation.report(study) { accepted.contains($0) }
    }

    package func finding(_ index: Int) -> ReportedFinding { report(accepting: []).findings[index] }
  }

  package func session(for path: String, outcome: Outcome) throws -> Session? {
    study(path, outcome.project).map { Session(adaptation: adaptation, study: $0) }
  }

  /// The report of one text that is no file of the project, such as standard input.
  package static func adapt(
    _ bytes: ContiguousArray<UInt8>, named name: String, request: AdaptationRequest, catalogue: PackCatalogue,
    language: any Language
  ) throws -> AdaptationReport {
    let plan = try AdaptationPlan(request, manifests: ProjectManifests(), catalogue: catalogue, language: language) { $0 }
    let adaptation = FileAdaptation(ruleSet: plan.ruleSet, includesReview: request.includesReview)
    let report = adaptation.report(adaptation.study(bytes, at: FileAdaptation.Place(path: name)))
    return AdaptationReport(
      root: "", upgrades: plan.upgrades, files: [report], pinNotes: [], problems: [], fileCount: 1)
  }
}
