// Calls with a completion handler as calls that wait: what was in the handler comes to stand behind them.

import Semantics
import SourceModel
import SwiftSyntax

/// Plans one call.
struct HandlerPlanner {
  private let names: NameLookup
  private let site: CallSite
  private let handler: Argument
  private let form: HandlerForm
  private let effects: Effects
  private var plan = HandlerPlan()

  private var tree: Tree { names.tree }

  init(_ names: NameLookup, _ site: CallSite, _ handler: Argument, _ form: HandlerForm, _ effects: Effects) {
    self.names = names
    self.site = site
    self.handler = handler
    self.form = form
    self.effects = effects
  }

  mutating func planned() -> HandlerPlan {
    guard tree.swift(handler.node) == .closureExpr else { return refused("what it is handed is no closure here") }
    guard let item = LastPlace(names.table).statement(of: site.node), tree.range(item) == tree.range(site.node) else {
      return refused("it is no statement of its own")
    }
    if isOptionalChain { return refused("it is called by optional chaining, so that it may never be called") }
    if let reason = resultObstacle() { return refused(reason) }
    guard let call = callAlone() else { return refused("it is handed another closure, or more behind this one") }
    plan.call = call
    var reader = HandlerReader(names, closure: handler.node, form: form)
    guard let body = reader.body() else { return refused(reader.obstacle) }
    plan.edits = reader.edits
    if let reason = collision(body) { return refused(reason) }
    write(body)
    return plan
  }

  private func refused(_ reason: String) -> HandlerPlan {
    var plan = HandlerPlan()
    plan.obstacles = ["line \(line(of: handler.node)): \(reason)"]
    return plan
  }

  private func line(of node: NodeID) -> Int { LineTable(tree.bytes).position(of: tree[node].start).line }

  // MARK: Around the call

  private var isOptionalChain: Bool {
    (site.callee.row..<tree[site.callee].subtreeEnd).contains { tree.swift(NodeID($0)) == .optionalChainingExpr }
  }

  /// A function that gives a value has one to give at once.
  private func resultObstacle() -> String? {
    var at = site.node
    while at.row > 0 {
      at = names.table.parent(at)
      switch tree.swift(at) {
      case .closureExpr: return nil
      case .functionDecl:
        guard let signature = tree.child(.signature, of: at), let clause = tree.child(.returnClause, of: signature),
          let type = tree.child(.returnType, of: clause)
        else { return nil }
        return ["Void", "()"].contains(tree.text(type)) ? nil : "the function around it gives a value at once"
      default: break
      }
    }
    return nil
  }

  /// The call without its closure; an empty pair of parentheses comes to stand where there was none.
  private func callAlone() -> [Piece]? {
    guard site.arguments.last == handler else { return nil }
    let start = tree[site.node].start
    let others = site.arguments.dropLast()
    if handler.isTrailing {
      guard !others.contains(where: \.isTrailing) else { return nil }
      guard CallReader.hasParentheses(site, in: tree) else {
        return [.copy(tree.range(site.callee)), .literal("()")]
      }
      let close = tree.bytes[Int(site.argumentList.end)...].firstIndex(of: UInt8(ascii: ")"))
      return close.map { [.copy(ByteRange(start, UInt32($0) + 1))] }
    }
    let end = others.last?.range.end ?? site.argumentList.start
    return [.copy(ByteRange(start, end)), .literal(")")]
  }

  /// A name that the handler binds and that something in the function around it has already.
  private func collision(_ body: HandlerBody) -> String? {
    let call = (site.node.row..<tree[site.node].subtreeEnd).filter { !tree.isNode(NodeID($0), within: handler.node) }
    if let value = body.value.map({ tree.text($0) }) {
      let isNamed = call.contains { row in
        tree.swift(NodeID(row)) == .declReferenceExpr
          && tree.child(.baseName, of: NodeID(row)).map { tree.text($0) } == value
      }
      if isNamed { return "the call names another `\(value)`" }
    }
    if let failed = body.failed, body.error == nil, !body.hasImplicitError,
      HandlerWords(tree).uses(of: "error", in: failed) > 0
    {
      return "`error` would mean what is caught"
    }
    guard isFlat else { return nil }
    let bound = [body.value].compactMap { $0 }.map { tree.text($0) } + namesDeclared(in: body.use)
    for name in bound {
      if case .binding(let binding, let scope) = names.meaning(of: name, at: site.node),
        names.table.scopes[scope].kind == .local, binding.node != site.node
      {
        return "there is another `\(name)` around it"
      }
    }
    return nil
  }

  /// Whether the handler's statements come to stand beside those of the function.
  private var isFlat: Bool { !form.tellsFailure }

  /// The names that statements declare for those behind them.
  private func namesDeclared(in statements: [NodeID]) -> [String] {
    statements.flatMap { statement -> [String] in
      guard let item = tree.child(SwiftRole(1), of: statement) else { return [] }
      switch tree.swift(item) {
      case .variableDecl, .guardStmt:
        return (item.row..<tree[item].subtreeEnd).compactMap { row in
          tree.swift(NodeID(row)) == .identifierPattern ? tree.text(NodeID(row)) : nil
        }
      case .functionDecl: return tree.child(.declarationName, of: item).map { [tree.text($0)] } ?? []
      default: return []
      }
    }
  }

  // MARK: The new text

  /// A step of the file's indentation, as the handler shows it.
  private var step: String {
    guard let statements = tree.child(SwiftRole(5), of: handler.node),
      let first = tree.children(of: statements).first(where: { _ in true })
    else { return "    " }
    let inner = indentation(of: first)
    let outer = indentation(of: handler.node)
    guard inner.count > outer.count, inner.hasPrefix(outer), !inner.contains("\t") else { return "    " }
    return String(inner.dropFirst(outer.count))
  }

  private func indentation(of node: NodeID) -> String {
    var start = Int(tree[node].start)
    while start > 0, tree.bytes[start - 1] != 0x0A { start -= 1 }
    return String(decoding: tree.bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  private mutating func write(_ body: HandlerBody) {
    let words = (effects.contains(.fails) ? "try " : "") + (effects.contains(.waits) ? "await " : "")
    var target = "_ = "
    if let value = body.value {
      plan.nodes["value"] = [value]
      target = "let $value = "
    } else if body.isVoid {
      target = ""
    }
    plan.nodes["use"] = body.use
    let use = body.use.isEmpty ? "" : "...$use\n"
    guard effects.contains(.fails) else {
      plan.text = "\(target)\(words)$call\n\(use)"
      return trim()
    }
    guard let failed = body.failed else {
      // What fails goes unsaid, as it did.
      let quiet = "try? " + (effects.contains(.waits) ? "await " : "")
      if body.runsAnyway {
        plan.text = "\(target)\(quiet)$call\n\(use)"
      } else if body.value != nil {
        plan.text = "if \(target)\(quiet)$call {\n\(use.isEmpty ? "" : step + use)}"
      } else {
        plan.text = "do {\n\(step)\(target)\(words)$call\n\(use.isEmpty ? "" : step + use)} catch {}"
      }
      return trim()
    }
    plan.nodes["failed"] = failed
    var head = "catch"
    if let error = body.error {
      plan.nodes["error"] = [error]
      head = tree.text(error) == "error" ? "catch" : "catch let $error"
    }
    let inside = failed.isEmpty ? "" : "\n\(step)...$failed\n"
    plan.text =
      "do {\n\(step)\(target)\(words)$call\n\(use.isEmpty ? "" : step + use)} \(head) {\(inside)}"
    trim()
  }

  private mutating func trim() {
    while plan.text.last == "\n" { plan.text.removeLast() }
    if plan.text.hasPrefix("do {") { indentCall() }
  }

  /// A call over several lines comes to stand a step further in.
  private mutating func indentCall() {
    let strings = (site.node.row..<tree[site.node].subtreeEnd).map { NodeID($0) }.filter {
      tree.swift($0) == .stringLiteralExpr && tree.bytes[tree.range($0).range].contains(0x0A)
    }
    for case .copy(let range) in plan.call {
      for offset in range.range where tree.bytes[offset] == 0x0A {
        let start = UInt32(offset + 1)
        guard start < range.end, tree.bytes[offset + 1] != 0x0A,
          !strings.contains(where: { tree.range($0).start < start && start < tree.range($0).end })
        else { continue }
        plan.edits.append(Edit(ByteRange(start, start), step))
      }
    }
  }
}
