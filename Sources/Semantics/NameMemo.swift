// What was found out about names.

import Synchronization

/// What was found out about names, for all files of a run and from any thread.
package final class NameMemo<Value: Sendable>: Sendable {
  /// Each behind a lock of its own: threads that ask at the same time seldom ask for the same part.
  private let parts: [Part]

  private final class Part: Sendable {
    let known = Mutex<[String: Value]>([:])
  }

  package init() { parts = (0..<8).map { _ in Part() } }

  package func value(_ name: String, _ make: (String) -> Value) -> Value {
    let bytes = name.utf8
    let last = bytes.last ?? 0
    let part = parts[(bytes.count ^ Int(last)) & 7]
    if let value = part.known.withLock({ $0[name] }) { return value }
    let value = make(name)
    part.known.withLock { $0[name] = value }
    return value
  }
}
