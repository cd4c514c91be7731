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
    let table = names.table
    // A type that a function declares for itself is nobody else's.
    var isLocal = [Bool](repeating: false, count: table.scopes.count)
    for (index, scope) in table.scopes.enumerated() {
      isLocal[index] = scope.kind == .local || scope.parent.map { isLocal[$0] } ?? false
    }
    let own = ownBindings(isLocal)
    for (index, scope) in table.scopes.enumerated() where !isLocal[index] {
      let prefix = prefix(of: scope)
      var latest = ""
      for binding in own[index] {
        let name = binding.name
        // Of those that bear one name, the first stands for all.
        guard name != latest else { continue }
        latest = name
        guard !isPrivate(binding.node) else { continue }
        exports.names[prefix + name] = "\(module).\(prefix)\(name)"
        if scope.kind == .file { addLabels(of: table.bindings.of(name, in: index), to: &exports) }
        guard binding.kind == .value || binding.kind == .function,
          let fact = fact(of: inference.type(of: binding, in: index, at: binding.node))
        else { continue }
        exports.returns[prefix + name] = fact
      }
      let bases = scope.inherited.compactMap { names.type(at: $0) }.compactMap { Self.text($0) }
      if !bases.isEmpty {
        let facts = bases.map { TypeFact(type: $0.hasPrefix(".") ? String($0.dropFirst()) : $0, evidence: .annotated) }
        exports.returns[prefix + "<bases>"] = TypeFact(type: "other.Bases", evidence: .annotated, elements: facts)
      }
    }
    return exports
  }

  /// What each scope binds that others may see, by name, and what comes first in the file first.
  private func ownBindings(_ isLocal: [Bool]) -> [[Binding]] {
    let bindings = names.table.bindings
    var places = [[Int]](repeating: [], count: isLocal.count)
    for (place, scope) in bindings.scopes.enumerated() where !isLocal[Int(scope)] { places[Int(scope)].append(place) }
    return places.map { places in
      places.sorted { left, right in
        let (first, second) = (bindings.all[left].name, bindings.all[right].name)
        return first == second ? left < right : first < second
      }.map { bindings.all[$0] }
    }
  }

  /// Functions stand beside others of their name, each with its labels: `check(number:)`.
  private func addLabels(of bindings: some Sequence<Binding>, to exports: inout ModuleExports) {
    for binding in bindings where binding.kind == .function && !isPrivate(binding.node) {
      guard let labels = FunctionLabels(of: binding.node, in: tree) else { continue }
      let name = "\(binding.name)(\(labels.text))"
      exports.names[name] = "\(exports.module).\(name)"
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
    case .function(let result): result.flatMap { text($0) }
    default: nil
    }
  }
}
