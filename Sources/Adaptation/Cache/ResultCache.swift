// Results of earlier runs, so that a file that has not changed is not read again.

import SourceModel

/// The stored results of one project under one set of rules and options.
///
/// One file in the user's cache folder. Its key, a digest of everything that shapes results (rules, surfaces, options,
/// the program itself), stands in its name and its head; a damaged or foreign file is an empty cache.
struct ResultCache: Sendable {
  private let key: UInt64
  /// Reads and writes the file; writing is by replacement, so that two runs cannot mix.
  private let read: @Sendable () -> ContiguousArray<UInt8>?
  private let write: @Sendable (ContiguousArray<UInt8>) -> Void
  /// Whether anything is stored, asked without reading it.
  let exists: @Sendable () -> Bool

  init(
    key: UInt64, exists: @escaping @Sendable () -> Bool = { true },
    read: @escaping @Sendable () -> ContiguousArray<UInt8>?,
    write: @escaping @Sendable (ContiguousArray<UInt8>) -> Void
  ) {
    self.key = key
    self.exists = exists
    self.read = read
    self.write = write
  }

  func load() -> StoredResults { read().flatMap { StoredResults($0, key: key) } ?? StoredResults() }

  /// Writes the results of all files.
  ///
  /// - Parameter start: When the run began, in nanoseconds since 1970. A file that was changed about then may have
  ///   changed after it was read without its stamp showing it; it is looked at again.
  func store(_ files: [SourceFile], _ results: [FileResult], wishes: ManifestWishes = ManifestWishes(), start: Int64) {
    var records = ByteWriter()
    var ends: [Int] = []
    for result in results {
      result.write(to: &records)
      ends.append(records.bytes.count)
    }
    var bytes = ByteWriter()
    bytes.write(StoredResults.magic)
    bytes.write(key)
    wishes.write(to: &bytes)
    bytes.write(records.sharedTexts)
    bytes.write(files.count)
    var begin = 0
    for (file, end) in zip(files, ends) {
      bytes.write(file.path)
      file.stamp.write(to: &bytes, isDoubted: file.stamp.isYoung(at: start))
      bytes.write(end - begin)
      begin = end
    }
    bytes.write(records.bytes)
    write(bytes.bytes)
  }
}

extension FileStamp {
  /// The coarsest clock of a common file system counts in steps of two seconds.
  private static let resolution: Int64 = 2_000_000_000

  func isYoung(at start: Int64) -> Bool { max(modified, changed) > start - Self.resolution }

  func write(to bytes: inout ByteWriter, isDoubted: Bool) {
    bytes.write(isDoubted ? -1 : Int(size))
    bytes.write(Int(modified))
    bytes.write(Int(changed))
    bytes.write(inode)
  }

  init?(from bytes: inout ByteReader) {
    guard let size = bytes.readInt(), let modified = bytes.readInt(), let changed = bytes.readInt(),
      let inode = bytes.readUInt64()
    else { return nil }
    self.init(size: Int64(size), modified: Int64(modified), changed: Int64(changed), inode: inode)
  }
}
