// Rows that come one part after the other, whatever file they are in.

/// Rows of a file, read once from the start to the end.
package protocol RowStream {
  /// In the order of the file; `x0`, `x1`, … where it has none.
  var names: [String] { get }
  var isNamed: Bool { get }
  /// The next rows, at most `limit`; nil at the end.
  mutating func next(_ limit: Int) throws -> DataTable?
}

extension RowStream {
  /// All rows that are left, as one table; for files that are known to be small.
  package mutating func rest() throws -> DataTable {
    var all = DataTable(names: names, isNamed: isNamed, columns: names.map { _ in .texts([]) }, rowCount: 0)
    var isFirst = true
    while let part = try next(1 << 16) {
      if isFirst { all = part } else { all.append(part) }
      isFirst = false
    }
    return all
  }
}

/// Rows that are in memory already.
struct HeldRows: RowStream {
  private let table: DataTable
  private var start = 0

  init(_ table: DataTable) { self.table = table }

  var names: [String] { table.names }
  var isNamed: Bool { table.isNamed }

  mutating func next(_ limit: Int) -> DataTable? {
    guard start < table.rowCount else { return nil }
    let end = min(start + limit, table.rowCount)
    defer { start = end }
    return start == 0 && end == table.rowCount ? table : table.part(start..<end)
  }
}
