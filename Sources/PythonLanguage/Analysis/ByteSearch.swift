// Looking for a few bytes in many.

enum ByteSearch {
  /// Whether `bytes` holds the ASCII text `word` anywhere.
  static func contains(_ bytes: ContiguousArray<UInt8>, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length > 0, bytes.count >= length else { return false }
    let (first, last) = (word.utf8Start[0], word.utf8Start[length - 1])
    return bytes.withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - length) where bytes[start] == first && bytes[start + length - 1] == last {
        var index = 1
        while index < length, bytes[start + index] == word.utf8Start[index] { index += 1 }
        if index == length { return true }
      }
      return false
    }
  }
}
