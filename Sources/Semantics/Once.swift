// What is made by the first who asks for it, without a lock.

public import Synchronization

/// An object made by the first question and kept: several threads may make one at the same time, and the first stands.
///
/// The standard library's `AtomicLazyReference` does the same. It is not inlined, so that each question about it looks its
/// type up first, which costs a hundred times what the answer does.
@usableFromInline package struct Once<Value: AnyObject & Sendable>: ~Copyable, Sendable {
  @usableFromInline let kept = Atomic<Unmanaged<Value>?>(nil)

  @inlinable package init() {}

  deinit { kept.load(ordering: .acquiring)?.release() }

  @inlinable package borrowing func value(_ make: () -> Value) -> Value {
    if let known = kept.load(ordering: .acquiring) { return known.takeUnretainedValue() }
    let made = Unmanaged.passRetained(make())
    let (isFirst, earlier) = kept.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard !isFirst, let earlier else { return made.takeUnretainedValue() }
    made.release()
    return earlier.takeUnretainedValue()
  }
}
