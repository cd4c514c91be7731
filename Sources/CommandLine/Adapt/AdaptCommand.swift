// godwit adapt: ports code to another version of a library, as a preview or for good.

import Adaptation
import ArgumentParser
import Changes
import Migration
import Projects
import RuleModel
import SourceModel

/// `godwit adapt PATH… --to LIB==VERSION`.
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt",
    abstract: "Port code to another version of a library; a preview unless --write is given.",
    discussion: """
      Examples:
        godwit adapt . --to numpy==2.0            # the diff and a summary; nothing is written
        godwit adapt . --to numpy==2.0 --write    # apply it; `godwit undo` takes it back
        godwit adapt service.py --from numpy==1.21 --to numpy==2.4 --review
        cat x.py | godwit adapt - --to numpy==2.0 --write
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl, sarif, patch }

  @Argument(help: ArgumentHelp("Files and folders; - reads one file from standard input.", valueName: "path"))
  var paths: [String]

  @Option(name: .customLong("to"), help: ArgumentHelp("The release to move to; repeatable.", valueName: "lib==version"))
  var targets: [String] = []

  @Option(
    name: .customLong("swap"),
    help: ArgumentHelp("A library that takes another's place; repeatable.", valueName: "old:new"))
  var swaps: [String] = []

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("The release in use, where the project does not say; repeatable.", valueName: "lib==version"))
  var origins: [String] = []

  @Option(name: .customLong("environment"), help: "An environment whose installed versions count; repeatable.")
  var environments: [String] = []

  @Flag(help: "Apply the changes.")
  var write = false

  @Flag(help: "Exit with 1 if something would change; writes nothing.")
  var check = false

  @Flag(help: "Include the changes that a person should look at.")
  var review = false

  @Flag(help: "Ask about each change.")
  var interactive = false

  @Flag(help: "Write code that runs on both releases; requirements widen instead of moving.")
  var straddle = false

  @Option(help: ArgumentHelp("Only rules whose ID begins so, such as numpy/2.0/in1d; repeatable.", valueName: "rule"))
  var select: [String] = []

  @Option(help: ArgumentHelp("No rules whose ID begins so; repeatable.", valueName: "rule"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Files to leave out, as in .gitignore; repeatable.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A folder with packs of your own; repeatable.", valueName: "dir"))
  var ruleFolders: [String] = []

  @Option(help: "How results are printed: text, json, jsonl, sarif or patch.")
  var format = Format.text

  @Option(help: "How many files to look at at once.")
  var jobs: Int?

  @Flag(name: .customLong("no-cache"), help: "Keep and use no results of earlier runs.")
  var withoutCache = false

  @Option(help: ArgumentHelp("The language of the code, where a library has rules for several.", valueName: "name"))
  var language: String?

  @Flag(help: "Write over uncommitted changes.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say nothing but results.")
  var quiet = false

  func validate() throws {
    if targets.isEmpty && swaps.isEmpty { throw ValidationError("Say where to: --to numpy==2.0, or --swap OLD:NEW.") }
    if write && check { throw ValidationError("--write and --check exclude each other.") }
    if straddle && !swaps.isEmpty {
      throw ValidationError(
        "--straddle and --swap exclude each other: no code is written that runs with either library.")
    }
    if interactive && check { throw ValidationError("--interactive and --check exclude each other.") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    let console = Console(quiet: quiet)
    do {
      if paths == ["-"] { return try StandardInput(command: self, console: console).adapt() }
      try adapt(console)
    } catch let error as AdaptationError {
      throw Failure(error.message)
    } catch let error as ChangeError {
      throw Failure(error.message)
    } catch let error as RequestError {
      throw Failure(error)
    } catch let errors as RuleErrors {
      throw Failure("the rules cannot be used:\n\(errors.rendered)")
    }
  }

  private func adapt(_ console: Console) throws {
    var console = console
    if write { try recover(console) }
    let catalogue = try RuleSources(folders: ruleFolders, projectPaths: paths).catalogue()
    let progress = ProgressLine(console)
    var request = try request(catalogue)
    request.printing = printing(console)
    let language = try FrontEnds.language(language, for: request, catalogue)
    // What a C++ file means depends on headers, which the cache does not follow.
    if !FrontEnds.isCached(language) { request.cacheFolder = nil }
    try FrontEnds.refuseWithoutCompiler(language, request)
    let alone = request.models.isEmpty ? try AdaptationRun(request, catalogue: catalogue, language: language) : nil
    if let printed = alone?.printed { return printed.withBytes { console.write($0) } }
    let (run, outcome) = try AdaptedModels.looked(alone, request, catalogue, language, console) { done, total in
      progress.show(done, of: total)
    }
    progress.finish()
    Leftovers.keep(run)
    Leftovers.keep(outcome)
    defer { outcome.finishStoring() }
    if let sentence = FrontEnds.sentence(language, request) { console.note(sentence) }
    if let sentence = FrontEnds.incompleteness(language) { console.complain(sentence) }
    if interactive { return try InteractiveReview(run: run, outcome: outcome, console: console, command: self).start() }
    if write {
      let report = try run.complete(outcome).report
      try apply(report, run)
      try print(report, console, .written)
    } else {
      console.writer = outcome.printedTextWriter()
      try print(outcome.report, console, check ? .check : .preview)
    }
    for hint in outcome.report.conversionHints { console.note(hint) }
    try end(outcome.report)
    // What ended otherwise is done anew.
    console.writer?.finish()
  }

  /// All that shapes what is printed of a report; nil for a run that does more than print.
  private func printing(_ console: Console) -> String? {
    guard !write, !check, !interactive else { return nil }
    return "\(format.rawValue) \(console.isColoured ? "coloured" : "plain")"
  }

  /// Ends with the exit code that says how it went.
  ///
  /// A file that the user named and that could not be looked at is a failure; among the files of a folder it is told, and
  /// the others are done.
  func end(_ report: AdaptationReport) throws {
    let named = Set(paths.map { resolvedPath($0) ?? $0 })
    let isUndone = report.files.contains { file in
      !file.problems.isEmpty && (named.contains("\(report.root)/\(file.path)") || paths == ["-"])
    }
    if isUndone { throw ExitCode(ExitStatus.couldNotDoIt.rawValue) }
    if check && !report.changedFiles.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  /// Puts back what a run that was cut short left behind, before any file is read.
  private func recover(_ console: Console) throws {
    guard let root = paths.first.flatMap({ ProjectRoot.find(from: $0) }) else { return }
    for recovery in try Journal(root: root).recover() {
      console.note("A run that was cut short (\(recovery.entry.command)) was put back first.")
    }
  }

  func request(_ catalogue: PackCatalogue) throws -> AdaptationRequest {
    var request = AdaptationRequest(paths: paths)
    request.targets = try targets.map { try target($0, option: "--to") }
    request.origins = try origins.map { try target($0, option: "--from") }
    request.swaps = try swaps.map { text in
      guard let swap = SwapTarget(text) else {
        throw Failure(
          "--swap \(text): write the library and the one that takes its place, as in scikit-learn:onnxruntime.")
      }
      return swap
    }
    let mayLoadModels = request.swaps.contains { swap in
      // Where no Python uses a library, no model was made with it.
      catalogue.library(named: swap.old).map { catalogue.languages(of: $0.name).contains("python") } ?? true
    }
    if let root = !mayLoadModels ? nil : paths.first.flatMap({ ProjectRoot.find(from: $0) }) {
      let inventory = ModelInventory(paths: paths, root: root, excludes: exclude, jobs: jobs ?? Machine.coreCount)
      request.models = inventory.facts(of: request.swaps.map(\.old))
    }
    request.select = select
    request.ignore = ignore
    request.excludes = exclude
    request.includesReview = review
    request.isStraddling = straddle
    request.environments = environments
    request.jobs = jobs ?? Machine.coreCount
    // What becomes of the project's models shows in the bytes of the sources that change.
    request.cacheFolder = withoutCache || interactive || !request.models.isEmpty ? nil : Machine.cacheFolder
    request.programStamp = Machine.programStamp
    return request
  }

  private func target(_ text: String, option: String) throws -> VersionTarget {
    guard let target = VersionTarget(text) else {
      // `--from 1.21` means the one library there is a target for.
      if option == "--from", targets.count == 1, let to = VersionTarget(targets[0]), text.first?.isNumber == true {
        return VersionTarget(library: to.library, version: text)
      }
      throw Failure("\(option) \(text): write a library and a version, as in numpy==2.0.")
    }
    return target
  }

  // MARK: Writing

  /// Applies the changes of a report, after a look at what git would lose.
  func apply(_ report: AdaptationReport, _ run: AdaptationRun) throws {
    if !force { try UncommittedChanges(root: report.root, paths: report.changedFiles.map(\.path)).refuse() }
    var set = ChangeSet(
      root: report.root, command: (["godwit"] + CommandLine.arguments.dropFirst()).joined(separator: " "))
    for file in report.changedFiles {
      guard let rewriting = file.rewriting else { continue }
      try set.replace(file.path, expecting: rewriting.before, with: rewriting.after)
    }
    if !set.isEmpty { _ = try set.apply() }
  }

  // MARK: Printing

  func print(_ report: AdaptationReport, _ console: Console, _ purpose: TextOutput.Purpose) throws {
    switch format {
    case .text: TextOutput(console: console, purpose: purpose).print(report)
    case .json: try JSONOutput(console: console).print(report)
    case .jsonl: try JSONOutput(console: console).printLines(report)
    case .sarif: try SARIFOutput(console: console, version: Godwit.version).print(report)
    case .patch: console.write(report.patch)
    }
  }
}
