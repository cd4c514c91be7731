// What a file's import statements name, read from its lines without parsing the rest.

/// Reads import statements off a file's bytes.
///
/// A line in a string that looks like an import is taken for one: too much is harmless, too little is not.
struct QuickImports {
  private let bytes: ContiguousArray<UInt8>
  /// The module that relative imports start from; a package is its own.
  private let module: String
  private let isPackage: Bool
  private(set) var names: [String] = []
  private var offset = 0
  /// Whether nothing stands before `offset` that a statement would have to begin behind.
  private var isAtStart = true

  /// - Parameter readsEachLine: Looks at every line instead of searching for the word; for tests.
  init(_ bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool, readsEachLine: Bool = false) {
    self.bytes = bytes
    self.module = module
    self.isPackage = isPackage
    if readsEachLine { readEachLine() } else { read() }
  }

  /// Looks for the word that every such statement has, and from there back to where its statement begins. Code has few
  /// of them, and a search for a word passes most bytes unseen.
  private mutating func read() {
    var place = 0
    while let word = nextWord(from: place) {
      guard let start = startOfStatement(before: word) else { return readEachLine() }
      if start.isStatement {
        let before = offset
        offset = start.place
        readStatement()
        precondition(offset > before, "a statement that is read is behind the last")
        isAtStart = false
      } else {
        offset = word + Self.word.count
        isAtStart = false
      }
      place = offset
    }
  }

  private static let word = Array("import".utf8)

  /// The next place of `import`, part of a longer word or not.
  private func nextWord(from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var end = start + 5
      while end < bytes.count {
        switch bytes[end] {
        case 0x74:
          if bytes[end - 1] == 0x72, bytes[end - 2] == 0x6F, bytes[end - 3] == 0x70, bytes[end - 4] == 0x6D,
            bytes[end - 5] == 0x69
          {
            return end - 5
          }
          end += 6
        case 0x72: end += 1
        case 0x6F: end += 2
        case 0x70: end += 3
        case 0x6D: end += 4
        case 0x69: end += 5
        default: end += 6
        }
      }
      return nil
    }
  }

  /// Where the first word stands of what lies between `word` and the last place where a statement may begin, and whether
  /// it stands there; nil where a line is continued, so that this cannot be told from one line.
  private func startOfStatement(before word: Int) -> (place: Int, isStatement: Bool)? {
    bytes.withUnsafeBufferPointer { bytes in
      var start = word
      while start > offset {
        switch bytes[start - 1] {
        case 0x5C: return nil
        case 0x0A, 0x0D, 0x3B, 0x3A:
          var before = start - 1
          while before > 0, bytes[before] == 0x0A || bytes[before] == 0x0D { before -= 1 }
          if bytes[before] == 0x5C { return nil }
          return first(from: start, word)
        default: start -= 1
        }
      }
      return isAtStart ? first(from: start, word) : (word, false)
    }
  }

  private func first(from start: Int, _ word: Int) -> (place: Int, isStatement: Bool) {
    var place = start
    while place < word, bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0C { place += 1 }
    return (place, bytes[place] == 0x66 || bytes[place] == 0x69)
  }

  /// The same line by line, for files that continue lines where imports stand.
  private mutating func readEachLine() {
    names = []
    offset = 0
    var isStart = true
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A || byte == 0x0D || byte == 0x3B || byte == 0x3A {
        // After a line end, `;` or `:` a statement may begin.
        isStart = true
        offset += 1
      } else if isStart && (byte == 0x20 || byte == 0x09 || byte == 0x0C) {
        offset += 1
      } else if isStart && (byte == 0x66 || byte == 0x69) {
        isStart = false
        readStatement()
      } else {
        isStart = false
        skipLine()
      }
    }
  }

  /// To the next place where a statement may begin. `:` and `;` inside a line are rare enough to look at each.
  private mutating func skipLine() {
    let start = offset
    offset = bytes.withUnsafeBufferPointer { bytes in
      var place = start
      while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D, bytes[place] != 0x3B,
        bytes[place] != 0x3A
      {
        place += 1
      }
      return place
    }
  }

  private mutating func readStatement() {
    if takeWord("import") {
      readModules()
    } else if takeWord("from") {
      readFrom()
    } else {
      skipWord()
    }
  }

  private mutating func readModules() {
    repeat {
      let (level, name) = readDotted()
      guard level == 0, !name.isEmpty else { return }
      names.append(name)
      skipAlias()
    } while take(0x2C)
  }

  private mutating func readFrom() {
    let (level, name) = readDotted()
    guard takeWord("import") else { return skipWord() }
    guard let module = absolute(level, name) else { return }
    let isBracketed = take(0x28)
    repeat {
      skipSpace(acrossLines: isBracketed)
      if take(0x2A) {
        names.append(module + ".*")
        return
      }
      let word = readWord(acrossLines: isBracketed)
      guard !word.isEmpty else { return }
      names.append(Self.joined(module, word))
      skipAlias(acrossLines: isBracketed)
      skipSpace(acrossLines: isBracketed)
    } while take(0x2C)
  }

  /// The module that a relative import means; nil where it leads out of the project.
  private func absolute(_ level: Int, _ name: String) -> String? {
    guard level > 0 else { return name.isEmpty ? nil : name }
    let parts = module.utf8
    var end = isPackage ? parts.endIndex : Self.owner(of: parts[...]).endIndex
    for _ in 1..<level {
      guard end > parts.startIndex else { return nil }
      end = Self.owner(of: parts[..<end]).endIndex
    }
    return Self.joined(String(module[..<end]), name)
  }

  /// What stands before the last dot; nothing where there is none.
  private static func owner(of name: Substring.UTF8View) -> Substring.UTF8View {
    name[..<(name.lastIndex(of: UInt8(ascii: ".")) ?? name.startIndex)]
  }

  private static func joined(_ module: String, _ name: String) -> String {
    guard !module.isEmpty, !name.isEmpty else { return module.isEmpty ? name : module }
    var joined = module
    joined.reserveCapacity(module.utf8.count + 1 + name.utf8.count)
    joined += "."
    joined += name
    return joined
  }

  private mutating func readDotted() -> (level: Int, name: String) {
    var level = 0
    skipSpace()
    while take(0x2E) { level += 1 }
    var name = level > 0 && isWord("import") ? "" : readPath()
    while !name.isEmpty, take(0x2E) { name += "." + readWord() }
    return (level, name)
  }

  /// Words with nothing but dots between them.
  private mutating func readPath() -> String {
    skipSpace()
    let start = offset
    skipWord()
    while offset > start, offset + 1 < bytes.count, bytes[offset] == 0x2E, Self.isWordByte(bytes[offset + 1]) {
      offset += 1
      skipWord()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func skipAlias(acrossLines: Bool = false) {
    let start = offset
    skipSpace(acrossLines: acrossLines)
    guard takeWord("as") else {
      offset = start
      return
    }
    skipSpace(acrossLines: acrossLines)
    skipWord()
  }

  /// Whether `word` is the next word, without a step to it.
  private mutating func isWord(_ word: StaticString) -> Bool {
    let start = offset
    defer { offset = start }
    return takeWord(word)
  }

  /// Steps over `word` where it is the next one; over the spaces before it either way.
  private mutating func takeWord(_ word: StaticString) -> Bool {
    skipSpace()
    let length = word.utf8CodeUnitCount
    guard offset + length <= bytes.count else { return false }
    for index in 0..<length where bytes[offset + index] != word.utf8Start[index] { return false }
    if offset + length < bytes.count, Self.isWordByte(bytes[offset + length]) { return false }
    offset += length
    return true
  }

  private mutating func skipWord() {
    while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
  }

  private mutating func readWord(acrossLines: Bool = false) -> String {
    skipSpace(acrossLines: acrossLines)
    let start = offset
    skipWord()
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Spaces and continued lines; between brackets also line ends and comments.
  private mutating func skipSpace(acrossLines: Bool = false) {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0C: offset += 1
      case 0x5C: skipContinuation()
      case 0x0A, 0x0D: if acrossLines { offset += 1 } else { return }
      case 0x23 where acrossLines:
        while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      default: return
      }
    }
  }

  private mutating func skipContinuation() {
    offset += 1
    if offset < bytes.count, bytes[offset] == 0x0D { offset += 1 }
    if offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }
}
