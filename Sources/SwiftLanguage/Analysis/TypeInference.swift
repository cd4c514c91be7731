// What type the value of an expression has.

import Semantics
import SourceModel
import SwiftSyntax

/// Types of expressions, worked out when they are asked for and kept.
///
/// A type in Swift holds for all of a variable's life, so what is known of an initialiser is known of every use. The
/// weakest link of the chain is the evidence.
struct TypeInference: Sendable {
  let names: NameLookup
  private var known: [UInt32: KnownType?] = [:]
  private var depth = 0

  var tree: Tree { names.tree }
  var surfaces: SurfaceSet { names.context.surfaces }

  /// Whether it is told how a type is known: not while it is only asked what a file declares.
  let tellsWhy: Bool

  init(_ names: NameLookup) {
    self.names = names
    tellsWhy = names.context.asked == nil
  }

  /// No chain of expressions that a person writes is deeper.
  private static let deepest = 60

  /// The type of an expression where it stands in a chain: behind `a?` everything is as if `a` were there.
  mutating func type(of node: NodeID) -> KnownType? {
    if let found = known[node.row] { return found }
    guard depth < Self.deepest else { return nil }
    depth += 1
    // A name that is initialised with itself has no type from there.
    known[node.row] = .some(nil)
    let found = infer(node)
    known[node.row] = .some(found)
    depth -= 1
    return found
  }

  /// The type of a whole expression: of an optional chain, an optional.
  mutating func valueType(of node: NodeID) -> KnownType? {
    guard let type = type(of: node) else { return nil }
    return isOptionalChain(node) ? type.with(type.type.asOptional) : type
  }

  private func isOptionalChain(_ node: NodeID) -> Bool {
    var at = node
    while true {
      switch tree.swift(at) {
      case .optionalChainingExpr: return true
      case .memberAccessExpr, .functionCallExpr, .subscriptCallExpr, .forceUnwrapExpr:
        guard let base = tree.child(.base, of: at) else { return false }
        at = base
      default: return false
      }
    }
  }

  private mutating func infer(_ node: NodeID) -> KnownType? {
    switch tree.swift(node) {
    case .declReferenceExpr: return typeOfName(node)
    case .memberAccessExpr: return typeOfMember(node)
    case .functionCallExpr: return typeOfCall(node)
    case .subscriptCallExpr: return typeOfSubscript(node)
    case .sequenceExpr: return typeOfSequence(node)
    case .tryExpr: return typeOfTry(node)
    case .awaitExpr: return tree.child(.awaited, of: node).flatMap { valueType(of: $0) }
    case .forceUnwrapExpr, .optionalChainingExpr:
      return tree.child(.inner, of: node).flatMap { type(of: $0) }.map { $0.with($0.type.unwrapped) }
    case .tupleExpr: return typeOfTuple(node)
    case .arrayExpr:
      guard let list = tree.child(.bracketed, of: node),
        let first = tree.children(of: list).first(where: { _ in true }).flatMap({ tree.child(SwiftRole(1), of: $0) })
      else { return nil }
      return valueType(of: first).map { $0.with(.array($0.type)) }
    case .genericSpecializationExpr: return tree.child(.inner, of: node).flatMap { type(of: $0) }
    case .typeExpr: return names.type(at: node).map { KnownType(type: .metatype($0), evidence: .proved) }
    case .stringLiteralExpr: return literal("String")
    case .integerLiteralExpr: return literal("Int")
    case .floatLiteralExpr: return literal("Double")
    case .booleanLiteralExpr: return literal("Bool")
    case .regexLiteralExpr: return literal("Regex")
    case .dictionaryExpr: return KnownType(type: .named("other.Dictionary"), evidence: .proved)
    default: return nil
    }
  }

  private func literal(_ name: String) -> KnownType { KnownType(type: .named("other.\(name)"), evidence: .proved) }

  private mutating func typeOfTry(_ node: NodeID) -> KnownType? {
    guard let inner = tree.child(.tried, of: node), let type = valueType(of: inner) else { return nil }
    let isOptional = tree.child(.tryMark, of: node).map { tree.text($0) == "?" } ?? false
    return isOptional ? type.with(type.type.asOptional) : type
  }

  private mutating func typeOfTuple(_ node: NodeID) -> KnownType? {
    guard let list = tree.child(.bracketed, of: node) else { return nil }
    let values = tree.children(of: list).compactMap { tree.child(.argumentValue, of: $0) }
    if values.count == 1 { return valueType(of: values[0]) }
    let parts = values.map { valueType(of: $0) }
    return KnownType(
      type: .tuple(parts.map { $0?.type }), evidence: parts.compactMap { $0?.evidence }.min() ?? .guessed)
  }

  // MARK: Operators

  private mutating func typeOfSequence(_ node: NodeID) -> KnownType? {
    guard let list = tree.child(SwiftRole(1), of: node) else { return nil }
    let elements = Array(tree.children(of: list))
    guard elements.count >= 3 else { return nil }
    if elements.count == 3 {
      switch tree.swift(elements[1]) {
      case .unresolvedAsExpr:
        let mark = tree.child(SwiftRole(3), of: elements[1]).map(tree.text)
        return names.type(at: elements[2]).map { type in
          KnownType(type: mark == "?" ? type.asOptional : type, evidence: .annotated)
            .step("as \(tree.text(elements[2]))", tree.range(elements[2]), if: tellsWhy)
        }
      case .unresolvedTernaryExpr:
        return valueType(of: elements[2])
      default: break
      }
    }
    let operators = stride(from: 1, to: elements.count, by: 2).map { tree.text(elements[$0]) }
    if operators.allSatisfy({ $0 == "??" }) {
      for index in stride(from: 0, to: elements.count, by: 2) {
        if let type = valueType(of: elements[index]) { return type.with(type.type.unwrapped) }
      }
      return nil
    }
    let makesBool: Set<String> = ["==", "!=", "<", ">", "<=", ">=", "&&", "||", "===", "!==", "~="]
    return operators.contains(where: makesBool.contains) ? literal("Bool") : nil
  }

  // MARK: Names

  private mutating func typeOfName(_ node: NodeID) -> KnownType? {
    guard let token = tree.child(.baseName, of: node) else { return nil }
    let name = ScopeTable.unquoted(tree.text(token))
    if name.hasPrefix("$") { return typeOfNumbered(name, node) }
    switch names.meaning(of: name, at: node) {
    case .selfValue:
      return names.enclosingType(of: node).map {
        KnownType(type: names.type(of: $0), evidence: .annotated).step("self", tree.range(node), if: tellsWhy)
      }
    case .binding(let binding, let scope): return type(of: binding, in: scope, at: node)
    case .inherited(let owner): return member(name, of: owner, KnownType(type: .named(owner), evidence: .annotated))
    case .library(let name):
      guard var value = libraryValue(name) else { return nil }
      if names.isShared(name) { value.evidence = .guessed }
      return value
    case .project(let name): return projectValue(name, node)
    case .module: return nil
    case .unknown:
      // Types of the standard library and of others are not known by name, but they begin with a capital letter.
      guard let first = name.unicodeScalars.first, first.properties.isUppercase else { return nil }
      return KnownType(type: .metatype(.named("other.\(name)")), evidence: .proved)
    }
  }

  private func projectValue(_ name: String, _ node: NodeID) -> KnownType? {
    let exports = [names.context.module] + names.imports.map(\.module)
    for module in exports {
      guard let facts = names.context.project.module(module)?.exports else { continue }
      if let fact = facts.returns[name] { return known(fact, name, node) }
      if facts.names[name] != nil, let first = name.unicodeScalars.first, first.properties.isUppercase {
        return KnownType(type: .metatype(.named(name)), evidence: .annotated)
      }
    }
    return nil
  }

  func known(_ fact: TypeFact, _ name: String, _ node: NodeID) -> KnownType? {
    SwiftType(surface: fact.type).map {
      KnownType(type: $0, evidence: min(fact.evidence, .annotated)).step(
        "\(name) → \(fact.type)", tree.range(node), if: tellsWhy)
    }
  }

  /// A library's type by name, or the value that a name of its holds.
  func libraryValue(_ name: String) -> KnownType? {
    guard let found = surfaces.resolve(name) else { return nil }
    let (real, entry) = (found.name, found.entry)
    switch entry.kind {
    case .class: return KnownType(type: .metatype(.named(real)), evidence: .proved)
    case .function, .method, .staticmethod:
      return KnownType(type: .function(entry.type.flatMap { SwiftType(surface: $0) }), evidence: .proved)
    default: return entry.type.flatMap { SwiftType(surface: $0) }.map { KnownType(type: $0, evidence: .proved) }
    }
  }

  /// The type of what a binding binds.
  mutating func type(of binding: Binding, in scope: Int, at node: NodeID) -> KnownType? {
    switch binding.kind {
    case .type:
      let owner = names.table.scopes[scope]
      let path = owner.kind == .type ? "\(owner.path).\(binding.name)" : binding.name
      return KnownType(type: .metatype(.named(path)), evidence: .annotated)
    case .typeAlias, .genericParameter:
      return names.type(at: node).map { KnownType(type: .metatype($0), evidence: .annotated) } ?? aliased(binding)
    case .function: return typeOfFunction(binding, in: scope)
    case .value: break
    }
    switch binding.source {
    case .annotation(let type): return annotated(type, binding.name)
    case .variadic(let type): return annotated(type, binding.name).map { $0.with(.array($0.type)) }
    case .value(let value):
      return valueType(of: value)?.step("\(binding.name) ← \(short(value))", tree.range(value), if: tellsWhy)
    case .unwrapped(let value):
      return valueType(of: value).map { $0.with($0.type.unwrapped) }?
        .step("\(binding.name) ← \(short(value))", tree.range(value), if: tellsWhy)
    case .success(let value):
      guard let known = type(of: value), case .result(let success?) = known.type else { return nil }
      return known.with(success).step("\(binding.name) ← \(short(value))", tree.range(value), if: tellsWhy)
    case .unwrappedName: return outerType(of: binding)
    case .element(let value, let part): return element(of: value, part: part, binding.name)
    case .closureParameter(let closure, let index): return parameter(index, of: closure)
    case .function, .type, .unknown: return nil
    }
  }

  private func aliased(_ binding: Binding) -> KnownType? {
    guard let clause = tree.child(.aliased, of: binding.node), let target = tree.child(.clauseValue, of: clause) else {
      return nil
    }
    return names.type(at: target).map { KnownType(type: .metatype($0), evidence: .annotated) }
  }

  private func short(_ node: NodeID) -> String {
    let text = tree.text(node)
    return text.utf8.count > 40 ? String(text.prefix(37)) + "…" : text
  }

  private func annotated(_ type: NodeID, _ name: String) -> KnownType? {
    names.type(at: type).map {
      KnownType(type: $0, evidence: names.evidence(ofTypeAt: type))
        .step("\(name): \(tree.text(type))", tree.range(type), if: tellsWhy)
    }
  }

  /// `if let name`: what the name meant before the condition.
  private mutating func outerType(of binding: Binding) -> KnownType? {
    guard binding.node.row > 0 else { return nil }
    switch names.meaning(of: binding.name, at: binding.node) {
    case .binding(let outer, let scope) where outer.node != binding.node:
      return type(of: outer, in: scope, at: binding.node).map { $0.with($0.type.unwrapped) }
    case .inherited(let owner):
      return member(binding.name, of: owner, KnownType(type: .named(owner), evidence: .annotated))
        .map { $0.with($0.type.unwrapped) }
    default: return nil
    }
  }

  private func typeOfFunction(_ binding: Binding, in scope: Int) -> KnownType? {
    guard let type = returnType(of: binding), !hasTwin(binding, returning: type, in: scope) else {
      return KnownType(type: .function(nil), evidence: .annotated)
    }
    return KnownType(type: .function(names.type(at: type)), evidence: .annotated)
      .step("\(binding.name)() -> \(tree.text(type))", tree.range(type), if: tellsWhy)
  }

  private func returnType(of function: Binding) -> NodeID? {
    tree.child(.signature, of: function.node).flatMap { tree.child(.returnClause, of: $0) }.flatMap {
      tree.child(.returnType, of: $0)
    }
  }

  /// Whether another function of the name returns something else: which of them is called, their parameters decide.
  private func hasTwin(_ function: Binding, returning type: NodeID, in scope: Int) -> Bool {
    let text = tree.bytes(in: tree.range(type))
    for other in names.table.bindings.of(function.name, in: scope)
    where other.kind == .function && other.node != function.node {
      guard let returned = returnType(of: other), tree.bytes(in: tree.range(returned)) == text else { return true }
    }
    return false
  }
}
