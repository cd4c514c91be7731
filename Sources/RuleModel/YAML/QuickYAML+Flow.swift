// `{…}` and `[…]`, and texts behind `|` and `>`.

extension QuickYAML {
  // MARK: Flow collections

  /// A `{…}` or `[…]`, which may go on in another line behind a comma.
  mutating func flow(depth: Int = 0) throws(Unfamiliar) -> YAMLNode {
    guard depth < 16 else { throw Unfamiliar() }
    let start = index
    let isMapping = current == 0x7B
    let close: UInt8 = isMapping ? 0x7D : 0x5D
    var pairs: [YAMLNode.Pair] = []
    var items: [YAMLNode] = []
    index += 1
    try skipToItem()
    while current != close {
      if isMapping {
        pairs.append(try flowPair(depth: depth))
      } else {
        items.append(try flowNode(depth: depth))
      }
      skipBlanks()
      guard current != close else { break }
      guard current == 0x2C else { throw Unfamiliar() }
      index += 1
      try skipToItem()
      // A comma before the end is rare enough for Yams.
      guard current != close else { throw Unfamiliar() }
    }
    index += 1
    try refuseTwins(pairs)
    return YAMLNode(content: isMapping ? .mapping(pairs) : .sequence(items), start: start)
  }

  private mutating func skipToItem() throws(Unfamiliar) {
    skipBlanks()
    while current == 0x0A, index < bytes.count {
      index += 1
      lineStart = index
      skipBlanks()
      guard column > 0 || current == 0x0A else { throw Unfamiliar() }
    }
  }

  private mutating func flowPair(depth: Int) throws(Unfamiliar) -> YAMLNode.Pair {
    let key = try flowNode(depth: depth)
    guard key.scalar != nil, current == 0x3A, byte(after: 1) == 0x20 else { throw Unfamiliar() }
    index += 1
    skipBlanks()
    return YAMLNode.Pair(key: key, value: try flowNode(depth: depth))
  }

  private mutating func flowNode(depth: Int) throws(Unfamiliar) -> YAMLNode {
    switch current {
    case 0x7B, 0x5B: return try flow(depth: depth + 1)
    case 0x22, 0x27: return try quoted()
    default: return try flowPlain()
    }
  }

  /// A plain text up to the next sign of the collection around it.
  private mutating func flowPlain() throws(Unfamiliar) -> YAMLNode {
    try checkPlainStart()
    let start = index
    scan: while true {
      switch current {
      case 0x2C, 0x5D, 0x7D: break scan
      case 0x3A where byte(after: 1) == 0x20: break scan
      case 0x3A where isFlowSign(byte(after: 1)): throw Unfamiliar()
      case 0x0A, 0x5B, 0x7B, 0x3F: throw Unfamiliar()
      case 0x23 where bytes[index - 1] == 0x20: throw Unfamiliar()
      default: index += 1
      }
    }
    var end = index
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    // A key with a blank before its colon is left to Yams, too.
    guard end > start, end == index || current != 0x3A else { throw Unfamiliar() }
    return scalar(start..<end, .plain, at: start)
  }

  private func isFlowSign(_ byte: UInt8) -> Bool {
    [0x0A, 0x2C, 0x3F, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte)
  }

  // MARK: Block scalars

  /// A text behind `|`, `|-`, `>` or `>-`, indented further than `indent`.
  mutating func blockScalar(in indent: Int) throws(Unfamiliar) -> YAMLNode {
    let start = index
    let isFolded = current == 0x3E
    index += 1
    let isStripped = current == 0x2D
    if isStripped { index += 1 }
    try skipHeader()
    let lines = try blockLines(in: indent)
    var text: [UInt8] = []
    for (number, line) in lines.enumerated() {
      text += bytes[line]
      guard number + 1 < lines.count else { break }
      guard isFolded else {
        text.append(0x0A)
        continue
      }
      // A fold is a blank; each empty line in it is a line end instead.
      if !line.isEmpty, !lines[number + 1].isEmpty { text.append(0x20) }
      if line.isEmpty { text.append(0x0A) }
      if !line.isEmpty, bytes[line.lowerBound] == 0x20 { throw Unfamiliar() }
    }
    if !isStripped { text.append(0x0A) }
    let style: YAMLNode.Style = isFolded ? .folded : .literal
    return YAMLNode(content: .scalar(String(decoding: text, as: UTF8.self), style), start: start)
  }

  private mutating func skipHeader() throws(Unfamiliar) {
    let behind = index
    skipBlanks()
    if current == 0x23, index > behind {
      while current != 0x0A { index += 1 }
    }
    guard current == 0x0A else { throw Unfamiliar() }
    index += 1
  }

  /// The lines of a block without their indentation and ends; empty lines at the end are dropped. Ends at the line end
  /// of the last line, so that the next line is a new one to the caller.
  private mutating func blockLines(in indent: Int) throws(Unfamiliar) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var width = 0
    var end = index - 1
    while index < bytes.count {
      let start = index
      skipBlanks()
      let blanks = index - start
      if current == 0x0A {
        // Blanks in an empty line are text if they go beyond the indentation.
        if blanks > width { throw Unfamiliar() }
        lines.append(index..<index)
        index += 1
        continue
      }
      if width == 0 { width = blanks }
      guard blanks >= width, width > indent else { break }
      while current != 0x0A { index += 1 }
      lines.append((start + width)..<index)
      end = index
      index += 1
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard let first = lines.first, !first.isEmpty else { throw Unfamiliar() }
    index = end
    return lines
  }
}
