// Threads with room for deep recursion.

import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Threads whose stacks fit what deeply nested source needs.
///
/// The threads of a task group have half a megabyte on some systems, which a few hundred levels of nesting use up in a
/// debug build. Address space costs nothing until it is touched.
package enum WorkerThreads {
  private static let stackSize = 512 << 20

  /// Runs `body` on `count` threads at once and returns when all are done.
  package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 0..<max(1, count) {
      if let thread = start(body) { threads.append(thread) }
    }
    // Without a single thread the work is done here.
    if threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// What `body` gives, computed on a thread of its own.
  package static func value<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    let result = Result<Swift.Result<Value, any Error>>()
    run(1) { result.set(Swift.Result { try body() }) }
    return try result.get().get()
  }

  /// Has `body` done while others go on; at once, and nil, where there is to be one thread only.
  static func beside(jobs: Int, _ body: @escaping @Sendable () -> Void) -> Background? {
    if jobs > 1 { return Background(body) }
    body()
    return nil
  }

  private final class Result<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    func set(_ new: Value) { value.withLock { $0 = new } }
    func get() -> Value {
      guard let result = value.withLock({ $0 }) else { preconditionFailure("a thread that was joined has a result") }
      return result
    }
  }

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Work on a thread of its own, while others go on; it is waited for before it is let go of.
  package final class Background: Sendable {
    private let thread: Mutex<pthread_t?>

    /// Without a thread the work is done at once.
    init(_ body: @escaping @Sendable () -> Void) {
      thread = Mutex(start(body))
      if thread.withLock({ $0 == nil }) { body() }
    }

    deinit { wait() }

    /// Returns when the work is done.
    package func wait() {
      thread.withLock { thread in
        if let thread { pthread_join(thread, nil) }
        thread = nil
      }
    }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        #if canImport(Darwin)
          Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        #else
          if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        #endif
        return nil
      }, work)
    guard status == 0 else {
      Unmanaged<Work>.fromOpaque(work).release()
      return nil
    }
    return thread
  }
}
