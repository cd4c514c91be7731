// Reads the YAML that rule files are made of, several times as fast as a whole YAML parser.

/// A reader of block mappings and lists, flow collections, and plain, quoted and block scalars.
///
/// Knows when it is out of its depth: anything rarer (anchors, tags, texts over several lines without `|` or `>`, tabs,
/// Windows line ends, and every mistake) gives nil, and the file goes to Yams, which has the last word on what YAML is.
/// What this reader does take, it takes as Yams does, to the byte; a test holds the two together.
///
/// The packs of NumPy, 184 KB, took Yams 28 ms of a busy core and this reader 2 (November 2026).
struct QuickYAML {
  /// Something this reader leaves to Yams.
  struct Unfamiliar: Error {}

  let bytes: ContiguousArray<UInt8>
  var index = 0
  var lineStart = 0
  private var depth = 0
  private static let depthLimit = 32

  /// The document's root, or nil where Yams must look.
  static func compose(_ bytes: ContiguousArray<UInt8>) -> YAMLNode? {
    guard bytes.last == 0x0A, isOrdinary(bytes) else { return nil }
    var reader = QuickYAML(bytes: bytes)
    guard let root = try? reader.document() else { return nil }
    return root
  }

  private init(bytes: ContiguousArray<UInt8>) { self.bytes = bytes }

  /// Whether there is nothing in the bytes that YAML counts as a line end or forbids, `\n` aside.
  private static func isOrdinary(_ bytes: ContiguousArray<UInt8>) -> Bool {
    var isASCII = true
    for byte in bytes {
      if byte < 0x20, byte != 0x0A { return false }
      if byte >= 0x7F {
        if byte == 0x7F || byte == 0xEF || byte >= 0xF0 { return false }
        isASCII = false
      }
    }
    return isASCII || (hasOrdinaryLetters(bytes) && String(validating: bytes, as: UTF8.self) != nil)
  }

  /// Whether no control character or line end is among the letters of several bytes (U+0080 … U+009F, U+2028, U+2029).
  private static func hasOrdinaryLetters(_ bytes: ContiguousArray<UInt8>) -> Bool {
    for index in bytes.indices.dropLast(2) {
      if bytes[index] == 0xC2, bytes[index + 1] < 0xA0 { return false }
      if bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 { return false }
    }
    return true
  }

  // MARK: Lines

  var current: UInt8 { index < bytes.count ? bytes[index] : 0x0A }
  func byte(after distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0x0A }
  private var isAtEnd: Bool { index >= bytes.count }
  var column: Int { index - lineStart }

  mutating func skipBlanks() { while index < bytes.count, bytes[index] == 0x20 { index += 1 } }

  /// Goes to the next byte that is neither indentation nor in a comment.
  private mutating func goToContent() {
    while index < bytes.count {
      if bytes[index] == 0x20 {
        index += 1
      } else if bytes[index] == 0x0A {
        index += 1
        lineStart = index
      } else if bytes[index] == 0x23, column == 0 || bytes[index - 1] == 0x20 {
        while bytes[index] != 0x0A { index += 1 }
      } else {
        return
      }
    }
  }

  /// Nothing but blanks and a comment may follow on this line.
  private mutating func expectEndOfLine() throws(Unfamiliar) {
    let start = index
    skipBlanks()
    if current == 0x23, index > start {
      while current != 0x0A { index += 1 }
    }
    guard current == 0x0A else { throw Unfamiliar() }
  }

  private var isDash: Bool { current == 0x2D && (byte(after: 1) == 0x20 || byte(after: 1) == 0x0A) }

  /// Whether the line at `index` begins with a key.
  private var isKey: Bool {
    var place = index
    if current == 0x22 || current == 0x27 {
      place += 1
      while place < bytes.count, bytes[place] != current, bytes[place] != 0x0A { place += 1 }
      return place + 1 < bytes.count && bytes[place] == current && bytes[place + 1] == 0x3A
    }
    guard current != 0x7B, current != 0x5B else { return false }
    while place < bytes.count, bytes[place] != 0x0A {
      if bytes[place] == 0x3A, bytes[place + 1] == 0x20 || bytes[place + 1] == 0x0A { return true }
      if bytes[place] == 0x23, bytes[place - 1] == 0x20 { return false }
      place += 1
    }
    return false
  }

  // MARK: Blocks

  private mutating func document() throws(Unfamiliar) -> YAMLNode {
    goToContent()
    guard !isAtEnd, column == 0 else { throw Unfamiliar() }
    let root = try block()
    goToContent()
    guard isAtEnd else { throw Unfamiliar() }
    return root
  }

  /// The mapping or list that begins here.
  private mutating func block() throws(Unfamiliar) -> YAMLNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else { throw Unfamiliar() }
    if isDash { return try list() }
    guard isKey else { throw Unfamiliar() }
    return try mapping()
  }

  private mutating func mapping() throws(Unfamiliar) -> YAMLNode {
    let start = index
    let indent = column
    var pairs: [YAMLNode.Pair] = []
    repeat {
      let key = try key()
      pairs.append(YAMLNode.Pair(key: key, value: try value(in: indent, mayBeListBeside: true)))
      goToContent()
    } while !isAtEnd && column == indent && !isDash
    guard isAtEnd || column < indent else { throw Unfamiliar() }
    try refuseTwins(pairs)
    return YAMLNode(content: .mapping(pairs), start: start)
  }

  private mutating func list() throws(Unfamiliar) -> YAMLNode {
    let start = index
    let indent = column
    var items: [YAMLNode] = []
    repeat {
      index += 1
      let item = index
      skipBlanks()
      guard current != 0x0A, current != 0x23, !isDash else { throw Unfamiliar() }
      if isKey {
        items.append(try block())
      } else {
        index = item
        items.append(try value(in: indent, mayBeListBeside: false))
      }
      goToContent()
    } while !isAtEnd && column == indent && isDash
    guard isAtEnd || column <= indent else { throw Unfamiliar() }
    return YAMLNode(content: .sequence(items), start: start)
  }

  func refuseTwins(_ pairs: [YAMLNode.Pair]) throws(Unfamiliar) {
    var seen = Set<String>(minimumCapacity: pairs.count)
    for pair in pairs {
      guard let key = pair.key.scalar, seen.insert(key).inserted else { throw Unfamiliar() }
    }
  }

  private mutating func key() throws(Unfamiliar) -> YAMLNode {
    let start = index
    if current == 0x22 || current == 0x27 {
      let node = try quoted()
      guard current == 0x3A else { throw Unfamiliar() }
      index += 1
      return node
    }
    try checkPlainStart()
    while current != 0x0A, !(current == 0x3A && (byte(after: 1) == 0x20 || byte(after: 1) == 0x0A)) {
      if current == 0x23, bytes[index - 1] == 0x20 { throw Unfamiliar() }
      index += 1
    }
    // YAML allows a key 1024 characters.
    guard current == 0x3A, bytes[index - 1] != 0x20, index - start < 1000 else { throw Unfamiliar() }
    index += 1
    return scalar(start..<(index - 1), .plain, at: start)
  }

  /// What stands behind a key's colon or a dash, in a block indented by `indent`.
  private mutating func value(in indent: Int, mayBeListBeside: Bool) throws(Unfamiliar) -> YAMLNode {
    let empty = index
    skipBlanks()
    if current == 0x0A || (current == 0x23 && index > empty) {
      goToContent()
      if !isAtEnd, column > indent || (mayBeListBeside && column == indent && isDash) { return try block() }
      return YAMLNode(content: .scalar("", .plain), start: empty)
    }
    guard index > empty else { throw Unfamiliar() }
    if current == 0x7C || current == 0x3E { return try blockScalar(in: indent) }
    let node = try inline()
    try expectEndOfLine()
    return node
  }

  private mutating func inline() throws(Unfamiliar) -> YAMLNode {
    switch current {
    case 0x7B, 0x5B: return try flow()
    case 0x22, 0x27: return try quoted()
    default: return try plain()
    }
  }

  // MARK: Scalars

  func scalar(_ range: Range<Int>, _ style: YAMLNode.Style, at start: Int) -> YAMLNode {
    YAMLNode(content: .scalar(String(decoding: bytes[range], as: UTF8.self), style), start: start)
  }

  /// Refuses what means something else at the beginning of a text.
  func checkPlainStart() throws(Unfamiliar) {
    switch current {
    // , [ ] { } # & * ! | > ' " % @ ` ? :
    case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x23, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x27, 0x22, 0x25, 0x40, 0x60, 0x3F, 0x3A:
      throw Unfamiliar()
    case 0x2D where byte(after: 1) == 0x20 || byte(after: 1) == 0x0A: throw Unfamiliar()
    case 0x2D where column == 0, 0x2E where column == 0: throw Unfamiliar()
    default: return
    }
  }

  private mutating func plain() throws(Unfamiliar) -> YAMLNode {
    try checkPlainStart()
    let start = index
    while current != 0x0A {
      if current == 0x3A, byte(after: 1) == 0x20 || byte(after: 1) == 0x0A { throw Unfamiliar() }
      if current == 0x23, bytes[index - 1] == 0x20 { break }
      index += 1
    }
    while bytes[index - 1] == 0x20 { index -= 1 }
    return scalar(start..<index, .plain, at: start)
  }

  mutating func quoted() throws(Unfamiliar) -> YAMLNode {
    let quote = current
    let start = index
    var text: [UInt8] = []
    index += 1
    while true {
      let byte = current
      guard byte != 0x0A else { throw Unfamiliar() }
      index += 1
      if byte == quote {
        guard quote == 0x27, current == 0x27 else { break }
        index += 1
      } else if byte == 0x5C, quote == 0x22 {
        text.append(try escaped())
        continue
      }
      text.append(byte)
    }
    let style: YAMLNode.Style = quote == 0x27 ? .singleQuoted : .doubleQuoted
    return YAMLNode(content: .scalar(String(decoding: text, as: UTF8.self), style), start: start)
  }

  private mutating func escaped() throws(Unfamiliar) -> UInt8 {
    defer { index += 1 }
    switch current {
    case 0x22, 0x5C: return current
    case 0x6E: return 0x0A
    case 0x74: return 0x09
    default: throw Unfamiliar()
    }
  }
}
