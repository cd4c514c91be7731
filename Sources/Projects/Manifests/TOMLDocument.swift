// Reads TOML, and JSON with it, keeping where each string stands.

internal import SourceModel

/// A value and its place.
indirect enum TOMLValue {
  case string(TOMLString)
  case array([TOMLValue])
  case table([TOMLEntry])
  /// A number, a truth value or a date.
  case other(Range<Int>)
}

struct TOMLString {
  var text: String
  /// What stands between the quotes.
  var range: Range<Int>
  /// Whether what stands between the quotes is the text itself, so that it can be edited in place.
  var isVerbatim: Bool
}

struct TOMLEntry {
  var keys: [String]
  var value: TOMLValue
  var start: Int
}

struct TOMLTable {
  var path: [String]
  /// Whether it is one of several of its name: `[[package]]`.
  var isElement: Bool
  var entries: [TOMLEntry] = []
}

/// A document as its tables in order. What cannot be read is left out and its place noted.
struct TOMLDocument {
  var tables: [TOMLTable] = [TOMLTable(path: [], isElement: false)]
  var problems: [Int] = []

  init(_ bytes: ContiguousArray<UInt8>) {
    var reader = TOMLReader(bytes: bytes)
    reader.readDocument(into: &self)
  }

  /// Every value that is not a table, with the whole path of its keys, in the order of the file.
  func forEachValue(_ body: ([String], TOMLValue) -> Void) {
    for table in tables { table.forEachValue(body) }
  }
}

extension TOMLTable {
  func forEachValue(_ body: ([String], TOMLValue) -> Void) {
    for entry in entries { entry.visit(under: path, body) }
  }

  /// The text and place of the string at a key of this table.
  func string(_ key: String) -> TOMLString? {
    for entry in entries where entry.keys == [key] {
      if case .string(let string) = entry.value { return string }
    }
    return nil
  }
}

extension TOMLEntry {
  func visit(under path: [String], _ body: ([String], TOMLValue) -> Void) {
    guard case .table(let entries) = value else { return body(path + keys, value) }
    for entry in entries { entry.visit(under: path + keys, body) }
  }
}
