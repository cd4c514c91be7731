// What a command still holds when it ends.

import Synchronization

/// Values that go back to the system with the process. Taking the results of a large project apart, string by string, takes
/// a fiftieth of the whole run (measured 28 November 2026), and no one is left to use the memory.
enum Leftovers {
  private static let kept = Mutex<[any Sendable]>([])

  static func keep(_ value: any Sendable) { kept.withLock { $0.append(value) } }
}
