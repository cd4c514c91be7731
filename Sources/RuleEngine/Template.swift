// A rule's `now`, taken apart once: what it calls and what stands in each argument.

import Semantics
import SourceModel

/// The right side of a rule, prepared for rewriting. A class: each call that is rewritten takes it.
final class Template: Sendable {
  /// One argument of the call that the template is.
  struct Slot: Sendable {
    enum Content: Hashable, Sendable {
      /// A parameter of `was`, alone.
      case parameter(String)
      /// All of a variadic parameter's arguments, `*args` or `**kwargs`.
      case spread(String)
      /// Any other expression.
      case expression
    }
    var label: String?
    var content: Content
    var argument: Argument
  }

  /// What a node of the pattern is made of.
  enum Piece: Sendable {
    case text(String)
    /// What stands before a child: the call's own way from a receiver to a member may take its place.
    case access(String, before: NodeID)
    case child(NodeID)
  }

  /// What has to be known of a node of the pattern to write it.
  struct Node: Sendable {
    var variable: Pattern.Variable?
    var symbol: String?
    var call: CallSite?
    var pieces: [Piece] = []
  }

  let pattern: Pattern
  /// The same for findings to hold.
  let kept: KeptPattern
  /// What it does besides giving a value; the words that say so are not in the pattern.
  let effects: Effects
  /// Set where the whole template is one call.
  let call: CallSite?
  let slots: [Slot]
  /// The name called, where the callee is nothing but a name.
  let calleeSymbol: String?
  /// Set where the callee is a member of `self`.
  let calleeMember: MemberAccess?
  private let language: any Language
  private let taken = Once<Nodes>()

  private final class Nodes: Sendable {
    let byRow: [Node]
    init(_ byRow: [Node]) { self.byRow = byRow }
  }

  /// By row of the pattern. Most rules are never written anywhere in a run: their patterns are taken apart when they are.
  var nodes: [Node] { taken.value { Nodes(Self.nodes(of: pattern, language)) }.byRow }

  /// Takes `now`, and the signature whose parameters are its variables.
  init(_ pattern: Pattern, of was: Signature, language: any Language) {
    let (effects, pattern) = language.effects(in: pattern)
    self.effects = effects
    self.pattern = pattern
    kept = KeptPattern(pattern)
    self.language = language
    let call = pattern.isExpression ? language.callSite(at: pattern.root, in: pattern.tree) : nil
    self.call = call
    // With a sign before it, a name cannot take the place of another name.
    calleeSymbol = call.flatMap { $0.hasSign ? nil : pattern.symbols[$0.callee] }
    calleeMember = call.flatMap { language.memberAccess(at: $0.callee, in: pattern.tree) }.flatMap {
      pattern.variables[$0.base] == .one("self") ? $0 : nil
    }
    slots = (call?.arguments ?? []).map {
      Slot(label: $0.label, content: Self.content(of: $0, in: pattern, was), argument: $0)
    }
  }

  private static func nodes(of pattern: Pattern, _ language: any Language) -> [Node] {
    let tree = pattern.tree
    let varying = Set(pattern.variables.keys).union(pattern.symbols.keys).map(\.row).sorted()
    let isFixed = tree.rows.enumerated().map { row, own in
      !varying.contains { row <= $0 && $0 < own.subtreeEnd }
    }
    return tree.rows.indices.map { row in
      let id = NodeID(row)
      if isFixed[row] { return Node(pieces: tree.range(id).isEmpty ? [] : [.text(tree.text(id))]) }
      return Node(
        variable: pattern.variables[id], symbol: pattern.symbols[id], call: language.callSite(at: id, in: tree),
        pieces: pieces(of: id, in: pattern, isFixed, language))
    }
  }

  /// A node's own text, with its children that vary in between.
  private static func pieces(
    of node: NodeID, in pattern: Pattern, _ isFixed: [Bool], _ language: any Language
  ) -> [Piece] {
    let tree = pattern.tree
    let access = language.memberAccess(at: node, in: tree)
    let comesFromSelf = access.map { pattern.variables[$0.base] == .one("self") } ?? false
    var pieces: [Piece] = []
    func add(_ start: UInt32, _ end: UInt32) {
      guard start < end else { return }
      let text = tree.text(in: ByteRange(start, end))
      if case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(.text(text))
      }
    }
    var end = tree[node].start
    for child in tree.children(of: node) {
      if comesFromSelf, end < tree[child].start, access?.memberRange == tree.range(child) {
        // Where the sign of the access is a row of its own, it is written as such.
        pieces.append(.access(tree.text(in: ByteRange(end, tree[child].start)), before: child))
      } else {
        add(end, tree[child].start)
      }
      if isFixed[child.index] { add(tree[child].start, tree[child].end) } else { pieces.append(.child(child)) }
      end = tree[child].end
    }
    add(end, tree[node].end)
    return pieces
  }

  private static func content(of argument: Argument, in pattern: Pattern, _ was: Signature) -> Slot.Content {
    guard case .one(let name)? = pattern.variables[argument.node] else { return .expression }
    switch argument.form {
    case .positional, .labelled, .trailing: return .parameter(name)
    case .unpacked, .unpackedMapping: return was.isVariadic(name) ? .spread(name) : .expression
    }
  }

  /// The symbol that the template is, where it is nothing but a name.
  var bareSymbol: String? { pattern.symbols[pattern.root] }

  /// Whether the template calls another name with exactly the parameters of `was`, in their order, so that even a bare
  /// reference to the old name may become the new one.
  func isPlainRename(of was: Signature) -> Bool {
    if bareSymbol != nil { return true }
    guard calleeSymbol != nil else { return false }
    let wanted = (was.hasReceiver ? ["self"] : []) + was.parameters.map(\.name)
    guard wanted.count == slots.count else { return false }
    return zip(wanted, slots).allSatisfy { name, slot in
      switch slot.content {
      case .parameter(let parameter): parameter == name && (slot.label == nil || slot.label == name)
      case .spread(let parameter): parameter == name
      case .expression: false
      }
    }
  }
}

extension Template {
  /// Whether a call already is what the template makes of it: the same name, and in the place of each expression over a
  /// parameter one of the same form. `array(x, copy=copy or None)` would else become `copy or None or None`.
  func isMade(by binding: Binding, calling name: String, in tree: Tree, _ language: any Language) -> Bool {
    guard calleeSymbol == name else { return false }
    let expressions = slots.filter { $0.content == .expression && holdsVariable($0.argument.node) }
    return !expressions.isEmpty
      && expressions.allSatisfy { slot in
        guard let label = slot.label, let value = binding.value(label) else { return false }
        return isForm(slot.argument.node, of: value, in: tree, language, depth: 0)
      }
  }

  private func holdsVariable(_ node: NodeID) -> Bool {
    pattern.variables.keys.contains { pattern.tree.isNode($0, within: node) }
  }

  private func isForm(
    _ wanted: NodeID, of node: NodeID, in tree: Tree, _ language: any Language, depth: Int
  ) -> Bool {
    if pattern.variables[wanted] != nil { return true }
    // Rules write expressions of a few words.
    guard depth < 16, tree.kind(node) == pattern.tree.kind(wanted), tree.detail(node) == pattern.tree.detail(wanted)
    else { return false }
    let (left, right) = (Array(pattern.tree.children(of: wanted)), Array(tree.children(of: node)))
    guard left.count == right.count else { return false }
    if left.isEmpty { return language.isSame(wanted, of: pattern.tree, node, of: tree) }
    return zip(left, right).allSatisfy { isForm($0, of: $1, in: tree, language, depth: depth + 1) }
  }
}

extension Signature {
  /// Whether a parameter stands for any number of arguments.
  func isVariadic(_ name: String) -> Bool {
    parameter(name).map { $0.passing == .variadic || $0.passing == .keywordVariadic } ?? false
  }
}
