// The bytes of a model file, or a part of them; what all readers read from.

/// A range of bytes that share their storage: a part of a file is never copied.
package struct Bytes: Sendable {
  package let storage: ContiguousArray<UInt8>
  /// Where these bytes stand in `storage`.
  package let range: Range<Int>
  /// Of what was compressed: the size that it had; nil for all else.
  package let packedSize: Int?

  package init(_ storage: ContiguousArray<UInt8>, packedSize: Int? = nil) {
    self.storage = storage
    self.packedSize = packedSize
    range = 0..<storage.count
  }

  package init(storage: ContiguousArray<UInt8>, range: Range<Int>, packedSize: Int? = nil) {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count, "a part lies inside its whole")
    self.storage = storage
    self.range = range
    self.packedSize = packedSize
  }

  @inlinable package var count: Int { range.count }
  @inlinable package var isEmpty: Bool { range.isEmpty }

  /// What may be held beside these bytes while they are read: as much again, and `fixed`.
  ///
  /// Reading a file takes at most twice its size and 64 MB. One that was compressed counts by what it became; but where
  /// that is more than any model becomes, by the size that it had.
  package func allowance(beyond fixed: Int) -> Int {
    guard let packedSize, isOverpacked else { return count + fixed }
    // What decompression took is not all given back.
    return max(0, fixed - (16 << 20) + 2 * packedSize - storage.count)
  }

  /// Whether these were compressed to less than a model is.
  package var isOverpacked: Bool { packedSize.map { storage.count / Decompression.greatestRatio >= $0 } ?? false }

  /// The byte at an offset from the start of these bytes.
  @inlinable package subscript(offset: Int) -> UInt8 { storage[range.lowerBound + offset] }

  /// A part, by offsets from the start of these bytes; nil where it reaches over the end.
  package func part(_ offset: Int, count: Int) -> Bytes? {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else { return nil }
    let start = range.lowerBound + offset
    return Bytes(storage: storage, range: start..<(start + count), packedSize: packedSize)
  }

  /// What is behind an offset; nothing where the offset is behind the end.
  package func suffix(from offset: Int) -> Bytes {
    let start = min(range.lowerBound + max(offset, 0), range.upperBound)
    return Bytes(storage: storage, range: start..<range.upperBound, packedSize: packedSize)
  }

  package func starts(with prefix: some Collection<UInt8>) -> Bool { storage[range].starts(with: prefix) }

  package func starts(with text: StaticString, at offset: Int = 0) -> Bool {
    guard offset >= 0, text.utf8CodeUnitCount <= count - offset else { return false }
    return text.withUTF8Buffer { storage[(range.lowerBound + offset)...].starts(with: $0) }
  }

  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var outcome: Swift.Result<Result, Failure>?
    storage.withUnsafeBytes { whole in
      let part = UnsafeRawBufferPointer(rebasing: whole[range])
      do throws(Failure) { outcome = .success(try body(part)) } catch { outcome = .failure(error) }
    }
    guard let outcome else { preconditionFailure("the body has run") }
    return try outcome.get()
  }

  /// As UTF-8; nil where they are not.
  package var utf8: String? { String(validating: storage[range], as: UTF8.self) }

  /// One character a byte.
  package var latin1: String {
    if storage[range].allSatisfy({ $0 < 0x80 }) { return String(decoding: storage[range], as: UTF8.self) }
    var text = String.UnicodeScalarView()
    for byte in storage[range] { text.append(UnicodeScalar(byte)) }
    return String(text)
  }
}

extension Bytes: Equatable {
  package static func == (left: Bytes, right: Bytes) -> Bool { left.storage[left.range] == right.storage[right.range] }
}
