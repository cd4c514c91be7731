// Steps through code byte by byte, past strings and comments, counting brackets.

/// The bytes of code outside comments; a string counts as its first byte. Begins where code begins.
struct SourceScanner {
  private let bytes: ContiguousArray<UInt8>
  private let end: Int
  /// Behind the byte, or the string, returned last.
  private(set) var offset: Int
  /// How many brackets are open, the one returned last included.
  private(set) var depth = 0

  init(_ bytes: ContiguousArray<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = end
    offset = start
  }

  mutating func next() -> (offset: Int, byte: UInt8)? {
    while offset < end {
      let at = offset
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "#"):
        skipComment()
        continue
      case UInt8(ascii: "'"), UInt8(ascii: "\""): skipString(byte)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        offset += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        offset += 1
      default: offset += 1
      }
      return (at, byte)
    }
    return nil
  }

  private mutating func skipComment() {
    while offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
  }

  private mutating func skipString(_ quote: UInt8) {
    let isTriple = offset + 2 < end && bytes[offset + 1] == quote && bytes[offset + 2] == quote
    offset += isTriple ? 3 : 1
    while offset < end {
      if bytes[offset] == UInt8(ascii: "\\") {
        offset += 2
      } else if bytes[offset] == quote, !isTriple || isTripled(quote) {
        offset += isTriple ? 3 : 1
        return
      } else {
        offset += 1
      }
    }
    offset = min(offset, end)
  }

  private func isTripled(_ quote: UInt8) -> Bool {
    offset + 2 < end && bytes[offset + 1] == quote && bytes[offset + 2] == quote
  }
}
