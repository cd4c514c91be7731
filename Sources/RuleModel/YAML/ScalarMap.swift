// Where each byte of a scalar's text stands in the file it was written in.

/// The way from a scalar's text back to the file.
///
/// Walks the source and the text side by side. Exact for plain, quoted and block scalars; inside a folded block a
/// place may be off by the blanks of a fold. Built only when there is an error to show.
struct ScalarMap {
  /// The file offset of each byte of the text.
  private var offsets: [Int] = []
  /// Behind the last byte, the closing quote included.
  private(set) var end: Int

  private let source: ContiguousArray<UInt8>
  private let text: [UInt8]
  private var index: Int

  init(of node: YAMLNode, in document: RuleDocument) {
    source = document.bytes
    index = node.start
    end = node.start
    guard case .scalar(let scalar, let style) = node.content else {
      text = []
      return
    }
    text = Array(scalar.utf8)
    offsets.reserveCapacity(text.count)
    switch style {
    case .plain: walkFlow(quote: nil)
    case .singleQuoted: walkFlow(quote: 0x27)
    case .doubleQuoted: walkFlow(quote: 0x22)
    case .literal, .folded: walkBlock(isFolded: style == .folded)
    }
  }

  /// The file offset of a byte of the text; behind the text, that of its end.
  func offset(of byte: Int) -> Int {
    if byte < offsets.count { return offsets[max(0, byte)] }
    return (offsets.last ?? end - 1) + 1
  }

  // MARK: Plain and quoted

  private mutating func walkFlow(quote: UInt8?) {
    if quote != nil { index += 1 }
    while offsets.count < text.count, index < source.count {
      let byte = source[index]
      if byte == 0x5C, quote == 0x22 {
        walkEscape()
      } else if isBlank(byte), let next = foldedBlanks() {
        take(next.count, then: next.end)
      } else {
        take(1, then: index + (byte == 0x27 && quote == 0x27 ? 2 : 1))
      }
    }
    end = index + (quote == nil ? 0 : 1)
  }

  /// A run of blanks with a line end in it: how many bytes of the text it makes, and where it ends.
  private func foldedBlanks() -> (count: Int, end: Int)? {
    var end = index
    var lines = 0
    while end < source.count, isBlank(source[end]) {
      if source[end] == 0x0A { lines += 1 }
      end += 1
    }
    return lines == 0 ? nil : (max(1, lines - 1), end)
  }

  private mutating func walkEscape() {
    guard index + 1 < source.count else { return take(1, then: source.count) }
    let digits: [UInt8: Int] = [0x78: 2, 0x75: 4, 0x55: 8]
    switch source[index + 1] {
    case 0x0A, 0x0D:
      // An escaped line end stands for nothing, and neither does the indentation after it.
      index += 1
      while index < source.count, isBlank(source[index]) { index += 1 }
    case let kind where digits[kind] != nil:
      take(widthOfNextScalar, then: index + 2 + (digits[kind] ?? 0))
    default:
      take(widthOfNextScalar, then: index + 2)
    }
  }

  private var widthOfNextScalar: Int {
    switch text[offsets.count] {
    case ..<0x80: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  // MARK: Blocks

  private mutating func walkBlock(isFolded: Bool) {
    skipLine()
    let indent = blockIndent()
    while offsets.count < text.count, index < source.count {
      skipIndent(indent)
      walkBlockLine(isFolded: isFolded)
    }
    end = index
  }

  private mutating func walkBlockLine(isFolded: Bool) {
    while index < source.count, source[index] != 0x0A {
      if source[index] == 0x0D {
        index += 1
      } else if offsets.count < text.count {
        take(1, then: index + 1)
      } else {
        return
      }
    }
    let next = offsets.count < text.count ? text[offsets.count] : 0
    // In a folded block the first of several line ends makes no byte.
    if next == 0x0A || (isFolded && next == 0x20) { take(1, then: index) }
    index += 1
  }

  private mutating func skipLine() {
    while index < source.count, source[index] != 0x0A { index += 1 }
    index += 1
  }

  private mutating func skipIndent(_ indent: Int) {
    var left = indent
    while left > 0, index < source.count, source[index] == 0x20 {
      index += 1
      left -= 1
    }
  }

  /// How far the block is indented: what its first line with text has more than the text itself.
  private func blockIndent() -> Int {
    var line = index
    while line < source.count {
      let lineEnd = source[line...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.count
      let blanks = source[line..<lineEnd].prefix { $0 == 0x20 }.count
      if line + blanks < lineEnd {
        let own = text.drop { $0 == 0x0A }.prefix { $0 == 0x20 }.count
        return max(0, blanks - own)
      }
      line = (source[lineEnd...].firstIndex(of: 0x0A) ?? source.count) + 1
    }
    return 0
  }

  // MARK: Steps

  private mutating func take(_ count: Int, then next: Int) {
    for _ in 0..<count where offsets.count < text.count { offsets.append(index) }
    index = next
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
