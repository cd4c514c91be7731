// Writes a tree as `ast.dump(…, include_attributes=True)` of one CPython writes it.

import PythonLanguage
import SourceModel

/// Python refuses what the parser took: an escape names no character, an integer is too long.
struct Refused: Error {}

/// The text of one tree.
struct Dumper {
  let tree: Tree
  let version: PythonVersion
  let encoding: SourceEncoding
  var text = DumpText()
  private let lines: LineTable
  /// The line of the last position asked for, from 0: positions mostly come in order.
  private var line = 0
  private var depth = 0

  init(_ tree: Tree, version: PythonVersion) {
    self.tree = tree
    self.version = version
    encoding = SourceEncoding(of: tree.bytes)
    lines = LineTable(tree.bytes)
  }

  /// The whole line.
  mutating func module() throws(Refused) -> [UInt8] {
    begin("Module")
    try list("body", .body, of: tree.root)
    emptyList("type_ignores")
    text.end()
    return text.bytes
  }

  // MARK: Nodes

  mutating func begin(_ name: StaticString) { text.begin(name) }

  /// Writes the attributes of a node over `range` and ends it.
  mutating func end(_ range: ByteRange) {
    attributes(range)
    text.end()
  }

  mutating func attributes(_ range: ByteRange) {
    let start = place(range.start)
    text.field("lineno")
    text.integer(start.line)
    text.field("col_offset")
    text.integer(start.column)
    let end = place(range.end)
    text.field("end_lineno")
    text.integer(end.line)
    text.field("end_col_offset")
    text.integer(end.column)
  }

  /// The line from 1 and the column from 0, in bytes of the text as UTF-8.
  private mutating func place(_ offset: UInt32) -> (line: Int, column: Int) {
    let starts = lines.starts
    if offset < starts[line] { line = lines.line(of: offset) }
    while line + 1 < starts.count && starts[line + 1] <= offset {
      if line + 8 < starts.count && starts[line + 8] <= offset { line = lines.line(of: offset) } else { line += 1 }
    }
    let start = Int(starts[line])
    var column = Int(offset) - start
    if line == 0 { column = max(0, column - encoding.markLength) }
    if !encoding.isUTF8 { column = utf8Length(start, Int(offset)) }
    return (line + 1, column)
  }

  private func utf8Length(_ start: Int, _ end: Int) -> Int {
    var length = 0
    var offset = start
    while offset < end {
      guard let (scalar, next) = encoding.scalar(tree.bytes, offset) else { return length }
      length += UTF8.width(scalar)
      offset = next
    }
    return length
  }

  // MARK: Fields

  /// Whether empty lists are left out.
  var omitsEmpty: Bool { version.minor >= 13 }

  /// A field that is absent: `None` up to 3.8, nothing later.
  mutating func absent(_ name: StaticString) {
    guard version.minor < 9 else { return }
    text.field(name)
    text.word("None")
  }

  mutating func emptyList(_ name: StaticString) {
    guard !omitsEmpty else { return }
    text.field(name)
    text.word("[]")
  }

  /// The one child of that role.
  mutating func child(_ name: StaticString, _ role: PythonRole, of node: NodeID) throws(Refused) {
    guard let child = tree.child(role.role, of: node) else { return absent(name) }
    text.field(name)
    try write(child)
  }

  /// All children of that role.
  mutating func list(_ name: StaticString, _ role: PythonRole, of node: NodeID) throws(Refused) {
    try list(name, children(role, of: node))
  }

  mutating func list(_ name: StaticString, _ nodes: [NodeID]) throws(Refused) {
    if nodes.isEmpty { return emptyList(name) }
    text.field(name)
    text.beginList()
    for node in nodes {
      text.element()
      try write(node)
    }
    text.endList()
  }

  /// A node one level deeper.
  mutating func write(_ node: NodeID) throws(Refused) {
    depth += 1
    // Far deeper than CPython can go.
    if depth > 100_000 { throw Refused() }
    try any(node)
    depth -= 1
  }

  func children(_ role: PythonRole, of node: NodeID) -> [NodeID] {
    tree.children(of: node).filter { tree.role($0) == role.role }
  }

  /// The identifier child of that role as a string.
  mutating func identifier(_ name: StaticString, _ role: PythonRole, of node: NodeID) {
    guard let child = tree.child(role.role, of: node) else { return absent(name) }
    text.field(name)
    identifier(child)
  }

  mutating func identifiers(_ name: StaticString, _ role: PythonRole, of node: NodeID) {
    let nodes = children(role, of: node)
    if nodes.isEmpty { return emptyList(name) }
    text.field(name)
    text.beginList()
    for node in nodes {
      text.element()
      identifier(node)
    }
    text.endList()
  }

  /// A node's text as Python holds an identifier: in normal form, without the blanks of a dotted name.
  mutating func identifier(_ node: NodeID) {
    if tree.python(node) == .dottedName {
      let parts = tree.children(of: node).map { Identifiers.normalised(tree, encoding, $0) }
      text.string(parts.joined(separator: "."))
    } else {
      text.string(Identifiers.normalised(tree, encoding, node))
    }
  }

  mutating func word(_ name: StaticString, _ value: StaticString) {
    text.field(name)
    text.word(value)
  }

  mutating func integer(_ name: StaticString, _ value: Int) {
    text.field(name)
    text.integer(value)
  }

  mutating func context(_ node: NodeID) {
    text.field("ctx")
    switch ExpressionContext(rawValue: tree.detail(node)) {
    case .store: text.word("Store()")
    case .delete: text.word("Del()")
    default: text.word("Load()")
    }
  }
}
