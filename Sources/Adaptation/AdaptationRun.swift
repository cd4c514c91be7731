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
  private let cache: ResultCache?
  private let stored: StoredResults
  /// The reports of an earlier run, if it saw just these files as they are now; then no pack is read.
  private let known: [FileReport]?
  private let kept: KeptPrint?
  /// What an earlier run printed that was asked for the same and found all as it is now; then nothing else is read.
  package let printed: PrintedText?
  private let start = WallClock.nanoseconds
  /// The models with what the project says of their paths, found once.
  private let models = Kept<LoadableModels>()

  /// Walks the project and selects rules; throws where there is nothing to run with.
  package init(
    _ request: AdaptationRequest, catalogue: PackCatalogue, language: any Language
  ) throws {
    self.request = request
    let beginning = Self.beginning(request, catalogue, language)
    let isFresh = beginning?.cache.map { !$0.exists() } ?? (beginning != nil)
    let early = beginning == nil ? Self.early(request, catalogue, language) : nil
    files = try Self.files(request, language, rulesOf: isFresh ? beginning?.plan : nil, packsOf: early)
    plan =
      try beginning?.plan
      ?? AdaptationPlan(
        request, manifests: files.manifests, catalogue: catalogue, language: language, cmakeFiles: files.cmakeFiles,
        root: files.root, taking: early
      ) {
        [files] in
        files.relative($0)
      }
    cache =
      beginning?.cache
      ?? request.cacheFolder.map { [files, plan] folder in
        CacheFiles.cache(in: folder, root: files.root, key: plan.digest)
      }
    kept = KeptPrint(request, files, plan)
    printed = try kept?.printed()
    stored = printed == nil ? cache?.load() ?? StoredResults() : StoredResults()
    known = stored.reports(of: files.sources, jobs: request.jobs)
    // What is wrong with the rules is said before any file is read.
    if known == nil, printed == nil { _ = try plan.ruleSet() }
  }

  /// What can be known of a run before its project is walked.
  private struct Beginning: Sendable {
    var plan: AdaptationPlan
    var cache: ResultCache?
  }

  /// The plan of a run that is told which releases are in use, so that nothing of it depends on the project's files; nil for
  /// others, and where the plan cannot be made.
  private static func beginning(
    _ request: AdaptationRequest, _ catalogue: PackCatalogue, _ language: any Language
  ) -> Beginning? {
    // In Swift the project's own platforms decide which guards are written.
    guard request.swaps.isEmpty, language.name != "swift", let path = request.paths.first,
      let root = ProjectRoot.find(from: path), isToldOrigins(request, catalogue),
      let plan = try? AdaptationPlan(
        request, manifests: ProjectManifests(), catalogue: catalogue, language: language, root: root, relative: { $0 })
    else { return nil }
    let cache = request.cacheFolder.map { CacheFiles.cache(in: $0, root: root, key: plan.digest) }
    return Beginning(plan: plan, cache: cache)
  }

  /// A plan by which the packs of a run can be read before its project is walked, though the project may shape what is made
  /// of them; nil where the project decides which these are, and where results of an earlier run may do without.
  private static func early(
    _ request: AdaptationRequest, _ catalogue: PackCatalogue, _ language: any Language
  ) -> AdaptationPlan? {
    guard request.cacheFolder.map({ !CacheFiles.mayHold(in: $0) }) ?? true, isToldOrigins(request, catalogue) else {
      return nil
    }
    return try? AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: catalogue, language: language, relative: { $0 })
  }

  /// Whether the request says of each library that moves which release is in use.
  private static func isToldOrigins(_ request: AdaptationRequest, _ catalogue: PackCatalogue) -> Bool {
    let given = Set(request.origins.compactMap { catalogue.library(named: $0.library)?.name })
    return request.targets.allSatisfy { target in
      catalogue.library(named: target.library).map { given.contains($0.name) } ?? false
    }
  }

  private enum Errand: Sendable { case walk, rules(AdaptationPlan?), packs(AdaptationPlan?) }

  /// Walks the project, and has the packs of a plan read meanwhile. What is wrong with those is said by the one who asks
  /// for the rules.
  private static func files(
    _ request: AdaptationRequest, _ language: any Language, rulesOf plan: AdaptationPlan?,
    packsOf early: AdaptationPlan?
  ) throws -> ProjectFiles {
    let errands = [Errand.walk, early == nil ? .rules(plan) : .packs(early)]
    let found = Parallel.map(errands, in: [0, 1], jobs: request.jobs) { errand -> Result<ProjectFiles, any Error>? in
      switch errand {
      case .walk:
        return Result {
          try ProjectFiles(
            paths: request.paths, excludes: request.excludes, suffixes: language.sourceSuffixes,
            language: language.name, mayRequire: language.mayRequire)
        }
      case .rules(let plan):
        _ = try? plan?.ruleSet()
        return nil
      case .packs(let plan):
        try? plan?.prepare()
        return nil
      }
    }
    guard let files = found[0] else { preconditionFailure("the first errand is the walk") }
    return try files.get()
  }

  /// What a run gives: the report, and what is needed to look at single files again.
  package struct Outcome: Sendable {
    package var report: AdaptationReport
    fileprivate let surroundings: @Sendable () throws -> Surroundings
    fileprivate let printing: (@Sendable () -> PrintedTextWriter?)?
    /// Keeps what was found for the next run, beside all that is done with it in this one.
    fileprivate let storing: WorkerThreads.Background?

    /// Returns when what was found is kept. Letting go of the outcome waits for that, too.
    package func finishStoring() { storing?.wait() }

    /// What takes down the print of this outcome; nil where it is not to be kept.
    package func printedTextWriter() -> PrintedTextWriter? { printing?() }

    /// What the project's modules offer each other.
    var project: Surroundings { get throws { try surroundings() } }
  }

  private func adaptation() throws -> FileAdaptation {
    var adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: request.includesReview)
    adaptation.models = models.value {
      ModelPaths(adaptation.ruleSet, paths: request.paths, jobs: request.jobs).located(in: files.sources)
    }
    return adaptation
  }

  /// Looks at every file, unless all is known.
  private func look(
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> (
    reports: [FileReport], surroundings: @Sendable () throws -> Surroundings, storing: WorkerThreads.Background?
  ) {
    if let known {
      let project = Kept<Surroundings>()
      return (
        known,
        { [files, stored] in
          project.value {
            let names = ImportNames(files.sources)
            return Surroundings(files.sources.compactMap { stored.result(of: $0)?.numbered(by: names) }, names)
          }
        }, nil
      )
    }
    let scan = ProjectScan(
      adaptation: try adaptation(), jobs: request.jobs, read: ProjectFiles.reader, progress: progress,
      storesResults: cache != nil)
    let result = scan.run(files.sources, stored: stored)
    let wishes = try plan.wishes()
    let storing = cache.flatMap { cache in
      WorkerThreads.beside(jobs: request.jobs) { [files, start, request] in
        cache.store(files.sources, result.files, wishes: wishes, start: start, jobs: request.jobs)
      }
    }
    return (result.files.filter(\.report.hasContent).map(\.report), { result.project }, storing)
  }

  /// Looks at every file.
  package func execute(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) throws -> Outcome {
    var (reports, surroundings, storing) = try look(progress)
    let wishes = known == nil ? try plan.wishes() : stored.wishes
    let changed = ChangedSources(reports, of: plan.libraries)
    let scripts = reports.filter(\.holdsRequirements).map(\.path)
    let following = try FollowingChanges(
      files.knowing(scripts: scripts), plan, request, wishes: wishes, changed: changed, sources: reports,
      known: request.models.isEmpty ? LoadableModels() : try adaptation().models,
      after: { report in (try? fresh(report, surroundings))?.rewriting?.after })
    for pin in following.reports {
      if let index = reports.firstIndex(where: { $0.path == pin.path }) {
        reports[index] = try fresh(reports[index], surroundings).joined(with: pin)
      } else {
        reports.append(pin)
      }
    }
    reports = reports.filter(\.isWorthTelling).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var report = AdaptationReport(
      root: files.root, upgrades: plan.upgrades, files: reports, pinNotes: following.notes,
      problems: files.problems,
      fileCount: files.sources.count)
    report.movedModels = following.moved
    let printing = kept?.printing(changed: changed, scripts: scripts, wishes: wishes, following, start: start)
    return Outcome(report: report, surroundings: surroundings, printing: printing, storing: storing)
  }

  /// The outcome with the bytes of every change at hand: what came from the cache is looked at again.
  package func complete(_ outcome: Outcome) throws -> Outcome {
    var outcome = outcome
    for index in outcome.report.files.indices {
      outcome.report.files[index] = try fresh(outcome.report.files[index], outcome.surroundings)
    }
    return outcome
  }

  private func fresh(
    _ report: FileReport, _ surroundings: @Sendable () throws -> Surroundings
  ) throws -> FileReport {
    guard report.changes, report.rewriting == nil, let study = try study(report.path, try surroundings()) else {
      return report
    }
    return try adaptation().report(study)
  }

  /// - Parameter seesAllMembers: Whether uses of members count of which no rule can have anything to say.
  func study(
    _ path: String, _ project: Surroundings, seesAllMembers: Bool = false
  ) throws -> FileAdaptation.Study? {
    guard let file = files.sources.first(where: { $0.path == path }),
      case .success(let bytes) = ProjectFiles.reader(file)
    else { return nil }
    let place = FileAdaptation.Place(
      path: file.path, module: file.module, isPackage: file.isPackage, takenByOthers: project.taken(from: file.module))
    var adaptation = try adaptation()
    adaptation.seesAllMembers = seesAllMembers
    return adaptation.study(bytes, at: place, project: project.index)
  }

  // MARK: One file at a time

  /// A file whose findings are accepted one by one.
  package struct Session: Sendable {
    let adaptation: FileAdaptation
    let study: FileAdaptation.Study

    /// The findings that could be written, in source order.
    package var fixable: [Int] { study.findings.enumerated().filter(\.element.isFixable).map(\.offset) }

    /// The report with exactly these findings applied.
    package func report(accepting accepted: Set<Int>) -> FileReport {
      adaptation.report(study) { accepted.contains($0) }
    }

    package func finding(_ index: Int) -> ReportedFinding { report(accepting: []).findings[index] }
  }

  package func session(for path: String, outcome: Outcome) throws -> Session? {
    let adaptation = try adaptation()
    return try study(path, outcome.project).map { Session(adaptation: adaptation, study: $0) }
  }

  /// The report of one text that is no file of the project, such as standard input.
  package static func adapt(
    _ bytes: ContiguousArray<UInt8>, named name: String, request: AdaptationRequest, catalogue: PackCatalogue,
    language: any Language
  ) throws -> AdaptationReport {
    let plan = try AdaptationPlan(request, manifests: ProjectManifests(), catalogue: catalogue, language: language) {
      $0
    }
    let adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: request.includesReview)
    let report = adaptation.report(adaptation.study(bytes, at: FileAdaptation.Place(path: name)))
    return AdaptationReport(
      root: "", upgrades: plan.upgrades, files: [report], pinNotes: [], problems: [], fileCount: 1)
  }
}
