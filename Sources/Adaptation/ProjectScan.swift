// Looks at every file of a project once, and once more at those that use the library through another module.

package import RuleEngine
package import Semantics
package import SourceModel
import Synchronization

/// A scan of many files by one set of rules.
struct ProjectScan: Sendable {
  var adaptation: FileAdaptation
  var jobs: Int
  var read: FileReader
  /// Called now and then with the number of files done, from any thread.
  var progress: @Sendable (_ done: Int, _ total: Int) -> Void
  /// Whether results are stored for later runs, which have to tell whether they still stand.
  var storesResults = true

  private var language: any Language { adaptation.ruleSet.language }

  /// What a scan gives.
  struct Result: Sendable {
    /// One for each file, in the order of the files.
    var files: [FileResult]
    /// What the project's modules offer each other and take.
    var project: Surroundings
    /// What was read on the way; it goes with the result, and not before there is one.
    var parts: [FilePart] = []
  }

  /// Looks at all files, except for what is known of them already.
  func run(_ files: [SourceFile], stored: StoredResults) -> Result {
    if language.readsFilesTogether { return runTogether(files) }
    guard language.modulesHaveParts else { return runApart(files, stored: stored) }
    var parts = PartScan(self, files, stored)
    return parts.run()
  }

  private func runApart(_ files: [SourceFile], stored: StoredResults) -> Result {
    let prefilter = Prefilter(adaptation.ruleSet.roots)
    let numbers = Array(files.indices)
    let order = numbers.sorted { files[$0].stamp.size > files[$1].stamp.size }
    let (handedOn, names) = (HandedOnNames(), ImportNames(files))
    let firstOrder = Self.sharedFirst(Self.firstOrder(order), files)
    var results = Parallel.map(numbers, in: firstOrder, jobs: jobs, progress: progress) { number in
      (stored.result(of: files[number]) ?? firstLook(files[number], prefilter, handedOn)).numbered(by: names)
    }
    var project = Surroundings(results, names)
    // A file in which the library is not mentioned offers what it takes from others only once it was looked at: those
    // that take it from there are looked at in another round.
    for _ in 0..<Self.longestHandOver {
      guard !project.isEmpty else { break }
      let leads = LibraryLeads(project, ruleSet: adaptation.ruleSet, jobs: jobs)
      let (before, surroundings) = (results, project)
      results = Parallel.map(numbers, in: order, jobs: jobs) { number in
        let result = secondLook(files[number], before[number], surroundings, leads)
        return result === before[number] ? result : result.numbered(by: names)
      }
      let movesModels = !adaptation.ruleSet.models.isEmpty
      guard zip(before, results).contains(where: { $1.tellsMore(than: $0, ofModels: movesModels) }) else { break }
      project = Surroundings(results, names)
    }
    return Result(files: results, project: project)
  }

  /// Small files first: what hands a library on is seldom long, and long files are worth most to be looked at once. Some
  /// that are neither are kept for the end, where each thread finds something to do until all are done.
  static func firstOrder(_ longestFirst: [Int]) -> [Int] {
    let order = Array(longestFirst.reversed())
    let (first, last) = (order.count * 60 / 100, order.count * 75 / 100)
    return Array(order[..<first] + order[last...] + order[first..<last])
  }

  /// Before all others the files whose names say that much of the project imports them: the sooner it is seen that they
  /// hand a library on, the fewer files are held against the rules twice.
  static func sharedFirst(_ order: [Int], _ files: [SourceFile]) -> [Int] {
    let isShared = files.map { $0.isPackage || hasSharedName($0.module) }
    return order.filter { isShared[$0] } + order.filter { !isShared[$0] }
  }

  private static func hasSharedName(_ module: String) -> Bool {
    var module = module
    return module.withUTF8 { bytes in
      let start = bytes.lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? 0
      return bytes[start...].split(separator: UInt8(ascii: "_")).contains { word in
        sharedNames.find(UnsafeBufferPointer(rebasing: word)) != NameSet.absent
      }
    }
  }

  private static let sharedNames: NameSet = [
    "common", "compat", "compatibility", "fixes", "helpers", "shared", "testing", "types", "typing", "util", "utils",
  ]

  /// Through how many modules that never mention it the library is followed, and how far up callers come to wait.
  static let longestHandOver = 12

  // MARK: Files that are read together

  /// First what each file would become by itself, then each held against what the others become; again where that takes
  /// changes back.
  private func runTogether(_ files: [SourceFile]) -> Result {
    let prefilter = Prefilter(adaptation.ruleSet.roots)
    let order = files.indices.sorted { files[$0].stamp.size > files[$1].stamp.size }
    let leads = leads(among: files, prefilter, in: order)
    prepare(files.filter { leads.contains($0.path) })
    var unchecked = self
    unchecked.adaptation.others = nil
    let studies = Mutex<[String: FileAdaptation.Study]>([:])
    let look: @Sendable (SourceFile) -> FileResult = { [unchecked] file in
      let isLed = leads.contains(file.path)
      return unchecked.firstLook(file, prefilter, isLed: isLed) { study, report in
        if report.rewriting != nil { studies.withLock { $0[file.path] = study } }
      }
    }
    let alone = Parallel.map(files, in: order, jobs: jobs, progress: progress) { look($0) }
    let first = Parallel.map(Array(zip(files, alone)), in: order, jobs: jobs) { [language] file, result in
      result.isParsed && language.isToldOfByOthers(file.path) ? look(file) : result
    }
    let changing = studies.withLock { $0 }
    var results = first
    var wanted = Self.rewritten(first)
    for _ in 0..<Self.longestReckoning where !wanted.isEmpty {
      var checked = adaptation
      checked.others = wanted
      let round = Parallel.map(Array(zip(files, first)), in: order, jobs: jobs) { [checked] file, result in
        guard let study = changing[file.path] else { return result }
        return result.with(checked.report(study))
      }
      results = round
      let become = Self.rewritten(round)
      if become == wanted { break }
      wanted = become
    }
    let names = ImportNames(files)
    return Result(files: results, project: Surroundings(results.map { $0.numbered(by: names) }, names))
  }

  private func leads(among files: [SourceFile], _ prefilter: Prefilter, in order: [Int]) -> Set<String> {
    let looks = Parallel.map(files, in: order, jobs: jobs) { [read, language] file in
      guard case .success(let bytes) = read(file) else { return IncludeLeads.Look(mentions: false, included: []) }
      return IncludeLeads.Look(mentions: prefilter.admits(bytes), included: language.inclusions(in: bytes))
    }
    return IncludeLeads(zip(files.map(\.path), looks).map { ($0, $1) }).paths
  }

  private func prepare(_ files: [SourceFile]) {
    let admitted = files.prefix(Self.mostPrepared).compactMap {
      file -> (path: String, bytes: ContiguousArray<UInt8>)? in
      guard case .success(let bytes) = read(file) else { return nil }
      return (file.path, bytes)
    }
    language.prepare(toParse: admitted)
  }

  /// Of more files than this, the first tell what they have in common.
  private static let mostPrepared = 1000

  private static func rewritten(_ results: [FileResult]) -> [String: ContiguousArray<UInt8>] {
    results.reduce(into: [:]) { found, result in
      if let rewriting = result.report.rewriting { found[result.report.path] = rewriting.after }
    }
  }

  /// How often files are held against each other before what stands is taken.
  private static let longestReckoning = 4

  // MARK: First pass

  /// A file on its own: nothing is known yet of what other modules export.
  private func firstLook(
    _ file: SourceFile, _ prefilter: Prefilter, _ handedOn: HandedOnNames? = nil, isLed: Bool = false,
    seen: (FileAdaptation.Study, FileReport) -> Void = { _, _ in }
  ) -> FileResult {
    switch read(file) {
    case .failure(let problem): return failed(file, problem)
    case .success(let bytes):
      guard isLed || prefilter.admits(bytes) else {
        // What is no text at all, UTF-16 included, shows it at once.
        if bytes.holdsNUL(inFirst: 1024) { return notText(file) }
        // What it imports is kept: another module may hand it the library.
        let imports = language.quickImports(of: bytes, module: file.module, isPackage: file.isPackage)
        return FileResult(
          report: FileReport(path: file.path), exports: nil, projectImports: imports, interfaceDigest: 0,
          isParsed: false)
      }
      guard let handedOn else { return look(file, bytes, Surroundings.none, interfaceDigest: 0, seen: seen) }
      return firstLook(file, bytes, handedOn)
    }
  }

  /// Reads a file for what it hands on. Unless another module is seen to hand it a library, so that it must be looked at
  /// again, it is held against the rules as well.
  private func firstLook(
    _ file: SourceFile, _ bytes: ContiguousArray<UInt8>, _ handedOn: HandedOnNames
  ) -> FileResult {
    guard !isBinary(bytes) else { return notText(file) }
    let surroundings = Surroundings.none
    let reading = adaptation.reading(bytes, at: place(of: file, surroundings), project: surroundings.index)
    guard handedOn.lead(to: reading.facts.projectImports) else {
      let result = result(of: reading, interfaceDigest: 0)
      if let exports = result.exports { handedOn.add(exports, adaptation.ruleSet.source) }
      return result
    }
    let exports = reading.facts.exports
    handedOn.add(exports, adaptation.ruleSet.source)
    return FileResult(
      report: FileReport(path: file.path), exports: exports.leadsAnywhere ? exports : nil,
      projectImports: reading.facts.projectImports, interfaceDigest: 0, isParsed: true,
      postponed: PostponedFile(reading.parsed, within: handedOn))
  }

  func failed(_ file: SourceFile, _ problem: ReadingProblem) -> FileResult {
    var report = FileReport(path: file.path)
    report.problems = [problem.message]
    return FileResult(report: report, exports: nil, projectImports: [], interfaceDigest: 0, isParsed: false)
  }

  func notText(_ file: SourceFile) -> FileResult {
    failed(file, ReadingProblem("\(file.path): not a text file (it holds NUL bytes); it is left as it is"))
  }

  private func look(
    _ file: SourceFile, _ bytes: ContiguousArray<UInt8>, _ project: Surroundings, interfaceDigest: UInt64,
    seen: (FileAdaptation.Study, FileReport) -> Void = { _, _ in }
  ) -> FileResult {
    guard !isBinary(bytes) else { return notText(file) }
    return result(
      of: adaptation.reading(bytes, at: place(of: file, project), project: project.index),
      interfaceDigest: interfaceDigest, seen: seen)
  }

  private func result(
    of reading: FileAdaptation.Reading, interfaceDigest: UInt64,
    seen: (FileAdaptation.Study, FileReport) -> Void = { _, _ in }
  ) -> FileResult {
    let study = adaptation.study(reading)
    let report = adaptation.report(study)
    seen(study, report)
    var exports = study.facts.exports
    exports.waiting = study.waiting
    let models = adaptation.ruleSet.models
    if !models.isEmpty, !exports.flow.touches {
      exports.flow.touches = study.facts.references.contains {
        $0.receiver.map { models.model(ofType: $0.type) != nil } ?? false
      }
    }
    return FileResult(
      report: report, exports: exports.leadsAnywhere ? exports : nil,
      projectImports: study.facts.projectImports, interfaceDigest: interfaceDigest, isParsed: true,
      importsInQuestion: report.changes ? study.facts.importsInQuestion : nil)
  }

  private func look(
    _ file: SourceFile, _ postponed: PostponedFile, _ project: Surroundings, interfaceDigest: UInt64
  ) -> FileResult {
    if let parsed = postponed.takeParsed() {
      let reading = adaptation.reading(
        parsed.tree.bytes, at: place(of: file, project), project: project.index, parsed: parsed)
      return result(of: reading, interfaceDigest: interfaceDigest)
    }
    switch read(file) {
    case .failure(let problem): return failed(file, problem)
    case .success(let bytes): return look(file, bytes, project, interfaceDigest: interfaceDigest)
    }
  }

  func place(of file: SourceFile, _ project: Surroundings) -> FileAdaptation.Place {
    FileAdaptation.Place(
      path: file.path, module: file.module, isPackage: file.isPackage, takenByOthers: project.taken(from: file.module))
  }

  func isBinary(_ bytes: ContiguousArray<UInt8>) -> Bool { bytes.holdsNUL(inFirst: 8192) }

  // MARK: Second pass

  /// Looks again at a file whose imports lead to a library by way of other modules of the project, and at one that
  /// changes while others take names from it.
  private func secondLook(
    _ file: SourceFile, _ first: FileResult, _ project: Surroundings, _ leads: LibraryLeads
  ) -> FileResult {
    let found = leads.of(first.importNumbers, in: file.module)
    let taken = project.taken(from: file.module)
    let digest = found.digest(takenByOthers: taken)
    if let postponed = first.postponed {
      if found.isDirect { return look(file, postponed, project, interfaceDigest: digest) }
      // The name it was to take leads elsewhere: another file bears the name of that module, too.
      return secondLook(file, look(file, postponed, Surroundings.none, interfaceDigest: 0), project, leads)
    }
    guard digest != first.interfaceDigest else { return first }
    let result = first.with(interfaceDigest: digest)
    // A file that changes has to keep imports that others rely on.
    let keepsImports = first.report.changes && first.isConcerned(byTaking: taken)
    guard !found.isEmpty || keepsImports || first.interfaceDigest != 0 else { return result }
    switch read(file) {
    case .failure(let problem): return failed(file, problem)
    case .success(let bytes):
      // A module of the project matters where the file asks it for a name that leads to the library.
      let isConcerned =
        found.isDirect || first.report.changes || first.interfaceDigest != 0
        || found.members.isMentioned(in: bytes)
      return isConcerned ? look(file, bytes, project, interfaceDigest: digest) : result
    }
  }
}

extension FileResult {
  /// Whether names that others take from the file may be ones whose imports would stand otherwise for that.
  fileprivate func isConcerned(byTaking taken: Set<String>) -> Bool {
    guard let importsInQuestion else { return true }
    return taken.contains("*") ? !importsInQuestion.isEmpty : !taken.isDisjoint(with: importsInQuestion)
  }

  /// Whether other files have something to learn from a file that they had not from an earlier look at it.
  fileprivate func tellsMore(than earlier: FileResult, ofModels movesModels: Bool) -> Bool {
    guard self !== earlier else { return false }
    if !earlier.isParsed && exports != nil { return true }
    if (exports?.waiting ?? [:]) != (earlier.exports?.waiting ?? [:]) { return true }
    guard movesModels, let exports, let before = earlier.exports else { return false }
    return exports.flow != before.flow || exports.values != before.values || exports.returns != before.returns
  }
}

extension ModuleExports {
  /// Whether another module could reach anything through this one.
  var leadsAnywhere: Bool {
    !names.isEmpty || !starImports.isEmpty || !returns.isEmpty || !values.isEmpty || !waiting.isEmpty || !flow.isEmpty
      || !flow.followed.isEmpty
  }
}
