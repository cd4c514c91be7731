// Moves the requirements of a project along with its code.

import Changes
import Projects
import RuleModel
import SourceModel

/// A library whose pins move, and where to.
struct PinTarget {
  var library: Library
  var version: Version
}

/// The changes of requirement files for one run.
struct PinAdaptation {
  let files: ProjectFiles
  let isStraddling: Bool
  private(set) var reports: [FileReport] = []
  private(set) var notes: [PinNote] = []

  init(
    files: ProjectFiles, targets: [PinTarget], isStraddling: Bool, changed: ChangedSources,
    demands: () throws -> [String: PackageDemand]
  ) throws {
    self.files = files
    self.isStraddling = isStraddling
    var edits: [String: [Edit]] = [:]
    for target in targets {
      let names = DistributionNames(target.library.distributions)
      let plan = files.manifests.plan(names, to: target.version, straddle: isStraddling)
      for change in plan.changes { edits[change.pin.file, default: []].append(change.edit) }
      notes += plan.reports.filter { $0.kind != .unchanged }.map { report in
        PinNote(path: files.relative(report.file), line: report.line, message: report.message)
      }
      notes += companionNotes(target)
      if !isStraddling { notes += pythonNotes(target) }
      let moved = Set(plan.changes.map(\.pin).filter { $0.channel == .swiftpm }.map(\.file))
      if !moved.isEmpty, !isStraddling, let demand = try demands()[target.library.name] {
        for file in moved.sorted() { edits[file, default: []] += meet(demand, of: target.library, in: file) }
      }
      if !moved.isEmpty { notes += xcodeNotes(target) }
      // What comes with the system is required by the platforms alone, of the packages whose code moves.
      if !isStraddling, let sources = changed.bySystemLibrary[target.library.name],
        let demand = try demands()[target.library.name]
      {
        for file in packages(of: sources) {
          edits[file, default: []] += meet(demand, of: target.library, in: file)
        }
      }
      if !isStraddling {
        let pins = CMakePins(
          names: target.library.distributions["cmake"] ?? [], version: target.version.description)
        for file in files.cmakeFiles {
          guard let bytes = try? readFile(file) else { continue }
          edits[file, default: []] += pins.edits(in: bytes)
        }
      }
    }
    for (file, edits) in edits.sorted(by: { $0.key < $1.key }) { change(file, edits) }
  }

  /// The manifests of the packages that these sources are part of: of those around each, the nearest.
  private func packages(of sources: [String]) -> [String] {
    var byFolder: [String: [String]] = [:]
    for file in files.manifests.swiftPackages {
      byFolder[Self.folder(of: files.relative(file)), default: []].append(file)
    }
    var found: Set<String> = []
    for source in sources {
      var folder = Self.folder(of: source)
      while byFolder[folder] == nil, !folder.isEmpty { folder = Self.folder(of: folder) }
      found.formUnion(byFolder[folder] ?? [])
    }
    return found.sorted()
  }

  private static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  /// Products, platforms and the tools version of a Package.swift.
  private mutating func meet(_ demand: PackageDemand, of library: Library, in file: String) -> [Edit] {
    guard let bytes = try? readFile(file) else { return [] }
    let manifest = PackageManifest(bytes)
    let missing = manifest.unnamedPlatforms(demand)
    if missing.count == demand.platforms.count, !missing.isEmpty {
      let wanted = missing.map { "\($0) \(demand.platforms[$0] ?? "")" }.joined(separator: ", ")
      notes.append(
        PinNote(
          path: files.relative(file), line: 1,
          message: "\(library.title) needs \(wanted); say so with `platforms:` if the package is built there."))
    }
    return manifest.edits(demand, package: library.distributions["swiftpm"] ?? [])
  }

  /// Xcode keeps requirements in files of its own.
  private func xcodeNotes(_ target: PinTarget) -> [PinNote] {
    XcodeProjects.names(in: files.root).map { name in
      PinNote(
        path: name, line: 1,
        message: "It may require \(target.library.title) itself: move the rule there to \(target.version), then "
          + "`xcodebuild -resolvePackageDependencies` writes what it resolved anew.")
    }
  }

  /// Libraries built against this one, whose own pins may not fit any more.
  private func companionNotes(_ target: PinTarget) -> [PinNote] {
    let names = DistributionNames(pip: target.library.companions)
    return files.manifests.pins(of: names).map { pin in
      PinNote(
        path: files.relative(pin.file), line: pin.line,
        message: "\([pin.distribution, pin.specifier].filter { !$0.isEmpty }.joined(separator: " ")) must be a version "
          + "built for \(target.library.name) \(target.version); check it and move it along.")
    }
  }

  /// Pythons that the project takes or is built on and that the release has no wheels for.
  private func pythonNotes(_ target: PinTarget) -> [PinNote] {
    guard let release = Release(target.version.description), let pythons = target.library.pythons(of: release) else {
      return []
    }
    let oldest = pythons.range.lowerBound
    let name = "\(target.library.name) \(release)"
    var notes: [PinNote] = []
    for pin in files.manifests.pins(of: DistributionNames(pip: ["python"], conda: ["python"])) {
      guard let least = pin.constraint?.lowerBound, let text = Release(least.description), text < oldest else {
        continue
      }
      notes.append(
        PinNote(
          path: files.relative(pin.file), line: pin.line,
          message: "Python \(pin.specifier) lets in \(text); \(name) needs Python \(oldest) or later."))
    }
    // Of releases that are not listed only the oldest Python is known.
    let isListed = release.parts.prefix(2) == pythons.since.parts.prefix(2)
    let newest = isListed ? pythons.range.upperBound : Release("99") ?? pythons.range.upperBound
    let requirement = RulePack.Requirement(least: release, tried: release, language: oldest...newest)
    for manifest in files.manifests.manifests where manifest.kind == .dockerfile {
      guard let bytes = try? readFile(manifest.file) else { continue }
      let images = BaseImages(bytes, requirement, library: target.library.name, old: "", movesImages: false)
      notes += images.notes.map { PinNote(path: files.relative(manifest.file), line: $0.line, message: $0.message) }
    }
    return notes
  }

  private mutating func change(_ file: String, _ edits: [Edit]) {
    var report = FileReport(path: files.relative(file))
    do {
      let before = try readFile(file)
      let merged = MergedEdits(edits.map { EditGroup([$0]) }, into: before)
      guard merged.bytes != before else { return }
      report = report.rewritten(before, merged.bytes)
    } catch {
      report.problems = [error.message]
    }
    reports.append(report)
  }
}

extension FileReport {
  /// Joins the changes of two reports on one file (`setup.py` is code and requirements both).
  func joined(with other: FileReport) -> FileReport {
    var joined = self
    joined.findings += other.findings
    joined.ledger.add(other.ledger)
    joined.problems += other.problems
    guard let its = other.rewriting else { return joined }
    guard let mine = rewriting else { return joined.rewritten(its.before, its.after) }
    guard let both = Self.splice(mine, its) else {
      joined.problems.append("\(path): its requirement stands on a line that changes otherwise; move it by hand")
      return joined
    }
    return joined.rewritten(mine.before, both)
  }

  func rewritten(_ before: ContiguousArray<UInt8>, _ after: ContiguousArray<UInt8>) -> FileReport {
    var report = self
    let difference = FileDifference(path: path, from: before, to: after)
    report.diff = difference.unified()
    report.insertedLines = difference.insertedLineCount
    report.deletedLines = difference.deletedLineCount
    report.rewriting = Rewriting(before: before, after: after)
    return report
  }

  /// The same bytes with the changed lines of both; nil where they change the same lines.
  private static func splice(_ first: Rewriting, _ second: Rewriting) -> ContiguousArray<UInt8>? {
    var hunks: [(old: Range<Int>, new: ArraySlice<UInt8>)] = []
    for rewriting in [first, second] {
      let old = LineTable(rewriting.before)
      let new = LineTable(rewriting.after)
      for change in FileDifference(path: "", from: rewriting.before, to: rewriting.after).changes {
        hunks.append((old.bytes(ofLines: change.old), ArraySlice(rewriting.after[new.bytes(ofLines: change.new)])))
      }
    }
    hunks.sort { $0.old.lowerBound < $1.old.lowerBound }
    var result: ContiguousArray<UInt8> = []
    var offset = 0
    for hunk in hunks {
      guard hunk.old.lowerBound >= offset else { return nil }
      result += first.before[offset..<hunk.old.lowerBound]
      result += hunk.new
      offset = hunk.old.upperBound
    }
    return result + first.before[offset...]
  }
}

extension LineTable {
  /// The bytes of a range of lines counted from 0.
  fileprivate func bytes(ofLines lines: Range<Int>) -> Range<Int> {
    offset(lines.lowerBound)..<offset(lines.upperBound)
  }

  private func offset(_ line: Int) -> Int { line < starts.count ? Int(starts[line]) : byteCount }
}
