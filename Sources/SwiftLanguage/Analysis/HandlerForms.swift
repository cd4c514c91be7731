// The ways that handlers tell a value from a failure.

import SourceModel
import SwiftSyntax

/// Reads conditions and cases by their words.
struct HandlerWords {
  let tree: Tree
  init(_ tree: Tree) { self.tree = tree }

  /// The tokens under a node.
  func tokens(_ node: NodeID) -> [NodeID] {
    (node.row..<tree[node].subtreeEnd).map { NodeID($0) }.filter {
      tree.swift($0) == .token && !tree.range($0).isEmpty
    }
  }

  func words(_ node: NodeID) -> [String] { tokens(node).map { tree.text($0) } }

  /// The statements of a block.
  func statements(_ block: NodeID) -> [NodeID] {
    let list = tree.swift(block) == .codeBlock ? tree.child(SwiftRole(3), of: block) : block
    return list.map { Array(tree.children(of: $0)) } ?? []
  }

  /// The statement that an item is, an expression's wrapping aside.
  func statement(_ item: NodeID) -> NodeID {
    guard let inner = tree.child(SwiftRole(1), of: item) else { return item }
    return tree.swift(inner) == .expressionStmt ? tree.child(SwiftRole(1), of: inner) ?? inner : inner
  }

  /// The conditions of an `if` or a `guard`.
  func conditions(_ node: NodeID) -> [NodeID] {
    guard let list = tree.child(SwiftRole(3), of: node) else { return [] }
    return tree.children(of: list).compactMap { tree.child(SwiftRole(1), of: $0) }
  }

  /// How often a name is named, other than as a member.
  func uses(of name: String, in nodes: [NodeID]) -> Int {
    nodes.reduce(0) { count, node in
      count
        + (node.row..<tree[node].subtreeEnd).lazy.filter { row in
          let kind = tree.swift(NodeID(row))
          guard kind == .declReferenceExpr || kind == .identifierPattern else { return false }
          return tree.text(NodeID(row)) == name && !isMember(NodeID(row))
        }.count
    }
  }

  private func isMember(_ node: NodeID) -> Bool {
    var before = Int(tree[node].start) - 1
    while before >= 0, tree.bytes[before] == 0x20 || tree.bytes[before] == 0x0A || tree.bytes[before] == 0x09 {
      before -= 1
    }
    return before >= 0 && tree.bytes[before] == UInt8(ascii: ".")
  }

  /// `let name` and `let name = subject`: the name, where a condition unwraps the subject.
  func unwrapped(_ condition: NodeID, _ subject: String) -> NodeID? {
    let tokens = tokens(condition)
    let words = tokens.map { tree.text($0) }
    if words == ["let", subject] { return tokens[1] }
    return words.count == 4 && words[0] == "let" && words[2] == "=" && words[3] == subject ? tokens[1] : nil
  }

  /// `guard let self else { return }`.
  func isGuardOfSelf(_ item: NodeID) -> Bool {
    let text = words(item)
    return text == ["guard", "let", "self", "else", "{", "return", "}"]
      || text == ["guard", "let", "self", "=", "self", "else", "{", "return", "}"]
  }

  /// Whether statements leave the function at their end.
  func leaves(_ items: [NodeID]) -> Bool {
    items.last.map { tree.swift(statement($0)) == .returnStmt } ?? false
  }

  /// Whether statements do nothing but leave.
  func onlyLeaves(_ items: [NodeID]) -> Bool {
    items.count == 1 && (tree.text(items[0]) == "return" || tree.text(items[0]).hasPrefix("fatalError("))
  }
}

/// Handlers that are handed a `Result`.
struct ResultHandler {
  private let tree: Tree
  private let words: HandlerWords
  private let subject: String

  init(_ tree: Tree, _ words: HandlerWords, _ parameter: NodeID) {
    self.tree = tree
    self.words = words
    subject = tree.text(parameter)
  }

  func body(_ items: [NodeID]) -> HandlerBody? {
    guard let first = items.first, words.uses(of: subject, in: items) == 1 else { return nil }
    let statement = words.statement(first)
    switch tree.swift(statement) {
    case .switchExpr: return items.count == 1 ? switched(statement) : nil
    case .ifExpr: return items.count == 1 ? ifCase(statement) : nil
    case .guardStmt: return guarded(statement, Array(items.dropFirst()))
    case .doStmt: return items.count == 1 ? got(statement) : nil
    default: return nil
    }
  }

  private func switched(_ node: NodeID) -> HandlerBody? {
    guard let looked = tree.child(SwiftRole(3), of: node), tree.text(looked) == subject,
      let list = tree.child(SwiftRole(7), of: node)
    else { return nil }
    var body = HandlerBody()
    var seen: Set<String> = []
    for one in tree.children(of: list) {
      guard tree.swift(one) == .switchCase, let label = tree.child(SwiftRole(3), of: one),
        let statements = tree.child(SwiftRole(5), of: one),
        let found = pattern(words.tokens(label).dropFirst().dropLast())
      else { return nil }
      guard seen.insert(found.name).inserted else { return nil }
      if found.name == "success" {
        body.value = found.bound
        body.use = words.statements(statements)
      } else {
        body.error = found.bound
        body.failed = words.statements(statements)
      }
    }
    return seen.count == 2 ? body : nil
  }

  /// `.success(let name)`, `let .success(name)`, `.success(_)`, `.success`.
  private func pattern(_ tokens: some Collection<NodeID>) -> (name: String, bound: NodeID?)? {
    let tokens = Array(tokens)
    let texts = tokens.map { tree.text($0) }
    let plain = texts.filter { $0 != "let" && $0 != "Result" }
    guard plain.count == 2 || plain.count == 5, plain[0] == ".", plain[1] == "success" || plain[1] == "failure" else {
      return nil
    }
    guard plain.count == 5 else { return (plain[1], nil) }
    guard plain[2] == "(", plain[4] == ")" else { return nil }
    if plain[3] == "_" { return (plain[1], nil) }
    guard texts.filter({ $0 == "let" }).count == 1 else { return nil }
    return (plain[1], tokens[tokens.count - 2])
  }

  /// `case .success(let name) = result`, alone.
  private func matched(_ conditions: [NodeID]) -> (name: String, bound: NodeID?)? {
    guard conditions.count == 1 else { return nil }
    let tokens = words.tokens(conditions[0])
    guard tokens.count > 4, tree.text(tokens[0]) == "case", tree.text(tokens[tokens.count - 1]) == subject,
      tree.text(tokens[tokens.count - 2]) == "="
    else { return nil }
    return pattern(tokens.dropFirst().dropLast(2))
  }

  /// `let name = try? result.get()`, alone.
  private func tried(_ conditions: [NodeID]) -> NodeID? {
    guard conditions.count == 1 else { return nil }
    let tokens = words.tokens(conditions[0])
    let texts = tokens.map { tree.text($0) }
    guard texts.count == 10, texts[0] == "let", Array(texts[2...]) == ["=", "try", "?", subject, ".", "get", "(", ")"]
    else { return nil }
    return tokens[1]
  }

  private func ifCase(_ node: NodeID) -> HandlerBody? {
    guard let block = tree.child(SwiftRole(5), of: node) else { return nil }
    let inside = words.statements(block)
    let other = tree.child(.elseBody, of: node)
    if let other, tree.swift(other) != .codeBlock { return nil }
    let outside = other.map { words.statements($0) }
    if let name = tried(words.conditions(node)) { return HandlerBody(value: name, use: inside, failed: outside) }
    guard let found = matched(words.conditions(node)) else { return nil }
    if found.name == "success" { return HandlerBody(value: found.bound, use: inside, failed: outside) }
    return HandlerBody(use: outside ?? [], failed: inside, error: found.bound)
  }

  private func guarded(_ node: NodeID, _ rest: [NodeID]) -> HandlerBody? {
    guard let block = tree.child(SwiftRole(7), of: node) else { return nil }
    let failed = words.statements(block)
    guard words.leaves(failed) else { return nil }
    if let name = tried(words.conditions(node)) { return HandlerBody(value: name, use: rest, failed: failed) }
    guard let found = matched(words.conditions(node)), found.name == "success" else { return nil }
    return HandlerBody(value: found.bound, use: rest, failed: failed)
  }

  /// `do { let name = try result.get() … } catch { … }`.
  private func got(_ node: NodeID) -> HandlerBody? {
    guard let block = tree.children(of: node).first(where: { tree.swift($0) == .codeBlock }),
      let list = tree.children(of: node).first(where: { tree.swift($0) == .catchClauseList })
    else { return nil }
    let clauses = Array(tree.children(of: list))
    let statements = words.statements(block)
    guard clauses.count == 1, let first = statements.first else { return nil }
    let tokens = words.tokens(first)
    let texts = tokens.map { tree.text($0) }
    guard texts.count == 9, texts[0] == "let", Array(texts[2...]) == ["=", "try", subject, ".", "get", "(", ")"],
      let failed = tree.children(of: clauses[0]).first(where: { tree.swift($0) == .codeBlock })
    else { return nil }
    let head = words.tokens(clauses[0]).prefix { $0 < failed }
    let headTexts = head.map { tree.text($0) }
    guard headTexts == ["catch"] || (headTexts.count == 3 && headTexts[1] == "let") else { return nil }
    return HandlerBody(
      value: tokens[1], use: Array(statements.dropFirst()), failed: words.statements(failed),
      error: headTexts.count == 3 ? head.last : nil, hasImplicitError: true)
  }
}

/// Handlers that are handed a value or none and an error or none, or only the latter.
struct OptionalHandler {
  private let tree: Tree
  private let words: HandlerWords
  /// The names of what the closure is handed; nil where it has none.
  private let value: String?
  private let error: String?
  private let isValued: Bool

  init(_ tree: Tree, _ words: HandlerWords, value: NodeID?, error: NodeID) {
    self.tree = tree
    self.words = words
    isValued = value != nil
    self.value = value.map { tree.text($0) }.flatMap { $0 == "_" ? nil : $0 }
    self.error = tree.text(error) == "_" ? nil : tree.text(error)
  }

  func body(_ items: [NodeID]) -> HandlerBody? {
    guard var body = read(items) else { return nil }
    if !isValued { body.isVoid = true }
    // What the closure was handed means nothing any more, other than by the names that conditions gave.
    guard isSettled(body.use, named: body.value, free: [value, error]) else { return nil }
    if let failed = body.failed {
      guard isSettled(failed, named: body.error, free: [value, error]) else { return nil }
    }
    return body
  }

  private func isSettled(_ nodes: [NodeID], named: NodeID?, free: [String?]) -> Bool {
    let name = named.map { tree.text($0) }
    return free.compactMap { $0 }.allSatisfy { $0 == name || words.uses(of: $0, in: nodes) == 0 }
  }

  private func read(_ items: [NodeID]) -> HandlerBody? {
    guard let first = items.first else { return HandlerBody(runsAnyway: true) }
    let statement = words.statement(first)
    let rest = Array(items.dropFirst())
    switch tree.swift(statement) {
    case .ifExpr: return rest.isEmpty ? whole(statement) : early(statement, rest)
    case .guardStmt: return guarded(statement, rest, failure: nil)
    default:
      // Nothing asks whether it failed.
      let names = [value, error].compactMap { $0 }
      return names.allSatisfy { words.uses(of: $0, in: items) == 0 } ? HandlerBody(use: items, runsAnyway: true) : nil
    }
  }

  private func block(_ node: NodeID) -> [NodeID]? { tree.child(SwiftRole(5), of: node).map { words.statements($0) } }

  /// The name that an error has in a block that is entered where there is one; that there is one, without a name.
  private func failure(_ conditions: [NodeID]) -> (isOne: Bool, name: NodeID?) {
    guard let error, conditions.count == 1 else { return (false, nil) }
    if let name = words.unwrapped(conditions[0], error) { return (true, name) }
    return (words.words(conditions[0]) == [error, "!=", "nil"], nil)
  }

  /// `if let error { …; return }`, and what follows.
  private func early(_ node: NodeID, _ rest: [NodeID]) -> HandlerBody? {
    let found = failure(words.conditions(node))
    guard found.isOne, let failed = block(node), words.leaves(failed), tree.child(.elseBody, of: node) == nil else {
      return nil
    }
    let failure = HandlerBody(failed: failed, error: found.name)
    guard isValued, let first = rest.first else { return HandlerBody(use: rest, failed: failed, error: found.name) }
    let statement = words.statement(first)
    let others = Array(rest.dropFirst())
    switch tree.swift(statement) {
    case .guardStmt: return guarded(statement, others, failure: failure)
    case .ifExpr where others.isEmpty:
      guard let value, case let conditions = words.conditions(statement), conditions.count == 1,
        let name = words.unwrapped(conditions[0], value), let use = block(statement),
        tree.child(.elseBody, of: statement) == nil
      else { break }
      return HandlerBody(value: name, use: use, failed: failed, error: found.name)
    default: break
    }
    return HandlerBody(use: rest, failed: failed, error: found.name)
  }

  /// `guard let value else { …; return }`, and what follows.
  private func guarded(_ node: NodeID, _ rest: [NodeID], failure: HandlerBody?) -> HandlerBody? {
    guard let block = tree.child(SwiftRole(7), of: node), case let inside = words.statements(block),
      words.leaves(inside) || words.onlyLeaves(inside)
    else { return nil }
    var name: NodeID?
    var asksError = false
    for condition in words.conditions(node) {
      if let value, let found = words.unwrapped(condition, value), name == nil {
        name = found
      } else if let error, words.words(condition) == [error, "==", "nil"], !asksError {
        asksError = true
      } else {
        return nil
      }
    }
    guard name != nil || (asksError && failure == nil) else { return nil }
    guard var body = failure else { return HandlerBody(value: name, use: rest, failed: inside) }
    // Where there is no error there is a value: what is done without either is never done.
    guard words.onlyLeaves(inside) else { return nil }
    body.value = name
    body.use = rest
    return body
  }

  /// `if let value { … } else { … }` and its like, which is all there is.
  private func whole(_ node: NodeID) -> HandlerBody? {
    guard let inside = block(node) else { return nil }
    let conditions = words.conditions(node)
    let other = tree.child(.elseBody, of: node)
    let found = failure(conditions)
    if found.isOne {
      var body = HandlerBody(failed: inside, error: found.name)
      guard let other else { return body }
      if tree.swift(other) == .codeBlock {
        // Beside an error's block, one that asks for no value has none to use.
        body.use = words.statements(other)
        return body
      }
      guard tree.swift(other) == .ifExpr, let value, case let inner = words.conditions(other), inner.count == 1,
        let name = words.unwrapped(inner[0], value), let use = block(other), tree.child(.elseBody, of: other) == nil
      else { return nil }
      body.value = name
      body.use = use
      return body
    }
    if let error, conditions.count == 1, words.words(conditions[0]) == [error, "==", "nil"], !isValued {
      return HandlerBody(use: inside, failed: plainBlock(other))
    }
    guard let value, conditions.count == 1, let name = words.unwrapped(conditions[0], value) else { return nil }
    guard let other else { return HandlerBody(value: name, use: inside) }
    if tree.swift(other) == .codeBlock { return HandlerBody(value: name, use: inside, failed: words.statements(other)) }
    let inner = failure(words.conditions(other))
    guard tree.swift(other) == .ifExpr, inner.isOne, let failed = block(other), tree.child(.elseBody, of: other) == nil
    else { return nil }
    return HandlerBody(value: name, use: inside, failed: failed, error: inner.name)
  }

  private func plainBlock(_ other: NodeID?) -> [NodeID]? {
    other.flatMap { tree.swift($0) == .codeBlock ? words.statements($0) : nil }
  }
}
