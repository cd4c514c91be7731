// What rules about declarations make of those in a file.

import Semantics
import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// One walk over a file's declarations, closures and calls.
struct DeclarationReader {
  let names: NameLookup
  var inference: TypeInference
  private let rules: [(number: Int, rule: DeclarationRule)]
  private(set) var found: [DeclarationChange] = []
  /// The nodes that rules look at about what functions are handed and return.
  private var functions: [NodeID] = []
  private var initializers: [NodeID] = []
  private var closures: [NodeID] = []
  private var calls: [NodeID] = []
  /// The types that inherit from a library's: several rules ask for the same.
  var heirsByBase: [String: [(node: NodeID, path: String)]] = [:]
  var methodsByType: [NodeID: [(node: NodeID, name: String)]] = [:]

  var tree: Tree { names.tree }

  init(_ names: NameLookup, _ inference: TypeInference, _ rules: [(number: Int, rule: DeclarationRule)]) {
    self.names = names
    self.inference = inference
    self.rules = rules
  }

  mutating func changes() -> [DeclarationChange] {
    let relevant = rules.filter { isRelevant($0.rule.subject) }
    guard !relevant.isEmpty else { return [] }
    if relevant.contains(where: { $0.rule.isOfFunctions }) { findFunctions() }
    for (number, rule) in relevant {
      switch rule {
      case .handed(let value): readHanded(number, value)
      case .result(let result): readResults(number, result)
      case .member(let member): readMembers(number, member)
      case .type(let type): readTypes(number, type)
      }
    }
    return found
  }

  private mutating func findFunctions() {
    for row in 0..<UInt32(tree.count) {
      switch tree.swift(NodeID(row)) {
      case .functionDecl: functions.append(NodeID(row))
      case .initializerDecl: initializers.append(NodeID(row))
      case .closureExpr: closures.append(NodeID(row))
      case .functionCallExpr: calls.append(NodeID(row))
      default: break
      }
    }
  }

  /// Whether the file may have anything of a type: it imports the type's library, or its project hands it on.
  private func isRelevant(_ type: String) -> Bool {
    let module = type.firstDottedPart
    return names.imports.contains { $0.module == module || names.modules.contains(module) }
      || names.context.project.unnamed.contains(type.lastDottedPart)
  }

  mutating func add(_ change: DeclarationChange) { found.append(change) }

  func insertion(
    at offset: UInt32, _ text: WrittenText, before: String = "", after: String = ""
  )
    -> (range: ByteRange, parts: [WrittenText.Part])
  {
    (ByteRange(offset, offset), [.literal(before)] + text.parts + [.literal(after)])
  }

  func name(of declaration: NodeID) -> String {
    tree.child(.declarationName, of: declaration).map { ScopeTable.unquoted(tree.text($0)) } ?? "init"
  }

  // MARK: Results

  private mutating func readResults(_ number: Int, _ rule: ResultRule) {
    for function in functions {
      guard let signature = tree.child(.signature, of: function), let clause = tree.child(.returnClause, of: signature),
        let type = tree.child(.returnType, of: clause), names.type(at: type) == .named(rule.of)
      else { continue }
      var change = DeclarationChange(
        rule: number, node: type, range: tree.range(type), name: "\(name(of: function))()",
        edits: [(tree.range(type), rule.becomes.parts)])
      if !isOwn(function) { change.doubts.append("a library asks for this function") }
      add(change)
    }
  }

  /// Whether a function is the project's own, and not what a library's type has or asks for.
  func isOwn(_ function: NodeID) -> Bool {
    guard let scope = names.enclosingType(of: names.table.parent(function)) else { return true }
    return !names.libraryBases(of: scope.path).contains { base in
      names.context.surfaces.resolve("\(base).\(name(of: function))") != nil
    }
  }

  // MARK: What is handed

  private mutating func readHanded(_ number: Int, _ value: HandedValue) {
    for function in functions + initializers { readFunction(function, number, value) }
    for closure in closures where !value.replaces { readClosure(closure, number, value) }
    for call in calls { readCall(call, number, value) }
  }

  private func parameters(of function: NodeID) -> [NodeID] {
    guard
      let signature = tree.child(.signature, of: function)
        ?? tree.children(of: function).first(where: {
          tree.swift($0) == .functionSignature
        }), let clause = tree.child(SwiftRole(1), of: signature), let list = tree.child(SwiftRole(3), of: clause)
    else { return [] }
    return Array(tree.children(of: list))
  }

  private func takes(_ function: NodeID, _ type: String) -> NodeID? {
    parameters(of: function).first { parameter in
      tree.child(.parameterType, of: parameter).flatMap { names.type(at: $0) } == .named(type)
    }
  }

  private mutating func readFunction(_ function: NodeID, _ number: Int, _ value: HandedValue) {
    guard let parameter = takes(function, value.of), isOwn(function),
      let type = tree.child(.parameterType, of: parameter), let first = tree.child(.firstName, of: parameter)
    else { return }
    let second = tree.child(.secondName, of: parameter)
    var change = DeclarationChange(
      rule: number, node: parameter, range: tree.range(parameter), name: "\(name(of: function))()", edits: [])
    if value.replaces {
      change.edits = [(tree.range(type), value.type.parts)]
      let old = tree.text(second ?? first)
      if old != value.name {
        if let second {
          change.edits.append((tree.range(second), [.literal(value.name)]))
        } else {
          change.edits.append((ByteRange(tree[first].end, tree[first].end), [.literal(" " + value.name)]))
        }
        change.leaves = uses(of: old, boundBy: parameter, in: function)
      }
    } else {
      let last = Array(tree.children(of: parameter)).last { tree.token($0) != .comma && !tree.range($0).isEmpty }
      let end = last.map { tree[$0].end } ?? tree[parameter].end
      change.edits = [insertion(at: end, value.type, before: ", \(value.name): ")]
    }
    change.binds = (value.name, tree.range(function))
    if parameters(of: function).contains(where: { ownName($0) == value.name && $0 != parameter }) {
      change.doubts.append("it has a parameter `\(value.name)` already")
    }
    add(change)
  }

  private func ownName(_ parameter: NodeID) -> String? {
    (tree.child(.secondName, of: parameter) ?? tree.child(.firstName, of: parameter)).map(tree.text)
  }

  /// Where a parameter is used in the body of its function.
  private func uses(of name: String, boundBy parameter: NodeID, in function: NodeID) -> [ByteRange] {
    (function.row..<tree[function].subtreeEnd).map { NodeID($0) }.filter { node in
      guard tree.swift(node) == .declReferenceExpr, tree.text(node) == name else { return false }
      if case .binding(let binding, _) = names.meaning(of: name, at: node) { return binding.node == parameter }
      return false
    }.map { tree.range($0) }
  }

  // MARK: Closures

  private mutating func readClosure(_ closure: NodeID, _ number: Int, _ value: HandedValue) {
    guard let known = inference.parameter(0, of: closure), known.type == .named(value.of) else { return }
    var change = DeclarationChange(
      rule: number, node: closure, range: ByteRange(tree[closure].start, tree[closure].start + 1), name: "a closure",
      edits: [])
    change.binds = (value.name, tree.range(closure))
    guard let signature = tree.child(.closureSignature, of: closure),
      let list = tree.child(.closureParameters, of: signature)
    else {
      nameParameters(of: closure, value, &change)
      return add(change)
    }
    if tree.swift(list) == .closureShorthandParameterList {
      let parameters = Array(tree.children(of: list))
      guard parameters.count == 1, let only = parameters.first else { return }
      let isUsed = mentions(value.name, in: closure) || tree.text(only) != "_"
      let end = tree[only].end
      change.edits = [(ByteRange(end, end), [.literal(isUsed ? ", \(value.name)" : ", _")])]
    } else if let inner = tree.child(SwiftRole(3), of: list) {
      let parameters = Array(tree.children(of: inner))
      guard parameters.count == 1, let only = parameters.first else { return }
      let end = tree[only].end
      let isTyped = tree.children(of: only).contains { tree.token($0) == .colon }
      change.edits = [
        isTyped
          ? insertion(at: end, value.type, before: ", \(value.name): ")
          : (ByteRange(end, end), [.literal(", \(value.name)")])
      ]
    }
    add(change)
  }

  private func mentions(_ name: String, in closure: NodeID) -> Bool {
    (closure.row..<tree[closure].subtreeEnd).contains {
      tree.swift(NodeID($0)) == .declReferenceExpr && tree.text(NodeID($0)) == name
    }
  }

  /// A closure that only knows its parameter by number gets names.
  private func nameParameters(of closure: NodeID, _ value: HandedValue, _ change: inout DeclarationChange) {
    let numbered = (closure.row..<tree[closure].subtreeEnd).map { NodeID($0) }.filter { node in
      tree.swift(node) == .declReferenceExpr && tree.text(node) == "$0" && innermostClosure(of: node) == closure
    }
    let start = tree[closure].start + 1
    let name = "request"
    change.edits = [(ByteRange(start, start), [.literal(" \(numbered.isEmpty ? "_" : name), \(value.name) in")])]
    change.edits += numbered.map { (tree.range($0), [.literal(name)]) }
    if !numbered.isEmpty, mentions(name, in: closure) { change.doubts.append("`\(name)` means something else in it") }
  }

  private func innermostClosure(of node: NodeID) -> NodeID {
    var at = node
    while at.row > 0, tree.swift(at) != .closureExpr { at = names.table.parent(at) }
    return at
  }

  // MARK: Calls

  /// A call of the project's own function that is given such a value hands the other on.
  private mutating func readCall(_ call: NodeID, _ number: Int, _ value: HandedValue) {
    guard let site = CallReader.callSite(at: call, in: tree), !site.arguments.isEmpty else { return }
    for argument in site.arguments where !argument.isTrailing {
      guard inference.valueType(of: argument.node)?.type == .named(value.of), isProjectFunction(site, value.of) else {
        continue
      }
      let end = argument.range.end
      var change = DeclarationChange(
        rule: number, node: argument.node, range: argument.range, name: tree.text(site.callee), edits: [])
      change.edits =
        value.replaces
        ? [(tree.range(argument.node), [.literal(value.name)])]
        : [(ByteRange(end, end), [.literal(", \(value.name): \(value.name)")])]
      change.needs = [value.name]
      add(change)
    }
  }

  private mutating func isProjectFunction(_ site: CallSite, _ type: String) -> Bool {
    if let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee {
      switch inference.type(of: access.base)?.type {
      case .named(let owner), .metatype(.named(let owner)): return inference.isProjectMember(access.member, of: owner)
      default: return false
      }
    }
    guard let token = tree.child(.baseName, of: site.callee) else { return false }
    switch names.meaning(of: tree.text(token), at: site.callee) {
    case .binding(let binding, _):
      return binding.kind == .type || (binding.kind == .function && takes(binding.node, type) != nil)
    case .project: return true
    default: return false
    }
  }
}

extension DeclarationRule {
  /// Whether it is about what functions and closures are handed or return.
  fileprivate var isOfFunctions: Bool {
    switch self {
    case .handed, .result: true
    case .member, .type: false
    }
  }
}
