// Rows of an `.npz` file, parts of its arrays at a time.

internal import ModelFormats

/// The arrays of an archive side by side. The archive's bytes are held as they are in the file, and each array of it that
/// is compressed is held whole; numbers are made of a part at a time.
struct ArchiveRows: RowStream {
  let names: [String]
  let isNamed: Bool
  private let arrays: [(name: String, array: NumPyArray)]
  private let path: String
  private let rowCount: Int
  private var start = 0

  init(path: String) throws {
    arrays = try NumPyArchive.arrays(ModelSource(path: path).bytes)
    self.path = path
    guard let first = arrays.first else {
      throw DataError("\(path) holds no arrays", remedy: "give a .csv, .jsonl, .npy or .npz file")
    }
    if let flat = arrays.first(where: { !(1...2).contains($0.array.shape.count) }) {
      throw NumPyRows.dimensions(flat.array.shape, "\(path), \(flat.name)")
    }
    let count = first.array.shape[0]
    if let other = arrays.first(where: { $0.array.shape[0] != count }) {
      throw DataError(
        "\(path): `\(first.name)` has \(count) rows and `\(other.name)` \(other.array.shape[0])",
        remedy: "give arrays of one length")
    }
    rowCount = count
    // One array by itself is rows, unless it is called as an output is.
    isNamed = arrays.count > 1 || first.array.shape.count == 1 && AnswerLayout.role(named: first.name) != nil
    names =
      !isNamed
      ? (0..<(first.array.shape.count == 2 ? first.array.shape[1] : 1)).map { "x\($0)" }
      : arrays.flatMap { name, array in
        array.shape.count == 1 ? [name] : (0..<array.shape[1]).map { "\(name)[\($0)]" }
      }
  }

  mutating func next(_ limit: Int) throws -> DataTable? {
    guard start < rowCount else { return nil }
    // Objects are of one kind or another as a whole.
    let isWhole = arrays.contains { $0.array.type.holdsObjects }
    let range = start..<(isWhole ? rowCount : min(start + limit, rowCount))
    var columns: [DataTable.Column] = []
    for (name, array) in arrays {
      columns += try NumPyRows.table(array.rows(range), path: "\(path), \(name)").columns
    }
    var table = DataTable(names: names, isNamed: isNamed, columns: columns, rowCount: range.count)
    table.firstRow = start
    start = range.upperBound
    return table
  }
}
