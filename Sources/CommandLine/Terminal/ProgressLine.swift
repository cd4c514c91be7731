// The line that long runs draw on a terminal.

import Synchronization

/// A bar with the number of files done, drawn at most a hundred times a run and never off a terminal.
final class ProgressLine: Sendable {
  private let console: Console
  private let start = ContinuousClock.now
  private let drawn = Mutex(0)

  init(_ console: Console) { self.console = console }

  func show(_ done: Int, of total: Int) {
    // Short runs are over before anybody could read a bar.
    guard console.showsProgress, total > 0, ContinuousClock.now - start > .milliseconds(400) else { return }
    let percent = done * 100 / total
    drawn.withLock { last in
      guard percent > last else { return }
      last = percent
      let filled = percent * 30 / 100
      let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: 30 - filled)
      console.draw("\(bar) \(done) of \(total) files")
    }
  }

  /// Takes the line away.
  func finish() {
    drawn.withLock { last in
      if last > 0 { console.draw("") }
      last = 0
    }
  }
}
