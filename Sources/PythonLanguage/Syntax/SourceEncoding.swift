// What the bytes of a source file stand for: byte order marks and PEP 263 cookies.

/// The encoding of one source file, ASCII below 0x80.
///
/// The tree stands over the bytes as they are; this says what those beyond ASCII mean.
package struct SourceEncoding: Sendable {
  /// As Python normalises it, such as `utf-8` or `iso-8859-15`.
  package let name: String
  /// The length of the byte order mark.
  package let markLength: Int
  /// The scalars of the bytes from 0x80 of a single-byte encoding; empty for UTF-8.
  let upperHalf: ContiguousArray<UInt32>
  /// Whether a byte of the file lies beyond ASCII.
  let hasForeignBytes: Bool
  /// What is wrong with the cookie, or with the bytes under it.
  let problem: SyntaxProblem?
  /// Whether the problem is that the cookie names no encoding that is known here.
  let isUnknown: Bool

  package var isUTF8: Bool { upperHalf.isEmpty }

  package init(of bytes: ContiguousArray<UInt8>) {
    let mark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    markLength = mark
    let survey = Self.survey(bytes)
    hasForeignBytes = survey.hasForeignBytes
    let cookie = Self.cookie(bytes, from: mark)
    name = cookie.map { Self.normalised(bytes, $0) } ?? "utf-8"
    let upperHalf = Self.upperHalf(of: name)
    self.upperHalf = upperHalf ?? []
    let place = cookie ?? mark..<mark
    isUnknown = upperHalf == nil && survey.firstZero == nil
    if let zero = survey.firstZero {
      problem = SyntaxProblem(message: "source code cannot contain NUL bytes", start: zero, end: zero + 1)
    } else if upperHalf == nil {
      problem = SyntaxProblem(
        message: "the file says its encoding is `\(name)`, which is not one that can be read here",
        start: place.lowerBound, end: place.upperBound)
    } else if mark > 0 && !Self.agreesWithMark(bytes, cookie) {
      problem = SyntaxProblem(
        message: "the file begins with a UTF-8 mark but says its encoding is `\(name)`",
        start: place.lowerBound, end: place.upperBound)
    } else {
      problem = survey.hasForeignBytes ? Self.firstUnreadable(bytes, name, self.upperHalf) : nil
    }
  }

  /// The scalar that begins at `offset` and the offset after it; nil where the bytes stand for nothing.
  package func scalar(_ bytes: ContiguousArray<UInt8>, _ offset: Int) -> (scalar: Unicode.Scalar, next: Int)? {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), offset + 1) }
    if isUTF8 { return Self.utf8Scalar(bytes, offset) }
    let value = upperHalf[Int(first) - 0x80]
    guard value != 0xFFFD, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, offset + 1)
  }

  /// Whether the bytes in `range` are an identifier of Python.
  func isIdentifier(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let (scalar, next) = scalar(bytes, offset) else { return false }
      let properties = scalar.properties
      let fits =
        offset == range.lowerBound
        ? properties.isXIDStart || scalar == "_" : properties.isXIDContinue
      guard fits else { return false }
      offset = next
    }
    return true
  }

  // MARK: Reading the file

  /// Whether a byte lies beyond ASCII, and where the first NUL is: a plain loop, which becomes a vector loop.
  private static func survey(_ bytes: ContiguousArray<UInt8>) -> (hasForeignBytes: Bool, firstZero: Int?) {
    var union: UInt8 = 0
    var least: UInt8 = 0xFF
    for byte in bytes {
      union |= byte
      least = min(least, byte)
    }
    return (union >= 0x80, least == 0 ? bytes.firstIndex(of: 0) : nil)
  }

  private static func firstUnreadable(
    _ bytes: ContiguousArray<UInt8>, _ name: String, _ upperHalf: ContiguousArray<UInt32>
  ) -> SyntaxProblem? {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset = endOfPlainBytes(bytes, from: offset + 1)
      } else if upperHalf.isEmpty {
        guard let (_, next) = utf8Scalar(bytes, offset) else { return unreadable(name, offset) }
        offset = next
      } else {
        if upperHalf[Int(bytes[offset]) - 0x80] == 0xFFFD { return unreadable(name, offset) }
        offset += 1
      }
    }
    return nil
  }

  /// Eight bytes at once, as long as all are ASCII.
  private static func endOfPlainBytes(_ bytes: ContiguousArray<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var offset = start
      while offset + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        offset += 8
      }
      return offset
    }
  }

  private static func unreadable(_ name: String, _ offset: Int) -> SyntaxProblem {
    SyntaxProblem(message: "the file is not valid \(name)", start: offset, end: offset + 1)
  }

  /// Decodes one scalar of two to four bytes; nil for anything that is not well-formed UTF-8.
  private static func utf8Scalar(
    _ bytes: ContiguousArray<UInt8>, _ offset: Int
  ) -> (scalar: Unicode.Scalar, next: Int)? {
    let first = UInt32(bytes[offset])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, offset + length <= bytes.count else { return nil }
    var value = first & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    guard value >= (length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80) else { return nil }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, offset + length)
  }

  // MARK: Cookies

  /// Where the name in a `coding:` comment of the first two lines stands.
  private static func cookie(_ bytes: ContiguousArray<UInt8>, from mark: Int) -> Range<Int>? {
    var offset = mark
    for _ in 0..<2 {
      let line = offset
      while offset < bytes.count && bytes[offset] != 0x0A && bytes[offset] != 0x0D { offset += 1 }
      let text = line..<offset
      guard let hash = bytes[text].firstIndex(where: { !isBlank($0) }) else {
        offset = nextLine(bytes, offset)
        continue
      }
      guard bytes[hash] == 0x23 else { return nil }
      if let found = cookie(bytes, in: hash..<offset) { return found }
      offset = nextLine(bytes, offset)
    }
    return nil
  }

  private static func nextLine(_ bytes: ContiguousArray<UInt8>, _ end: Int) -> Int {
    if end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A { return end + 2 }
    return min(end + 1, bytes.count)
  }

  private static func cookie(_ bytes: ContiguousArray<UInt8>, in comment: Range<Int>) -> Range<Int>? {
    let word = Array("coding".utf8)
    var offset = comment.lowerBound
    while offset + word.count < comment.upperBound {
      let after = offset + word.count
      guard bytes[offset..<after].elementsEqual(word), bytes[after] == 0x3A || bytes[after] == 0x3D else {
        offset += 1
        continue
      }
      var first = after + 1
      while first < comment.upperBound && (bytes[first] == 0x20 || bytes[first] == 0x09) { first += 1 }
      var end = first
      while end < comment.upperBound && isNameByte(bytes[end]) { end += 1 }
      if end > first { return first..<end }
      offset += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  /// The name in lower case with hyphens, and the usual aliases resolved.
  private static func normalised(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> String {
    let plain = String(decoding: bytes[range].map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self).lowercased()
    if plain == "utf-8" || plain == "utf8" || plain == "u8" || plain.hasPrefix("utf-8-") { return "utf-8" }
    if let alias = aliases[plain] { return alias }
    if plain.hasPrefix("latin-1-") || plain.hasPrefix("iso-8859-1-") { return "iso-8859-1" }
    if plain.hasPrefix("iso8859-") { return "iso-8859-" + plain.dropFirst("iso8859-".count) }
    if plain.hasPrefix("windows-") { return "cp" + plain.dropFirst("windows-".count) }
    return plain
  }

  /// Python takes no spelling of UTF-8 but `utf-8` beside a mark.
  private static func agreesWithMark(_ bytes: ContiguousArray<UInt8>, _ cookie: Range<Int>?) -> Bool {
    guard let cookie else { return true }
    let spelled = String(decoding: bytes[cookie].map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self).lowercased()
    return spelled == "utf-8" || spelled.hasPrefix("utf-8-")
  }

  private static let aliases = [
    "latin-1": "iso-8859-1", "latin1": "iso-8859-1", "iso-latin-1": "iso-8859-1", "l1": "iso-8859-1",
    "iso8859-1": "iso-8859-1", "us-ascii": "ascii", "latin9": "iso-8859-15", "latin-9": "iso-8859-15",
    "latin5": "iso-8859-9", "latin-5": "iso-8859-9", "latin2": "iso-8859-2", "latin-2": "iso-8859-2",
    "macintosh": "mac-roman", "macroman": "mac-roman", "koi8r": "koi8-r",
  ]

  /// The scalars of the bytes from 0x80; empty for UTF-8, nil for an encoding that is not known.
  private static func upperHalf(of name: String) -> ContiguousArray<UInt32>? {
    switch name {
    case "utf-8": return []
    case "ascii": return ContiguousArray(repeating: 0xFFFD, count: 128)
    case "iso-8859-1": return ContiguousArray(0x80...0xFF)
    default:
      guard let table = upperHalves.first(where: { $0.name == name }) else { return nil }
      return ContiguousArray(table.characters.unicodeScalars.map(\.value))
    }
  }
}
