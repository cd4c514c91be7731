// Removing and adding whole statements without disturbing the lines around them.

import SourceModel

struct StatementLayout {
  let tree: Tree
  private var bytes: ContiguousArray<UInt8> { tree.bytes }

  init(_ tree: Tree) { self.tree = tree }

  /// The file's own line end.
  var lineEnd: String {
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { return "\n" }
      if byte == 0x0D { return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? "\r\n" : "\r" }
    }
    return "\n"
  }

  // MARK: Removing

  /// Deletes a statement with its line where it stands alone; puts `text`, or a needed `pass`, in its place.
  func removal(of statement: NodeID, replacedBy text: String?) -> Edit {
    let range = tree.range(statement)
    if let text { return Edit(range, text) }
    if isAlone(statement) { return Edit(range, "pass") }
    let lineStart = start(ofLineAt: range.start)
    let isFirst = isBlank(lineStart, range.start)
    if let semicolon = semicolon(after: range.end) {
      return Edit(ByteRange(range.start, skipBlank(from: semicolon + 1)), "")
    }
    if isFirst { return Edit(ByteRange(lineStart, endOfLine(from: range.end, past: true)), "") }
    let before = semicolon(before: range.start)
    return Edit(ByteRange(before ?? range.start, range.end), "")
  }

  /// Whether the statement is the only one of its block.
  private func isAlone(_ statement: NodeID) -> Bool {
    let parent = tree.parents()[statement.index]
    guard parent != tree.root else { return false }
    let role = tree.role(statement)
    return tree.children(of: parent).filter { tree.role($0) == role }.count == 1
  }

  // MARK: Adding

  /// Whether no other statement stands on the lines of this one, so that a block can follow it.
  func isAloneOnItsLine(_ statement: NodeID) -> Bool {
    let range = tree.range(statement)
    return isBlank(start(ofLineAt: range.start), range.start) && semicolon(after: range.end) == nil
  }

  /// New lines after the line that a statement ends on, indented like it.
  func insertion(of texts: [String], after statement: NodeID) -> Edit {
    let range = tree.range(statement)
    let lineStart = start(ofLineAt: range.start)
    let isFirst = isBlank(lineStart, range.start)
    guard isFirst else { return Edit(ByteRange(range.end, range.end), texts.map { "; \($0)" }.joined()) }
    let indent = tree.text(in: ByteRange(lineStart, range.start))
    let at = endOfLine(from: lastByteOfLine(range.end), past: true)
    return Edit(ByteRange(at, at), joined(texts, indent: visible(indent), at: at))
  }

  /// New lines above a statement at the top, and above the comments that belong to it.
  func insertion(of texts: [String], before statement: NodeID, isApart: Bool) -> Edit {
    let first = start(ofLineAt: tree[statement].start)
    let comments = startOfComments(above: first)
    // Comments that the file begins with are about the file.
    let at = comments == 0 || comments == 3 ? first : comments
    let start = at == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : at
    return Edit(ByteRange(start, start), texts.map { $0 + lineEnd }.joined() + (isApart ? lineEnd : ""))
  }

  private func startOfComments(above line: UInt32) -> UInt32 {
    var at = line
    while at > 0 {
      let previous = start(ofLineAt: at - (at > 1 && bytes[Int(at) - 1] == 0x0A && bytes[Int(at) - 2] == 0x0D ? 2 : 1))
      guard previous < at, bytes[Int(previous)] == UInt8(ascii: "#") else { break }
      at = previous
    }
    return at
  }

  /// The white space that a statement's line begins with.
  func indent(of statement: NodeID) -> String {
    let start = tree[statement].start
    let lineStart = self.start(ofLineAt: start)
    return isBlank(lineStart, start) ? visible(tree.text(in: ByteRange(lineStart, start))) : ""
  }

  /// How much deeper the file's first block stands, else four blanks.
  var indentStep: String {
    let parents = tree.parents()
    for row in parents.indices.dropFirst() where parents[row] != tree.root {
      let node = NodeID(UInt32(row))
      guard ScopeWalker.statementKinds.contains(tree[node].kind.raw) else { continue }
      let own = indent(of: node)
      if !own.isEmpty { return own }
    }
    return "    "
  }

  private func visible(_ indent: String) -> String {
    indent.hasPrefix("\u{FEFF}") ? String(indent.dropFirst()) : indent
  }

  /// The end of the last statement on the same logical line, so that nothing is put between two of them.
  private func lastByteOfLine(_ end: UInt32) -> UInt32 {
    var end = end
    var row = NodeID(1)
    while row.row < tree.count {
      let node = tree[row]
      let isStatement = ScopeWalker.statementKinds.contains(node.kind.raw)
      if isStatement, node.start >= end,
        semicolon(after: end).map({ $0 < node.start && skipBlank(from: $0 + 1) == node.start }) ?? false
      {
        end = node.end
      }
      row = isStatement ? NodeID(row.row + 1) : tree.afterSubtree(row)
    }
    return end
  }

  private func joined(_ texts: [String], indent: String, at offset: UInt32) -> String {
    let end = lineEnd
    let isOpen = offset > 0 && bytes[Int(offset) - 1] != 0x0A && bytes[Int(offset) - 1] != 0x0D
    let lines = texts.map { indent + $0 }
    return isOpen ? lines.map { end + $0 }.joined() : lines.map { $0 + end }.joined()
  }

  /// New lines at the top: behind the docstring and `__future__`, else behind the first comments.
  func insertionAtHead(of texts: [String]) -> Edit {
    var last: NodeID?
    for child in tree.children(of: tree.root) {
      guard isDocstring(child, isFirst: last == nil) || isFuture(child) else { break }
      last = child
    }
    if let last {
      var edit = insertion(of: texts, after: last)
      if tree.python(last) == .expressionStatement, case .literal(let text)? = edit.replacement.first {
        edit.replacement = [.literal(lineEnd + text)]
      }
      return edit
    }
    let at = afterComments()
    return Edit(ByteRange(at, at), joined(texts, indent: "", at: at))
  }

  private func isDocstring(_ node: NodeID, isFirst: Bool) -> Bool {
    guard isFirst, tree.python(node) == .expressionStatement else { return false }
    return tree.child(PythonRole.value.role, of: node).map { tree.python($0) == .string } ?? false
  }

  private func isFuture(_ node: NodeID) -> Bool {
    guard tree.python(node) == .importFrom, let module = tree.child(PythonRole.module.role, of: node) else {
      return false
    }
    return tree.text(module) == "__future__"
  }

  /// Behind the comment lines that a file begins with (an interpreter, an encoding, a licence).
  private func afterComments() -> UInt32 {
    var at: UInt32 = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    while Int(at) < bytes.count, bytes[Int(at)] == UInt8(ascii: "#") { at = endOfLine(from: at, past: true) }
    return at
  }

  // MARK: Bytes

  func start(ofLineAt offset: UInt32) -> UInt32 {
    var at = offset
    while at > 0, bytes[Int(at) - 1] != 0x0A, bytes[Int(at) - 1] != 0x0D { at -= 1 }
    return at
  }

  func endOfLine(from offset: UInt32, past: Bool) -> UInt32 {
    var at = Int(offset)
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    guard past, at < bytes.count else { return UInt32(at) }
    if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A { at += 1 }
    return UInt32(at + 1)
  }

  private func isBlank(_ start: UInt32, _ end: UInt32) -> Bool {
    bytes[Int(start)..<Int(end)].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C || $0 >= 0xBB }
  }

  private func skipBlank(from offset: UInt32) -> UInt32 {
    var at = Int(offset)
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return UInt32(at)
  }

  private func semicolon(after offset: UInt32) -> UInt32? {
    let at = skipBlank(from: offset)
    guard Int(at) < bytes.count, bytes[Int(at)] == UInt8(ascii: ";") else { return nil }
    let next = skipBlank(from: at + 1)
    let endsLine = Int(next) >= bytes.count || [0x0A, 0x0D, UInt8(ascii: "#")].contains(bytes[Int(next)])
    return endsLine ? nil : at
  }

  private func semicolon(before offset: UInt32) -> UInt32? {
    var at = Int(offset)
    while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { at -= 1 }
    return at > 0 && bytes[at - 1] == UInt8(ascii: ";") ? UInt32(at - 1) : nil
  }
}
