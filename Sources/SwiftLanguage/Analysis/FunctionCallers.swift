// Who calls a function of the project, and whether it may come to wait or fail.

import Semantics
import SourceModel
import SwiftSyntax

/// One function declaration, seen from its callers in the file.
struct FunctionCallers {
  private let names: NameLookup
  private var inference: TypeInference
  private let function: NodeID
  private let name: String
  private let owner: Scope?
  private(set) var obstacles: [String] = []

  private var tree: Tree { names.tree }

  init(_ names: NameLookup, _ inference: TypeInference, of function: NodeID) {
    self.names = names
    self.inference = inference
    self.function = function
    name = names.tree.child(.declarationName, of: function).map { ScopeTable.unquoted(names.tree.text($0)) } ?? ""
    let around = names.table.scope(around: names.table.parent(function))
    owner = names.table.scopes[around].kind == .type ? names.table.scopes[around] : nil
  }

  /// The function by module and path, if other files may call it.
  var pathForOthers: String? {
    let modifiers = tree.child(SwiftRole(3), of: function).map(tree.text) ?? ""
    let isLocal =
      owner == nil && names.table.scopes[names.table.scope(around: names.table.parent(function))].kind == .local
    guard !modifiers.contains("private"), !isLocal, !names.context.module.isEmpty else { return nil }
    guard let owner else { return "\(names.context.module).\(name)" }
    guard case .named(let path) = names.type(of: owner) else { return nil }
    return "\(names.context.module).\(path).\(name)"
  }

  // MARK: The declaration

  /// What speaks against the function's being another than it is, its callers aside.
  func obstacle() -> String? {
    let modifiers = tree.child(SwiftRole(3), of: function).map(tree.text) ?? ""
    let attributes = tree.child(SwiftRole(1), of: function).map(tree.text) ?? ""
    if modifiers.contains("override") { return "`\(name)` overrides another function" }
    if attributes.contains("@objc") || attributes.contains("@IB") { return "`\(name)` is called from outside of Swift" }
    guard name.unicodeScalars.first.map({ $0.properties.isAlphabetic || $0 == "_" }) == true else {
      return "`\(name)` is an operator"
    }
    guard let owner else { return nil }
    if let heir = overrider(of: owner.path) { return "`\(heir)` may override `\(name)`" }
    if tree.swift(owner.node) == .protocolDecl { return "`\(name)` is what a protocol asks for" }
    if isTwin { return "there is another `\(name)`" }
    return demander(of: owner.path, depth: 0).map { "`\(name)` may be what `\($0)` asks for" }
  }

  /// A subclass that has a function of the name.
  private func overrider(of path: String) -> String? {
    for (index, scope) in names.table.scopes.enumerated()
    where scope.kind == .type && names.table.bindings.has(name, in: index) {
      if scope.inherited.contains(where: { names.type(at: $0) == .named(path) }) { return scope.path }
    }
    return names.context.project.heirs(of: path).first { module, heir in
      names.context.project.module(module)?.exports.names["\(heir).\(name)"] != nil
    }?.heir
  }

  /// Whether the type has another function of the name.
  private var isTwin: Bool {
    guard let owner else { return false }
    let twins = names.table.bindings(of: name, ofType: owner.path).filter { $0.kind == .function }
    return twins.count > 1
  }

  /// What asks for no function of its own names.
  private static let harmless: Set<String> = [
    "Sendable", "Equatable", "Hashable", "Codable", "Encodable", "Decodable", "Error", "Identifiable", "Comparable",
    "CaseIterable", "RawRepresentable", "CustomStringConvertible", "CustomDebugStringConvertible", "LocalizedError",
    "AnyObject", "NSObject", "XCTestCase", "String", "Int", "LosslessStringConvertible", "ExpressibleByStringLiteral",
    "Copyable",
  ]

  /// What a type inherits from that may ask for the function.
  private func demander(of path: String, depth: Int) -> String? {
    guard depth < 8 else { return path }
    for scope in names.table.typeScopes(of: path) {
      for node in scope.inherited {
        let text = tree.text(node).hasPrefix("@unchecked ") ? "Sendable" : tree.text(node)
        switch names.type(at: node) {
        case .named(let base) where names.context.surfaces.provides(base):
          if base.hasSuffix(".XCTestCase") { continue }
          if names.context.surfaces.resolve("\(base).\(name)") != nil { return text }
        case .named(let base) where base.hasPrefix("other."):
          if !Self.harmless.contains(text.split(separator: ".").last.map(String.init) ?? text) { return text }
        case .named(let base):
          if !names.table.typeScopes(of: base).isEmpty {
            if !names.table.bindings(of: name, ofType: base).isEmpty { return text }
            if let found = demander(of: base, depth: depth + 1) { return found }
          } else if names.context.project.modules.contains(where: { $0.exports.names["\(base).\(name)"] != nil }) {
            return text
          }
        default: return text
        }
      }
    }
    return nil
  }

  // MARK: Calls

  /// The calls of the function in the file; what names it without calling it, or may, is an obstacle.
  mutating func calls() -> [NodeID] {
    var found: [NodeID] = []
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      guard tree.swift(node) == .declReferenceExpr, let token = tree.child(.baseName, of: node),
        tree.text(token) == name, let place = use(node)
      else { continue }
      let parent = names.table.parent(place)
      if CallReader.callSite(at: parent, in: tree)?.callee == place {
        found.append(parent)
      } else if !isHandedToLibrary(place) {
        let line = LineTable(tree.bytes).position(of: tree[place].start).line
        obstacles.append("line \(line): `\(name)` is not only called")
      }
    }
    return found
  }

  /// The name, or the member access that ends in it, if it may mean the function.
  private mutating func use(_ node: NodeID) -> NodeID? {
    let parent = names.table.parent(node)
    guard tree.swift(parent) == .memberAccessExpr, tree.child(.member, of: parent) == node else {
      switch names.meaning(of: name, at: node) {
      case .binding(let binding, _): return binding.node == function ? node : nil
      default: return nil
      }
    }
    guard let owner else { return nil }
    guard let base = tree.child(.base, of: parent) else { return nil }
    guard let type = inference.type(of: base)?.type, !type.isUnknown else {
      if FunctionLabels(of: function, in: tree)?.mayTake(callOf: parent, in: names) ?? true {
        obstacles.append(names.doubtfulCall(at: parent, of: name))
      }
      return nil
    }
    switch type {
    case .named(let path), .optional(.named(let path)), .metatype(.named(let path)):
      return names.type(of: owner) == .named(path) ? parent : nil
    default: return nil
    }
  }

  /// A function given to a library's function that takes one may do what that lets it do.
  private mutating func isHandedToLibrary(_ place: NodeID) -> Bool {
    let holder = names.table.parent(place)
    guard tree.swift(holder) == .labeledExpr,
      let site = CallReader.callSite(at: names.table.parent(names.table.parent(holder)), in: tree),
      let argument = site.arguments.first(where: { $0.node == place })
    else { return false }
    return inference.surfaceParameter(for: argument, of: site)?.handed != nil
  }
}
