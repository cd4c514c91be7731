// Rows from any data file, known by its content.

internal import ModelCore
internal import ModelFormats

/// A file of rows: CSV, JSON Lines, or an array or an archive of NumPy.
package enum DataFile {
  /// Looks at the beginning of a file and opens it.
  ///
  /// An archive's bytes are held; all other files are read as rows are asked for.
  ///
  /// - Throws: `DataError`, and `FormatError` for a broken array.
  package static func open(path: String) throws -> any RowStream {
    let file = try InputFile(path: path)
    let head = Bytes(try file.bytes(at: 0, count: 1 << 16))
    if NumPyFile.isOne(head) { return try NumPyRows(file) }
    if ZipArchive.isOne(head) { return try ArchiveRows(path: path) }
    guard !holdsBytes(head) else {
      throw DataError("\(path) is no file of rows", remedy: "give a .csv, .jsonl, .npy or .npz file")
    }
    return isJSON(head) ? try JSONLinesReader(file) : try CSVReader(file)
  }

  /// All of it at once.
  package static func table(path: String) throws -> DataTable {
    var rows = try open(path: path)
    return try rows.rest()
  }

  /// Bytes that stand in no text: ends of strings, and controls other than blanks.
  private static func holdsBytes(_ head: Bytes) -> Bool {
    (0..<head.count).contains { head[$0] < 0x20 && !(0x09...0x0D).contains(head[$0]) }
  }

  private static func isJSON(_ head: Bytes) -> Bool {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = (start..<head.count).first { ![0x20, 0x09, 0x0A, 0x0D].contains(head[$0]) }
    return first.map { head[$0] == 0x7B || head[$0] == 0x5B } ?? false
  }
}

extension DataTable {
  /// The table as a model takes it: columns by name if both sides have names, else in order.
  func rows(for wanted: [PredictorColumn], besides: Set<String>) throws -> Table {
    let places = try self.places(of: wanted, besides: besides)
    if wanted.contains(where: \.isText) {
      return .columns(
        try zip(places, wanted).map { place, column in
          column.isText ? .strings(strings(of: place)) : .numbers(try numbers(of: place))
        })
    }
    var matrix = Matrix(rowCount: rowCount, columnCount: wanted.count)
    for (column, place) in places.enumerated() {
      for (row, number) in try numbers(of: place).enumerated() { matrix[row, column] = number }
    }
    return .matrix(matrix)
  }

  private func places(of wanted: [PredictorColumn], besides: Set<String>) throws -> [Int] {
    let byName = wanted.map { index(of: $0.name) }
    if isNamed, byName.allSatisfy({ $0 != nil }) { return byName.compactMap { $0 } }
    if isNamed, wanted.allSatisfy(\.isNamed), let missing = wanted.indices.first(where: { byName[$0] == nil }) {
      throw DataError("the data has no column `\(wanted[missing].name)`", remedy: "name its columns as the model does")
    }
    let others = names.indices.filter { !besides.contains(names[$0]) }
    guard others.count == wanted.count else {
      throw DataError(
        "the model takes \(wanted.count) columns and the data has \(others.count)",
        remedy: "give the columns the model was fitted with, in their order")
    }
    return others
  }
}
