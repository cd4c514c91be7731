// The import statements of a file.

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
              node: node, path: path, name: tree.text(path).filter { !$0.isWhitespace },
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

  /// The modules that a file's text imports, without parsing it: may name too many, never too few.
  static func quickModules(of bytes: ContiguousArray<UInt8>) -> [String] {
    var found: Set<String> = []
    bytes.withUnsafeBufferPointer { bytes in
      var end = word.count - 1
      while end < bytes.count {
        // The letter under the word's end says how far the word can move on.
        let step = steps[Int(bytes[end])]
        if step > 0 {
          end += step
          continue
        }
        let isMet = bytes[(end - word.count + 1)...end].elementsEqual(word)
        if isMet { found.formUnion(modules(after: end + 1, in: bytes)) }
        end += word.count
      }
    }
    return found.sorted()
  }

  private static let word = ContiguousArray("import".utf8)

  /// By a letter, how far behind it the word ends at least; 0 for the last letter.
  private static let steps: ContiguousArray<Int> = {
    var steps = ContiguousArray(repeating: word.count, count: 256)
    for (place, letter) in word.enumerated() { steps[Int(letter)] = word.count - 1 - place }
    return steps
  }()

  /// The word behind `import`, and the one behind that: the first may be `struct`.
  private static func modules(after start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var words: [String] = []
    var at = start
    while words.count < 2 {
      let before = at
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
      let wordStart = at
      while at < bytes.count, SignatureReader.isNamePart(bytes[at]) { at += 1 }
      guard at > wordStart, wordStart > before else { break }
      words.append(String(decoding: bytes[wordStart..<at], as: UTF8.self))
    }
    return words
  }
}
