// godwit rules try: what would this one rule do to this code?

import Adaptation
import ArgumentParser
import RuleModel
import Semantics

/// `godwit rules try 'WAS' 'NOW' PATH…`.
struct RulesTryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Show what a rule would do, before writing a pack.",
    discussion: """
      Examples:
        godwit rules try 'numpy.product(a, axis=None)' 'numpy.prod(a, axis=axis)' src/
        godwit rules try 'mylib.load(path, mode="r")' 'mylib.open(path, mode=mode)' service.py
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("The old signature.", valueName: "was")) var was: String
  @ArgumentParser.Argument(help: ArgumentHelp("What to write in its place.", valueName: "now")) var now: String
  @ArgumentParser.Argument(help: ArgumentHelp("Files and folders.", valueName: "path")) var paths: [String]

  @Option(help: ArgumentHelp("The language: \(FrontEnds.names).", valueName: "name"))
  var language: String?

  func run() throws {
    let console = Console()
    let name = was.prefix { $0 != "(" && $0 != " " }
    let isCxx = name.contains("::")
    let library = String(name.prefix { $0 != "." && $0 != ":" })
    guard !library.isEmpty, name.contains(".") || isCxx else {
      throw Failure("\(was): begin with the API's full name, as in numpy.product(a, axis=None).")
    }
    let pack = """
      release: "1"
      changes:
      - id: tried
        was: \(Self.quoted(was))
        now: \(Self.quoted(now))
      """
    let front = language ?? (isCxx ? "cpp" : "python")
    let file = RuleFile(path: "rules/\(library)/\(front)/1.yaml", text: pack)
    let run = try asFailure {
      let catalogue = try PackCatalogue(shipped: [], own: [file])
      var request = AdaptationRequest(paths: paths)
      request.targets = [VersionTarget(library: library, version: "1")]
      request.origins = [VersionTarget(library: library, version: "0")]
      request.jobs = Machine.coreCount
      do {
        let language = try FrontEnds.language(front, for: request, PackCatalogue())
        return try AdaptationRun(request, catalogue: catalogue, language: language)
      } catch let error as AdaptationError {
        throw Failure(error.message)
      }
    }
    let outcome = try run.execute()
    TextOutput(console: console, purpose: .check).print(outcome.report)
  }

  /// A YAML scalar in double quotes.
  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
