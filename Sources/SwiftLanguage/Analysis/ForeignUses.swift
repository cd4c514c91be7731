// Uses of functions that other files of the project declare and that come to wait.

import Semantics
import SourceModel
import SwiftSyntax

/// One walk over a file's names.
struct ForeignUses {
  private let names: NameLookup
  private var inference: TypeInference
  private(set) var calls: [ForeignSeed] = []
  private(set) var obstacles: [String: [String]] = [:]
  /// The functions by the last part of their names, each by module and path.
  private var byName: [String: [String]] = [:]

  private var tree: Tree { names.tree }

  init(_ names: NameLookup, _ inference: TypeInference) {
    self.names = names
    self.inference = inference
    let visible = Set([names.context.module] + names.imports.map(\.module))
    for (path, function) in names.context.project.waiting where !function.rule.isEmpty {
      guard visible.contains(path.firstDottedPart) else { continue }
      byName[path.lastDottedPart, default: []].append(path)
    }
  }

  mutating func collect() {
    guard !byName.isEmpty else { return }
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      guard tree.swift(node) == .declReferenceExpr, let token = tree.child(.baseName, of: node),
        let paths = byName[ScopeTable.unquoted(tree.text(token))]
      else { continue }
      for path in paths.sorted() { look(at: node, path) }
    }
  }

  private mutating func look(at node: NodeID, _ path: String) {
    guard let function = names.context.project.waiting[path] else { return }
    let parts = path.split(separator: ".").map(String.init)
    let owner = parts.dropFirst().dropLast().joined(separator: ".")
    guard let place = use(node, owner: owner, name: parts[parts.count - 1], module: parts[0]) else { return }
    let parent = names.table.parent(place)
    if CallReader.callSite(at: parent, in: tree)?.callee == place {
      calls.append(
        ForeignSeed(
          function: path, rule: function.rule,
          seed: EffectSeed(node: parent, effects: function.effects, isMarked: false)))
    } else if !isHandedToLibrary(place) {
      let line = LineTable(tree.bytes).position(of: tree[place].start).line
      obstacles[path, default: []].append("line \(line): `\(parts[parts.count - 1])` is not only called")
    }
  }

  /// The node that means the function; nil where the name is another's, or declared in this file.
  private mutating func use(_ node: NodeID, owner: String, name: String, module: String) -> NodeID? {
    let parent = names.table.parent(node)
    guard tree.swift(parent) == .memberAccessExpr, tree.child(.member, of: parent) == node else {
      switch names.meaning(of: name, at: node) {
      case .project: return isVisible(owner, around: node) ? node : nil
      default: return nil
      }
    }
    guard !owner.isEmpty, let base = tree.child(.base, of: parent) else { return nil }
    let type = inference.type(of: base)?.type
    if type?.isUnknown ?? true {
      let path = "\(module).\(owner).\(name)"
      let labels = (names.context.project.waiting[path]?.labels).map { FunctionLabels($0[...]) }
      if labels?.mayTake(callOf: parent, in: names) ?? false {
        obstacles[path, default: []].append(names.doubtfulCall(at: parent, of: name))
      }
      return nil
    }
    switch type {
    case .named(let type), .optional(.named(let type)), .metatype(.named(let type)):
      return type == owner && !isDeclaredHere(name, in: owner) ? parent : nil
    default: return nil
    }
  }

  /// A free function is seen everywhere; a method without a base, in its own type.
  private func isVisible(_ owner: String, around node: NodeID) -> Bool {
    owner.isEmpty || names.enclosingType(of: node).map { names.type(of: $0) == .named(owner) } ?? false
  }

  private func isDeclaredHere(_ name: String, in owner: String) -> Bool {
    names.scopes(ofType: owner).contains { names.table.bindings.has(name, in: $0) }
  }

  private mutating func isHandedToLibrary(_ place: NodeID) -> Bool {
    let holder = names.table.parent(place)
    guard tree.swift(holder) == .labeledExpr,
      let site = CallReader.callSite(at: names.table.parent(names.table.parent(holder)), in: tree),
      let argument = site.arguments.first(where: { $0.node == place })
    else { return false }
    return inference.surfaceParameter(for: argument, of: site)?.handed != nil
  }
}
