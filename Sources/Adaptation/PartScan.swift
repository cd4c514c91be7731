// Looks at the files of a language whose modules are made of several.

import RuleEngine
import Semantics
import SourceModel

/// One scan, from the reading of files to their results.
///
/// What all files declare is found before any is held against the rules, so that each is held against them once.
struct PartScan {
  private let scan: ProjectScan
  private let files: [SourceFile]
  private let stored: StoredResults
  /// Longest files first.
  private let order: [Int]
  private let names: ImportNames
  private let prefilter: Prefilter
  private let room = TreeRoom()
  private var parts: [FilePart] = []
  /// Digests of names that came to mean something else since open files said what they declare; nil for all names.
  private var changed: Set<Int>?
  /// What surrounds the files as they are, if that was put together: it costs more than a look at a hundred files.
  private var latest: Surroundings?
  /// What surrounded them when it was put together last.
  private var before = Surroundings.none

  private var adaptation: FileAdaptation { scan.adaptation }

  init(_ scan: ProjectScan, _ files: [SourceFile], _ stored: StoredResults) {
    self.scan = scan
    self.files = files
    self.stored = stored
    order = files.indices.sorted { files[$0].stamp.size > files[$1].stamp.size }
    names = ImportNames(files)
    prefilter = Prefilter(scan.adaptation.ruleSet.roots)
  }

  mutating func run() -> ProjectScan.Result {
    read()
    findDeclarations()
    let project = surroundings()
    let (results, last) = following(looked(project), project)
    // What a file was told of its project stands for all that it could have been told: what is new since does not
    // concern it, or it would have been looked at again.
    let leads = LibraryLeads(last, ruleSet: adaptation.ruleSet, jobs: scan.jobs)
    let all = zip(files, results).map { file, result in
      result.with(interfaceDigest: leads.digest(of: result, in: file.module, last))
    }
    return ProjectScan.Result(files: all, project: last)
  }

  private mutating func surroundings() -> Surroundings {
    if let latest { return latest }
    let made = Surroundings(parts.map(\.result), names, jobs: scan.jobs, after: before)
    (latest, before) = (made, made)
    return made
  }

  // MARK: Reading

  private mutating func read() {
    let numbers = Array(files.indices)
    parts = Parallel.map(
      numbers, in: ProjectScan.firstOrder(order), jobs: scan.jobs, progress: scan.progress
    ) { [self] number in
      if let known = stored.result(of: files[number]) { return FilePart(closed: withoutWaiting(known)) }
      return read(files[number])
    }
  }

  /// Who waits for whom is found anew in every run: taken over, it would stand for ever.
  private func withoutWaiting(_ result: FileResult) -> FileResult {
    guard var exports = result.exports, !exports.waiting.isEmpty else { return result.numbered(by: names) }
    exports.waiting = [:]
    return result.with(exports: exports).numbered(by: names)
  }

  private func read(_ file: SourceFile) -> FilePart {
    switch scan.read(file) {
    case .failure(let problem): return FilePart(closed: scan.failed(file, problem))
    case .success(let bytes):
      guard prefilter.admits(bytes) else {
        // What is no text at all, UTF-16 included, shows it at once.
        if bytes.holdsNUL(inFirst: 1024) { return FilePart(closed: scan.notText(file)) }
        let imports = adaptation.ruleSet.language.quickImports(
          of: bytes, module: file.module, isPackage: file.isPackage)
        let result = FileResult(
          report: FileReport(path: file.path), exports: nil, projectImports: imports, interfaceDigest: 0,
          isParsed: false)
        return FilePart(closed: result.numbered(by: names))
      }
      return open(file, bytes, Surroundings.none)
    }
  }

  /// Parses a file for what it declares.
  ///
  /// - Parameter mayBePart: Whether a text is enough that declares the same: whether there is more to the file is seen once
  ///   it is known what all declare.
  private func open(
    _ file: SourceFile, _ bytes: ContiguousArray<UInt8>, _ project: Surroundings, mayBePart: Bool = false
  ) -> FilePart {
    guard !scan.isBinary(bytes) else { return FilePart(closed: scan.notText(file)) }
    let place = scan.place(of: file, project)
    let asked = AskedNames()
    let part = mayBePart ? adaptation.ruleSet.language.declarationText(of: bytes) : nil
    let parsed = adaptation.ruleSet.language.parse(part ?? bytes, at: place.path)
    let reading = adaptation.reading(parsed, at: place, project: project.index, asked: asked)
    let exports = reading.facts.exports
    let result = FileResult(
      report: FileReport(path: file.path), exports: exports.leadsAnywhere ? exports : nil,
      projectImports: reading.facts.projectImports, interfaceDigest: 0, isParsed: true)
    return FilePart(
      result.numbered(by: names), room.takes(parsed) ? reading : nil, asked, isDeclarationsOnly: part != nil)
  }

  // MARK: Declarations

  /// Finds what every file that may matter declares, as far as others' declarations show it.
  private mutating func findDeclarations() {
    for _ in 0..<ProjectScan.longestHandOver {
      settleDeclarations()
      guard openMore() else { return }
    }
  }

  /// Has open files say again what they declare, until none says anything else: first all, then those that asked for a
  /// name which came to mean something else.
  private mutating func settleDeclarations() {
    guard parts.contains(where: \.isOpen) else { return }
    for _ in 0..<ProjectScan.longestHandOver {
      if let changed, changed.isEmpty { return }
      let project = surroundings()
      let before = parts
      parts = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self, changed] number in
        let part = before[number]
        guard let asked = part.asked, changed.map({ asked.areAmong($0) }) ?? true else { return part }
        return declaredAgain(part, files[number], project)
      }
      noteChanges(since: before)
    }
  }

  private mutating func noteChanges(since before: [FilePart]) {
    let isMoreOpen = zip(before, parts).contains { !$0.isOpen && $1.isOpen }
    let found = zip(before, parts).reduce(into: Set<Int>()) { found, pair in
      guard pair.0.result.declarations !== pair.1.result.declarations else { return }
      found.formUnion(Self.digestsOfNames(pair.1.result.exports, otherThan: pair.0.result.exports))
    }
    if isMoreOpen || !found.isEmpty { latest = nil }
    changed = found
  }

  private static func digestsOfNames(_ exports: ModuleExports?, otherThan earlier: ModuleExports?) -> Set<Int> {
    guard let exports else { return earlier?.digestsOfNames(otherThan: nil) ?? [] }
    return exports.digestsOfNames(otherThan: earlier)
  }

  private func declaredAgain(_ part: FilePart, _ file: SourceFile, _ project: Surroundings) -> FilePart {
    guard let earlier = part.takeReading() else {
      guard case .success(let bytes) = scan.read(file) else { return part }
      return open(file, bytes, project, mayBePart: part.isDeclarationsOnly)
    }
    let asked = AskedNames()
    let reading = adaptation.reading(earlier, project: project.index, asked: asked)
    let exports = reading.facts.exports
    // Most say the same again, and then nothing has to be put together anew.
    let isSame = exports == part.result.exports
    return FilePart(
      isSame ? part.result : part.result.with(exports: exports.leadsAnywhere ? exports : nil), reading, asked,
      isDeclarationsOnly: part.isDeclarationsOnly)
  }

  /// Opens files that take something from others which they did not take, or not as it is now; says whether there were any.
  private mutating func openMore() -> Bool {
    let project = surroundings()
    guard !project.isEmpty else { return false }
    let leads = LibraryLeads(project, ruleSet: adaptation.ruleSet, jobs: scan.jobs)
    let before = parts
    parts = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self] number in
      opened(before[number], files[number], project, leads)
    }
    noteChanges(since: before)
    return zip(before, parts).contains { !$0.isOpen && $1.isOpen }
  }

  private func opened(
    _ part: FilePart, _ file: SourceFile, _ project: Surroundings, _ leads: LibraryLeads
  ) -> FilePart {
    guard !part.isOpen, !part.result.importNumbers.isEmpty else { return part }
    let found = leads.of(part.result.importNumbers, in: file.module)
    let digest = found.digest(takenByOthers: project.taken(from: file.module))
    guard digest != part.result.interfaceDigest else { return part }
    let unopened = FilePart(closed: part.result.with(interfaceDigest: digest))
    guard part.result.isParsed || !found.isEmpty, case .success(let bytes) = scan.read(file) else { return unopened }
    guard part.result.isParsed || found.isDirect || found.members.isMentioned(in: bytes) else { return unopened }
    // What was looked at in an earlier run may mention a library, and is then wanted whole.
    return open(file, bytes, project, mayBePart: !(part.result.isParsed && prefilter.admits(bytes)))
  }

  // MARK: Rules

  /// Holds every open file against the rules.
  private func looked(_ project: Surroundings) -> [FileResult] {
    let mentions = LibraryMentions(project.index, adaptation.ruleSet.source, jobs: scan.jobs)
    return Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self] number in
      let part = parts[number]
      guard part.isOpen else { return part.result }
      guard part.isDeclarationsOnly else { return look(files[number], part.result, part.takeReading(), project) }
      let wanted = mentions.words(for: part.result.projectImports, in: files[number].module)
      guard !wanted.isEmpty, case .success(let bytes) = scan.read(files[number]), wanted.areWords(of: bytes) else {
        return part.result
      }
      return look(files[number], part.result, nil, project)
    }
  }

  private func look(
    _ file: SourceFile, _ known: FileResult, _ kept: FileAdaptation.Reading?, _ project: Surroundings
  ) -> FileResult {
    let reading: FileAdaptation.Reading
    if let kept {
      reading = adaptation.reading(kept, project: project.index)
    } else {
      guard case .success(let bytes) = scan.read(file) else { return known }
      reading = adaptation.reading(bytes, at: scan.place(of: file, project), project: project.index)
    }
    let study = adaptation.study(reading)
    var exports = known.exports ?? ModuleExports(module: file.module, isPart: true)
    if !known.isParsed { exports = study.facts.exports }
    exports.waiting = study.waiting
    return FileResult(
      report: adaptation.report(study), exports: exports.leadsAnywhere ? exports : nil,
      projectImports: known.isParsed ? known.projectImports : study.facts.projectImports,
      interfaceDigest: known.interfaceDigest, isParsed: true, declaringAs: known.isParsed ? known : nil
    ).numbered(by: names)
  }

  /// Follows functions that come to wait or fail up through the files that call them: those that name one which came to
  /// do so, or to do otherwise, are looked at again, until no more do.
  private func following(
    _ first: [FileResult], _ project: Surroundings
  ) -> (results: [FileResult], project: Surroundings) {
    var (results, known) = (first, project)
    for _ in 0..<ProjectScan.longestHandOver {
      let next = Surroundings(results, names, jobs: scan.jobs, after: known)
      let callees = ChangedCallees(from: known.index, to: next.index)
      if callees.isEmpty { return (results, next) }
      let before = results
      results = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self] number in
        let wanted = callees.seen(from: before[number].projectImports)
        guard !wanted.isEmpty, case .success(let bytes) = scan.read(files[number]), wanted.isMentioned(in: bytes) else {
          return before[number]
        }
        return look(files[number], before[number], nil, next)
      }
      known = next
    }
    return (results, Surroundings(results, names, jobs: scan.jobs, after: known))
  }
}

extension LibraryLeads {
  /// What a file is stored with: a digest of all that the project has to do with it.
  fileprivate func digest(of result: FileResult, in module: String, _ project: Surroundings) -> UInt64 {
    of(result.importNumbers, in: module).digest(takenByOthers: project.taken(from: module))
  }
}
