// godwit assess: what a project is, and what stands in the way of each target.

import Adaptation
import ArgumentParser
import Assessment
import Changes
import Projects
import RuleModel

/// `godwit assess PATH [--to TARGET…]`.
struct AssessCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json, html, sarif, bom }

  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Tell what a project is made of, and how far it is from where it could move.",
    discussion: """
      One inventory: languages and libraries, model files by content, versions declared, installed and written inside model
      files, data formats, hardware. Each target is tried with the real rules and the real converter, and nothing is
      written; what comes of it is automatic, for review, blocked, or unknown.

        godwit assess . --to numpy==2.0 --to onnxruntime
        godwit assess . --to onnxruntime --format html > assessment.html
        godwit assess . --format bom > bom.json            # CycloneDX 1.6, models among the components

      Nothing is executed, unpickled or sent. Exit codes: 0 done, 2 could not be done.
      """)

  @Argument(help: ArgumentHelp("The project's folder.", valueName: "path"))
  var path: String

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "Where it could move: lib==version, or a library that takes over; repeatable.", valueName: "target"))
  var targets: [String] = []

  @Option(name: .customLong("environment"), help: "An environment whose installed versions count; repeatable.")
  var environments: [String] = []

  @Option(help: ArgumentHelp("Files to leave out, as in .gitignore; repeatable.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A folder with packs of your own; repeatable.", valueName: "dir"))
  var ruleFolders: [String] = []

  @Option(help: "How to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "Print what one number stands for, place by place, and the number again, as each row says.", valueName: "row"))
  var list: String?

  @Option(help: "How many files to look at at once.")
  var jobs: Int?

  @Flag(name: .customLong("no-cache"), help: "Keep and use no results of earlier runs.")
  var withoutCache = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    do {
      try assess()
    } catch let error as AdaptationError {
      throw Failure(error.message)
    } catch let error as RequestError {
      throw Failure(error)
    } catch let errors as RuleErrors {
      throw Failure("the rules cannot be used:\n\(errors.rendered)")
    }
  }

  private func assess() throws {
    guard let root = ProjectRoot.find(from: path) else {
      throw Failure("\(path) does not exist; name a file or a folder that does.")
    }
    let catalogue = try RuleSources(folders: ruleFolders, projectPaths: [path]).catalogue()
    var request = AssessmentRequest(paths: [path])
    request.targets = targets
    request.excludes = exclude
    request.environments = environments
    request.jobs = jobs ?? Machine.coreCount
    request.cacheFolder = withoutCache ? nil : Machine.cacheFolder
    request.programStamp = Machine.programStamp
    let assessment = try ProjectAssessment(
      request, root: root, catalogue: catalogue, language: try FrontEnds.named("python"))
    try print(assessment)
  }

  private func print(_ assessment: ProjectAssessment) throws {
    let console = Console()
    if let list {
      guard let key = AssessmentList.Key(list), let found = AssessmentList(assessment, key) else {
        throw Failure("--list \(list): the assessment has no such row; each row of it says how it is listed.")
      }
      return console.print(found.text)
    }
    let commands = AssessmentCommands(
      path: path, environments: environments, excludes: exclude, ruleFolders: ruleFolders)
    let report = AssessmentReport(assessment, commands)
    switch format {
    case .text: console.print(report.text(isColoured: console.isColoured))
    case .markdown: console.print(report.markdown)
    case .html: console.print(AssessmentPage(report).text)
    case .json: console.print(try JSONOutput.encode(AssessmentDocument(assessment, commands), pretty: true))
    case .sarif: try SARIFOutput(console: console, version: Godwit.version).print(assessment, commands)
    case .bom:
      console.print(try JSONOutput.encode(MaterialsList(assessment, commands, version: Godwit.version), pretty: true))
    }
  }
}
