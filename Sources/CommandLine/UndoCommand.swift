// godwit undo: takes back what was written last.

import ArgumentParser
import Changes
import Projects

/// `godwit undo [PATH]`.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last change that was written, byte for byte.",
    discussion: """
      Refuses, naming the file, where a file was changed since; then nothing is taken back. Repeat it to take back the
      change before.
      """)

  @Argument(help: ArgumentHelp("A path in the project.", valueName: "path"))
  var path = "."

  @Flag(help: "List what can be taken back, newest first, and do nothing.")
  var list = false

  @Option(help: ArgumentHelp("The entry to take back, as --list names it.", valueName: "id"))
  var entry: String?

  func run() throws {
    guard let root = ProjectRoot.find(from: path) else {
      throw Failure("\(path) does not exist; name a path in the project.")
    }
    do {
      let journal = try Journal(root: root)
      for recovery in try journal.recover() {
        Console().note("A run that was cut short (\(recovery.entry.command)) was put back first.")
      }
      if list { return try printEntries(journal) }
      let taken = try journal.undo(try chosen())
      let count = taken.files.count
      Console().print("Took back \(taken.command) (\(taken.time)): \(count) file\(count == 1 ? "" : "s").")
    } catch let error as ChangeError {
      throw Failure(error.message)
    }
  }

  private func chosen() throws -> JournalID? {
    guard let entry else { return nil }
    guard let id = JournalID(entry) else {
      throw Failure("\(entry) is no entry of the journal; `godwit undo --list` shows them.")
    }
    return id
  }

  private func printEntries(_ journal: Journal) throws {
    let entries = try journal.entries()
    let console = Console()
    if entries.isEmpty { console.note("Nothing can be taken back here.") }
    for entry in entries {
      console.print("\(entry.id)  \(entry.time)  \(entry.files.count) files  \(entry.command)")
    }
  }
}
