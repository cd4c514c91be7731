// The words of an example, looked at before it is parsed.

import Semantics

/// Whether an example could name a library at all: by a module of it, by a name that the file imports (a module of the
/// project may hand the library on), or by a member that rules speak of. Under a star import, and in an example that
/// imports by itself, any name could.
struct ExampleWords {
  let couldNameLibrary: Bool

  init(of source: EmbeddedSource, roots: [String], members: Set<String>) {
    let prelude = source.bytes[..<Int(source.prelude)]
    guard !prelude.contains(UInt8(ascii: "*")) else {
      couldNameLibrary = true
      return
    }
    // `import` stands in the prelude of any file that imports, and makes an example's own imports count in every file.
    let imported = Set(Self.words(in: prelude)).subtracting(["from", "as"]).union(["import"])
    let words = Self.words(in: source.bytes[Int(source.prelude)...])
    couldNameLibrary = words.contains { imported.contains($0) || members.contains($0) || roots.contains($0) }
  }

  /// Names, keywords and numbers, in order.
  private static func words(in bytes: some Collection<UInt8>) -> [String] {
    bytes.split { !isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
