// What comments say that an edit must respect.

import Semantics
import SourceModel

enum Comments {
  /// Whether an import's own lines carry `# noqa`.
  static func saysNoqa(_ record: ImportRecord, _ tree: Tree) -> Bool {
    let range = tree.range(record.statement)
    var end = Int(range.end)
    while end < tree.bytes.count, tree.bytes[end] != 0x0A, tree.bytes[end] != 0x0D { end += 1 }
    let text = tree.text(in: ByteRange(range.start, UInt32(end))).lowercased()
    return text.contains("# noqa") || text.contains("#noqa")
  }

  /// Whether a `# type:` comment holds the name as a word.
  static func typeCommentMentions(_ name: String, _ tree: Tree) -> Bool {
    guard ByteSearch.contains(tree.bytes, "# type:") else { return false }
    let lines = tree.text(in: ByteRange(0, UInt32(tree.bytes.count))).split(whereSeparator: \.isNewline)
    return lines.contains { line in
      guard let at = line.firstRange(of: "# type:") else { return false }
      return Words.contains(name, in: String(line[at.upperBound...]))
    }
  }
}

enum Words {
  /// Whether `text` holds `word` with no letter, digit or underscore beside it.
  static func contains(_ word: String, in text: String) -> Bool {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == word }
  }
}
