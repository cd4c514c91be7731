// The program's exit codes, the same for every command.

/// What the program's exit code says.
enum ExitStatus: Int32 {
  /// Done; a preview is done.
  case done = 0
  /// `--check` with something to change, or a verdict of *different*.
  case findings = 1
  case couldNotDoIt = 2
  case notEnoughEvidence = 3
}
