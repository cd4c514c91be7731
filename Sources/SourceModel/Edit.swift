// Edits as values: what stands in place of a range.

/// A piece of what replaces a range: text of its own, or a copy of what stands elsewhere in the same file.
package enum Piece: Hashable, Sendable {
  case literal(String)
  /// What became of that range: edits inside it are carried along.
  case copy(ByteRange)
}

/// One replacement in one file. An empty range inserts, an empty replacement deletes.
package struct Edit: Hashable, Sendable {
  package var range: ByteRange
  package var replacement: [Piece]

  package init(_ range: ByteRange, _ replacement: [Piece]) {
    self.range = range
    self.replacement = replacement
  }

  package init(_ range: ByteRange, _ text: String) {
    self.init(range, text.isEmpty ? [] : [.literal(text)])
  }
}
