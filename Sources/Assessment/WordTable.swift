// Words that are looked for in sources, in tables that cost a few instructions a word.

/// Marks by word, found without making a `String` of each word of a file.
///
/// 136 MB of Python took 0.6 s of processor time with slices of arrays and a hash of each word (2026-11-28).
struct WordTable: Sendable {
  enum Comment { case sign, slashes }

  /// The marks, each once; what is found is told by the place in here.
  let marks: [Mark]
  /// By the first two bytes of a word, a bit for each length that some word of that beginning has.
  private var lengths = ContiguousArray<UInt64>(repeating: 0, count: 1 << 12)
  private var words: [ContiguousArray<UInt8>: Int] = [:]
  /// What counts behind a sign of division only.
  private var divisors: [ContiguousArray<UInt8>: Int] = [:]

  static let marks = WordTable()

  private init() {
    var marks: [Mark] = []
    let place = { (mark: Mark) -> Int in
      if let known = marks.firstIndex(of: mark) { return known }
      marks.append(mark)
      return marks.count - 1
    }
    for (word, mark) in (Mark.byWord.merging(Mark.byNumber) { $1 }).sorted(by: { $0.key < $1.key }) {
      words[ContiguousArray(word.utf8)] = place(mark)
    }
    for (word, mark) in Mark.byDivisor.sorted(by: { $0.key < $1.key }) {
      divisors[ContiguousArray(word.utf8)] = place(mark)
    }
    self.marks = marks
    for word in Array(words.keys) + Array(divisors.keys) {
      precondition((3...Mark.longestWord).contains(word.count), "words have 3 to \(Mark.longestWord) bytes")
      lengths[Self.slot(word[0], word[1])] |= 1 << UInt64(word.count)
    }
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 0x3F) << 6 | Int(second & 0x3F) }

  /// What a byte is to words.
  private static let classes = ContiguousArray(
    (UInt8.min...UInt8.max).map { byte -> UInt8 in
      if (0x30...0x39).contains(byte) { return 3 }
      if byte == 0x0A || byte == 0x23 || byte == 0x2F { return 2 }
      return isWordByte(byte) ? 1 : 0
    })

  /// Looks at the words of a line up to its end or to a comment, and gives where it stopped.
  func look(
    through bytes: UnsafeBufferPointer<UInt8>, from start: Int, comment: Comment, found: (Int) -> Void
  ) -> Int {
    Self.classes.withUnsafeBufferPointer { classes in
      lengths.withUnsafeBufferPointer { lengths in
        var index = start
        while index < bytes.count {
          switch classes[Int(bytes[index])] {
          case 0: index += 1
          case 2:
            if ends(bytes, at: index, comment) { return index }
            index += 1
          case let kind:
            let word = index
            index += 1
            while index < bytes.count, classes[Int(bytes[index])] & 1 == 1 || (kind == 3 && bytes[index] == 0x2E) {
              index += 1
            }
            let length = index - word
            guard length >= 3, length <= Mark.longestWord,
              lengths[Self.slot(bytes[word], bytes[word + 1])] & (1 << UInt64(length)) != 0
            else { continue }
            look(up: ContiguousArray(bytes[word..<index]), isDivisor: kind == 3 && isDivided(bytes, word, start), found)
          }
        }
        return index
      }
    }
  }

  private func ends(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ comment: Comment) -> Bool {
    switch bytes[index] {
    case 0x0A: true
    case 0x23: comment == .sign
    default: comment == .slashes && index + 1 < bytes.count && bytes[index + 1] == 0x2F
    }
  }

  private func look(up word: ContiguousArray<UInt8>, isDivisor: Bool, _ found: (Int) -> Void) {
    if isDivisor, let mark = divisors[word] { found(mark) }
    if let mark = words[word] { found(mark) }
  }

  /// Whether a sign of division stands before a number.
  private func isDivided(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Int, _ start: Int) -> Bool {
    bytes[start..<word].last { $0 != 0x20 } == 0x2F
  }
}
