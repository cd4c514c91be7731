// Types of members, calls, elements, and of what closures are handed.

import Semantics
import SourceModel
import SwiftSyntax

extension TypeInference {
  // MARK: Members

  mutating func typeOfMember(_ node: NodeID) -> KnownType? {
    guard let access = CallReader.memberAccess(at: node, in: tree), access.base != node else { return nil }
    if let qualified = qualifiedName(of: node), let value = libraryValue(qualified) { return value }
    guard let base = type(of: access.base) else { return nil }
    if access.member == "self" { return base }
    switch base.type {
    case .named(let owner):
      return member(access.member, of: owner, base)?.step(".\(access.member)", access.memberRange, if: tellsWhy)
    case .metatype(.named(let owner)): return staticMember(access.member, of: owner, base)
    case .array(let element):
      switch access.member {
      case "first", "last": return base.with(element.asOptional)
      case "lazy": return base
      case "count", "startIndex", "endIndex": return base.with(.named("other.Int"))
      case "isEmpty": return base.with(.named("other.Bool"))
      default: return nil
      }
    case .optional(.named(let owner)) where !Self.membersOfOptional.contains(access.member):
      // Without a question mark, an optional that unwraps itself.
      return member(access.member, of: owner, base)
    case .dictionary(let value):
      return access.member == "values" ? base.with(.array(value)) : nil
    case .tuple(let parts):
      guard let index = Int(access.member) ?? ["offset": 0, "element": 1][access.member], parts.indices.contains(index)
      else { return nil }
      return base.with(parts[index])
    default: return nil
    }
  }

  static let membersOfOptional: Set<String> = [
    "map", "flatMap", "unsafelyUnwrapped", "take", "hashValue", "description",
  ]

  /// The name that a chain spells in full: `SwiftSyntax.TokenSyntax`.
  func qualifiedName(of node: NodeID) -> String? {
    guard let (token, _) = NameChain.head(of: node, in: tree) else { return nil }
    switch names.meaning(of: tree.text(token), at: node) {
    case .module(let module) where surfaces.provides(module):
      return NameChain(node, in: tree)?.names.joined(separator: ".")
    case .library(let name):
      return NameChain(node, in: tree).map { ([name] + $0.names.dropFirst()).joined(separator: ".") }
    default: return nil
    }
  }

  /// A member of a value of the type `owner`.
  mutating func member(_ name: String, of owner: String, _ base: KnownType) -> KnownType? {
    if surfaces.provides(owner) {
      if let own = projectMember(name, of: owner, base) { return own }
      return libraryMember(name, of: owner, base)
    }
    if let own = projectMember(name, of: owner, base) { return own }
    for library in names.libraryBases(of: owner) {
      if let found = libraryMember(name, of: library, base) { return found }
    }
    return nil
  }

  private func libraryMember(_ name: String, of owner: String, _ base: KnownType) -> KnownType? {
    if let entry = surfaces.resolve("\(owner).\(name)")?.entry {
      let type = entry.type.flatMap { SwiftType(surface: $0) }
      let isFunction = entry.kind == .method || entry.kind == .staticmethod || entry.kind == .function
      let own = type.map { substituted($0, in: owner) }
      return isFunction ? base.with(.function(own)) : base.with(own)
    }
    guard let element = elementType(of: owner), ["first", "last"].contains(name) else { return nil }
    return base.with(element.asOptional)
  }

  /// `Element` of a collection is what the collection says it is.
  func substituted(_ type: SwiftType, in owner: String) -> SwiftType {
    switch type {
    case .generic("Self"): return .named(owner)
    case .generic("Element"): return elementType(of: owner) ?? type
    case .optional(let inner): return substituted(inner, in: owner).asOptional
    case .array(let inner): return .array(substituted(inner, in: owner))
    default: return type
    }
  }

  func elementType(of owner: String) -> SwiftType? {
    guard let found = surfaces.resolve("\(owner).Element"), found.entry.kind != .alias || found.entry.target != nil
    else {
      return nil
    }
    return SwiftType(surface: found.entry.target ?? found.name)
  }

  /// What the project declares in a type, be it its own or an extension of a library's.
  private mutating func projectMember(_ name: String, of owner: String, _ base: KnownType) -> KnownType? {
    for index in names.scopes(ofType: owner) {
      guard let binding = names.table.bindings.first(name, in: index) else { continue }
      guard let found = type(of: binding, in: index, at: binding.node) else {
        return KnownType(type: .named("other.unknown"), evidence: .guessed)
      }
      return KnownType(type: found.type, evidence: min(base.evidence, found.evidence), chain: base.chain + found.chain)
    }
    let path = surfaces.provides(owner) ? String(owner.drop { $0 != "." }.dropFirst()) : owner
    names.context.asked?.note("\(path).\(name)")
    for module in [names.context.module] + names.imports.map(\.module) {
      guard let exports = names.context.project.module(module)?.exports else { continue }
      if let fact = exports.returns["\(path).\(name)"] {
        return SwiftType(surface: fact.type).map { base.with($0) }
      }
      if exports.names["\(path).\(name)"] != nil { return KnownType(type: .named("other.unknown"), evidence: .guessed) }
    }
    return nil
  }

  /// Whether the project itself declares the member, so that no library's rule speaks of it.
  func isProjectMember(_ name: String, of owner: String) -> Bool {
    if names.scopes(ofType: owner).contains(where: { names.table.bindings.has(name, in: $0) }) { return true }
    let path = surfaces.provides(owner) ? String(owner.drop { $0 != "." }.dropFirst()) : owner
    names.context.asked?.note("\(path).\(name)")
    return ([names.context.module] + names.imports.map(\.module)).contains { module in
      names.context.project.module(module)?.exports.names["\(path).\(name)"] != nil
    }
  }

  private mutating func staticMember(_ name: String, of owner: String, _ base: KnownType) -> KnownType? {
    if name == "init" { return base }
    if surfaces.provides(owner) {
      guard let found = surfaces.resolve("\(owner).\(name)") else { return nil }
      let (real, entry) = (found.name, found.entry)
      if entry.kind == .class { return KnownType(type: .metatype(.named(real)), evidence: .proved) }
      let type = entry.type.flatMap { SwiftType(surface: $0) }.map { substituted($0, in: owner) }
      return entry.parameters == nil ? base.with(type) : base.with(.function(type))
    }
    if !names.table.typeScopes(of: "\(owner).\(name)").isEmpty {
      return base.with(.metatype(.named("\(owner).\(name)")))
    }
    return projectMember(name, of: owner, base)
  }

  // MARK: Calls

  mutating func typeOfCall(_ node: NodeID) -> KnownType? {
    guard let site = CallReader.callSite(at: node, in: tree) else { return nil }
    if let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee,
      let found = typeOfMethod(access, site)
    {
      return found
    }
    guard let callee = type(of: site.callee) else { return nil }
    switch callee.type {
    case .metatype(let type):
      return callee.with(type).step("\(tree.text(site.callee))(…)", tree.range(site.callee), if: tellsWhy)
    case .named where qualifiedName(of: site.callee).flatMap({ surfaces.resolve($0)?.entry.kind }) == .value:
      // A case of an enumeration with what it holds.
      return callee
    case .function(let type?):
      if let cast = castResult(of: site, type) { return callee.with(cast) }
      if let generic = genericResult(of: site, type) { return callee.with(generic) }
      return callee.with(type)
    default: return nil
    }
  }

  /// `as(_: S.Type) -> S?`: what the argument names is what comes back.
  private mutating func genericResult(of site: CallSite, _ type: SwiftType) -> SwiftType? {
    let isOptional = type != type.unwrapped
    guard case .generic = type.unwrapped else { return nil }
    for argument in site.arguments {
      guard case .metatype(let named)? = self.type(of: argument.node)?.type else { continue }
      return isOptional ? named.asOptional : named
    }
    return nil
  }

  /// An overload for one certain type (`as(_: SyntaxEnum.Type)`) hides the generic one in the surface: asked for another
  /// type, the other overload is meant.
  private mutating func castResult(of site: CallSite, _ type: SwiftType) -> SwiftType? {
    guard case .named(let own) = type.unwrapped, site.arguments.count == 1, site.arguments[0].form == .positional,
      let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee,
      case .named(let owner)? = self.type(of: access.base)?.type,
      surfaces.resolve("\(owner).\(access.member)")?.entry.parameters?.hasSuffix("\(own).Type") == true,
      case .metatype(.named(let asked))? = self.type(of: site.arguments[0].node)?.type, asked != own
    else { return nil }
    return SwiftType.named(asked).asOptional
  }

  /// Methods of collections and optionals that hand elements on.
  private mutating func typeOfMethod(_ access: MemberAccess, _ site: CallSite) -> KnownType? {
    guard let base = type(of: access.base) else { return nil }
    if case .result(let success?) = base.type, access.member == "get" { return base.with(success) }
    guard let element = element(of: base.type) else { return nil }
    if case .named(let owner) = base.type, surfaces.resolve("\(owner).\(access.member)") != nil { return nil }
    switch access.member {
    case "filter", "sorted", "reversed", "dropFirst", "dropLast", "prefix", "suffix", "shuffled", "drop":
      return base.with(.array(element))
    case "first", "last", "min", "max", "randomElement", "popLast": return base.with(element.asOptional)
    case "removeFirst", "removeLast", "remove": return base.with(element)
    case "enumerated": return base.with(.array(.tuple([.named("other.Int"), element])))
    case "map", "compactMap", "flatMap": return mapped(access, site, base)
    case "contains", "allSatisfy", "isEmpty": return base.with(.named("other.Bool"))
    default: return nil
    }
  }

  private mutating func mapped(_ access: MemberAccess, _ site: CallSite, _ base: KnownType) -> KnownType? {
    guard let closure = site.arguments.last?.node, tree.swift(closure) == .closureExpr,
      let result = resultOfClosure(closure)
    else { return nil }
    let evidence = min(base.evidence, result.evidence)
    var type = result.type
    if case .optional = base.type {
      return KnownType(type: type.asOptional, evidence: evidence, chain: base.chain + result.chain)
    }
    if access.member == "compactMap" { type = type.unwrapped }
    if access.member == "flatMap" { type = element(of: type) ?? type.unwrapped }
    return KnownType(type: .array(type), evidence: evidence, chain: base.chain + result.chain)
  }

  /// The value of a closure of one expression.
  private mutating func resultOfClosure(_ closure: NodeID) -> KnownType? {
    guard let list = tree.child(.arguments, of: closure) else { return nil }
    let items = Array(tree.children(of: list))
    guard let last = items.last, items.count == 1, var value = tree.child(SwiftRole(1), of: last) else { return nil }
    if tree.swift(value) == .returnStmt { value = tree.child(SwiftRole(3), of: value) ?? value }
    return valueType(of: value)
  }

  mutating func typeOfSubscript(_ node: NodeID) -> KnownType? {
    guard let base = tree.child(.callee, of: node).flatMap({ type(of: $0) }) else { return nil }
    if case .dictionary(let value) = base.type { return base.with(value.asOptional) }
    return base.with(element(of: base.type))
  }

  // MARK: Elements

  /// What a collection holds, or what an optional holds if it holds anything.
  func element(of type: SwiftType) -> SwiftType? {
    switch type {
    case .array(let element): element
    case .optional(let inner): inner
    case .named(let owner): elementType(of: owner)
    default: nil
    }
  }

  mutating func element(of value: NodeID, part: Int?, _ name: String) -> KnownType? {
    guard let sequence = valueType(of: value), let element = element(of: sequence.type.unwrapped) else { return nil }
    var type: SwiftType? = element
    if let part {
      guard case .tuple(let parts) = element, parts.indices.contains(part) else { return nil }
      type = parts[part]
    }
    return sequence.with(type)?.step("\(name) in \(tree.text(value).prefix(40))", tree.range(value), if: tellsWhy)
  }

  /// `$0` of the closure around a place.
  mutating func typeOfNumbered(_ name: String, _ node: NodeID) -> KnownType? {
    guard let index = Int(name.dropFirst()) else { return nil }
    var at = node
    while at.row > 0 {
      at = names.table.parent(at)
      if tree.swift(at) == .closureExpr { return parameter(index, of: at) }
    }
    return nil
  }

  /// What a well-known method hands to its closure.
  mutating func parameter(_ index: Int, of closure: NodeID) -> KnownType? {
    var holder = names.table.parent(closure)
    while holder.row > 0,
      tree.swift(holder) == .labeledExprList || tree.swift(holder) == .labeledExpr
        || tree.swift(holder) == .multipleTrailingClosureElement
        || tree.swift(holder) == .multipleTrailingClosureElementList
    {
      holder = names.table.parent(holder)
    }
    guard let site = CallReader.callSite(at: holder, in: tree),
      let argument = site.arguments.first(where: { $0.node == closure })
    else { return nil }
    if let handed = handedParameter(index, of: argument, site) { return handed }
    guard let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee else {
      return nil
    }
    guard Self.handsOnElements.contains(access.member), let base = type(of: access.base) else { return nil }
    if access.member == "reduce" {
      return index == 1 ? base.with(element(of: base.type)) : nil
    }
    guard let element = element(of: base.type) else { return nil }
    if case .tuple(let parts) = element, parts.indices.contains(index), parts.count > 1, index > 0 || hasTwo(closure) {
      return base.with(parts[index])
    }
    return base.with(element)
  }

  /// Whether a closure takes a pair apart: `{ index, element in … }`.
  private func hasTwo(_ closure: NodeID) -> Bool {
    guard let signature = tree.child(.closureSignature, of: closure),
      let parameters = tree.child(.closureParameters, of: signature)
    else { return false }
    return tree.children(of: parameters).filter { tree.swift($0) == .closureShorthandParameter }.count > 1
  }

  private static let handsOnElements: Set<String> = [
    "map", "compactMap", "flatMap", "filter", "forEach", "first", "contains", "allSatisfy", "sorted", "sort", "min",
    "max", "reduce", "drop", "prefix", "firstIndex", "last", "lastIndex", "count", "removeAll", "partition", "split",
  ]
}
