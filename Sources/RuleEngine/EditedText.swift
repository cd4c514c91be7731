// The text of rule patterns after edits. Users' files are edited by `Changes`; this serves composition at load.

import SourceModel

/// Bytes with edits that do not cross, read piece by piece.
struct EditedText {
  let bytes: ContiguousArray<UInt8>
  let edits: [Edit]

  init(bytes: ContiguousArray<UInt8>, edits: [Edit]) {
    self.bytes = bytes
    self.edits = edits.sorted { $0.range < $1.range }
  }

  /// What became of `range`.
  func text(in range: ByteRange) -> String { text(in: range, excluding: nil) }

  private func text(in range: ByteRange, excluding outer: Edit?) -> String {
    var result = ""
    var offset = range.start
    for edit in outermost(in: range, excluding: outer) {
      result += String(decoding: bytes[Int(offset)..<Int(edit.range.start)], as: UTF8.self)
      for piece in edit.replacement {
        switch piece {
        case .literal(let text): result += text
        case .copy(let inner): result += text(in: inner, excluding: edit)
        }
      }
      offset = edit.range.end
    }
    return result + String(decoding: bytes[Int(offset)..<Int(range.end)], as: UTF8.self)
  }

  private func outermost(in range: ByteRange, excluding outer: Edit?) -> [Edit] {
    let inside = edits.filter { range.contains($0.range) && $0 != outer && !contains($0, outer) }
    return inside.filter { edit in !inside.contains { $0 != edit && $0.range.contains(edit.range) } }
  }

  /// Whether `edit` contains `outer`, so that it cannot be inside it.
  private func contains(_ edit: Edit, _ outer: Edit?) -> Bool {
    outer.map { edit.range.contains($0.range) } ?? false
  }
}
