// SciPy's sparse matrices out of pickles: compressed rows and columns, diagonals, coordinates.

internal import ModelCore

/// The entries of a sparse matrix, whatever their order.
struct SparseMatrix {
  var rowCount: Int
  var columnCount: Int
  var entries: [(row: Int, column: Int, value: Double)]

  /// Nil where the value is no sparse matrix of SciPy's.
  init?(_ value: PickleValue) throws {
    guard let object = value.object, let type = object.type, type.module.hasPrefix("scipy.sparse") else { return nil }
    guard let shape = (object["_shape"] ?? object["shape"])?.items?.compactMap(\.integer), shape.count == 2,
      shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }), let data = try object["data"]?.array()
    else { throw FormatError(.malformed, "sparse matrix", "It has no shape or no data.") }
    (rowCount, columnCount) = (shape[0], shape[1])
    entries = []
    switch type.name.prefix(3) {
    case "csr": try readCompressed(object, try data.doubles(), byRows: true)
    case "csc": try readCompressed(object, try data.doubles(), byRows: false)
    case "dia": try readDiagonals(object, try data.matrix())
    case "coo": try readCoordinates(object, try data.doubles())
    default: throw FormatError(.unsupported, "sparse matrix", "\(type.name) is not known; csr, csc, coo and dia are.")
    }
    guard entries.allSatisfy({ (0..<rowCount).contains($0.row) && (0..<columnCount).contains($0.column) }) else {
      throw FormatError(.malformed, "sparse matrix", "An entry lies outside its shape.")
    }
  }

  private mutating func readCompressed(_ object: PickleObject, _ data: [Double], byRows: Bool) throws {
    guard let indices = try object["indices"]?.array()?.integers(),
      let starts = try object["indptr"]?.array()?.integers(),
      starts.count == (byRows ? rowCount : columnCount) + 1, data.count >= starts[starts.count - 1],
      indices.count >= starts[starts.count - 1], starts[0] >= 0,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw FormatError(.malformed, "sparse matrix", "Its indices do not fit its data.") }
    for line in 0..<(starts.count - 1) {
      for place in starts[line]..<starts[line + 1] {
        let other = indices[place]
        entries.append(byRows ? (line, other, data[place]) : (other, line, data[place]))
      }
    }
  }

  private mutating func readDiagonals(_ object: PickleObject, _ data: Matrix) throws {
    guard let offsets = try object["offsets"]?.array()?.integers(), offsets.count == data.rowCount else {
      throw FormatError(.malformed, "sparse matrix", "Its diagonals do not fit its data.")
    }
    for (place, offset) in offsets.enumerated() where abs(offset) < 1 << 31 {
      for column in 0..<min(data.columnCount, columnCount) where (0..<rowCount).contains(column - offset) {
        entries.append((column - offset, column, data[place, column]))
      }
    }
  }

  private mutating func readCoordinates(_ object: PickleObject, _ data: [Double]) throws {
    let pairs = object["coords"]?.items
    guard let rows = try (object["row"] ?? pairs?.first)?.array()?.integers(),
      let columns = try (object["col"] ?? pairs?.last)?.array()?.integers(), rows.count == data.count,
      columns.count == data.count
    else { throw FormatError(.malformed, "sparse matrix", "Its coordinates do not fit its data.") }
    for place in data.indices { entries.append((rows[place], columns[place], data[place])) }
  }

  /// With its zeros. A shape that claims far more than its entries is refused.
  func dense(place: String, name: String) throws -> Matrix {
    guard rowCount * columnCount <= max(1 << 20, 256 * entries.count) else {
      throw ModelRefusal(
        place: place, estimator: "sparse matrix", parameter: name,
        "\(rowCount) × \(columnCount) numbers are more than its \(entries.count) entries can be filled up to.",
        remedy: "Make the matrix dense before saving.")
    }
    var matrix = Matrix(rowCount: rowCount, columnCount: columnCount)
    for entry in entries { matrix[entry.row, entry.column] += entry.value }
    return matrix
  }

  /// The diagonal, as TF-IDF keeps its weights.
  var diagonal: [Double] {
    var values = [Double](repeating: 0, count: min(rowCount, columnCount))
    for entry in entries where entry.row == entry.column { values[entry.row] += entry.value }
    return values
  }
}
