// Looks at every file of a project once, and once more at those that use the library through another module.

package import RuleEngine
package import Semantics
package import SourceModel
import Synchronization

/// What is kept of one file between runs and between passes.
struct FileResult: Sendable {
  var report: FileReport
  /// What the module offers to others, if it leads to a library.
  var exports: ModuleExports?
  /// Names that the file takes from modules of the project.
  var projectImports: [String]
  /// What those names led to when the file was last analysed.
  var interfaceDigest: UInt64
  /// Whether the file was parsed at all.
  var isParsed: Bool
}

/// A scan of many files by one set of rules.
package struct ProjectScan: Sendable {
  package var adaptation: FileAdaptation
  package var jobs: Int
  package var read: FileReader
  package var cache: ResultCache?
  /// Called now and then with the number of files done, from any thread.
  package var progress: @Sendable (_ done: Int, _ total: Int) -> Void

  package init(
    adaptation: FileAdaptation, jobs: Int, read: @escaping FileReader, cache: ResultCache? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) {
    self.adaptation = adaptation
    self.jobs = max(1, jobs)
    self.read = read
    self.cache = cache
    self.progress = progress
  }

  private var language: any Language { adaptation.ruleSet.language }

  /// What a scan gives.
  package struct Result: Sendable {
    /// One for each file, in the order of the files.
    package var reports: [FileReport]
    /// What the project's modules offer each other and take.
    package var project: Surroundings
  }

  /// Looks at all files.
  package func run(_ files: [SourceFile]) -> Result {
    let stored = cache?.load() ?? [:]
    let prefilter = Prefilter(adaptation.ruleSet.roots)
    let first = forEach(files) { file in
      stored[file.path].flatMap { $0.stamp == file.stamp ? $0.result : nil } ?? firstLook(file, prefilter)
    }
    let project = Surroundings(
      exports: first.compactMap(\.exports), modules: Set(files.map(\.module)), imports: first.map(\.projectImports))
    let results = secondPass(files, first, project)
    cache?.store(files, results, unlessSameAs: stored)
    return Result(reports: results.map(\.report), project: project)
  }

  // MARK: First pass

  /// A file on its own: nothing is known yet of what other modules export.
  private func firstLook(_ file: SourceFile, _ prefilter: Prefilter) -> FileResult {
    switch read(file) {
    case .failure(let problem): return failed(file, problem)
    case .success(let bytes):
      guard prefilter.admits(bytes) else {
        // What it imports is kept: another module may hand it the library.
        let imports = language.quickImports(of: bytes, module: file.module, isPackage: file.isPackage)
        return FileResult(
          report: FileReport(path: file.path), exports: nil, projectImports: imports, interfaceDigest: 0,
          isParsed: false)
      }
      return look(file, bytes, Surroundings())
    }
  }

  private func failed(_ file: SourceFile, _ problem: ReadingProblem) -> FileResult {
    var report = FileReport(path: file.path)
    report.problems = [problem.message]
    return FileResult(report: report, exports: nil, projectImports: [], interfaceDigest: 0, isParsed: false)
  }

  private func look(_ file: SourceFile, _ bytes: ContiguousArray<UInt8>, _ project: Surroundings) -> FileResult {
    guard !isBinary(bytes) else {
      return failed(file, ReadingProblem("\(file.path): not a text file (it holds NUL bytes); it is left as it is"))
    }
    let study = adaptation.study(bytes, at: place(of: file, project), project: project.index)
    let exports = study.facts.exports
    let imports = study.facts.projectImports
    return FileResult(
      report: adaptation.report(study), exports: exports.leadsAnywhere ? exports : nil, projectImports: imports,
      interfaceDigest: digest(of: imports, file, project), isParsed: true)
  }

  private func place(of file: SourceFile, _ project: Surroundings) -> FileAdaptation.Place {
    FileAdaptation.Place(
      path: file.path, module: file.module, isPackage: file.isPackage, takenByOthers: project.taken(from: file.module))
  }

  private func isBinary(_ bytes: ContiguousArray<UInt8>) -> Bool { bytes.prefix(8192).contains(0) }

  // MARK: Second pass

  /// Looks again at the files whose imports lead to a library by way of other modules of the project, and at those
  /// that change while others take names from them.
  private func secondPass(
    _ files: [SourceFile], _ first: [FileResult], _ project: Surroundings
  ) -> [FileResult] {
    guard !project.isEmpty else { return first }
    var results = first
    let again = files.indices.filter { needsSecondLook(files[$0], first[$0], project) }
    let second = forEach(again.map { files[$0] }) { file in
      switch read(file) {
      case .failure(let problem): failed(file, problem)
      case .success(let bytes): look(file, bytes, project)
      }
    }
    for (place, result) in zip(again, second) { results[place] = result }
    return results
  }

  private func needsSecondLook(_ file: SourceFile, _ result: FileResult, _ project: Surroundings) -> Bool {
    let digest = digest(of: result.projectImports, file, project)
    if !result.isParsed { return digest != 0 && leadsAnywhere(result.projectImports, project) }
    return digest != result.interfaceDigest && (leadsAnywhere(result.projectImports, project) || result.report.changes)
  }

  private func leadsAnywhere(_ imports: [String], _ project: Surroundings) -> Bool {
    imports.contains { !targets(of: $0, project.index).isEmpty }
  }

  /// A digest of what a file's imports lead to and of what others take from it; 0 when there is none of either.
  private func digest(of imports: [String], _ file: SourceFile, _ project: Surroundings) -> UInt64 {
    guard !project.isEmpty else { return 0 }
    var hash = ContentHash()
    var isEmpty = true
    for name in imports {
      for (from, target) in targets(of: name, project.index) {
        isEmpty = false
        hash.add(from)
        hash.add(target)
      }
    }
    for name in project.taken(from: file.module).sorted() {
      isEmpty = false
      hash.add(name)
    }
    return isEmpty ? 0 : max(1, hash.value)
  }

  /// Where an import leads: itself, or for `module.*` every name of it.
  private func targets(of name: String, _ index: ProjectIndex) -> [(String, String)] {
    let surfaces = adaptation.ruleSet.source
    if name.hasSuffix(".*") {
      return index.starNames(of: String(name.dropLast(2))).filter { surfaces.provides($0.target) }
    }
    let target = index.resolve(name)
    if target != name { return surfaces.provides(target) ? [(name, target)] : [] }
    // The name is a module of the project: its members may lead to a library.
    return (index.modules[name]?.names ?? [:]).sorted { $0.key < $1.key }
      .map { ("\(name).\($0.key)", index.resolve($0.value)) }
      .filter { surfaces.provides($0.1) && adaptation.ruleSet.concerns($0.1) }
  }

  // MARK: Parallel work

  /// Maps in parallel, at most `jobs` at once, results in the order of the input.
  private func forEach(
    _ files: [SourceFile], _ body: @escaping @Sendable (SourceFile) -> FileResult
  ) -> [FileResult] {
    guard !files.isEmpty else { return [] }
    let next = Counter()
    let collected = Collection()
    WorkerThreads.run(min(jobs, files.count)) {
      var results: [(Int, FileResult)] = []
      while true {
        let index = next.take()
        guard index < files.count else { break }
        results.append((index, body(files[index])))
        if index % 64 == 0 { progress(index, files.count) }
      }
      collected.add(results)
    }
    return collected.sorted()
  }
}

/// Results from several threads.
private final class Collection: Sendable {
  private let results = Mutex<[(Int, FileResult)]>([])
  func add(_ more: [(Int, FileResult)]) { results.withLock { $0 += more } }
  func sorted() -> [FileResult] { results.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) } }
}

/// Hands out numbers from 0 to any thread.
private final class Counter: Sendable {
  private let value = Atomic(0)
  func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
}

extension ModuleExports {
  /// Whether another module could reach anything through this one.
  var leadsAnywhere: Bool { !names.isEmpty || !starImports.isEmpty || !returns.isEmpty }
}
