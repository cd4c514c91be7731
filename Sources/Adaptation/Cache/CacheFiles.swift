// Where stored results lie on the disk.

import Projects
import SourceModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The cache's files in the user's cache folder. Failing to write one costs speed only, so nothing is reported.
enum CacheFiles {
  /// Larger stores are not read: something else is in the place.
  private static let sizeLimit: Int64 = 1 << 30

  static func cache(in folder: String, root: String, key: UInt64) -> ResultCache {
    let path = path(in: folder, root: root, key: key)
    return ResultCache(
      key: key,
      exists: { access(path, R_OK) == 0 },
      read: {
        guard let bytes = try? readFile(path, limit: sizeLimit) else { return nil }
        CacheEviction.noteUse(of: path)
        return bytes
      },
      write: { pieces in
        write(pieces, to: path, folder: folder)
        CacheEviction.run(in: folder, keeping: path, now: Int(WallClock.nanoseconds / 1_000_000_000))
      })
  }

  /// Where something of one project lies that is told from others of its kind by a key.
  static func path(in folder: String, root: String, key: UInt64) -> String {
    var place = ContentHash()
    place.add(root)
    return "\(folder)/\(hexadecimal(place.value))-\(hexadecimal(key))"
  }

  /// Whether anything may be stored in a folder at all.
  static func mayHold(in folder: String) -> Bool { access(folder, R_OK) == 0 }

  private static func hexadecimal(_ value: UInt64) -> String { String(value, radix: 16) }

  /// Writes pieces behind each other, beside, and renames over, so that a reader sees all or nothing.
  static func write(_ pieces: [ContiguousArray<UInt8>], to path: String, folder: String) {
    guard makeFolders(folder) else { return }
    let temporary = "\(path).\(getpid()).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWhole = pieces.allSatisfy { piece in piece.withUnsafeBytes { writeAll($0, to: descriptor) } }
    close(descriptor)
    if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
  }

  /// Whether all could be written.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count, let base = bytes.baseAddress {
      let written = write(descriptor, base + offset, bytes.count - offset)
      guard written > 0 else { return false }
      offset += written
    }
    return true
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      return Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      return Musl.write(descriptor, bytes, count)
    #else
      return Darwin.write(descriptor, bytes, count)
    #endif
  }

  static func makeFolders(_ folder: String) -> Bool {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0 && errno != EEXIST { return false }
    }
    return true
  }
}
