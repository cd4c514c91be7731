// Opcodes that push text and bytes; protocol 0 escapes both.

extension PickleMachine {
  mutating func executeText(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .string: try pushQuoted(try reader.line("A string"))
    case .unicode: try pushEscaped(try reader.line("A text"))
    case .binaryString:
      let count = try reader.little(Int32.self, "The length of a string")
      guard count >= 0 else { throw malformed("A string has the length \(count).") }
      try pushRun(.narrowText, .narrowText, Int(count))
    case .shortBinaryString: try pushRun(.narrowText, .narrowText, Int(try reader.byte("The length of a string")))
    case .binaryUnicode: try pushRun(.text, .text, Int(try reader.little(UInt32.self, "The length of a text")))
    case .shortBinaryUnicode: try pushRun(.text, .text, Int(try reader.byte("The length of a text")))
    case .binaryUnicode8: try pushRun(.text, .text, try longCount("a text"))
    case .binaryBytes: try pushRun(.bytes, .bytes, Int(try reader.little(UInt32.self, "The length of bytes")))
    case .shortBinaryBytes: try pushRun(.bytes, .bytes, Int(try reader.byte("The length of bytes")))
    case .binaryBytes8: try pushRun(.bytes, .bytes, try longCount("bytes"))
    case .byteArray8:
      let count = try longCount("a byte array")
      let start = reader.offset
      _ = try reader.take(count, "A byte array")
      try push(try arena.addSpan(.byteArray, start..<(start + count)))
    default: preconditionFailure("\(opcode) pushes no text")
    }
  }

  private mutating func longCount(_ what: String) throws(FormatError) -> Int {
    let count = try reader.little(UInt64.self, "The length of \(what)")
    guard count <= UInt64(reader.left) else {
      throw reader.ended("The content of \(what)", needed: Int(clamping: count))
    }
    return Int(count)
  }

  private mutating func pushRun(
    _ tag: PickleWord.Tag, _ kind: PickleRow.Kind, _ count: Int
  ) throws(FormatError) {
    let start = try reader.skip(count, "A run of bytes")
    try push(try arena.addRunOfBytes(tag, kind, start..<(start + count)))
  }

  private func place(of part: Bytes) -> Range<Int> {
    let start = part.range.lowerBound - reader.bytes.range.lowerBound
    return start..<(start + part.count)
  }

  /// Python 2's `repr` of a string: quotes of one kind around it, escapes in it.
  private mutating func pushQuoted(_ line: Bytes) throws(FormatError) {
    var text = line
    while let last = (text.isEmpty ? nil : text[text.count - 1]), last == 0x20 || last == 0x0D || last == 0x09 {
      text = Bytes(storage: text.storage, range: text.range.lowerBound..<(text.range.upperBound - 1))
    }
    guard text.count >= 2, text[0] == text[text.count - 1], text[0] == 0x27 || text[0] == 0x22,
      let inside = text.part(1, count: text.count - 2)
    else { throw malformed("A string is not in quotes.") }
    guard (0..<inside.count).contains(where: { inside[$0] == 0x5C }) else {
      return try push(try arena.addRunOfBytes(.narrowText, .narrowText, place(of: inside)))
    }
    guard let bytes = PythonEscapes.bytes(inside) else { throw malformed("A string has a broken escape.") }
    try push(try arena.addUnescaped(.narrowText, .narrowText, bytes))
  }

  /// Python's `raw-unicode-escape`: latin-1 with `\u` and `\U`.
  private mutating func pushEscaped(_ line: Bytes) throws(FormatError) {
    let isPlain = (0..<line.count).allSatisfy { line[$0] < 0x80 && line[$0] != 0x5C }
    if isPlain { return try push(try arena.addRunOfBytes(.text, .text, place(of: line))) }
    guard let text = PythonEscapes.text(line) else { throw malformed("A text has a broken escape.") }
    try push(try arena.addUnescaped(.text, .text, text))
  }
}

/// Python's two ways to write bytes and text as ASCII.
enum PythonEscapes {
  /// What stands between the quotes of Python 2's `repr` of a `str`.
  static func bytes(_ text: Bytes) -> ContiguousArray<UInt8>? {
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      guard byte == 0x5C else {
        result.append(byte)
        continue
      }
      guard at < text.count else { return nil }
      let mark = text[at]
      at += 1
      if let simple = simpleEscape(mark) {
        result.append(simple)
      } else if mark == UInt8(ascii: "x") {
        guard let value = digits(text, &at, radix: 16, exactly: 2) else { return nil }
        result.append(UInt8(truncatingIfNeeded: value))
      } else if (0x30...0x37).contains(mark) {
        at -= 1
        result.append(UInt8(truncatingIfNeeded: octal(text, &at)))
      } else if mark != 0x0A {
        result.append(0x5C)
        result.append(mark)
      }
    }
    return result
  }

  private static func simpleEscape(_ mark: UInt8) -> UInt8? {
    switch mark {
    case 0x5C, 0x27, 0x22: mark
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "a"): 0x07
    default: nil
    }
  }

  private static func octal(_ text: Bytes, _ at: inout Int) -> Int {
    var value = 0
    var count = 0
    while count < 3, at < text.count, (0x30...0x37).contains(text[at]) {
      value = value * 8 + Int(text[at] - 0x30)
      at += 1
      count += 1
    }
    return value
  }

  private static func digits(_ text: Bytes, _ at: inout Int, radix: Int, exactly count: Int) -> Int? {
    guard let part = text.part(at, count: count), let value = Int(part.latin1, radix: radix), value >= 0 else {
      return nil
    }
    at += count
    return value
  }

  /// UTF-8 of `raw-unicode-escape`; a surrogate that stands alone becomes its three bytes, as CPython keeps it.
  static func text(_ line: Bytes) -> ContiguousArray<UInt8>? {
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(line.count)
    var at = 0
    while at < line.count {
      let byte = line[at]
      let next = at + 1 < line.count ? line[at + 1] : 0
      guard byte == 0x5C, next == UInt8(ascii: "u") || next == UInt8(ascii: "U") else {
        appendUTF8(Int(byte), to: &result)
        at += 1
        continue
      }
      at += 2
      guard let value = digits(line, &at, radix: 16, exactly: next == UInt8(ascii: "u") ? 4 : 8), value <= 0x10FFFF
      else {
        return nil
      }
      appendUTF8(joined(value, line, &at), to: &result)
    }
    return result
  }

  /// A narrow build of Python 2 writes one character outside the first plane as two surrogates.
  private static func joined(_ high: Int, _ line: Bytes, _ at: inout Int) -> Int {
    guard (0xD800..<0xDC00).contains(high), line.starts(with: "\\u", at: at) else { return high }
    var next = at + 2
    guard let low = digits(line, &next, radix: 16, exactly: 4), (0xDC00..<0xE000).contains(low) else { return high }
    at = next
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  static func appendUTF8(_ value: Int, to result: inout ContiguousArray<UInt8>) {
    func tail(_ shift: Int) -> UInt8 { UInt8(0x80 | value >> shift & 0x3F) }
    switch value {
    case ..<0x80: result.append(UInt8(value))
    case ..<0x800: result += [UInt8(0xC0 | value >> 6), tail(0)]
    case ..<0x10000: result += [UInt8(0xE0 | value >> 12), tail(6), tail(0)]
    default: result += [UInt8(0xF0 | value >> 18), tail(12), tail(6), tail(0)]
    }
  }
}
