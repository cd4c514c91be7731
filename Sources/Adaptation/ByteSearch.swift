// Finds words in files before anything is parsed.

/// Words, one of which a file must contain to be worth parsing.
///
/// All are looked for in one pass, as Wu and Manber do: two bytes say how far all words can move on.
struct Prefilter: Sendable {
  private let words: [ContiguousArray<UInt8>]
  /// The length of the shortest word.
  private let least: Int
  /// By a digest of two bytes: how far behind the beginning of a word, cut to the least length, they may be from its end.
  private let skip: ContiguousArray<UInt8>

  init(_ words: [String]) {
    self.words = words.map { ContiguousArray($0.utf8) }
    least = min(self.words.map(\.count).min() ?? 0, 64)
    var skip = ContiguousArray(repeating: UInt8(max(1, least - 1)), count: Self.tableSize)
    for word in self.words where least > 1 {
      for end in 1..<least {
        let place = Self.place(word[end - 1], word[end])
        skip[place] = min(skip[place], UInt8(least - 1 - end))
      }
    }
    self.skip = skip
  }

  private static let tableSize = 4096
  private static func place(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) << 5 ^ Int(second)) & 4095 }

  /// Whether any of the words stands anywhere in `bytes`.
  func admits(_ bytes: ContiguousArray<UInt8>) -> Bool {
    guard !words.isEmpty else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      // A pair of bytes tells nothing of a single one.
      guard least > 1 else { return bytes.indices.contains { stands(at: $0, in: bytes) } || least == 0 }
      return skip.withUnsafeBufferPointer { skip in
        var end = least - 1
        while end < bytes.count {
          let step = Int(skip[Self.place(bytes[end - 1], bytes[end])])
          if step == 0, stands(at: end - least + 1, in: bytes) { return true }
          end += max(1, step)
        }
        return false
      }
    }
  }

  private func stands(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains { word in
      start + word.count <= bytes.count && bytes[start..<start + word.count].elementsEqual(word)
    }
  }
}

/// Horspool's search for one word: the byte under the word's end says how far the word can move on.
struct WordSearch: Sendable {
  private let word: ContiguousArray<UInt8>
  private let skip: ContiguousArray<Int>

  init(_ text: String) {
    word = ContiguousArray(text.utf8)
    var skip = ContiguousArray(repeating: max(1, word.count), count: 256)
    for (index, byte) in word.dropLast().enumerated() { skip[Int(byte)] = word.count - 1 - index }
    self.skip = skip
  }

  func isFound(in bytes: ContiguousArray<UInt8>) -> Bool {
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

extension ContiguousArray<UInt8> {
  /// Whether there is a NUL among the first bytes.
  func holdsNUL(inFirst limit: Int) -> Bool {
    withUnsafeBytes { bytes in
      let end = Swift.min(limit, bytes.count)
      var offset = 0
      // Eight bytes at once: only one that is zero, or stands above such a one, borrows.
      while offset + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { return true }
        offset += 8
      }
      return bytes[offset..<end].contains(0)
    }
  }
}
