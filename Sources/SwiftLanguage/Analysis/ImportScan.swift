// The import statements of a file.

import Semantics
import SourceModel
import SwiftSyntax

/// One `import`.
struct ImportRecord: Sendable {
  var node: NodeID
  /// The path: what an edit of the name replaces.
  var path: NodeID
  /// The whole path as written: `SwiftSyntax`, `SwiftSyntax.TokenSyntax`.
  var name: String
  /// Whether a single declaration is imported: `import struct Module.Name`.
  var isScoped: Bool
  /// The module, the first part of the path.
  let module: String

  init(node: NodeID, path: NodeID, name: String, isScoped: Bool) {
    self.node = node
    self.path = path
    self.name = name
    self.isScoped = isScoped
    module = String(name.prefix { $0 != "." })
  }
}

enum ImportScan {
  /// The imports in source order, those inside `#if` included.
  static func imports(of tree: Tree) -> [ImportRecord] {
    var found: [ImportRecord] = []
    var row: UInt32 = 0
    while row < tree.count {
      let node = NodeID(row)
      switch tree.swift(node) {
      case .importDecl:
        if let path = tree.child(.importPath, of: node) {
          found.append(
            ImportRecord(
              node: node, path: path, name: name(at: path, in: tree),
              isScoped: tree.child(.importKind, of: node) != nil))
        }
        row = tree[node].subtreeEnd
      // Imports stand at the top, in conditional blocks at most.
      case .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl, .functionDecl, .variableDecl:
        row = tree[node].subtreeEnd
      default: row += 1
      }
    }
    return found
  }

  /// The parts of a path without the quotes and blanks between them.
  private static func name(at path: NodeID, in tree: Tree) -> String {
    let bytes = tree.bytes(in: tree.range(path))
    if bytes.allSatisfy({ SignatureReader.isNamePart($0) && $0 != quote || $0 == UInt8(ascii: ".") }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    return tree.text(path).filter { !$0.isWhitespace && $0 != "`" }
  }

  /// The modules that a file's text imports, without parsing it: may name too many, never too few. Nil where one of those
  /// given is among them.
  static func quickModules(of bytes: ContiguousArray<UInt8>, unlessOf modules: SharedNames = []) -> [String]? {
    var found: Set<String> = []
    let isOne = isAnyWord(behindImportsIn: bytes) { word in
      if modules.find(word) != NameSet.absent { return true }
      found.insert(String(decoding: word, as: UTF8.self))
      return false
    }
    return isOne ? nil : found.sorted()
  }

  /// Whether any word that may be an imported module's is as asked.
  private static func isAnyWord(
    behindImportsIn bytes: ContiguousArray<UInt8>, where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while let place = ByteSearch.place(of: word, in: bytes, from: start) {
        start = place + "import".utf8.count
        if isAnyWord(from: start, bytes, where: isWanted) { return true }
      }
      return false
    }
  }

  private static let word = ByteSearch.Word("import")

  /// Whether the word behind `import` is as asked, or the one behind that where the first is `struct` or the like.
  private static func isAnyWord(
    from start: Int, _ bytes: UnsafeBufferPointer<UInt8>, where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var at = start
    for _ in 0..<2 {
      let wordStart = skipBlanks(from: at, bytes)
      var wordEnd = wordStart
      while wordEnd < bytes.count, SignatureReader.isNamePart(bytes[wordEnd]), bytes[wordEnd] != quote { wordEnd += 1 }
      guard wordEnd > wordStart, wordStart > at else { return false }
      let word = UnsafeBufferPointer(rebasing: bytes[wordStart..<wordEnd])
      if isWanted(word) { return true }
      guard kinds.find(word) != NameSet.absent else { return false }
      at = wordEnd
    }
    return false
  }

  /// What a scoped import says before the module.
  private static let kinds: NameSet = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor",
  ]

  /// What stands around a name that would else be a keyword.
  private static let quote = UInt8(ascii: "`")

  /// Past white space, comments, and the sign before a name in quotes.
  private static func skipBlanks(from start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D, quote: at += 1
      case UInt8(ascii: "/") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "*"):
        at += 2
        while at < bytes.count, !(bytes[at - 1] == UInt8(ascii: "*") && bytes[at] == UInt8(ascii: "/")) { at += 1 }
        at += 1
      case UInt8(ascii: "/") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/"):
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      default: return at
      }
    }
    return at
  }
}
