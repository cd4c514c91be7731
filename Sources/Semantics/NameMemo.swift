// What was found out about names.

import Synchronization

/// What was found out about names, for all files of a run and from any thread.
package final class NameMemo<Value: Sendable>: Sendable {
  private let known = Mutex<[String: Value]>([:])

  package init() {}

  package func value(_ name: String, _ make: (String) -> Value) -> Value {
    if let value = known.withLock({ $0[name] }) { return value }
    let value = make(name)
    known.withLock { $0[name] = value }
    return value
  }
}
