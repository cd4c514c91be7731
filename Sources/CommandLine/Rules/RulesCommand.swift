// godwit rules: for those who write rules and those who want to know what one does.

import ArgumentParser
import RuleModel
import Semantics

/// `godwit rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List, explain, test and write rules.",
    subcommands: [
      RulesListCommand.self, RulesShowCommand.self, RulesLintCommand.self, RulesNewCommand.self, RulesTryCommand.self,
      RulesExplainCommand.self, RulesTestCommand.self, RulesSurfaceCommand.self,
    ])
}

/// What all of these commands take.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A folder with packs of your own; repeatable.", valueName: "dir"))
  var folders: [String] = []

  func catalogue() throws -> PackCatalogue {
    try asFailure { try RuleSources(folders: folders, projectPaths: ["."]).catalogue() }
  }

  /// Every rule of every library, in the order of libraries and releases.
  func allPacks(_ catalogue: PackCatalogue) throws -> [RulePack] {
    try asFailure {
      try catalogue.libraries.flatMap { library in
        try FrontEnds.languages(of: library.name, catalogue).flatMap { language in
          try catalogue.allPacks(of: library.name, language: language)
            + catalogue.swaps(of: library.name, language: language.name).map {
              try catalogue.swap(of: library.name, to: $0, language: language)
            }
        }
      }
    }
  }
}

/// Runs `body`, its errors turned into sentences for the command line.
func asFailure<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as RequestError {
    throw Failure(error)
  } catch let errors as RuleErrors {
    throw Failure("the rules cannot be used:\n\(errors.rendered)")
  }
}
