// Results of earlier runs, so that a file that has not changed is not read again.

package import SourceModel

/// The stored results of one project under one set of rules and options.
///
/// One file in the user's cache folder. Its key, a digest of everything that shapes results (rules, surfaces, options,
/// this program's format), stands in its name and its head; a damaged or foreign file is an empty cache.
package struct ResultCache: Sendable {
  /// Where it is kept.
  package var path: String
  package var key: UInt64
  /// Reads and writes the file; writing is by replacement, so that two runs cannot mix.
  package var load: @Sendable () -> [String: StoredResult]
  private var write: @Sendable (ContiguousArray<UInt8>) -> Void

  private static let magic = "godwit-cache-1"

  package init(
    path: String, key: UInt64, read: @escaping @Sendable (String) -> ContiguousArray<UInt8>?,
    write: @escaping @Sendable (String, ContiguousArray<UInt8>) -> Void
  ) {
    self.path = path
    self.key = key
    load = { read(path).flatMap { Self.decode($0, key: key) } ?? [:] }
    self.write = { write(path, $0) }
  }

  /// What is known of a file, for as long as its stamp is the same.
  package struct StoredResult: Sendable {
    package var stamp: FileStamp
    var result: FileResult
  }

  /// Writes all results, unless every one of them came from the cache.
  func store(_ files: [SourceFile], _ results: [FileResult], unlessSameAs stored: [String: StoredResult]) {
    let isSame = files.count == stored.count && zip(files, results).allSatisfy { file, result in
      stored[file.path].map { $0.stamp == file.stamp && $0.result.interfaceDigest == result.interfaceDigest } ?? false
    }
    guard !isSame else { return }
    var bytes = ByteWriter()
    bytes.write(Self.magic)
    bytes.write(key)
    bytes.write(files.count)
    for (file, result) in zip(files, results) {
      bytes.write(file.path)
      bytes.write(Int(file.stamp.size))
      bytes.write(Int(file.stamp.modified))
      bytes.write(file.stamp.inode)
      result.write(to: &bytes)
    }
    write(bytes.bytes)
  }

  private static func decode(_ bytes: ContiguousArray<UInt8>, key: UInt64) -> [String: StoredResult]? {
    var reader = ByteReader(bytes)
    guard reader.readString() == magic, reader.readUInt64() == key, let count = reader.readCount() else { return nil }
    var stored: [String: StoredResult] = [:]
    stored.reserveCapacity(count)
    for _ in 0..<count {
      guard let path = reader.readString(), let size = reader.readInt(), let modified = reader.readInt(),
        let inode = reader.readUInt64(), let result = FileResult(path: path, from: &reader)
      else { return nil }
      let stamp = FileStamp(size: Int64(size), modified: Int64(modified), inode: inode)
      stored[path] = StoredResult(stamp: stamp, result: result)
    }
    return stored
  }
}
