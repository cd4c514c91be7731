// A file that the program makes: whole, or not at all.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Written beside its place under another name, and moved there once it is on the disk.
struct OutputFile {
  var path: String

  func write(_ bytes: ContiguousArray<UInt8>) throws {
    let scratch = "\(path).\(getpid()).part"
    let file = open(scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure("cannot be written") }
    var isWhole = bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let base = buffer.baseAddress {
        let count = Self.write(file, base + written, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    isWhole = isWhole && fsync(file) == 0
    isWhole = close(file) == 0 && isWhole
    isWhole = isWhole && rename(scratch, path) == 0
    guard isWhole else {
      let error = failure("could not be written whole")
      unlink(scratch)
      throw error
    }
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes, count)
    #elseif canImport(Musl)
      Musl.write(file, bytes, count)
    #else
      Darwin.write(file, bytes, count)
    #endif
  }

  private func failure(_ what: String) -> Failure {
    Failure("\(path) \(what): \(String(cString: strerror(errno))); name another file with -o.")
  }
}
