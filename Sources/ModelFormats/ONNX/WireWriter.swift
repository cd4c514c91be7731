// Protocol buffers' wire format, written.

/// Appends fields to bytes. A message's length is put before it once it is known, by moving what was written: five levels
/// deep, a tensor of a megabyte is moved five times, which costs less than going over the model twice.
struct WireWriter {
  private(set) var bytes: ContiguousArray<UInt8> = []

  enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case delimited = 2
    case fixed32 = 5
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func tag(_ field: Int, _ type: WireType) { varint(UInt64(field) << 3 | type.rawValue) }

  mutating func integer(_ field: Int, _ value: some BinaryInteger) {
    tag(field, .varint)
    varint(UInt64(truncatingIfNeeded: value))
  }

  mutating func float(_ field: Int, _ value: Float) {
    tag(field, .fixed32)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func string(_ field: Int, _ value: String) {
    tag(field, .delimited)
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// Left out where empty, as the format has it for what is not set.
  mutating func stringIfAny(_ field: Int, _ value: String) {
    if !value.isEmpty { string(field, value) }
  }

  mutating func message(_ field: Int, _ body: (inout WireWriter) -> Void) {
    tag(field, .delimited)
    let start = bytes.count
    body(&self)
    var length = WireWriter()
    length.varint(UInt64(bytes.count - start))
    bytes.insert(contentsOf: length.bytes, at: start)
  }

  /// Elements as they lie in memory, which is the format's order on the machines that Swift knows.
  mutating func raw<Element>(_ field: Int, _ elements: ContiguousArray<Element>) {
    tag(field, .delimited)
    elements.withUnsafeBytes {
      varint(UInt64($0.count))
      bytes.append(contentsOf: $0)
    }
  }

  mutating func packed(_ field: Int, _ values: some Sequence<Int64>) {
    message(field) { writer in
      for value in values { writer.varint(UInt64(bitPattern: value)) }
    }
  }

  mutating func packed(_ field: Int, _ values: [Float]) { raw(field, ContiguousArray(values)) }
}
