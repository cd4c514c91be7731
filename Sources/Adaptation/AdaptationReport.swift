// What a whole run found and what it would change.

package import Semantics
package import SourceModel

/// One library moved from one release to another, or one library put in another's place.
package struct Upgrade: Hashable, Sendable {
  package var library: String
  /// The release the code was written for, or nil where nothing says.
  package var from: String?
  /// The release asked for; of a swap, the library that takes over.
  package var to: String
  /// What says so: `requirements.txt:3 (numpy==1.21.6)`, `--from`.
  package var evidence: String
  /// What a reader should know of the version: disagreements, a missing surface.
  package var notes: [String]

  package init(library: String, from: String?, to: String, evidence: String, notes: [String] = []) {
    self.library = library
    self.from = from
    self.to = to
    self.evidence = evidence
    self.notes = notes
  }
}

/// Something to be said about a requirement that was not moved.
package struct PinNote: Hashable, Sendable {
  package var path: String
  package var line: Int
  package var message: String
  package init(path: String, line: Int, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }
}

/// What a run found and would change.
package struct AdaptationReport: Sendable {
  /// The project's root, which paths are relative to.
  package var root: String
  package var upgrades: [Upgrade]
  /// The files with something to say, sorted by path; requirement files among them.
  package var files: [FileReport]
  package var pinNotes: [PinNote]
  /// What could not be looked at, one sentence each.
  package var problems: [String]
  /// The number of source files looked at.
  package var fileCount: Int
  /// Models whose converted files the code now loads.
  package var movedModels: [ModelFact] = []

  package init(
    root: String, upgrades: [Upgrade], files: [FileReport], pinNotes: [PinNote], problems: [String], fileCount: Int
  ) {
    self.root = root
    self.upgrades = upgrades
    self.files = files
    self.pinNotes = pinNotes
    self.problems = problems
    self.fileCount = fileCount
  }

  package var ledger: Ledger { files.indices.reduce(into: Ledger()) { $0.add(files[$1].ledger) } }
  package var changedFiles: [FileReport] { files.filter(\.changes) }
  package var findings: [ReportedFinding] { files.flatMap(\.findings) }

  /// Whether there were sources, and none of them could be read: then nothing found means nothing.
  package var isNothingRead: Bool {
    fileCount > 0 && files.filter { !$0.problems.isEmpty && $0.ledger.total == 0 }.count >= fileCount
  }

  /// The whole patch, as git reads it.
  package var patch: ContiguousArray<UInt8> { files.reduce(into: []) { $0 += $1.diff } }
}
