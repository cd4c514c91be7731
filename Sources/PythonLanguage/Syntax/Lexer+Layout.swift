// Indentation: where blocks begin and end.

extension Lexer {
  /// The most blocks that may be open, as in CPython.
  static var maximumBlocks: Int { 100 }

  /// Reads the indentation of the next line that holds code. Gives true if that made a token.
  mutating func beginLine() -> Bool {
    if pendingDedents > 0 {
      pendingDedents -= 1
      found(.dedent, position, position)
      return true
    }
    atLineStart = false
    if depth > 0 { return false }
    let (column, narrow) = skipToCode()
    let last = columns.count - 1
    if column == columns[last] && narrow == narrowColumns[last] { return false }
    return changeBlock(column, narrow)
  }

  /// Moves over blank and comment lines to the first byte of code, and says how far it is indented, with tabs to
  /// multiples of eight and with tabs as one.
  private mutating func skipToCode() -> (column: Int, narrow: Int) {
    var offset = position
    while true {
      var column = 0
      var narrow = 0
      var continued: (column: Int, narrow: Int)?
      // Eight spaces at once; behind the source stand eight NUL bytes.
      while offset < count, eightBytes(at: offset) == 0x2020_2020_2020_2020 {
        (column, narrow, offset) = (column + 8, narrow + 8, offset + 8)
      }
      scan: while true {
        switch bytes[offset] {
        case 0x20: (column, narrow) = (column + 1, narrow + 1)
        case 0x09: (column, narrow) = ((column / 8 + 1) * 8, narrow + 1)
        case 0x0C: (column, narrow) = (0, 0)
        case 0x5C:
          // Of a line continued inside its indentation the first part counts.
          let next = afterLineEnd(offset + 1)
          if next == offset + 1 || next >= count { break scan }
          if continued == nil && column > 0 { continued = (column, narrow) }
          offset = next - 1
        default: break scan
        }
        offset += 1
      }
      position = offset
      if bytes[offset] == 0x23 { offset = endOfLine(offset) }
      let next = afterLineEnd(offset)
      if next == offset {
        if offset >= count { position = count; return (0, 0) }
        return continued ?? (column, narrow)
      }
      offset = next
    }
  }

  @inline(__always) func eightBytes(at offset: Int) -> UInt64 {
    bytes.eight(at: offset)
  }

  private mutating func changeBlock(_ column: Int, _ narrow: Int) -> Bool {
    let top = columns[columns.count - 1]
    if column == top {
      mixedTabs()
      return false
    }
    if column > top {
      if narrow <= narrowColumns[narrowColumns.count - 1] { mixedTabs() }
      if columns.count > Self.maximumBlocks {
        fail("too many levels of indentation", position, position)
        return true
      }
      columns.append(column)
      narrowColumns.append(narrow)
      found(.indent, position, position)
      return true
    }
    return closeBlocks(column, narrow)
  }

  private mutating func closeBlocks(_ column: Int, _ narrow: Int) -> Bool {
    var closed = 0
    while columns.count > 1 && columns[columns.count - 2] >= column {
      columns.removeLast()
      narrowColumns.removeLast()
      closed += 1
    }
    if columns[columns.count - 1] > column {
      // Between two levels: taken for the inner one, whose column it becomes.
      layoutProblems.append(
        SyntaxProblem(
          message: "unindent does not match any outer indentation level", start: position, end: position))
      columns[columns.count - 1] = column
      narrowColumns[narrowColumns.count - 1] = narrow
    } else if narrowColumns[narrowColumns.count - 1] != narrow {
      mixedTabs()
    }
    guard closed > 0 else { return false }
    pendingDedents = closed - 1
    found(.dedent, position, position)
    return true
  }

  private mutating func mixedTabs() {
    layoutProblems.append(
      SyntaxProblem(message: "inconsistent use of tabs and spaces in indentation", start: position, end: position))
  }
}
