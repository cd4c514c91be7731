// Reads the part of YAML that environment files are written in, keeping where each scalar stands.

/// A value and its place. What is not understood is `none`.
indirect enum YAMLValue {
  case scalar(YAMLScalar)
  case mapping([(key: String, value: YAMLValue)])
  case sequence([YAMLValue])
  case none

  /// The value at a key of a mapping.
  subscript(key: String) -> YAMLValue {
    guard case .mapping(let entries) = self else { return .none }
    return entries.first { $0.key == key }?.value ?? .none
  }
}

struct YAMLScalar {
  var text: String
  /// What stands between the quotes, where there are any.
  var range: Range<Int>
  /// Whether that is the text itself, so that it can be edited in place.
  var isVerbatim = true
  /// Whether it stands in a flow list without quotes.
  var isBareFlowItem = false
}

/// Block mappings and sequences, and flow sequences of scalars.
struct YAMLDocument {
  private(set) var root = YAMLValue.none

  init(_ bytes: ContiguousArray<UInt8>) {
    var reader = YAMLReader(bytes)
    root = reader.readBlock(indent: 0, depth: 0)
  }
}

private struct YAMLReader {
  /// A line that is neither blank nor a comment, its comment cut off.
  private struct Line {
    var indent: Int
    var start: Int
    var end: Int
  }

  private let bytes: ContiguousArray<UInt8>
  private var lines: [Line] = []
  private var at = 0
  private static let depthLimit = 64

  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      addLine(start, end)
      start = end + 1
    }
  }

  private mutating func addLine(_ lineStart: Int, _ lineEnd: Int) {
    var start = lineStart
    while start < lineEnd, bytes[start] == 0x20 { start += 1 }
    let end = trimmingBlanks(bytes, start, commentStart(start, lineEnd))
    let isMarker = start == lineStart && bytes[start..<end].elementsEqual("---".utf8)
    if start < end && !isMarker { lines.append(Line(indent: start - lineStart, start: start, end: end)) }
  }

  private func commentStart(_ start: Int, _ end: Int) -> Int {
    var quote: UInt8 = 0
    for index in start..<end {
      let byte = bytes[index]
      let begins = index == start || isBlank(bytes[index - 1])
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "#") && begins {
        return index
      } else if isQuote(byte), begins || bytes[index - 1] == UInt8(ascii: "[") || bytes[index - 1] == UInt8(ascii: ",")
      {
        quote = byte
      }
    }
    return end
  }

  // MARK: Blocks

  /// The block that begins at the current line, if that is indented enough.
  mutating func readBlock(indent: Int, depth: Int) -> YAMLValue {
    guard at < lines.count, lines[at].indent >= indent else { return .none }
    let own = lines[at].indent
    guard depth < Self.depthLimit else {
      skipDeeper(than: own - 1)
      return .none
    }
    if isItem(lines[at]) { return readSequence(indent: own, depth: depth) }
    if keyEnd(lines[at]) != nil { return readMapping(indent: own, depth: depth) }
    let line = lines[at]
    at += 1
    return readScalar(line.start, line.end, indent: own - 1)
  }

  private mutating func readSequence(indent: Int, depth: Int) -> YAMLValue {
    var values: [YAMLValue] = []
    while at < lines.count, lines[at].indent == indent, isItem(lines[at]) {
      let line = lines[at]
      let start = skippingBlanks(bytes, line.start + 1, line.end)
      if start == line.end {
        at += 1
        values.append(readBlock(indent: indent + 1, depth: depth + 1))
      } else {
        // What follows the dash is a block of its own, indented as far as it stands.
        lines[at] = Line(indent: indent + start - line.start, start: start, end: line.end)
        values.append(readBlock(indent: indent + 1, depth: depth + 1))
      }
      skipDeeper(than: indent)
    }
    return .sequence(values)
  }

  private mutating func readMapping(indent: Int, depth: Int) -> YAMLValue {
    var entries: [(key: String, value: YAMLValue)] = []
    while at < lines.count, lines[at].indent == indent, let colon = keyEnd(lines[at]) {
      let line = lines[at]
      let key = unquoted(line.start..<trimmingBlanks(bytes, line.start, colon)).text
      let start = skippingBlanks(bytes, colon + 1, line.end)
      at += 1
      if start < line.end {
        entries.append((key, readScalar(start, line.end, indent: indent)))
      } else if at < lines.count, lines[at].indent == indent, isItem(lines[at]) {
        entries.append((key, readSequence(indent: indent, depth: depth + 1)))
      } else {
        entries.append((key, readBlock(indent: indent + 1, depth: depth + 1)))
      }
      skipDeeper(than: indent)
    }
    return .mapping(entries)
  }

  private mutating func skipDeeper(than indent: Int) {
    while at < lines.count, lines[at].indent > indent { at += 1 }
  }

  private func isItem(_ line: Line) -> Bool {
    bytes[line.start] == UInt8(ascii: "-") && (line.end == line.start + 1 || isBlank(bytes[line.start + 1]))
  }

  /// Where the colon after a key stands.
  private func keyEnd(_ line: Line) -> Int? {
    var index = line.start
    if isQuote(bytes[index]) {
      let quote = bytes[index]
      index += 1
      while index < line.end, bytes[index] != quote { index += 1 }
    }
    while index < line.end {
      let isColon = bytes[index] == UInt8(ascii: ":")
      if isColon, index + 1 == line.end || isBlank(bytes[index + 1]) { return index }
      index += 1
    }
    return nil
  }

  // MARK: Scalars

  private mutating func readScalar(_ start: Int, _ end: Int, indent: Int) -> YAMLValue {
    switch bytes[start] {
    case UInt8(ascii: "["): return readFlowSequence(start)
    case UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"):
      skipDeeper(than: indent)
      return .none
    default:
      var scalar = unquoted(start..<end)
      if at < lines.count, lines[at].indent > indent { scalar.isVerbatim = false }
      return .scalar(scalar)
    }
  }

  /// `[a, "b"]` of scalars, over as many lines as it takes.
  private mutating func readFlowSequence(_ start: Int) -> YAMLValue {
    var values: [YAMLValue] = []
    var index = start + 1
    while true {
      while index < bytes.count, isBlank(bytes[index]) || isLineEnd(bytes[index]) { index += 1 }
      guard index < bytes.count, bytes[index] != UInt8(ascii: "{"), bytes[index] != UInt8(ascii: "[") else {
        return .none
      }
      if bytes[index] == UInt8(ascii: "]") { break }
      let end = flowItemEnd(index)
      var scalar = unquoted(index..<trimmingBlanks(bytes, index, end))
      scalar.isBareFlowItem = scalar.range.lowerBound == index
      values.append(.scalar(scalar))
      index = end
      if index < bytes.count, bytes[index] == UInt8(ascii: ",") { index += 1 }
    }
    while at < lines.count, lines[at].start < index { at += 1 }
    return .sequence(values)
  }

  private func flowItemEnd(_ start: Int) -> Int {
    var index = start
    if isQuote(bytes[start]) {
      index += 1
      while index < bytes.count, bytes[index] != bytes[start] { index += 1 }
    }
    while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "]") { index += 1 }
    return index
  }

  private func unquoted(_ range: Range<Int>) -> YAMLScalar {
    let quote = bytes[range.lowerBound]
    guard isQuote(quote), range.count >= 2, bytes[range.upperBound - 1] == quote else {
      return YAMLScalar(text: String(decoding: bytes[range], as: UTF8.self), range: range)
    }
    let inner = range.lowerBound + 1..<range.upperBound - 1
    let isVerbatim =
      !bytes[inner].contains(quote) && !(quote == UInt8(ascii: "\"") && bytes[inner].contains(UInt8(ascii: "\\")))
    return YAMLScalar(text: String(decoding: bytes[inner], as: UTF8.self), range: inner, isVerbatim: isVerbatim)
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}
