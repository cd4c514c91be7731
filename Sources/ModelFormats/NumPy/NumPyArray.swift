// An array as a file holds it, and its elements as numbers, text or labels.

/// A view of elements in bytes. Nothing is converted before it is asked for.
package struct NumPyArray: Sendable {
  package var type: NumPyType
  package var shape: [Int]
  /// Whether the first index runs fastest.
  package var isFortran: Bool
  /// Bytes from one element to the next, in memory order; more than the type's size for a field of a structure.
  package var stride: Int
  /// Bytes from the start of a structure to the field.
  package var offset: Int
  /// At least `count` strides; empty for objects.
  package var data: Bytes
  /// In memory order, for the type `O`.
  package var objects: [PickleValue]

  package init(
    type: NumPyType, shape: [Int], isFortran: Bool, data: Bytes, objects: [PickleValue] = []
  ) throws(FormatError) {
    self.type = type
    self.shape = shape
    self.isFortran = isFortran && shape.count > 1
    self.data = data
    self.objects = objects
    stride = type.size
    offset = 0
    guard let count = Self.count(of: shape) else {
      throw Self.error("An array's shape is impossible: \(shape.prefix(8)).")
    }
    if type.kind == .object {
      guard objects.count == count else { throw Self.error("An array of \(count) objects holds \(objects.count).") }
    } else {
      let (size, overflow) = count.multipliedReportingOverflow(by: type.size)
      // Of elements without bytes a file may claim any number.
      guard !overflow, size == data.count, type.size > 0 || count <= Self.mostWithoutBytes else {
        throw Self.error("An array of \(count) elements of \(type.size) bytes has \(data.count) bytes.")
      }
    }
  }

  static func error(_ message: String, _ code: FormatError.Code = .malformed) -> FormatError {
    FormatError(code, "NumPy array", message)
  }

  private static let mostWithoutBytes = 1 << 16

  /// The number of elements; nil where it does not fit, or where any lengths but those of 0 multiplied would not.
  package static func count(of shape: [Int]) -> Int? {
    guard shape.count <= 64, shape.allSatisfy({ $0 >= 0 }) else { return nil }
    var count = 1
    for length in shape where length > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow, product < 1 << 48 else { return nil }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  package var count: Int { shape.reduce(1, *) }

  /// A field of a structure, as an array of its own.
  package func field(_ name: String) -> NumPyArray? {
    guard let field = type.fields.first(where: { $0.name == name }) else { return nil }
    var result = self
    result.type = field.type
    result.offset = offset + field.offset
    return result
  }

  /// The places of elements in memory, in row-major order.
  private func forEachPlace<Failure: Error>(_ body: (Int) throws(Failure) -> Void) throws(Failure) {
    let total = count
    guard isFortran else {
      for place in 0..<total { try body(place) }
      return
    }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    let strides = shape.indices.map { axis in shape[..<axis].reduce(1, *) }
    for _ in 0..<total {
      try body(place)
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
  }

  private func element(_ place: Int) -> Bytes? { data.part(place * stride + offset, count: type.size) }

  // MARK: Numbers

  /// All elements, row-major, as doubles. Integers over 2^53 are refused, since they would change.
  package func doubles() throws(FormatError) -> [Double] {
    if type.kind == .float, type.size == 8, !type.isBigEndian, !isFortran {
      return stride == 8 ? packedDoubles() : column(Int64.self) { Double(bitPattern: UInt64(bitPattern: $0)) }
    }
    var result: [Double] = []
    result.reserveCapacity(count)
    try forEachPlace { (place) throws(FormatError) in result.append(try double(at: place)) }
    return result
  }

  private func packedDoubles() -> [Double] {
    let total = count
    return data.withUnsafeBytes { source in
      [Double](unsafeUninitializedCapacity: total) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<(total * 8)]))
        filled = total
      }
    }
  }

  /// Every element in memory order, little-endian: what fields of large tables are read by.
  @inline(__always)
  private func column<Number: FixedWidthInteger & Sendable, Result>(
    _ number: Number.Type, _ make: (Number) -> Result
  ) -> [Result] {
    let total = count
    precondition(
      total == 0 || (total - 1) * stride + offset + MemoryLayout<Number>.size <= data.count,
      "elements lie inside the data")
    let (step, start) = (stride, offset)
    return data.withUnsafeBytes { source in
      [Result](unsafeUninitializedCapacity: total) { buffer, filled in
        for place in 0..<total {
          let raw = source.loadUnaligned(fromByteOffset: place * step + start, as: Number.self)
          buffer.initializeElement(at: place, to: make(Number(littleEndian: raw)))
        }
        filled = total
      }
    }
  }

  /// Integers of the common widths, without a decision an element.
  private func quickIntegers() -> [Int]? {
    guard !isFortran, !type.isBigEndian || type.size == 1 else { return nil }
    switch (type.kind, type.size) {
    case (.integer, 8): return column(Int64.self) { Int($0) }
    case (.integer, 4): return column(Int32.self) { Int($0) }
    case (.unsigned, 4): return column(UInt32.self) { Int($0) }
    case (.unsigned, 1): return column(UInt8.self) { Int($0) }
    default: return nil
    }
  }

  private func double(at place: Int) throws(FormatError) -> Double {
    switch type.kind {
    case .float: return try float(at: place)
    case .integer, .unsigned, .boolean:
      let number = try integer(at: place)
      guard number.magnitude <= 1 << 53 else {
        throw Self.error("The integer \(number) has no exact double.", .unsupported)
      }
      return Double(number)
    case .object:
      guard place < objects.count, let number = objects[place].double else {
        throw Self.error("An array of objects holds what is no number.", .unsupported)
      }
      return number
    default: throw Self.error("Elements of the type \(type.description) are no numbers.", .unsupported)
    }
  }

  private func float(at place: Int) throws(FormatError) -> Double {
    switch type.size {
    case 8: return Double(bitPattern: try bits(place, UInt64.self))
    case 4: return Double(Float(bitPattern: try bits(place, UInt32.self)))
    case 2: return HalfPrecision.double(try bits(place, UInt16.self))
    default:
      throw Self.error(
        "Its numbers are of the type `longdouble` (\(type.size) bytes), which differs between machines. Convert it to float64 before saving.",
        .unsupported)
    }
  }

  private func bits<Number: FixedWidthInteger & Sendable>(
    _ place: Int, _ number: Number.Type
  ) throws(FormatError) -> Number {
    let at = data.range.lowerBound + place * stride + offset
    guard at + MemoryLayout<Number>.size <= data.range.upperBound else {
      throw Self.error("An element lies outside the data.")
    }
    let raw = data.storage.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Number.self) }
    return type.isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw)
  }

  /// All elements, row-major, as integers; booleans are 0 and 1.
  package func integers() throws(FormatError) -> [Int] {
    if let quick = quickIntegers() { return quick }
    var result: [Int] = []
    result.reserveCapacity(count)
    try forEachPlace { (place) throws(FormatError) in result.append(try integer(at: place)) }
    return result
  }

  private func integer(at place: Int) throws(FormatError) -> Int {
    switch (type.kind, type.size) {
    case (.boolean, _): return try bits(place, UInt8.self) == 0 ? 0 : 1
    case (.integer, 1): return Int(try bits(place, Int8.self))
    case (.integer, 2): return Int(try bits(place, Int16.self))
    case (.integer, 4): return Int(try bits(place, Int32.self))
    case (.integer, 8), (.time, 8), (.timeSpan, 8): return Int(try bits(place, Int64.self))
    case (.unsigned, 1): return Int(try bits(place, UInt8.self))
    case (.unsigned, 2): return Int(try bits(place, UInt16.self))
    case (.unsigned, 4): return Int(try bits(place, UInt32.self))
    case (.unsigned, 8):
      guard let number = Int(exactly: try bits(place, UInt64.self)) else {
        throw Self.error("An unsigned integer is larger than 2^63 − 1.", .unsupported)
      }
      return number
    case (.object, _):
      guard place < objects.count, let number = objects[place].integer else {
        throw Self.error("An array of objects holds what is no integer.", .unsupported)
      }
      return number
    default: throw Self.error("Elements of the type \(type.description) are no integers.", .unsupported)
    }
  }

  /// Real and imaginary parts, one behind the other, row-major.
  package func complexNumbers() throws(FormatError) -> [(real: Double, imaginary: Double)] {
    guard type.kind == .complex, type.size <= 16 else {
      throw Self.error("Elements of the type \(type.description) are no complex numbers.", .unsupported)
    }
    var parts = self
    parts.type = NumPyType(.float, size: type.size / 2, isBigEndian: type.isBigEndian)
    var result: [(real: Double, imaginary: Double)] = []
    result.reserveCapacity(count)
    try forEachPlace { (place) throws(FormatError) in
      var imaginary = parts
      imaginary.offset += type.size / 2
      result.append((try parts.float(at: place), try imaginary.float(at: place)))
    }
    return result
  }

  // MARK: Text

  /// Elements as text; nil for a missing one (`None` or NaN among objects).
  package func texts() throws(FormatError) -> [String?] {
    var result: [String?] = []
    result.reserveCapacity(count)
    try forEachPlace { (place) throws(FormatError) in result.append(try text(at: place)) }
    return result
  }

  private func text(at place: Int) throws(FormatError) -> String? {
    switch type.kind {
    case .text: return try wideText(at: place)
    case .bytes:
      guard let bytes = element(place) else { throw Self.error("An element lies outside the data.") }
      let end = (0..<bytes.count).last { bytes[$0] != 0 }.map { $0 + 1 } ?? 0
      return bytes.part(0, count: end).map { $0.utf8 ?? $0.latin1 }
    case .object:
      guard place < objects.count else { throw Self.error("An element lies outside the data.") }
      let value = objects[place]
      if let text = value.text { return text }
      if value.isNone || value.double?.isNaN == true { return nil }
      throw Self.error("An array of objects holds what is no text.", .unsupported)
    default: throw Self.error("Elements of the type \(type.description) are no text.", .unsupported)
    }
  }

  private func wideText(at place: Int) throws(FormatError) -> String {
    var scalars = String.UnicodeScalarView()
    var letter = self
    letter.type.size = 4
    for index in 0..<(type.size / 4) {
      letter.offset = offset + 4 * index
      let code = try letter.bits(place, UInt32.self)
      if code == 0 && (index..<(type.size / 4)).allSatisfy({ data[place * stride + offset + 4 * $0] == 0 }) { break }
      guard let scalar = UnicodeScalar(code) else { throw Self.error("\(code) is no character.") }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}

/// IEEE 754 binary16, by hand: Swift's `Float16` is not there on every machine.
enum HalfPrecision {
  static func double(_ bits: UInt16) -> Double {
    let sign = bits & 0x8000 == 0 ? 1.0 : -1.0
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1 + fraction * 0x1p-10) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}
