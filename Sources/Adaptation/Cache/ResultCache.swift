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
  private let write: @Sendable (_ pieces: [ContiguousArray<UInt8>]) -> Void
  /// Whether anything is stored, asked without reading it.
  let exists: @Sendable () -> Bool

  init(
    key: UInt64, exists: @escaping @Sendable () -> Bool = { true },
    read: @escaping @Sendable () -> ContiguousArray<UInt8>?,
    write: @escaping @Sendable (_ pieces: [ContiguousArray<UInt8>]) -> Void
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
  func store(
    _ files: [SourceFile], _ results: [FileResult], wishes: ManifestWishes = ManifestWishes(), start: Int64,
    jobs: Int = 1
  ) {
    let parts = Self.parts(of: results, jobs: jobs)
    var bytes = ByteWriter()
    bytes.write(StoredResults.magic)
    bytes.write(key)
    wishes.write(to: &bytes)
    bytes.write(parts.count)
    for part in parts {
      bytes.write(part.lengths.count)
      bytes.write(part.records.sharedTexts)
    }
    bytes.write(files.count)
    for (file, length) in zip(files, parts.lazy.flatMap(\.lengths)) {
      bytes.write(file.path)
      file.stamp.write(to: &bytes, isDoubted: file.stamp.isYoung(at: start))
      bytes.write(length)
    }
    let records = parts.map(\.records.bytes)
    bytes.write(records.reduce(0) { $0 + $1.count })
    write([bytes.bytes] + records)
  }

  /// The results of some files that stand behind each other, with the texts that they share.
  private struct Part: Sendable {
    var records = ByteWriter()
    var lengths: [Int] = []
  }

  /// More parts would share less.
  private static let mostParts = 8

  private static func parts(of results: [FileResult], jobs: Int) -> [Part] {
    let count = max(1, min(jobs, mostParts))
    let ranges = (0..<count).map { results.count * $0 / count..<results.count * ($0 + 1) / count }
    return Parallel.map(ranges, in: Array(ranges.indices), jobs: jobs) { range in
      var part = Part()
      part.records.reserve(results[range].reduce(0) { $0 + $1.usualLength })
      for result in results[range] {
        let start = part.records.bytes.count
        result.write(to: &part.records)
        part.lengths.append(part.records.bytes.count - start)
      }
      return part
    }
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
