// Matches a rule's `match` against a file's nodes: same kinds, same names, variables bound.

import RuleModel
import Semantics
import SourceModel

/// What the variables of a pattern stand for at one match.
struct ShapeBinding {
  /// The nodes of each variable; one for `$x`, any number for `...$xs`.
  var nodes: [String: [NodeID]] = [:]
}

/// One pattern held against one file.
struct ShapeMatching {
  let plan: ShapePlan
  let tree: Tree
  let facts: any FileFacts
  let language: any Language
  let surfaces: SurfaceSet
  /// The symbols that the plan's rows name, and those that nodes of the file name.
  let wantedSymbols: [Int?]
  let symbols: [NodeID: Int]

  /// The weakest evidence of a type that a variable had to have.
  private(set) var evidence = Evidence.proved

  init(
    _ candidate: ShapeIndex.Candidate, facts: any FileFacts, tree: Tree, language: any Language, surfaces: SurfaceSet,
    symbols: [NodeID: Int]
  ) {
    plan = candidate.plan
    wantedSymbols = candidate.symbols
    self.tree = tree
    self.facts = facts
    self.language = language
    self.surfaces = surfaces
    self.symbols = symbols
  }

  private var pattern: Pattern { plan.pattern }

  /// Matches the pattern beginning at `node`; gives the nodes matched and the variables.
  mutating func match(at node: NodeID) -> (nodes: [NodeID], binding: ShapeBinding)? {
    evidence = .proved
    var binding = ShapeBinding()
    if pattern.isExpression {
      if isRefusedByConstant(node) { return nil }
      return match(pattern.root, node, &binding) ? ([node], binding) : nil
    }
    let siblings = siblings(from: node)
    guard let count = matchPrefix(plan.parts[...], siblings[...], &binding) else { return nil }
    return (Array(siblings.prefix(count)), binding)
  }

  /// Whether a constant stands where a variable must have another type: seen before anyone asks for the types of names.
  private func isRefusedByConstant(_ node: NodeID) -> Bool {
    guard !plan.typedChildren.isEmpty else { return false }
    var number = 0
    for child in tree.children(of: node) {
      if let type = plan.typedChildren[number], language.constant(at: child, in: tree) != nil,
        !(facts.typeName(of: child).map { surfaces.isType($0.name, a: type) } ?? false)
      {
        return true
      }
      number += 1
    }
    return false
  }

  /// `node` and the siblings after it that play the same role.
  private func siblings(from node: NodeID) -> [NodeID] {
    guard node != tree.root else { return [node] }
    return tree.children(of: facts.parents[node.index]).filter { $0 >= node && tree.role($0) == tree.role(node) }
  }

  /// How many of `nodes` the pattern's statements cover when they need not cover all.
  private mutating func matchPrefix(
    _ wanted: ArraySlice<NodeID>, _ nodes: ArraySlice<NodeID>, _ binding: inout ShapeBinding
  ) -> Int? {
    guard let first = wanted.first else { return 0 }
    if let many = plan.runs[first.index] {
      // The shortest run that lets the rest match; at the end, all there is.
      for count in (wanted.count == 1 ? nodes.count : 0)...nodes.count {
        var attempt = binding
        guard bindMany(many, Array(nodes.prefix(count)), &attempt) else { continue }
        if let rest = matchPrefix(wanted.dropFirst(), nodes.dropFirst(count), &attempt) {
          binding = attempt
          return count + rest
        }
      }
      return nil
    }
    guard let node = nodes.first, match(first, node, &binding) else { return nil }
    return matchPrefix(wanted.dropFirst(), nodes.dropFirst(), &binding).map { $0 + 1 }
  }

  private mutating func matchAll(
    _ wanted: ArraySlice<NodeID>, _ nodes: ArraySlice<NodeID>, _ binding: inout ShapeBinding
  ) -> Bool {
    guard let first = wanted.first else { return nodes.isEmpty }
    if let many = plan.runs[first.index] {
      for count in 0...nodes.count {
        var attempt = binding
        guard bindMany(many, Array(nodes.prefix(count)), &attempt),
          matchAll(wanted.dropFirst(), nodes.dropFirst(count), &attempt)
        else { continue }
        binding = attempt
        return true
      }
      return false
    }
    guard let node = nodes.first, match(first, node, &binding) else { return false }
    return matchAll(wanted.dropFirst(), nodes.dropFirst(), &binding)
  }

  private func bindMany(_ variable: Pattern.Variable, _ nodes: [NodeID], _ binding: inout ShapeBinding) -> Bool {
    guard case .many(let name) = variable else { return true }
    if let old = binding.nodes[name] {
      return old.count == nodes.count && zip(old, nodes).allSatisfy { language.isSame($0, of: tree, $1, of: tree) }
    }
    binding.nodes[name] = nodes
    return true
  }

  // MARK: Nodes

  private mutating func match(_ wanted: NodeID, _ node: NodeID, _ binding: inout ShapeBinding) -> Bool {
    if case .one(let name)? = plan.variables[wanted.index] { return bind(name, node, &binding) }
    if let symbol = wantedSymbols[wanted.index] { return symbols[node] == symbol }
    guard tree.kind(node) == pattern.tree.kind(wanted), tree.detail(node) == pattern.tree.detail(wanted) else {
      return false
    }
    let wantedChildren = plan.children[wanted.index]
    if wantedChildren.isEmpty && !tree.hasChildren(node) {
      return language.isSame(wanted, of: pattern.tree, node, of: tree)
    }
    let children = Array(tree.children(of: node))
    return matchAll(wantedChildren[...], children[...], &binding)
  }

  private mutating func bind(_ name: String, _ node: NodeID, _ binding: inout ShapeBinding) -> Bool {
    if let old = binding.nodes[name]?.first { return language.isSame(old, of: tree, node, of: tree) }
    if let type = plan.types[name] {
      guard let fact = facts.typeName(of: node), surfaces.isType(fact.name, a: type) else { return false }
      evidence = min(evidence, fact.evidence)
    }
    binding.nodes[name] = [node]
    return true
  }
}

extension Tree {
  /// The node of a kind of whose first children's first child, `depth` times, a node is; nil where it is none.
  func ancestor(leadingTo node: NodeID, by depth: Int, _ kind: NodeKind) -> NodeID? {
    guard node.index >= depth else { return nil }
    let rows = rows
    let row = node.index - depth
    guard rows[row].kind == kind else { return nil }
    // Whatever stands between the two in the rows holds the node, too.
    for between in row..<node.index where rows[between].subtreeEnd <= node.row { return nil }
    return NodeID(UInt32(row))
  }
}
