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

extension MigrationList.Key: ExpressibleByArgument {}

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
        godwit migrate service --to onnxruntime --save-plan    # keep targets, models and decisions in godwit.yaml
        godwit migrate service                            # as godwit.yaml says
        godwit migrate service --python OLD --python NEW  # run the project's tests before and after, in copies

      Where a use of a model cannot follow, the model is held back with all its uses. --html FILE writes the review as one
      page.

      Exit codes: 0 done, 1 a model answers otherwise, 2 could not be done, 3 not enough evidence.
      """)

  @Argument(help: ArgumentHelp("The project's folder.", valueName: "path"))
  var path: String

  @Option(
    help: ArgumentHelp(
      "The library that takes over, such as onnxruntime; else what godwit.yaml says.", valueName: "library"))
  var to: String?

  @Flag(help: "Write targets, models and decisions into godwit.yaml, which later runs read.")
  var savePlan = false

  @Option(
    name: .customLong("python"),
    help: ArgumentHelp(
      "An interpreter with the libraries of before, which runs each original once more; given twice, one with those of "
        + "after too, and both run the project's tests.",
      valueName: "interpreter"))
  var interpreters: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What those interpreters are given, such as 'score.py --all'; else the plan's `check`, else pytest.",
      valueName: "arguments"))
  var check: String?

  @Option(help: ArgumentHelp("Write the review as a page for a browser.", valueName: "file"))
  var html: String?

  @Flag(help: "Apply the changes.")
  var write = false

  @Flag(help: "Include the changes that a person should look at.")
  var review = false

  @Flag(help: "Write over uncommitted changes, and although a model was not proved to answer the same.")
  var force = false

  @Option(help: ArgumentHelp("The `ai.onnx` opset of converted models.", valueName: "number"))
  var opset: Int?

  @Option(help: ArgumentHelp("How many rows to compare each model on at most.", valueName: "number"))
  var rows: Int?

  @Option(help: ArgumentHelp("Files to leave out, as in .gitignore; repeatable.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A folder with packs of your own; repeatable.", valueName: "dir"))
  var ruleFolders: [String] = []

  @Option(name: .customLong("environment"), help: "An environment whose installed versions count; repeatable.")
  var environments: [String] = []

  @Option(
    help: ArgumentHelp(
      "Print what one number stands for, and the number again: "
        + "\(MigrationList.Key.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "what"))
  var list: MigrationList.Key?

  @Flag(name: .shortAndLong, help: "Say nothing but results.")
  var quiet = false

  func validate() throws {
    if let rows, rows < 1 { throw ValidationError("--rows takes a number from 1.") }
    if interpreters.count > 2 {
      throw ValidationError("--python is given once or twice: for the libraries of before, then for those of after.")
    }
    if list != nil, write || savePlan || html != nil {
      throw ValidationError("--list prints one number of a preview; --write, --save-plan and --html are for the whole.")
    }
    if check != nil, interpreters.count < 2 {
      throw ValidationError("--check is what the interpreters of --python are given; name two.")
    }
    if let to, to.contains("=") {
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
    let request = try request(root: root)
    let run = try MigrationRun(request, root: root, catalogue: catalogue, language: FrontEnds.named("python"))
    let report = try run.execute { done, total in progress.show(done, of: total) }
    progress.finish()
    if let list { return console.print(MigrationList(report, list).text) }
    let isWritten = write && (status(of: report) == nil || force)
    try apply(report, run.request, writesProject: isWritten)
    let text = MigrationText(
      console: console, report: report, isWritten: isWritten, commands: commands, request: run.request)
    text.print()
    if let html { try OutputFile(path: html).write(ContiguousArray(MigrationPage(report, text).text.utf8)) }
    if write && !isWritten {
      throw Failure(
        "nothing was written, for it was not proved that all answers stay the same; see above, or use --force.",
        status: status(of: report) ?? .couldNotDoIt)
    }
    if let status = status(of: report) { throw ExitCode(status.rawValue) }
  }

  private var commands: MigrationCommands {
    MigrationCommands(
      run: Self.command, path: path, to: to, opset: opset, rows: rows, review: review, environments: environments,
      excludes: exclude, ruleFolders: ruleFolders, interpreter: interpreters.first)
  }

  private func request(root: String) throws -> MigrationRequest {
    let plan = try plan(root: root)
    guard let target = to ?? plan?.target else {
      throw Failure(
        "--to says which library takes over, such as `--to onnxruntime`; there is no godwit.yaml in \(root).")
    }
    var adaptation = AdaptationRequest(paths: [path])
    adaptation.excludes = exclude + (plan?.excludes ?? [])
    adaptation.environments = environments
    adaptation.includesReview = review
    adaptation.jobs = Machine.coreCount
    adaptation.programStamp = Machine.programStamp
    var request = MigrationRequest(adaptation: adaptation, target: target)
    request.opset = opset ?? plan?.opset ?? MigrationRequest.usualOpset
    request.rowLimit = rows ?? plan?.rows ?? request.rowLimit
    request.plan = plan
    request.interpreter = interpreters.first
    if interpreters.count == 2 {
      let words = check.map { $0.split(separator: " ").map(String.init) } ?? plan?.check ?? []
      request.rehearsal = Rehearsal(
        old: interpreters[0], new: interpreters[1], arguments: words.isEmpty ? Rehearsal.usualArguments : words)
    }
    return request
  }

  /// What `godwit.yaml` says, if there is one.
  private func plan(root: String) throws -> MigrationPlan? {
    let file = joinedPath(root, MigrationPlan.fileName)
    guard resolvedPath(file) != nil else { return nil }
    if savePlan { throw Failure("\(file) is there already; change it by hand, or move it away first.") }
    do {
      return try MigrationPlan(path: file, bytes: readFile(file))
    } catch let errors as RuleErrors {
      throw Failure("the plan cannot be used:\n\(errors.rendered)")
    } catch let problem as PathProblem {
      throw Failure("\(file): \(problem.message)")
    }
  }

  private static var command: String {
    var command = ShellCommand("godwit")
    for word in CommandLine.arguments.dropFirst() { command.add(word) }
    return command.text
  }

  /// The worst verdict on a model or on the project's tests; nil where all are the same.
  private func status(of report: MigrationReport) -> ExitStatus? {
    var worst: ExitStatus?
    switch report.rehearsal?.verdict {
    case .different: worst = .findings
    case .noEvidence: worst = .notEnoughEvidence
    case .same, nil: break
    }
    for proof in report.unproved.flatMap({ [$0.proof, $0.originalProof].compactMap { $0 } }) where !proof.isEquivalent {
      guard case .verdict(let verification) = proof else { return .couldNotDoIt }
      if case .different = verification.judgement.verdict {
        worst = .findings
      } else if worst == nil {
        worst = .notEnoughEvidence
      }
    }
    return worst
  }

  private func apply(_ report: MigrationReport, _ request: MigrationRequest, writesProject: Bool) throws {
    let plan = savePlan ? report.plan(request) : nil
    var set = ChangeSet(root: report.root, command: Self.command)
    if writesProject {
      set = try report.changeSet(command: Self.command, plan: plan)
      if !force {
        try UncommittedChanges(root: report.root, paths: report.adaptation.changedFiles.map(\.path)).refuse()
      }
    } else if let plan {
      try set.create(MigrationPlan.fileName, ContiguousArray(plan.text.utf8))
    }
    if !set.isEmpty { _ = try set.apply() }
  }
}
