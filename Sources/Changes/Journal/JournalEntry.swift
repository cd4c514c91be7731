// What one applied change set did, as the journal keeps it.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The name of a journal entry: a number that grows, and the time.
package struct JournalID: Hashable, Comparable, Sendable, CustomStringConvertible {
  let number: Int
  private let time: String

  init(number: Int, time: Timestamp) {
    self.number = number
    self.time = time.compact
  }

  /// Reads what `description` wrote; nothing for any other text.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), number > 0, parts[1].count == 16,
      parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x54 || $0 == 0x5A })
    else { return nil }
    self.number = number
    time = String(parts[1])
    guard description == text else { return nil }
  }

  package var description: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + time
  }

  package static func < (left: JournalID, right: JournalID) -> Bool {
    (left.number, left.time) < (right.number, right.time)
  }
}

/// One applied change set: when, by which command, and which files.
package struct JournalEntry: Hashable, Sendable {
  /// One file, before and after.
  package struct File: Hashable, Sendable {
    package enum Kind: String, Sendable { case replaced, created, deleted }

    package var kind: Kind
    /// Relative to the root, links followed.
    package var path: String
    /// The mode of the file before; of a created file, nothing.
    var mode: mode_t
    /// How many bytes the file had before.
    var oldCount: Int
    /// SHA-256 of the bytes before and after; nothing where there was no file.
    var oldHash: String?
    var newHash: String?
  }

  package let id: JournalID
  /// In UTC, such as `2026-11-23T22:50:20Z`.
  package let time: String
  package let command: String
  package let files: [File]
  /// Folders made for created files, outermost first.
  let folders: [String]

  /// The name of the file's replacement until it takes its place; it stands in the same folder.
  func temporaryPath(_ file: Int) -> String {
    let folder = ProjectFolder.parent(of: files[file].path)
    return (folder.isEmpty ? "" : "\(folder)/") + ".godwit-\(id)-\(file)"
  }
}
