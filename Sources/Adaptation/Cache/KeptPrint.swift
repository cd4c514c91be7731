// Whether what an earlier run printed is what this one would print.

import SourceModel

/// One run's place for its print, and all that the print depends on.
struct KeptPrint: Sendable {
  private let request: AdaptationRequest
  private let files: ProjectFiles
  private let plan: AdaptationPlan
  private let folder: String
  private let path: String
  /// Where the results of single files are kept; they are of use as long as the print is.
  private let results: String

  /// Nil where nothing is to be kept, and where what follows the code depends on what becomes of single sources.
  init?(_ request: AdaptationRequest, _ files: ProjectFiles, _ plan: AdaptationPlan) {
    guard let folder = request.cacheFolder, let printing = request.printing, request.models.isEmpty,
      SwapAdaptation.needsNoSources(plan.requirementSwaps(ManifestWishes()), files.manifests)
    else { return nil }
    var key = ContentHash()
    key.add(plan.digest)
    key.add(printing)
    for path in request.paths { key.add(path) }
    (self.request, self.files, self.plan, self.folder) = (request, files, plan, folder)
    path = CacheFiles.path(in: folder, root: files.root, key: key.value)
    results = CacheFiles.path(in: folder, root: files.root, key: plan.digest)
  }

  /// The print of an earlier run, if this one would print the same.
  func printed() throws -> PrintedText? {
    guard let text = PrintedText(path: path), text.heading.state == state else { return nil }
    let heading = text.heading
    let following = try FollowingChanges(
      files.knowing(scripts: heading.scripts), plan, request, wishes: heading.wishes, changed: heading.changed)
    guard heading.rest == rest(following) else { return nil }
    CacheEviction.noteUse(of: path)
    CacheEviction.noteUse(of: results)
    return text
  }

  /// What takes down the print of this run, made when printing begins; nil where a source was changed so shortly before
  /// the run that its stamp does not tell its state.
  func printing(
    changed: ChangedSources, scripts: [String], wishes: ManifestWishes, _ following: FollowingChanges, start: Int64
  ) -> (@Sendable () -> PrintedTextWriter?)? {
    guard !files.sources.contains(where: { $0.stamp.isYoung(at: start) }) else { return nil }
    let heading = PrintedHeading(
      state: state, changed: changed, scripts: scripts, wishes: wishes, rest: rest(following))
    return { [path, folder] in PrintedTextWriter(path: path, folder: folder, heading: heading) }
  }

  /// A digest of rules, options, and the stamps of all sources.
  private var state: UInt64 {
    var bytes = ByteWriter()
    bytes.write(files.root)
    for file in files.sources {
      bytes.write(file.path)
      file.stamp.write(to: &bytes, isDoubted: false)
    }
    var hash = ContentHash()
    hash.add(plan.digest)
    hash.add(bytes.bytes)
    return hash.value
  }

  /// A digest of all that is printed and does not come from sources.
  private func rest(_ following: FollowingChanges) -> UInt64 {
    var hash = ContentHash()
    for upgrade in plan.upgrades { hash.add("\(upgrade)") }
    for problem in files.problems { hash.add(problem) }
    for note in following.notes { hash.add("\(note.path):\(note.line): \(note.message)") }
    for report in following.reports {
      hash.add(report.path)
      hash.add(report.diff)
      for problem in report.problems { hash.add(problem) }
    }
    return hash.value
  }
}
