// Rows of a `.npy` file, a part of the array at a time.

internal import ModelCore
internal import ModelFormats

/// The rows of an array of one or two dimensions, whatever its dtype and order.
struct NumPyRows: RowStream {
  let names: [String]
  let isNamed = false
  private let file: InputFile
  private let layout: NumPyFile.Layout
  private var start = 0

  /// The largest header that is read.
  private static let longestHeader = 1 << 20

  init(_ file: InputFile) throws {
    self.file = file
    layout = try NumPyFile.layout(Bytes(file.bytes(at: 0, count: Self.longestHeader)))
    guard (1...2).contains(layout.shape.count) else { throw Self.dimensions(layout.shape, file.path) }
    names = (0..<(layout.shape.count == 2 ? layout.shape[1] : 1)).map { "x\($0)" }
    let needed = layout.type.holdsObjects ? 0 : layout.shape.reduce(layout.type.size, *)
    guard needed <= file.size - layout.offset else {
      throw DataError(
        "\(file.path) ends before its \(layout.shape[0]) rows do", remedy: "save the array again")
    }
  }

  static func dimensions(_ shape: [Int], _ path: String) -> DataError {
    DataError("\(path) has \(shape.count) dimensions", remedy: "give rows of columns")
  }

  mutating func next(_ limit: Int) throws -> DataTable? {
    let rows = layout.shape[0]
    guard start < rows else { return nil }
    // Objects are one pickle, which is read as a whole.
    let end = layout.type.holdsObjects ? rows : min(start + limit, rows)
    let array = try layout.type.holdsObjects ? NumPyFile.array(whole()) : part(start..<end)
    var table = try Self.table(array, path: file.path)
    table.firstRow = start
    start = end
    return table
  }

  private func whole() throws -> Bytes { Bytes(try file.bytes(at: 0, count: file.size)) }

  private func part(_ range: Range<Int>) throws -> NumPyArray {
    let size = layout.type.size
    guard layout.isFortran, layout.shape.count == 2 else {
      let width = names.count * size
      let bytes = try file.bytes(at: layout.offset + range.lowerBound * width, count: range.count * width)
      return try array(bytes, rows: range.count)
    }
    var bytes: ContiguousArray<UInt8> = []
    bytes.reserveCapacity(range.count * names.count * size)
    for column in names.indices {
      let place = (column * layout.shape[0] + range.lowerBound) * size
      bytes += try file.bytes(at: layout.offset + place, count: range.count * size)
    }
    return try array(bytes, rows: range.count)
  }

  private func array(_ bytes: ContiguousArray<UInt8>, rows: Int) throws -> NumPyArray {
    try NumPyArray(
      type: layout.type, shape: [rows] + layout.shape.dropFirst(), isFortran: layout.isFortran, data: Bytes(bytes))
  }

  /// An array as columns: of whole numbers, of numbers, or of text.
  static func table(_ array: NumPyArray, path: String) throws -> DataTable {
    guard (1...2).contains(array.shape.count) else { throw dimensions(array.shape, path) }
    let rows = array.shape[0]
    let width = array.shape.count == 2 ? array.shape[1] : 1
    func columns<Cell>(_ cells: [Cell]) -> [[Cell]] {
      width == 1 ? [cells] : (0..<width).map { column in (0..<rows).map { cells[$0 * width + column] } }
    }
    let isWhole = array.type.kind == .integer || array.type.kind == .unsigned
    let all: [DataTable.Column]
    if isWhole, let integers = try? array.integers() {
      all = columns(integers).map { .integers($0) }
    } else if let numbers = try? array.doubles() {
      all = columns(numbers).map { .numbers($0) }
    } else {
      all = columns(try array.texts()).map { .texts($0) }
    }
    return DataTable(names: (0..<width).map { "x\($0)" }, isNamed: false, columns: all, rowCount: rows)
  }
}
