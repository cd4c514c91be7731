// How much of the thread's stack is left, so that recursion stops in time on small stacks too.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The stack of the current thread.
///
/// Asked for only when nesting is unusual: on the main thread of Linux the answer costs tens of microseconds.
struct StackRoom {
  /// The lowest address that recursion may reach.
  private let floor: UInt

  /// Room for what is called below the check: a debug build needs about 10 KB a level of brackets.
  private static let reserve: UInt = 96 * 1024

  #if canImport(Glibc)
    // Swift's view of the C library does not show `pthread_getattr_np`.
    private typealias ReadAttributes =
      @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> Int32
    private static let attributesOfThread: ReadAttributes? = dlsym(nil, "pthread_getattr_np").map {
      unsafeBitCast($0, to: ReadAttributes.self)
    }
  #endif

  init() {
    #if canImport(Glibc)
      var attributes = pthread_attr_t()
      var base: UnsafeMutableRawPointer?
      var size = 0
      if let read = Self.attributesOfThread, read(pthread_self(), &attributes) == 0 {
        pthread_attr_getstack(&attributes, &base, &size)
        pthread_attr_destroy(&attributes)
      }
      floor = UInt(bitPattern: base) + Self.reserve
    #elseif canImport(Darwin)
      let top = UInt(bitPattern: pthread_get_stackaddr_np(pthread_self()))
      floor = top - UInt(pthread_get_stacksize_np(pthread_self())) + Self.reserve
    #else
      floor = 0
    #endif
  }

  /// Whether a frame of the caller still stands above the floor.
  var isLeft: Bool {
    var here: UInt8 = 0
    return withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) } > floor
  }
}
