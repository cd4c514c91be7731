// The project's own tests before and after, each with the interpreter that the user names for it.

package import Verification

/// What is run before and after, and by what.
package struct Rehearsal: Hashable, Sendable {
  /// Interpreters with the libraries of before and of after.
  package var old: String
  package var new: String
  /// What an interpreter is given.
  package var arguments: [String]

  /// The project's tests, as most projects have them.
  package static let usualArguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]

  package init(old: String, new: String, arguments: [String] = Rehearsal.usualArguments) {
    self.old = old
    self.new = new
    self.arguments = arguments
  }

  /// Runs both; `replacements` are the files of the migrated project that differ.
  func report(root: String, replacements: [ProjectCheck.Replacement]) -> RehearsalReport {
    let before = ProjectCheck(interpreter: old, arguments: arguments, root: root)
    var after = ProjectCheck(interpreter: new, arguments: arguments, root: root)
    after.replacements = replacements
    return RehearsalReport(
      rehearsal: self, before: Result { try before.run() }, after: Result { try after.run() })
  }
}

/// What came of both runs.
package struct RehearsalReport: Sendable {
  package enum Verdict: Sendable, CaseIterable {
    /// Both ended well, and said the same where what they say is an answer.
    case same
    case different
    /// The project did not even pass before, or could not be run.
    case noEvidence
  }

  package var rehearsal: Rehearsal
  package var before: Result<ProjectCheck.Outcome, any Error>
  package var after: Result<ProjectCheck.Outcome, any Error>

  package var verdict: Verdict {
    guard case .success(let before) = before, before.code == 0, case .success(let after) = after else {
      return .noEvidence
    }
    guard after.code == 0 else { return .different }
    return isTestRun || before.output == after.output ? .same : .different
  }

  /// What a test runner says differs by times and places; what an entry point says is the answer.
  private var isTestRun: Bool {
    rehearsal.arguments.contains { ["pytest", "unittest", "nose", "nose2"].contains($0) }
  }

  /// How a run ended, for a person.
  package static func sentence(_ outcome: Result<ProjectCheck.Outcome, any Error>) -> String {
    switch outcome {
    case .failure(let error): "could not be run: \(error)"
    case .success(let outcome) where outcome.code == 0: outcome.lastLine.isEmpty ? "ended well" : outcome.lastLine
    case .success(let outcome): "ended with \(outcome.code): \(outcome.lastLine)"
    }
  }
}
