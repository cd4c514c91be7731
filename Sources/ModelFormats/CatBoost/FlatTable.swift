// FlatBuffers, as far as CatBoost's files go: tables of fields, vectors, and text, all by offsets that are checked.

/// One table of a FlatBuffers file: fields by their number, each of which may be left out.
struct FlatTable {
  private let bytes: Bytes
  private let position: Int
  /// Where the field offsets stand, and how many there are.
  private let fields: Int
  private let fieldCount: Int

  static let format = "CatBoost"

  /// The table that the first four bytes point at.
  init(root bytes: Bytes) throws(FormatError) {
    try self.init(bytes, at: Self.target(bytes, 0))
  }

  private init(_ bytes: Bytes, at position: Int) throws(FormatError) {
    self.bytes = bytes
    self.position = position
    var reader = ByteReader(bytes, format: Self.format, at: position)
    let start = position - Int(try reader.little(Int32.self, "a table"))
    guard start >= 0, start + 4 <= bytes.count else {
      throw FormatError(.malformed, Self.format, at: position, "A table's fields stand outside of the file.")
    }
    reader.move(to: start)
    let size = Int(try reader.little(UInt16.self, "a table's fields"))
    guard size >= 4, size % 2 == 0, start + size <= bytes.count else {
      throw FormatError(.malformed, Self.format, at: start, "A table's fields have an odd size: \(size).")
    }
    fields = start + 4
    fieldCount = (size - 4) / 2
  }

  /// Where an offset leads.
  private static func target(_ bytes: Bytes, _ place: Int) throws(FormatError) -> Int {
    var reader = ByteReader(bytes, format: format, at: place)
    let offset = Int(try reader.little(UInt32.self, "an offset"))
    guard offset > 0, place + offset < bytes.count else {
      throw FormatError(.malformed, format, at: place, "An offset leads out of the file.")
    }
    return place + offset
  }

  /// Where a field stands; nil where it is left out.
  private func place(_ field: Int) throws(FormatError) -> Int? {
    guard field < fieldCount else { return nil }
    var reader = ByteReader(bytes, format: Self.format, at: fields + 2 * field)
    let offset = Int(try reader.little(UInt16.self, "a field"))
    guard offset != 0 else { return nil }
    guard position + offset < bytes.count else {
      throw FormatError(.malformed, Self.format, at: position, "A field stands outside of the file.")
    }
    return position + offset
  }

  // MARK: Scalars

  func number<Number: FixedWidthInteger & Sendable>(
    _ field: Int, _ type: Number.Type, default standard: Number
  ) throws(FormatError) -> Number {
    guard let place = try place(field) else { return standard }
    var reader = ByteReader(bytes, format: Self.format, at: place)
    return try reader.little(type, "a number")
  }

  func double(_ field: Int, default standard: Double) throws(FormatError) -> Double {
    guard try place(field) != nil else { return standard }
    return Double(bitPattern: try number(field, UInt64.self, default: 0))
  }

  func text(_ field: Int) throws(FormatError) -> Bytes? {
    guard let vector = try vector(field, width: 1) else { return nil }
    return bytes.part(vector.start, count: vector.count)
  }

  // MARK: Vectors

  /// Where a vector's elements begin, and how many there are; all of them lie in the file.
  private func vector(_ field: Int, width: Int) throws(FormatError) -> (start: Int, count: Int)? {
    guard let place = try place(field) else { return nil }
    let start = try Self.target(bytes, place)
    var reader = ByteReader(bytes, format: Self.format, at: start)
    let count = Int(try reader.little(UInt32.self, "a vector's length"))
    guard count <= reader.left / width else { throw reader.ended("a vector of \(count)", needed: count * width) }
    return (reader.offset, count)
  }

  /// Integers of four bytes, floats by their bits among them.
  func words(_ field: Int) throws(FormatError) -> [UInt32] {
    guard let vector = try vector(field, width: 4) else { return [] }
    return bytes.withUnsafeBytes { raw in
      (0..<vector.count).map {
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: vector.start + 4 * $0, as: UInt32.self))
      }
    }
  }

  func floats(_ field: Int) throws(FormatError) -> [Float] { try words(field).map { Float(bitPattern: $0) } }

  func integers(_ field: Int) throws(FormatError) -> [Int] { try words(field).map { Int(Int32(bitPattern: $0)) } }

  func doubles(_ field: Int) throws(FormatError) -> [Double] {
    guard let vector = try vector(field, width: 8) else { return [] }
    return bytes.withUnsafeBytes { raw in
      (0..<vector.count).map { place in
        let bits = raw.loadUnaligned(fromByteOffset: vector.start + 8 * place, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
      }
    }
  }

  func tables(_ field: Int) throws(FormatError) -> [FlatTable] {
    guard let vector = try vector(field, width: 4) else { return [] }
    var tables: [FlatTable] = []
    tables.reserveCapacity(vector.count)
    for place in 0..<vector.count {
      tables.append(try FlatTable(bytes, at: try Self.target(bytes, vector.start + 4 * place)))
    }
    return tables
  }

  func table(_ field: Int) throws(FormatError) -> FlatTable? {
    guard let place = try place(field) else { return nil }
    return try FlatTable(bytes, at: try Self.target(bytes, place))
  }
}
