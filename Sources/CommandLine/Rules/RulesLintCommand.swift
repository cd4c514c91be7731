// godwit rules lint and new: checks packs without running them, and begins one.

import ArgumentParser
import RuleModel

/// `godwit rules lint [LIBRARY]`.
struct RulesLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check packs: spelling, shape, names that no release has.")

  @Argument(help: ArgumentHelp("A library; all without one.", valueName: "library"))
  var library: String?

  @OptionGroup var options: RuleOptions

  func run() throws {
    let catalogue = try options.catalogue()
    let libraries = try asFailure { try library.map { [try catalogue.knownLibrary(named: $0)] } ?? catalogue.libraries }
    let console = Console()
    let errors = libraries.flatMap { library in
      FrontEnds.languages(of: library.name, catalogue).flatMap { catalogue.check(library: library.name, language: $0) }
    }
    for error in errors { console.complain(error.rendered) }
    guard errors.isEmpty else { throw ExitCode(ExitStatus.couldNotDoIt.rawValue) }
    console.print("\(libraries.map(\.name).joined(separator: ", ")): no mistakes.")
  }
}
