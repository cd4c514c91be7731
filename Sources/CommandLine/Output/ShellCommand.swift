// A command of the program as a person types it into a shell.

/// Words, each quoted where a shell would take it for something else.
struct ShellCommand: Hashable {
  private(set) var words: [String]

  init(_ words: String...) { self.words = words }

  mutating func add(_ words: String...) { self.words += words }

  /// An option once for each of its values.
  mutating func add(_ option: String, each values: [String]) { words += values.flatMap { [option, $0] } }

  var text: String { words.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_-./:=@%+,".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }
}
