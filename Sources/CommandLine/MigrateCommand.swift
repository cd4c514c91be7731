// godwit migrate: a project's models and the code around them move to another runtime together.

import Adaptation
import ArgumentParser
import Changes
import Equivalence
import Migration
import Projects
import RuleModel
import SourceModel
import Verification

/// `godwit migrate PATH --to onnxruntime`.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Move a project's models and the code around them to another runtime; a preview unless --write is given.",
    discussion: """
      The models that the code loads are converted and compared with the originals, row by row; the code that loads and
      calls them, the requirements, and the files that name their paths change with them. A preview writes nothing but
      the converted models and the patch, under .godwit/preview. Nothing in a model or in the project is executed.

        godwit migrate service --to onnxruntime           # the diff, and a verdict on each model
        godwit migrate service --to onnxruntime --write   # apply it; `godwit undo service` takes it back

      Exit codes: 0 done, 1 a model answers otherwise, 2 could not be done, 3 not enough evidence.
      """)

  @Argument(help: ArgumentHelp("The project's folder.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("The library that takes over, such as onnxruntime.", valueName: "library"))
  var to: String

  @Flag(help: "Apply the changes.")
  var write = false

  @Flag(help: "Include the changes that a person should look at.")
  var review = false

  @Flag(help: "Write over uncommitted changes, and although a model was not proved to answer the same.")
  var force = false

  @Option(help: ArgumentHelp("The `ai.onnx` opset of converted models.", valueName: "number"))
  var opset = MigrationRequest.usualOpset

  @Option(help: ArgumentHelp("How many rows to compare each model on at most.", valueName: "number"))
  var rows = 20_000

  @Option(help: ArgumentHelp("Files to leave out, as in .gitignore; repeatable.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A folder with packs of your own; repeatable.", valueName: "dir"))
  var ruleFolders: [String] = []

  @Flag(name: .shortAndLong, help: "Say nothing but results.")
  var quiet = false

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows takes a number from 1.") }
    if to.contains("=") {
      throw ValidationError("--to takes a library that takes over; for another version use `godwit adapt --to \(to)`.")
    }
  }

  func run() throws {
    let console = Console(quiet: quiet)
    do {
      try migrate(console)
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

  private func migrate(_ console: Console) throws {
    guard let root = ProjectRoot.find(from: path) else {
      throw Failure("\(path) does not exist; name the project's folder.")
    }
    if write { _ = try Journal(root: root).recover() }
    let catalogue = try RuleSources(folders: ruleFolders, projectPaths: [path]).catalogue()
    let progress = ProgressLine(console)
    let run = try MigrationRun(request(), root: root, catalogue: catalogue, language: FrontEnds.python)
    let report = try run.execute { done, total in progress.show(done, of: total) }
    progress.finish()
    let isWritten = write && (report.unproved.isEmpty || force)
    if isWritten { try apply(report) }
    MigrationText(console: console, report: report, isWritten: isWritten, rows: rows).print()
    if write && !isWritten {
      throw Failure(
        "nothing was written, for not every model was proved to answer the same; see above, or use --force.",
        status: status(of: report) ?? .couldNotDoIt)
    }
    if let status = status(of: report) { throw ExitCode(status.rawValue) }
  }

  private func request() throws -> MigrationRequest {
    var adaptation = AdaptationRequest(paths: [path])
    adaptation.excludes = exclude
    adaptation.includesReview = review
    adaptation.jobs = Machine.coreCount
    var request = MigrationRequest(adaptation: adaptation, target: to)
    request.opset = opset
    request.rowLimit = rows
    return request
  }

  /// The worst verdict on a model; nil where all are the same.
  private func status(of report: MigrationReport) -> ExitStatus? {
    var worst: ExitStatus?
    for model in report.unproved {
      guard case .verdict(let verification) = model.proof else { return .couldNotDoIt }
      if case .different = verification.judgement.verdict {
        worst = .findings
      } else if worst == nil {
        worst = .notEnoughEvidence
      }
    }
    return worst
  }

  private func apply(_ report: MigrationReport) throws {
    let set = try report.changeSet(command: (["godwit"] + CommandLine.arguments.dropFirst()).joined(separator: " "))
    if !force { try UncommittedChanges(root: report.root, paths: report.adaptation.changedFiles.map(\.path)).refuse() }
    if !set.isEmpty { _ = try set.apply() }
  }
}
