// The patterns of one ignore file, compiled so that most of them cost one comparison a name.

/// One line of an ignore file: where its pattern stands among the bytes and how it is to be compared.
struct IgnorePattern {
  struct Flags: OptionSet {
    let rawValue: UInt8
    /// Takes back what an earlier pattern ignored.
    static let negated = Flags(rawValue: 1)
    /// Ends in a slash: means folders only.
    static let folderOnly = Flags(rawValue: 2)
    /// Holds no slash: compared with the name alone, in any folder below.
    static let nameOnly = Flags(rawValue: 4)
    /// A star and then plain text: compared with the end of the name.
    static let suffix = Flags(rawValue: 8)
  }

  var start: Int
  var end: Int
  /// The number of bytes before the first special one.
  var plainCount: Int
  var flags: Flags

  var isPlain: Bool { plainCount == end - start }
}

/// The patterns of one ignore file, which speak of what lies below one folder.
struct IgnoreRules {
  private var bytes: ContiguousArray<UInt8>
  private var patterns: [IgnorePattern] = []

  var isEmpty: Bool { patterns.isEmpty }

  /// Reads the text of an ignore file, as git reads it: a line a pattern, `#` begins a comment, a byte order mark and
  /// carriage returns before line ends do not count.
  init(_ text: ContiguousArray<UInt8>) {
    bytes = text
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      let next = end + 1
      if end > start, text[end - 1] == 0x0D { end -= 1 }
      if end > start, text[start] != UInt8(ascii: "#") { add(start, trimmed(start, end)) }
      start = next
    }
  }

  /// One pattern a string.
  init(lines: [String]) { self.init(ContiguousArray(lines.joined(separator: "\n").utf8)) }

  /// The end without the trailing spaces that no backslash protects.
  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var kept = start
    var at = start
    while at < end {
      let isEscape = bytes[at] == UInt8(ascii: "\\")
      if isEscape { at += 1 }
      at += 1
      if isEscape || bytes[at - 1] != 0x20 { kept = min(at, end) }
    }
    return kept
  }

  private mutating func add(_ lineStart: Int, _ lineEnd: Int) {
    var (start, end) = (lineStart, lineEnd)
    var flags: IgnorePattern.Flags = []
    if start < end, bytes[start] == UInt8(ascii: "!") {
      flags.insert(.negated)
      start += 1
    }
    if end > start, bytes[end - 1] == UInt8(ascii: "/") {
      flags.insert(.folderOnly)
      end -= 1
    }
    if !bytes[start..<end].contains(UInt8(ascii: "/")) { flags.insert(.nameOnly) }
    if !flags.contains(.nameOnly), bytes[start] == UInt8(ascii: "/") { start += 1 }
    guard start < end else { return }
    let plain = plainCount(start, end)
    if flags.contains(.nameOnly), bytes[start] == UInt8(ascii: "*"), plainCount(start + 1, end) == end - start - 1 {
      flags.insert(.suffix)
    }
    patterns.append(IgnorePattern(start: start, end: end, plainCount: plain, flags: flags))
  }

  private func plainCount(_ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, !isSpecial(bytes[at]) { at += 1 }
    return at - start
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\\")
  }

  /// What the last pattern that matches says: ignored, taken back, or nil where none matches.
  ///
  /// `path` is relative to the folder of the ignore file; its name begins at `nameStart`.
  func verdict(_ path: UnsafeBufferPointer<UInt8>, nameStart: Int, isFolder: Bool) -> Bool? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = patterns.count - 1
      while index >= 0 {
        let pattern = patterns[index]
        if isFolder || !pattern.flags.contains(.folderOnly) {
          let text = UnsafeBufferPointer(rebasing: buffer[pattern.start..<pattern.end])
          if matches(pattern, text, path, nameStart) { return !pattern.flags.contains(.negated) }
        }
        index -= 1
      }
      return nil
    }
  }

  private func matches(
    _ pattern: IgnorePattern, _ text: UnsafeBufferPointer<UInt8>, _ path: UnsafeBufferPointer<UInt8>, _ nameStart: Int
  ) -> Bool {
    let subject = pattern.flags.contains(.nameOnly) ? UnsafeBufferPointer(rebasing: path[nameStart...]) : path
    if pattern.isPlain { return text.count == subject.count && text.elementsEqual(subject) }
    if pattern.flags.contains(.suffix) {
      let tail = text.count - 1
      return subject.count >= tail && subject[(subject.count - tail)...].elementsEqual(text[1...])
    }
    let plain = pattern.plainCount
    guard subject.count >= plain, subject[..<plain].elementsEqual(text[..<plain]) else { return false }
    let rest = UnsafeBufferPointer(rebasing: text[plain...])
    return Glob(pattern: rest, text: UnsafeBufferPointer(rebasing: subject[plain...])).matches
  }
}
