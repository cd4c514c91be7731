// The values of a JSON or UBJSON file as rows beside its bytes; numbers stay in the file until they are asked for.

/// A document that was read: rows in preorder, 16 bytes each.
///
/// Runs of numbers are one row, whatever their length, so that a model file of hundreds of megabytes costs little more
/// than its bytes. Views of its values are `DocumentValue`s.
package final class DocumentTree: Sendable {
  /// What stands at a row. Ranges are offsets into `bytes`.
  struct Row: Sendable {
    enum Kind: UInt8, Sendable {
      case null, no, yes
      /// A number as JSON writes it: `start`, `count` bytes.
      case number
      /// Numbers as JSON writes them, with commas between: the first begins at `start`; `count` of them.
      case numbers
      /// One number, or `count` of them, in the binary form that `form` names.
      case packed, packedArray
      /// `count` bytes; in JSON `form` is 1 where there are escapes.
      case text
      /// `count` values.
      case array
      /// `count` keys, each a text, and values.
      case object
    }
    var start: UInt32
    var count: UInt32
    /// The row behind this one and everything in it.
    var end: UInt32
    var kind: Kind
    var form: UInt8
  }

  let bytes: Bytes
  let rows: PieceArray<Row>
  /// `JSON` or `UBJSON`, for errors.
  package let format: String
  let isBigEndian: Bool
  /// What a model made of this document may still take, in bytes.
  package let allowance: Int

  init(_ rows: DocumentRows, bytes: Bytes, format: String, isBigEndian: Bool = true) {
    self.bytes = bytes
    self.rows = rows.rows
    self.format = format
    self.isBigEndian = isBigEndian
    allowance = rows.allowance
  }

  package var root: DocumentValue { DocumentValue(tree: self, row: 0) }
}

/// Rows while they are made: what is open, and how much more there may be.
package struct DocumentRows: Sendable {
  private(set) var rows = PieceArray<DocumentTree.Row>()
  private var open: [Int] = []
  private(set) var allowance: Int
  private let format: String

  /// Deeper than any model; XGBoost's are eight deep.
  static let deepest = 200
  /// Rows, and then a model, may take as much as the file and 48 MB, so that reading takes twice the file and 64 MB in all.
  package static let allowedBeyondFile = 48 << 20

  init(_ bytes: Bytes, format: String, beyond: Int = allowedBeyondFile) throws(FormatError) {
    self.format = format
    guard bytes.count < UInt32.max else {
      throw FormatError(.tooLarge, format, "Files of four gigabytes or more are not read.")
    }
    allowance = bytes.allowance(beyond: beyond)
  }

  @inline(__always)
  mutating func add(_ kind: DocumentTree.Row.Kind, start: Int, count: Int = 0, form: UInt8 = 0) throws(FormatError) {
    if rows.isFull {
      allowance -= MemoryLayout<DocumentTree.Row>.stride * PieceArray<DocumentTree.Row>.pieceCount
      guard allowance >= 0 else {
        throw FormatError(.tooLarge, format, at: start, "It holds more values than a file of its size may.")
      }
    }
    if let parent = open.last { rows[parent].count &+= 1 }
    rows.append(
      DocumentTree.Row(
        start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count),
        end: UInt32(truncatingIfNeeded: rows.count + 1), kind: kind, form: form))
  }

  /// A row whose values follow.
  mutating func begin(_ kind: DocumentTree.Row.Kind, start: Int) throws(FormatError) {
    try add(kind, start: start)
    guard open.count < Self.deepest else {
      throw FormatError(.tooLarge, format, at: start, "Values are nested more than \(Self.deepest) deep.")
    }
    open.append(rows.count - 1)
  }

  /// The kind of the innermost open row.
  var openKind: DocumentTree.Row.Kind? { open.last.map { rows[$0].kind } }
  /// Keys and values of the innermost open row so far.
  var openCount: Int { open.last.map { Int(rows[$0].count) } ?? 0 }

  mutating func finish() {
    guard let row = open.popLast() else { preconditionFailure("only what is open is closed") }
    rows[row].end = UInt32(truncatingIfNeeded: rows.count)
    if rows[row].kind == .object { rows[row].count /= 2 }
  }
}
