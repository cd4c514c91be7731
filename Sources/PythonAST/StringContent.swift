// What string literals stand for: prefixes and quotes taken off, escapes undone.

import PythonLanguage
import SourceModel

/// Reads the content of the literals of one tree.
struct StringContent {
  let tree: Tree
  let encoding: SourceEncoding
  let unicode: (major: UInt8, minor: UInt8)

  /// The range between the quotes of a `string`, `bytes`, `stringLiteral` or `formattedLiteral` node.
  func content(of node: NodeID) -> ByteRange {
    let range = tree.range(node)
    let flags = StringFlags(rawValue: tree.detail(node))
    var start = range.start
    while tree.bytes[Int(start)] != 0x22 && tree.bytes[Int(start)] != 0x27 { start += 1 }
    let quotes = UInt32(flags.quoteLength)
    return ByteRange(start + quotes, range.end - quotes)
  }

  /// The code points of a text: line ends as `\n`, and escapes undone unless it is raw. `doubledBraces` halves them.
  func points(
    in range: ByteRange, isRaw: Bool, doubledBraces: Bool = false
  ) throws(Refused) -> [UInt32] {
    var points: [UInt32] = []
    points.reserveCapacity(range.count)
    var offset = Int(range.start)
    let end = Int(range.end)
    while offset < end {
      let byte = tree.bytes[offset]
      if byte == 0x5C && !isRaw {
        offset = try escape(offset + 1, end, &points)
      } else if byte == 0x0D {
        points.append(0x0A)
        offset += offset + 1 < end && tree.bytes[offset + 1] == 0x0A ? 2 : 1
      } else if doubledBraces && (byte == 0x7B || byte == 0x7D) && offset + 1 < end && tree.bytes[offset + 1] == byte {
        points.append(UInt32(byte))
        offset += 2
      } else if byte < 0x80 {
        points.append(UInt32(byte))
        offset += 1
      } else {
        guard let (scalar, next) = encoding.scalar(tree.bytes, offset) else { throw Refused() }
        points.append(scalar.value)
        offset = next
      }
    }
    return points
  }

  /// Undoes the escape whose backslash is before `offset`. Gives the offset after it.
  private func escape(_ offset: Int, _ end: Int, _ points: inout [UInt32]) throws(Refused) -> Int {
    guard offset < end else {
      points.append(0x5C)
      return offset
    }
    let byte = tree.bytes[offset]
    if let simple = Self.simpleEscape(byte) {
      points.append(simple)
      return offset + 1
    }
    switch byte {
    case 0x0A: return offset + 1
    case 0x0D: return offset + (offset + 1 < end && tree.bytes[offset + 1] == 0x0A ? 2 : 1)
    case 0x30...0x37: return octal(offset, end, &points)
    case 0x78: return try hexadecimal(offset + 1, 2, end, &points)
    case 0x75: return try hexadecimal(offset + 1, 4, end, &points)
    case 0x55: return try hexadecimal(offset + 1, 8, end, &points)
    case 0x4E: return try named(offset + 1, end, &points)
    default:
      points.append(0x5C)
      return offset
    }
  }

  static func simpleEscape(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x5C, 0x27, 0x22: UInt32(byte)
    case 0x61: 0x07
    case 0x62: 0x08
    case 0x66: 0x0C
    case 0x6E: 0x0A
    case 0x72: 0x0D
    case 0x74: 0x09
    case 0x76: 0x0B
    default: nil
    }
  }

  private func octal(_ first: Int, _ end: Int, _ points: inout [UInt32]) -> Int {
    var value: UInt32 = 0
    var offset = first
    while offset < min(first + 3, end), (0x30...0x37).contains(tree.bytes[offset]) {
      value = value << 3 | UInt32(tree.bytes[offset] - 0x30)
      offset += 1
    }
    points.append(value)
    return offset
  }

  private func hexadecimal(
    _ first: Int, _ digits: Int, _ end: Int, _ points: inout [UInt32]
  ) throws(Refused) -> Int {
    guard first + digits <= end else { throw Refused() }
    let text = String(decoding: tree.bytes[first..<first + digits], as: UTF8.self)
    guard let value = UInt32(text, radix: 16), value <= 0x10FFFF else { throw Refused() }
    points.append(value)
    return first + digits
  }

  private func named(_ first: Int, _ end: Int, _ points: inout [UInt32]) throws(Refused) -> Int {
    guard first < end, tree.bytes[first] == 0x7B else { throw Refused() }
    guard let close = tree.bytes[first..<end].firstIndex(of: 0x7D) else { throw Refused() }
    let name = String(decoding: tree.bytes[first + 1..<close], as: UTF8.self)
    guard let scalar = NameTable.scalar(named: name, unicode) else { throw Refused() }
    points.append(scalar.value)
    return close + 1
  }

  /// The bytes of a bytes literal.
  func bytes(in range: ByteRange, isRaw: Bool) throws(Refused) -> [UInt8] {
    var content: [UInt8] = []
    var offset = Int(range.start)
    let end = Int(range.end)
    while offset < end {
      let byte = tree.bytes[offset]
      if byte == 0x5C && !isRaw {
        var points: [UInt32] = []
        let isUnicodeOnly = offset + 1 < end && [0x75, 0x55, 0x4E].contains(tree.bytes[offset + 1])
        if isUnicodeOnly { points.append(0x5C) }
        offset = isUnicodeOnly ? offset + 1 : try escape(offset + 1, end, &points)
        content.append(contentsOf: points.map { UInt8(truncatingIfNeeded: $0) })
      } else if byte == 0x0D {
        content.append(0x0A)
        offset += offset + 1 < end && tree.bytes[offset + 1] == 0x0A ? 2 : 1
      } else {
        content.append(byte)
        offset += 1
      }
    }
    return content
  }
}
