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
    let examples = docstrings().compactMap { literal in
      var source = empty
      return appendExamples(of: literal, to: &source) ? source : nil
    }
    guard !examples.isEmpty else { return [] }
    let prelude = imports(for: examples)
    return examples.map { prelude.followed(by: $0) }
  }

  private var empty: EmbeddedSource {
    EmbeddedSource(bytes: [], prelude: 0, lines: [], forbidden: ["\n", "\r", "\\", "\"\"\"", "'''"])
  }

  /// The import statements at the top of the module and in its conditional blocks, each on one line: those that bind a
  /// name which the examples hold, and the first and the last, beside which others would be put.
  private func imports(for examples: [EmbeddedSource]) -> EmbeddedSource {
    var source = empty
    var words = NameSet()
    for example in examples { example.addWords(to: &words) }
    let all = imports()
    for (place, statement) in all.enumerated()
    where place == 0 || place == all.count - 1 || binds(statement, oneOf: words) {
      append(tree.range(statement), to: &source)
    }
    source.prelude = UInt32(source.bytes.count)
    return source
  }

  private func imports() -> [NodeID] {
    var found: [NodeID] = []
    var row = tree.root.row + 1
    while row < UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.python(node) {
      case .importStatement, .importFrom: found.append(node)
      case .tryStatement, .ifStatement, .exceptHandler:
        // Look inside.
        row += 1
        continue
      default: break
      }
      row = tree.afterSubtree(node).row
    }
    return found
  }

  private func binds(_ statement: NodeID, oneOf words: NameSet) -> Bool {
    tree.children(of: statement).contains { alias in
      guard tree.python(alias) == .alias, let name = tree.child(PythonRole.name.role, of: alias) else { return false }
      let bound = tree.child(PythonRole.asName.role, of: alias) ?? name
      let range = tree.range(bound)
      var end = range.start
      while end < range.end, ByteTables.shared.continuesWord[Int(tree.bytes[Int(end)])] { end += 1 }
      // What a star brings is not known here.
      return end == range.start || words.find(tree.bytes, range.start, end) != NameSet.absent
    }
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

  private static let prompt = ByteSearch.Word(">>>")

  /// Whether there was any example. A docstring whose examples hold backslashes that the literal would interpret is left
  /// alone: its bytes are not the code's.
  private func appendExamples(of literal: NodeID, to source: inout EmbeddedSource) -> Bool {
    let range = tree.range(literal)
    guard ByteSearch.contains(tree.bytes, Self.prompt, in: range.range) else { return false }
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

extension EmbeddedSource {
  fileprivate func addWords(to words: inout NameSet) {
    let continues = ByteTables.shared.continuesWord
    var place = 0
    while place < bytes.count {
      let start = place
      while place < bytes.count, continues[Int(bytes[place])] { place += 1 }
      if start < place { _ = words.insert(bytes, UInt32(start), UInt32(place)) }
      place += 1
    }
  }

  /// This one, and behind it the lines of another.
  fileprivate func followed(by other: EmbeddedSource) -> EmbeddedSource {
    var joined = self
    joined.bytes += other.bytes
    joined.lines += other.lines.map { line in
      Line(start: line.start + UInt32(bytes.count), origin: line.origin, count: line.count)
    }
    return joined
  }
}
