// A first look at XML's bytes, before a parser of others sees them: what no model document needs is refused here.

/// The limits that a document keeps to.
enum MarkupLimit {
  /// Elements in elements. Trees are nested as deep as they grow.
  static let depth = 500
  /// Of one element. PMML's have twenty.
  static let attributes = 256
  /// Of one tag: libxml2 looks for its end again and again.
  static let tag = 1 << 20
  /// libxml2 counts in 32 bits.
  static let bytes = 0x7FFF_0000
  /// What may be kept of a document beyond twice its size, of the 64 MB that reading one takes at most.
  static let memory = 40 << 20
}

/// One pass over the bytes: no document type, no encoding that could hide one, bounded depth and attributes.
struct MarkupScan {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  private var depth = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The bytes as a parser may see them: UTF-16 becomes UTF-8.
  static func prepare(_ bytes: Bytes) throws(FormatError) -> (bytes: Bytes, encoding: String?) {
    guard bytes.count <= MarkupLimit.bytes else {
      throw FormatError(.tooLarge, "PMML", "The document has \(bytes.count) bytes; 2 GB are the most.")
    }
    var (bytes, encoding) = (bytes, String?.none)
    if let text = try utf16(bytes) {
      bytes = text
      encoding = "UTF-8"
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.suffix(from: 3) }
    try bytes.withUnsafeBytes { (buffer) throws(FormatError) in
      var scan = MarkupScan(buffer)
      try scan.run()
    }
    return (bytes, encoding)
  }

  /// UTF-16 as UTF-8, without the declaration, which would name the encoding it had; nil for other text.
  private static func utf16(_ bytes: Bytes) throws(FormatError) -> Bytes? {
    guard bytes.count >= 4 else { return nil }
    let isBig: Bool
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0xFE, 0xFF, _, _), (0, 0x3C, 0, _): isBig = true
    case (0xFF, 0xFE, _, _), (0x3C, 0, _, 0): isBig = false
    default: return nil
    }
    guard bytes.count % 2 == 0 else {
      throw FormatError(.malformed, "PMML", at: bytes.count, "UTF-16 has an even number of bytes.")
    }
    let units = stride(from: 0, to: bytes.count, by: 2).lazy.map { index -> UInt16 in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    // Counted before it is kept: as a string it would be there three times.
    var count = 0
    let isBroken = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { _ in count += 1 })
    guard !isBroken else { throw FormatError(.malformed, "PMML", "The text is no UTF-16.") }
    var text = ContiguousArray<UInt8>()
    text.reserveCapacity(count)
    _ = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { text.append($0) })
    let whole = Bytes(text, packedSize: bytes.packedSize)
    let body = whole.suffix(from: whole.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    guard body.starts(with: "<?xml"), let close = body.storage[body.range].firstIndex(of: UInt8(ascii: ">")) else {
      return body
    }
    return body.suffix(from: close + 1 - body.range.lowerBound)
  }

  private mutating func run() throws(FormatError) {
    skipBlanks()
    guard peek(0) == UInt8(ascii: "<") else {
      throw FormatError(.malformed, "PMML", at: offset, "An XML document begins with `<`.")
    }
    while offset < bytes.count {
      let before = offset
      if bytes[offset] != UInt8(ascii: "<") {
        offset = find("<") ?? bytes.count
      } else if starts("<!--") {
        try skip(past: "-->", "a comment")
      } else if starts("<![CDATA[") {
        try skip(past: "]]>", "a CDATA section")
      } else if starts("<!") {
        throw FormatError(
          .unsupported, "PMML", at: offset,
          "The document declares a document type; PMML has none, and entities are not read. Remove the declaration.")
      } else if starts("<?") {
        try instruction()
      } else {
        try tag()
      }
      precondition(offset > before, "a scan moves on")
    }
  }

  private mutating func instruction() throws(FormatError) {
    let start = offset
    try skip(past: "?>", "an instruction")
    let text = String(decoding: bytes[start..<min(offset, start + 1000)], as: UTF8.self).lowercased()
    guard text.hasPrefix("<?xml "), let name = text.range(of: "encoding") else { return }
    let quoted = text[name..<text.endIndex].split(whereSeparator: { $0 == "\"" || $0 == "'" })
    guard quoted.count > 1 else { return }
    let allowed = ["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "latin1", "windows-125"]
    guard allowed.contains(where: quoted[1].hasPrefix) else {
      // In a broken document anything may stand there.
      let name = quoted[1].prefix(40).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
      throw FormatError(
        .unsupported, "PMML", at: start, "The encoding `\(name)` is not read; save the document as UTF-8.")
    }
  }

  /// From `<` to the `>` that is in no quotes.
  private mutating func tag() throws(FormatError) {
    let start = offset
    let isClosing = peek(1) == UInt8(ascii: "/")
    var quote: UInt8 = 0
    var attributes = 0
    var last: UInt8 = 0
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        attributes += 1
      } else if byte == UInt8(ascii: ">") {
        offset += 1
        try nest(isClosing: isClosing, isEmpty: last == UInt8(ascii: "/"), attributes: attributes, at: start)
        return
      }
      last = byte
      offset += 1
      guard offset - start <= MarkupLimit.tag else {
        throw FormatError(.tooLarge, "PMML", at: start, "A tag is longer than \(MarkupLimit.tag >> 20) MB.")
      }
    }
    throw FormatError(.truncated, "PMML", at: start, "A tag has no end.")
  }

  private mutating func nest(isClosing: Bool, isEmpty: Bool, attributes: Int, at place: Int) throws(FormatError) {
    if isClosing { depth -= 1 } else if !isEmpty { depth += 1 }
    guard depth <= MarkupLimit.depth else {
      throw FormatError(
        .tooLarge, "PMML", at: place, "Elements are nested more than \(MarkupLimit.depth) deep.")
    }
    guard attributes <= MarkupLimit.attributes else {
      throw FormatError(
        .tooLarge, "PMML", at: place, "An element has \(attributes) attributes; \(MarkupLimit.attributes) are the most."
      )
    }
  }

  private func peek(_ ahead: Int) -> UInt8 { offset + ahead < bytes.count ? bytes[offset + ahead] : 0 }

  private func starts(_ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount <= bytes.count - offset else { return false }
    return text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
  }

  private func find(_ text: StaticString) -> Int? {
    text.withUTF8Buffer { wanted in
      var place = offset
      while place + wanted.count <= bytes.count {
        if bytes[place] == wanted[0], bytes[place...].starts(with: wanted) { return place }
        place += 1
      }
      return nil
    }
  }

  private mutating func skip(past end: StaticString, _ what: String) throws(FormatError) {
    guard let place = find(end) else { throw FormatError(.truncated, "PMML", at: offset, "\(what) has no end.") }
    offset = place + end.utf8CodeUnitCount
  }

  private mutating func skipBlanks() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }
}

extension String {
  /// Where a text is, without Foundation.
  fileprivate func range(of text: String) -> Index? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(text) { return place }
      place = index(after: place)
    }
    return nil
  }
}
