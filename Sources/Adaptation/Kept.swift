// A value made when it is first asked for.

import Synchronization

/// A value that is made once, by whoever asks first.
final class Kept<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// What was made before, or what `make` gives; nothing is kept of a failure.
  func value(_ make: () throws -> Value) throws -> Value {
    try value.withLock { kept in
      if let kept { return kept }
      let made = try make()
      kept = made
      return made
    }
  }
}
