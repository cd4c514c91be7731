// What a file's import statements name, read from its lines without parsing the rest.

/// Reads import statements off a file's bytes.
///
/// A line in a string that looks like an import is taken for one: too much is harmless, too little is not.
struct QuickImports {
  private let bytes: ContiguousArray<UInt8>
  /// The parts of the package that relative imports start from.
  private let package: [String]
  private(set) var names: [String] = []
  private var offset = 0

  init(_ bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) {
    self.bytes = bytes
    let parts = module.split(separator: ".").map(String.init)
    package = isPackage ? parts : Array(parts.dropLast())
    read()
  }

  private mutating func read() {
    var isStart = true
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A || byte == 0x0D || byte == 0x3B || byte == 0x3A {
        // After a line end, `;` or `:` a statement may begin.
        isStart = true
        offset += 1
      } else if isStart && (byte == 0x20 || byte == 0x09 || byte == 0x0C) {
        offset += 1
      } else if isStart && (byte == 0x66 || byte == 0x69) {
        isStart = false
        readStatement()
      } else {
        isStart = false
        skipLine()
      }
    }
  }

  /// To the next place where a statement may begin. `:` and `;` inside a line are rare enough to look at each.
  private mutating func skipLine() {
    let start = offset
    offset = bytes.withUnsafeBufferPointer { bytes in
      var place = start
      while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D, bytes[place] != 0x3B,
        bytes[place] != 0x3A
      {
        place += 1
      }
      return place
    }
  }

  private mutating func readStatement() {
    switch readWord() {
    case "import": readModules()
    case "from": readFrom()
    default: break
    }
  }

  private mutating func readModules() {
    repeat {
      let (level, name) = readDotted()
      guard level == 0, !name.isEmpty else { return }
      names.append(name)
      skipAlias()
    } while take(0x2C)
  }

  private mutating func readFrom() {
    let (level, name) = readDotted()
    guard readWord() == "import" else { return }
    guard let module = absolute(level, name) else { return }
    let isBracketed = take(0x28)
    repeat {
      skipSpace(acrossLines: isBracketed)
      if take(0x2A) {
        names.append(module + ".*")
        return
      }
      let word = readWord(acrossLines: isBracketed)
      guard !word.isEmpty else { return }
      names.append(module.isEmpty ? word : "\(module).\(word)")
      skipAlias(acrossLines: isBracketed)
      skipSpace(acrossLines: isBracketed)
    } while take(0x2C)
  }

  /// The module that a relative import means; nil where it leads out of the project.
  private func absolute(_ level: Int, _ name: String) -> String? {
    guard level > 0 else { return name.isEmpty ? nil : name }
    guard level - 1 <= package.count else { return nil }
    let base = package.dropLast(level - 1)
    return (base + (name.isEmpty ? [] : [name])).joined(separator: ".")
  }

  private mutating func readDotted() -> (level: Int, name: String) {
    var level = 0
    skipSpace()
    while take(0x2E) { level += 1 }
    var name = level > 0 && peekWord() == "import" ? "" : readWord()
    while !name.isEmpty, take(0x2E) { name += "." + readWord() }
    return (level, name)
  }

  private mutating func skipAlias(acrossLines: Bool = false) {
    if peekWord(acrossLines: acrossLines) == "as" {
      _ = readWord(acrossLines: acrossLines)
      _ = readWord(acrossLines: acrossLines)
    }
  }

  private func peekWord(acrossLines: Bool = false) -> String {
    var copy = self
    return copy.readWord(acrossLines: acrossLines)
  }

  private mutating func readWord(acrossLines: Bool = false) -> String {
    skipSpace(acrossLines: acrossLines)
    let start = offset
    while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Spaces and continued lines; between brackets also line ends and comments.
  private mutating func skipSpace(acrossLines: Bool = false) {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0C: offset += 1
      case 0x5C: skipContinuation()
      case 0x0A, 0x0D: if acrossLines { offset += 1 } else { return }
      case 0x23 where acrossLines:
        while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      default: return
      }
    }
  }

  private mutating func skipContinuation() {
    offset += 1
    if offset < bytes.count, bytes[offset] == 0x0D { offset += 1 }
    if offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }
}
