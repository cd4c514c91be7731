// Writes the hunks of a unified diff.

/// Writes changes with the lines around them; changes that share such lines share a hunk.
struct HunkWriter {
  private(set) var text: ContiguousArray<UInt8> = []
  private let old: Lines
  private let new: Lines
  private let context: Int
  /// How many lines were looked at for headings, and the last that is one.
  private var linesSearched = 0
  private var latestHeading: Int?

  init(_ old: Lines, _ new: Lines, context: Int) {
    self.old = old
    self.new = new
    self.context = context
  }

  mutating func write(_ changes: [LineChange]) {
    var first = 0
    while first < changes.count {
      var last = first
      while last + 1 < changes.count,
        changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * context
      {
        last += 1
      }
      writeHunk(changes[first...last])
      first = last + 1
    }
  }

  private mutating func writeHunk(_ changes: ArraySlice<LineChange>) {
    guard let first = changes.first, let last = changes.last else { return }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
    let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
    writeHead(oldRange, newRange)
    var line = oldRange.lowerBound
    for change in changes {
      for common in line..<change.old.lowerBound { write(0x20, old, common) }
      for deleted in change.old { write(0x2D, old, deleted) }
      for inserted in change.new { write(0x2B, new, inserted) }
      line = change.old.upperBound
    }
    for common in line..<oldRange.upperBound { write(0x20, old, common) }
  }

  private mutating func writeHead(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    text += "@@ -\(Self.extent(oldRange)) +\(Self.extent(newRange)) @@".utf8
    if let heading = heading(above: oldRange.lowerBound) {
      text.append(0x20)
      text += heading
    }
    text.append(0x0A)
  }

  /// The first line, counted from 1, and how many; of no lines, the line before.
  private static func extent(_ lines: Range<Int>) -> String {
    if lines.count == 1 { return "\(lines.lowerBound + 1)" }
    return lines.isEmpty ? "\(lines.lowerBound),0" : "\(lines.lowerBound + 1),\(lines.count)"
  }

  /// The nearest line above that begins with a letter, `_` or `$`: most often the function or class one is in.
  ///
  /// Hunks come in the order of their lines, so that each line is looked at once.
  private mutating func heading(above line: Int) -> ArraySlice<UInt8>? {
    while linesSearched < line {
      let range = old.range(linesSearched)
      if !range.isEmpty, Self.isHeadingStart(old.bytes[range.lowerBound]) { latestHeading = linesSearched }
      linesSearched += 1
    }
    guard let found = latestHeading, found >= line - 5_000 else { return nil }
    return Self.cut(old[found], to: 80)
  }

  /// The beginning of a line, without half a character or spaces at its end.
  private static func cut(_ line: ArraySlice<UInt8>, to count: Int) -> ArraySlice<UInt8>? {
    var heading = line.prefix(count)
    if line.count > count {
      while line[heading.endIndex] & 0xC0 == 0x80, !heading.isEmpty { heading.removeLast() }
    }
    return heading.lastIndex { $0 > 0x20 }.map { heading[...$0] }
  }

  private static func isHeadingStart(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x5F || byte == 0x24
  }

  private mutating func write(_ mark: UInt8, _ lines: Lines, _ line: Int) {
    text.append(mark)
    let range = lines.range(line)
    text.append(contentsOf: lines.bytes[range])
    if lines.bytes[range.upperBound - 1] != 0x0A { text += "\n\\ No newline at end of file\n".utf8 }
  }
}
