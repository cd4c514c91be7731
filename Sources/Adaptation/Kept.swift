// A value made when it is first asked for.

import Synchronization

/// A value that is made once, by whoever asks first.
final class Kept<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// What was made before, or what `make` gives; nothing is kept of a failure.
  func value<Failure: Error>(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    try value.withLock { kept throws(Failure) in
      if let kept { return kept }
      let made = try make()
      kept = made
      return made
    }
  }
}
