// Reads an API surface: one line a symbol, tens of thousands of lines, in a few milliseconds.

import Semantics
import SourceModel

/// Reads the flat subset of YAML that surfaces are written in, byte by byte.
///
/// 10,000 symbols of 1.2 MB take 15 ms on a busy core, a third of that on an idle one (November 2026).
struct SurfaceReader {
  private let path: String
  private let bytes: ContiguousArray<UInt8>
  private var errors: [RuleError] = []
  private var release: String?
  private var library: String?
  private var entries: [String: APISurface.Entry] = [:]
  private var isInSymbols = false

  static func read(path: String, bytes: ContiguousArray<UInt8>) throws(RuleErrors) -> APISurface {
    var reader = SurfaceReader(path, bytes)
    return try reader.read()
  }

  private init(_ path: String, _ bytes: ContiguousArray<UInt8>) {
    self.path = path
    self.bytes = bytes
    // A line has some 80 bytes.
    entries.reserveCapacity(bytes.count / 80)
  }

  private mutating func read() throws(RuleErrors) -> APISurface {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      readLine(start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end))
      start = end + 1
    }
    if !isInSymbols {
      fail("a surface has `surface`, `library` and `symbols`", "write those three keys, in this order", at: 0..<1)
    }
    guard errors.isEmpty, let release, let library else { throw RuleErrors(errors) }
    return APISurface(library: library, release: release, entries: entries)
  }

  private mutating func fail(_ message: String, _ remedy: String, at range: Range<Int>) {
    let document = RuleDocument(path: path, bytes: bytes)
    errors.append(document.error(.surface, message, remedy: remedy, at: range.lowerBound, length: range.count))
  }

  // MARK: Lines

  private mutating func readLine(_ line: Range<Int>) {
    var first = line.lowerBound
    while first < line.upperBound, bytes[first] == 0x20 { first += 1 }
    guard first < line.upperBound, bytes[first] != 0x23 else { return }
    if first == line.lowerBound { return readHeader(line) }
    guard isInSymbols, first == line.lowerBound + 2 else {
      return fail(
        "a symbol is indented by two blanks, under `symbols:`", "write `  name: kind`", at: first..<line.upperBound)
    }
    readSymbol(first..<line.upperBound)
  }

  private mutating func readHeader(_ line: Range<Int>) {
    guard let (key, value) = split(line) else {
      return fail("a line is a key, a colon and a value", "write `surface: \"1.0\"`", at: line)
    }
    switch text(key) {
    case "surface" where release == nil:
      let text = text(unquoted(value))
      if Release(text) == nil { fail("`\(text)` is not a release", "write numbers with dots", at: value) }
      release = text
    case "library" where library == nil: library = text(unquoted(value))
    case "symbols" where value.isEmpty && release != nil && library != nil: isInSymbols = true
    default:
      fail(
        "`\(text(key))` cannot stand here", "a surface has `surface`, `library` and `symbols`, in this order", at: key)
    }
  }

  private mutating func readSymbol(_ line: Range<Int>) {
    guard let (key, value) = split(line), !key.isEmpty, !value.isEmpty else {
      return fail("a symbol is a name, a colon and what it is", "write `name: kind`", at: line)
    }
    let isQuoted = bytes[value.lowerBound] == 0x22
    let content = unquoted(value)
    guard !isQuoted || content.count == value.count - 2 else {
      return fail("this quote is never closed", "close it at the end of the line", at: value)
    }
    var parser = SurfaceEntryParser(bytes: bytes, range: content)
    if isQuoted, hasEscape(content) {
      let plain = unescaped(content)
      parser = SurfaceEntryParser(bytes: plain, range: plain.indices)
    }
    guard let entry = parser.entry() else {
      return fail(parser.failure, SurfaceEntryParser.remedy, at: value)
    }
    if entries.updateValue(entry, forKey: text(key)) != nil {
      fail("`\(text(key))` is listed twice", "delete one of the two lines", at: key)
    }
  }

  // MARK: Words

  /// The key before the first `: ` (or a `:` that ends the line) and the value behind it, blanks trimmed.
  private func split(_ line: Range<Int>) -> (key: Range<Int>, value: Range<Int>)? {
    var colon = line.lowerBound
    while colon < line.upperBound {
      if bytes[colon] == 0x3A, colon + 1 == line.upperBound || bytes[colon + 1] == 0x20 { break }
      colon += 1
    }
    guard colon < line.upperBound else { return nil }
    var start = colon + 1
    var end = line.upperBound
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return (line.lowerBound..<colon, start..<end)
  }

  private func unquoted(_ range: Range<Int>) -> Range<Int> {
    let isQuoted = range.count >= 2 && bytes[range.lowerBound] == 0x22 && bytes[range.upperBound - 1] == 0x22
    return isQuoted ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
  }

  private func hasEscape(_ range: Range<Int>) -> Bool {
    for place in range where bytes[place] == 0x5C { return true }
    return false
  }

  private func unescaped(_ range: Range<Int>) -> ContiguousArray<UInt8> {
    var plain: ContiguousArray<UInt8> = []
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = bytes[index]
      if byte == 0x5C, index + 1 < range.upperBound {
        index += 1
        byte = bytes[index] == 0x6E ? 0x0A : bytes[index] == 0x74 ? 0x09 : bytes[index]
      }
      plain.append(byte)
      index += 1
    }
    return plain
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Reads what one symbol is: `function* (a, b=1) -> numpy.ndarray`.
struct SurfaceEntryParser {
  static let remedy =
    "write `kind`, a `*` if a star import brings it, then `(parameters)`, `-> type`, `< bases` or `= target`"

  private static let kinds = APISurface.Entry.Kind.allCases
  /// Their names, each by the number of the kind.
  private static let kindNames: NameSet = kinds.reduce(into: []) { _ = $0.insert($1.rawValue) }

  let bytes: ContiguousArray<UInt8>
  private var index: Int
  private let end: Int
  private(set) var failure = "this does not say what the symbol is"

  init(bytes: ContiguousArray<UInt8>, range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  mutating func entry() -> APISurface.Entry? {
    let start = index
    while index < end, bytes[index] >= 0x61, bytes[index] <= 0x7A { index += 1 }
    let number = Self.kindNames.find(bytes, UInt32(start), UInt32(index))
    guard number != NameSet.absent else {
      failure = "`\(text(start..<index))` is no kind of symbol"
      return nil
    }
    let kind = Self.kinds[Int(number)]
    var entry = APISurface.Entry(kind: kind)
    if index < end, bytes[index] == 0x2A {
      entry.isExported = true
      index += 1
    }
    guard readParameters(into: &entry), readType(into: &entry), readBases(into: &entry), readTarget(into: &entry)
    else { return nil }
    guard index == end else {
      failure = "`\(text(index..<end))` cannot stand here"
      return nil
    }
    if kind == .alias, entry.target == nil {
      failure = "an alias names what it stands for"
      return nil
    }
    return entry
  }

  private mutating func readParameters(into entry: inout APISurface.Entry) -> Bool {
    guard take(0x20, 0x28) else { return true }
    let start = index
    guard let close = closingParenthesis() else {
      failure = "the parameters are never closed by `)`"
      return false
    }
    entry.parameters = text(start..<close)
    index = close + 1
    return true
  }

  private mutating func readType(into entry: inout APISurface.Entry) -> Bool {
    guard take(0x20, 0x2D, 0x3E, 0x20) else { return true }
    let start = index
    while index < end, !(bytes[index] == 0x20 && isNext(0x20, 0x3C, 0x20)) { index += 1 }
    entry.type = text(start..<index)
    return start < index
  }

  private mutating func readBases(into entry: inout APISurface.Entry) -> Bool {
    guard take(0x20, 0x3C, 0x20) else { return true }
    var start = index
    while start <= end {
      let stop = nextComma(from: start)
      guard stop > start else { return false }
      entry.bases.append(text(start..<stop))
      guard stop < end else { break }
      start = stop + 1
      while start < end, bytes[start] == 0x20 { start += 1 }
    }
    index = end
    return true
  }

  private mutating func readTarget(into entry: inout APISurface.Entry) -> Bool {
    guard take(0x20, 0x3D, 0x20) else { return true }
    entry.target = text(index..<end)
    defer { index = end }
    return index < end
  }

  /// The comma after a base that is not inside brackets, or the end.
  private func nextComma(from start: Int) -> Int {
    var depth = 0
    for place in start..<end {
      switch bytes[place] {
      case 0x28, 0x5B, 0x3C, 0x7B: depth += 1
      case 0x29, 0x5D, 0x3E, 0x7D: depth -= 1
      case 0x2C where depth == 0: return place
      default: break
      }
    }
    return end
  }

  /// The `)` that belongs to the `(` before `index`; brackets inside strings do not count.
  private func closingParenthesis() -> Int? {
    var depth = 0
    var place = index
    while place < end {
      switch bytes[place] {
      case 0x28, 0x5B, 0x7B: depth += 1
      case 0x29 where depth == 0: return place
      case 0x29, 0x5D, 0x7D: depth -= 1
      case 0x22, 0x27: place = endOfString(place)
      default: break
      }
      place += 1
    }
    return nil
  }

  private func endOfString(_ start: Int) -> Int {
    var place = start + 1
    while place < end, bytes[place] != bytes[start] { place += bytes[place] == 0x5C ? 2 : 1 }
    return place
  }

  private func isNext(_ wanted: UInt8...) -> Bool {
    index + wanted.count <= end && wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
  }

  private mutating func take(_ first: UInt8, _ second: UInt8, _ third: UInt8 = 0, _ fourth: UInt8 = 0) -> Bool {
    let count = fourth != 0 ? 4 : third != 0 ? 3 : 2
    guard index + count <= end, bytes[index] == first, bytes[index + 1] == second,
      count < 3 || bytes[index + 2] == third, count < 4 || bytes[index + 3] == fourth
    else { return false }
    index += count
    return true
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
