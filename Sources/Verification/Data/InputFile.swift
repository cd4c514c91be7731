// A file read piece by piece, so that its size does not matter.

internal import ModelFormats

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A regular file that is open for reading.
final class InputFile {
  let path: String
  let size: Int
  private let descriptor: Int32

  /// - Throws: `DataError` for what is no regular file, or cannot be opened.
  init(path: String) throws(DataError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DataError("\(path) is no regular file", remedy: "name a file, no folder or pipe")
    }
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    self.path = path
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Bytes from a place on: as many as asked for, or up to the end of the file.
  func bytes(at offset: Int, count: Int) throws(DataError) -> ContiguousArray<UInt8> {
    var problem: Int32 = 0
    let wanted = max(0, min(count, size - offset))
    let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted, let base = buffer.baseAddress {
        let got = pread(descriptor, base + filled, min(wanted - filled, 1 << 30), off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    guard problem == 0 else { throw Self.failure(path, problem) }
    return bytes
  }

  private static func failure(_ path: String, _ number: Int32 = errno) -> DataError {
    DataError("\(path): \(String(cString: strerror(number)))", remedy: "name a file that can be read")
  }
}

/// The unread part of a file of lines, in a window that moves on.
struct ByteWindow {
  /// What is read at a time, at least; a row that does not end is met with twice as much each time.
  private static let step = 1 << 18
  /// No row is longer; a quote that is never closed is found out before it has eaten all memory.
  static let longestRow = 1 << 26

  let file: InputFile
  /// From the first byte that was not consumed on.
  private(set) var bytes: ContiguousArray<UInt8> = []
  private var next = 0

  init(_ file: InputFile) { self.file = file }

  var isAtEnd: Bool { next >= file.size }

  /// Drops the first bytes. What shares the array keeps them.
  mutating func consume(_ count: Int) {
    bytes = count == bytes.count ? [] : ContiguousArray(bytes[count...])
  }

  /// Reads more; nothing at the end of the file.
  mutating func grow() throws(DataError) {
    let more = try file.bytes(at: next, count: max(Self.step, bytes.count))
    // A file that became shorter ends here.
    next = more.isEmpty ? file.size : next + more.count
    bytes += more
  }
}
