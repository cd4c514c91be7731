// The commands that give the numbers of an assessment again.

import Assessment

/// How a run of `godwit assess` was asked for, as far as its numbers depend on it.
struct AssessmentCommands {
  var path: String
  var environments: [String] = []
  var excludes: [String] = []
  var ruleFolders: [String] = []

  /// The whole assessment.
  func whole(targets: [String]) -> String {
    var command = ShellCommand("godwit", "assess", path)
    command.add("--to", each: targets)
    return finished(command)
  }

  /// What stands behind one number.
  func list(_ key: AssessmentList.Key) -> String {
    var command = ShellCommand("godwit", "assess", path)
    if case .target(let name) = key { command.add("--to", name) }
    command.add("--list", key.text)
    return finished(command)
  }

  /// What shows the changes of a target.
  func changes(of target: TargetAssessment) -> String {
    finished(ShellCommand("godwit", target.isSwap ? "migrate" : "adapt", path, "--to", target.target))
  }

  func inspection(of file: String) -> String { ShellCommand("godwit", "inspect", file).text }

  private func finished(_ command: ShellCommand) -> String {
    var command = command
    command.add("--environment", each: environments)
    command.add("--exclude", each: excludes)
    command.add("--rules", each: ruleFolders)
    return command.text
  }
}
