// Writes a template out with a call's arguments in its variables' places.

import Semantics
import SourceModel

/// Renders `now` for one bound call.
struct TemplateRenderer {
  let rewriting: CallRewriting
  private(set) var wishes: [SymbolWish] = []
  private(set) var doubts: [String] = []
  /// The arguments' nodes in the order they are written.
  private(set) var used: [NodeID] = []
  private var impossible = false
  /// Whether an argument of the call in hand was written with its label: from then on all are.
  private var labelsWritten = false

  private let nodes: [Template.Node]

  init(rewriting: CallRewriting) {
    self.rewriting = rewriting
    nodes = rewriting.template.nodes
  }

  private var template: Template { rewriting.template }
  private var language: any Language { rewriting.language }

  /// The parts, or nil where the template needs something that the call does not give.
  mutating func render() -> [Change.Part]? {
    var parts: [Change.Part] = []
    // Most templates are of a few pieces around one or two arguments.
    parts.reserveCapacity(8)
    render(template.pattern.root, into: &parts)
    return impossible ? nil : parts
  }

  private mutating func render(_ node: NodeID, into parts: inout [Change.Part]) {
    if let variable = nodes[node.index].variable { return render(variable, at: node, into: &parts) }
    if let symbol = nodes[node.index].symbol { return parts.append(part(of: symbol, at: node)) }
    if let site = nodes[node.index].call, needsWork(site) { return renderCall(site, into: &parts) }
    for piece in nodes[node.index].pieces {
      switch piece {
      case .text(let text): parts.append(.literal(placed(text)))
      case .access(let text, let child): parts.append(.literal(ownAccess(of: node, before: child) ?? placed(text)))
      case .child(let child): render(child, into: &parts)
      }
    }
  }

  /// How the call itself comes from its receiver to a member, where the template does the same: `->` stays `->`.
  private func ownAccess(of node: NodeID, before child: NodeID) -> String? {
    guard let receiver = rewriting.binding.receiver,
      let own = language.memberAccess(at: rewriting.site.callee, in: rewriting.tree), own.base == receiver
    else { return nil }
    return rewriting.tree.text(in: ByteRange(rewriting.tree[own.base].end, own.memberRange.start))
  }

  private func appendText(from start: UInt32, to end: UInt32, into parts: inout [Change.Part]) {
    guard start < end else { return }
    parts.append(.literal(placed(template.pattern.tree.text(in: ByteRange(start, end)))))
  }

  /// Text of several lines, with the line ends of the file and indented as the line is that it goes to.
  private func placed(_ text: String) -> String {
    guard text.utf8.contains(0x0A) else { return text }
    let bytes = rewriting.tree.bytes
    let place = Int(rewriting.tree[rewriting.site.node].start)
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let indent = bytes[start..<place].prefix { $0 == 0x20 || $0 == 0x09 }
    let isCarriageReturned = start > 1 && bytes[start - 2] == 0x0D
    let lineEnd = (isCarriageReturned ? "\r\n" : "\n") + String(decoding: indent, as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
  }

  private mutating func part(of symbol: String, at node: NodeID) -> Change.Part {
    // A name without a dot is a builtin or `None`: it is spelled as it is.
    guard symbol.isDotted, !rewriting.ruleSet.isHanded(symbol) else { return .literal(symbol) }
    // A macro's name stands behind its sign, without its module.
    let isCallee = rewriting.template.call?.callee == node && rewriting.template.call?.hasSign != true
    var wish = SymbolWish(place: rewriting.reference, replacesReference: isCallee && !movesReceiver, name: symbol)
    let start = Int(template.pattern.tree[node].start)
    wish.isMacro = start > 0 && template.pattern.tree.bytes[start - 1] == UInt8(ascii: "#")
    wishes.append(wish)
    return .symbol(wishes.count - 1)
  }

  private var movesReceiver: Bool { rewriting.was.hasReceiver }

  private mutating func render(_ variable: Pattern.Variable, at node: NodeID, into parts: inout [Change.Part]) {
    guard case .one(let name) = variable else {
      impossible = true
      return
    }
    if let value = rewriting.binding.value(name) {
      used.append(value)
      return parts.append(.argument(value, place: node))
    }
    guard let value = rewriting.was.parameter(name)?.defaultValue, NewCall.isWritable(value) else {
      impossible = true
      return
    }
    parts += rewriting.parts(ofDefault: value, wishes: &wishes)
  }

  // MARK: Argument lists

  /// Whether arguments of this call of the template are left out or multiplied.
  private func needsWork(_ site: CallSite) -> Bool {
    site.arguments.contains { argument in
      guard case .one(let name)? = nodes[argument.node.index].variable else { return false }
      switch argument.form {
      case .unpacked, .unpackedMapping: return rewriting.was.isVariadic(name)
      case .positional: return rewriting.binding.value(name) == nil
      case .labelled, .trailing: return rewriting.binding.value(name) == nil || isGivenByPosition(name)
      }
    }
  }

  private mutating func renderCall(_ site: CallSite, into parts: inout [Change.Part]) {
    let tree = template.pattern.tree
    render(site.callee, into: &parts)
    appendText(from: tree[site.callee].end, to: site.argumentList.start, into: &parts)
    var isFirst = true
    var skipped = false
    let outer = labelsWritten
    labelsWritten = false
    defer { labelsWritten = outer }
    let isWhole = site.node == template.pattern.root
    let call = isWhole ? rewriting.newCall : rewriting.newCall(of: nodes[site.callee.index].symbol)
    for (index, argument) in site.arguments.enumerated() where !argument.isTrailing {
      for rendered in render(argument, index: index, of: call, skipped: &skipped) {
        if !isFirst { parts.append(.literal(", ")) }
        parts += rendered
        isFirst = false
      }
    }
    var end = site.argumentList.end
    for argument in site.arguments where argument.isTrailing {
      appendText(from: end, to: tree[argument.node].start, into: &parts)
      render(argument.node, into: &parts)
      end = tree[argument.node].end
    }
    appendText(from: end, to: tree[site.node].end, into: &parts)
  }

  /// What stands for one argument of the template: nothing, one argument, or several.
  private mutating func render(
    _ argument: Argument, index: Int, of call: NewCall, skipped: inout Bool
  ) -> [[Change.Part]] {
    guard case .one(let name)? = nodes[argument.node.index].variable else {
      if argument.label != nil { labelsWritten = true }
      return [renderWhole(argument)]
    }
    switch argument.form {
    case .unpacked, .unpackedMapping:
      return rewriting.was.isVariadic(name) ? spread(name, place: argument.node) : [renderWhole(argument)]
    case .positional, .labelled, .trailing: break
    }
    if rewriting.binding.value(name) != nil {
      if argument.form != .positional, !skipped, !labelsWritten, isGivenByPosition(name),
        argument.label == call.positionalName(at: index), call.isUnambiguous(argument.label, at: index)
      {
        return [rendered(argument.node)]
      }
      if argument.form != .positional { labelsWritten = true }
      guard skipped, argument.form == .positional else { return [renderWhole(argument)] }
      guard let label = call.positionalName(at: index) else {
        impossible = true
        return []
      }
      return [[.literal(language.label(label))] + rendered(argument.node)]
    }
    if call.mayLeaveOut(name, label: argument.label, position: index) {
      skipped = true
      return []
    }
    return [renderWhole(argument)]
  }

  /// Whether the call itself gives the parameter without a label.
  private func isGivenByPosition(_ parameter: String) -> Bool {
    rewriting.binding.argument(parameter)?.form == .positional
  }

  private mutating func renderWhole(_ argument: Argument) -> [Change.Part] {
    let tree = template.pattern.tree
    var parts: [Change.Part] = []
    appendText(from: argument.range.start, to: tree[argument.node].start, into: &parts)
    render(argument.node, into: &parts)
    appendText(from: tree[argument.node].end, to: argument.range.end, into: &parts)
    return parts
  }

  private mutating func rendered(_ node: NodeID) -> [Change.Part] {
    var parts: [Change.Part] = []
    render(node, into: &parts)
    return parts
  }

  private mutating func spread(_ name: String, place: NodeID) -> [[Change.Part]] {
    rewriting.binding.arguments(name).map { argument in
      used.append(argument.node)
      let label: [Change.Part] = argument.label.map { [.literal(language.label($0))] } ?? []
      return label + [.argument(argument.node, place: place)]
    }
  }
}
