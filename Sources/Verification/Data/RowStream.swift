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
