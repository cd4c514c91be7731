// One file's part of a unified diff, as git writes it.

/// A file before and after, shown as git shows it; `git apply` makes the one of the other, byte for byte.
///
/// Bytes in, bytes out: only `\n` ends a line, and whatever else a line holds is written as it is. A file with a NUL
/// among its first 8,000 bytes is binary, as in git, and only said to differ.
package struct FileDifference: Sendable {
  /// One side: no content where the file is not there. `isExecutable` is all of a mode that git keeps.
  package struct Side: Sendable {
    package var path: String
    package var bytes: ContiguousArray<UInt8>?
    package var isExecutable: Bool
    package init(path: String, bytes: ContiguousArray<UInt8>?, isExecutable: Bool = false) {
      self.path = path
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  package let old: Side
  package let new: Side
  /// The lines replaced; none where the file is binary.
  package let changes: [LineChange]

  private let oldLines: Lines
  private let newLines: Lines
  private let isBinary: Bool

  package init(from old: Side, to new: Side) { self.init(from: old, to: new, offsets: nil) }

  private init(from old: Side, to new: Side, offsets: OffsetMap?) {
    self.old = old
    self.new = new
    let isBinary = [old, new].contains { $0.bytes?.prefix(8000).contains(0) ?? false }
    oldLines = Lines(isBinary ? [] : old.bytes ?? [])
    newLines = Lines(isBinary ? [] : new.bytes ?? [])
    let windows = isBinary ? nil : offsets?.windows(from: oldLines, to: newLines)
    changes = LineChanges(oldLines, newLines, in: windows).changes
    self.isBinary = isBinary
  }

  /// - Parameter offsets: Where the old bytes are in the new ones, if it is known: then only lines are compared that have
  ///   other bytes.
  package init(
    path: String, from old: ContiguousArray<UInt8>, to new: ContiguousArray<UInt8>, offsets: OffsetMap? = nil
  ) {
    self.init(from: Side(path: path, bytes: old), to: Side(path: path, bytes: new), offsets: offsets)
  }

  package var insertedLineCount: Int { changes.reduce(0) { $0 + $1.new.count } }
  package var deletedLineCount: Int { changes.reduce(0) { $0 + $1.old.count } }

  /// The diff's text; empty where nothing differs.
  package func unified(context: Int = 3) -> ContiguousArray<UInt8> {
    guard !isUnchanged else { return [] }
    var text = header
    guard old.bytes != new.bytes, !(changes.isEmpty && !isBinary) else { return text }
    if isBinary {
      text += Self.ascii("Binary files ") + oldName + Self.ascii(" and ") + newName + Self.ascii(" differ\n")
      return text
    }
    text += Self.ascii("--- ") + Self.terminated(oldName)
    text += Self.ascii("+++ ") + Self.terminated(newName)
    var writer = HunkWriter(oldLines, newLines, context: context)
    writer.write(changes)
    return text + writer.text
  }

  private var isUnchanged: Bool {
    old.path == new.path && old.bytes == new.bytes && (old.isExecutable == new.isExecutable || old.bytes == nil)
  }

  private var header: ContiguousArray<UInt8> {
    var text = Self.ascii("diff --git ") + Self.name("a/", old.path) + [0x20] + Self.name("b/", new.path) + [0x0A]
    let (oldMode, newMode) = (Self.mode(old), Self.mode(new))
    if old.bytes == nil {
      text += Self.ascii("new file mode \(newMode)\n")
    } else if new.bytes == nil {
      text += Self.ascii("deleted file mode \(oldMode)\n")
    } else {
      if oldMode != newMode { text += Self.ascii("old mode \(oldMode)\nnew mode \(newMode)\n") }
      if old.path != new.path { text += rename }
    }
    return text
  }

  private var rename: ContiguousArray<UInt8> {
    let similarity = Self.ascii(old.bytes == new.bytes ? "similarity index 100%\n" : "")
    return similarity + Self.ascii("rename from ") + QuotedName.quotedIfNeeded(old.path)
      + Self.ascii("\nrename to ") + QuotedName.quotedIfNeeded(new.path) + [0x0A]
  }

  private var oldName: ContiguousArray<UInt8> { old.bytes == nil ? Self.ascii("/dev/null") : Self.name("a/", old.path) }
  private var newName: ContiguousArray<UInt8> { new.bytes == nil ? Self.ascii("/dev/null") : Self.name("b/", new.path) }

  private static func mode(_ side: Side) -> String { side.isExecutable ? "100755" : "100644" }
  private static func ascii(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }
  private static func name(_ prefix: String, _ path: String) -> ContiguousArray<UInt8> {
    QuotedName.quotedIfNeeded(prefix + path)
  }

  /// A tab ends a name with a space in it, so that readers do not take the rest for a date.
  private static func terminated(_ name: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    name.contains(0x20) && name.first != 0x22 ? name + [0x09, 0x0A] : name + [0x0A]
  }
}
