// A rule's `match`, prepared once for all files: where it may begin, and what a file must hold for it to be there.

import RuleModel
import Semantics
import SourceModel

/// One pattern laid out by its rows, so that matching looks nothing up by hash. A class: it is handed about for each file.
final class ShapePlan: Sendable {
  let entry: RuleSet.Entry
  let pattern: Pattern
  /// The types that variables must have.
  let types: [String: String]
  let rewrite: Pattern?
  /// The statements of the pattern, or the one expression.
  let parts: [NodeID]
  /// By row of the pattern.
  let variables: [Pattern.Variable?]
  /// The dotted names that stand for an API, by row of the pattern.
  let names: [String?]
  /// By row: the variable for any number of nodes that a node is, alone or as a statement of nothing else.
  let runs: [Pattern.Variable?]
  let children: [[NodeID]]
  /// Of an expression: the types that variables among its children must have, by the number of the child; none where a
  /// child may stand for any number of nodes.
  let typedChildren: [Int: String]
  /// Texts of leaves that a match must have; and those of leaves that the language tells of (`Language.tells`).
  let words: Set<String>
  let toldWords: Set<String>
  let isAnchorTold: Bool
  /// The longest word of the first part, and how far below that part's node it stands.
  let anchor: (word: String, depth: Int)?
  /// Whether the anchor is a first child of first children of that node, so that it stands `depth` rows behind it.
  let isAnchorLeading: Bool
  /// The same of the first API that the first part names, by its row.
  let namedAnchor: (row: Int, depth: Int)?

  /// Nil where the entry is no `match`.
  init?(_ entry: RuleSet.Entry, language: any Language) {
    guard case .match(let pattern, let types, let rewrite) = entry.action else { return nil }
    self.entry = entry
    self.pattern = pattern
    self.types = types
    self.rewrite = rewrite
    let tree = pattern.tree
    let nodes = tree.rows.indices.map { NodeID($0) }
    let parts = pattern.isExpression ? [pattern.root] : Array(tree.children(of: pattern.root))
    let children = nodes.map { Array(tree.children(of: $0)) }
    let variables = nodes.map { pattern.variables[$0] }
    let names = nodes.map { pattern.symbols[$0] }.map { $0?.contains(".") == true ? $0 : nil }
    var runs = [Pattern.Variable?](repeating: nil, count: nodes.count)
    // Children stand behind their parents.
    for node in nodes.reversed() { runs[node.index] = Self.run(node, pattern, children[node.index], runs) }
    typedChildren = Self.typedChildren(pattern, types, children, runs)
    var found: [Word] = []
    for part in parts { Self.collectWords(part, depth: 0, pattern, children, variables, names, into: &found) }
    words = Set(found.map(\.text))
    let told = found.filter { language.tells(leaf: $0.node, of: tree) }
    toldWords = Set(told.map(\.text))
    let first = parts.first.map { pattern.tree.range($0) } ?? ByteRange(0, 0)
    let longest = found.filter { first.contains(pattern.tree.range($0.node)) }
      .max { $0.text.utf8.count < $1.text.utf8.count }
    anchor = longest.map { ($0.text, $0.depth) }
    isAnchorTold = longest.map { anchor in told.contains { $0.node == anchor.node } } ?? true
    isAnchorLeading = longest.map { $0.node.index == (parts.first?.index ?? 0) + $0.depth } ?? false
    namedAnchor = parts.first.flatMap { Self.namedAnchor($0, depth: 0, children, names) }
    (self.parts, self.children, self.variables) = (parts, children, variables)
    (self.names, self.runs) = (names, runs)
  }

  private static func typedChildren(
    _ pattern: Pattern, _ types: [String: String], _ children: [[NodeID]], _ runs: [Pattern.Variable?]
  ) -> [Int: String] {
    let top = pattern.isExpression ? children[pattern.root.index] : []
    guard !top.contains(where: { runs[$0.index] != nil }) else { return [:] }
    return top.enumerated().reduce(into: [:]) { typed, child in
      if case .one(let name)? = pattern.variables[child.element] { typed[child.offset] = types[name] }
    }
  }

  private static func namedAnchor(
    _ node: NodeID, depth: Int, _ children: [[NodeID]], _ names: [String?]
  ) -> (row: Int, depth: Int)? {
    if names[node.index] != nil { return (node.index, depth) }
    guard depth < 64 else { return nil }
    return children[node.index].lazy.compactMap { namedAnchor($0, depth: depth + 1, children, names) }.first
  }

  private struct Word {
    var text: String
    var node: NodeID
    var depth: Int
  }

  private static func run(
    _ node: NodeID, _ pattern: Pattern, _ children: [NodeID], _ runs: [Pattern.Variable?]
  ) -> Pattern.Variable? {
    switch pattern.variables[node] {
    case .one: return nil
    case let run?: return run
    case nil:
      guard children.count == 1, pattern.tree.range(children[0]) == pattern.tree.range(node) else { return nil }
      return runs[children[0].index]
    }
  }

  /// The names among the leaves that are neither variables nor part of an API's name. Patterns are a few lines of a
  /// rule; their depth is that of what a person writes there.
  private static func collectWords(
    _ node: NodeID, depth: Int, _ pattern: Pattern, _ children: [[NodeID]], _ variables: [Pattern.Variable?],
    _ names: [String?], into words: inout [Word]
  ) {
    guard variables[node.index] == nil, names[node.index] == nil, depth < 64 else { return }
    if children[node.index].isEmpty, isName(pattern.tree.bytes(in: pattern.tree.range(node))) {
      words.append(Word(text: pattern.tree.text(node), node: node, depth: depth))
    }
    for child in children[node.index] {
      collectWords(child, depth: depth + 1, pattern, children, variables, names, into: &words)
    }
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, !(0x30...0x39).contains(first) else { return false }
    return bytes.allSatisfy {
      $0 == 0x5F || $0 >= 0x80 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
    }
  }

  /// The kind of node that a match begins with, and what is told of it by its row alone.
  var kind: NodeKind { pattern.tree.kind(parts[0]) }

  /// Whether the row of a node of that kind rules a match out.
  func refuses(_ row: Row) -> Bool {
    guard pattern.isExpression, variables[parts[0].index] == nil, names[parts[0].index] == nil else { return false }
    return row.detail != pattern.tree[parts[0]].detail
  }
}
