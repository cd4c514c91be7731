// Looking for a few bytes in many.

enum ByteSearch {
  /// Whether `bytes` holds the ASCII text `word` anywhere.
  static func contains(_ bytes: ContiguousArray<UInt8>, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard let first = word.first, bytes.count >= word.count else { return false }
      for start in 0...(bytes.count - word.count) where bytes[start] == first {
        var index = 1
        while index < word.count, bytes[start + index] == word[index] { index += 1 }
        if index == word.count { return true }
      }
      return false
    }
  }
}
