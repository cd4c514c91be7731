// Looking for a few bytes in many.

internal import CSearch

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
  package static func place(of word: Word, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let place = csearch_place(
      base, bytes.count, start, word.text.utf8Start, word.text.utf8CodeUnitCount, word.pivot)
    return place < 0 ? nil : place
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
