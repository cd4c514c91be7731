// The commands of a CMake file as they are written.

/// `name(argument …)` in a CMake file.
struct CMakeText {
  struct Argument: Hashable {
    var text: String
  }
  struct Command: Hashable {
    /// In lower case, as CMake compares it.
    var name: String
    var arguments: [Argument]
  }
  private(set) var commands: [Command] = []
  private let bytes: ContiguousArray<UInt8>
  private var at = 0

  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    while at < bytes.count {
      let before = at
      readCommand()
      if at == before { at += 1 }
    }
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      } else if bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D {
        at += 1
      } else {
        return
      }
    }
  }

  private mutating func readCommand() {
    skipBlanks()
    let start = at
    while at < bytes.count, CxxLexer.isLetter(bytes[at]) || CxxLexer.isDigit(bytes[at]) { at += 1 }
    guard at > start else { return }
    let name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "(") else { return }
    at += 1
    commands.append(Command(name: name, arguments: readArguments()))
  }

  private mutating func readArguments() -> [Argument] {
    var arguments: [Argument] = []
    var depth = 1
    while at < bytes.count {
      skipBlanks()
      guard at < bytes.count else { break }
      switch bytes[at] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 {
          at += 1
          return arguments
        }
      case UInt8(ascii: "\""):
        arguments.append(Argument(text: readQuoted()))
        continue
      default:
        let start = at
        while at < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29, 0x22, 0x23].contains(bytes[at]) { at += 1 }
        arguments.append(Argument(text: String(decoding: bytes[start..<at], as: UTF8.self)))
        continue
      }
      at += 1
    }
    return arguments
  }

  private mutating func readQuoted() -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    let end = min(at, bytes.count)
    at = min(end + 1, bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
