// What a completion handler does with a value, and what with a failure.

import Semantics
import SourceModel
import SwiftSyntax

/// The two ways through a handler.
struct HandlerBody {
  /// The name that the value has where it is used.
  var value: NodeID?
  var use: [NodeID] = []
  /// What is done with a failure; nil where nothing is.
  var failed: [NodeID]?
  var error: NodeID?
  /// Whether there is no value, only that nothing failed.
  var isVoid = false
  /// Whether the statements run whether it failed or not.
  var runsAnyway = false
  /// Whether what is done with a failure stood behind a `catch` already, where it is called `error`.
  var hasImplicitError = false
}

/// Reads one closure.
struct HandlerReader {
  private let names: NameLookup
  private let closure: NodeID
  private let form: HandlerForm
  /// What must change inside of what is kept.
  private(set) var edits: [Edit] = []
  private(set) var obstacle = ""
  private var words: HandlerWords

  private var tree: Tree { names.tree }

  init(_ names: NameLookup, closure: NodeID, form: HandlerForm) {
    self.names = names
    self.closure = closure
    self.form = form
    words = HandlerWords(names.tree)
  }

  /// Nil where it is not one of the ways that handlers are written; `obstacle` says why.
  mutating func body() -> HandlerBody? {
    guard let parameters = parameters() else { return nil }
    guard let list = tree.child(SwiftRole(5), of: closure) else { return refuse("the closure has no statements") }
    var items = Array(tree.children(of: list))
    guard freeSelf(&items) else { return nil }
    let found: HandlerBody?
    switch form {
    case .result:
      guard parameters.count == 1 else { return refuse("the closure takes \(parameters.count) values") }
      found = ResultHandler(names.tree, words, parameters[0]).body(items)
    case .valueOrError:
      guard parameters.count == 2 else { return refuse("the closure takes \(parameters.count) values") }
      found = OptionalHandler(names.tree, words, value: parameters[0], error: parameters[1]).body(items)
    case .error:
      guard parameters.count == 1 else { return refuse("the closure takes \(parameters.count) values") }
      found = OptionalHandler(names.tree, words, value: nil, error: parameters[0]).body(items)
    case .value:
      guard parameters.count == 1 else { return refuse("the closure takes \(parameters.count) values") }
      found = HandlerBody(value: tree.text(parameters[0]) == "_" ? nil : parameters[0], use: items)
    case .nothing:
      guard parameters.isEmpty else { return refuse("the closure takes \(parameters.count) values") }
      found = HandlerBody(use: items, isVoid: true)
    }
    guard var body = found else {
      return refuse("the closure does not tell a value from a failure in a way that is known")
    }
    body.isVoid = body.isVoid || form == .error
    guard settleBreaks(&body.use), settleFailedBreaks(&body) else { return nil }
    return body
  }

  private mutating func refuse(_ reason: String) -> HandlerBody? {
    if obstacle.isEmpty { obstacle = reason }
    return nil
  }

  // MARK: The closure's head

  /// The names that the closure gives to what it is handed.
  private mutating func parameters() -> [NodeID]? {
    guard let signature = tree.child(.closureSignature, of: closure) else {
      let isNumbered = (closure.row..<tree[closure].subtreeEnd).contains { tree.text(NodeID($0)) == "$0" }
      if isNumbered {
        obstacle = "what the closure is handed has no name"
        return nil
      }
      return []
    }
    let attributes = tree.child(SwiftRole(1), of: signature).map { tree.text($0) } ?? ""
    guard attributes.isEmpty || attributes == "@Sendable" else {
      obstacle = "the closure runs where `\(attributes)` says"
      return nil
    }
    let specifiers = tree.child(SwiftRole(7), of: signature).map { tree.text($0) } ?? ""
    guard specifiers.isEmpty else {
      obstacle = "the closure waits or fails itself"
      return nil
    }
    guard let clause = tree.child(.closureParameters, of: signature) else { return [] }
    switch tree.swift(clause) {
    case .closureShorthandParameterList:
      return tree.children(of: clause).compactMap { tree.child(SwiftRole(1), of: $0) }
    default:
      guard let list = tree.child(SwiftRole(3), of: clause) else { return [] }
      return tree.children(of: list).compactMap { parameter in
        tree.child(.secondName, of: parameter).flatMap { tree.range($0).isEmpty ? nil : $0 }
          ?? tree.child(.firstName, of: parameter)
      }
    }
  }

  /// Frees the statements of what was written because `self` might be gone: it is held until all is done.
  private mutating func freeSelf(_ items: inout [NodeID]) -> Bool {
    let capture =
      tree.child(.closureSignature, of: closure).flatMap { tree.child(SwiftRole(3), of: $0) }
      .map { tree.text($0).filter { !$0.isWhitespace } } ?? ""
    switch capture {
    case "", "[self]", "[unownedself]": return true
    case "[weakself]": break
    default:
      obstacle = "the closure captures `\(capture)`"
      return false
    }
    if let first = items.first, let item = tree.child(SwiftRole(1), of: first), words.isGuardOfSelf(item) {
      items.removeFirst()
      return true
    }
    for row in closure.row..<tree[closure].subtreeEnd {
      let node = NodeID(row)
      guard tree.swift(node) == .declReferenceExpr, tree.text(node) == "self" else { continue }
      let parent = names.table.parent(node)
      guard tree.swift(parent) == .optionalChainingExpr, isDoneFor(parent) else {
        obstacle =
          "line \(LineTable(tree.bytes).position(of: tree[node].start).line): what is made of a `self` that may be gone"
        return false
      }
      edits.append(Edit(ByteRange(tree[node].end, tree[parent].end), ""))
    }
    return true
  }

  /// Whether a chain is a statement, or what something is assigned to, so that nothing sees whether it is optional.
  private func isDoneFor(_ chaining: NodeID) -> Bool {
    var at = chaining
    while at.row > 0 {
      let parent = names.table.parent(at)
      switch tree.swift(parent) {
      case .memberAccessExpr, .functionCallExpr, .subscriptCallExpr:
        guard tree.child(.base, of: parent) == at else { return false }
        at = parent
      case .codeBlockItem: return true
      case .exprList:
        let elements = Array(tree.children(of: parent))
        return elements.first == at && elements.count > 1 && tree.swift(elements[1]) == .assignmentExpr
          && tree.swift(names.table.parent(names.table.parent(parent))) == .codeBlockItem
      default: return false
      }
    }
    return false
  }

  // MARK: Breaks

  private mutating func settleFailedBreaks(_ body: inout HandlerBody) -> Bool {
    guard var failed = body.failed else { return true }
    guard settleBreaks(&failed) else { return false }
    body.failed = failed
    return true
  }

  /// `case .failure: break` does nothing; any other `break` of the `switch` that goes has no meaning outside of it.
  private mutating func settleBreaks(_ items: inout [NodeID]) -> Bool {
    if items.count == 1, tree.text(items[0]) == "break" { items = [] }
    for item in items {
      for row in item.row..<tree[item].subtreeEnd {
        let kind = tree.swift(NodeID(row))
        guard kind == .breakStmt || kind == .fallThroughStmt, !isTakenUp(NodeID(row), within: item) else { continue }
        obstacle = "a `\(tree.text(NodeID(row)))` inside of it would mean nothing any more"
        return false
      }
    }
    return true
  }

  private func isTakenUp(_ node: NodeID, within item: NodeID) -> Bool {
    var at = names.table.parent(node)
    while at.row >= item.row {
      switch tree.swift(at) {
      case .switchExpr, .forStmt, .whileStmt, .repeatStmt: return true
      default: at = names.table.parent(at)
      }
    }
    return false
  }
}
