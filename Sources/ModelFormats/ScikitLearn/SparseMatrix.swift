// SciPy's sparse matrices out of pickles: compressed rows and columns, diagonals, coordinates.

internal import ModelCore

/// The entries of a sparse matrix as the file has them, whatever their order.
struct SparseMatrix {
  let rowCount: Int
  let columnCount: Int
  /// What its arrays take in the file.
  let byteCount: Int
  private let values: [Double]
  private let layout: Layout

  /// Where the values stand.
  private enum Layout {
    /// The other index of each value, and where the values of each row (or column) begin.
    case compressed(indices: [Int], starts: [Int], byRows: Bool)
    /// `values` holds a row of `width` for each diagonal, by columns.
    case diagonals(offsets: [Int], width: Int)
    case coordinates(rows: [Int], columns: [Int])
  }

  /// Nil where the value is no sparse matrix of SciPy's. What its arrays take as numbers is charged for.
  init?(_ value: PickleValue, in context: ScikitLearnContext) throws {
    guard let object = value.object, let type = object.type, type.module.hasPrefix("scipy.sparse") else { return nil }
    guard let shape = (object["_shape"] ?? object["shape"])?.items?.compactMap(\.integer), shape.count == 2,
      shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }), let data = try object["data"]?.array()
    else { throw FormatError(.malformed, "sparse matrix", "It has no shape or no data.") }
    (rowCount, columnCount) = (shape[0], shape[1])
    let pairs = object["coords"]?.items
    let others = ["indices", "indptr", "offsets", "row", "col"].map { object[$0] } + [pairs?.first, pairs?.last]
    let arrays = [data] + (try others.compactMap { try $0?.array() })
    try context.charge(widened: arrays.reduce(0) { $0 + 8 * $1.count })
    // One array of the file may stand for several.
    byteCount = Set(arrays.map(\.data.range)).reduce(0) { $0 + $1.count }
    values = try data.doubles()
    layout = try Self.layout(of: object, String(type.name.prefix(3)), data)
    try requireFit(diagonalCount: data.shape.count == 2 ? data.shape[0] : 1)
    var isInside = true
    forEach { row, column, _ in
      if !(0..<rowCount).contains(row) || !(0..<columnCount).contains(column) { isInside = false }
    }
    guard isInside else { throw FormatError(.malformed, "sparse matrix", "An entry lies outside its shape.") }
  }

  private static func layout(of object: PickleObject, _ kind: String, _ data: NumPyArray) throws -> Layout {
    func integers(_ value: PickleValue?) throws -> [Int] { try value?.array()?.integers() ?? [] }
    switch kind {
    case "csr", "csc":
      return .compressed(
        indices: try integers(object["indices"]), starts: try integers(object["indptr"]), byRows: kind == "csr")
    case "dia":
      return .diagonals(
        offsets: try integers(object["offsets"]), width: data.shape.count == 2 ? data.shape[1] : data.count)
    case "coo":
      let pairs = object["coords"]?.items
      return .coordinates(
        rows: try integers(object["row"] ?? pairs?.first), columns: try integers(object["col"] ?? pairs?.last))
    default: throw FormatError(.unsupported, "sparse matrix", "\(kind) is not known; csr, csc, coo and dia are.")
    }
  }

  private func requireFit(diagonalCount: Int) throws(FormatError) {
    switch layout {
    case .compressed(let indices, let starts, let byRows):
      guard let last = starts.last, starts.count == (byRows ? rowCount : columnCount) + 1, values.count >= last,
        indices.count >= last, starts[0] >= 0, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
      else { throw FormatError(.malformed, "sparse matrix", "Its indices do not fit its data.") }
    case .diagonals(let offsets, _):
      guard offsets.count == diagonalCount else {
        throw FormatError(.malformed, "sparse matrix", "Its diagonals do not fit its data.")
      }
    case .coordinates(let rows, let columns):
      guard rows.count == values.count, columns.count == values.count else {
        throw FormatError(.malformed, "sparse matrix", "Its coordinates do not fit its data.")
      }
    }
  }

  /// How many entries are written out, zeros among them.
  var entryCount: Int {
    if case .compressed(_, let starts, _) = layout { starts[starts.count - 1] - starts[0] } else { values.count }
  }

  /// Places that stand several times are to be added up.
  private func forEach(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    switch layout {
    case .compressed(let indices, let starts, let byRows):
      for line in 0..<(starts.count - 1) {
        for place in starts[line]..<starts[line + 1] {
          if byRows { body(line, indices[place], values[place]) } else { body(indices[place], line, values[place]) }
        }
      }
    case .diagonals(let offsets, let width):
      for (place, offset) in offsets.enumerated() where offset.magnitude < 1 << 31 {
        for column in 0..<min(width, columnCount) where (0..<rowCount).contains(column - offset) {
          body(column - offset, column, values[place * width + column])
        }
      }
    case .coordinates(let rows, let columns):
      for place in values.indices { body(rows[place], columns[place], values[place]) }
    }
  }

  /// With its zeros: rows × columns numbers, which are charged for before.
  var dense: Matrix {
    var matrix = Matrix(rowCount: rowCount, columnCount: columnCount)
    forEach { row, column, value in matrix[row, column] += value }
    return matrix
  }

  /// The diagonal, as TF-IDF keeps its weights.
  var diagonal: [Double] {
    var values = [Double](repeating: 0, count: min(rowCount, columnCount))
    forEach { row, column, value in if row == column { values[row] += value } }
    return values
  }
}
