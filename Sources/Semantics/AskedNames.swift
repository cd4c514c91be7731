// What a file asked its project about.

import Synchronization

/// The names that were asked for while a file was analysed, wherever in the project they might be declared.
///
/// A file is analysed again only where one of them came to mean something else.
package final class AskedNames: Sendable {
  private let state = Mutex(State())

  private struct State {
    var digests: Set<Int> = []
    /// Set while names are wanted, and not their digests alone.
    var names: Set<String>?
  }

  package init() {}

  package func note(_ name: String) {
    let digest = Self.digest(name)
    state.withLock { state in
      state.digests.insert(digest)
      state.names?.insert(name)
    }
  }

  /// What `ask` gives, and the names that it asks for.
  package func names<Answer>(during ask: () -> Answer) -> (answer: Answer, names: Set<String>) {
    state.withLock { $0.names = [] }
    let answer = ask()
    let names = state.withLock { state in
      defer { state.names = nil }
      return state.names ?? []
    }
    return (answer, names)
  }

  /// Whether one of the names may be among those.
  package func areAmong(_ names: ChangedNames) -> Bool {
    state.withLock { state in state.digests.contains { names.mayHold($0) } }
  }

  /// Tells names apart within a run; two may have the same, and then a file is analysed once too often.
  fileprivate static func digest(_ name: String) -> Int { name.hashValue }
}

/// Names that mean something else in another state of a project, by their digests.
///
/// A table of bits: it may hold a name that was not added, and then a file is analysed once too often.
package struct ChangedNames: Sendable {
  private var bits: [UInt64] = []

  package init() {}

  package var isEmpty: Bool { bits.isEmpty }

  /// Adds the names that a module says something else of than another state of it.
  package mutating func add(_ exports: ModuleExports?, otherThan other: ModuleExports?) {
    for (name, target) in exports?.names ?? [:] where other?.names[name] != target { add(name) }
    for (name, fact) in exports?.returns ?? [:] where other?.returns[name] != fact { add(name) }
    guard let other else { return }
    for name in other.names.keys where exports?.names[name] == nil { add(name) }
    for name in other.returns.keys where exports?.returns[name] == nil { add(name) }
  }

  package mutating func formUnion(_ other: ChangedNames) {
    guard !other.isEmpty else { return }
    if isEmpty { return self = other }
    for index in bits.indices { bits[index] |= other.bits[index] }
  }

  private mutating func add(_ name: String) {
    if bits.isEmpty { bits = Array(repeating: 0, count: Self.words) }
    let digest = AskedNames.digest(name)
    bits[(digest >> 6) & (Self.words - 1)] |= 1 << UInt64(digest & 63)
  }

  fileprivate func mayHold(_ digest: Int) -> Bool {
    !bits.isEmpty && bits[(digest >> 6) & (Self.words - 1)] & (1 << UInt64(digest & 63)) != 0
  }

  /// A megabyte, for a million names of which few are taken for others.
  private static let words = 1 << 17
}
