// What one walk found: scopes and bindings, with questions about them.

import Semantics
import SourceModel

/// The scopes of a file and the bindings of the names that were recorded.
final class NameTable: Sendable {
  let names: NameSet
  let scopes: [Scope]
  let bindings: [Binding]
  private let lastBinding: ContiguousArray<Int32>
  /// By scope and name, in source order.
  private let groups: [UInt64: [Int32]]
  /// Where a name is declared to be another scope's.
  private let declared: [UInt64: Binding.Form]

  init(_ walker: ScopeWalker) {
    names = walker.names
    scopes = walker.scopes
    bindings = walker.bindings
    lastBinding = walker.lastBinding
    var declared: [UInt64: Binding.Form] = [:]
    for binding in bindings where binding.form == .global || binding.form == .nonlocal {
      declared[NameTable.key(binding.scope, binding.name)] = binding.form
    }
    var groups: [UInt64: [Int32]] = [:]
    for (index, binding) in bindings.enumerated() {
      let key = NameTable.key(binding.scope, binding.name)
      groups[key, default: []].append(Int32(index))
      // What a function binds under `global` is the module's.
      if binding.scope != 0, binding.form != .global, declared[key] == .global {
        groups[NameTable.key(0, binding.name), default: []].append(Int32(index))
      }
    }
    self.groups = groups
    self.declared = declared
  }

  private static func key(_ scope: Int32, _ name: NameSet.ID) -> UInt64 {
    UInt64(UInt32(bitPattern: scope)) << 32 | UInt64(UInt32(bitPattern: name))
  }

  /// The scope a name is bound in as seen from another, with its bindings there in source order.
  struct Found {
    var scope: Int32
    /// Whether the place asked from is in that very scope, so that the order of statements counts.
    var isSameScope: Bool
    var bindings: [Int32]
  }

  /// Looks a name up as Python does: its own scope, then enclosing functions (never their classes), then the module.
  func find(_ name: NameSet.ID, from scope: Int32) -> Found? {
    var at = scope
    while true {
      if scopes[Int(at)].kind != .classBody || at == scope {
        let found = bindings(of: name, in: at)
        let declaration = declared.isEmpty ? nil : declared[NameTable.key(at, name)]
        if declaration == .global { return inModule(name, from: scope) }
        if !found.isEmpty && declaration == nil {
          return Found(scope: at, isSameScope: isVisibleInOrder(at, from: scope), bindings: found)
        }
      }
      if at == 0 { return nil }
      at = scopes[Int(at)].parent
    }
  }

  /// Whether the whole file binds the name once, at the top.
  func isBoundOnce(_ name: NameSet.ID) -> Bool {
    let last = lastBinding[Int(name)]
    return last >= 0 && bindings[Int(last)].previous < 0 && bindings[Int(last)].scope == 0
  }

  private func inModule(_ name: NameSet.ID, from scope: Int32) -> Found? {
    let found = bindings(of: name, in: 0)
    return found.isEmpty ? nil : Found(scope: 0, isSameScope: scope == 0, bindings: found)
  }

  /// Comprehensions run where they stand; functions run later.
  private func isVisibleInOrder(_ outer: Int32, from inner: Int32) -> Bool {
    var at = inner
    while at != outer {
      guard scopes[Int(at)].kind == .comprehension else { return false }
      at = scopes[Int(at)].parent
    }
    return true
  }

  /// The bindings of `name` in `scope`, in source order; the module's include those of functions that say `global`.
  func bindings(of name: NameSet.ID, in scope: Int32) -> [Int32] {
    groups[NameTable.key(scope, name)] ?? []
  }

  /// The innermost scope that evaluates `row`. Logarithmic, but for the climb out of scopes that ended before.
  func scope(at row: UInt32, order: [Int32]) -> Int32 {
    var low = 0
    var high = order.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if scopes[Int(order[middle])].start <= row { low = middle } else { high = middle }
    }
    var at = order[low]
    while at != 0, !scopes[Int(at)].contains(row) { at = scopes[Int(at)].parent }
    return at
  }

  /// Scopes by where they begin, outer before inner, for `scope(at:order:)`.
  func scopeOrder() -> [Int32] {
    (0..<Int32(scopes.count)).sorted {
      let (left, right) = (scopes[Int($0)], scopes[Int($1)])
      return left.start == right.start ? left.end > right.end : left.start < right.start
    }
  }
}
