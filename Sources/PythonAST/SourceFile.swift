// Reading files and writing lines, by bytes.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum SourceFile {
  /// The bytes of a file, or nil if it cannot be read.
  static func read(_ path: String) -> ContiguousArray<UInt8>? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    var count = 0
    let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: size) { buffer, initialized in
      while count < size, let base = buffer.baseAddress {
        let read = Self.read(file, base + count, size - count)
        if read <= 0 { break }
        count += read
      }
      initialized = count
    }
    return count == size ? bytes : nil
  }

  private static func read(_ file: Int32, _ base: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(file, base, count)
    #else
      Darwin.read(file, base, count)
    #endif
  }

  static func print(_ line: [UInt8]) { write(line, to: 1) }
  static func complain(_ message: String) { write(Array(message.utf8), to: 2) }

  private static func write(_ bytes: [UInt8], to file: Int32) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count, let base = buffer.baseAddress {
        #if canImport(Glibc)
          let written = Glibc.write(file, base + offset, buffer.count - offset)
        #else
          let written = Darwin.write(file, base + offset, buffer.count - offset)
        #endif
        if written <= 0 { return }
        offset += written
      }
    }
  }
}
