// One source file, looked through once: what it imports, and words that show what it needs.

import SourceModel

/// A language that sources are written in, told from a file's name.
package enum SourceKind: String, Sendable, CaseIterable {
  case python = "Python"
  case cpp = "C and C++"
  case cuda = "CUDA"
  case swift = "Swift"
  case notebook = "notebooks"

  init?(path: String) {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[dot...] {
    case ".py", ".pyi", ".pyw": self = .python
    case ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx": self = .cpp
    case ".cu", ".cuh": self = .cuda
    case ".swift": self = .swift
    case ".ipynb": self = .notebook
    default: return nil
    }
  }
}

/// A place in a file, lines counted from 1.
package struct SourcePlace: Hashable, Sendable, Comparable {
  package var path: String
  package var line: Int

  package init(path: String, line: Int) {
    self.path = path
    self.line = line
  }

  package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    left.path == right.path ? left.line < right.line : left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
  package var text: String { "\(path):\(line)" }
}

/// What a look through one file gives.
struct SourceSurvey: Sendable {
  var path: String
  var kind: SourceKind
  var lineCount = 0
  /// Each framework once a file, where it is first imported.
  var frameworks: [Framework: SourcePlace] = [:]
  /// Each mark once a file, where it is first met.
  var marks: [Mark: SourcePlace] = [:]

  /// Linear in the file; nothing is parsed. A word in a comment counts for nothing, one in a string does.
  init(_ bytes: ContiguousArray<UInt8>, path: String, kind: SourceKind) {
    self.path = path
    self.kind = kind
    var line = 1
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      look(at: bytes[start..<end], SourcePlace(path: path, line: line))
      line += 1
      start = end + 1
    }
    lineCount = line - 1
  }

  private mutating func look(at line: ArraySlice<UInt8>, _ place: @autoclosure () -> SourcePlace) {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = text.first else { return }
    if let module = importedModule(text, first) {
      for name in module {
        if let framework = Framework.byModule[name], frameworks[framework] == nil { frameworks[framework] = place() }
      }
      return
    }
    lookAtWords(of: text, place)
  }

  // MARK: Imports

  private func importedModule(_ text: ArraySlice<UInt8>, _ first: UInt8) -> [String]? {
    switch kind {
    case .python, .notebook:
      if first == UInt8(ascii: "i"), text.starts(with: "import ".utf8) {
        return text.dropFirst(7).split(separator: 0x2C).compactMap { Self.root(of: $0) }
      }
      if first == UInt8(ascii: "f"), text.starts(with: "from ".utf8) {
        return Self.root(of: text.dropFirst(5)).map { [$0] }
      }
    case .swift:
      if first == UInt8(ascii: "i"), text.starts(with: "import ".utf8) {
        return Self.root(of: text.dropFirst(7)).map { [$0] }
      }
    case .cpp, .cuda:
      guard first == UInt8(ascii: "#"), text.starts(with: "#include".utf8) else { return nil }
      let path = text.dropFirst(8).drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x3C }.prefix { $0 != 0x22 && $0 != 0x3E }
      return path.split(separator: 0x2F).map { String(decoding: $0, as: UTF8.self) }
    }
    return nil
  }

  private static func root(of text: ArraySlice<UInt8>) -> String? {
    let name = text.drop { $0 == 0x20 }.prefix { isWordByte($0) }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  // MARK: Words

  private mutating func lookAtWords(of text: ArraySlice<UInt8>, _ place: () -> SourcePlace) {
    var index = text.startIndex
    let comment: UInt8 = kind == .python ? 0x23 : 0x2F
    while index < text.endIndex {
      let byte = text[index]
      if byte == comment, kind == .python || (index + 1 < text.endIndex && text[index + 1] == 0x2F) { return }
      let isNumber = (0x30...0x39).contains(byte)
      guard Self.isWordByte(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < text.endIndex, Self.isWordByte(text[index]) || (isNumber && text[index] == 0x2E) { index += 1 }
      guard index - start >= 3, index - start <= Mark.longestWord else { continue }
      let isDivisor = isNumber && text[..<start].last { $0 != 0x20 } == UInt8(ascii: "/")
      if isDivisor, let mark = Self.divisors.mark(text[start..<index]), marks[mark] == nil { marks[mark] = place() }
      let table = isNumber ? Self.numbers : Self.words
      if let mark = table.mark(text[start..<index]), marks[mark] == nil { marks[mark] = place() }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static let words = WordTable(Mark.byWord)
  private static let numbers = WordTable(Mark.byNumber)
  private static let divisors = WordTable(Mark.byDivisor)
}

/// Marks by word, found without making a `String` of each word of a file.
private struct WordTable: Sendable {
  private var buckets: [[(word: [UInt8], mark: Mark)]]

  init(_ marks: [String: Mark]) {
    buckets = Array(repeating: [], count: 1024)
    for (word, mark) in marks {
      let bytes = Array(word.utf8)
      buckets[Self.hash(bytes[...])].append((bytes, mark))
    }
  }

  func mark(_ word: ArraySlice<UInt8>) -> Mark? {
    for entry in buckets[Self.hash(word)] where entry.word.elementsEqual(word) { return entry.mark }
    return nil
  }

  private static func hash(_ word: ArraySlice<UInt8>) -> Int {
    var hash = UInt32(word.count)
    for byte in word { hash = hash &* 31 &+ UInt32(byte) }
    return Int(hash & 1023)
  }
}
