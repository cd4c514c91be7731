// What one walk found: scopes and bindings, with questions about them.

import Semantics
import SourceModel

/// The scopes of a file and the bindings of the names that were recorded.
final class NameTable: Sendable {
  let names: NameSet
  /// Those among them, with the same numbers, that may lead to a library.
  let interesting: NameSet
  /// Whether all names that the file binds are here.
  let isWhole: Bool
  let scopes: [Scope]
  let bindings: [Binding]
  private let lastBinding: ContiguousArray<Int32>
  /// All bindings by name, those of a name by scope, those of a scope in source order; beside them their scopes.
  private let sorted: ContiguousArray<Int32>
  private let sortedScopes: ContiguousArray<Int32>
  /// Where the bindings of each name begin.
  private let starts: ContiguousArray<Int32>
  /// Where a name is declared to be another scope's.
  private let declared: [UInt64: Binding.Form]

  init(_ walker: ScopeWalker) {
    names = walker.names
    interesting = walker.interesting
    isWhole = walker.extent != .interesting
    scopes = walker.scopes
    bindings = walker.bindings
    lastBinding = walker.lastBinding
    var declared: [UInt64: Binding.Form] = [:]
    for binding in bindings where binding.form == .global || binding.form == .nonlocal {
      declared[NameTable.key(binding.scope, binding.name)] = binding.form
    }
    self.declared = declared
    var entries: ContiguousArray<Entry> = []
    entries.reserveCapacity(bindings.count)
    for (index, binding) in bindings.enumerated() {
      entries.append(Entry(name: binding.name, scope: binding.scope, binding: Int32(index)))
      guard binding.scope != 0, binding.form != .global, !declared.isEmpty else { continue }
      // What a function binds under `global` is the module's.
      if declared[NameTable.key(binding.scope, binding.name)] == .global {
        entries.append(Entry(name: binding.name, scope: 0, binding: Int32(index)))
      }
    }
    (starts, entries) = NameTable.sorted(entries, nameCount: names.count)
    sorted = ContiguousArray(entries.lazy.map(\.binding))
    sortedScopes = ContiguousArray(entries.lazy.map(\.scope))
  }

  private struct Entry {
    var name: NameSet.ID
    var scope: Int32
    var binding: Int32
  }

  /// The entries by name, scope and binding, and where those of each name begin. Linear, but for names that are bound in
  /// scopes out of order.
  private static func sorted(
    _ entries: ContiguousArray<Entry>, nameCount: Int
  ) -> (starts: ContiguousArray<Int32>, entries: ContiguousArray<Entry>) {
    guard let first = entries.first else { return (ContiguousArray(repeating: 0, count: nameCount + 1), []) }
    var starts = ContiguousArray<Int32>(repeating: 0, count: nameCount + 1)
    for entry in entries { starts[Int(entry.name) + 1] += 1 }
    for name in 0..<nameCount { starts[name + 1] += starts[name] }
    var ends = starts
    var sorted = ContiguousArray(repeating: first, count: entries.count)
    for entry in entries {
      sorted[Int(ends[Int(entry.name)])] = entry
      ends[Int(entry.name)] += 1
    }
    var place = 1
    while place < sorted.count {
      let (before, entry) = (sorted[place - 1], sorted[place])
      if before.name == entry.name, before.scope > entry.scope {
        let (start, end) = (Int(starts[Int(entry.name)]), Int(starts[Int(entry.name) + 1]))
        sorted[start..<end].sort { $0.scope == $1.scope ? $0.binding < $1.binding : $0.scope < $1.scope }
        place = end
      }
      place += 1
    }
    return (starts, sorted)
  }

  private static func key(_ scope: Int32, _ name: NameSet.ID) -> UInt64 {
    UInt64(UInt32(bitPattern: scope)) << 32 | UInt64(UInt32(bitPattern: name))
  }

  /// The scope a name is bound in as seen from another, with its bindings there in source order.
  struct Found {
    var scope: Int32
    /// Whether the place asked from is in that very scope, so that the order of statements counts.
    var isSameScope: Bool
    var bindings: BindingList
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
  func bindings(of name: NameSet.ID, in scope: Int32) -> BindingList {
    let end = Int(starts[Int(name) + 1])
    let first = place(of: scope, from: Int(starts[Int(name)]), to: end)
    guard first < end, sortedScopes[first] == scope else { return BindingList() }
    return BindingList(sorted, first, end - first > 4 ? place(of: scope + 1, from: first, to: end) : run(first, end))
  }

  /// The first place whose scope is no smaller.
  private func place(of scope: Int32, from start: Int, to end: Int) -> Int {
    var (low, high) = (start, end)
    while low < high {
      let middle = (low + high) / 2
      if sortedScopes[middle] < scope { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func run(_ first: Int, _ end: Int) -> Int {
    var place = first + 1
    while place < end, sortedScopes[place] == sortedScopes[first] { place += 1 }
    return place
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
    let order = Array(0..<Int32(scopes.count))
    // Scopes are met in this order, but for those of type parameters.
    return order.dropFirst().allSatisfy({ !isBefore($0, $0 - 1) }) ? order : order.sorted(by: isBefore)
  }

  private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
    let (left, right) = (scopes[Int(left)], scopes[Int(right)])
    return left.start == right.start ? left.end > right.end : left.start < right.start
  }
}

/// Numbers of bindings: a part of a table's list.
struct BindingList: RandomAccessCollection, Sendable {
  private let all: ContiguousArray<Int32>
  private let first: Int
  let count: Int

  init() { self.init([], 0, 0) }
  init(_ all: ContiguousArray<Int32>) { self.init(all, 0, all.count) }
  init(_ all: ContiguousArray<Int32>, _ first: Int, _ end: Int) {
    self.all = all
    self.first = first
    count = end - first
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  subscript(index: Int) -> Int32 { all[first + index] }
}
