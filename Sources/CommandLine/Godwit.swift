// The program: one file a subcommand; here they are put together and errors become sentences and exit codes.

import ArgumentParser
import CAllocator
import RuleModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `godwit`.
@main
struct Godwit: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "godwit",
    abstract: "Moves machine-learning models, and the code around them, from one environment to another.",
    discussion: """
      Previews are the default: nothing is written without --write, and `godwit undo` takes a written change back.
      Nothing is ever sent anywhere, and no code of yours is executed.

      Exit codes: 0 done, 1 something would change (--check), 2 could not be done, 3 not enough evidence.
      """,
    version: version,
    subcommands: [
      AssessCommand.self, MigrateCommand.self, AdaptCommand.self, ConvertCommand.self, InspectCommand.self,
      VerifyCommand.self, DeployCommand.self, ServeCommand.self, UndoCommand.self, RulesCommand.self,
      ClangWorkerCommand.self,
    ])

  /// Runs the command named in the arguments. Errors of the arguments themselves are exit code 2, as all that could not
  /// be done.
  static func main() {
    // A file that may not grow any more is an error like others, not the end; nor is a reader that has gone away.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    callocator_keep_memory()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitCode {
      exit(withError: status)
    } catch let failure as Failure {
      Console().complain("godwit: \(failure.message)")
      exit(withError: ExitCode(failure.status.rawValue))
    } catch {
      guard exitCode(for: error) == .success else {
        Console().complain(fullMessage(for: error))
        exit(withError: ExitCode(ExitStatus.couldNotDoIt.rawValue))
      }
      exit(withError: error)
    }
  }
}

/// Why a command ends without having done what was asked: a sentence with a remedy, and the exit code.
struct Failure: Error {
  var message: String
  var status: ExitStatus
  init(_ message: String, status: ExitStatus = .couldNotDoIt) {
    self.message = message
    self.status = status
  }

  init(_ error: RequestError) {
    self.init("\(error.message); \(error.remedy)" + (error.remedy.hasSuffix("?") ? "" : "."))
  }
}
