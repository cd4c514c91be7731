// Finds one word in bytes.

/// Horspool's search for one word: the byte under the word's end says how far the word can move on.
package struct WordSearch: Sendable {
  private let word: ContiguousArray<UInt8>
  private let skip: ContiguousArray<Int>

  package init(_ text: String) {
    word = ContiguousArray(text.utf8)
    var skip = ContiguousArray(repeating: max(1, word.count), count: 256)
    for (index, byte) in word.dropLast().enumerated() { skip[Int(byte)] = word.count - 1 - index }
    self.skip = skip
  }

  /// Whether the word stands anywhere in `bytes`.
  package func isFound(in bytes: ContiguousArray<UInt8>) -> Bool {
    guard let last = word.last else { return true }
    var end = word.count - 1
    while end < bytes.count {
      let byte = bytes[end]
      if byte == last, stands(in: bytes, endingAt: end) { return true }
      end += skip[Int(byte)]
    }
    return false
  }

  private func stands(in bytes: ContiguousArray<UInt8>, endingAt end: Int) -> Bool {
    let start = end - word.count + 1
    for index in word.indices where bytes[start + index] != word[index] { return false }
    return true
  }
}
