// The rows of a run, a part at a time, as each of two models takes them.

internal import ModelCore

/// Rows before it is known which model takes them.
enum SourceRows {
  /// A file, and a column of it that no model takes.
  case file(String, besides: Set<String>)
  case generated(Table, [PredictorColumn])

  /// Begins anew.
  func parts() throws -> RowParts {
    switch self {
    case .file(let path, let besides): RowParts(.stream(try DataFile.open(path: path), besides))
    case .generated(let table, let columns): RowParts(.table(table, columns))
    }
  }
}

/// Some consecutive rows.
struct RowPart {
  var start: Int
  var count: Int
  /// As they are in their file; nil for rows that are made.
  var data: DataTable?
  fileprivate let table: Table
  fileprivate let columns: [PredictorColumn]

  /// The rows as a model takes them: its own columns by name or, if there are as many, in order.
  func rows(for wanted: [PredictorColumn]?) throws -> Table {
    guard let wanted else { return table }
    let places = wanted.compactMap { column in columns.firstIndex { $0.name == column.name } }
    if places == Array(columns.indices) { return table }
    if places.count == wanted.count { return .columns(places.map { table.cells($0) }).joined }
    if wanted.count == columns.count { return table }
    throw VerificationError(
      "the models take \(columns.count) and \(wanted.count) columns of other names",
      remedy: "compare models of the same columns")
  }
}

/// Parts of rows, one after the other.
struct RowParts {
  fileprivate enum Source {
    case stream(any RowStream, Set<String>)
    case table(Table, [PredictorColumn])
  }
  private var source: Source
  private var start = 0

  fileprivate init(_ source: Source) { self.source = source }

  /// - Parameter wanted: the columns of the model that takes more of them; nil where neither says.
  mutating func next(_ limit: Int, for wanted: [PredictorColumn]?) throws -> RowPart? {
    switch source {
    case .table(let table, let columns):
      let end = min(start + limit, table.rowCount)
      guard start < end else { return nil }
      defer { start = end }
      return RowPart(start: start, count: end - start, data: nil, table: table.part(start..<end), columns: columns)
    case .stream(var stream, let besides):
      let next = try stream.next(limit)
      source = .stream(stream, besides)
      guard var data = next else { return nil }
      data.firstRow = start
      defer { start += data.rowCount }
      let columns = wanted ?? Self.columns(of: data, besides)
      return RowPart(
        start: start, count: data.rowCount, data: data, table: try data.rows(for: columns, besides: besides),
        columns: columns)
    }
  }

  /// Where no model says what it takes, all columns of the file, as what they look like.
  private static func columns(of data: DataTable, _ besides: Set<String>) -> [PredictorColumn] {
    data.names.indices.filter { !besides.contains(data.names[$0]) }.map { index in
      PredictorColumn(
        name: data.names[index], isNamed: data.isNamed, isText: (try? data.numbers(of: index)) == nil)
    }
  }
}
