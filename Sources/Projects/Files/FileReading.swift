// Reads whole files as bytes; never opens a pipe or a device, never reads more than a limit.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The largest source file that is read: 64 MB.
package let sourceSizeLimit: Int64 = 64 << 20

/// The bytes of the regular file at `path`.
///
/// The path is looked at before it is opened, so that a pipe or a device is never opened; it is opened without
/// blocking and looked at again, so that one put there in between does no harm.
package func readFile(_ path: String, limit: Int64 = sourceSizeLimit) throws(PathProblem) -> ContiguousArray<UInt8> {
  guard let status = fileStatus(path) else { throw PathProblem(path: path, errorNumber: errno) }
  try requireReadable(status, path: path, limit: limit)
  return try readRegularFile(path, limit: limit)
}

/// The bytes of a file that a walk has just found to be a regular file of allowed size.
package func readFile(
  _ entry: WalkEntry, limit: Int64 = sourceSizeLimit
) throws(PathProblem) -> ContiguousArray<UInt8> {
  try readRegularFile(entry.absolutePath, limit: limit)
}

/// The same by the path that the walk gave.
package func readFile(foundAt path: String) throws(PathProblem) -> ContiguousArray<UInt8> {
  try readRegularFile(path, limit: sourceSizeLimit)
}

/// Whether the bytes are not text: a zero byte among the first 8 KiB.
package func isBinary(_ bytes: ContiguousArray<UInt8>) -> Bool {
  bytes.withUnsafeBufferPointer { $0.prefix(8192).contains(0) }
}

private func readRegularFile(_ path: String, limit: Int64) throws(PathProblem) -> ContiguousArray<UInt8> {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { throw PathProblem(path: path, errorNumber: errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw PathProblem(path: path, errorNumber: errno) }
  try requireReadable(status, path: path, limit: limit)
  var failure: Int32 = 0
  let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
    failure = fill(buffer, from: descriptor, count: &count)
  }
  guard failure == 0 else { throw PathProblem(path: path, errorNumber: failure) }
  return bytes
}

/// Reads until the buffer is full or the file ends; the error number, or 0.
private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32, count: inout Int) -> Int32 {
  while count < buffer.count, let base = buffer.baseAddress {
    let got = read(descriptor, base + count, buffer.count - count)
    if got == 0 { return 0 }
    if got < 0 && errno == EINTR { continue }
    if got < 0 { return errno }
    count += got
  }
  return 0
}

private func requireReadable(_ status: stat, path: String, limit: Int64) throws(PathProblem) {
  switch PathKind(mode: status.st_mode) {
  case .file: break
  case .folder: throw PathProblem(path: path, code: .notRegular, message: "It is a folder, not a file.")
  case .link, .other:
    throw PathProblem(path: path, code: .notRegular, message: "It is a pipe, a socket or a device; it is not opened.")
  }
  if status.st_size > limit { throw tooLarge(path, size: Int64(status.st_size), limit: limit) }
}

func tooLarge(_ path: String, size: Int64, limit: Int64) -> PathProblem {
  PathProblem(
    path: path, code: .tooLarge,
    message: "It is \(size / (1 << 20)) MB large; files over \(limit / (1 << 20)) MB are not read.")
}

/// The first bytes of a file found to be regular, at most `count`; empty where it cannot be read.
package func firstBytes(of path: String, count: Int) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    initialized = max(0, read(descriptor, buffer.baseAddress, count))
  }
}
