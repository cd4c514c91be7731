// What was found out about names.

import Synchronization

/// Values by name: a dictionary without the cost of a strong hash, for names that no one chose to collide.
@usableFromInline package struct NamedValues<Value: Sendable>: Sendable {
  @usableFromInline var names = NameSet()
  @usableFromInline var values: ContiguousArray<Value> = []

  @usableFromInline package init() {}

  @inlinable package var isEmpty: Bool { values.isEmpty }

  @inlinable package subscript(name: String) -> Value? {
    let number = names.find(name)
    return number == NameSet.absent ? nil : values[Int(number)]
  }

  /// Keeps a value for a name that has none; an empty name keeps nothing.
  @inlinable package mutating func add(_ name: String, _ value: Value) {
    let number = names.insert(name)
    if Int(number) == values.count { values.append(value) }
  }
}

/// What was found out about names, for all files of a run and from any thread.
package final class NameMemo<Value: Sendable>: Sendable {
  /// Each behind a lock of its own: threads that ask at the same time seldom ask for the same part.
  private let parts: [Part]

  private final class Part: Sendable {
    let known = Mutex(NamedValues<Value>())
  }

  package init() { parts = (0..<8).map { _ in Part() } }

  package func value(_ name: String, _ make: (String) -> Value) -> Value {
    let bytes = name.utf8
    let last = bytes.last ?? 0
    let part = parts[(bytes.count ^ Int(last)) & 7]
    if let value = part.known.withLock({ $0[name] }) { return value }
    let value = make(name)
    part.known.withLock { $0.add(name, value) }
    return value
  }
}
