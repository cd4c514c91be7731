// What a cache holds, read as far as it is needed.

import SourceModel

/// The results of an earlier run, file by file in the order of their paths; each is decoded when it is asked for.
struct StoredResults: Sendable {
  static let magic = "godwit-cache-7"

  private struct Entry {
    var path: Range<Int>
    var stamp: FileStamp
    var record: Range<Int>
  }

  private var bytes: ContiguousArray<UInt8> = []
  /// The texts that files share, for each part of them; with the number of the file behind its last.
  private var parts: [(end: Int, sharedTexts: [String])] = []
  private var entries: [Entry] = []
  private(set) var wishes = ManifestWishes()

  /// Nothing.
  init() {}

  var isEmpty: Bool { entries.isEmpty }

  /// Nil where the bytes are no cache of that key.
  init?(_ bytes: ContiguousArray<UInt8>, key: UInt64) {
    var reader = ByteReader(bytes)
    guard reader.readString() == Self.magic, reader.readUInt64() == key,
      let wishes = ManifestWishes(from: &reader), let partCount = reader.readCount()
    else { return nil }
    for _ in 0..<partCount {
      guard let count = reader.readCount(), let texts = reader.readStrings() else { return nil }
      parts.append((end: (parts.last?.end ?? 0) + count, sharedTexts: texts))
    }
    guard let count = reader.readCount(), count == parts.last?.end ?? 0 else { return nil }
    self.bytes = bytes
    self.wishes = wishes
    entries.reserveCapacity(count)
    var start = 0
    for _ in 0..<count {
      guard let path = reader.readRange(), let stamp = FileStamp(from: &reader), let length = reader.readInt(),
        length >= 0, length <= bytes.count
      else { return nil }
      entries.append(Entry(path: path, stamp: stamp, record: start..<start + length))
      start += length
    }
    guard let records = reader.readRange(), records.count == start else { return nil }
    for index in entries.indices {
      let record = entries[index].record
      entries[index].record = record.lowerBound + records.lowerBound..<record.upperBound + records.lowerBound
    }
  }

  /// The reports of all files, if none has changed, none is new and none is gone.
  func reports(of files: [SourceFile], jobs: Int) -> [FileReport]? {
    guard cover(files) else { return nil }
    let reports = Parallel.map(Array(files.indices), in: Array(files.indices), jobs: jobs) { index in
      result(at: index, path: files[index].path, isReportOnly: true)?.report
    }
    return reports.contains { $0 == nil } ? nil : reports.compactMap { $0 }
  }

  private func cover(_ files: [SourceFile]) -> Bool {
    !entries.isEmpty && files.count == entries.count && files.indices.allSatisfy { isCurrent($0, files[$0]) }
  }

  /// What is known of a file, if it has not changed.
  func result(of file: SourceFile) -> FileResult? {
    find(file.path).flatMap { isCurrent($0, file) ? result(at: $0, path: file.path) : nil }
  }

  /// The result of the file at a place in the order of paths; nil where the record is damaged.
  func result(at index: Int, path: String, isReportOnly: Bool = false) -> FileResult? {
    guard let part = parts.first(where: { index < $0.end }) else { return nil }
    var reader = ByteReader(bytes, at: entries[index].record.lowerBound, sharedTexts: part.sharedTexts)
    guard let result = FileResult(path: path, from: &reader, isReportOnly: isReportOnly),
      isReportOnly || reader.offset == entries[index].record.upperBound
    else { return nil }
    return result
  }

  private func isCurrent(_ index: Int, _ file: SourceFile) -> Bool {
    entries[index].stamp == file.stamp && bytes[entries[index].path].elementsEqual(file.path.utf8)
  }

  private func find(_ path: String) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if bytes[entries[middle].path].lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && bytes[entries[low].path].elementsEqual(path.utf8) ? low : nil
  }
}
