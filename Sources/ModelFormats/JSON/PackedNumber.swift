// Numbers as UBJSON stores them.

/// A type of numbers by its marker. The last four are BJData's, which came after and writes little-endian.
enum PackedNumber: UInt8, Sendable {
  case int8 = 0x69  // i
  case uint8 = 0x55  // U
  case int16 = 0x49  // I
  case int32 = 0x6C  // l
  case int64 = 0x4C  // L
  case single = 0x64  // d
  case double = 0x44  // D
  case uint16 = 0x75  // u
  case uint32 = 0x6D  // m
  case uint64 = 0x4D  // M
  case half = 0x68  // h

  var width: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16, .half: 2
    case .int32, .uint32, .single: 4
    case .int64, .uint64, .double: 8
    }
  }

  var isInteger: Bool {
    switch self {
    case .single, .double, .half: false
    default: true
    }
  }

  @inline(__always)
  private func bits<Number: FixedWidthInteger & Sendable>(
    _ type: Number.Type, _ offset: Int, _ bytes: Bytes, isBigEndian: Bool
  ) -> Number {
    let stored = bytes.storage.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: bytes.range.lowerBound + offset, as: Number.self)
    }
    return isBigEndian ? Number(bigEndian: stored) : Number(littleEndian: stored)
  }

  /// An integer; nil where it is none, or wider than an `Int`. The bytes must be there.
  @inline(__always)
  func integer(at offset: Int, in bytes: Bytes, isBigEndian: Bool) -> Int? {
    switch self {
    case .int8: Int(Int8(bitPattern: bytes[offset]))
    case .uint8: Int(bytes[offset])
    case .int16: Int(bits(Int16.self, offset, bytes, isBigEndian: isBigEndian))
    case .uint16: Int(bits(UInt16.self, offset, bytes, isBigEndian: isBigEndian))
    case .int32: Int(bits(Int32.self, offset, bytes, isBigEndian: isBigEndian))
    case .uint32: Int(bits(UInt32.self, offset, bytes, isBigEndian: isBigEndian))
    case .int64: Int(bits(Int64.self, offset, bytes, isBigEndian: isBigEndian))
    case .uint64: Int(exactly: bits(UInt64.self, offset, bytes, isBigEndian: isBigEndian))
    case .single, .double, .half: Int(exactly: double(at: offset, in: bytes, isBigEndian: isBigEndian))
    }
  }

  @inline(__always)
  func double(at offset: Int, in bytes: Bytes, isBigEndian: Bool) -> Double {
    switch self {
    case .single: Double(Float(bitPattern: bits(UInt32.self, offset, bytes, isBigEndian: isBigEndian)))
    case .double: Double(bitPattern: bits(UInt64.self, offset, bytes, isBigEndian: isBigEndian))
    case .half: Self.double(half: bits(UInt16.self, offset, bytes, isBigEndian: isBigEndian))
    case .uint64: Double(bits(UInt64.self, offset, bytes, isBigEndian: isBigEndian))
    default: Double(integer(at: offset, in: bytes, isBigEndian: isBigEndian) ?? 0)
    }
  }

  private static func double(half bits: UInt16) -> Double {
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction * 0x1p-24 }
    return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
  }

  @inline(__always)
  func integer(at offset: Int, in tree: DocumentTree) -> Int? {
    integer(at: offset, in: tree.bytes, isBigEndian: tree.isBigEndian)
  }

  @inline(__always)
  func double(at offset: Int, in tree: DocumentTree) -> Double {
    double(at: offset, in: tree.bytes, isBigEndian: tree.isBigEndian)
  }

  @inline(__always)
  func float(at offset: Int, in tree: DocumentTree) -> Float {
    if self == .single {
      return Float(bitPattern: bits(UInt32.self, offset, tree.bytes, isBigEndian: tree.isBigEndian))
    }
    return Float(double(at: offset, in: tree))
  }
}
