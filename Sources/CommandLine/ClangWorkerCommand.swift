// godwit clang-worker: what the program runs itself as, to parse C++ where a crash does no harm.

import ArgumentParser
import ClangLanguage

/// `godwit clang-worker`; not for people.
struct ClangWorkerCommand: ParsableCommand {
  static let name = "clang-worker"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Answer parsing requests on standard input.", shouldDisplay: false)

  func run() throws { SurveyService.serve() }
}
