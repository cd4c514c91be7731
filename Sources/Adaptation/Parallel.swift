// Maps over many things on several threads, results in the order of the input.

import Synchronization

package enum Parallel {
  /// Maps every item, at most `jobs` at once.
  ///
  /// - Parameters:
  ///   - order: In which order items are begun: the longest work first keeps all threads busy to the end.
  ///   - progress: Called now and then with the number of items done, from any thread.
  package static func map<Item: Sendable, Value: Sendable>(
    _ items: [Item], in order: [Int], jobs: Int, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    _ body: @escaping @Sendable (Item) -> Value
  ) -> [Value] {
    guard !items.isEmpty else { return [] }
    let next = Counter()
    let shared = Collection<Value>(count: items.count)
    WorkerThreads.run(min(jobs, items.count)) {
      var results: [(Int, Value)] = []
      while true {
        let number = next.take()
        guard number < order.count else { break }
        results.append((order[number], body(items[order[number]])))
        if number % 64 == 0 { progress(number, items.count) }
      }
      shared.add(results)
    }
    return shared.all()
  }

  /// Hands out numbers from 0 to any thread.
  private final class Counter: Sendable {
    private let value = Atomic(0)
    func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
  }

  /// Results from several threads.
  private final class Collection<Value: Sendable>: Sendable {
    private let results: Mutex<[Value?]>
    init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

    func add(_ more: [(Int, Value)]) {
      results.withLock { results in
        for (index, value) in more { results[index] = value }
      }
    }

    func all() -> [Value] { results.withLock { $0.compactMap { $0 } } }
  }
}
