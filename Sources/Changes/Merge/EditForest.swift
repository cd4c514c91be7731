// The admitted edits of one file, each standing inside those that hold it.

import SourceModel

/// Edits that nest, in preorder, as a tree's rows are.
///
/// Order: by start; insertions before what replaces bytes from there on, in the order they were admitted; longer
/// before shorter; of two with the same range, the wrapper first. Equal input gives equal output.
struct EditForest {
  struct Row {
    var edit: Edit
    var groups: [Int]
    /// The row after the last edit that stands inside this one.
    var subtreeEnd: Int
  }

  let rows: [Row]
  private let starts: [UInt32]

  init(_ admitted: [EditAdmission.Admitted]) {
    var rows = admitted.indices.sorted { Self.precedes(admitted, $0, $1) }
      .map { Row(edit: admitted[$0].edit, groups: admitted[$0].groups, subtreeEnd: 0) }
    var open: [Int] = []
    for row in rows.indices {
      while let last = open.last, rows[last].edit.range.end <= rows[row].edit.range.start {
        rows[last].subtreeEnd = row
        open.removeLast()
      }
      open.append(row)
    }
    for row in open { rows[row].subtreeEnd = rows.count }
    self.rows = rows
    starts = rows.map(\.edit.range.start)
  }

  /// The first row that begins at `offset` or after it.
  func firstRow(from offset: UInt32) -> Int { starts.firstPlace { $0 >= offset } }

  private static func precedes(_ admitted: [EditAdmission.Admitted], _ left: Int, _ right: Int) -> Bool {
    let (a, b) = (admitted[left].edit, admitted[right].edit)
    if a.range.start != b.range.start { return a.range.start < b.range.start }
    if a.range.isEmpty != b.range.isEmpty { return a.range.isEmpty }
    if a.range.end != b.range.end { return a.range.end > b.range.end }
    if a.isWrapper != b.isWrapper { return a.isWrapper }
    return left < right
  }
}
