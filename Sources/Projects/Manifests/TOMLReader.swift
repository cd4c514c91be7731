// The scanner behind `TOMLDocument`: one pass, one value at a time, never past what it understands.

/// A place in a TOML or JSON file.
struct TOMLReader {
  let bytes: ContiguousArray<UInt8>
  private var at: Int
  /// Values nested deeper than this are not read.
  private static let depthLimit = 64

  /// Begins at `start`, or after a byte order mark.
  init(bytes: ContiguousArray<UInt8>, at start: Int? = nil) {
    self.bytes = bytes
    at = start ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

  // MARK: Lines

  mutating func readDocument(into document: inout TOMLDocument) {
    skipSpace()
    while at < bytes.count {
      let start = at
      if !readLine(into: &document) {
        document.problems.append(start)
        skipLine()
      }
      skipSpace()
    }
  }

  private mutating func readLine(into document: inout TOMLDocument) -> Bool {
    if current == UInt8(ascii: "[") { return readHeader(into: &document) }
    guard let entry = readEntry(depth: 0) else { return false }
    document.tables[document.tables.count - 1].entries.append(entry)
    skipBlanksAndComment()
    return at == bytes.count || isLineEnd(current)
  }

  private mutating func readHeader(into document: inout TOMLDocument) -> Bool {
    at += 1
    let isElement = take(UInt8(ascii: "["))
    skipBlanks()
    guard let path = readKeys(), take(UInt8(ascii: "]")), !isElement || take(UInt8(ascii: "]")) else { return false }
    document.tables.append(TOMLTable(path: path, isElement: isElement))
    skipBlanksAndComment()
    return at == bytes.count || isLineEnd(current)
  }

  private mutating func readEntry(depth: Int) -> TOMLEntry? {
    let start = at
    guard let keys = readKeys(), take(UInt8(ascii: "=")) || take(UInt8(ascii: ":")) else { return nil }
    skipSpace(ifNested: depth > 0)
    guard let value = readValue(depth: depth) else { return nil }
    return TOMLEntry(keys: keys, value: value, start: start)
  }

  /// `a.b."c d"`, and the blanks after it.
  private mutating func readKeys() -> [String]? {
    var keys: [String] = []
    repeat {
      skipBlanks()
      guard let key = readKey() else { return nil }
      keys.append(key)
      skipBlanks()
    } while take(UInt8(ascii: "."))
    return keys
  }

  private mutating func readKey() -> String? {
    if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return readString()?.text }
    let start = at
    while isAlphanumeric(current) || current == UInt8(ascii: "-") || current == UInt8(ascii: "_") { at += 1 }
    return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
  }

  // MARK: Values

  /// The value that begins here; a JSON file is one such value.
  mutating func readValue(depth: Int = 0) -> TOMLValue? {
    guard depth < Self.depthLimit else { return nil }
    skipSpace(ifNested: depth > 0)
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readString().map { .string($0) }
    case UInt8(ascii: "["): return readArray(depth: depth + 1)
    case UInt8(ascii: "{"): return readInlineTable(depth: depth + 1)
    default: return readPlain()
    }
  }

  private mutating func readArray(depth: Int) -> TOMLValue? {
    at += 1
    var values: [TOMLValue] = []
    while true {
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard at < bytes.count, let value = readValue(depth: depth) else { return nil }
      values.append(value)
      skipSpace()
      if !take(UInt8(ascii: ",")) && current != UInt8(ascii: "]") { return nil }
    }
  }

  private mutating func readInlineTable(depth: Int) -> TOMLValue? {
    at += 1
    var entries: [TOMLEntry] = []
    while true {
      skipSpace()
      if take(UInt8(ascii: "}")) { return .table(entries) }
      guard at < bytes.count, let entry = readEntry(depth: depth) else { return nil }
      entries.append(entry)
      skipSpace()
      if !take(UInt8(ascii: ",")) && current != UInt8(ascii: "}") { return nil }
    }
  }

  private mutating func readPlain() -> TOMLValue? {
    let start = at
    while at < bytes.count, !isPlainEnd(bytes[at]) { at += 1 }
    return at > start ? .other(start..<at) : nil
  }

  private func isPlainEnd(_ byte: UInt8) -> Bool {
    isLineEnd(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "#")
  }

  // MARK: Strings

  private mutating func readString() -> TOMLString? {
    let quote = current
    let triple: [UInt8] = [quote, quote, quote]
    let isTriple = bytes[at...].starts(with: triple)
    at += isTriple ? 3 : 1
    let start = at
    var hasEscape = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        hasEscape = true
        at += 2
        continue
      }
      if !isTriple && isLineEnd(byte) { return nil }
      if byte == quote, !isTriple || bytes[at...].starts(with: triple) {
        let range = start..<at
        at += isTriple ? 3 : 1
        return TOMLString(text: decoded(range, hasEscape), range: range, isVerbatim: !hasEscape && !isTriple)
      }
      at += 1
    }
    return nil
  }

  /// The text with the escapes of one letter resolved; those that name a code point stay as they are, since no name
  /// or version holds one.
  private func decoded(_ range: Range<Int>, _ hasEscape: Bool) -> String {
    guard hasEscape else { return String(decoding: bytes[range], as: UTF8.self) }
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound { index += 1 }
      result.append(bytes[index])
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: Space

  private mutating func skipBlanks() {
    while at < bytes.count, isBlank(bytes[at]) { at += 1 }
  }

  private mutating func skipBlanksAndComment() {
    skipBlanks()
    if current == UInt8(ascii: "#") { skipLine() }
  }

  private mutating func skipLine() {
    while at < bytes.count, !isLineEnd(bytes[at]) { at += 1 }
  }

  private mutating func skipSpace(ifNested isNested: Bool = true) {
    guard isNested else { return skipBlanks() }
    while at < bytes.count {
      skipBlanksAndComment()
      guard at < bytes.count, isLineEnd(bytes[at]) else { return }
      at += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }
}
