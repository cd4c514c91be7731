// How many runs of a model may go on at once, and how many may wait.

internal import Synchronization

/// A queue with bounds. Who comes when it is full is turned away at once, so that a server that is asked too much says so
/// and does not grow.
package final class Admission: Sendable {
  private struct State {
    var running = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
    /// The first of `waiting` that has not been let in.
    var first = 0
    var waitingCount: Int { waiting.count - first }
  }
  private let state = Mutex(State())
  private let runLimit: Int
  private let queueLimit: Int

  package init(runLimit: Int, queueLimit: Int) {
    self.runLimit = runLimit
    self.queueLimit = queueLimit
  }

  package var waitingCount: Int { state.withLock { $0.waitingCount } }
  package var runningCount: Int { state.withLock { $0.running } }

  private enum Entry { case admitted, mayWait, full }

  /// Waits for its turn; false where the queue is full. Whoever got true calls `leave()`.
  package func enter() async -> Bool {
    switch state.withLock({ attempt(&$0) }) {
    case .admitted: return true
    case .full: return false
    case .mayWait: break
    }
    var isTurnedAway = false
    await withCheckedContinuation { continuation in
      let entry = state.withLock { state in
        let entry = attempt(&state)
        if entry == .mayWait { state.waiting.append(continuation) }
        return entry
      }
      if entry == .full { isTurnedAway = true }
      if entry != .mayWait { continuation.resume() }
    }
    return !isTurnedAway
  }

  private func attempt(_ state: inout State) -> Entry {
    if state.running < runLimit {
      state.running += 1
      return .admitted
    }
    return state.waitingCount < queueLimit ? .mayWait : .full
  }

  /// Lets the next one in.
  package func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.first < state.waiting.count else {
        state.running -= 1
        return nil
      }
      let next = state.waiting[state.first]
      state.first += 1
      if state.first == state.waiting.count {
        state.waiting.removeAll(keepingCapacity: true)
        state.first = 0
      } else if state.first > 1024, state.first * 2 > state.waiting.count {
        state.waiting.removeFirst(state.first)
        state.first = 0
      }
      return next
    }
    next?.resume()
  }
}
