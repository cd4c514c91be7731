// What the syntax tests share: a tree as text, and the laws every tree obeys.

import PythonLanguage
import SourceModel
import Testing

func bytes(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }

/// A tree as nested parentheses: kind, role after a colon, the text of leaves.
func outline(_ tree: Tree) -> String { tree.children(of: tree.root).map { outline($0, tree) }.joined(separator: "\n") }

private func outline(_ node: NodeID, _ tree: Tree) -> String {
  let role = tree.pythonRole(node)
  var text = "(\(tree.python(node))" + (role == .none ? "" : ":\(role)")
  let children = tree.children(of: node).map { outline($0, tree) }
  if children.isEmpty && !tree.range(node).isEmpty { text += " `\(tree.text(node))`" }
  return text + children.map { " " + $0 }.joined() + ")"
}

/// Expects that `source` has no errors and its outline is `expected`, line by line.
func expectOutline(
  _ source: String, _ expected: String, syntax: PythonSyntax = PythonSyntax(),
  at location: SourceLocation = #_sourceLocation
) {
  let parsed = PythonParser.parse(bytes(source), syntax: syntax)
  #expect(parsed.diagnostics.isEmpty, sourceLocation: location)
  #expect(outline(parsed.tree) == expected, sourceLocation: location)
  expectLaws(parsed, of: source, at: location)
}

/// Expects what holds of every tree: it prints back, its nodes nest and stand in order, and the tokens cover the text.
func expectLaws(_ parsed: ParsedFile, of source: String, at location: SourceLocation = #_sourceLocation) {
  let source = bytes(source)
  let tree = parsed.tree
  #expect(tree.bytes == source, sourceLocation: location)
  #expect(tree.range(tree.root) == ByteRange(0..<source.count), sourceLocation: location)
  #expect(brokenLaw(tree) == nil, sourceLocation: location)
  #expect(brokenCover(source) == nil, sourceLocation: location)
  for diagnostic in parsed.diagnostics {
    #expect(Int(diagnostic.range.end) <= source.count, sourceLocation: location)
  }
}

/// The first node that is not inside its parent or not after its elder sibling.
private func brokenLaw(_ tree: Tree) -> String? {
  var open: [(end: UInt32, subtreeEnd: UInt32, last: UInt32)] = []
  for row in tree.rows.indices {
    let node = tree.rows[row]
    while let last = open.last, last.subtreeEnd <= UInt32(row) { open.removeLast() }
    if let parent = open.last {
      if node.start < parent.last || node.end > parent.end { return "row \(row) \(tree.python(NodeID(row)))" }
      open[open.count - 1].last = node.end
    }
    open.append((node.end, node.subtreeEnd, node.start))
  }
  return nil
}

/// Where the tokens leave a gap or overlap.
private func brokenCover(_ source: ContiguousArray<UInt8>) -> Int? {
  var covered = 0
  for token in PythonParser.tokens(source) {
    if Int(token.range.start) != covered || token.range.isEmpty { return covered }
    covered = Int(token.range.end)
  }
  return covered == source.count ? nil : covered
}
