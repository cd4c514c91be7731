// What a file offers to the other files of its module, and to those that import it.

import Semantics
import SourceModel
import SwiftSyntax

/// Names of types, functions and members, and the types of those that are annotated.
struct ExportCollector {
  private let names: NameLookup
  private var tree: Tree { names.tree }

  init(_ names: NameLookup) { self.names = names }

  func exports(_ inference: inout TypeInference) -> ModuleExports {
    let module = names.context.module
    guard !module.isEmpty else { return ModuleExports(module: module) }
    var exports = ModuleExports(module: module, isPart: true)
    let declared = names.declared.value(prefixes) { declaredNames($0) }
    exports.names = declared.names
    for value in declared.values {
      let binding = names.table.bindings.all[value.binding]
      if let fact = fact(of: inference.type(of: binding, in: value.scope, at: binding.node)) {
        exports.returns[value.name] = fact
      }
    }
    for (place, prefix) in declared.prefixes.enumerated()
    where prefix != nil && !names.table.scopes[place].inherited.isEmpty {
      let bases = names.table.scopes[place].inherited.compactMap { names.type(at: $0) }.compactMap { Self.text($0) }
      guard !bases.isEmpty else { continue }
      let facts = bases.map { TypeFact(type: $0.hasPrefix(".") ? String($0.dropFirst()) : $0, evidence: .annotated) }
      exports.returns[(prefix ?? "") + "<bases>"] = TypeFact(
        type: "other.Bases", evidence: .annotated, elements: facts)
    }
    return exports
  }

  /// What stands before the names of each scope; nil where no one else sees them.
  private var prefixes: [String?] {
    // A type that a function declares for itself is nobody else's.
    var isLocal = [Bool](repeating: false, count: names.table.scopes.count)
    return names.table.scopes.indices.map { index in
      let parent = names.table.scopes[index].parent
      isLocal[index] = names.table.scopes[index].kind == .local || parent.map { isLocal[$0] } ?? false
      return isLocal[index] ? nil : prefix(of: names.table.scopes[index])
    }
  }

  private func declaredNames(_ prefixes: [String?]) -> DeclaredNames.Found {
    var found = DeclaredNames.Found(prefixes: prefixes)
    let bindings = names.table.bindings
    let module = names.context.module
    for (scope, places) in ownBindings(prefixes).enumerated() {
      guard let prefix = prefixes[scope] else { continue }
      var latest = ""
      for place in places {
        let binding = bindings.all[place]
        // Of those that bear one name, the first stands for all.
        guard binding.name != latest else { continue }
        latest = binding.name
        guard !isPrivate(binding.node) else { continue }
        let name = prefix + binding.name
        // Where a name leads is told by the name itself: one string is enough for all.
        found.names[name] = module
        if scope == 0 { addLabels(of: bindings.of(binding.name, in: scope), to: &found.names) }
        guard binding.kind == .value || binding.kind == .function else { continue }
        found.values.append((name, place, scope))
      }
    }
    return found
  }

  /// What each scope binds that others may see, by name, and what comes first in the file first.
  private func ownBindings(_ prefixes: [String?]) -> [[Int]] {
    let bindings = names.table.bindings
    var places = [[Int]](repeating: [], count: prefixes.count)
    for (place, scope) in bindings.scopes.enumerated() where prefixes[Int(scope)] != nil {
      places[Int(scope)].append(place)
    }
    return places.map { places in
      guard places.count > 1 else { return places }
      let named = places.map { (name: bindings.all[$0].name, place: $0) }
      return named.sorted { $0.name == $1.name ? $0.place < $1.place : $0.name < $1.name }.map(\.place)
    }
  }

  /// Functions stand beside others of their name, each with its labels: `check(number:)`.
  private func addLabels(of bindings: some Sequence<Binding>, to names: inout [String: String]) {
    for binding in bindings where binding.kind == .function && !isPrivate(binding.node) {
      guard let labels = FunctionLabels(of: binding.node, in: tree) else { continue }
      let name = "\(binding.name)(\(labels.text))"
      names[name] = self.names.context.module
    }
  }

  /// `Linter.` for the members of a type; of an extended library's type, its name without the module.
  private func prefix(of scope: Scope) -> String {
    guard scope.kind == .type else { return "" }
    guard case .named(let name) = names.type(of: scope), names.context.surfaces.provides(name) else {
      return scope.path + "."
    }
    return name.drop { $0 != "." }.dropFirst() + "."
  }

  private func isPrivate(_ node: NodeID) -> Bool {
    var at = node
    // A variable's modifiers stand on the declaration around its binding.
    for _ in 0..<3 {
      if let modifiers = tree.child(SwiftRole(3), of: at), tree.swift(modifiers) == .declModifierList {
        return tree.children(of: modifiers).contains { ["private", "fileprivate"].contains(tree.text($0)) }
      }
      at = names.table.parent(at)
    }
    return false
  }

  /// What others need to know of a value: the type, if it is a library's or the project's own.
  private func fact(of type: KnownType?) -> TypeFact? {
    guard let type, let text = Self.text(type.type) else { return nil }
    return TypeFact(type: text, evidence: min(type.evidence, .annotated))
  }

  /// A type as surfaces write it; the project's own with a dot before it.
  static func text(_ type: SwiftType) -> String? {
    switch type {
    case .named(let name): name.hasPrefix("other.") ? nil : name.contains(".") ? name : "." + name
    case .optional(let inner): text(inner).map { $0 + "?" }
    case .array(let inner): text(inner).map { "[\($0)]" }
    case .function(let result): result.flatMap { text($0) }.map { SwiftType.functionSign + $0 }
    default: nil
    }
  }
}
