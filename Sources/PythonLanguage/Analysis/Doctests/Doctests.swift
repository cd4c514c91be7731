// The examples of docstrings: lines behind `>>>` and `...`, as Python's doctest finds them.

internal import Semantics
internal import SourceModel

/// Takes the interactive examples out of a file's docstrings.
///
/// Source: the library reference of `doctest`, "How are Docstring Examples Recognized?": a prompt of three characters and a
/// blank, `...` at the same column continues it, and the names of the module are known to each docstring afresh.
struct Doctests {
  private let tree: Tree

  private init(_ tree: Tree) { self.tree = tree }

  /// One source a docstring that has examples; none for a file without a prompt.
  static func sources(in file: ParsedFile) -> [EmbeddedSource] {
    let tree = file.tree
    guard ByteSearch.contains(tree.bytes, ">>> ") else { return [] }
    return Doctests(tree).sources()
  }

  private func sources() -> [EmbeddedSource] {
    let prelude = imports()
    return docstrings().compactMap { literal in
      var source = prelude
      return appendExamples(of: literal, to: &source) ? source : nil
    }
  }

  /// The import statements at the top of the module and in its conditional blocks, each on one line.
  private func imports() -> EmbeddedSource {
    var source = EmbeddedSource(bytes: [], prelude: 0, lines: [], forbidden: ["\n", "\r", "\\", "\"\"\"", "'''"])
    var row = tree.root.row + 1
    while row < UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.python(node) {
      case .importStatement, .importFrom: append(tree.range(node), to: &source)
      case .tryStatement, .ifStatement, .exceptHandler:
        // Look inside.
        row += 1
        continue
      default: break
      }
      row = tree.afterSubtree(node).row
    }
    source.prelude = UInt32(source.bytes.count)
    return source
  }

  /// An import of several lines, inside brackets, is one line for each of the file's.
  private func append(_ range: ByteRange, to source: inout EmbeddedSource) {
    var start = Int(range.start)
    while start < Int(range.end) {
      var end = start
      while end < Int(range.end), tree.bytes[end] != 0x0A, tree.bytes[end] != 0x0D { end += 1 }
      appendLine(start, end, to: &source)
      start = end
      while start < Int(range.end), tree.bytes[start] == 0x0A || tree.bytes[start] == 0x0D { start += 1 }
    }
  }

  private func appendLine(_ start: Int, _ end: Int, to source: inout EmbeddedSource) {
    source.lines.append(
      EmbeddedSource.Line(start: UInt32(source.bytes.count), origin: UInt32(start), count: UInt32(end - start)))
    source.bytes += tree.bytes[start..<end]
    source.bytes.append(0x0A)
  }

  /// The string literals that document a module, a class or a function.
  private func docstrings() -> [NodeID] {
    var found: [NodeID] = []
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.python(node) {
      case .module, .classDef, .functionDef, .asyncFunctionDef:
        guard let first = tree.child(PythonRole.body.role, of: node), tree.python(first) == .expressionStatement,
          let value = tree.children(of: first).first(where: { _ in true }), tree.python(value) == .string,
          !tree.hasChildren(value)
        else { continue }
        found.append(value)
      default: break
      }
    }
    return found
  }

  // MARK: One docstring

  /// Whether there was any example. A docstring whose examples hold backslashes that the literal would interpret is left
  /// alone: its bytes are not the code's.
  private func appendExamples(of literal: NodeID, to source: inout EmbeddedSource) -> Bool {
    let range = tree.range(literal)
    let isRaw = tree.bytes(in: range).prefix { $0 != 0x22 && $0 != 0x27 }.contains { $0 | 0x20 == UInt8(ascii: "r") }
    var place = Int(range.start)
    var column: Int?
    var hasExamples = false
    while place < Int(range.end) {
      var end = place
      while end < Int(range.end), tree.bytes[end] != 0x0A { end += 1 }
      let next = end + 1
      if end > place, tree.bytes[end - 1] == 0x0D { end -= 1 }
      if let code = code(place, end, continuing: column) {
        let bytes = tree.bytes[code.start..<end]
        if !isRaw, bytes.contains(UInt8(ascii: "\\")) { return false }
        appendLine(code.start, end, to: &source)
        column = code.column
        hasExamples = true
      } else {
        column = nil
      }
      place = next
    }
    return hasExamples
  }

  /// Where the code of a line begins, and the column of its prompt; nil for a line of prose or output.
  private func code(_ start: Int, _ end: Int, continuing column: Int?) -> (start: Int, column: Int)? {
    var place = start
    while place < end, tree.bytes[place] == 0x20 || tree.bytes[place] == 0x09 { place += 1 }
    let indentation = place - start
    guard place + 3 <= end else { return nil }
    let isPrompt = tree.bytes[place..<(place + 3)].elementsEqual(">>>".utf8)
    let isContinuation = column == indentation && tree.bytes[place..<(place + 3)].elementsEqual("...".utf8)
    guard isPrompt || isContinuation else { return nil }
    if place + 3 == end { return (end, indentation) }
    return tree.bytes[place + 3] == 0x20 ? (place + 4, indentation) : nil
  }
}
