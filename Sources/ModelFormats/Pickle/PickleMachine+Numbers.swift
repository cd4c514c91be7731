// Opcodes that push numbers.

extension PickleMachine {
  mutating func executeNumber(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .integer: try pushDecimal(try reader.line("A number"), isLong: false)
    case .long: try pushDecimal(try reader.line("A number"), isLong: true)
    case .binaryInteger: try pushInteger(Int(try reader.little(Int32.self, "A number")))
    case .binaryInteger1: try pushInteger(Int(try reader.byte("A number")))
    case .binaryInteger2: try pushInteger(Int(try reader.little(UInt16.self, "A number")))
    case .long1: try pushLittleEndian(count: Int(try reader.byte("The length of a number")))
    case .long4:
      let count = try reader.little(Int32.self, "The length of a number")
      guard count >= 0 else { throw malformed("A number has the length \(count).") }
      try pushLittleEndian(count: Int(count))
    case .float:
      let line = try reader.line("A number")
      guard let number = PythonNumber.double(line.latin1) else { throw malformed("A number is not written as one.") }
      try push(try arena.addDouble(number))
    case .binaryFloat: try push(try arena.addDouble(Double(bitPattern: try reader.big(UInt64.self, "A number"))))
    default: preconditionFailure("\(opcode) pushes no number")
    }
  }

  mutating func pushInteger(_ number: Int) throws(FormatError) {
    guard let word = PickleWord(integer: number) else { preconditionFailure("a number of 32 bits fits into a word") }
    try push(word)
  }

  /// Protocol 0 writes `I01` for true, `L5L` for a long.
  private mutating func pushDecimal(_ line: Bytes, isLong: Bool) throws(FormatError) {
    var text = line
    if !isLong && (line.starts(with: "00") || line.starts(with: "01")) && line.count == 2 {
      return try push(.boolean(line[1] == 0x31))
    }
    if isLong, let last = text.part(text.count - 1, count: 1), last.starts(with: "L") {
      text = Bytes(storage: text.storage, range: text.range.lowerBound..<(text.range.upperBound - 1))
    }
    let digits = text.starts(with: "-") ? text.suffix(from: 1) : text
    guard !digits.isEmpty, (0..<digits.count).allSatisfy({ (0x30...0x39).contains(digits[$0]) }) else {
      throw malformed("A number is not written as one.")
    }
    if text.count < 20, let number = Int(text.latin1), let word = PickleWord(integer: number) { return try push(word) }
    let start = text.range.lowerBound - reader.bytes.range.lowerBound
    try push(try arena.addSpan(.decimal, start..<(start + text.count)))
  }

  private mutating func pushLittleEndian(count: Int) throws(FormatError) {
    let start = reader.offset
    let bytes = try reader.take(count, "A number")
    if let number = PythonNumber.integer(littleEndian: bytes), let word = PickleWord(integer: number) {
      return try push(word)
    }
    try push(try arena.addSpan(.bigInteger, start..<(start + count)))
  }
}

/// Numbers as Python writes them.
enum PythonNumber {
  /// `repr` of a float: digits, `inf`, `-inf`, `nan`; blanks around it are allowed.
  static func double(_ text: String) -> Double? {
    let trimmed = text.filter { $0 != " " && $0 != "\r" && $0 != "_" }
    switch trimmed.lowercased() {
    case "inf", "+inf", "infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan", "+nan": return .nan
    case "-nan": return -Double.nan
    default: break
    }
    // Swift would take hexadecimal numbers too; Python's `float` does not.
    return trimmed.utf8.contains { $0 | 0x20 == 0x78 } ? nil : Double(trimmed)
  }

  /// Two's complement; nil where more than 64 bits are needed.
  static func integer(littleEndian bytes: Bytes) -> Int? {
    guard let last = (bytes.isEmpty ? nil : bytes[bytes.count - 1]) else { return 0 }
    let filler: UInt8 = last & 0x80 == 0 ? 0 : 0xFF
    var bits: UInt64 = filler == 0 ? 0 : .max
    for index in 0..<bytes.count {
      if index >= 8 {
        guard bytes[index] == filler else { return nil }
      } else {
        bits = bits & ~(0xFF << UInt64(8 * index)) | UInt64(bytes[index]) << UInt64(8 * index)
      }
    }
    let number = Int(Int64(bitPattern: bits))
    return (number < 0) == (filler != 0) ? number : nil
  }
}

extension PythonNumber {
  /// Two's complement of any length, rounded.
  static func double(littleEndian bytes: Bytes) -> Double {
    guard !bytes.isEmpty else { return 0 }
    var value = bytes[bytes.count - 1] & 0x80 != 0 ? -1.0 : 0.0
    for index in (0..<bytes.count).reversed() {
      value = value * 256 + Double(bytes[index])
    }
    return value
  }

  /// Bytes of latin-1 text that was written as UTF-8; nil where a character is none of latin-1.
  static func latin1(utf8 text: Bytes) -> Bytes? {
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte < 0x80 {
        result.append(byte)
      } else {
        guard byte == 0xC2 || byte == 0xC3, at < text.count, text[at] & 0xC0 == 0x80 else { return nil }
        result.append((byte & 0x03) << 6 | text[at] & 0x3F)
        at += 1
      }
    }
    return Bytes(result)
  }
}
