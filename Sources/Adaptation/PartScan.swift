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
  /// The modules of libraries, one of which a file imports that uses a library by itself.
  private let roots: SharedNames
  private let room = TreeRoom()
  private var parts: [FilePart] = []
  /// Names that came to mean something else since open files said what they declare.
  private var changed = ChangedNames()
  /// What surrounds the files as they are, if that was put together: it costs more than a look at a hundred files.
  private var latest: Surroundings?
  /// What surrounded them when it was put together last.
  private var before = Surroundings.none
  /// What is needed of files that mention no library, as it was found last.
  private var needs = DeclarationNeeds.none

  private var adaptation: FileAdaptation { scan.adaptation }

  init(_ scan: ProjectScan, _ files: [SourceFile], _ stored: StoredResults) {
    self.scan = scan
    self.files = files
    self.stored = stored
    order = files.indices.sorted { files[$0].stamp.size > files[$1].stamp.size }
    names = ImportNames(files)
    roots = SharedNames(NameSet(scan.adaptation.ruleSet.roots))
  }

  mutating func run() -> ProjectScan.Result {
    read()
    findDeclarations()
    let project = surroundings()
    let (results, last) = following(looked(project), project)
    guard scan.storesResults else { return ProjectScan.Result(files: results, project: last, parts: parts) }
    // What a file was told of its project stands for all that it could have been told: what is new since does not
    // concern it, or it would have been looked at again.
    let leads = LibraryLeads(last, ruleSet: adaptation.ruleSet, jobs: scan.jobs)
    let all = Parallel.map(Array(files.indices), in: Array(files.indices), jobs: scan.jobs) { [self] number in
      let (file, result) = (files[number], results[number])
      let found = leads.of(result.importNumbers, in: file.module)
      return result.with(interfaceDigest: digest(of: found, for: result, in: file.module, last))
    }
    return ProjectScan.Result(files: all, project: last, parts: parts)
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
    // Each was read as if it were alone.
    let length = max(512, parts.count / (4 * scan.jobs))
    let stretches = stride(from: 0, to: parts.count, by: length).map { $0..<min($0 + length, parts.count) }
    let found = Parallel.map(stretches, in: Array(stretches.indices), jobs: scan.jobs) { [parts] stretch in
      parts[stretch].reduce(into: ChangedNames()) { $0.add($1.result.exports, otherThan: nil) }
    }
    for names in found { changed.formUnion(names) }
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
      if let imports = otherImports(of: bytes, file) {
        // What is no text at all, UTF-16 included, shows it at once.
        if bytes.holdsNUL(inFirst: 1024) { return FilePart(closed: scan.notText(file)) }
        let result = FileResult(
          report: FileReport(path: file.path), exports: nil, projectImports: imports, interfaceDigest: 0,
          isParsed: false)
        return FilePart(closed: result.numbered(by: names))
      }
      return open(file, bytes, Surroundings.none)
    }
  }

  /// What a file imports that cannot use a library by itself; nil of others.
  private func otherImports(of bytes: ContiguousArray<UInt8>, _ file: SourceFile) -> [String]? {
    adaptation.ruleSet.language.quickImports(
      of: bytes, module: file.module, isPackage: file.isPackage, unlessOf: roots)
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
    let isKept = room.takes(parsed)
    // What it needs is asked of files that are kept once all have said what they declare; of a file that is read for what
    // it declares alone, nothing else is to be known.
    let needs = part != nil || isKept ? .none : reading.facts.projectNeeds
    let result = FileResult(
      report: FileReport(path: file.path), exports: exports.leadsAnywhere ? exports : nil,
      projectImports: reading.facts.projectImports, interfaceDigest: 0, isParsed: true, needs: needs)
    return FilePart(result.numbered(by: names), isKept ? reading : nil, asked, isDeclarationsOnly: part != nil)
  }

  // MARK: Declarations

  /// Finds what every file that may matter declares, as far as others' declarations show it.
  private mutating func findDeclarations() {
    for _ in 0..<ProjectScan.longestHandOver {
      settleDeclarations()
      guard openMore(surroundings()) else { return }
    }
  }

  /// Has open files say again what they declare, until none says anything else: first all, then those that asked for a
  /// name which came to mean something else.
  private mutating func settleDeclarations() {
    for _ in 0..<ProjectScan.longestHandOver {
      if changed.isEmpty { return }
      let project = surroundings()
      let before = parts
      parts = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self, changed] number in
        let part = before[number]
        guard let asked = part.asked, asked.areAmong(changed) else { return part }
        return declaredAgain(part, files[number], project)
      }
      noteChanges(since: before)
    }
  }

  private mutating func noteChanges(since before: [FilePart]) {
    let isMoreOpen = zip(before, parts).contains { !$0.isOpen && $1.isOpen }
    var found = ChangedNames()
    for (old, new) in zip(before, parts) where old.result.declarations !== new.result.declarations {
      found.add(new.result.exports, otherThan: old.result.exports)
    }
    if isMoreOpen || !found.isEmpty { latest = nil }
    changed = found
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
    let result = isSame ? part.result : part.result.with(exports: exports.leadsAnywhere ? exports : nil)
    return FilePart(result, reading, asked, isDeclarationsOnly: part.isDeclarationsOnly)
  }

  /// Asks files that are kept what they would have to know of their project, those that were not asked since they said
  /// what they declare.
  private mutating func findNeeds() {
    parts = Parallel.map(parts, in: order, jobs: scan.jobs) { part in
      guard part.isOpen, !part.isDeclarationsOnly, !part.hasNeeds, let reading = part.takeReading() else { return part }
      return FilePart(part, reading, needs: reading.facts.projectNeeds)
    }
  }

  /// Opens files that take something from others which they did not take, or not as it is now; says whether there were any.
  private mutating func openMore(_ project: Surroundings) -> Bool {
    guard !project.isEmpty else { return false }
    findNeeds()
    let leads = LibraryLeads(project, ruleSet: adaptation.ruleSet, jobs: scan.jobs)
    needs = DeclarationNeeds(
      project, parts.map(\.result), files, names, adaptation.ruleSet.source, jobs: scan.jobs)
    let before = parts
    parts = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self] number in
      opened(before[number], files[number], project, leads)
    }
    noteChanges(since: before)
    return zip(before, parts).contains { !$0.isOpen && $1.isOpen }
  }

  /// A digest of all that a file may take from its project; of one that was not read, of what would have it read as well.
  private func digest(
    of found: LibraryLeads.Lead, for result: FileResult, in module: String, _ project: Surroundings
  ) -> UInt64 {
    let digest = found.digest(takenByOthers: project.taken(from: module))
    if result.isParsed || found.isEmpty { return digest }
    return digest &+ needs.digest(importing: result.importNumbers, in: module)
  }

  private func opened(
    _ part: FilePart, _ file: SourceFile, _ project: Surroundings, _ leads: LibraryLeads
  ) -> FilePart {
    guard !part.isOpen, !part.result.importNumbers.isEmpty else { return part }
    // What a library's own sources declare, its surface tells to all that import it.
    guard part.result.isParsed || !adaptation.ruleSet.source.provides(file.module) else { return part }
    let found = leads.of(part.result.importNumbers, in: file.module)
    let digest = digest(of: found, for: part.result, in: file.module, project)
    guard digest != part.result.interfaceDigest else { return part }
    let unopened = FilePart(closed: part.result.with(interfaceDigest: digest))
    guard part.result.isParsed || !found.isEmpty, case .success(let bytes) = scan.read(file) else { return unopened }
    let isWanted = part.result.isParsed || found.isDirect
    guard isWanted || needs.concern(bytes, importing: part.result.importNumbers, in: file.module) else {
      return unopened
    }
    // What was looked at in an earlier run may use a library, and is then wanted whole.
    let isUser = part.result.isParsed && otherImports(of: bytes, file) == nil
    return open(file, bytes, project, mayBePart: !isUser)
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
      interfaceDigest: known.interfaceDigest, isParsed: true, needs: known.needs,
      declaringAs: known.isParsed ? known : nil
    ).numbered(by: names)
  }

  /// Follows functions that come to wait or fail up through the files that call them: those that name one which came to
  /// do so, or to do otherwise, are looked at again, until no more do.
  private mutating func following(
    _ first: [FileResult], _ project: Surroundings
  ) -> (results: [FileResult], project: Surroundings) {
    var (results, known) = (first, project)
    for _ in 0..<ProjectScan.longestHandOver {
      var next = Surroundings(results, names, jobs: scan.jobs, after: known)
      let callees = ChangedCallees(from: known.index, to: next.index)
      if callees.isEmpty { return (results, next) }
      // On what values such functions are called, and what overrides them, any file may say that sees their modules.
      let isMoreKnown = openMore(next)
      if isMoreKnown {
        settleDeclarations()
        results = zip(results, parts).map { $0.declaring($1.result) }
        next = Surroundings(results, names, jobs: scan.jobs, after: next)
      }
      let before = results
      results = Parallel.map(Array(files.indices), in: order, jobs: scan.jobs) { [self, next] number in
        if isMoreKnown, before[number].tellsOfWaiting { return look(files[number], before[number], nil, next) }
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

extension FileResult {
  /// The result with what its file declares by now; that of a file which was not read until now is taken whole.
  fileprivate func declaring(_ latest: FileResult) -> FileResult {
    guard latest.declarations !== declarations else { return self }
    guard isParsed else { return latest }
    var exports = latest.exports
    exports?.waiting = self.exports?.waiting ?? [:]
    return with(exports: exports ?? self.exports)
  }
}
