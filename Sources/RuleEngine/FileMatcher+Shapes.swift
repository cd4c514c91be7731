// Rules of several statements: finds their shapes in a file and writes what takes their place.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Holds every `match` that the file could hold against every node that its first part could be.
  mutating func matchShapes() {
    guard !facts.references.isEmpty else { return }
    let candidates = ruleSet.shapes.candidates(
      in: facts, symbols: shapeSymbols, producers: producers, unnamed: unnamed)
    guard !candidates.isEmpty else { return }
    let symbols = symbolNodes()
    var taken: Set<NodeID> = []
    var nodesByKind: [UInt16: [NodeID]] = [:]
    for candidate in candidates {
      let plan = candidate.plan
      var matching = ShapeMatching(
        candidate, facts: facts, tree: tree, language: ruleSet.language, surfaces: ruleSet.source, symbols: symbols)
      for node in beginnings(candidate, symbols, &nodesByKind) where !plan.refuses(tree[node]) {
        guard !taken.contains(node), let (nodes, binding) = matching.match(at: node) else { continue }
        let scene = ConditionScene(
          facts: facts, shape: binding, calls: loadingCalls(plan.entry, in: nodes), surfaces: ruleSet.source)
        let truth = plan.entry.condition.map { scene.truth(of: $0) } ?? .yes
        guard truth != .no else { continue }
        taken.formUnion(nodes)
        addShape(
          plan.entry, nodes, binding, plan.rewrite, evidence: matching.evidence, isCertain: truth == .yes)
      }
    }
  }

  /// The calls inside what a shape matched, where its condition asks what they load.
  private func loadingCalls(_ entry: RuleSet.Entry, in nodes: [NodeID]) -> [NodeID] {
    guard entry.asksForLoading else { return [] }
    return nodes.flatMap { node in
      (node.row..<tree[node].subtreeEnd).map { NodeID($0) }.filter { facts.modelSource(of: $0) != nil }
    }
  }

  /// The nodes that the first part of a shape could be, in source order.
  ///
  /// - Parameter nodesByKind: All nodes of the kinds that were asked for without an anchor.
  private mutating func beginnings(
    _ candidate: ShapeIndex.Candidate, _ symbols: [NodeID: Int], _ nodesByKind: inout [UInt16: [NodeID]]
  ) -> [NodeID] {
    let plan = candidate.plan
    let kind = plan.kind
    let anchors: [NodeID]
    let depth: Int
    if let leaves = candidate.leaves, let anchor = plan.anchor {
      // Without a table of all parents, which most files need for nothing else.
      if plan.isAnchorLeading {
        return leaves.compactMap { tree.ancestor(leadingTo: $0, by: anchor.depth, kind) }.sorted()
      }
      (anchors, depth) = (leaves, anchor.depth)
    } else if let anchor = plan.namedAnchor {
      (anchors, depth) = (symbols.filter { $0.value == candidate.symbols[anchor.row] }.map(\.key), anchor.depth)
    } else {
      if let known = nodesByKind[kind.raw] { return known }
      let nodes = tree.rows.withUnsafeBufferPointer { rows in
        rows.indices.filter { rows[$0].kind == kind }.map { NodeID($0) }
      }
      nodesByKind[kind.raw] = nodes
      return nodes
    }
    let parents = parents
    var found: [NodeID] = []
    for anchor in anchors {
      var node = anchor
      for _ in 0..<depth { node = parents[node.index] }
      if tree.kind(node) == kind { found.append(node) }
    }
    found.sort()
    // Several anchors may stand under one node.
    return found.indices.filter { $0 == 0 || found[$0] != found[$0 - 1] }.map { found[$0] }
  }

  /// The nodes of chains, and of their beginnings, that stand for symbols of shapes.
  private mutating func symbolNodes() -> [NodeID: Int] {
    var symbols: [NodeID: Int] = [:]
    for reference in shapeReferences {
      var name = reference.name
      var node = reference.node
      symbols[node] = verdict(on: name).shapeSymbol
      while let access = ruleSet.language.memberAccess(at: node, in: tree), name.hasSuffix("." + access.member) {
        name.removeLast(access.member.utf8.count + 1)
        node = access.base
        symbols[node] = verdict(on: name).shapeSymbol
      }
    }
    return symbols
  }

  private mutating func addShape(
    _ entry: RuleSet.Entry, _ nodes: [NodeID], _ binding: ShapeBinding, _ rewrite: Pattern?, evidence: Evidence,
    isCertain: Bool
  ) {
    guard let first = nodes.first, let last = nodes.last else { return }
    let rule = ruleSet.rules[entry.rule]
    let standing: Standing = rule.grade == .safe ? .rewritten : rule.grade == .review ? .review : .advised
    var finding = Finding(
      rule: entry.rule, node: first, range: ByteRange(tree[first].start, tree[last].end), name: rule.id,
      standing: standing)
    if !isCertain { finding.doubt("whether its condition holds cannot be told from the code") }
    if evidence < .annotated { finding.doubt("a type it relies on is only \(evidence.name)") }
    if let rewrite {
      var renderer = ShapeRenderer(
        pattern: rewrite, binding: binding, tree: tree, language: ruleSet.language, place: first)
      renderer.handed = ruleSet.handedNames
      finding.changes =
        rewrite.tree.bytes.isEmpty
        ? [Change(wholeLines(of: finding.range), [])] : renderer.changes(replacing: finding.range)
      finding.wishes = renderer.wishes
      finding.pattern = rewrite
      finding.replacesNode = rewrite.isExpression
      finding.effects = ruleSet.language.effects(in: rewrite).effects
      finding.isMarked = true
      finding.moved = moved(from: plan(of: entry), to: rewrite, binding)
      for reason in shapeDoubts(finding, entry, binding) { finding.doubt(reason) }
      for call in loadingCalls(entry, in: nodes) { moveModelPath(of: call, &finding) }
    }
    markUses(within: finding.range, finding: findings.count, standing: finding.standing)
    add(finding)
  }

  /// Statements with the lines that they have for themselves.
  private func wholeLines(of range: ByteRange) -> ByteRange {
    var start = Int(range.start)
    while start > 0, tree.bytes[start - 1] == 0x20 || tree.bytes[start - 1] == 0x09 { start -= 1 }
    var end = Int(range.end)
    while end < tree.bytes.count, [0x20, 0x09, 0x0D].contains(tree.bytes[end]) { end += 1 }
    guard start == 0 || tree.bytes[start - 1] == 0x0A, end < tree.bytes.count, tree.bytes[end] == 0x0A else {
      return range
    }
    return ByteRange(start..<(end + 1))
  }

  /// Variables of a pattern that it declares before a run of statements, and its rewriting behind it.
  private func moved(from pattern: Pattern?, to rewrite: Pattern, _ binding: ShapeBinding) -> Set<String> {
    guard let pattern, !pattern.isExpression else { return [] }
    let before = declaredFirst(in: pattern)
    let names = before.subtracting(declaredFirst(in: rewrite))
    return Set(names.compactMap { binding.nodes[$0]?.first }.map { tree.text($0) })
  }

  /// The variables that stand before the first run of statements.
  private func declaredFirst(in pattern: Pattern) -> Set<String> {
    var found: Set<String> = []
    for (_, variable) in pattern.orderedVariables {
      switch variable {
      case .one(let name): found.insert(name)
      case .many: return found
      case .anything: break
      }
    }
    return []
  }

  private func plan(of entry: RuleSet.Entry) -> Pattern? {
    if case .match(let pattern, _, _) = entry.action { pattern } else { nil }
  }

  /// Complaints about comments that no copy takes along, and about calls that would be made in another order, more
  /// often or no longer.
  private func shapeDoubts(_ finding: Finding, _ entry: RuleSet.Entry, _ binding: ShapeBinding) -> [String] {
    guard case .match(let pattern, _, let rewrite?) = entry.action else { return [] }
    var doubts: [String] = []
    let kept = finding.changes.flatMap(\.parts).compactMap { part -> ByteRange? in
      switch part {
      case .copy(let range): range
      case .argument(let node, _): tree.range(node)
      case .literal, .symbol: nil
      }
    }
    let comments = ruleSet.language.comments(in: finding.range, of: tree)
    if comments.contains(where: { comment in !kept.contains { $0.contains(comment) } }) {
      doubts.append("a comment inside it would be lost")
    }
    if calls(in: pattern, binding) != calls(in: rewrite, binding) {
      doubts.append("what is called would be called in another order, more often or no longer")
    }
    return doubts
  }

  /// The variables that stand for something with side effects, in the order a pattern names them.
  private func calls(in pattern: Pattern, _ binding: ShapeBinding) -> [String] {
    pattern.variables.sorted { $0.key < $1.key }.compactMap { _, variable -> String? in
      guard case .one(let name) = variable,
        (binding.nodes[name] ?? []).contains(where: { ruleSet.language.hasSideEffects($0, in: tree) })
      else { return nil }
      return name
    }
  }

  private mutating func markUses(within range: ByteRange, finding: Int, standing: Standing) {
    for index in uses.indices where range.contains(tree.range(uses[index].node)) && uses[index].finding == nil {
      uses[index].standing = standing
      uses[index].finding = finding
    }
  }
}

/// Writes a `rewrite` with what the variables of `match` stood for.
struct ShapeRenderer {
  let pattern: Pattern
  let binding: ShapeBinding
  let tree: Tree
  let language: any Language
  let place: NodeID
  /// Names of values at hand, which no import brings.
  var handed: Set<String> = []
  /// What variables stand for that are no nodes of the file.
  var given: [String: [Change.Part]] = [:]
  private(set) var wishes: [SymbolWish] = []
  /// Changes of indentation inside copied blocks.
  private var reindentations: [Change] = []

  init(pattern: Pattern, binding: ShapeBinding, tree: Tree, language: any Language, place: NodeID) {
    self.pattern = pattern
    self.binding = binding
    self.tree = tree
    self.language = language
    self.place = place
  }

  mutating func changes(replacing range: ByteRange) -> [Change] {
    let base = indentation(at: range.start)
    var parts: [Change.Part] = []
    if pattern.isExpression {
      parts = render(pattern.root, base: base)
    } else {
      let statements = pattern.tree.children(of: pattern.root).filter { !standsForNothing($0) }
      var end = statements.first.map { pattern.tree[$0].start } ?? 0
      for statement in statements {
        // What stands between is a line end, or lines of a list of statements that is empty here.
        if end < pattern.tree[statement].start { end = max(end, lineEnd(before: pattern.tree[statement].start)) }
        appendText(from: end, to: pattern.tree[statement].start, base: base, into: &parts)
        parts += render(statement, base: base)
        end = pattern.tree[statement].end
      }
    }
    return [Change(range, parts)] + reindentations
  }

  /// Whether a statement of the rule is a list of statements that is empty here.
  private func standsForNothing(_ statement: NodeID) -> Bool {
    let nodes = pattern.variables.keys.filter { pattern.tree.range(statement) == pattern.tree.range($0) }
    return nodes.contains { node in
      switch pattern.variables[node] {
      case .many(let name): (binding.nodes[name] ?? []).isEmpty
      case .anything: true
      default: false
      }
    }
  }

  /// Where the line before the one of `offset` ends.
  private func lineEnd(before offset: UInt32) -> UInt32 {
    var place = Int(offset)
    while place > 0, pattern.tree.bytes[place - 1] != 0x0A { place -= 1 }
    return UInt32(max(0, place - 1))
  }

  private mutating func render(_ node: NodeID, base: [UInt8]) -> [Change.Part] {
    switch pattern.variables[node] {
    case .one(let name): return given[name] ?? (binding.nodes[name] ?? []).map { .argument($0, place: node) }
    case .many(let name): return copyBlock(binding.nodes[name] ?? [], to: base, at: node)
    case .anything: return []
    case nil: break
    }
    if let symbol = pattern.symbols[node], symbol.contains("."), !handed.contains(symbol.firstDottedPart) {
      wishes.append(SymbolWish(place: place, replacesReference: false, name: symbol))
      return [.symbol(wishes.count - 1)]
    }
    var parts: [Change.Part] = []
    var end = pattern.tree[node].start
    for child in pattern.tree.children(of: node) {
      appendText(from: end, to: pattern.tree[child].start, base: base, into: &parts)
      parts += render(child, base: base)
      end = pattern.tree[child].end
    }
    appendText(from: end, to: pattern.tree[node].end, base: base, into: &parts)
    return parts
  }

  /// The rule's own text, with the indentation of the place after each of its line ends.
  private func appendText(from start: UInt32, to end: UInt32, base: [UInt8], into parts: inout [Change.Part]) {
    guard start < end else { return }
    var text: [UInt8] = []
    for byte in pattern.tree.bytes[Int(start)..<Int(end)] {
      text.append(byte)
      if byte == 0x0A { text += base }
    }
    if base.contains(0x09) { text = Self.tabbed(text) }
    parts.append(.literal(String(decoding: text, as: UTF8.self)))
  }

  /// Copies statements or arguments as they stand, their lines moved to the indentation of the new place.
  private mutating func copyBlock(_ nodes: [NodeID], to base: [UInt8], at variable: NodeID) -> [Change.Part] {
    guard let first = nodes.first, let last = nodes.last else { return [] }
    var range = ByteRange(tree[first].start, tree[last].end)
    let old = indentation(at: range.start)
    if isAlone(range, in: tree), isAlone(pattern.tree.range(variable), in: pattern.tree) {
      range = withComments(range, old)
    }
    let steps = patternIndentation(of: variable)
    let new = base + (old.contains(0x09) || base.contains(0x09) ? Self.tabbed(steps) : steps)
    if old != new { reindent(range, from: old, to: new) }
    return [.copy(range)]
  }

  /// Whether nothing else stands on the lines of a range, a comment apart.
  private func isAlone(_ range: ByteRange, in tree: Tree) -> Bool {
    let before = Self.indentation(of: tree.bytes, at: range.start)
    let start = Int(range.start) - before.count
    guard start == 0 || tree.bytes[start - 1] == 0x0A else { return false }
    let next = tree.bytes[Int(range.end)...].first { $0 != 0x20 && $0 != 0x09 }
    return [nil, 0x0A, 0x0D, 0x23, 0x2F].contains(next)
  }

  /// Takes along the comment lines above that are indented alike, and the comment behind.
  private func withComments(_ range: ByteRange, _ indentation: [UInt8]) -> ByteRange {
    var start = Int(range.start)
    while true {
      let line = start - indentation.count
      guard line > 0, case let above = startOfLine(line - 1),
        tree.bytes[above...].starts(with: indentation + [0x23])
          || tree.bytes[above...].starts(with: indentation + [0x2F, 0x2F])
      else { break }
      start = above + indentation.count
    }
    let comments = language.comments(in: ByteRange(range.end, UInt32(tree.bytes.count)), of: tree)
    let lineEnd = tree.bytes[Int(range.end)...].firstIndex(of: 0x0A) ?? tree.bytes.count
    let behind = comments.first.flatMap { Int($0.start) < lineEnd ? $0.end : nil }
    return ByteRange(UInt32(start), behind ?? range.end)
  }

  private func startOfLine(_ offset: Int) -> Int {
    var start = offset
    while start > 0, tree.bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// A step of a rule's indentation, four blanks, as a tab: blanks after tabs would read badly.
  private static func tabbed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isIndentation = true
    for byte in text {
      result.append(byte)
      isIndentation = byte == 0x0A || (isIndentation && (byte == 0x20 || byte == 0x09))
      if isIndentation, result.suffix(4).elementsEqual([0x20, 0x20, 0x20, 0x20]) {
        result.replaceSubrange((result.count - 4)..., with: [0x09])
      }
    }
    return result
  }

  private mutating func reindent(_ range: ByteRange, from old: [UInt8], to new: [UInt8]) {
    let strings = multilineLeaves(in: range)
    var offset = Int(range.start)
    while offset < Int(range.end) {
      let isLineEnd = tree.bytes[offset] == 0x0A
      offset += 1
      guard isLineEnd, offset < Int(range.end), tree.bytes[offset] != 0x0A,
        !strings.contains(where: { $0.contains(UInt32(offset)) }), tree.bytes[offset...].starts(with: old)
      else { continue }
      let start = UInt32(offset)
      reindentations.append(
        Change(ByteRange(start, start + UInt32(old.count)), [.literal(String(decoding: new, as: UTF8.self))]))
    }
  }

  /// Leaves that span lines are strings, whose text must stay.
  private func multilineLeaves(in range: ByteRange) -> [ByteRange] {
    tree.rows.indices.lazy.map { NodeID($0) }
      .filter { !tree.hasChildren($0) && range.contains(tree.range($0)) }
      .map { tree.range($0) }
      .filter { tree.bytes[$0.range].contains(0x0A) }
  }

  private func indentation(at offset: UInt32) -> [UInt8] { Self.indentation(of: tree.bytes, at: offset) }
  private func patternIndentation(of node: NodeID) -> [UInt8] {
    Self.indentation(of: pattern.tree.bytes, at: pattern.tree[node].start)
  }

  /// The white space that begins the line of `offset`.
  private static func indentation(of bytes: ContiguousArray<UInt8>, at offset: UInt32) -> [UInt8] {
    var start = Int(offset)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return Array(bytes[start..<Int(offset)].prefix { $0 == 0x20 || $0 == 0x09 })
  }
}
