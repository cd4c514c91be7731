// NumPy's own files: `.npy` 1.0 to 3.0, read and written.

/// The format of `numpy.save`.
package enum NumPyFile {
  static let format = "NumPy array"
  static let magic: StaticString = "\u{93}NUMPY"

  package static func isOne(_ bytes: Bytes) -> Bool { bytes.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) }

  /// What the beginning of a file says of the array in it.
  package struct Layout: Sendable {
    package var type: NumPyType
    package var isFortran: Bool
    package var shape: [Int]
    /// Where the elements begin.
    package var offset: Int
  }

  /// Reads the header alone; the bytes may end behind it.
  package static func layout(_ bytes: Bytes) throws(FormatError) -> Layout {
    var reader = ByteReader(bytes, format: format)
    guard isOne(bytes) else { throw FormatError(.malformed, format, at: 0, "It does not begin as NumPy's files do.") }
    _ = try reader.take(6, "The mark")
    let major = try reader.byte("The version")
    _ = try reader.byte("The version")
    guard (1...3).contains(major) else {
      throw FormatError(.unsupported, format, at: 6, "Version \(major) is not known.")
    }
    let length =
      major == 1 ? Int(try reader.little(UInt16.self, "The header")) : Int(try reader.little(UInt32.self, "The header"))
    let header = try NumPyHeader(try reader.take(length, "The header"))
    guard NumPyArray.count(of: header.shape) != nil else {
      throw FormatError(.malformed, format, at: 10, "An array has an impossible shape.")
    }
    return Layout(type: header.type, isFortran: header.isFortran, shape: header.shape, offset: reader.offset)
  }

  /// One array. An array of objects is a pickle behind the header.
  package static func array(_ bytes: Bytes) throws(FormatError) -> NumPyArray {
    let layout = try layout(bytes)
    if layout.type.holdsObjects { return try objects(bytes.suffix(from: layout.offset)) }
    var reader = ByteReader(bytes, format: format, at: layout.offset)
    let (size, overflow) = layout.shape.reduce(1, *).multipliedReportingOverflow(by: layout.type.size)
    guard !overflow, size <= reader.left else { throw reader.ended("The data", needed: overflow ? Int.max : size) }
    return try NumPyArray(
      type: layout.type, shape: layout.shape, isFortran: layout.isFortran, data: try reader.take(size, "The data"))
  }

  private static func objects(_ bytes: Bytes) throws(FormatError) -> NumPyArray {
    guard let array = try Pickle.read(bytes).root.array() else {
      throw FormatError(.malformed, format, "An array of objects is no pickled array.")
    }
    return array
  }

  /// A file of version 1.0, row-major, little-endian.
  package static func write(_ numbers: [Double], shape: [Int]) -> [UInt8] {
    precondition(shape.reduce(1, *) == numbers.count, "a shape has as many elements as there are")
    return write(
      numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }, "<f8", shape)
  }

  package static func write(_ numbers: [Int], shape: [Int]) -> [UInt8] {
    precondition(shape.reduce(1, *) == numbers.count, "a shape has as many elements as there are")
    return write(
      numbers.flatMap { number in withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) } }, "<i8", shape)
  }

  private static func write(_ data: [UInt8], _ type: String, _ shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count == 1 ? lengths : String(lengths.dropLast())
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(tuple)), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = header.utf8.count
    return [0x93] + "NUMPY".utf8 + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + header.utf8 + data
  }
}

/// The dictionary at the start of an `.npy` file: a Python literal, of which this reads what NumPy writes.
struct NumPyHeader {
  var type: NumPyType
  var isFortran: Bool
  var shape: [Int]

  init(_ bytes: Bytes) throws(FormatError) {
    var literal = PythonLiteral(bytes)
    guard case .dictionary(let entries)? = literal.value(depth: 0) else {
      throw FormatError(.malformed, NumPyFile.format, at: 10, "Its header is no dictionary.")
    }
    guard let type = entries["descr"].flatMap({ NumPyHeader.type($0, depth: 0) }) else {
      throw FormatError(.unsupported, NumPyFile.format, at: 10, "Its dtype is not known.")
    }
    guard case .tuple(let lengths)? = entries["shape"], case .boolean(let isFortran)? = entries["fortran_order"] else {
      throw FormatError(.malformed, NumPyFile.format, at: 10, "Its header lacks shape or order.")
    }
    self.type = type
    self.isFortran = isFortran
    shape = lengths.map { if case .integer(let length) = $0 { length } else { -1 } }
  }

  /// `'<f8'`, or a list of fields `('name', '<f8')`, `('name', '<f8', (2,))`.
  private static func type(_ literal: PythonLiteral.Value, depth: Int) -> NumPyType? {
    switch literal {
    case .text(let text): return NumPyType(text)
    case .list(let parts):
      guard depth < 8 else { return nil }
      var result = NumPyType(.void, size: 0)
      for part in parts {
        guard case .tuple(let field) = part, field.count >= 2, var type = type(field[1], depth: depth + 1) else {
          return nil
        }
        if field.count > 2 {
          guard case .tuple(let lengths) = field[2] else { return nil }
          let shape = lengths.map { if case .integer(let length) = $0 { length } else { -1 } }
          guard let count = NumPyArray.count(of: shape), count < 1 << 24, type.size < 1 << 20 else { return nil }
          type = NumPyType(.void, size: count * type.size, innerShape: shape, inner: [type])
        }
        let name: String
        switch field[0] {
        case .text(let text): name = text
        case .tuple(let titled):
          guard case .text(let text)? = titled.last else { return nil }
          name = text
        default: return nil
        }
        guard type.size < 1 << 40, result.size < 1 << 40 else { return nil }
        if !name.isEmpty { result.fields.append(.init(name: name, type: type, offset: result.size)) }
        result.size += type.size
      }
      return result
    default: return nil
    }
  }
}

/// A Python literal of dictionaries, lists, tuples, strings, integers and booleans.
struct PythonLiteral {
  indirect enum Value {
    case text(String), integer(Int), boolean(Bool), tuple([Value]), list([Value]), dictionary([String: Value])
  }
  private let bytes: Bytes
  private var at = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func take(_ mark: UInt8) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == mark else { return false }
    at += 1
    return true
  }

  mutating func value(depth: Int) -> Value? {
    guard depth < 16 else { return nil }
    skipBlanks()
    guard at < bytes.count else { return nil }
    switch bytes[at] {
    case UInt8(ascii: "{"): return dictionary(depth)
    case UInt8(ascii: "("):
      at += 1
      return values(upTo: UInt8(ascii: ")"), depth).map { .tuple($0) }
    case UInt8(ascii: "["):
      at += 1
      return values(upTo: UInt8(ascii: "]"), depth).map { .list($0) }
    case UInt8(ascii: "T"), UInt8(ascii: "F"): return boolean()
    case 0x30...0x39, UInt8(ascii: "-"): return integer()
    default: return text().map { .text($0) }
    }
  }

  private mutating func values(upTo end: UInt8, _ depth: Int) -> [Value]? {
    var values: [Value] = []
    while !take(end) {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      if !take(UInt8(ascii: ",")) { return take(end) ? values : nil }
    }
    return values
  }

  private mutating func dictionary(_ depth: Int) -> Value? {
    at += 1
    var entries: [String: Value] = [:]
    while !take(UInt8(ascii: "}")) {
      guard let key = text(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
      entries[key] = value
      if !take(UInt8(ascii: ",")) { return take(UInt8(ascii: "}")) ? .dictionary(entries) : nil }
    }
    return .dictionary(entries)
  }

  private mutating func boolean() -> Value? {
    if bytes.starts(with: "True", at: at) {
      at += 4
      return .boolean(true)
    }
    guard bytes.starts(with: "False", at: at) else { return nil }
    at += 5
    return .boolean(false)
  }

  private mutating func integer() -> Value? {
    let start = at
    at += 1
    while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    let digits = bytes.part(start, count: at - start)?.latin1
    // Python 2 writes `3L`.
    if at < bytes.count, bytes[at] == UInt8(ascii: "L") { at += 1 }
    return digits.flatMap { Int($0) }.map { .integer($0) }
  }

  private mutating func text() -> String? {
    skipBlanks()
    if at < bytes.count, bytes[at] == UInt8(ascii: "u") || bytes[at] == UInt8(ascii: "b") { at += 1 }
    guard at < bytes.count, bytes[at] == 0x27 || bytes[at] == 0x22 else { return nil }
    let quote = bytes[at]
    let start = at + 1
    at = start
    while at < bytes.count, bytes[at] != quote {
      guard bytes[at] != 0x5C else { return nil }
      at += 1
    }
    guard at < bytes.count else { return nil }
    at += 1
    return bytes.part(start, count: at - 1 - start).map { $0.utf8 ?? $0.latin1 }
  }
}
