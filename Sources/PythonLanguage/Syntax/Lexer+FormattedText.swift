// The text of f- and t-strings between their fields.

/// What the text of one f-string is read by.
struct FormattedForm {
  var delimiter: UInt8
  var isTriple: Bool
  var isRaw: Bool
  /// Where the closing quote stands, if that was settled first as before 3.12; else `Int.max`.
  var limit = Int.max
}

/// What ends a stretch of f-string text.
enum FormattedStop {
  case field, close, endOfSpecification, strayBrace, lineEnd, endOfSource
}

extension Lexer {
  /// Where the text that begins at `first` ends, and at what.
  func formattedStop(
    _ form: FormattedForm, from first: Int, inSpecification: Bool
  ) -> (stop: FormattedStop, offset: Int) {
    var offset = first
    while true {
      let byte = bytes[offset]
      if offset >= form.limit || (byte == form.delimiter && form.limit == Int.max && closes(form, offset)) {
        return (.close, offset)
      }
      switch byte {
      case 0x7B:
        if inSpecification || bytes[offset + 1] != 0x7B { return (.field, offset) }
        offset += 2
      case 0x7D:
        if inSpecification { return (.endOfSpecification, offset) }
        guard bytes[offset + 1] == 0x7D, offset + 1 < form.limit else { return (.strayBrace, offset) }
        offset += 2
      case 0x5C: offset = afterBackslash(form, offset)
      case 0x0A, 0x0D:
        if !form.isTriple { return (.lineEnd, offset) }
        offset += 1
      case 0 where offset >= count: return (.endOfSource, count)
      default: offset += 1
      }
    }
  }

  /// Whether the quote at `offset` closes the literal.
  private func closes(_ form: FormattedForm, _ offset: Int) -> Bool {
    !form.isTriple || (bytes[offset + 1] == form.delimiter && bytes[offset + 2] == form.delimiter)
  }

  /// The offset after a backslash and what it escapes. A brace after it still begins a field.
  private func afterBackslash(_ form: FormattedForm, _ offset: Int) -> Int {
    let next = bytes[offset + 1]
    if next == 0x7B || next == 0x7D { return offset + 1 }
    if next == 0x4E && !form.isRaw && bytes[offset + 2] == 0x7B { return afterName(form, offset + 3) }
    if next == 0x0D && bytes[offset + 2] == 0x0A { return offset + 3 }
    return min(offset + 2, max(count, offset + 1))
  }

  /// The offset after the closing brace of a named escape, or of what ends the string before it.
  private func afterName(_ form: FormattedForm, _ first: Int) -> Int {
    var end = first
    while end < min(count, form.limit) {
      let byte = bytes[end]
      if byte == 0x7D { return end + 1 }
      if byte == form.delimiter || byte == 0x0A { return end }
      end += 1
    }
    return end
  }
}
