// What a run has to say of one file, as plain values that can be printed, stored and sent.

package import RuleEngine
package import SourceModel

/// One finding, with everything a reader needs and nothing that refers to a tree.
package struct ReportedFinding: Hashable, Sendable {
  package var rule: String
  /// The name found: `numpy.in1d`.
  package var name: String
  package var standing: Standing
  package var range: ByteRange
  package var start: Position
  package var end: Position
  /// The rule's reason.
  package var why: String
  /// Why it was not applied unasked.
  package var reasons: [String]
  /// How the receiver's type is known: `x ← numpy.array, line 12`.
  package var evidence: [String]
  /// What it leaves as it was of values that are followed, such as the colour order of an image.
  package var notes: [String] = []
  /// Whether the change is part of the file's diff.
  package var isApplied: Bool
  /// Whether the rule could write something here.
  package var isFixable: Bool
  /// The source line, without its end.
  package var line: String
  /// The type of the model that is loaded here, and where else its path stands. Of swaps that move models, whose results
  /// are not stored.
  package var loadedModel: String?
  package var modelPath: String?
}

/// What a run has to say of one file.
package struct FileReport: Sendable {
  /// Relative to the project's root.
  package var path: String
  package var findings: [ReportedFinding] = []
  package var ledger = Ledger()
  /// Whether the file is a script that says itself what it requires.
  var holdsRequirements = false
  /// Why the file was left as it is, one sentence each.
  package var problems: [String] = []
  /// The file's part of the patch; empty where nothing changes.
  package var diff: ContiguousArray<UInt8> = []
  package var insertedLines = 0
  package var deletedLines = 0
  /// Set on a fresh result that changes the file; never stored.
  package var rewriting: Rewriting?

  /// The file's bytes before and after.
  package struct Rewriting: Sendable {
    package var before: ContiguousArray<UInt8>
    package var after: ContiguousArray<UInt8>
    package init(before: ContiguousArray<UInt8>, after: ContiguousArray<UInt8>) {
      self.before = before
      self.after = after
    }
  }

  package init(path: String) { self.path = path }

  package var changes: Bool { !diff.isEmpty }
}

extension ReportedFinding {
  func write(to bytes: inout ByteWriter) {
    bytes.writeShared(rule)
    bytes.writeShared(name)
    bytes.writeShared(standing.rawValue)
    bytes.write(Int(range.start))
    bytes.write(Int(range.end))
    bytes.write(start.line)
    bytes.write(start.column)
    bytes.write(end.line)
    bytes.write(end.column)
    bytes.writeShared(why)
    bytes.writeShared(reasons)
    bytes.write(evidence)
    bytes.write(notes)
    bytes.write(UInt8((isApplied ? 1 : 0) | (isFixable ? 2 : 0)))
    bytes.write(line)
  }

  init?(from bytes: inout ByteReader) {
    guard let rule = bytes.readShared(), let name = bytes.readShared(),
      let standing = bytes.readShared().flatMap(Standing.init(rawValue:))
    else { return nil }
    guard let first = bytes.readUInt32(), let last = bytes.readUInt32(), let startLine = bytes.readUInt32(),
      let startColumn = bytes.readUInt32(), let endLine = bytes.readUInt32(), let endColumn = bytes.readUInt32(),
      first <= last, let why = bytes.readShared(), let reasons = bytes.readSharedList(),
      let evidence = bytes.readStrings(), let notes = bytes.readStrings(), let flags = bytes.readByte(),
      let line = bytes.readString()
    else { return nil }
    self.init(
      rule: rule, name: name, standing: standing, range: ByteRange(first, last),
      start: Position(line: Int(startLine), column: Int(startColumn)),
      end: Position(line: Int(endLine), column: Int(endColumn)),
      why: why, reasons: reasons, evidence: evidence, notes: notes, isApplied: flags & 1 != 0,
      isFixable: flags & 2 != 0,
      line: line)
  }
}

extension FileReport {
  func write(to bytes: inout ByteWriter) {
    bytes.write(findings.count)
    for finding in findings { finding.write(to: &bytes) }
    ledger.write(to: &bytes)
    bytes.write(problems)
    bytes.write(diff)
    bytes.write(insertedLines)
    bytes.write(deletedLines)
    bytes.write(UInt8(holdsRequirements ? 1 : 0))
  }

  init?(path: String, from bytes: inout ByteReader) {
    guard let count = bytes.readCount() else { return nil }
    self.init(path: path)
    findings.reserveCapacity(count)
    for _ in 0..<count {
      guard let finding = ReportedFinding(from: &bytes) else { return nil }
      findings.append(finding)
    }
    guard let ledger = Ledger(from: &bytes), let problems = bytes.readStrings(), let diff = bytes.readBytes(),
      let inserted = bytes.readInt(), let deleted = bytes.readInt(), let holdsRequirements = bytes.readByte()
    else { return nil }
    self.ledger = ledger
    self.problems = problems
    self.diff = diff
    insertedLines = inserted
    deletedLines = deleted
    self.holdsRequirements = holdsRequirements != 0
  }
}
