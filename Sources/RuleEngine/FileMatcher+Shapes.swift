// Rules of several statements: finds their shapes in a file and writes what takes their place.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Holds every `match` against every node that its first part could be.
  mutating func matchShapes() {
    guard !ruleSet.shapeEntries.isEmpty, !facts.references.isEmpty else { return }
    let names = referenceNames()
    var taken: Set<NodeID> = []
    for entry in ruleSet.shapeEntries {
      guard case .match(let pattern, let types, let rewrite) = entry.action else { continue }
      var matching = ShapeMatching(
        pattern: pattern, types: types, facts: facts, language: ruleSet.language, surfaces: ruleSet.source,
        names: names, parents: parents)
      guard let first = matching.parts.first else { continue }
      let kind = pattern.tree.kind(first)
      for row in 0..<tree.count where tree.rows[row].kind == kind {
        let node = NodeID(row)
        guard !taken.contains(node), let (nodes, binding) = matching.match(at: node) else { continue }
        taken.formUnion(nodes)
        addShape(entry, nodes, binding, rewrite, evidence: matching.evidence)
      }
    }
  }

  /// The dotted names of all chains and of their beginnings.
  private func referenceNames() -> [NodeID: String] {
    var names: [NodeID: String] = [:]
    for reference in facts.references where reference.use != .imported {
      var name = reference.name
      var node = reference.node
      names[node] = name
      while let access = ruleSet.language.memberAccess(at: node, in: tree), name.hasSuffix("." + access.member) {
        name.removeLast(access.member.utf8.count + 1)
        node = access.base
        names[node] = name
      }
    }
    return names
  }

  private mutating func addShape(
    _ entry: RuleSet.Entry, _ nodes: [NodeID], _ binding: ShapeBinding, _ rewrite: Pattern?, evidence: Evidence
  ) {
    guard let first = nodes.first, let last = nodes.last else { return }
    let rule = ruleSet.rules[entry.rule]
    let standing: Standing = rule.grade == .safe ? .rewritten : rule.grade == .review ? .review : .advised
    var finding = Finding(
      rule: entry.rule, node: first, range: ByteRange(tree[first].start, tree[last].end), name: rule.id,
      standing: standing)
    if evidence < .annotated { doubt(&finding, "a type it relies on is only \(evidence.name)") }
    if let rewrite {
      var renderer = ShapeRenderer(
        pattern: rewrite, binding: binding, tree: tree, language: ruleSet.language, place: first)
      finding.changes = renderer.changes(replacing: finding.range)
      finding.wishes = renderer.wishes
      finding.pattern = rewrite
      finding.replacesNode = rewrite.isExpression
    }
    markUses(within: finding.range, finding: findings.count, standing: finding.standing)
    add(finding)
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
      var end = pattern.tree.children(of: pattern.root).first { _ in true }.map { pattern.tree[$0].start } ?? 0
      for statement in pattern.tree.children(of: pattern.root) {
        appendText(from: end, to: pattern.tree[statement].start, base: base, into: &parts)
        parts += render(statement, base: base)
        end = pattern.tree[statement].end
      }
    }
    return [Change(range, parts)] + reindentations
  }

  private mutating func render(_ node: NodeID, base: [UInt8]) -> [Change.Part] {
    switch pattern.variables[node] {
    case .one(let name): return (binding.nodes[name] ?? []).map { .argument($0, place: node) }
    case .many(let name): return copyBlock(binding.nodes[name] ?? [], to: base, at: node)
    case .anything: return []
    case nil: break
    }
    if let symbol = pattern.symbols[node], symbol.contains(".") {
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
    parts.append(.literal(String(decoding: text, as: UTF8.self)))
  }

  /// Copies statements or arguments as they stand, their lines moved to the indentation of the new place.
  private mutating func copyBlock(_ nodes: [NodeID], to base: [UInt8], at variable: NodeID) -> [Change.Part] {
    guard let first = nodes.first, let last = nodes.last else { return [] }
    let range = ByteRange(tree[first].start, tree[last].end)
    let old = indentation(at: range.start)
    let new = base + patternIndentation(of: variable)
    if old != new { reindent(range, from: old, to: new) }
    return [.copy(range)]
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
