// What one walk found: scopes and bindings, with questions about them.

import SourceModel

/// The scopes of a file and the bindings of the names that were recorded.
struct NameTable: Sendable {
  let names: NameSet
  let scopes: [Scope]
  let bindings: [Binding]
  private let lastBinding: ContiguousArray<Int32>
  private let hasGlobals: Bool

  init(_ walker: ScopeWalker) {
    names = walker.names
    scopes = walker.scopes
    bindings = walker.bindings
    lastBinding = walker.lastBinding
    hasGlobals = walker.bindings.contains { $0.form == .global }
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
        if found.contains(where: { bindings[Int($0)].form == .global }) { return inModule(name, from: scope) }
        let isNonlocal = found.contains { bindings[Int($0)].form == .nonlocal }
        if !found.isEmpty && !isNonlocal {
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
    guard name != NameSet.absent, Int(name) < lastBinding.count else { return [] }
    var found: [Int32] = []
    var at = lastBinding[Int(name)]
    while at >= 0 {
      let binding = bindings[Int(at)]
      if binding.scope == scope || (scope == 0 && hasGlobals && isGlobal(binding)) { found.append(at) }
      at = binding.previous
    }
    return found.reversed()
  }

  private func isGlobal(_ binding: Binding) -> Bool {
    guard binding.scope != 0, binding.form != .global else { return false }
    var at = lastBinding[Int(binding.name)]
    while at >= 0 {
      if bindings[Int(at)].form == .global, bindings[Int(at)].scope == binding.scope { return true }
      at = bindings[Int(at)].previous
    }
    return false
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
