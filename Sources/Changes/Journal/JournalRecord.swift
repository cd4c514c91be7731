// A journal entry as text, and back.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The text form of a journal entry: a line each for the time, the command, every folder and file, and at the end the
/// SHA-256 of all before it, so that damage does not go unseen.
enum JournalRecord {
  private static let family = "godwit journal "
  private static let heading = family + "1"

  static func text(of entry: JournalEntry) -> ContiguousArray<UInt8> {
    var text = ContiguousArray("\(heading)\ntime \(entry.time)\ncommand ".utf8)
    text += QuotedName.quoted(entry.command) + [0x0A]
    for folder in entry.folders { text += ContiguousArray("folder ".utf8) + QuotedName.quoted(folder) + [0x0A] }
    for file in entry.files {
      let mode = String(file.mode, radix: 8)
      text += "file \(file.kind.rawValue) \(mode) \(file.oldCount) \(file.oldHash ?? "-") \(file.newHash ?? "-") ".utf8
      text += QuotedName.quoted(file.path) + [0x0A]
    }
    text += "end \(SHA256.hexadecimal(text))\n".utf8
    return text
  }

  /// The entry that was written as `text`, or nothing if `text` is damaged or names files that are not the project's.
  static func entry(_ id: JournalID, from text: ContiguousArray<UInt8>) -> JournalEntry? {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    guard lines.popLast()?.isEmpty == true, let end = lines.popLast() else { return nil }
    let sealed = ContiguousArray(text[..<end.startIndex])
    guard string(end) == "end \(SHA256.hexadecimal(sealed))", string(lines.popFirst()) == heading,
      let time = fields(lines.popFirst(), "time", 1)?.first, let command = quoted(lines.popFirst(), "command", 0)
    else { return nil }
    var folders: [String] = []
    var files: [JournalEntry.File] = []
    for line in lines {
      if let folder = quoted(line, "folder", 0)?.name {
        folders.append(folder)
      } else if let file = file(line) {
        files.append(file)
      } else {
        return nil
      }
    }
    guard (folders + files.map(\.path)).allSatisfy(ProjectFolder.isPlain) else { return nil }
    return JournalEntry(id: id, time: time, command: command.name, files: files, folders: folders)
  }

  /// Whether the first line says that another version of this format follows.
  static func isOfAnotherVersion(_ text: ContiguousArray<UInt8>) -> Bool {
    let first = string(text.prefix { $0 != 0x0A })
    return first.hasPrefix(family) && first != heading && Int(first.dropFirst(family.utf8.count)) != nil
  }

  private static func file(_ line: ArraySlice<UInt8>) -> JournalEntry.File? {
    guard let (fields, path) = quoted(line, "file", 5), let kind = JournalEntry.File.Kind(rawValue: fields[0]),
      let mode = mode_t(fields[1], radix: 8), let count = Int(fields[2]), count >= 0
    else { return nil }
    let hashes = fields[3...4].map { $0 == "-" ? nil : $0 }
    guard (hashes[0] == nil) == (kind == .created), (hashes[1] == nil) == (kind == .deleted) else { return nil }
    return JournalEntry.File(
      kind: kind, path: path, mode: mode, oldCount: count, oldHash: hashes[0], newHash: hashes[1])
  }

  /// `count` plain fields after the word that begins the line, then a quoted name.
  private static func quoted(
    _ line: ArraySlice<UInt8>?, _ word: String, _ count: Int
  ) -> (fields: [String], name: String)? {
    guard let parts = line?.split(separator: 0x20, maxSplits: count + 1, omittingEmptySubsequences: false),
      parts.count == count + 2, string(parts[0]) == word, let name = QuotedName.unquoted(parts[count + 1])
    else { return nil }
    return (parts[1..<(count + 1)].map { string($0) }, name)
  }

  private static func fields(_ line: ArraySlice<UInt8>?, _ word: String, _ count: Int) -> [String]? {
    guard let parts = line?.split(separator: 0x20), parts.count == count + 1, string(parts[0]) == word else {
      return nil
    }
    return parts.dropFirst().map { string($0) }
  }

  private static func string(_ bytes: ArraySlice<UInt8>?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }
}
