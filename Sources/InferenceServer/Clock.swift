// The times that a server measures.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

enum Clock {
  /// Nanoseconds that only grow.
  static var nanoseconds: UInt64 { time(CLOCK_MONOTONIC) }

  static var millisecondsSince1970: UInt64 { time(CLOCK_REALTIME) / 1_000_000 }

  private static func time(_ clock: clockid_t) -> UInt64 {
    var now = timespec()
    clock_gettime(clock, &now)
    return UInt64(now.tv_sec) &* 1_000_000_000 &+ UInt64(now.tv_nsec)
  }
}
