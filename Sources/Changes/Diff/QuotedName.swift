// Names as git writes them: plain, or between double quotes with C's escapes.

/// A name in git's quoting, and back.
enum QuotedName {
  private static let letters: [(byte: UInt8, letter: UInt8)] = [
    (0x07, 0x61), (0x08, 0x62), (0x09, 0x74), (0x0A, 0x6E), (0x0B, 0x76), (0x0C, 0x66), (0x0D, 0x72), (0x22, 0x22),
    (0x5C, 0x5C),
  ]

  /// The name as it is where it holds no control character, quote, backslash or byte beyond ASCII; else quoted.
  static func quotedIfNeeded(_ name: String) -> ContiguousArray<UInt8> {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    return isPlain ? ContiguousArray(name.utf8) : quoted(name)
  }

  static func quoted(_ name: String) -> ContiguousArray<UInt8> {
    var quoted: ContiguousArray<UInt8> = [0x22]
    for byte in name.utf8 {
      if let escape = letters.first(where: { $0.byte == byte }) {
        quoted += [0x5C, escape.letter]
      } else if byte < 0x20 || byte >= 0x7F {
        quoted += [0x5C, 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
      } else {
        quoted.append(byte)
      }
    }
    quoted.append(0x22)
    return quoted
  }

  /// What `quoted` wrote, or nothing if it did not write this.
  static func unquoted(_ bytes: some Collection<UInt8>) -> String? {
    var rest = ContiguousArray(bytes)[...]
    guard rest.popFirst() == 0x22, rest.popLast() == 0x22 else { return nil }
    var name: ContiguousArray<UInt8> = []
    while let byte = rest.popFirst() {
      guard byte == 0x5C else {
        name.append(byte)
        continue
      }
      guard let next = rest.popFirst() else { return nil }
      if let escape = letters.first(where: { $0.letter == next }) {
        name.append(escape.byte)
      } else {
        guard let middle = rest.popFirst(), let last = rest.popFirst(),
          [next, middle, last].allSatisfy({ 0x30...0x37 ~= $0 }), next <= 0x33
        else { return nil }
        name.append((next - 0x30) << 6 | (middle - 0x30) << 3 | (last - 0x30))
      }
    }
    return String(validating: name, as: UTF8.self)
  }
}
