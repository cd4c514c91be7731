// godwit rules explain: why a place was or was not rewritten.

import Adaptation
import ArgumentParser
import RuleModel

/// `godwit rules explain FILE:LINE --to LIB==VERSION`.
struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a place was or was not rewritten.")

  @Argument(help: ArgumentHelp("The place.", valueName: "file:line")) var place: String
  @Option(name: .customLong("to"), help: ArgumentHelp("The release to move to; repeatable.", valueName: "lib==version"))
  var targets: [String]
  @Option(name: .customLong("from"), help: ArgumentHelp("The release in use; repeatable.", valueName: "lib==version"))
  var origins: [String] = []
  @OptionGroup var options: RuleOptions

  func run() throws {
    guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]), line > 0 else {
      throw Failure("\(place): write a file and a line, as in service.py:12.")
    }
    let path = String(place[..<colon])
    var request = AdaptationRequest(paths: [path])
    request.targets = try read(targets, "--to")
    request.origins = try read(origins, "--from")
    request.jobs = Machine.coreCount
    let catalogue = try options.catalogue()
    let explanations = try Self.explain(request, catalogue, line: line)
    let console = Console()
    if explanations.isEmpty {
      console.print("\(place): no use of \(request.targets.map(\.library).joined(separator: " or ")) here.")
    }
    for text in explanations { console.print(text) }
  }

  private func read(_ texts: [String], _ option: String) throws -> [VersionTarget] {
    try texts.map { text in
      guard let target = VersionTarget(text) else {
        throw Failure("\(option) \(text): write a library and a version, as in numpy==2.0.")
      }
      return target
    }
  }

  /// The project around the file is looked at too: names may come through its other modules.
  private static func explain(
    _ request: AdaptationRequest, _ catalogue: PackCatalogue, line: Int
  ) throws -> [String] {
    let run = try asFailure {
      do {
        let language = try FrontEnds.language(nil, for: request, catalogue)
        return try AdaptationRun(aroundFile: request, catalogue: catalogue, language: language)
      } catch let error as AdaptationError {
        throw Failure(error.message)
      }
    }
    do {
      return try run.explanations(of: request.paths[0], line: line)
    } catch let error as AdaptationError {
      throw Failure(error.message)
    }
  }
}
