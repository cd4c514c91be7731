// Whether an expression needs parentheses where it is to stand.

import SourceModel

enum Parentheses {
  static func areNeeded(around node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    let path = TreePath.ancestors(of: place, in: target)
    guard let parent = path.last else { return false }
    if isGrouped(place, below: parent, target) { return false }
    if spansLines(node, source), !isBracketed(place, path, target) { return true }
    let own = Tightness(of: node, in: source)
    if own == .loose { return !accepts(source.python(node), at: place, below: parent, target) }
    if isSpecial(node, source, at: place, below: parent, target) { return true }
    return own < Tightness(requiredAt: place, below: parent, in: target)
  }

  /// Cases that levels do not tell: `1 .real`, `{{1}}` and colons in an f-string.
  private static func isSpecial(
    _ node: NodeID, _ source: Tree, at place: NodeID, below parent: NodeID, _ target: Tree
  ) -> Bool {
    let kind = source.python(node)
    switch target.python(parent) {
    case .attribute: return kind == .number && isPlainInteger(node, source)
    case .interpolation: return kind == .lambda || source.bytes[Int(source[node].start)] == UInt8(ascii: "{")
    case .call: return kind == .namedExpression && target.pythonRole(place) == .keywords
    default: return false
    }
  }

  private static func isPlainInteger(_ node: NodeID, _ tree: Tree) -> Bool {
    tree.bytes(in: tree.range(node)).allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_") }
  }

  /// Whether a bare tuple, a `yield` or `*x` may stand at the place.
  private static func accepts(_ kind: PythonKind, at place: NodeID, below parent: NodeID, _ target: Tree) -> Bool {
    if target.python(place) == kind { return true }
    let role = target.pythonRole(place)
    let holder = target.python(parent)
    switch kind {
    case .yield, .yieldFrom: return [.expressionStatement, .assign, .augAssign].contains(holder) && role == .value
    case .starred: return (holder == .call && role == .argumentValues) || [.list, .set, .tuple].contains(holder)
    case .slice: return holder == .subscription
    case .tuple:
      if holder == .subscription { return role == .slice }
      if holder == .forStatement || holder == .asyncFor { return role == .iterator }
      return [.expressionStatement, .assign, .augAssign, .returnStatement, .yield].contains(holder) && role == .value
    default: return false
    }
  }

  /// Whether the place already stands in parentheses that only group.
  static func isGrouped(_ place: NodeID, below parent: NodeID, _ tree: Tree) -> Bool {
    let range = tree.range(place)
    let layout = ListLayout(tree)
    let after = layout.skipTrivia(from: range.end)
    guard Int(after) < tree.bytes.count, tree.bytes[Int(after)] == UInt8(ascii: ")"),
      let open = openParenthesis(before: range.start, tree)
    else { return false }
    return !isOwn(open, of: parent, place, tree)
  }

  private static func openParenthesis(before offset: UInt32, _ tree: Tree) -> UInt32? {
    var at = Int(offset)
    while at > 0, [0x20, 0x09, 0x0A, 0x0D].contains(tree.bytes[at - 1]) { at -= 1 }
    return at > 0 && tree.bytes[at - 1] == UInt8(ascii: "(") ? UInt32(at - 1) : nil
  }

  /// Whether a parenthesis belongs to the call, class, tuple or other node around the place.
  private static func isOwn(_ open: UInt32, of parent: NodeID, _ place: NodeID, _ tree: Tree) -> Bool {
    switch tree.python(parent) {
    case .call:
      guard tree.pythonRole(place) != .function, let function = tree.child(PythonRole.function.role, of: parent) else {
        return false
      }
      var at = tree[function].end
      let layout = ListLayout(tree)
      while Int(at) < tree.bytes.count {
        at = layout.skipTrivia(from: at)
        if tree.bytes[Int(at)] == UInt8(ascii: "(") { return at == open }
        at += 1
      }
      return false
    case .classDef: return true
    case .tuple, .generatorExpression, .matchClass: return tree[parent].start == open
    default: return false
    }
  }

  // MARK: Line breaks

  /// Whether a line ends inside the expression but outside its brackets and strings.
  private static func spansLines(_ node: NodeID, _ tree: Tree) -> Bool {
    let range = tree.range(node).range
    var scanner = SourceScanner(tree.bytes, from: range.lowerBound, to: range.upperBound)
    var previous: UInt8 = 0
    while let (_, byte) = scanner.next() {
      let endsLine = byte == 0x0A || byte == 0x0D
      if endsLine, scanner.depth == 0, previous != UInt8(ascii: "\\"), previous != 0x0D { return true }
      previous = byte
    }
    return false
  }

  /// Whether some bracket is open where the place stands.
  private static func isBracketed(_ place: NodeID, _ path: [NodeID], _ tree: Tree) -> Bool {
    guard let statement = path.last(where: { ScopeWalker.statementKinds.contains(tree.kind($0).raw) }) else {
      return true
    }
    let start = Int(tree[statement].start)
    var scanner = SourceScanner(tree.bytes, from: start, to: Int(tree[place].start))
    var depth = 0
    while scanner.next() != nil { depth = scanner.depth }
    return depth > 0
  }
}
