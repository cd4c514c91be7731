// What the compiler told of one file, as values.

import SourceModel

/// What the names of a file refer to; what `clang_survey` wrote, read.
struct Survey: Sendable {
  /// A name and what it refers to.
  struct Name: Hashable, Sendable {
    /// The qualified name with dots, of names outside of all namespaces beginning with `::.`; empty for a local, or for
    /// what is not known.
    var name: String
    /// The file that declares it; empty for the standard library's.
    var file: String
    /// The class of the value, `builtins.int` for built-in types; empty where there is none.
    var type: String
    var isMember = false
    var isType = false
    var isNamespace = false
    var isOverloaded = false
    /// Whether the compiler knows what it refers to.
    var isKnown = true
    /// The qualified name of what is the standard library's.
    var standardName = ""
    /// Where the variable of the file that it is has its name.
    var declaration: UInt32?
  }
  struct Function: Hashable, Sendable {
    var range: ByteRange
    var name: String
    /// Whether it gives a pointer, a reference or an object.
    var givesObject: Bool
    var parameters: [Parameter] = []
  }
  struct Parameter: Hashable, Sendable {
    var offset: UInt32
    var name: String
    var type: String
  }
  struct Macro: Hashable, Sendable {
    var name: String
    var file: String
    /// Where the file itself defines it.
    var definition: UInt32?
    /// Where another file defines it.
    var definitionElsewhere: UInt32?
  }
  struct Include: Hashable, Sendable {
    var name: String
    /// Empty where it was not found.
    var file: String
  }
  struct Problem: Hashable, Sendable {
    var offset: UInt32
    var message: String
    var category: String
    /// The header it is in; empty for the file itself.
    var file: String
    var isFatal: Bool
  }
  struct Declaration: Hashable, Sendable {
    var name: String
    var kind: String
    var bases: [String]
    var isMacro: Bool
  }

  /// By offset; several where a header is read in several ways.
  var names: [UInt32: [Name]] = [:]
  /// Whether it was made with headers compiled before.
  var isShared = false
  var macros: [UInt32: Macro] = [:]
  var includes: [UInt32: Include] = [:]
  var skipped: [ByteRange] = []
  var problems: [Problem] = []
  /// Parts of using directives' names: where, and which namespace each is.
  var usings: [(offset: UInt32, namespace: String)] = []
  /// The types of calls by where they begin and end.
  var callTypes: [ByteRange: String] = [:]
  var declarations: [Declaration] = []
  /// The same as code uses it, and which header includes which.
  var declared: [Declared] = []
  var inclusions: [(from: String, to: String)] = []
  /// What the file's member functions override, by where their own names begin.
  var overridden: [UInt32: Name] = [:]

  /// What the file defines, by where it begins.
  var functions: [UInt32: Function] = [:]

  /// Nil for bytes that are no survey.
  init?(_ bytes: [UInt8]) {
    var reader = RecordReader(bytes)
    guard reader.readHead() else { return nil }
    while let record = reader.readRecord() { add(record) }
    guard reader.isAtEnd else { return nil }
  }

  private mutating func add(_ record: RecordReader.Record) {
    switch record.tag {
    case UInt8(ascii: "r"), UInt8(ascii: "n"): addName(record)
    case UInt8(ascii: "m"):
      // Macros inside a macro stand at the same place, after it.
      guard macros[record.first] == nil else { break }
      let isOwn = record.flags & 1 != 0
      macros[record.first] = Macro(
        name: record.texts[0], file: record.texts[1], definition: isOwn ? record.second : nil,
        definitionElsewhere: isOwn ? nil : record.second)
    case UInt8(ascii: "i"): includes[record.first] = Include(name: record.texts[0], file: record.texts[1])
    case UInt8(ascii: "s"):
      if record.first <= record.second { skipped.append(ByteRange(record.first, record.second)) }
    case UInt8(ascii: "d"):
      problems.append(
        Problem(
          offset: record.first, message: record.texts[0], category: record.texts[1], file: record.texts[2],
          isFatal: record.flags >= 4))
    case UInt8(ascii: "o"):
      overridden[record.first] = Name(name: record.texts[0], file: record.texts[1], type: "", isMember: true)
    case UInt8(ascii: "u"): usings.append((record.first, record.texts[0]))
    case UInt8(ascii: "x"):
      if record.first <= record.second { callTypes[ByteRange(record.first, record.second)] = record.texts[0] }
    case UInt8(ascii: "f"):
      guard record.first <= record.second else { break }
      functions[record.first] = Function(
        range: ByteRange(record.first, record.second), name: record.texts[0], givesObject: record.flags & 1 != 0)
    case UInt8(ascii: "p"):
      functions[record.second]?.parameters.append(
        Parameter(offset: record.first, name: record.texts[0], type: record.texts[1]))
    case UInt8(ascii: "e"):
      declarations.append(
        Declaration(
          name: record.texts[0], kind: record.texts[1],
          bases: record.texts[2].isEmpty
            ? [] : record.texts[2].split(separator: ",").map { String($0.filter { $0 != " " }) },
          isMacro: record.flags & 1 != 0))
    case UInt8(ascii: "k"): if let found = Declared(record) { declared.append(found) }
    case UInt8(ascii: "b"): isShared = true
    case UInt8(ascii: "h"): inclusions.append((record.texts[0], record.texts[1]))
    default: break
    }
  }

  private mutating func addName(_ record: RecordReader.Record) {
    let isKnown = record.tag == UInt8(ascii: "r")
    var name = Name(
      name: isKnown ? record.texts[0] : "", file: record.texts[1], type: record.texts[2],
      isMember: record.flags & 1 != 0, isType: record.flags & 2 != 0, isNamespace: record.flags & 4 != 0,
      isOverloaded: record.flags & 8 != 0, isKnown: isKnown || record.flags & 16 != 0 || !record.texts[2].isEmpty)
    if !isKnown { name.standardName = record.texts[0] }
    if !isKnown, record.second > 0 { name.declaration = record.second - 1 }
    if names[record.first]?.contains(name) != true { names[record.first, default: []].append(name) }
  }
}

/// Reads records: a tag, flags, two numbers, three texts.
struct RecordReader {
  struct Record {
    var tag: UInt8
    var flags: UInt8
    var first: UInt32
    var second: UInt32
    var texts: [String]
  }
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func readHead() -> Bool {
    let head = Array("godwit1\n".utf8)
    guard bytes.starts(with: head) else { return false }
    at = head.count
    return true
  }

  /// Nil at the end, and where bytes are missing.
  mutating func readRecord() -> Record? {
    guard at + 16 <= bytes.count else { return nil }
    var next = at
    let tag = bytes[next]
    let flags = bytes[next + 1]
    let first = number(next + 2)
    let second = number(next + 6)
    next += 10
    var texts: [String] = []
    for _ in 0..<3 {
      guard next + 2 <= bytes.count else { return nil }
      let count = Int(bytes[next]) | Int(bytes[next + 1]) << 8
      guard next + 2 + count <= bytes.count else { return nil }
      texts.append(String(decoding: bytes[(next + 2)..<(next + 2 + count)], as: UTF8.self))
      next += 2 + count
    }
    at = next
    return Record(tag: tag, flags: flags, first: first, second: second, texts: texts)
  }

  private func number(_ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
  }
}
