// Looking for a few bytes in many.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

package enum ByteSearch {
  /// An ASCII text to be looked for, and where its rarest byte stands.
  package struct Word: Sendable {
    fileprivate let text: StaticString
    fileprivate let pivot: Int

    package init(_ text: StaticString) {
      self.text = text
      pivot = rarest(text)
    }
  }

  /// Whether `bytes` holds the ASCII text `word` anywhere.
  package static func contains(_ bytes: ContiguousArray<UInt8>, _ word: StaticString) -> Bool {
    contains(bytes, Word(word))
  }

  /// The same for a word that many files are asked for.
  package static func contains(_ bytes: ContiguousArray<UInt8>, _ word: Word, in range: Range<Int>? = nil) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      place(of: word, in: UnsafeBufferPointer(rebasing: bytes[range ?? bytes.indices]), from: 0) != nil
    }
  }

  /// Where a word stands, the first time at `start` or behind it.
  ///
  /// The C library finds single bytes several times faster than a loop does, so it is asked for the word's rarest.
  package static func place(of word: Word, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let (text, pivot) = (word.text, word.pivot)
    let length = text.utf8CodeUnitCount
    guard length > 0, bytes.count >= length, let base = bytes.baseAddress else { return nil }
    var place = start + pivot
    // Behind this the word would not end before the bytes do.
    let end = bytes.count - length + pivot + 1
    while place < end, let found = memchr(base + place, Int32(text.utf8Start[pivot]), end - place) {
      let start = base.distance(to: found.assumingMemoryBound(to: UInt8.self)) - pivot
      if memcmp(base + start, text.utf8Start, length) == 0 { return start }
      place = start + pivot + 1
    }
    return nil
  }

  /// Letters as they are common in sources, the commonest first.
  private static let common: StaticString = " _etsarnoilfdcpum.()=,:\"'hgbxyk1w#0v2"

  private static func rarest(_ word: StaticString) -> Int {
    var found = 0
    var rank = -1
    for index in 0..<word.utf8CodeUnitCount {
      let own = self.rank(of: word.utf8Start[index])
      if own > rank { (found, rank) = (index, own) }
    }
    return found
  }

  private static func rank(of byte: UInt8) -> Int {
    for index in 0..<common.utf8CodeUnitCount where common.utf8Start[index] == byte { return index }
    return common.utf8CodeUnitCount
  }
}
