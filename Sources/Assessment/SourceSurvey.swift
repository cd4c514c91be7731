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
  private(set) var frameworks: [Framework: SourcePlace] = [:]
  /// Each mark once a file, where it is first met.
  private(set) var marks: [Mark: SourcePlace] = [:]

  /// Linear in the file; nothing is parsed. A word in a comment counts for nothing, one in a string does.
  init(_ bytes: ContiguousArray<UInt8>, path: String, kind: SourceKind) {
    self.path = path
    self.kind = kind
    bytes.withUnsafeBufferPointer { look(through: $0, WordTable.marks) }
  }

  private mutating func look(through bytes: UnsafeBufferPointer<UInt8>, _ words: WordTable) {
    var found = Array(repeating: 0, count: words.marks.count)
    var index = 0
    while index < bytes.count {
      let start = index
      lineCount += 1
      while index < bytes.count, isBlank(bytes[index]) { index += 1 }
      if index < bytes.count, let modules = importedModules(bytes, index) {
        for case let framework? in modules.map({ Framework.byModule[$0] }) where frameworks[framework] == nil {
          frameworks[framework] = SourcePlace(path: path, line: lineCount)
        }
      } else {
        index = words.look(through: bytes, from: index, comment: comment) { mark in
          if found[mark] == 0 { found[mark] = lineCount }
        }
      }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      index += 1
      precondition(index > start, "each turn ends a line")
    }
    for (mark, line) in zip(words.marks, found) where line > 0 { marks[mark] = SourcePlace(path: path, line: line) }
  }

  /// Indentation; in a notebook, the quotation mark before a line of a cell too.
  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || (kind == .notebook && byte == 0x22) }

  private var comment: WordTable.Comment {
    switch kind {
    case .python, .notebook: .sign
    case .cpp, .cuda, .swift: .slashes
    }
  }

  // MARK: Imports

  private func importedModules(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> [String]? {
    let first = bytes[start]
    guard first == UInt8(ascii: "i") || first == UInt8(ascii: "f") || first == UInt8(ascii: "#") else { return nil }
    let text = bytes[start...].prefix { $0 != 0x0A }
    switch kind {
    case .python, .notebook:
      if text.starts(with: "import ".utf8) {
        return text.dropFirst(7).split(separator: 0x2C).compactMap(Self.root)
      }
      if text.starts(with: "from ".utf8) { return Self.root(of: text.dropFirst(5)).map { [$0] } }
    case .swift:
      if text.starts(with: "import ".utf8) { return Self.root(of: text.dropFirst(7)).map { [$0] } }
    case .cpp, .cuda:
      guard text.starts(with: "#include".utf8) else { return nil }
      let path = text.dropFirst(8).drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x3C }.prefix { $0 != 0x22 && $0 != 0x3E }
      return path.split(separator: 0x2F).map { String(decoding: $0, as: UTF8.self) }
    }
    return nil
  }

  private static func root(of text: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let name = text.drop { $0 == 0x20 }.prefix { WordTable.isWordByte($0) }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
