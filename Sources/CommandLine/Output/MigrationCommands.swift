// The commands that give the numbers of a migration again.

import Adaptation
import Migration
import RuleModel
import Semantics

/// How a run of `godwit migrate` was asked for, as far as its numbers depend on it.
struct MigrationCommands {
  /// A number of the report, or several that belong together, and what gives them again.
  struct Entry: Hashable {
    var what: String
    var command: String
  }

  /// As the user gave it.
  var run: String
  var path: String
  var to: String?
  var opset: Int?
  var rows: Int?
  var review = false
  var environments: [String] = []
  var excludes: [String] = []
  var ruleFolders: [String] = []
  /// The interpreter with the libraries of before, where one was named.
  var interpreter: String?

  func list(_ key: MigrationList.Key) -> String {
    var command = ShellCommand("godwit", "migrate", path)
    if let to { command.add("--to", to) }
    if let opset { command.add("--opset", "\(opset)") }
    if let rows { command.add("--rows", "\(rows)") }
    if review { command.add("--review") }
    command.add("--environment", each: environments)
    command.add("--exclude", each: excludes)
    command.add("--rules", each: ruleFolders)
    command.add("--list", key.rawValue)
    return command.text
  }

  /// What compares a model with what it became, by this program and by the interpreter of before.
  func comparisons(
    _ model: MigratedModel, of report: MigrationReport, _ request: MigrationRequest, isWritten: Bool
  )
    -> [Entry]
  {
    let folder = isWritten ? report.root : "\(report.root)/.godwit/preview"
    let planned = request.plan?.model(model.fact.file)
    var command = ShellCommand(
      "godwit", "verify", "\(report.root)/\(model.fact.file)", "\(folder)/\(model.fact.converted)")
    if let selection = model.item.selection { command.add("--select", selection) }
    if let data = planned?.data { command.add("--data", data.hasPrefix("/") ? data : "\(report.root)/\(data)") }
    if let precision = planned?.precision { command.add("--tolerance", precision.rawValue) }
    command.add("--rows", "\(request.rowLimit)")
    var entries = [Entry(what: "\(model.item.name): \(MigrationList.proof(model.proof))", command: command.text)]
    if let interpreter, let proof = model.originalProof {
      command.add("--python", interpreter)
      entries.append(
        Entry(
          what: "\(model.item.name), the original run by \(interpreter): \(MigrationList.proof(proof))",
          command: command.text))
    }
    return entries
  }

  /// All numbers of a report. What was written is taken back first, for a migrated project has nothing left to count.
  func entries(_ report: MigrationReport, _ request: MigrationRequest, isWritten: Bool) -> [Entry] {
    var entries = [Entry(what: "this run", command: run)]
    entries += report.models.flatMap { comparisons($0, of: report, request, isWritten: isWritten) }
    if isWritten {
      entries.append(
        Entry(what: "the project as it was, before what follows", command: ShellCommand("godwit", "undo", path).text))
    }
    let empty: Set<MigrationList.Key> = report.adaptation.changedFiles.isEmpty ? [.files] : []
    return entries
      + MigrationList.Key.allCases.filter { !empty.contains($0) }.map {
        Entry(what: MigrationList(report, $0).total, command: list($0))
      }
  }
}
