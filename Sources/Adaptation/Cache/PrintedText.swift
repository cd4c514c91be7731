// What a run printed, kept whole: where nothing has changed since, the next run prints it again and reads nothing else.

import SourceModel
import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What stands before a text that was kept: all that tells whether it is still true.
struct PrintedHeading: Hashable, Sendable {
  private static let magic = "godwit-print-3"
  /// A digest of rules, options and the stamps of all sources.
  var state: UInt64
  /// The sources that change and those that hold requirements, by path, and what packs ask of manifests: what follows the
  /// code is found by these.
  var changed: ChangedSources
  var scripts: [String]
  var wishes: ManifestWishes
  /// A digest of what follows the code, and of all else that is printed and does not come from sources.
  var rest: UInt64

  init(state: UInt64, changed: ChangedSources, scripts: [String], wishes: ManifestWishes, rest: UInt64) {
    (self.state, self.changed, self.scripts, self.wishes, self.rest) = (state, changed, scripts, wishes, rest)
  }

  init?(_ bytes: ContiguousArray<UInt8>) {
    var reader = ByteReader(bytes)
    guard reader.readString() == Self.magic, let state = reader.readUInt64(),
      let changed = ChangedSources(from: &reader),
      let scripts = reader.readStrings(), let wishes = ManifestWishes(from: &reader), let rest = reader.readUInt64(),
      reader.offset == bytes.count
    else { return nil }
    self.init(state: state, changed: changed, scripts: scripts, wishes: wishes, rest: rest)
  }

  var bytes: ContiguousArray<UInt8> {
    var writer = ByteWriter()
    writer.write(Self.magic)
    writer.write(state)
    changed.write(to: &writer)
    writer.write(scripts)
    wishes.write(to: &writer)
    writer.write(rest)
    return writer.bytes
  }
}

/// A text that an earlier run printed. It is mapped where it is printed, and not read before.
package final class PrintedText: Sendable {
  /// Of the file: eight bytes that tell the heading's length, the heading, the text, eight bytes that tell its length.
  private let descriptor: Int32
  private let size: Int
  private let text: Range<Int>
  let heading: PrintedHeading

  /// Nil where there is no such file, or one that is damaged.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    // A file that was cut short does not end with what its length would be.
    guard fstat(descriptor, &status) == 0, case let size = Int(status.st_size), size >= 16,
      let length = Self.count(at: 0, of: descriptor), length <= size - 16,
      Self.count(at: size - 8, of: descriptor) == size - 16 - length,
      let heading = Self.bytes(8..<8 + length, of: descriptor).flatMap({ PrintedHeading($0) })
    else {
      close(descriptor)
      return nil
    }
    (self.descriptor, self.size, text, self.heading) = (descriptor, size, 8 + length..<size - 8, heading)
  }

  deinit { close(descriptor) }

  /// Gives the text to `write`; nothing where it cannot be read any more.
  package func withBytes(_ write: (UnsafeRawBufferPointer) -> Void) {
    guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
      Self.bytes(text, of: descriptor)?.withUnsafeBytes(write)
      return
    }
    write(UnsafeRawBufferPointer(start: base + text.lowerBound, count: text.count))
    munmap(base, size)
  }

  private static func count(at place: Int, of descriptor: Int32) -> Int? {
    guard let bytes = bytes(place..<place + 8, of: descriptor) else { return nil }
    return Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  private static func bytes(_ range: Range<Int>, of descriptor: Int32) -> ContiguousArray<UInt8>? {
    let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: range.count) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, range.count, off_t(range.lowerBound)))
    }
    return bytes.count == range.count ? bytes : nil
  }
}

/// Takes down what is printed, for the next run. What is not finished leaves nothing behind.
package final class PrintedTextWriter: Sendable {
  private let path: String
  private let folder: String
  private let temporary: String
  private let state: Mutex<State>

  private struct State {
    /// Nil once the file is finished or has failed.
    var file: Int32?
    /// How many bytes of the text are written.
    var count = 0
  }

  /// Nil where nothing can be written.
  init?(path: String, folder: String, heading: PrintedHeading) {
    guard CacheFiles.makeFolders(folder) else { return nil }
    (self.path, self.folder) = (path, folder)
    temporary = "\(path).\(getpid()).new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    state = Mutex(State(file: file))
    let bytes = heading.bytes
    write(bytes.count)
    bytes.withUnsafeBytes { write($0) }
  }

  deinit { if close() { unlink(temporary) } }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    write(bytes)
    state.withLock { $0.count += bytes.count }
  }

  private func write(_ count: Int) { withUnsafeBytes(of: UInt64(count).littleEndian) { write($0) } }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      guard let file = state.file, !CacheFiles.writeAll(bytes, to: file) else { return }
      Self.close(file)
      state.file = nil
      unlink(temporary)
    }
  }

  /// Puts the text where the next run looks for it.
  package func finish() {
    write(state.withLock { $0.count })
    guard close() else { return }
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      return
    }
    CacheEviction.run(in: folder, keeping: path, now: Int(WallClock.nanoseconds / 1_000_000_000))
  }

  /// Whether the file was still open.
  private func close() -> Bool {
    state.withLock { state in
      guard let file = state.file else { return false }
      Self.close(file)
      state.file = nil
      return true
    }
  }

  private static func close(_ file: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(file)
    #elseif canImport(Musl)
      _ = Musl.close(file)
    #else
      _ = Darwin.close(file)
    #endif
  }
}
