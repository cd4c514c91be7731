// Turns nested edits into the file's new bytes.

import SourceModel

/// Writes a file anew from its old bytes and the edits that stand.
///
/// Works with a stack of its own: edits may nest as deep as the file is long.
struct EditFlattening {
  /// Why the edits cannot be written out, and the rows that were being written.
  struct Failure {
    var reason: EditConflict.Reason
    var rows: [Int]
    /// The row that came back, where edits copy one another in a circle.
    var again: Int?
  }

  private(set) var output: ContiguousArray<UInt8> = []
  private(set) var isApplied: [Bool]
  /// Old bytes that stand in the output, in the order of the output.
  private(set) var kept: [OffsetMap.Run] = []
  /// The outermost replaced ranges.
  private(set) var replaced: [OffsetMap.Run] = []
  private(set) var failure: Failure?

  private let source: ContiguousArray<UInt8>
  private let forest: EditForest
  private let sizeLimit: Int
  private var frames: [Frame] = []
  private var isActive: [Bool]

  private enum Frame {
    case span(Span)
    /// An edit's row and the piece of its replacement that comes next.
    case edit(row: Int, piece: Int)
  }

  /// A stretch of the source that is being written with its edits.
  private struct Span {
    let range: ByteRange
    /// The row whose copy this is; it is not applied inside its own copy.
    var copier: Int?
    var carriesStart: Bool
    var carriesEnd: Bool
    /// How far it is written, and the row to look at next.
    var written: UInt32
    var row: Int
  }

  init(_ source: ContiguousArray<UInt8>, _ forest: EditForest) {
    self.source = source
    self.forest = forest
    isApplied = Array(repeating: false, count: forest.rows.count)
    isActive = isApplied
    let own = forest.rows.reduce(source.count) { $0 + $1.edit.literalCount }
    sizeLimit = min(16 * own + 65_536, Int(UInt32.max))
    output.reserveCapacity(own)
    let whole = ByteRange(0, UInt32(source.count))
    frames.append(.span(Span(range: whole, carriesStart: true, carriesEnd: true, written: 0, row: 0)))
    while failure == nil, let frame = frames.popLast() { advance(frame) }
  }

  private mutating func advance(_ frame: Frame) {
    switch frame {
    case .span(let span): advance(span)
    case .edit(let row, let piece): advance(row, piece)
    }
  }

  private mutating func advance(_ row: Int, _ piece: Int) {
    let pieces = forest.rows[row].edit.replacement
    guard piece < pieces.count else {
      isActive[row] = false
      return
    }
    frames.append(.edit(row: row, piece: piece + 1))
    switch pieces[piece] {
    case .literal(let text): append(text.utf8)
    case .copy(let range): frames.append(.span(copy(of: range, by: row)))
    }
  }

  /// An insertion at an edge of a copied range goes with it, unless it stands at the edge of the whole edit, too (it
  /// is outside then), or another copy of the same edit begins where this one ends (it goes with that one).
  private func copy(of range: ByteRange, by row: Int) -> Span {
    let edit = forest.rows[row].edit
    let isInside = edit.range.contains(range)
    return Span(
      range: range, copier: row,
      carriesStart: isInside && range.start != edit.range.start,
      carriesEnd: isInside && range.end != edit.range.end && !edit.copies { $0.start == range.end },
      written: range.start, row: forest.firstRow(from: range.start))
  }

  private mutating func advance(_ span: Span) {
    var span = span
    while span.row < forest.rows.count {
      let row = span.row
      let range = forest.rows[row].edit.range
      if range.start > span.range.end || (range.start == span.range.end && !(range.isEmpty && span.carriesEnd)) {
        break
      }
      guard isAppliable(row, in: span) else {
        span.row += 1
        continue
      }
      keep(ByteRange(span.written, range.start))
      span.written = range.end
      span.row = forest.rows[row].subtreeEnd
      if frames.isEmpty { replaced.append(OffsetMap.Run(old: range.start, new: output.count, count: range.count)) }
      frames.append(.span(span))
      apply(row)
      return
    }
    keep(ByteRange(span.written, span.range.end))
  }

  /// Whether the row's edit is part of what became of the span.
  ///
  /// A copy from elsewhere does not follow an edit of exactly the copied range by the copying edit's own group: that is
  /// how a group moves or swaps text (copy it there, replace it here).
  private func isAppliable(_ row: Int, in span: Span) -> Bool {
    let range = forest.rows[row].edit.range
    if range.isEmpty { return range.start != span.range.start || range.start == span.range.end || span.carriesStart }
    guard row != span.copier, span.range.contains(range) else { return false }
    guard let copier = span.copier, range == span.range else { return true }
    let (copying, copied) = (forest.rows[copier], forest.rows[row])
    return copying.edit.range.contains(range) || !copying.groups.contains { copied.groups.contains($0) }
  }

  private mutating func apply(_ row: Int) {
    isApplied[row] = true
    if isActive[row] {
      fail(.circular, again: row)
    } else {
      isActive[row] = true
      frames.append(.edit(row: row, piece: 0))
    }
  }

  private mutating func keep(_ range: ByteRange) {
    guard !range.isEmpty else { return }
    kept.append(OffsetMap.Run(old: range.start, new: output.count, count: range.count))
    append(source[range.range])
  }

  /// The file's own outermost bytes are never what makes it too large.
  private mutating func append(_ bytes: some Collection<UInt8>) {
    let isOwn = frames.isEmpty
    guard isOwn || output.count + bytes.count <= sizeLimit else { return fail(.tooLarge) }
    output.append(contentsOf: bytes)
  }

  private mutating func fail(_ reason: EditConflict.Reason, again: Int? = nil) {
    failure = Failure(reason: reason, rows: isActive.indices.filter { isActive[$0] }, again: again)
  }
}

extension Edit {
  var literalCount: Int {
    replacement.reduce(0) { count, piece in
      if case .literal(let text) = piece { count + text.utf8.count } else { count }
    }
  }
}
