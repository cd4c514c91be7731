// Rows from any data file, known by its content.

internal import ModelCore
internal import ModelFormats

extension DataTable {
  /// Reads an array or an archive of NumPy, or values separated by commas, semicolons or tabs.
  ///
  /// - Throws: `DataError`, and `FormatError` for a broken array.
  package static func read(path: String) throws -> DataTable {
    let file = try ModelFile(path: path)
    switch file.kind {
    case .numpyArray: return try table(NumPyFile.array(file.source.bytes), path: path)
    case .numpyArchive:
      let arrays = try NumPyArchive.arrays(file.source.bytes)
      guard let first = arrays.first, arrays.count == 1 else {
        throw DataError(
          "\(path) holds \(arrays.count) arrays (\(arrays.map(\.name).joined(separator: ", ")))",
          remedy: "give a file with one array")
      }
      return try table(first.array, path: path)
    case .unknown:
      return try CSVReader.read(file.source.bytes.withUnsafeBytes { ContiguousArray($0) }, path: path)
    default:
      throw DataError("\(path) is \(file.kind.rawValue), not rows", remedy: "give a .csv, .npy or .npz file")
    }
  }

  private static func table(_ array: NumPyArray, path: String) throws -> DataTable {
    guard (1...2).contains(array.shape.count) else {
      throw DataError("\(path) has \(array.shape.count) dimensions", remedy: "give rows of columns")
    }
    let rows = array.shape[0]
    let width = array.shape.count == 2 ? array.shape[1] : 1
    if let numbers = try? array.doubles() {
      return DataTable(Matrix(rowCount: rows, columnCount: width, values: ContiguousArray(numbers)))
    }
    let texts = try array.texts()
    let columns = (0..<width).map { column in
      Column.texts(stride(from: column, to: texts.count, by: max(1, width)).map { texts[$0] })
    }
    return DataTable(names: (0..<width).map { "x\($0)" }, isNamed: false, columns: columns, rowCount: rows)
  }
}

extension DataTable {
  /// The table as a model takes it: columns by name if both sides have names, else in order.
  func rows(for wanted: [PredictorColumn], besides: String?) throws -> Table {
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

  private func places(of wanted: [PredictorColumn], besides: String?) throws -> [Int] {
    let byName = wanted.map { index(of: $0.name) }
    if isNamed, byName.allSatisfy({ $0 != nil }) { return byName.compactMap { $0 } }
    if isNamed, wanted.allSatisfy(\.isNamed), let missing = wanted.indices.first(where: { byName[$0] == nil }) {
      throw DataError("the data has no column `\(wanted[missing].name)`", remedy: "name its columns as the model does")
    }
    let others = names.indices.filter { names[$0] != besides }
    guard others.count == wanted.count else {
      throw DataError(
        "the model takes \(wanted.count) columns and the data has \(others.count)",
        remedy: "give the columns the model was fitted with, in their order")
    }
    return others
  }
}
