// Code that stands inside a file without being part of its program: examples in documentation.

package import SourceModel

/// Code taken out of a file to be looked at on its own, line by line, with the way back.
///
/// It begins with copies of the file's import statements, so that names mean what they mean in the file; behind them come
/// the lines of one comment or docstring, without their indentation and prompts.
package struct EmbeddedSource: Sendable {
  /// Bytes that stand in both, without a line end.
  package struct Line: Hashable, Sendable {
    /// In the embedded source.
    package var start: UInt32
    /// In the file.
    package var origin: UInt32
    package var count: UInt32

    package init(start: UInt32, origin: UInt32, count: UInt32) {
      self.start = start
      self.origin = origin
      self.count = count
    }
  }

  package var bytes: ContiguousArray<UInt8>
  /// Where the copies of imports end and the lines of the example begin.
  package var prelude: UInt32
  /// Ascending by `start`.
  package var lines: [Line]
  /// Bytes that must not be written there: they would end the text that holds the example, or mean something else in it.
  package var forbidden: [String]

  package init(bytes: ContiguousArray<UInt8>, prelude: UInt32, lines: [Line], forbidden: [String]) {
    self.bytes = bytes
    self.prelude = prelude
    self.lines = lines
    self.forbidden = forbidden
  }

  /// Where a range of the embedded source stands in the file; nil if it goes beyond a line.
  package func origin(of range: ByteRange) -> ByteRange? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start <= range.start { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let line = lines[low - 1]
    guard range.end <= line.start + line.count else { return nil }
    return ByteRange(range.start - line.start + line.origin, range.end - line.start + line.origin)
  }

  /// An edit of the embedded source as one of the file; nil if it touches more than a line or writes what must not stand
  /// there.
  package func origin(of edit: Edit) -> Edit? {
    guard let range = origin(of: edit.range) else { return nil }
    var pieces: [Piece] = []
    for piece in edit.replacement {
      switch piece {
      case .copy(let copied):
        guard let copied = origin(of: copied) else { return nil }
        pieces.append(.copy(copied))
      case .literal(let text):
        guard !forbidden.contains(where: text.utf8.contains) else { return nil }
        pieces.append(piece)
      }
    }
    return Edit(range, pieces)
  }
}

extension String.UTF8View {
  /// Whether another string's bytes stand somewhere in these.
  fileprivate func contains(_ other: String) -> Bool {
    let wanted = Array(other.utf8)
    let own = Array(self)
    guard wanted.count <= own.count else { return false }
    return (0...(own.count - wanted.count)).contains { own[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
